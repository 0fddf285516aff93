import { divRound, HUNDRED_PERCENT, type Micro } from '../platform/money.ts'
import type { PricedLine, Stated, WaterfallStep } from './line-price.ts'

/** A part of what was there before it. */
interface Part {
  part: bigint
  of: bigint
}

const WHOLE: Part = { part: 1n, of: 1n }

/**
 * The most that is stated off a line by hand, in percent: what its own discounts and those of the order take of the price that each of them
 * found, one after the other (decision 0077). A lowest price that holds after them gives back, and under a highest one the line costs the same
 * without them.
 */
export function greatestByHand(lines: readonly PricedLine[]): Micro {
  const amounts = amountsByHand(lines)
  let least = HUNDRED_PERCENT
  for (const { steps } of lines) {
    const { part, of } = steps.reduce((left, step) => afterStep(left, step, amounts), WHOLE)
    const left = part < 0n ? 0n : divRound(HUNDRED_PERCENT * part, of)
    if (left < least) least = left
  }
  return HUNDRED_PERCENT - least
}

function afterStep(left: Part, step: WaterfallStep, amounts: ReadonlyMap<Stated, Part>): Part {
  const { kind, stated, base, amount, result, percent } = step
  const found = result - amount
  if (kind === 'floor' && left !== WHOLE && found > 0n) {
    const back = { part: left.part * result, of: left.of * found }
    return back.part > back.of ? WHOLE : back
  }
  if (kind === 'ceiling') return WHOLE
  if (!stated || (kind !== 'discount' && kind !== 'order_discount') || found <= 0n) return left
  if (percent === undefined) {
    const one = amounts.get(stated)!
    return { part: left.part * one.part, of: left.of * one.of }
  }
  // Of a percentage what was stated: what it takes off is rounded.
  const kept = found * HUNDRED_PERCENT - base * percent
  return { part: left.part * (kept > 0n ? kept : 0n), of: left.of * found * HUNDRED_PERCENT }
}

/** What amounts leave of the lines that they are spread over, all together: the share of one line is rounded. */
function amountsByHand(lines: readonly PricedLine[]): Map<Stated, Part> {
  const amounts = new Map<Stated, Part>()
  for (const { steps } of lines) {
    for (const { stated, percent, amount, result } of steps) {
      if (!stated || percent !== undefined) continue
      const { part, of } = amounts.get(stated) ?? { part: 0n, of: 0n }
      amounts.set(stated, { part: part + result, of: of + result - amount })
    }
  }
  return amounts
}
