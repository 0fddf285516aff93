import { addDays } from '../platform/clock.ts'
import { availabilityBy, availableOn, type AvailabilityInput, type DatedQuantity } from './atp.ts'
import type { AtpTerms } from './atp-rule.ts'

/**
 * What is wanted on a later day leaves what is there to who wants it earlier, where its rule says so (decision 0068). Pure.
 */

/** What is wanted on a later day, beside what the picture has of an item at a place. */
interface Later extends DatedQuantity {
  /** The picture has it among its dated promises already. */
  counted: boolean
}

/**
 * Whether more is left for today when a quantity is a promise for its day than when it is taken of what is there: then something comes
 * before its day. Nothing comes, or no more than others need: it takes what is there.
 */
export function leavesMore(
  terms: AtpTerms,
  of: Pick<AvailabilityInput, 'today' | 'free' | 'supplies' | 'demands'>,
  { on, quantity, counted }: Later,
): boolean {
  const today = (demands: readonly DatedQuantity[]) =>
    availableOn(availabilityBy(terms, { ...of, demands }), of.today)
  const sign = counted ? -1n : 1n
  const other = today([...of.demands, { on, quantity: sign * quantity }])
  const [without, promised] = counted ? [other, today(of.demands)] : [today(of.demands), other]
  return promised > without - quantity
}

/** The day from which on who waits for supply asks for what is there: when the last that comes before its day should have come. */
export function servedFrom(
  terms: AtpTerms,
  supplies: readonly DatedQuantity[],
  today: string,
  on: string,
): string {
  const last = supplies.reduce(
    (day, supply) => (supply.on > day && supply.on <= on && terms.counts(supply.kind) ? supply.on : day),
    today,
  )
  const next = addDays(last, 1)
  return next < on ? next : on
}
