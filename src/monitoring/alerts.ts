import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { forgetAlerts, settleConditions } from './alerts.sql.ts'
import type { Condition, ConditionContext, Standing, Thresholds } from './condition.ts'
import { CONDITIONS } from './conditions.ts'
import { learnFrom, ARRIVAL_LIMITS } from './silence/arrivals.ts'
import { forgetArrivals } from './silence/arrivals.sql.ts'
import { readStandings, type Jobs, type JobStanding } from './jobs.ts'
import type { Target } from './messages.ts'

export interface AlertOptions {
  db: Database
  log: JobLog & { warn(detail: object, message: string): void }
  jobs: () => Jobs
  thresholds: Thresholds
  everyMs: number
  targets: readonly Target[]
}

/** Alerts of one condition in one evaluation. */
const MOST_OF_CONDITION = 200

/** Settled alerts and messages are kept for a year. */
const KEPT_MS = 366 * 86_400_000

/** Asks every condition again and again; of all processes one, by a lease. */
export function alertJob(options: AlertOptions): Job {
  const began = performance.now()
  let look = 0
  return {
    name: 'alerts',
    title: 'Finds what is wrong, raises alerts and resolves them',
    everyMs: options.everyMs,
    alone: true,
    run: () => evaluate(options, look++, performance.now() - began),
  }
}

/**
 * Asks the conditions that are due, and settles what they found in one transaction. A condition that cannot be asked
 * changes none of its alerts and is wrong itself.
 *
 * @param look how often this process has looked already
 * @param upMs how long it is there
 */
async function evaluate(
  { db, log, jobs, thresholds, targets }: AlertOptions,
  look: number,
  upMs: number,
): Promise<{ evaluated: number; processed: number }> {
  const [clock] = await db.read(readClock, {})
  const now = clock!.now
  let standings: Promise<JobStanding[]> | undefined
  const context: ConditionContext = {
    db,
    standings: () => (standings ??= readStandings(db, jobs(), now)),
    thresholds,
    now,
  }
  const due = CONDITIONS.filter(({ every, afterMs = 0 }) => look % every === 0 && upMs >= afterMs)
  const evaluated: string[] = ['condition-unknown']
  const found: (Standing & { condition: string })[] = []
  for (const condition of due) {
    try {
      found.push(...(await ask(condition, context)))
      evaluated.push(condition.name)
    } catch (error) {
      log.error({ err: error, condition: condition.name }, 'a condition cannot be asked')
      found.push(unknown(condition, error))
    }
  }
  const moved = await db.read(settleConditions, {
    now,
    evaluated,
    targets: targets.map((target) => target.name),
    companyIds: found.map((one) => one.companyId),
    conditions: found.map((one) => one.condition),
    subjects: found.map((one) => one.subject.slice(0, 200)),
    severities: found.map((one) => one.severity),
    says: found.map((one) => one.says.slice(0, 1000)),
    facts: found.map((one) => JSON.stringify(one.facts)),
    atRisk: found.map((one) => one.atRisk?.amount ?? 0n),
    currencies: found.map((one) => one.atRisk?.currency ?? ''),
  })
  for (const { condition, subject, says, event } of moved) log.warn({ condition, subject, event }, says)
  return { evaluated: due.length, processed: moved.length }
}

async function ask(
  condition: Condition,
  context: ConditionContext,
): Promise<(Standing & { condition: string })[]> {
  const found = await condition.find(context)
  return found.slice(0, MOST_OF_CONDITION).map((one) => ({ ...one, condition: condition.name }))
}

function unknown(condition: Condition, error: unknown): Standing & { condition: string } {
  return {
    condition: 'condition-unknown',
    companyId: 0n,
    subject: condition.name,
    severity: 'warning',
    says: `Whether ${condition.name} stands cannot be asked.`,
    facts: { problem: (error instanceof Error ? error.message : String(error)).slice(0, 500) },
  }
}

/** Alerts that were settled long ago, and their messages. */
export function alertCleanup(db: Database): Job {
  return {
    name: 'alert-cleanup',
    title:
      'Deletes alerts and messages that were settled a year ago, and arrivals that nothing is learned from any more',
    everyMs: 3_600_000,
    async run() {
      const [clock] = await db.read(readClock, {})
      const { now } = clock!
      const before = (ms: number) => new Date(now.getTime() - ms)
      const [alerts, arrivals] = await Promise.all([
        db.read(forgetAlerts, { before: before(KEPT_MS) }),
        db.read(forgetArrivals, { learnFrom: learnFrom(now), missedFrom: before(ARRIVAL_LIMITS.missedMs) }),
      ])
      const count = Number(alerts[0]!.count) + Number(arrivals[0]!.count)
      return { evaluated: count, processed: count }
    },
  }
}
