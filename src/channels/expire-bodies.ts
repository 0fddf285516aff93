import { eraseNamelessDrafts } from '../orders/index.ts'
import { allCompanies } from '../organization/index.ts'
import { writeAside, WriteSet } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { expireBodies } from './intake.sql.ts'
import { readNameless, recognize } from './recognize-bodies.ts'

/** A body that speaks of nobody we know could be of anybody: after 90 days nobody can open it (decision 0009). */
const KEPT_MS = 90 * 24 * 60 * 60_000

/** Bodies that one transaction takes, of all companies together: some milliseconds, so that nobody waits for it. */
const CHUNK = 500

/**
 * Destroys the keys of bodies of nobody that are too old by `now`, chunk by chunk, until none is left or `signal` ends it; and
 * what drafts were stated as that came with them. A body whose order has an account by now is that customer's and stays,
 * unless the customer was erased since the order came: then nobody would erase it again.
 *
 * @returns how many bodies it looked at
 */
export async function expireOldBodies(
  db: Database,
  now: Date,
  signal?: AbortSignal,
  count = CHUNK,
): Promise<number> {
  const before = new Date(now.getTime() - KEPT_MS)
  for (let looked = 0; ;) {
    const companyIds = (await allCompanies(db)).map((company) => company.id)
    const old = await readNameless(db, { companyIds, before, after: 0n, count })
    if (old.length === 0 || signal?.aborted) return looked
    const writes = new WriteSet()
    await recognize(db, old, writes)
    eraseNamelessDrafts(
      old.flatMap(({ companyId, orderId }) => (orderId === null ? [] : [{ companyId, orderId }])),
      writes,
    )
    for (const body of old) writes.add(expireBodies, body)
    await writeAside(db, writes)
    looked += old.length
  }
}
