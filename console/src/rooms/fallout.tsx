import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { BulkAct, FalloutCause, FalloutTask } from '../api-many.ts'
import { get } from '../http.ts'
import { ChosenBar, chooseColumn, useChosen } from '../parts/chosen.tsx'
import { linesText } from '../parts/lines.ts'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { ActOnMany, MOST_CHOSEN } from './act-on-many.tsx'

const OF_TASKS: readonly BulkAct[] = ['retry', 'complete', 'fail_lines']
const OF_ORDERS: readonly BulkAct[] = ['hold', 'prioritize', 'suspend', 'cancel', 'abort']

const keyOf = ({ taskId }: FalloutTask): string => taskId

const useFallout = () =>
  useQuery({
    queryKey: ['/fallout'],
    queryFn: ({ signal }) => get<{ causes: FalloutCause[] }>('/fallout', {}, signal),
    refetchInterval: 10_000,
  })

const CAUSES: Column<FalloutCause>[] = [
  {
    head: 'What went wrong',
    cell: ({ cause, kind, problem }) => (
      <>
        <Link className="row-link" to={`/fallout/${cause}`}>
          {problem}
        </Link>
        <div className="small soft plain-weight">{words(kind)}</div>
      </>
    ),
  },
  { head: 'At risk', cell: ({ atRisk }) => <MoneyValue value={atRisk} />, end: true },
  { head: 'Orders', cell: ({ orders }) => orders.toLocaleString(), end: true },
  { head: 'Tasks', cell: ({ tasks }) => tasks.toLocaleString(), end: true, minor: true },
  {
    head: 'Held',
    cell: ({ stopped }) => (stopped === 0 ? <Nothing /> : stopped.toLocaleString()),
    end: true,
    minor: true,
  },
  {
    head: 'Oldest order',
    cell: ({ oldestPlacedAt: at }) => (at === null ? <Nothing /> : <Instant value={at} short />),
    minor: true,
  },
]

/** What failed for good and waits for a person, put together by its cause, the costliest first (O-82, P-41). */
export function Fallout() {
  const fallout = useFallout()
  return (
    <div className="stack">
      <Title page="Fallout">Fallout</Title>
      <p className="soft">
        What failed for good, by what went wrong: mend the cause, then try all of it again at once.
      </p>
      <section className="panel">
        <Asked query={fallout} what="fallout">
          {({ causes }) =>
            causes.length === 0 ? (
              <Empty title="Nothing waits for a person.">
                What fails is tried again by itself; only what failed for good stands here.
              </Empty>
            ) : (
              <Table
                caption="What failed for good, the costliest cause first"
                columns={CAUSES}
                rows={causes}
                keyOf={({ cause }) => cause}
              />
            )
          }
        </Asked>
      </section>
    </div>
  )
}

const TASKS: Column<FalloutTask>[] = [
  { head: 'Task', cell: ({ kind, name }) => words(name ?? kind) },
  { head: 'Lines', cell: ({ lineNos }) => linesText(lineNos), minor: true },
  {
    head: 'State',
    cell: ({ status, holds }) => (
      <>
        <Status value={status} />
        {holds > 0 && <Status value="hold" name="Held" />}
      </>
    ),
  },
  { head: 'What went wrong', cell: ({ problem }) => <span className="small">{problem}</span>, minor: true },
  { head: 'Total', cell: ({ total }) => <MoneyValue value={total} />, end: true },
]

/** All that failed by one cause. */
export function FalloutOfCause() {
  const cause = useParams()['cause']!
  const fallout = useFallout()
  return (
    <Asked query={fallout} what="fallout">
      {({ causes }) => {
        const told = causes.find((one) => one.cause === cause)
        return told === undefined ? <NoSuchCause /> : <Recovery key={cause} of={told} />
      }}
    </Asked>
  )
}

function NoSuchCause() {
  return (
    <div className="stack">
      <Title page="Fallout" path={[['Fallout', '/fallout']]}>
        Fallout
      </Title>
      <section className="panel">
        <Empty title="There is no such cause any more: all of it was recovered, or the address is wrong.">
          <Link to="/orders">Go to the orders</Link>
        </Empty>
      </section>
    </div>
  )
}

/** All of it, or what is chosen, is recovered at once, with a dry run first. */
function Recovery({ of: { cause, kind, problem, tasks, atRisk } }: { of: FalloutCause }) {
  const list = useList<FalloutTask>('/fallout/tasks', { cause, limit: 200 }, 10_000)
  const rows = list.data?.body.rows ?? []
  const choosing = useChosen(keyOf, ({ number }) => number)
  const chosen = [...choosing.chosen.values()]
  const orders = [...new Set(chosen.map(({ orderId }) => orderId))]
  const statuses = (of: readonly FalloutTask[]) => [...new Set(of.flatMap((one) => one.statuses))]
  const select = chooseColumn<FalloutTask>({
    head: 'Order',
    choosing,
    keyOf,
    here: rows,
    nameOf: ({ number, lineNos }) => [number, linesText(lineNos)].filter(Boolean).join(', '),
    cell: ({ number, orderId, taskId }) => (
      <Link className="row-link number" to={`/orders/${orderId}/plan#${taskId}`}>
        {number}
      </Link>
    ),
  })
  return (
    <div className="stack">
      <Title
        page="Fallout"
        path={[['Fallout', '/fallout']]}
        aside={
          <ActOnMany
            text="Recover all …"
            title={`Recover all ${tasks.toLocaleString()} tasks`}
            acts={OF_TASKS}
            chosen={{ cause }}
            statuses={statuses(rows)}
          />
        }
      >
        Fallout: {words(kind)}
      </Title>
      <p>
        {problem} · <MoneyValue value={atRisk} /> at risk
      </p>
      <ChosenBar
        choosing={choosing}
        label="Recover what is chosen"
        hint="Choose some of them to recover these alone"
        most={MOST_CHOSEN}
      >
        <ActOnMany
          text="Recover …"
          title={`Recover what failed of ${orders.length} orders`}
          acts={OF_TASKS}
          chosen={{ cause, orders }}
          statuses={statuses(chosen)}
        />
        <ActOnMany
          text="Do to the orders …"
          title={`Do to ${orders.length} orders`}
          acts={OF_ORDERS}
          chosen={{ orders }}
        />
      </ChosenBar>
      <ListPanel
        list={list}
        what="tasks"
        caption="Tasks that failed of this cause"
        columns={[select, ...TASKS]}
        keyOf={keyOf}
        empty={<Empty title="Nothing of this cause is left." />}
      />
    </div>
  )
}
