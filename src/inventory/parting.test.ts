import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Micro } from '../platform/money.ts'
import { MATERIAL } from './needs.ts'
import type { StockAt } from './sourced.ts'
import { sourceLines } from './sourcing.ts'

const TODAY = '2026-03-02'

/** What of a line that may be split is there, of one place. */
function parted(quantity: Micro, stock: Partial<StockAt>): string[] {
  const at: StockAt = { onHand: 0n, reserved: 0n, supplies: [], demands: [], ...stock }
  const [parts] = sourceLines(
    new Map([[1n, new Map([[1n, at]])]]),
    [{ item: 1n, quantity, requestedOn: TODAY, allowSplit: true }],
    { today: TODAY, candidates: [{ location: 1n }] },
  )
  return parts!.map((part) => `${Number(part.quantity) / 1e6} ${part.supply}`)
}

test('A10-9 D3 what is counted whole is parted into whole ones, though a fraction of it is free', () => {
  const needed = { on: TODAY, quantity: 10_800_000n, kind: MATERIAL }
  assert.deepEqual(parted(10_000_000n, { onHand: 20_000_000n, demands: [needed] }), [
    '9 on_hand',
    '1 backorder',
  ])
  // By what comes too.
  const comes = { on: '2026-03-05', quantity: 20_000_000n }
  assert.deepEqual(parted(10_000_000n, { supplies: [comes], demands: [needed] }), ['9 dated', '1 backorder'])
  // What is measured is parted as finely as it lies there.
  assert.deepEqual(parted(10_000_000n, { onHand: 2_500_000n }), ['2.5 on_hand', '7.5 backorder'])
  assert.deepEqual(parted(10_000_000n, { onHand: 20_000_000n, reserved: 17_300_000n }), [
    '2.7 on_hand',
    '7.3 backorder',
  ])
})

test('where thousands wait for an item they are not looked through again for each line that nothing is left for', () => {
  const looked = (lines: number, allowSplit: boolean): number => {
    let reads = 0
    const demands = Array.from({ length: 1000 }, () => ({
      on: TODAY,
      get quantity() {
        reads += 1
        return 1_000_000n
      },
    }))
    const at: StockAt = { onHand: 0n, reserved: 0n, supplies: [], demands }
    const line = { item: 1n, quantity: 1_000_000n, requestedOn: TODAY, allowSplit }
    sourceLines(
      new Map([[1n, new Map([[1n, at]])]]),
      Array.from({ length: lines }, () => line),
      { today: TODAY, candidates: [{ location: 1n }] },
    )
    return reads
  }
  assert.equal(looked(1, true), 1000)
  assert.equal(looked(100, true), 1000)
  assert.equal(looked(100, false), 0)
})
