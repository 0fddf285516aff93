import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Invariants, Queues, Snapshots } from '../api-books.ts'
import { get } from '../http.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { Nothing } from '../parts/money.tsx'
import { spanText } from '../parts/span.ts'
import { Asked, Empty } from '../parts/states.tsx'
import { Status } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

/** A task that is due for longer than this is late. */
const LATE_SECONDS = 60

/** Is it late, and is it true: the queues, what failed, and the laws with the rows that break them. */
export function Health() {
  const queues = useQuery({
    queryKey: ['queues'],
    queryFn: ({ signal }) => get<Queues>('/monitoring/queues', {}, signal),
    refetchInterval: 5_000,
  })
  const laws = useQuery({
    queryKey: ['invariants'],
    queryFn: ({ signal }) => get<Invariants>('/monitoring/invariants', {}, signal),
    staleTime: 30_000,
  })
  const snapshots = useQuery({
    queryKey: ['snapshots'],
    queryFn: ({ signal }) => get<Snapshots>('/monitoring/snapshots', {}, signal),
    refetchInterval: 15_000,
  })
  return (
    <div className="stack">
      <Title page="Health">Health</Title>
      <Asked query={queues} what="queues">
        {(data) => <QueueSheets data={data} />}
      </Asked>
      {snapshots.data && snapshots.data.systems.length > 0 && <Systems data={snapshots.data} />}
      <Panel
        title="Laws"
        aside={
          <span className="row">
            {laws.data && (
              <Status
                value={laws.data.holds ? 'green' : lawsBroken(laws.data) > 0 ? 'broken' : 'late'}
                name={
                  laws.data.holds
                    ? `All ${laws.data.laws.length} hold`
                    : lawsBroken(laws.data) > 0
                      ? `${lawsBroken(laws.data)} broken`
                      : 'Not all checked in time'
                }
              />
            )}
            <button type="button" onClick={() => void laws.refetch()} disabled={laws.isFetching}>
              {laws.isFetching ? 'Checking …' : 'Check again'}
            </button>
          </span>
        }
      >
        <Asked query={laws} what="laws">
          {(data) => (
            <div className="laws">
              {data.laws
                .toSorted((a, b) => Number(a.holds) - Number(b.holds))
                .map((law) => (
                  <Law key={law.law} law={law} />
                ))}
            </div>
          )}
        </Asked>
      </Panel>
    </div>
  )
}

/** Outside inventory systems: what they said last, and what is wrong with it. */
function Systems({ data }: { data: Snapshots }) {
  return (
    <Panel title="Outside inventory systems">
      <Table
        caption="Outside inventory systems and the age of what they said"
        rows={data.systems}
        keyOf={(row) => row.system}
        columns={[
          { head: 'System', cell: (row) => row.name },
          { head: 'As of', cell: (row) => (row.asOf === null ? <Nothing /> : <Instant value={row.asOf} />) },
          {
            head: 'Age',
            cell: (row) => {
              const age = row.ageSeconds === null ? 'Never heard' : spanText(row.ageSeconds)
              return row.stale ? <Status value="late" name={age} /> : age
            },
            end: true,
          },
          { head: 'Tries in vain', cell: (row) => <Count of={row.failures} />, end: true, minor: true },
          { head: 'Rows refused', cell: (row) => <Count of={row.rowsRefused} />, end: true },
          { head: 'Problem', cell: (row) => row.problem ?? <Nothing /> },
        ]}
      />
    </Panel>
  )
}

function QueueSheets({ data }: { data: Queues }) {
  return (
    <>
      <Panel
        title="Queues"
        aside={
          <span className="small soft">
            <Instant value={data.at} />, refreshes by itself
          </span>
        }
      >
        {data.tasks.length === 0 ? (
          <Empty title="Nothing waits: every task that can run has run." />
        ) : (
          <Table
            caption="Queues by kind of task"
            rows={data.tasks}
            keyOf={(row) => row.kind}
            columns={[
              { head: 'Task', cell: (row) => nameText(row.kind) },
              { head: 'Waiting', cell: (row) => <Count of={row.depth} />, end: true },
              { head: 'Due', cell: (row) => <Count of={row.due} />, end: true },
              { head: 'Tried before', cell: (row) => <Count of={row.attempted} />, end: true, minor: true },
              {
                head: 'Oldest due',
                cell: (row) =>
                  row.oldestDueSeconds === null ? (
                    <Nothing />
                  ) : row.oldestDueSeconds > LATE_SECONDS ? (
                    <Status value="late" name={spanText(row.oldestDueSeconds)} />
                  ) : (
                    spanText(row.oldestDueSeconds)
                  ),
                end: true,
              },
            ]}
          />
        )}
      </Panel>
      <Panel title={`Failed tasks (${data.failed.length})`}>
        {data.failed.length === 0 ? (
          <Empty title="No task has failed." />
        ) : (
          <Table
            caption="Failed tasks, the newest first"
            rows={data.failed}
            keyOf={(row) => row.taskId}
            columns={[
              {
                head: 'Order',
                cell: (row) => (
                  <Link className="row-link" to={`/orders/${row.orderId}/plan#${row.taskId}`}>
                    {row.orderNumber}
                  </Link>
                ),
              },
              { head: 'Task', cell: (row) => nameText(row.kind) },
              { head: 'Problem', cell: (row) => row.problem },
            ]}
          />
        )}
      </Panel>
      {data.doors.some((row) => row.depth > 0) && (
        <Panel title="Doors of this node">
          <Table
            caption="What waits at the doors of this node"
            rows={data.doors.filter((row) => row.depth > 0)}
            keyOf={(row) => `${row.act} ${row.lane}`}
            columns={[
              { head: 'Act', cell: (row) => nameText(row.act.replace(/^.*\./, '')) },
              { head: 'Lane', cell: (row) => row.lane },
              { head: 'Waiting', cell: (row) => <Count of={row.depth} />, end: true },
            ]}
          />
        </Panel>
      )}
    </>
  )
}

function Count({ of }: { of: number }) {
  return <span className="number">{of.toLocaleString()}</span>
}

function lawsBroken(data: Invariants): number {
  return data.laws.filter((law) => law.checked && !law.holds).length
}

function Law({ law }: { law: Invariants['laws'][number] }) {
  return (
    <details open={!law.holds}>
      <summary>
        <span className="row">
          <Status
            value={law.holds ? 'green' : law.checked ? 'broken' : 'late'}
            name={
              law.holds
                ? 'Holds'
                : law.checked
                  ? `${law.rows.length} ${law.rows.length === 1 ? 'row' : 'rows'}`
                  : 'Not checked in time'
            }
          />
          {law.sentence}
        </span>
      </summary>
      <div className="stack tight">
        <p className="small soft code">{law.law}</p>
        {law.rows.length > 0 && (
          <Table
            caption={`Rows that break ${law.law}`}
            rows={law.rows.map((row, index) => ({ ...row, index }))}
            keyOf={(row) => String(row.index)}
            columns={[
              { head: 'What', cell: (row) => <What of={row.what} /> },
              { head: 'Expected', cell: (row) => row.expected },
              { head: 'Found', cell: (row) => row.actual },
            ]}
          />
        )}
      </div>
    </details>
  )
}

/** Names the thing that breaks a law; an order leads to its page. */
function What({ of }: { of: string | null }) {
  if (of === null) return <Nothing />
  const order = /^order ([1-9]\d*)/.exec(of)?.[1]
  return order === undefined ? <>{of}</> : <Link to={`/orders/SO${order}`}>{of}</Link>
}
