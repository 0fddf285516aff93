import type { Micro } from '../platform/money.ts'

/** How far a place is with a quantity that it was asked for (C13-9, D14). */
export const PLACE_STATUSES = [
  'offered',
  'polled',
  'under_review',
  'accepted',
  'picked',
  'fulfilled',
  'cancelled',
  'rejected',
  'unfulfillable',
] as const
export type PlaceStatus = (typeof PLACE_STATUSES)[number]

/** What is done to a quantity at its place. */
export const PLACE_ACTS = ['poll', 'accept', 'pick', 'confirm', 'reject', 'cancel'] as const
export type PlaceAct = (typeof PLACE_ACTS)[number]

/**
 * What a status becomes by an act; null: it is refused. That goods left is a fact in any status that is open (decision 0028). What is
 * rejected is offered to another place, as a line of its own, or is unfulfillable; what is over stays as it is.
 */
export const PLACE_MOVES: Readonly<Record<PlaceStatus, Readonly<Record<PlaceAct, PlaceStatus | null>>>> = {
  offered: move('polled', 'accepted', null),
  // Told again, it stays so: the count goes up.
  polled: move('polled', 'accepted', null),
  // It was told too often; whoever takes it all the same may.
  under_review: move(null, 'accepted', null),
  accepted: move(null, null, 'picked'),
  picked: move(null, null, null),
  fulfilled: over(),
  cancelled: over(),
  rejected: over(),
  unfulfillable: over(),
}

function move(
  poll: PlaceStatus | null,
  accept: PlaceStatus | null,
  pick: PlaceStatus | null,
): Record<PlaceAct, PlaceStatus | null> {
  return { poll, accept, pick, confirm: 'fulfilled', reject: 'rejected', cancel: 'cancelled' }
}

function over(): Record<PlaceAct, null> {
  return { poll: null, accept: null, pick: null, confirm: null, reject: null, cancel: null }
}

/** What is known of a line of a shipment. */
export interface PlaceWork {
  requested: Micro
  shipped: Micro
  /** Taken back: cancelled or rejected. */
  recalled: Micro
  accepted: Micro
  picked: Micro
}

/** Of what was taken back: how much its place rejected, and how much of that nobody else has. */
export interface Rejected {
  rejected: Micro
  unfulfillable: Micro
}

/** How far a shipment was offered to its place. */
export interface Offer {
  /** How often its place was told of it; null: it is not open. */
  polls: number | null
  /** From when on it is told again; null: not any more. */
  offerAt: Date | null
}

/** What of a line can still be accepted, picked and handed over. */
export interface WorkLeft {
  toAccept: Micro
  toPick: Micro
  toConfirm: Micro
}

/**
 * What is left of a line to do (C13-7). Quantities are cumulative, so a part of a line needs no line of its own. What was taken back is
 * taken from what was not accepted first, then from what was not picked; what left was accepted and picked by that.
 */
export function workLeft({ requested, shipped, accepted, picked }: PlaceWork): WorkLeft {
  const done = most(least(picked, requested), shipped)
  const taken = most(least(accepted, requested), done)
  return {
    toAccept: most(requested - taken, 0n),
    toPick: most(taken - done, 0n),
    toConfirm: most(requested - shipped, 0n),
  }
}

/** The statuses of a line, each with its quantity, in the order of `PLACE_STATUSES`; none of 0. Together they are all that was asked for. */
export function placeStatusOf(
  line: PlaceWork,
  { polls, offerAt }: Offer,
  { rejected, unfulfillable }: Rejected = { rejected: 0n, unfulfillable: 0n },
): { status: PlaceStatus; quantity: Micro }[] {
  const { toAccept, toPick, toConfirm } = workLeft(line)
  const offered = (polls ?? 0) === 0 ? 'offered' : offerAt === null ? 'under_review' : 'polled'
  const quantities: Partial<Record<PlaceStatus, Micro>> = {
    [offered]: toAccept,
    accepted: toPick,
    picked: toConfirm - toAccept - toPick,
    fulfilled: line.shipped,
    cancelled: most(line.recalled - rejected, 0n),
    rejected: rejected - unfulfillable,
    unfulfillable,
  }
  return PLACE_STATUSES.flatMap((status) => {
    const quantity = quantities[status] ?? 0n
    return quantity > 0n ? [{ status, quantity }] : []
  })
}

function least(a: Micro, b: Micro): Micro {
  return a < b ? a : b
}

function most(a: Micro, b: Micro): Micro {
  return a > b ? a : b
}
