import type { Malformed } from '../platform/http/index.ts'
import type { Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Agreed } from './agreed.ts'
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
  /**
   * True for a caller who sees some accounts only: its external ids are a space of the account. So it neither learns
   * which ids others use nor takes them away.
   */
  ownIds?: boolean
  /** The partner that orders: its limits hold for an account that the order makes. */
  partnerId?: bigint | null
  /** What the channel that understood it could not say in our words: with any of it the order is a draft. */
  found?: readonly Problem[]
  /** How urgent its channel says that it is, while no rule of the company says otherwise. */
  priority?: number
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
  /** Its prices stand; what cannot be agreed at them is refused with all its problems, and leaves nothing. */
  agreed?: Agreed
  /** An order of the past: everything that happens to it bears its own day, its documents numbers of this series. */
  historic?: { series: string }
  /** Somebody has agreed to what was looked at, with this total: it needs no more approval while it comes to that (A4-5). */
  approved?: { total: Minor; comment: string | null; requestedBy: string }
  /** Set when a draft is stated anew: its identity and what stood, as it was read. */
  draft?: {
    orderId: bigint
    version: number
    revision: bigint
    before: Order
    /** It is submitted as it stands: refused with all its problems while it has some. */
    asItStands: boolean
    /** The numbers of its lines, in their order; absent: from 1 on. */
    lineNos?: readonly number[]
    /** Which line of the edit each of them is; undefined: it stands as it stood. */
    sentAt?: readonly (number | undefined)[]
  }
}

/** The id under which the registry of source keys knows an order; no text that people write has a unit separator. */
export function keyedId({ input, ownIds }: Pick<SubmitRequest, 'input' | 'ownIds'>): string {
  return ownIds ? `${input.externalId}\u001f${input.customer.account}` : input.externalId
}

/** The number of each line, in the order in which they were stated. */
export function lineNumbers({ input, draft }: Pick<SubmitRequest, 'input' | 'draft'>): readonly number[] {
  return draft?.lineNos ?? input.lines.map((_line, index) => index + 1)
}

/** The priority that an order has while no rule sets one; a draft that is submitted as it stands keeps its own. */
export function givenPriority({
  priority,
  draft,
}: Pick<SubmitRequest, 'priority' | 'draft'>): number | undefined {
  return priority ?? (draft?.asItStands ? draft.before.priority : undefined)
}
