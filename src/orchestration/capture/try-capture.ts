import type { SubmitRequest, Submitted } from '../../orders/index.ts'
import { DecideAgain, WriteSet } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { decideCapture, readCapture } from './capture.ts'

/**
 * What would become of an order if it came now: read and decided as one that does, and then forgotten. Each is tried alone,
 * on facts of its own, because an order that is only tried takes nothing away from the next. Whether one of its number is here
 * is not asked.
 *
 * @param now time of operations
 */
export async function tryCapture(
  db: Database,
  request: SubmitRequest,
  now: Date,
): Promise<Submitted | Refusal> {
  const attempt = async (learned: ReadonlyMap<string, unknown>) => {
    const facts = await db.use((connection) => readCapture(connection, [request]))
    facts.keys.clear()
    let id = 0n
    const ids = { next: () => (id -= 1n) }
    return decideCapture(request, facts, { batch: 0n, now, ids, writes: new WriteSet(), learned })
  }
  try {
    return await attempt(new Map())
  } catch (error) {
    if (error instanceof DecideAgain) return attempt(new Map([[error.key, error.known]]))
    throw error
  }
}
