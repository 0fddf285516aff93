import { promiseLine, unpromiseLine, type PromisedPart, type Want } from './promise.ts'
import { leadsThere, locationOf } from './places.ts'
import { collectedOn, wayTo } from './senders.ts'
import type { SourcingQuestion, SourcingSearch } from './sourcing-rule.ts'
import type { StockFacts } from './stock-facts.ts'
import type { Micro } from '../platform/money.ts'

/** Promises a line by the places that other lines of its kind are searched by. */
type Searching = (
  want: Want,
  question: SourcingQuestion,
  not: ReadonlyMap<bigint, string>,
) => { parts: PromisedPart[][]; search: SourcingSearch | undefined }

/** How a line that one place alone may serve is searched for elsewhere. */
interface Sought {
  today: string
  /** Places that may not serve it, its own or others, and why. */
  not: ReadonlyMap<bigint, string>
  search: Searching
}

/**
 * Promises a line that one place alone may serve. What that has not got now is brought from places that have it, where the place says how
 * (`transferMethod`), unless its own supply is there as soon: each such part names where it is taken from, and is held there (decision 0062).
 * A line that is not to be split is brought from several places, too, where none has it whole and these have: what meets at the counter
 * is handed over at once.
 *
 * @returns the parts; what nobody has of what its own place refused is in none of them, unless it was searched for
 */
export function promiseBound(
  facts: StockFacts,
  want: Want,
  question: SourcingQuestion,
  sought: Sought,
): PromisedPart[] {
  const whole = promiseAt(facts, want, question, sought)
  if (want.allowSplit || whole.every(meets)) return whole
  unpromiseLine(facts, want, whole)
  const apart = { ...want, allowSplit: true, minSplit: null }
  const parts = promiseAt(facts, apart, question, sought)
  const sum = parts.reduce((all, { quantity }) => all + quantity, 0n)
  if (sum === want.quantity && parts.every(meets) && !isSooner(whole, parts)) return parts
  unpromiseLine(facts, apart, parts)
  return promiseAt(facts, want, question, sought)
}

/** Is it there, or brought there? */
function meets({ supply, brought }: PromisedPart): boolean {
  return supply === 'on_hand' || brought !== undefined
}

/** Promises a line in one piece, or in as many as it takes, at the place that alone may serve it. */
function promiseAt(
  facts: StockFacts,
  want: Want,
  question: SourcingQuestion,
  { today, not, search }: Sought,
): PromisedPart[] {
  // Who refused it has none of it, whatever is free there.
  const refused = want.boundTo !== null && not.has(want.boundTo)
  const own = refused ? [] : promiseLine(facts, want, today, undefined, question)
  const place = want.boundTo === null ? undefined : locationOf(facts, want.companyId, want.boundTo)
  const way = place && wayTo(place)
  if (!place || !way) return own
  const here = own.filter(({ supply }) => supply === 'on_hand')
  const kept = want.allowSplit ? here : []
  const rest = (quantity: Micro, sought: SourcingSearch | undefined) => {
    const parts = refused
      ? waitingFor(want, quantity, sought)
      : promiseLine(facts, { ...want, quantity }, today, undefined, question)
    return sought ? parts.map((part): PromisedPart => ({ ...part, sought })) : parts
  }
  if (here.length === own.length && own.length > 0) return own
  const senders = (facts.locations.get(want.companyId) ?? []).filter((one) => one !== place)
  if (!senders.some((one) => leadsThere(one, way))) return own
  // The last that was taken is put back first.
  const given = own.filter((part) => !kept.includes(part))
  unpromiseLine(facts, want, given)
  const quantity = want.quantity - kept.reduce((sum, part) => sum + part.quantity, 0n)
  const wantedOn = want.requestedOn < today ? today : want.requestedOn
  const asked: Want = {
    ...want,
    quantity,
    boundTo: null,
    minSplit: kept.length > 0 ? null : want.minSplit,
    requestedOn: today,
    arriveOn: wantedOn,
    way,
  }
  const barred = new Map([[place.id, 'lacks_it'], ...not])
  const found = search(
    asked,
    { ...question, shipMethod: way.shipMethod, country: way.country, postcode: '' },
    barred,
  )
  const parts = found.parts[0]!
  const brought = parts.flatMap((part): PromisedPart[] => {
    if (part.supply !== 'on_hand' || part.arrivesOn === undefined) return []
    const { companyId } = want
    const on = collectedOn(facts, { companyId, toId: place.id, arrivesOn: part.arrivesOn }, wantedOn, today)
    return [{ ...part, brought: { to: place.id, on, search: found.search } }]
  })
  const sum = brought.reduce((total, part) => total + part.quantity, 0n)
  // In vain: nobody has it, only a part of what may not be split, or its own supply is there as soon.
  if (sum === 0n || (sum < quantity && !want.allowSplit) || isSooner(given, brought)) {
    unpromiseLine(facts, asked, parts)
    return [...kept, ...rest(quantity, found.search)]
  }
  // What of it only waits elsewhere waits where it is collected.
  unpromiseLine(
    facts,
    asked,
    parts.filter((part) => part.supply !== 'on_hand' || part.arrivesOn === undefined),
  )
  if (sum === quantity) return [...kept, ...brought]
  const left = rest(quantity - sum, found.search)
  // Who says how large the first part is to be at least is not split for a rest that never comes (A10-14).
  if (want.minSplit !== null && (left.length === 0 || left.some(({ supply }) => supply === 'backorder'))) {
    unpromiseLine(facts, want, left)
    unpromiseLine(facts, asked, brought)
    return [...kept, ...rest(quantity, found.search)]
  }
  return [...kept, ...brought, ...left]
}

/** What was searched for in vain waits where it is collected, so that its search is kept. */
function waitingFor({ boundTo }: Want, quantity: Micro, sought: SourcingSearch | undefined): PromisedPart[] {
  if (!sought) return []
  const what = { location: boundTo!, quantity, supply: 'backorder' as const }
  return [{ ...what, reason: 'nothing_available', checksHorizon: false, losers: [] }]
}

/** Is what the place gets itself all there before, or when, what is brought is? */
function isSooner(own: readonly PromisedPart[], brought: readonly PromisedPart[]): boolean {
  const last = brought.reduce((day, { brought: one }) => (one && one.on > day ? one.on : day), '')
  return own.length > 0 && own.every(({ promisedOn }) => promisedOn !== undefined && promisedOn <= last)
}
