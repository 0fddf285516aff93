import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { WorkRow } from '../api-plan.ts'
import { Actor } from '../parts/actor.tsx'
import { ChoiceFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { linesText } from '../parts/lines.ts'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { spanText } from '../parts/span.ts'
import { Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'
import { rowId, useWorkActs } from './work-acts.tsx'

/** Whose work is listed, and how the API is asked for it. */
const WHOSE = {
  mine: { text: 'Mine', query: { mine: 'true' } },
  free: { text: 'Nobody has taken it on', query: { taken: 'false' } },
  taken: { text: 'Somebody has taken it on', query: { taken: 'true' } },
} as const
const isWhose = (word: string): word is keyof typeof WHOSE => word in WHOSE

/** What people are to do for orders, the longest due first: they take it on, and say how it ended. */
export function Worklist() {
  const filters = useFilters()
  const whose = filters.value('whose')
  const list = useList<WorkRow>(
    '/worklist',
    {
      role: filters.value('role'),
      assignee: filters.value('assignee'),
      order: filters.value('order'),
      ...(isWhose(whose) && WHOSE[whose].query),
    },
    10_000,
  )
  const { buttonsOf, told } = useWorkActs()
  return (
    <div className="stack">
      <Title page="Worklist">Worklist</Title>
      <Filters>
        <SearchFilter name="order" label="Order" hint="Number   ( / )" />
        <SearchFilter name="role" label="Role" narrow hint="Any role" />
        <SearchFilter name="assignee" label="For" narrow hint="Person or team" />
        <ChoiceFilter
          name="whose"
          label="Whose"
          all="All"
          choices={Object.entries(WHOSE).map(([code, { text }]) => [code, text])}
        />
      </Filters>
      {told}
      <ListPanel
        list={list}
        what="work"
        caption="Work for orders, the longest due first"
        columns={[
          {
            head: 'To do',
            cell: (row) => (
              <>
                {row.title}
                <div>
                  <Link className="row-link number" to={`/orders/${row.orderId}/plan#${row.taskId}`}>
                    {row.orderNumber}
                  </Link>
                </div>
                <div className="small soft">
                  {[linesText(row.lineNos), row.account].filter(Boolean).join(' · ')}
                </div>
              </>
            ),
          },
          ...workColumns(list.dataUpdatedAt, buttonsOf),
        ]}
        keyOf={(row) => row.taskId}
        idOf={(row) => rowId(row.taskId)}
        empty={
          <Empty title="Nobody has anything to do for an order.">
            <p>
              Work stands here once an order has come to it: tasks of the kind <code>work</code> in components
              of lines of its pattern.
            </p>
            <Link to="/patterns">Go to the patterns</Link>
          </Empty>
        }
      />
    </div>
  )
}

/** What is said of work beside what it is; `now`: when it was read, in ms. */
export function workColumns(now: number, buttonsOf: (row: WorkRow) => ReactNode): Column<WorkRow>[] {
  return [
    {
      head: 'Role',
      cell: ({ role }) => (role === '' ? <Nothing word="anybody" /> : <Filtered name="role" value={role} />),
      minor: true,
    },
    {
      head: 'Since',
      cell: ({ since }) => (
        <time dateTime={since} title={since} className="nowrap">
          {spanText(Math.floor((now - Date.parse(since)) / 1000))}
        </time>
      ),
    },
    {
      head: 'State',
      cell: ({ state, owner, assignee }) => (
        <>
          <Status value={state} />
          {owner !== null && (
            <div className="small">
              by <Actor value={owner} />
            </div>
          )}
          {assignee !== null && (
            <div className="small">
              for <Filtered name="assignee" value={assignee} />
            </div>
          )}
        </>
      ),
    },
    { head: 'Act', cell: buttonsOf },
  ]
}

/** Leads to all that is like it. */
function Filtered({ name, value }: { name: 'role' | 'assignee'; value: string }) {
  return <Link to={`/worklist?${new URLSearchParams({ [name]: value })}`}>{value}</Link>
}
