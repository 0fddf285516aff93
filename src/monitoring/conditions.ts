import { taskKinds } from '../orchestration/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { JOB_LIMITS } from '../platform/job-control.ts'
import { orderNumber } from '../platform/public-id.ts'
import type { Condition, ConditionContext, Standing, Thresholds } from './condition.ts'
import {
  countFailedTasks,
  countFailedMessages,
  readBreaches,
  readEndpointsAside,
  readLiveProcesses,
  readStaleSystems,
  readStuckOrders,
} from './conditions.sql.ts'
import { feedsHeld, feedsSilent } from './feeds.ts'
import { goodsAstray, goodsNotBack, goodsShort, ordersUnfulfillable, receivedTooMuch } from './goods.ts'
import { ordersInJeopardy } from './jeopardy.ts'
import type { JobStanding } from './jobs.ts'
import { OPEN_STATUSES } from './open-statuses.ts'
import { paymentsWaiting } from './payments.ts'
import { daysDiffering, daysUnstated } from './reconcile/settle.ts'
import { acknowledgementsMissing } from './silence/acknowledged.ts'
import { shopsContradicting, shopsNotTold } from './shops.ts'
import { channelsSilent, ordersMissing } from './silence/silent.ts'

const SELDOM = 6
const HOUR_MS = 3_600_000

/** All conditions, in the order in which they are asked. */
export const CONDITIONS: readonly Condition[] = [
  {
    name: 'job-without-process',
    page: 'jobs.md#nobody-runs-it',
    every: 1,
    afterMs: JOB_LIMITS.aliveMs,
    find: jobsWithoutProcess,
  },
  ofJobs('job-stopped', 'jobs.md#it-is-stopped'),
  ofJobs('queue-old', 'queue-grows.md'),
  ofJobs('job-failing', 'jobs.md#it-fails'),
  { name: 'clock-off', page: 'clock-off.md', every: 1, find: clocksOff },
  { name: 'disk-nearly-full', page: 'disk-full.md', every: 1, find: disksFull },
  { name: 'snapshot-old', page: 'snapshot-old.md', every: 1, find: snapshotsOld },
  { name: 'feed-silent', page: 'feed-held.md#it-is-silent', every: 1, find: feedsSilent },
  { name: 'feed-held', page: 'feed-held.md', every: 1, find: feedsHeld },
  { name: 'webhook-set-aside', page: 'webhook-endpoint-set-aside.md', every: 1, find: endpointsAside },
  { name: 'shop-not-told', page: 'shop-not-told.md', every: 1, find: shopsNotTold },
  { name: 'shop-contradicts', page: 'shop-contradicts.md', every: 1, find: shopsContradicting },
  { name: 'messages-failed', page: 'messages-failed.md', every: 1, find: messagesFailed },
  { name: 'payments-waiting', page: 'payments-waiting.md', every: SELDOM, find: paymentsWaiting },
  { name: 'channel-silent', page: 'channel-silent.md', every: 1, find: channelsSilent },
  { name: 'order-missing', page: 'order-missing.md', every: 1, find: ordersMissing },
  {
    name: 'acknowledgement-missing',
    page: 'acknowledgement-missing.md',
    every: 1,
    find: acknowledgementsMissing,
  },
  { name: 'reconciliation-differs', page: 'reconciliation.md', every: 1, find: daysDiffering },
  {
    name: 'reconciliation-missing',
    page: 'reconciliation.md#it-was-not-stated',
    every: SELDOM,
    find: daysUnstated,
  },
  { name: 'law-broken', page: 'invariants-broken.md', every: 1, find: lawsBroken },
  { name: 'goods-astray', page: 'goods-astray.md', every: 1, find: goodsAstray },
  {
    name: 'goods-not-back',
    page: 'goods-astray.md#they-do-not-come-back',
    every: SELDOM,
    find: goodsNotBack,
  },
  { name: 'goods-short', page: 'goods-short.md', every: 1, find: goodsShort },
  { name: 'order-unfulfillable', page: 'order-unfulfillable.md', every: SELDOM, find: ordersUnfulfillable },
  { name: 'received-too-much', page: 'received-too-much.md', every: SELDOM, find: receivedTooMuch },
  {
    name: 'orders-in-jeopardy',
    page: 'orders-in-jeopardy.md',
    every: 1,
    find: ordersInJeopardy,
  },
  { name: 'orders-stuck', page: 'stuck-task.md', every: SELDOM, find: ordersStuck },
  { name: 'tasks-failed', page: 'stuck-task.md', every: SELDOM, find: tasksFailed },
]

/** The page of docs/operating for a condition. */
export function pageOf(name: string): string {
  return (
    CONDITIONS.find((condition) => condition.name === name)?.page ?? 'runbook.md#a-condition-cannot-be-asked'
  )
}

/** What is wrong with jobs, by condition; each job has one fault at most, so that one cause raises one alert. */
function ofJobs(name: string, page: string): Condition {
  return {
    name,
    page,
    every: 1,
    async find({ standings, thresholds, now }) {
      return (await standings()).flatMap((job) => {
        const fault = faultOf(job, thresholds, now)
        return fault?.condition === name ? [fault.standing] : []
      })
    },
  }
}

/** One process that dies takes all jobs of its role along: that is one thing to know. */
async function jobsWithoutProcess({ standings }: ConditionContext): Promise<Standing[]> {
  const orphans = (await standings()).filter(
    (job) => job.state === 'running' && !job.processes.some((one) => one.alive),
  )
  return [...Map.groupBy(orphans, (job) => (job.everyMs === null ? 'worker' : 'scheduler'))].map(
    ([role, of]) => ({
      companyId: 0n,
      subject: role,
      severity: 'critical',
      says: `No process with the role ${role} runs ${of.map((job) => job.name).join(', ')}.`,
      facts: {
        jobs: of.map((job) => job.name),
        due: of.reduce((sum, job) => sum + (job.queue?.due ?? 0), 0),
        lastHeard:
          of
            .flatMap((job) => job.processes.map((one) => one.beatAt.toISOString()))
            .toSorted()
            .at(-1) ?? null,
      },
    }),
  )
}

/** What else is wrong with a job: the first that applies. */
export function faultOf(
  job: JobStanding,
  thresholds: Thresholds,
  now: Date,
): { condition: string; standing: Standing } | undefined {
  const waiting = job.queue?.due ?? 0
  const alive = job.processes.filter((one) => one.alive)
  const oldest = job.queue?.oldestDueAt ?? null
  const ageSeconds = oldest === null ? null : Math.floor((now.getTime() - oldest.getTime()) / 1000)
  const facts = {
    waiting: job.queue?.waiting ?? null,
    due: job.queue?.due ?? null,
    oldestDueAt: oldest?.toISOString() ?? null,
    oldestSeconds: ageSeconds,
    processes: alive.length,
  }
  const standing = (severity: Standing['severity'], says: string, more = {}) => ({
    companyId: 0n,
    subject: job.name,
    severity,
    says,
    facts: { ...facts, ...more },
  })
  if (job.state !== 'running') {
    if (waiting === 0) return undefined
    const since = ageSeconds === null ? '' : `, the oldest for ${ageSeconds} seconds`
    const says = `The job ${job.name} is ${job.state}, and ${waiting} ${waiting === 1 ? 'record is' : 'records are'} due${since}.`
    return {
      condition: 'job-stopped',
      standing: standing('warning', says, { by: job.changedBy, reason: job.reason }),
    }
  }
  // Said of all jobs of the process together.
  if (alive.length === 0) return undefined
  // Whoever was stopped or dead has time to catch up: late counts from when somebody could begin.
  const since = Math.max(
    oldest?.getTime() ?? now.getTime(),
    job.changedAt?.getTime() ?? 0,
    Math.min(...alive.map((one) => one.since.getTime())),
  )
  const lateSeconds = Math.floor((now.getTime() - since) / 1000)
  const failed = job.everyMs === null ? undefined : failing(job, alive, standing)
  // Why it is late is told, and not that it is.
  if (failed) return failed
  // What came behind a run is taken by the next one.
  if (waiting > 0 && lateSeconds > thresholds.queueSeconds + (job.everyMs ?? 0) / 1000)
    return {
      condition: 'queue-old',
      standing: standing(
        'warning',
        `The oldest record of the job ${job.name} waits for ${lateSeconds} seconds.`,
      ),
    }
  return undefined
}

/** A periodic job whose last run failed, in every process that runs it. */
function failing(
  job: JobStanding,
  alive: JobStanding['processes'],
  standing: (severity: Standing['severity'], says: string, more: object) => Standing,
): { condition: string; standing: Standing } | undefined {
  const error = alive.find((one) => one.failing)?.lastError
  if (error == null || !alive.every((one) => one.failing)) return undefined
  return {
    condition: 'job-failing',
    standing: standing('warning', `The last run of the job ${job.name} failed.`, { error }),
  }
}

async function clocksOff({ db, thresholds, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readLiveProcesses, { aliveFrom: aliveFrom(now) })
  return rows
    .filter((row) => Math.abs(row.clock_off_ms) > thresholds.clockMs)
    .map((row) => ({
      companyId: 0n,
      subject: row.id,
      severity: 'critical',
      says: `The clock of the process ${row.id} is ${row.clock_off_ms} ms off the database's.`,
      facts: { clockOffMs: row.clock_off_ms },
    }))
}

async function disksFull({ db, thresholds, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readLiveProcesses, { aliveFrom: aliveFrom(now) })
  const full = rows.find(
    (row) =>
      row.disk_free !== null &&
      row.disk_size !== null &&
      row.disk_free * 100n < row.disk_size * BigInt(thresholds.diskPercent),
  )
  if (full === undefined) return []
  const gigabytes = Number(full.disk_free! / 1_000_000n) / 1000
  // An embedded database has one disk, whoever tells of it.
  const says = `The disk of the database has ${gigabytes.toFixed(1)} GB left.`
  const facts = { freeBytes: String(full.disk_free), sizeBytes: String(full.disk_size) }
  return [{ companyId: 0n, subject: 'database', severity: 'critical', says, facts }]
}

function aliveFrom(now: Date): Date {
  return new Date(now.getTime() - JOB_LIMITS.aliveMs)
}

async function snapshotsOld({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readStaleSystems, { now })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.code,
    severity: 'warning',
    says: `The outside inventory system ${row.code} has said nothing new for longer than ${row.stale_seconds} seconds.`,
    facts: { asOf: row.as_of?.toISOString() ?? null, problem: row.problem },
  }))
}

async function endpointsAside({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readEndpointsAside, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.code,
    severity: 'warning',
    says: `The webhook endpoint ${row.code} keeps failing and is set aside; its events wait.`,
    facts: { since: row.set_aside_at.toISOString(), failures: row.failures, problem: row.problem },
  }))
}

async function messagesFailed({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countFailedMessages, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.code,
    severity: 'critical',
    says: `${row.messages} ${row.messages === 1n ? 'message' : 'messages'} of the channel ${row.code} failed, first "${row.event}" of ${row.received_at.toISOString()}.`,
    facts: {
      messages: Number(row.messages),
      event: row.event,
      key: row.key,
      receivedAt: row.received_at.toISOString(),
    },
  }))
}

async function lawsBroken({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(readBreaches, {})
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.law,
    severity: 'critical',
    says: `The law ${row.law} is broken in ${row.rows} rows, first in ${row.what}.`,
    facts: { rows: Number(row.rows), first: row.what, foundAt: row.found_at.toISOString() },
  }))
}

/** Orders with a failed task, or one that is due, that are looked at in one evaluation, and shown of them. */
const SCAN = 10_000n
const SHOWN = 10_000n
/** Open orders of each company and status, the oldest, among which everything else that is stuck is looked for. */
const OLDEST = 2_000n

/** An order that is stuck: nothing has changed it for long. */
export interface StuckOrder {
  companyId: bigint
  orderId: bigint
  since: Date
  status: string
  /** `a hold`, `its resumption`, `its time`, `goods` and `payment` will come by themselves or by others: no alert. */
  waitsFor: string
  problem: string | null
  atRisk: { amount: bigint; currency: string }
}

const NAMED = new Set(['a hold', 'its resumption', 'its time', 'goods', 'payment'])

/** True when what it waits for will not come by itself. */
export function isStuck(order: StuckOrder): boolean {
  return !NAMED.has(order.waitsFor)
}

/** Open orders that have not changed for `hours`, by id, behind `after`; of one company, or of all. */
export async function readStuck(
  db: Reader,
  {
    now,
    hours,
    companyId,
    after,
    most,
    unasked = [],
  }: {
    now: Date
    hours: number
    companyId: bigint | null
    after: bigint
    most: bigint
    /** Left out are those that wait for one of these. */
    unasked?: readonly string[]
  },
): Promise<StuckOrder[]> {
  const before = new Date(now.getTime() - hours * HOUR_MS)
  const ask = {
    now,
    before,
    companyId,
    after,
    most,
    unasked,
    statuses: OPEN_STATUSES,
    kinds: taskKinds,
    scan: SCAN,
    oldest: OLDEST,
  }
  const rows = await db.read(readStuckOrders, ask)
  return rows.map((row) => ({
    companyId: row.company_id,
    orderId: row.order_id,
    since: row.since,
    status: row.status,
    waitsFor: row.waits_for,
    problem: row.problem,
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}

/** One alert a company: a fault that stops thousands of orders is one thing to know. */
async function ordersStuck({ db, thresholds, now }: ConditionContext): Promise<Standing[]> {
  const hours = thresholds.stuckHours
  const ask = { now, hours, companyId: null, after: 0n, most: SHOWN, unasked: [...NAMED] }
  const stuck = Map.groupBy(await readStuck(db, ask), (order) => order.companyId)
  return [...stuck].map(([companyId, of]) => ({
    companyId,
    subject: 'orders',
    severity: 'critical',
    says: `${of.length} open orders have not changed for ${hours} hours, first ${orderNumber(of[0]!.orderId)}.`,
    facts: {
      orders: of.length,
      first: of.slice(0, 10).map((order) => ({
        number: orderNumber(order.orderId),
        since: order.since.toISOString(),
        waitsFor: order.waitsFor,
      })),
    },
    atRisk: {
      amount: of.reduce((sum, order) => sum + order.atRisk.amount, 0n),
      currency: of[0]!.atRisk.currency,
    },
  }))
}

async function tasksFailed({ db }: ConditionContext): Promise<Standing[]> {
  const rows = await db.read(countFailedTasks, { statuses: OPEN_STATUSES })
  return rows.map((row) => ({
    companyId: row.company_id,
    subject: row.kind,
    severity: 'critical',
    says: `${row.tasks} tasks "${row.kind}" have failed for good, first of ${orderNumber(row.first_order)}.`,
    facts: { tasks: Number(row.tasks), orders: Number(row.orders), problem: row.problem.slice(0, 500) },
    atRisk: { amount: row.at_risk, currency: row.currency },
  }))
}
