import { customersOfBodies, forgetNamelessDrafts } from '../orders/index.ts'
import { allCompanies } from '../organization/index.ts'
import type { Database } from '../platform/database/index.ts'
import { expireBodies, readOldBodies, recognizeOldBodies } from './intake.sql.ts'

/** A body that speaks of nobody we know could be of anybody: after 90 days nobody can open it (decision 0009). */
const KEPT_MS = 90 * 24 * 60 * 60_000

/** Bodies of a company that one transaction takes: some milliseconds, so that nobody waits for it. */
const CHUNK = 500

/**
 * Destroys the keys of bodies of nobody that are too old by `now`, the oldest first, chunk by chunk, until none is left
 * or `signal` ends it; and what drafts were stated as that came with them. A body whose order has an account by now is that
 * customer's and stays, unless the customer was erased: then nobody would erase it again.
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
    const old = await db.read(readOldBodies, { companyIds, before, count })
    if (old.length === 0 || signal?.aborted) return expired
    const found = await customersOfBodies(
      db,
      old.map((row) => ({
        companyId: row.company_id,
        id: row.id,
        orderId: row.order_id,
        source: row.source,
        externalId: row.external_id,
      })),
    )
    await db.read(recognizeOldBodies, {
      companyIds: found.map((body) => body.companyId),
      ids: found.map((body) => body.id),
      customerIds: found.map((body) => body.customerId),
    })
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
