import { Temporal } from 'temporal-polyfill'
import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { readClock } from '../../platform/platform.sql.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { endWatched, forgetAcknowledged, keepWatched, readWatched } from './jeopardy.sql.ts'
import { judge, type JudgedTask } from './judge.ts'
import { PRIORITIES, type Priority } from './policy.ts'
import { readSchedules, tasksOf, type Schedule, type ScheduledTask } from './schedule.ts'

export type Watched = CamelRow<typeof readWatched>

/** How an order stands, as it is kept. Null: it is not watched. */
export type Standing = Omit<Watched, 'acknowledgedBy'>

export interface LookFacts {
  schedules: Map<string, Schedule>
  watched: Map<string, Watched>
}

/** Reads what says how orders stand, and how they stood. */
export async function readLooks(db: Reader, keys: readonly OrderKey[]): Promise<LookFacts> {
  const [clock] = await db.read(readClock, {})
  const [schedules, watched] = await Promise.all([
    readSchedules(db, keys, clock!.now),
    readWatchedOf(db, keys),
  ])
  return { schedules, watched }
}

/** How watched orders stand, by company/order. */
export async function readWatchedOf(db: Reader, keys: readonly OrderKey[]): Promise<Map<string, Watched>> {
  const rows = await db.read(readWatched, {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
  })
  const watched = camelRows(readWatched, rows)
  return new Map(watched.map((row) => [`${row.companyId}/${row.orderId}`, row]))
}

/** What became of the jeopardy of an order. */
export interface Looked {
  /** Null: nothing of what was promised is open, it is watched no more. */
  standing: Standing | null
  change: 'raised' | 'over' | null
}

/** How an order stands now, and whether anybody is told: only of what is worse than before, and of an end (A6-15). Pure. */
export function looked(schedule: Schedule | undefined, before: Watched | undefined, at: Date): Looked {
  const was = before?.priority ?? null
  const gone: Looked = { standing: null, change: was === null ? null : 'over' }
  if (!schedule?.policy.active) return { standing: null, change: null }
  const verdict = judge(tasksOf(schedule), schedule.policy, schedule.now)
  if (!verdict.open) return gone
  const { priority, score, of, lookAt } = verdict
  const rises = rankOf(priority) > rankOf(was as Priority | null)
  const { companyId, orderId } = schedule.order
  return {
    standing: {
      companyId,
      orderId,
      dueAt: lookAt === null ? null : new Date(lookAt),
      priority,
      score,
      reason: of && reasonOf(of as ScheduledTask, schedule.company.timeZone),
      taskId: of?.id ?? null,
      requiredBy: of && new Date(of.dates.requiredBy!),
      expectedAt: of && dateOf(of.dates.projected.end),
      since: priority === null ? null : rises ? at : (before?.since ?? at),
    },
    change: rises ? 'raised' : null,
  }
}

function rankOf(priority: Priority | null): number {
  return priority === null ? -1 : PRIORITIES.indexOf(priority)
}

function dateOf(at: number): Date | null {
  return Number.isFinite(at) ? new Date(at) : null
}

/** In a sentence, with both dates (A6-14). */
export function reasonOf(
  { component, task, dates, lineNos }: JudgedTask & { lineNos: readonly number[] },
  timeZone: string,
): string {
  const lines = lineNos.length === 0 ? '' : ` of line${lineNos.length > 1 ? 's' : ''} ${shortOf(lineNos)}`
  const required = told(dates.requiredBy!, timeZone)
  const { end } = dates.projected
  const verb = dates.open ? 'is expected' : 'was over'
  const expected = Number.isFinite(end) ? `${verb} ${told(end, timeZone)}` : 'has no day that is known'
  return `${component}/${task}${lines} is required by ${required} and ${expected}`
}

const SHOWN_LINES = 5

function shortOf(lineNos: readonly number[]): string {
  const shown = lineNos.slice(0, SHOWN_LINES).join(', ')
  return lineNos.length > SHOWN_LINES ? `${shown} and ${lineNos.length - SHOWN_LINES} more` : shown
}

/** A minute where the company is. */
function told(at: number, timeZone: string): string {
  const { year, month, day, hour, minute } =
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`
}

interface ActFacts extends LookFacts {
  progress: Progress
}

/**
 * Tells that orders stand worse than they did, or that it is over: an event each, with its reason (P-42, O-89). Said again, or by two processes at once, it
 * is told once: each passes the revision of the order.
 */
export const tellJeopardy: Act<OrderKey, ActFacts, Looked['change']> = {
  name: 'orchestration.tell_jeopardy',
  weigh: () => 5,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [looks, progress] = await Promise.all([
      readLooks(db, requests),
      readProgress(db, requests, { summed: requests }),
    ])
    return { ...looks, progress }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { schedules, watched, progress }, { writes, now }) {
    const key = `${request.companyId}/${request.orderId}`
    const order = orderOf(progress, request)
    const before = watched.get(key)
    const { standing, change } = looked(schedules.get(key), before, now)
    if (!order) return null
    if (standing) writes.add(keepWatched, standing)
    else if (before) writes.add(endWatched, request)
    if (change === null) return null
    if (before?.acknowledgedBy != null && standing) writes.add(forgetAcknowledged, request)
    const reason = standing?.reason ?? 'nothing of what was promised is open any more'
    touch(
      progress,
      order,
      { act: 'watch_jeopardy', actor: 'system', reason },
      {
        changes: [['jeopardy', null, before?.priority ?? null, standing?.priority ?? null]],
        events: [change === 'raised' ? 'order.jeopardy_raised' : 'order.jeopardy_over'],
      },
    )
    return change
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}
