import type { Context } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { claimApplying as claim, endApplying, goOnApplying, queueApplying } from './billing.sql.ts'
import type { Chosen } from './settle.ts'

/** Money that pays more than a batch settles, and goes on by itself. */
export interface Applying {
  kind: 'receipt' | 'credit_memo'
  id: bigint
}

/** Who goes on with money has it for so long: a batch of it takes a tenth of a second. */
const LEASE_MS = 10_000

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
  const row = { companyId, fromType: from.kind, fromId: from.id, dueAt }
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
