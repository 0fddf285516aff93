import type { Database, Reader } from '../../platform/database/index.ts'

/**
 * Where events come from: the ordered feed of a company (src/insight/event.ts). It stands beside this module, which may
 * not know it, and is joined in src/modules.ts.
 */
export interface EventSource {
  /** Stretches, each behind a place and at most so many facts long, so that the end may be within a place. */
  behind(
    db: Database,
    asked: readonly { companyId: bigint; after: bigint; facts: number }[],
  ): Promise<Stretch[]>
  /** All events of places, in order, by company. */
  at(
    db: Reader,
    places: readonly { companyId: bigint; pos: bigint }[],
  ): Promise<Map<bigint, readonly PlacedEvent[]>>
}

/** An event, the `n`th of its place; the same in every reading. */
export interface PlacedEvent {
  pos: bigint
  n: number
  orderId: bigint
  /** A CloudEvent. */
  envelope: { id: string; type: string }
}

export interface Stretch {
  events: readonly PlacedEvent[]
  /** False: up to `head` there is nothing else. */
  cut: boolean
  head: bigint
}
