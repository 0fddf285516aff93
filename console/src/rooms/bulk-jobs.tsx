import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { Link, useParams } from 'react-router'
import type { BulkJob, BulkTarget } from '../api-many.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ActForm } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { ACTS } from './act-on-many.tsx'

const REFRESH_MS = 2_000

const count = (of: number) => (of === 0 ? <Nothing /> : of.toLocaleString())

const COLUMNS: Column<BulkJob>[] = [
  {
    head: 'Job',
    cell: ({ id, act, askedAt }) => (
      <>
        <Link className="row-link" to={`/bulk-jobs/${id}`}>
          {ACTS[act].text}
        </Link>
        <div className="small soft plain-weight">
          <Instant value={askedAt} short />
        </div>
      </>
    ),
  },
  { head: 'State', cell: ({ state }) => <Status value={state} /> },
  { head: 'Progress', cell: (job) => <Progress of={job} /> },
  { head: 'Failed', cell: ({ failed }) => count(failed), end: true },
  { head: 'Reason', cell: ({ input }) => input.reason, minor: true },
  { head: 'By', cell: ({ actor }) => <Actor value={actor} />, minor: true },
]

function Progress({ of: { done, failed, leftOut, total } }: { of: BulkJob }) {
  const over = done + failed + leftOut
  return (
    <span className="row tight">
      <progress value={over} max={Math.max(total, 1)} aria-label={`${over} of ${total}`} />
      <span className="small nowrap">
        {over.toLocaleString()} of {total.toLocaleString()}
      </span>
    </span>
  )
}

/** Jobs that do one act to many orders, the newest first (O-77). */
export function BulkJobs() {
  const list = useList<BulkJob>('/bulk-jobs', {}, REFRESH_MS)
  return (
    <div className="stack">
      <Title page="Bulk jobs">Bulk jobs</Title>
      <p className="soft">
        One act on many orders: begun in <Link to="/orders">Orders</Link> and in{' '}
        <Link to="/fallout">Fallout</Link>.
      </p>
      <ListPanel
        list={list}
        what="jobs"
        caption="Jobs that do one act to many orders, the newest first"
        columns={COLUMNS}
        keyOf={({ id }) => id}
        empty={
          <Empty title="Nothing was done to many orders at once yet.">
            <Link to="/orders">Choose orders</Link>
          </Empty>
        }
      />
    </div>
  )
}

const TARGETS: Column<BulkTarget>[] = [
  {
    head: 'Order',
    cell: ({ orderId, number, taskId }) => (
      <Link
        className="row-link number"
        to={taskId === null ? `/orders/${orderId}` : `/orders/${orderId}/plan#${taskId}`}
      >
        {number}
      </Link>
    ),
  },
  {
    head: 'Outcome',
    cell: ({ state }) => (state === 'open' ? <Status value="waiting" /> : <Status value={state} />),
  },
  { head: 'Why', cell: ({ message }) => message ?? <Nothing /> },
]

/** How far a job is, and what became of each of its orders. */
export function BulkJobRoom() {
  const id = useParams()['id']!
  const job = useQuery({
    queryKey: ['/bulk-jobs', id],
    queryFn: ({ signal }) => get<BulkJob>(`/bulk-jobs/${id}`, {}, signal),
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? REFRESH_MS : false),
  })
  const title = (text: string, aside?: ReactNode) => (
    <Title page="Bulk job" path={[['Bulk jobs', '/bulk-jobs']]} aside={aside}>
      {text}
    </Title>
  )
  return (
    <div className="stack">
      {job.data === undefined
        ? title('Bulk job')
        : title(ACTS[job.data.act].text, job.data.state === 'running' && <StopJob job={job.data} />)}
      <Asked query={job} what="job">
        {(told) => (
          <>
            <Panel title="How far it is" padded>
              <JobFacts job={told} />
            </Panel>
            <Targets job={told} />
          </>
        )}
      </Asked>
    </div>
  )
}

function Targets({ job: { id, state } }: { job: BulkJob }) {
  const filters = useFilters()
  const running = state === 'running'
  const path = `/bulk-jobs/${id}/targets`
  const list = useList<BulkTarget>(path, { state: filters.value('state') }, running ? REFRESH_MS : undefined)
  // What its last batch did is not on the page yet.
  const client = useQueryClient()
  useEffect(() => {
    if (!running) void client.invalidateQueries({ queryKey: [path] })
  }, [client, path, running])
  return (
    <>
      <Filters>
        <ChoiceFilter
          name="state"
          label="Outcome"
          all="Any"
          choices={[
            ['failed', 'Failed'],
            ['left_out', 'Left out'],
            ['done', 'Done'],
            ['open', 'Waiting'],
          ]}
        />
      </Filters>
      <ListPanel
        list={list}
        what="orders of the job"
        caption="What became of each order of the job"
        columns={TARGETS}
        keyOf={({ orderId, taskId }) => `${orderId} ${taskId}`}
        empty={<Empty title="It is for no order." />}
      />
    </>
  )
}

function JobFacts({ job }: { job: BulkJob }) {
  const { input, chosen, failureLimit, endedAt } = job
  const given = [
    input.code,
    input.priority === undefined ? undefined : `priority ${input.priority}`,
    input.status,
  ]
  const by = [
    chosen.orders === undefined ? undefined : `${chosen.orders.toLocaleString()} by name`,
    chosen.states?.map(words).join(', '),
    chosen.sources?.join(', '),
  ]
  return (
    <Facts
      of={[
        ['State', <Status key="state" value={job.state} />],
        ['Progress', <Progress key="progress" of={job} />],
        ['Done', job.done.toLocaleString()],
        ['Failed', job.failed.toLocaleString()],
        ['Left out', job.leftOut.toLocaleString()],
        ['Untouched', job.untouched.toLocaleString()],
        ['With', given.filter(Boolean).join(', ')],
        ['Reason', input.reason],
        ['Chosen', by.filter(Boolean).join('; ')],
        [
          'Cause',
          chosen.cause !== undefined && (
            <Link key="cause" to={`/fallout/${chosen.cause}`}>
              what failed alike
            </Link>
          ),
        ],
        ['Stops after', failureLimit !== null && `${failureLimit.toLocaleString()} failures`],
        ['Asked', <Instant key="asked" value={job.askedAt} />],
        ['By', <Actor key="actor" value={job.actor} />],
        ['Ended', endedAt !== null && <Instant key="ended" value={endedAt} />],
      ]}
    />
  )
}

function StopJob({ job }: { job: BulkJob }) {
  const writes = useMay('operations:write')
  if (!writes) return null
  return (
    <Act text="Stop …" title="Stop the job">
      {(close) => (
        <ActForm<'stopBulkJob'> path={`/bulk-jobs/${job.id}/stop`} button="Stop it" onDone={close}>
          <p className="soft">
            What was done stays done. What was not touched yet is left as it is; the batch under way ends.
          </p>
        </ActForm>
      )}
    </Act>
  )
}
