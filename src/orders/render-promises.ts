import type { PromisedPart, SourcingSearch, Want } from '../inventory/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { formatMicro, type Micro, type Minor } from '../platform/money.ts'
import { money } from '../platform/wire.ts'
import { allocationShown } from './agree.ts'
import type { Alternative, AlternativePart, Worth } from './alternatives.ts'
import { coversDecided } from './coverage.ts'
import type { Brought } from './explode.ts'
import { followProposed, gathersDecided } from './followers.ts'
import type { InquiredLine } from './inquiry.ts'
import type { Judged, WantedLine } from './judge-inquiry.ts'

/** A part of a line as it would be promised: null days and places are those that nobody could name. */
interface WouldBe {
  location: string | null
  /** Of what stands for the item of the line. */
  sku?: string
  quantity: Micro
  /** cancelled: nobody has it, and it may not wait (B6-1). */
  supply: PromisedPart['supply'] | 'none' | 'transfer' | 'cancelled'
  /** From where it is brought to its location. */
  broughtFrom?: string
  promisedOn: string | null
  arrivesOn: string | null
  reason: PromisedPart['reason'] | null
  /** Where it is shared out: out of whose share. */
  allocation?: JsonObject
  /** What is short of it, and how that comes (A10-9). */
  made?: JsonObject
}

/** Of each line of a question its parts as they would be promised: what goes with others with these (decision 0077). */
export function promisesShown(
  { whole, brought }: Judged,
  wants: readonly WantedLine[],
  promised: readonly (readonly PromisedPart[])[],
  codeOf: (location: bigint) => string,
  outsider: boolean,
): WouldBe[][] {
  let next = 0
  const parts = wants.map(({ want, isGoods }) =>
    isGoods ? partsShown(promised[next++]!, codeOf, outsider) : [withoutGoods(want, whole.today)],
  )
  const { components } = brought
  const places = wants.map((_, index) => index)
  const items = wants.map(({ item }) => item)
  const going = {
    ...coversDecided(
      wants.map(({ line }) => ({ input: line })),
      places,
      items,
    ),
    ...gathersDecided(components, wants.length - components.length, places, items),
  }
  return followProposed(going, parts)
}

/** What moves no stock is there on the day that was asked for. */
function withoutGoods({ requestedOn, quantity }: Want, today: string): WouldBe {
  const promisedOn = requestedOn < today ? today : requestedOn
  return { location: null, quantity, supply: 'none', promisedOn, arrivesOn: null, reason: null }
}

/** @param outsider who sees some accounts only is not told what is shared out to whom, nor how goods are made */
export function partsShown(
  parts: readonly AlternativePart[],
  codeOf: (location: bigint) => string,
  outsider: boolean,
): WouldBe[] {
  return parts.map((part) => {
    const { sku, location, quantity, supply, promisedOn, arrivesOn, reason, refused, brought } = part
    return {
      ...(sku === undefined ? {} : { sku }),
      location: codeOf(brought?.to ?? location),
      ...(brought ? { broughtFrom: codeOf(location) } : {}),
      quantity,
      supply: refused ? 'cancelled' : brought ? 'transfer' : supply,
      promisedOn: brought?.on ?? promisedOn ?? null,
      arrivesOn: arrivesOn ?? null,
      reason,
      ...(part.allocation && !outsider ? { allocation: allocationShown(part) } : {}),
      ...(part.made && !outsider ? { made: part.made } : {}),
    }
  })
}

export function renderLine(
  { sku, quantity }: InquiredLine,
  { requestedOn, arriveOn }: Want,
  parts: readonly WouldBe[],
  losers: PromisedPart['losers'] = [],
  codeOf: (location: bigint) => string = String,
): Record<string, Json> {
  const asked = losers.filter(({ why }) => why !== 'ranked_lower')
  return {
    sku,
    quantity: formatMicro(quantity),
    requestedOn: arriveOn === null ? requestedOn : null,
    requestedArrivalOn: arriveOn,
    ...renderPromises(parts),
    notChosen: asked.map(({ location, why, note, available, toOthers }) => ({
      location: codeOf(location),
      why,
      ...(note === undefined ? {} : { note }),
      available: formatMicro(available),
      ...(toOthers === undefined ? {} : { toOthers: formatMicro(toOthers) }),
    })),
  }
}

/** The parts, and the day on which the last of them leaves; null: of some nobody knows. */
export function renderPromises(parts: readonly WouldBe[]): Record<string, Json> {
  const days = parts.map(({ promisedOn }) => promisedOn ?? '')
  const complete = days.length > 0 && !days.includes('')
  return {
    completeOn: complete ? days.reduce((last, day) => (day > last ? day : last)) : null,
    promises: parts.map((part) => ({ ...part, quantity: formatMicro(part.quantity) })),
  }
}

/** Answers of the stated lines, those of configured ones with their parts: such a line is complete when all of them are. */
export function withParts(
  answers: readonly Record<string, Json>[],
  stated: number,
  { components, configured }: Brought,
): Json[] {
  return answers.slice(0, stated).map((line, index) => {
    if (!configured.has(index)) return line
    const parts = components.flatMap(({ parent, option, perParent }, place): Record<string, Json>[] =>
      parent === index ? [{ option, perParent, ...answers[stated + place]! }] : [],
    )
    const days = [line, ...parts].map(({ completeOn }) => completeOn as string | null)
    const last = days.reduce((most, day) => (most === null || day === null ? null : day > most ? day : most))
    return { ...line, completeOn: last, parts }
  })
}

export function renderWorth({ goods, freight, margin }: Worth, currency: string): Record<string, Json> {
  const told = (amount: Minor | null) => (amount === null ? null : money(amount, currency))
  return { goodsCost: told(goods), freightCost: told(freight), margin: told(margin) }
}

export function renderAsk({ lines, ...ask }: Alternative['ask']): Record<string, Json> {
  if (!lines) return ask
  return { ...ask, lines: lines.map(({ sku, quantity }) => ({ sku, quantity: formatMicro(quantity) })) }
}

/** By which rule places were chosen, and what it knew of each: as an order keeps it. */
export function renderSearch({ rule: { code, version }, record }: SourcingSearch): Json {
  return { rule: code, ruleVersion: version, ...record }
}
