import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { availableToPromise } from './atp.ts'
import { atpTable, type AtpOptions } from './atp-table.ts'

const SUPPLY = [6n, 4n, 2n, 4n, 8n, 4n, 4n, 4n]
const DEMAND = [6n, 2n, 3n, 6n, 6n, 1n, 2n, 2n]
const options = (words: string): AtpOptions => ({
  backward: words.includes('backward'),
  forward: words.includes('forward'),
  accumulate: words.includes('accumulate'),
})

test('D3 A10-5 A10-6 every row of the reference table', () => {
  const rows: [words: string, expected: number[]][] = [
    ['period', [0, 2, -1, -2, 2, 3, 2, 2]],
    ['backward', [0, 0, 0, -1, 2, 3, 2, 2]],
    ['forward', [0, 2, 0, 0, 0, 2, 2, 2]],
    ['backward forward', [0, 0, 0, 0, 1, 3, 2, 2]],
    ['backward accumulate', [0, 0, 0, -1, 2, 5, 7, 9]],
    ['backward forward accumulate', [0, 0, 0, 0, 1, 4, 6, 8]],
  ]
  for (const [words, expected] of rows)
    assert.deepEqual(atpTable(SUPPLY, DEMAND, options(words)).map(Number), expected, words)
  const more = DEMAND.with(6, DEMAND[6]! + 3n)
  const withDemand = atpTable(SUPPLY, more, options('backward accumulate'))
  assert.deepEqual(withDemand.map(Number), [0, 0, 0, -1, 2, 4, 4, 6])
})

test('A10-5 goods serve no period that lies further behind them than the accumulation window', () => {
  // Each period is served by its own goods and those of the one before.
  const reach = [0, 0, 1, 2, 3]
  const supply = [5n, 0n, 0n, 4n, 0n]
  const at = (demand: bigint[], words: string) => atpTable(supply, demand, options(words), reach).map(Number)
  assert.deepEqual(at([0n, 0n, 0n, 0n, 0n], 'backward accumulate'), [5, 5, 0, 4, 4])
  assert.deepEqual(at([0n, 2n, 3n, 0n, 1n], 'backward accumulate'), [3, 3, -3, 3, 3])
  assert.deepEqual(at([0n, 2n, 3n, 0n, 1n], 'backward forward accumulate'), [3, 3, 0, 0, 0])
})

const tables = fc.array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 })), {
  maxLength: 12,
})
const split = (table: readonly (readonly [number, number])[]) => ({
  supply: table.map(([quantity]) => BigInt(quantity)),
  demand: table.map(([, quantity]) => BigInt(quantity)),
})

test('D3 with all three options the table is what no later promise needs', () => {
  fc.assert(
    fc.property(tables, (table) => {
      const { supply, demand } = split(table)
      let balance = 0n
      const balances = supply.map((quantity, period) => (balance += quantity - demand[period]!))
      const whole = atpTable(supply, demand, { backward: true, forward: true, accumulate: true })
      assert.deepEqual(
        whole.map((quantity) => (quantity > 0n ? quantity : 0n)),
        availableToPromise(balances),
      )
    }),
    { numRuns: 10_000 },
  )
})

/** The definition of D3 word by word: each unit that lacks is looked for period by period. */
function unitByUnit(table: readonly (readonly [number, number])[], of: AtpOptions, window: number): number[] {
  const net = table.map(([supply, demand]) => supply - demand)
  const move = (from: number, to: number) => {
    while (net[to]! < 0 && net[from]! > 0) [net[from], net[to]] = [net[from]! - 1, net[to]! + 1]
  }
  if (of.backward)
    net.forEach((_, to) => {
      for (let from = to - 1; from >= 0 && to - from <= window; from -= 1) move(from, to)
    })
  if (of.forward)
    net.forEach((_, to) => {
      for (let from = to + 1; from < net.length; from += 1) move(from, to)
    })
  if (!of.accumulate) return net
  return net.map((left, at) =>
    left < 0
      ? left
      : net.slice(Math.max(0, at - window), at + 1).reduce((sum, one) => sum + Math.max(0, one), 0),
  )
}

test('D3 A10-6 random tables with any options and window are those of a brute force', () => {
  const chosen = fc.record({ backward: fc.boolean(), forward: fc.boolean(), accumulate: fc.boolean() })
  fc.assert(
    fc.property(tables, chosen, fc.integer({ min: 0, max: 13 }), (table, of, window) => {
      const { supply, demand } = split(table)
      const reach = supply.map((_, period) => Math.max(0, period - window))
      assert.deepEqual(atpTable(supply, demand, of, reach).map(Number), unitByUnit(table, of, window))
    }),
    { numRuns: 10_000 },
  )
})
