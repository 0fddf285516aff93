/** Chance from a seed (splitmix32): the same seed rolls the same, anywhere. */
export interface Dice {
  /** A whole number from 0 to `below` − 1. */
  below(below: number): number
  /** A whole number from `first` to `last`. */
  between(first: number, last: number): number
  pick<T>(list: readonly T[]): T
  /** True in `share` of 100 rolls. */
  percent(share: number): boolean
  shuffle<T>(list: readonly T[]): T[]
}

export function diceFrom(seed: number): Dice {
  let state = seed | 0
  const next = (): number => {
    state = (state + 0x9e3779b9) | 0
    let x = state ^ (state >>> 16)
    x = Math.imul(x, 0x21f0aaad)
    x ^= x >>> 15
    x = Math.imul(x, 0x735a2d97)
    return ((x ^ (x >>> 15)) >>> 0) / 2 ** 32
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  return {
    below,
    between: (first, last) => first + below(last - first + 1),
    pick: (list) => list[below(list.length)]!,
    percent: (share) => next() * 100 < share,
    shuffle(list) {
      const left = [...list]
      for (let end = left.length - 1; end > 0; end -= 1) {
        const other = below(end + 1)
        ;[left[end], left[other]] = [left[other]!, left[end]!]
      }
      return left
    },
  }
}

/** What so many rolls make. */
export function times<T>(count: number, make: () => T): T[] {
  return Array.from({ length: count }, make)
}
