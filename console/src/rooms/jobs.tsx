import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { Job } from '../api-watch.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Nothing } from '../parts/money.tsx'
import { spanText } from '../parts/span.ts'
import { Asked } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

/** What is due for longer than this is late. */
const LATE_SECONDS = 60

const columns = (nowMs: number): Column<Job>[] => [
  {
    head: 'Job',
    cell: (row) => (
      <>
        <Link className="row-link" to={`/jobs/${row.job}`}>
          {row.job}
        </Link>
        <div className="small soft plain-weight narrow-hide">{row.title}</div>
      </>
    ),
  },
  { head: 'State', cell: (row) => <JobState job={row} /> },
  {
    head: 'Waiting',
    cell: (row) => (row.queue === null ? <Nothing /> : <Count of={row.queue.waiting} />),
    end: true,
  },
  { head: 'Oldest due', cell: (row) => <Oldest job={row} nowMs={nowMs} />, end: true },
  { head: 'Done a minute', cell: (row) => rateText(row.outPerMinute), end: true, minor: true },
  { head: 'Failed a minute', cell: (row) => rateText(row.failedPerMinute), end: true, minor: true },
  {
    head: 'Comes',
    cell: (row) => (row.everySeconds === null ? 'At once' : `Every ${spanText(row.everySeconds)}`),
    minor: true,
  },
]

/** Background jobs of all processes; each is started, drained and stopped with a reason. */
export function Jobs() {
  const mayAct = useMay('operations:write')
  const jobs = useQuery({
    queryKey: ['jobs'],
    queryFn: ({ signal }) => get<{ rows: Job[] }>('/monitoring/jobs', {}, signal),
    refetchInterval: 5_000,
  })
  const shown = columns(jobs.dataUpdatedAt)
  const acts: Column<Job> = { head: 'Act', cell: (row) => <JobActs job={row} />, minor: true }
  return (
    <div className="stack">
      <Title page="Jobs">Jobs</Title>
      <p className="soft">What goes on behind the orders, in all processes and for all companies.</p>
      <section className="panel">
        <Asked query={jobs} what="jobs">
          {({ rows }) => (
            <Table
              caption="Background jobs of all processes"
              rows={rows}
              keyOf={(row) => row.job}
              columns={mayAct ? [...shown, acts] : shown}
            />
          )}
        </Asked>
      </section>
    </div>
  )
}

export const rateText = (perMinute: number | null): string =>
  perMinute === null ? '–' : perMinute.toLocaleString(undefined, { maximumFractionDigits: 1 })

export function Count({ of }: { of: number }) {
  return <span className="number">{of.toLocaleString()}</span>
}

/** How long the oldest record is due, when it was asked. */
export function Oldest({ job, nowMs }: { job: Job; nowMs: number }) {
  const due = job.queue?.oldestDueAt
  if (due == null) return <Nothing />
  const seconds = (nowMs - Date.parse(due)) / 1000
  // What is due later has no age.
  if (seconds < 0) return <Nothing />
  return seconds > LATE_SECONDS ? <Status value="late" name={spanText(seconds)} /> : spanText(seconds)
}

export function JobState({ job }: { job: Job }) {
  if (job.state !== 'running') return <Status value="hold" name={words(job.state)} />
  const alive = job.processes.filter((one) => one.alive)
  if (alive.length === 0) return <Status value="broken" name="Nobody runs it" />
  return (
    <Status value="running" name={alive.length === 1 ? 'Running' : `Running in ${alive.length} processes`} />
  )
}

/** The orders that a job takes as it stands. */
export function JobActs({ job }: { job: Job }) {
  return (
    <span className="row">
      {job.state !== 'running' && <Order job={job} verb="start" />}
      {job.state === 'running' && job.everySeconds !== null && <Order job={job} verb="run" />}
      {job.state === 'running' && <Order job={job} verb="drain" />}
      {job.state !== 'stopped' && <Order job={job} verb="stop" />}
    </span>
  )
}

const MEANS = {
  run: 'It comes now, and then at its interval again.',
  start: 'What waits is taken in the order in which it became due.',
  drain: 'What is due now is done, then it stops by itself.',
  stop: 'Nothing new is taken; what was taken is ended. Nothing is lost: what waits are rows.',
} as const

function Order({ job, verb }: { job: Job; verb: keyof typeof MEANS }) {
  const button = `${words(verb)} ${job.job}`
  return (
    <Act text={`${words(verb)} …`} title={button} about={job.job}>
      {(close) => (
        <ActForm<'stopJob'>
          path={`/monitoring/jobs/${job.job}/${verb}`}
          body={(field) => ({ reason: field('reason') })}
          button={button}
          onDone={close}
        >
          <p>
            {job.title}, in all processes and for all companies. {MEANS[verb]}
          </p>
          <Field label="Reason" name="reason" required maxLength={500} hint="It is kept, with who you are." />
        </ActForm>
      )}
    </Act>
  )
}
