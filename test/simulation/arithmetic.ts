import type { Micro, Minor } from '../../src/platform/money.ts'

/** Arithmetic of D1, told a second time. Half up, mirrored for negatives. */
export function rounded(numerator: bigint, denominator: bigint): bigint {
  if (denominator < 0n) return rounded(-numerator, -denominator)
  if (numerator < 0n) return -rounded(-numerator, denominator)
  return (2n * numerator + denominator) / (2n * denominator)
}

export const ONE = 1_000_000n

/** A decimal text as Micro. */
export function micro(text: string): Micro {
  const [whole, fraction = ''] = text.split('.')
  return BigInt(whole! + fraction.padEnd(6, '0'))
}

/** Unit price × quantity in minor units of a currency of two decimals (D1-2). */
export function extend(unit: Micro, quantity: Micro): Minor {
  return rounded(unit * quantity, 10_000_000_000n)
}

/** A total over weights by largest remainder; a tie gives the unit to the earlier one (D1-5). */
export function spread(total: Minor, weights: readonly bigint[]): Minor[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n)
  if (sum === 0n)
    return total === 0n
      ? weights.map(() => 0n)
      : spread(
          total,
          weights.map(() => 1n),
        )
  const shares = weights.map((weight) => (total * weight) / sum)
  let left = total - shares.reduce((all, share) => all + share, 0n)
  const places = weights
    .map((weight, place) => ({ place, remainder: (total * weight) % sum }))
    .sort((a, b) => (a.remainder === b.remainder ? a.place - b.place : a.remainder > b.remainder ? -1 : 1))
  for (const { place } of places) {
    if (left === 0n) break
    shares[place]! += 1n
    left -= 1n
  }
  return shares
}

/** What comes due when `cumulative` of `whole` is reached and `already` was given (D1-6). */
export function upTo(total: Minor, cumulative: bigint, whole: bigint, already: Minor): Minor {
  return cumulative === whole ? total - already : rounded(total * cumulative, whole) - already
}

/** An amount in the books' currency. */
export function inBooks(amount: Minor, rateE10: bigint): Minor {
  return rounded(amount * rateE10, 10_000_000_000n)
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}
