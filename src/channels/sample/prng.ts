/** A small deterministic source of choices: the same seed makes the same sample anywhere. Not for secrets. */
export interface Choices {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  /** A whole number from `first` to `last`. */
  between(first: number, last: number): number
  pick<T>(list: readonly T[]): T
  /** True in `share` of 100 cases. */
  percent(share: number): boolean
}

/** Choices from a seed (mulberry32). */
export function choicesFrom(seed: number): Choices {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return (x ^ (x >>> 14)) >>> 0
  }
  const below = (limit: number): number => Math.floor((next() / 2 ** 32) * limit)
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    pick: (list) => list[below(list.length)]!,
    percent: (share) => below(100) < share,
  }
}
