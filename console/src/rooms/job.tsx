import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { JobDetail, JobRecord, JobRun } from '../api-watch.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { spanText } from '../parts/span.ts'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'
import { Count, JobActs, JobState, Oldest, rateText } from './jobs.tsx'

/** One job: how it stands and runs, what waits for it or failed there, its last runs, and who started and stopped it. */
export function Job() {
  const { job: name } = useParams()
  const job = useQuery({
    queryKey: ['job', name],
    queryFn: ({ signal }) => get<JobDetail>(`/monitoring/jobs/${name}`, {}, signal),
    refetchInterval: 5_000,
  })
  return (
    <Asked query={job} what="job">
      {(data) => <Shown job={data} nowMs={job.dataUpdatedAt} />}
    </Asked>
  )
}

function Shown({ job, nowMs }: { job: JobDetail; nowMs: number }) {
  const mayAct = useMay('operations:write')
  return (
    <div className="stack">
      <Title page={job.job} path={[['Jobs', '/jobs']]} aside={mayAct && <JobActs job={job} />}>
        {job.job}
      </Title>
      <Panel title={job.title} aside={<JobState job={job} />} padded>
        <Facts
          of={[
            [
              'Comes',
              job.everySeconds === null
                ? 'As soon as something is due'
                : `Every ${spanText(job.everySeconds)}`,
            ],
            ['Waiting', job.queue && <Count key="waiting" of={job.queue.waiting} />],
            ['Due', job.queue && <Count key="due" of={job.queue.due} />],
            ['Oldest due', job.queue?.oldestDueAt && <Oldest key="oldest" job={job} nowMs={nowMs} />],
            ['In a minute', job.inPerMinute === null ? null : rateText(job.inPerMinute)],
            ['Done a minute', rateText(job.outPerMinute)],
            ['Failed a minute', rateText(job.failedPerMinute)],
            ['Reason of its state', job.reason],
            ['Said by', job.changedBy],
          ]}
        />
      </Panel>
      <Panel title="Processes that run it">
        {job.processes.length === 0 ? (
          <Empty title="None: is a process there that has the role of this job?">
            <Link to="/runbook/jobs#nobody-runs-it">What to do</Link>
          </Empty>
        ) : (
          <Table
            caption="Processes that run it"
            rows={job.processes}
            keyOf={(row) => row.process}
            columns={[
              { head: 'Process', cell: (row) => <span className="code">{row.process}</span> },
              {
                head: 'State',
                cell: (row) => (
                  <Status
                    value={row.alive ? 'running' : 'broken'}
                    name={row.alive ? 'Alive' : 'Not heard of'}
                  />
                ),
              },
              { head: 'Since', cell: (row) => <Instant value={row.since} short />, minor: true },
              { head: 'Heard of', cell: (row) => <Instant value={row.beatAt} short />, minor: true },
              { head: 'Done', cell: (row) => <Count of={row.done} />, end: true },
              { head: 'Failed', cell: (row) => <Count of={row.failed} />, end: true },
              { head: 'Last error', cell: (row) => row.lastError ?? <Nothing /> },
            ]}
          />
        )}
      </Panel>
      {job.hasRecords && <Records job={job.job} />}
      {job.everySeconds !== null && <Runs job={job.job} />}
      <Panel title="Who started and stopped it">
        {job.changes.length === 0 ? (
          <Empty title="Nobody ever stopped it." />
        ) : (
          <Table
            caption="Who started and stopped it, the newest first"
            rows={job.changes}
            keyOf={(row) => `${row.at} ${row.state}`}
            columns={[
              { head: 'When', cell: (row) => <Instant value={row.at} /> },
              { head: 'State', cell: (row) => words(row.state) },
              { head: 'By', cell: (row) => <Actor value={row.by} /> },
              { head: 'Reason', cell: (row) => row.reason ?? <Nothing /> },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

const RECORDS: Column<JobRecord>[] = [
  {
    head: 'Order',
    cell: (row) =>
      row.orderId === null ? (
        row.recordId
      ) : (
        <Link className="row-link" to={`/orders/${row.orderId}/plan#${row.recordId}`}>
          {row.orderNumber}
        </Link>
      ),
  },
  { head: 'State', cell: (row) => <Status value={row.status} /> },
  { head: 'Due', cell: (row) => <Instant value={row.dueAt} short /> },
  { head: 'Tried', cell: (row) => <Count of={row.attempts} />, end: true, minor: true },
  { head: 'Problem', cell: (row) => row.problem ?? <Nothing /> },
]

/** What waits for a job, or failed there; each leads to its order. */
function Records({ job }: { job: string }) {
  const filters = useFilters()
  const list = useList<JobRecord>(
    `/monitoring/jobs/${job}/records`,
    { status: filters.value('status') },
    5_000,
  )
  return (
    <>
      <Filters>
        <ChoiceFilter name="status" label="Records" all="That wait" choices={[['failed', 'That failed']]} />
      </Filters>
      <ListPanel
        list={list}
        what="records"
        caption="Records of this job"
        head={
          <header>
            <h2>Records</h2>
          </header>
        }
        keyOf={(row) => row.recordId}
        empty={<Empty title="Nothing waits." />}
        columns={RECORDS}
      />
    </>
  )
}

const RUNS: Column<JobRun>[] = [
  { head: 'Began', cell: (row) => <Instant value={row.startedAt} /> },
  {
    head: 'Took',
    cell: (row) => `${(Date.parse(row.endedAt) - Date.parse(row.startedAt)).toLocaleString()} ms`,
    end: true,
    minor: true,
  },
  { head: 'Looked at', cell: (row) => <Count of={row.evaluated} />, end: true },
  { head: 'Processed', cell: (row) => <Count of={row.processed} />, end: true },
  { head: 'Error', cell: (row) => row.error ?? <Nothing /> },
  { head: 'Process', cell: (row) => <span className="code small">{row.process}</span>, minor: true },
]

/** Runs of a periodic job that found something to do, or failed. */
function Runs({ job }: { job: string }) {
  const list = useList<JobRun>(`/monitoring/jobs/${job}/runs`, {}, 5_000)
  return (
    <ListPanel
      list={list}
      what="runs"
      caption="Runs of this job, the newest first"
      head={
        <header>
          <h2>Runs</h2>
        </header>
      }
      keyOf={(row) => `${row.process} ${row.startedAt}`}
      empty={<Empty title="No run has found anything to do yet." />}
      columns={RUNS}
    />
  )
}
