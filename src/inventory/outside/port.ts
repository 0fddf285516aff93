/**
 * What we ask of an outside inventory system, in its own time and never while an order waits: page by page, what items cost
 * and are sold for. Connectors implement it (src/channels/connectors/), one conformance suite judges them.
 */
export interface InventorySystem {
  /**
   * One page. The same cursor may be asked again, after a crash also by another process.
   *
   * @param cursor where the page before ended; null: from the beginning
   * @throws SystemFailure when there is no answer, or none that can be understood
   */
  page(cursor: string | null, signal: AbortSignal): Promise<SnapshotPage>
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
