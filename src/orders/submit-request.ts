import type { Order } from './order.ts'
import type { OrderInput } from './order-input.ts'

/** One order to capture, or a draft to state anew. */
export interface SubmitRequest {
  companyId: bigint
  /** Who: the principal's name. */
  actor: string
  input: OrderInput
  /** sha256 of the bytes that were received: tells a replay from another order under the same key. */
  bodyHash: Buffer
  intakeId: bigint | null
  /** An order of the past: everything that happens to it bears its own day, its documents numbers of this series. */
  historic?: { series: string }
  /** Set when a draft is stated anew: its identity and what stood, as it was read. */
  draft?: { orderId: bigint; version: number; revision: bigint; before: Order }
}
