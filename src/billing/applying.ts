import type { Context } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { JobQueues } from '../platform/jobs.ts'
import {
  claimApplying as claim,
  endApplying,
  goOnApplying,
  listApplying,
  putOffApplying,
  queueApplying,
  readApplyingDepth,
} from './billing.sql.ts'
import type { Chosen } from './settle.ts'

/** Money that pays more than a batch settles, and goes on by itself. */
export interface Applying {
  kind: 'receipt' | 'credit_memo'
  id: bigint
}

/** Who goes on with money has it for so long: a batch of it takes a tenth of a second. */
const LEASE_MS = 10_000
/** What cannot be gone on with is tried again after a lease, then after twice as long each time, up to so long. */
const MOST_PAUSE_MS = 600_000
/** The job that goes on with it. */
export const APPLYING = {
  name: 'applying',
  title: 'Goes on with money that pays more invoices than are settled at once',
}

/** Queues money that pays more than was settled at once, and takes out what does not. */
export function goOn(
  context: Context,
  companyId: bigint,
  from: Applying,
  { more, parts }: Chosen,
  { claimed }: { claimed: boolean },
): void {
  const { writes, now } = context
  // When others of its batch took what it would have paid, it waits as after a failure.
  const dueAt = parts.length > 0 ? now : new Date(now.getTime() + LEASE_MS)
  const row = { companyId, fromType: from.kind, fromId: from.id, dueAt, now }
  if (more) writes.add(claimed ? goOnApplying : queueApplying, row)
  else stopApplying(context, companyId, from)
}

/** Takes money out of the queue that was used up meanwhile. */
export function stopApplying({ writes }: Context, companyId: bigint, { kind, id }: Applying): void {
  writes.add(endApplying, { companyId, fromType: kind, fromId: id })
}

/** Takes money that goes on, past what others are taking; nobody else gets it before the lease ends. */
export async function claimApplying(
  db: Database,
  now: Date,
  count: number,
): Promise<{ companyId: bigint; from: Applying }[]> {
  const rows = await db.read(claim, { now, count, leaseUntil: new Date(now.getTime() + LEASE_MS) })
  return rows.map((row) => ({
    companyId: row.company_id,
    from: { kind: row.from_type as Applying['kind'], id: row.from_id },
  }))
}

/** Puts money off that could not be gone on with, and keeps why; see docs/reference/settings.md for how long. */
export async function putOff(
  db: Database,
  now: Date,
  failed: readonly { companyId: bigint; from: Applying; problem: string }[],
): Promise<void> {
  if (failed.length === 0) return
  await db.read(putOffApplying, {
    now,
    pauseMs: BigInt(LEASE_MS),
    mostPauseMs: BigInt(MOST_PAUSE_MS),
    companyIds: failed.map((one) => one.companyId),
    fromTypes: failed.map((one) => one.from.kind),
    fromIds: failed.map((one) => one.from.id),
    problems: failed.map((one) => one.problem),
  })
}

/** Money that goes on. What was tried in vain counts as failed, and is tried again by itself. */
export const applyingQueues: JobQueues = {
  jobs: [APPLYING],
  async depths(db) {
    const [row] = await db.read(readApplyingDepth, {})
    const waiting = Number(row!.waiting)
    return new Map([[APPLYING.name, { waiting, due: waiting, oldestDueAt: row!.oldest_at }]])
  },
  async records(db, { companyId, failed, after, limit }) {
    const rows = await db.read(listApplying, { companyId, failed, after: after?.recordId ?? 0n, most: limit })
    return rows.map((row) => ({
      orderId: null,
      recordId: row.from_id,
      status: row.problem === null ? 'waiting' : 'failed',
      dueAt: row.due_at,
      attempts: row.attempts,
      problem: row.problem,
    }))
  },
}
