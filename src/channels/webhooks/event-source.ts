import type { Database, Reader } from '../../platform/database/index.ts'

/**
 * Where events come from: the ordered feed of a company (src/insight/event.ts). It stands beside this module, which may
 * not know it, and is joined in src/modules.ts.
 */
export interface EventFeed {
  /** Stretches, each behind a place and at most so many facts long, so that the end may be within a place. */
  behind(db: Database, asked: readonly AskedStretch[]): Promise<Stretch[]>
  /** All events of places, in order, by company. */
  at(
    db: Reader,
    places: readonly { companyId: bigint; pos: bigint }[],
  ): Promise<Map<bigint, readonly PlacedEvent[]>>
}

/** Where queues read: the feed of a company, or what a channel of it sent (`gateway/`), which has places in the same order of facts. */
export interface EventSource {
  behind(db: Database, asked: readonly (AskedStretch & OfChannel)[]): Promise<Stretch[]>
  /** Events by their places, in the order asked; undefined where there is none. */
  at(db: Reader, asked: readonly AskedEvent[]): Promise<(PlacedEvent | undefined)[]>
}

interface OfChannel {
  /** Null: the feed. */
  channelId: bigint | null
}

export interface AskedEvent extends OfChannel {
  companyId: bigint
  pos: bigint
  n: number
}

export interface AskedStretch {
  companyId: bigint
  after: bigint
  facts: number
}

/** An event, the `n`th of its place; the same in every reading. */
export interface PlacedEvent {
  pos: bigint
  n: number
  /** Null: it speaks of none of ours. */
  orderId: bigint | null
  /** A CloudEvent; of a message what of it is told in the log. */
  envelope: { id: string; type: string }
  /** What is sent instead of the envelope, in the way that an endpoint wants it. */
  payload?(forward: string): Promise<Payload>
}

/** Bytes to send, or why there are none: then no call can help. */
export type Payload = { ok: true; contentType: string; body: Buffer } | { ok: false; problem: string }

export interface Stretch {
  events: readonly PlacedEvent[]
  /** False: up to `head` there is nothing else. */
  cut: boolean
  head: bigint
}
