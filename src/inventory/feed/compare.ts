import { mulPriceQuantity, type Micro, type Minor } from '../../platform/money.ts'
import type { Feed } from './save-feed.ts'

/** What is held of an item at a place and what a snapshot says of it, as of its instant (compare_stock). */
export interface Compared {
  itemId: bigint
  said: Micro
  held: Micro
  /** Moved with us soon after the instant: it may have moved before it with them. */
  lateIn: Micro
  lateOut: Micro
  /** Moved with us soon before it. */
  earlyIn: Micro
  earlyOut: Micro
  /** What the place was asked to ship, or to bring elsewhere, by then and has not confirmed. */
  asked: Micro
  /** What is on its way to it by transfer and was not received. */
  coming: Micro
  /** Since when it differs by what is on its way; null: it did not. */
  inFlightSince: Date | null
  /** null: it never had one. */
  unitCost: Micro | null
}

/** What remains of a difference. */
export interface Judged {
  itemId: bigint
  said: Micro
  held: Micro
  /** So much of it is put down to what is on its way between us. */
  inFlight: Micro
  /** The rest, to be posted. */
  quantity: Micro
  value: Minor
  inFlightSince: Date | null
}

/**
 * What differs may be on its way: they shipped or took in, and we were not told yet, or have entered it since; goods came in with one of us
 * first.
 * So much is left for a while. What differs longer than that is a difference, whatever moves meanwhile.
 */
export function judgeItem(
  row: Compared,
  { patienceSeconds }: Pick<Feed, 'patienceSeconds'>,
  at: { asOf: Date; digits: number },
): Judged {
  const { itemId, said, held, unitCost } = row
  const differs = said - held
  const onTheWay =
    differs < 0n
      ? row.asked + row.lateOut + row.earlyIn
      : differs > 0n
        ? row.coming + row.lateIn + row.earlyOut
        : 0n
  const size = differs < 0n ? -differs : differs
  const since = row.inFlightSince ?? at.asOf
  const patient = at.asOf.getTime() - since.getTime() < patienceSeconds * 1000
  const explained = !patient ? 0n : onTheWay < size ? onTheWay : size
  const inFlight = differs < 0n ? -explained : explained
  const quantity = differs - inFlight
  const left = quantity < 0n ? -quantity : quantity
  const value = mulPriceQuantity(unitCost ?? 0n, left, at.digits)
  const inFlightSince = explained > 0n ? since : null
  return { itemId, said, held, inFlight, quantity, value, inFlightSince }
}

/** What a snapshot is about and what it would change. */
export interface Extent {
  /** Items or supply orders that it was compared with, and of these with something there. */
  compared: number
  held: number
  differing: number
  /** Of these so many would have nothing left. */
  emptied: number
  valueHeld: Minor
  valueDiffering: Minor
}

export const HELD_FOR = ['empties_all', 'too_many', 'too_much_value', 'unknown_rows', 'said_twice'] as const
export type HeldFor = (typeof HELD_FOR)[number]

/** Rows that cannot be taken, which a person sees before what is left of a snapshot counts. */
export const MOST_UNKNOWN_PERCENT = 50

/** Rows of a snapshot that name what we do not have, and those of an item that another one of its pages names, too. */
export interface RowsSaid {
  unknown: number
  twice: number
}

/**
 * Why a snapshot waits for a person; none: it is taken. One that leaves nothing of two or more is always looked at: a system that
 * lost its memory says so.
 */
export function heldFor(
  { compared, held, differing, emptied, valueHeld, valueDiffering }: Extent,
  { unknown, twice }: RowsSaid,
  feed: Pick<Feed, 'mostItemsPercent' | 'mostValuePercent' | 'itemsAlways'>,
): HeldFor[] {
  const why: HeldFor[] = []
  if (held > 1 && emptied >= held) why.push('empties_all')
  if (differing > feed.itemsAlways && differing * 100 > compared * feed.mostItemsPercent) why.push('too_many')
  if (valueDiffering * 100n > valueHeld * BigInt(feed.mostValuePercent)) why.push('too_much_value')
  if (unknown * 100 > (compared + unknown) * MOST_UNKNOWN_PERCENT) why.push('unknown_rows')
  if (twice > 0) why.push('said_twice')
  return why
}

/** A supply order that stands, with what was received of it after a snapshot, and soon before it. */
export interface StandingSupply {
  number: string
  itemId: bigint
  locationId: bigint
  dueOn: string
  quantity: Micro
  received: Micro
  unitCost: Micro
  kind: string
  later: Micro
  early: Micro
}

/** What a snapshot says of one: so much is still to come as of then. */
export interface SaidSupply {
  number: string
  itemId: bigint
  locationId: bigint
  open: Micro
  dueOn: string
  unitCost: Micro
  kind: string
}

export interface SupplyDifference {
  change: 'announced' | 'changed' | 'ended'
  number: string
  itemId: bigint
  locationId: bigint
  /** Still to come, as they say it now, and as we had it; without what was received since. */
  said: Micro
  held: Micro
  dueOn: string
  dueBefore: string | null
  unitCost: Micro
  kind: string
  value: Minor
  /** It takes away: ended, less, or later. */
  takes: boolean
  /** It names another item or place than stands, so it cannot be taken. */
  other: boolean
}

const openOf = ({ quantity, received }: StandingSupply): Micro =>
  received < quantity ? quantity - received : 0n

/**
 * What a snapshot of supply changes: what is new, comes on another day, or in another quantity, and, when it is whole, what it does not
 * name any more. What was received since its instant has not to come any more, and what was received soon before it they may not have
 * heard of.
 */
export function compareSupply(
  said: readonly SaidSupply[],
  standing: ReadonlyMap<string, StandingSupply>,
  {
    whole,
    unknown,
    today,
    digits,
  }: { whole: boolean; unknown: ReadonlySet<string>; today: string; digits: number },
): SupplyDifference[] {
  const differences: SupplyDifference[] = []
  const named = new Set<string>(unknown)
  for (const one of said) {
    if (named.has(one.number)) continue
    named.add(one.number)
    const dueOn = one.dueOn < today ? today : one.dueOn
    const stands = standing.get(one.number)
    if (!stands) {
      if (one.open > 0n)
        differences.push({ ...sized(one, one.open, 0n, digits), change: 'announced', dueOn, dueBefore: null })
      continue
    }
    const other = stands.itemId !== one.itemId || stands.locationId !== one.locationId
    const held = openOf(stands)
    const left = one.open > stands.later ? one.open - stands.later : 0n
    // More than is open by no more than what came in just before: they had not heard of it.
    const early = left > held && left - held <= stands.early ? held : left
    const due = early === 0n || one.dueOn < today ? stands.dueOn : one.dueOn
    if (early === held && due === stands.dueOn && !other) continue
    const change = early === 0n ? ('ended' as const) : ('changed' as const)
    const sizedOne = sized({ ...one, unitCost: stands.unitCost }, early, held, digits)
    differences.push({
      ...sizedOne,
      change,
      dueOn: due,
      dueBefore: stands.dueOn,
      takes: sizedOne.takes || due > stands.dueOn,
      other,
    })
  }
  if (!whole) return differences
  for (const stands of standing.values()) {
    if (named.has(stands.number) || openOf(stands) === 0n) continue
    const gone = sized({ ...stands, open: 0n }, 0n, openOf(stands), digits)
    differences.push({ ...gone, change: 'ended', dueOn: stands.dueOn, dueBefore: stands.dueOn })
  }
  return differences
}

function sized(
  { number, itemId, locationId, unitCost, kind }: Omit<SaidSupply, 'dueOn'>,
  said: Micro,
  held: Micro,
  digits: number,
): Omit<SupplyDifference, 'change' | 'dueOn' | 'dueBefore'> {
  const size = said < held ? held - said : said - held
  const value = mulPriceQuantity(unitCost, size, digits)
  return {
    number,
    itemId,
    locationId,
    said,
    held,
    unitCost,
    kind,
    value,
    takes: said < held,
    other: false,
  }
}
