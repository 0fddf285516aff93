import type { OrderState } from '../../orders/index.ts'
import { shopStateOf } from '../commerce/states.ts'

/** An order as the shop lists it among those that changed. */
export interface ChangedOrder {
  id: string
  state: string
  /** Its `lastModifiedTime`: epoch milliseconds by the shop's clock. */
  version: bigint
  /** When it was handed over, in epoch milliseconds; undefined: it was not, or the shop does not say. */
  submittedMs: number | undefined
}

/** What is known of it here. */
export interface KnownOrder {
  /** Undefined: it is not here. */
  state: OrderState | undefined
  /** A message of the channel handed it over; whatever became of that stands in the log. */
  submitted: boolean
  /** The newest version of these messages; null: none, or none says it. */
  version: bigint | null
  /** A message of the channel took it back. */
  cancelled: boolean
  /** Versions from there (not included) to there that nobody but we made. */
  told: { from: bigint; to: bigint } | undefined
}

/** What is done about a changed order. `take`: as the message that was lost. `wake`: what we tell is compared with what the shop has. */
export interface Look {
  take: boolean
  wake: boolean
}

const NOTHING: Look = { take: false, wake: false }
/** It ended in the shop by itself, and was somebody else's work. */
const FINISHED = 'NO_PENDING_ACTION'
/** Here, too, it is to go no further. */
const TAKEN_BACK: ReadonlySet<OrderState> = new Set(['cancelled', 'aborted', 'rejected'])
/** A version of these may be carried out, or is seen by who works on the draft. */
const AMENDABLE: ReadonlySet<OrderState> = new Set(['draft', 'in_progress'])

/**
 * What a change in the shop asks for (N-8, decision 0037). An order that is not known is lost only if it was handed over since the shop
 * is looked over: older ones were another system's.
 *
 * @param sinceMs since when the shop is looked over, in epoch milliseconds
 */
export function lookAt(order: ChangedOrder, known: KnownOrder, sinceMs: number): Look {
  const { state, submitted, version, cancelled, told } = known
  if (told?.to === order.version && (version === null || told.from <= version)) return NOTHING
  const isHere = state !== undefined
  const isLost = !isHere && !submitted && order.submittedMs !== undefined && order.submittedMs >= sinceMs
  switch (shopStateOf(order.state).kind) {
    case 'in_hand':
    case 'amended':
      // It changes once more when that is over.
      return NOTHING
    case 'ended':
      return { take: false, wake: isHere && !TAKEN_BACK.has(state) }
    case 'taken_back':
      if (isHere && TAKEN_BACK.has(state)) return NOTHING
      // Also of an order that is not here: what hands it over may come yet.
      return { take: !cancelled && (isHere || submitted || isLost), wake: isHere }
    case 'handed_over': {
      if (isLost) return { take: order.state !== FINISHED, wake: false }
      const isNewer = submitted && version !== null && order.version > version
      return { take: isNewer && (!isHere || AMENDABLE.has(state)), wake: false }
    }
  }
}
