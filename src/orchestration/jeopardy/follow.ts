import { openOrders, touchedOrders } from '../../orders/index.ts'
import type { Database } from '../../platform/database/index.ts'

/** Limits of following; see docs/reference/settings.md. */
const LIMITS = {
  /** Places of the log that are heard together. */
  places: 500n,
  /** Orders that are looked through for open ones. */
  budget: 5000,
  rounds: 2000,
} as const

/** Up to where a job has come with a company. */
export interface Place {
  companyId: bigint
  /** The last of the open orders that was taken up; null: all are. */
  takenUp: bigint | null
  pos: bigint
  /** Of the log, when it was read. */
  head: bigint
}

/**
 * Follows the orders of a company: open ones are taken up once, by id, then those that something happened to, along the log. The place moves on when
 * what was read up to there has been looked at, so that a process that dies loses none.
 */
export async function followOrders(
  db: Database,
  place: Place,
  signal: AbortSignal,
  { look, move }: { look(orderIds: readonly bigint[]): Promise<void>; move(): Promise<void> },
): Promise<void> {
  const { companyId } = place
  for (let round = 0; round < LIMITS.rounds && !signal.aborted; round += 1) {
    if (place.takenUp !== null) {
      const { orderIds, next } = await openOrders(db, {
        companyId,
        after: place.takenUp,
        budget: LIMITS.budget,
      })
      await look(orderIds)
      place.takenUp = next
    } else if (place.pos < place.head) {
      const far = place.pos + LIMITS.places
      const until = far < place.head ? far : place.head
      await look(await touchedOrders(db, { companyId, after: place.pos, until }))
      place.pos = until
    } else return
    await move()
  }
}
