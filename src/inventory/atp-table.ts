import type { Micro } from '../platform/money.ts'

/**
 * The table of availability by period (D3, A10-5, A10-6): what a period brings less what it wants, what is missing taken from periods before
 * and behind it, what is left added up. Pure, one pass each.
 */

/** How what is missing in a period is found, and whether what is left counts in later ones. */
export interface AtpOptions {
  /** A period that lacks takes from the nearest earlier one that has something left, then the next earlier. */
  backward: boolean
  /** What is lacking still is taken from the nearest later ones. */
  forward: boolean
  /** What is left in a period counts in all later ones; needs `backward`. What is lacking still is not carried on. */
  accumulate: boolean
}

/**
 * What each period can give; below zero where it lacks what no other could give.
 *
 * @param reach of each period the first one whose goods serve it still (accumulation window), ascending; all before it unless said
 */
export function atpTable(
  supply: readonly Micro[],
  demand: readonly Micro[],
  { backward, forward, accumulate }: AtpOptions,
  reach?: readonly number[],
): Micro[] {
  const net = supply.map((quantity, period) => quantity - demand[period]!)
  if (backward) consumeBackward(net, reach)
  if (forward) consumeForward(net)
  return accumulate ? accumulated(net, reach) : net
}

function consumeBackward(net: Micro[], reach: readonly number[] | undefined): void {
  // Earlier periods that have something left, the nearest last.
  const left: number[] = []
  for (let period = 0; period < net.length; period += 1) {
    const first = reach?.[period] ?? 0
    while (net[period]! < 0n && left.length > 0 && left.at(-1)! >= first) {
      const from = left.at(-1)!
      const taken = least(net[from]!, -net[period]!)
      net[from]! -= taken
      net[period]! += taken
      if (net[from] === 0n) left.pop()
    }
    if (net[period]! > 0n) left.push(period)
  }
}

function consumeForward(net: Micro[]): void {
  let later = 0
  for (let period = 0; period < net.length; period += 1) {
    if (later <= period) later = period + 1
    while (net[period]! < 0n) {
      while (later < net.length && net[later]! <= 0n) later += 1
      if (later === net.length) return
      const taken = least(net[later]!, -net[period]!)
      net[later]! -= taken
      net[period]! += taken
    }
  }
}

function accumulated(net: readonly Micro[], reach: readonly number[] | undefined): Micro[] {
  let sum = 0n
  let first = 0
  return net.map((left, period) => {
    for (const from = reach?.[period] ?? 0; first < from; first += 1) if (net[first]! > 0n) sum -= net[first]!
    if (left <= 0n) return left < 0n ? left : sum
    return (sum += left)
  })
}

function least(a: Micro, b: Micro): Micro {
  return a < b ? a : b
}
