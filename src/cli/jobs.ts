import { userInfo } from 'node:os'
import type { Command } from 'commander'
import { moduleJobs } from '../jobs.ts'
import { alertsOf, knownJobs, paymentGateways } from '../modules.ts'
import { readStandings, type JobStanding } from '../monitoring/index.ts'
import { Door } from '../platform/batch/index.ts'
import { systemClock } from '../platform/clock.ts'
import type { Flags } from '../platform/config.ts'
import { Database } from '../platform/database/index.ts'
import { Ids } from '../platform/ids.ts'
import { askForJob, setJobState, type JobState } from '../platform/job-control.ts'
import { readClock } from '../platform/platform.sql.ts'
import { Refusal } from './outcome.ts'
import { withDatabase, type CommandContext } from './with-database.ts'

const STATES: Readonly<Record<string, JobState | 'asked'>> = {
  start: 'running',
  stop: 'stopped',
  drain: 'draining',
  run: 'asked',
}

type JobFlags = Flags & { reason?: string; json?: boolean }

/** `docket jobs [start|stop|drain|run <job> --reason <words>]`: how the background jobs stand, after the order if there is one. */
export function define(command: Command): void {
  command
    .argument('[order]', 'start, stop, drain, or run: a periodic job comes now')
    .argument('[job]', 'its name')
    .option('--data-dir <folder>', 'where Docket keeps its data (DATA_DIR)')
    .option('--reason <words>', 'why; kept with who did it')
    .option('--json', 'print the result as JSON')
    .action(async (order: string | undefined, job: string | undefined, flags: JobFlags) => {
      if (order !== undefined && STATES[order] === undefined)
        throw new Refusal(`An order is start, stop, drain or run, not "${order}".`, 2)
      if (order !== undefined && (job === undefined || !flags.reason?.trim()))
        throw new Refusal(`Say which job, and why: npx docket jobs ${order} <job> --reason <words>`, 2)
      await withDatabase(flags, (context) => run(context, order, job, flags))
    })
}

async function run(
  { config, log, database }: CommandContext,
  order: string | undefined,
  job: string | undefined,
  flags: JobFlags,
): Promise<void> {
  const db = new Database({ url: database.url, name: 'docket-jobs', max: 2, reports: true })
  try {
    const door = new Door({ db, ids: new Ids(db) })
    const jobs = knownJobs(
      moduleJobs({
        db,
        reads: db,
        door,
        clock: systemClock,
        log,
        outside: config.outside,
        shops: config.shops,
        gateways: paymentGateways(config, systemClock),
        privateAddresses: config.privateAddresses,
        limits: config.limits,
        alerts: alertsOf(config, []),
      }),
      config,
    )
    if (order !== undefined) {
      const known = jobs.known.find((one) => one.name === job)
      if (known === undefined) throw new Refusal(`There is no job ${job}.`, 2)
      const state = STATES[order]!
      const said = {
        name: known.name,
        actor: `cli:${userInfo().username}`,
        reason: flags.reason!.trim().slice(0, 500),
      }
      if (state !== 'asked') await setJobState(db, { ...said, state })
      else if (known.everyMs === null) throw new Refusal(`${job} comes whenever something is due.`, 2)
      else if (!(await askForJob(db, said))) throw new Refusal(`${job} is stopped: start it.`, 1)
    }
    const [clock] = await db.read(readClock, {})
    const standings = await readStandings(db, jobs, clock!.now)
    if (flags.json) console.log(JSON.stringify(standings, null, 2))
    else for (const one of standings) console.log(lineOf(one, clock!.now))
  } finally {
    await db.close()
  }
}

function lineOf(job: JobStanding, now: Date): string {
  const alive = job.processes.filter((one) => one.alive).length
  const oldest = job.queue?.oldestDueAt
  const late = oldest ? `, oldest ${Math.round((now.getTime() - oldest.getTime()) / 1000)} s` : ''
  const waiting = job.queue === null ? '' : `, ${job.queue.waiting} wait${late}`
  const why = job.state === 'running' ? '' : `, by ${job.changedBy}: ${job.reason}`
  const failed = job.processes.find((one) => one.lastError !== null)?.lastError
  const problem = failed == null ? '' : `\n    last error: ${failed}`
  return `${job.state.padEnd(9)} ${job.name.padEnd(22)} ${alive} processes${waiting}, ${job.outPerMinute.toFixed(1)} a minute${why}${problem}`
}
