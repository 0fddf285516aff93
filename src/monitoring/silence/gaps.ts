/** Numbers of orders that did not come, as runs: arithmetic. */

export interface Gap {
  first: bigint
  last: bigint
  /** Digits of the name of the order that came after it. */
  width: number
  /** When the next number came. */
  since: Date
}

export interface Numbered {
  number: bigint
  width: number
  at: Date
}

export interface Numbers {
  /** The highest that came; null: none yet. */
  highest: bigint | null
  /** In order, apart from each other. */
  gaps: readonly Gap[]
}

const MOST_DIGITS = 18

/** Runs that are kept of a channel, the newest: numbers with more holes are no sequence. */
export const MOST_GAPS = 1000

/** The number in the name of an order; undefined: it has none after the prefix. */
export function numberOf(name: string, prefix: string): { number: bigint; width: number } | undefined {
  const digits = name.startsWith(prefix) ? name.slice(prefix.length) : ''
  if (digits.length > MOST_DIGITS || !/^\d+$/.test(digits)) return undefined
  return { number: BigInt(digits), width: digits.length }
}

export function nameOf(number: bigint, { width }: Pick<Gap, 'width'>, prefix: string): string {
  return prefix + number.toString().padStart(width, '0')
}

/**
 * What is missing after some more came, in the order in which they came. A number above all others leaves a gap below it,
 * unless it came before `from`: what is older is not missed. A number of a gap splits it.
 */
export function cameIn({ highest, gaps }: Numbers, came: readonly Numbered[], from: Date): Numbers {
  const open = [...gaps]
  let top = highest
  for (const { number, width, at } of came) {
    if (top === null || number > top) {
      if (top !== null && number > top + 1n && at >= from)
        open.push({ first: top + 1n, last: number - 1n, width, since: at })
      top = number
      continue
    }
    const index = open.findIndex((gap) => gap.first <= number && number <= gap.last)
    if (index < 0) continue
    const gap = open[index]!
    const rest = [
      { ...gap, last: number - 1n },
      { ...gap, first: number + 1n },
    ].filter((one) => one.first <= one.last)
    open.splice(index, 1, ...rest)
  }
  return { highest: top, gaps: open.slice(-MOST_GAPS) }
}
