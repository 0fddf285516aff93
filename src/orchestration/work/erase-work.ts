import type { Act, Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import { forgetWork as forgetRows, lookAtWork } from './erase-work.sql.ts'

/** Orders of one look: their works are read by key. */
const PAGE = 5000

/** Works that one transaction forgets. */
const MOST = 1000

interface ForgetRequest {
  companyId: bigint
  works: readonly { orderId: bigint; taskId: bigint }[]
}

const forgetWork: Act<ForgetRequest, null, { ok: true }> = {
  name: 'orchestration.forget_work',
  weigh: ({ works }) => 5 + works.length,
  companyOf: ({ companyId }) => companyId,
  read: () => Promise.resolve(null),
  decide({ companyId, works }, _facts, { writes }) {
    for (const work of works) writes.add(forgetRows, { companyId, ...work })
    return { ok: true }
  },
}

/**
 * Erases what people told of their work for orders of accounts: notes, and what came of it, which may name somebody. How it ended, by whom
 * and when, stays. Broken off and asked again it goes on.
 *
 * @returns how many works were forgotten
 */
export async function eraseWork(
  { db, door }: { db: Database; door: Door },
  companyId: bigint,
  accountIds: readonly bigint[],
): Promise<number> {
  let forgotten = 0
  for (const accountId of accountIds) {
    const place = { beforeAt: 'infinity' as string | null, beforeId: 0n as bigint | null }
    while (place.beforeAt !== null) {
      const [page] = await db.read(lookAtWork, { companyId, accountId, ...place, count: PAGE })
      const works = page!.task_ids.map((taskId, index) => ({ orderId: page!.order_ids[index]!, taskId }))
      for (let at = 0; at < works.length; at += MOST)
        await door.request(forgetWork, { companyId, works: works.slice(at, at + MOST) })
      forgotten += works.length
      place.beforeAt = page!.last_at
      place.beforeId = page!.last_id
    }
  }
  return forgotten
}
