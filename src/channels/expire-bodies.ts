import { forgetNamelessDrafts } from '../orders/index.ts'
import { allCompanies } from '../organization/index.ts'
import type { Database } from '../platform/database/index.ts'
import { expireBodies } from './intake.sql.ts'
import { readNameless, recognize } from './recognize-bodies.ts'

/** A body that speaks of nobody we know could be of anybody: after 90 days nobody can open it (decision 0009). */
const KEPT_MS = 90 * 24 * 60 * 60_000

/** Bodies of a company that one transaction takes: some milliseconds, so that nobody waits for it. */
const CHUNK = 500

/**
 * Destroys the keys of bodies of nobody that are too old by `now`, the oldest first, chunk by chunk, until none is left
 * or `signal` ends it; and what drafts were stated as that came with them. A body whose order has an account by now is that
 * customer's and stays, unless the customer was erased since the order came: then nobody would erase it again.
 *
 * @returns how many
 */
export async function expireOldBodies(
  db: Database,
  now: Date,
  signal?: AbortSignal,
  count = CHUNK,
): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS)
  let expired = 0
  for (;;) {
    const companyIds = (await allCompanies(db)).map((company) => company.id)
    const old = await readNameless(db, { companyIds, before, after: 0n, count })
    if (old.length === 0 || signal?.aborted) return expired
    await recognize(db, old)
    await forgetNamelessDrafts(
      db,
      old.flatMap((row) =>
        row.order_id === null ? [] : [{ companyId: row.company_id, orderId: row.order_id }],
      ),
    )
    const [gone] = await db.read(expireBodies, {
      companyIds: old.map((row) => row.company_id),
      ids: old.map((row) => row.id),
    })
    expired += gone!.count
  }
}
