import type { Database } from '../platform/database/index.ts'
import { JOB_LIMITS } from '../platform/job-control.ts'
import { readClock } from '../platform/platform.sql.ts'
import type { LabelledValue, Telemetry } from '../platform/telemetry.ts'
import { countAlerts } from './alerts.sql.ts'
import { readTurn } from './jobs.sql.ts'
import { readStandings, type Jobs, type JobStanding } from './jobs.ts'

/** What /metrics tells of jobs and alerts of the whole installation, whichever process is asked. */
export function measureMonitoring(
  { db, jobs, alertEveryMs }: { db: Database; jobs: () => Jobs; alertEveryMs: number },
  telemetry: Telemetry,
): void {
  const now = async () => (await db.read(readClock, {}))[0]!.now
  const labelled = (name: string, help: string, label: string, read: () => Promise<LabelledValue[]>) =>
    // The database is away: the other numbers are told all the same.
    telemetry.gauge(name, help, [label], () => read().catch(() => []))
  const ofJobs = (name: string, help: string, value: (job: JobStanding, at: Date) => number | undefined) =>
    labelled(name, help, 'job', async () => {
      const at = await now()
      return (await readStandings(db, jobs(), at)).flatMap((job) => {
        const one = value(job, at)
        return one === undefined ? [] : [[{ job: job.name }, one] as const]
      })
    })
  ofJobs('docket_job_due', 'Records of all companies that are due.', ({ queue }) => queue?.due)
  ofJobs('docket_job_oldest_seconds', 'How long the oldest record that is due waits.', ({ queue }, at) =>
    queue === null ? undefined : (at.getTime() - (queue.oldestDueAt ?? at).getTime()) / 1000,
  )
  ofJobs(
    'docket_job_processes',
    'Processes that run a job and were heard of.',
    ({ processes }) => processes.filter((one) => one.alive).length,
  )
  labelled('docket_alerts_open', 'Alerts that are not resolved.', 'condition', async () =>
    (await db.read(countAlerts, {})).map((row) => [{ condition: row.condition }, Number(row.count)]),
  )
  telemetry.gauge(
    'docket_alerts_looked_seconds',
    'How long ago it was looked for what is wrong.',
    [],
    async () => {
      try {
        const [turn] = await db.read(readTurn, {})
        const until = turn?.held_until?.getTime() ?? Number.NaN
        return ((await now()).getTime() - (until - alertEveryMs - JOB_LIMITS.holdMs)) / 1000
      } catch {
        return Number.NaN
      }
    },
  )
}
