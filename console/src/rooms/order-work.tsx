import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { List } from '../api.ts'
import type { OrderView } from '../api-orders.ts'
import type { WorkRow } from '../api-plan.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { linesText } from '../parts/lines.ts'
import { Asked } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { useMay } from '../session.ts'
import { rowId, useWorkActs } from './work-acts.tsx'
import { workColumns } from './worklist.tsx'

/** As much as a person reads beside the plan; the rest stands in the worklist. */
const MOST = 8

/** What people can do for an order, done from its page; for those who see the worklist. */
export function OrderWork({ order }: { order: OrderView }) {
  const sees = useMay('operations:read')
  return sees ? <Due order={order} /> : null
}

function Due({ order: { id, number } }: { order: OrderView }) {
  const list = useQuery({
    queryKey: ['order', id, 'work'],
    queryFn: ({ signal }) => get<List<WorkRow>>('/worklist', { order: id, limit: MOST }, signal),
    refetchInterval: 10_000,
  })
  const { buttonsOf, told } = useWorkActs()
  return (
    <>
      {told}
      <Asked query={list} what="work">
        {({ rows, next }) =>
          rows.length > 0 && (
            <Panel
              title="Work"
              aside={
                next !== null && (
                  <Link to={`/worklist?${new URLSearchParams({ order: number })}`}>All of it</Link>
                )
              }
            >
              <Table
                caption="Work for the order, the longest due first"
                rows={rows}
                keyOf={(row) => row.taskId}
                idOf={(row) => rowId(row.taskId)}
                columns={[
                  {
                    head: 'To do',
                    cell: (row) => (
                      <>
                        {row.title}
                        <div className="small soft">{linesText(row.lineNos)}</div>
                      </>
                    ),
                  },
                  ...workColumns(list.dataUpdatedAt, buttonsOf),
                ]}
              />
            </Panel>
          )
        }
      </Asked>
    </>
  )
}
