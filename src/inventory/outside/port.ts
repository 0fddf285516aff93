import type { Micro } from '../../platform/money.ts'

/**
 * What we ask of an outside inventory system. In its own time and never while an order waits: page by page, what items cost
 * and are sold for. While somebody looks for goods: what of some items is at some places now. Connectors implement it (src/channels/connectors/), one conformance suite judges them.
 */
export interface InventorySystem {
  /**
   * One page. The same cursor may be asked again, after a crash also by another process.
   *
   * @param cursor where the page before ended; null: from the beginning
   * @throws SystemFailure when there is no answer, or none that can be understood
   */
  page(cursor: string | null, signal: AbortSignal): Promise<SnapshotPage>
  /**
   * What is on hand now; of an item and place that it does not name it says nothing. Asking changes nothing.
   *
   * @throws SystemFailure as `page`, also when the signal ends it
   */
  stock(
    question: { skus: readonly string[]; locations: readonly string[] },
    signal: AbortSignal,
  ): Promise<{ asOf: Date; rows: readonly SaidStock[] }>
}

/** What a system says is on hand of an item at a place. */
export interface SaidStock {
  sku: string
  location: string
  onHand: Micro
}

export interface SnapshotPage {
  /** When the system looked; holds for every row that does not say its own. */
  asOf: Date
  /** Rows as they came (`SnapshotRow`): each is judged on its own. */
  rows: readonly unknown[]
  /** Where to go on. After the last page it is kept for the next round; null begins from the beginning. */
  cursor: string | null
  /** False: that was all for this round. */
  more: boolean
}

/** A system did not answer as agreed. The message is shown to operators, so it holds no credential. */
export class SystemFailure extends Error {
  /** Not before then may it be asked again; 0: when we like. */
  readonly retryAfterMs: number
  constructor(message: string, retryAfterMs = 0) {
    super(message)
    this.name = 'SystemFailure'
    this.retryAfterMs = retryAfterMs
  }
}
