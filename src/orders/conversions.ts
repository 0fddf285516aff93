import { daysBetween } from '../platform/clock.ts'
import type { JsonObject } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import {
  conversionRate,
  conversionsOf,
  RATE_SCALE,
  type Chosen,
  type Conversion,
  type Offer,
  type StatedRate,
} from '../pricing/index.ts'
import type { OrderInput } from './order-input.ts'

/** Prices in another currency than their list's (A9-12). Pure. */

/** Lists in their order, and which of them are converted at which rate. */
export type Converting = Chosen & ReturnType<typeof conversionsOf>

/** What of the lists that hold is converted: of one pair of currencies at one rate, the stated one first. */
export function converting(
  chosen: Chosen,
  offer: Offer,
  stated: StatedRate | null,
  inBooks: (currency: string, on: string) => bigint | undefined,
): Converting {
  return { ...chosen, ...conversionsOf(offer, { among: chosen.lists, on: chosen.on, stated }, inBooks) }
}

/** A rate that is stated is at most so many times what is set up, and at least that part of it: it is a rate, and no price. */
const MOST_TIMES = 2n

/** A rate that is stated has to be of a day that came and is not too long ago, near what is set up, and of use: who states it counts on it. */
export function judgeStatedRate(
  stated: StatedRate | null,
  { conversions }: Converting,
  { currency, on, mostDays }: { currency: string; on: string; mostDays: number | undefined },
  inBooks: (currency: string, on: string) => bigint | undefined,
): Problem[] {
  if (!stated) return []
  const problems: Problem[] = []
  const known = conversionRate({ from: stated.from, to: currency, on }, null, inBooks)?.rateE10
  const { rateE10 } = stated
  if (known !== undefined && (rateE10 * MOST_TIMES < known || rateE10 > known * MOST_TIMES)) {
    const message = `${rateText(rateE10)} is too far from ${rateText(known)}, which is set up for ${on}`
    problems.push({ path: '/conversion/rate', code: 'rate_too_far', message })
  }
  if (stated.on > on) {
    const message = `no rate of ${stated.on} is known on ${on}`
    problems.push({ path: '/conversion/date', code: 'in_the_future', message })
  }
  if (mostDays !== undefined && daysBetween(stated.on, on) > mostDays) {
    const message = `a rate of ${stated.on} is too old on ${on}: at most ${mostDays} days`
    problems.push({ path: '/conversion/date', code: 'rate_too_old', message })
  }
  if (!conversions.some(({ type }) => type === 'stated')) {
    const message = `no price list in ${currency} that holds is converted from ${stated.from}`
    problems.push({ path: '/conversion/from', code: 'not_converted', message })
  }
  return problems
}

/** Why a line has no price where a rate is missing. */
export function missingRates({ missing }: Converting): string {
  if (missing.length === 0) return ''
  const lists = missing.map(({ code, from }) => `${code} (from ${from})`).join(', ')
  return `; no exchange rate is set up for price list ${lists}`
}

/** The conversions by which lines were priced, kept with the order: list and version, currencies, rate, its day and who said it, what is on top. */
export function conversionsDecided(
  { conversions }: Converting,
  lines: readonly { steps: readonly { kind: string; rule?: bigint }[] }[],
  to: string,
): JsonObject {
  const rules = new Set(lines.flatMap(({ steps }) => (steps[0]?.kind === 'list' ? [steps[0].rule] : [])))
  const used = conversions.filter(({ list }) => rules.has(list))
  return used.length === 0 ? {} : { conversions: used.map((one) => decided(one, to)) }
}

function decided({ code, listVersion, from, rateE10, on, type, markup }: Conversion, to: string): JsonObject {
  const made = { list: `${code}@${listVersion}`, from, to, rate: rateText(rateE10), on, type }
  return markup === 0n ? made : { ...made, markupPercent: formatMicro(markup) }
}

function rateText(rateE10: bigint): string {
  const text = rateE10.toString().padStart(11, '0')
  return `${text.slice(0, -10)}.${text.slice(-10)}`.replace(/\.?0+$/, '')
}

/** A rate that an order states, read; undefined: it is none. */
export function readStatedRate({ conversion }: OrderInput): StatedRate | null | undefined {
  if (!conversion) return null
  const match = /^(\d{1,8})(?:\.(\d{1,10}))?$/.exec(conversion.rate)
  const rateE10 = match ? BigInt(match[1]!) * RATE_SCALE + BigInt((match[2] ?? '').padEnd(10, '0')) : 0n
  return rateE10 > 0n ? { from: conversion.from, rateE10, on: conversion.date } : undefined
}
