import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BillLine, Kept } from '../../billing/index.ts'
import { MICRO } from '../../platform/money.ts'
import { keepFreight, type FreightRefund } from './kept-freight.ts'

const goods = (net: bigint, tax: bigint, freight: bigint, percent = 20n): BillLine => ({
  sourceId: 1n,
  itemId: 1n,
  sku: 'CUP',
  itemClass: 'kitchen',
  owedOn: false,
  quantity: MICRO,
  unitPrice: 0n,
  net,
  tax,
  freight,
  taxRateId: percent,
  taxPercent: percent * MICRO,
  taxDifference: null,
})
const before: Kept[] = [{ taxRateId: 20n, taxPercent: 20n * MICRO, freight: 30n, tax: 6n }]

test('the table of freight that is kept: by rule, by what came back, with the tax that lies on it', () => {
  const lines = [goods(100_00n, 22_00n, 10_00n), goods(50_00n, 11_00n, 5_00n), goods(10_00n, 50n, 0n, 5n)]
  const table: [refund: FreightRefund, isLast: boolean, taxed: boolean, kept: [bigint, bigint][]][] = [
    ['pro_rata', false, true, []],
    ['pro_rata', true, true, []],
    ['never', false, true, [[-15_00n, -3_00n]]],
    ['never', true, true, [[-15_00n, -3_00n]]],
    ['never', false, false, [[-15_00n, 0n]]],
    ['whole', false, true, [[-15_00n, -3_00n]]],
    ['whole', true, true, [[30n, 6n]]],
  ]
  for (const [refund, isLast, freightTaxed, kept] of table) {
    const made = keepFreight(lines, refund, { before, isLast, freightTaxed, digits: 2 })
    assert.deepEqual(
      made.map(({ freight, tax }) => [freight, tax]),
      kept,
      `${refund}, ${isLast ? 'the last' : 'not the last'}`,
    )
    assert.ok(
      made.every(({ net, sku, sourceId }) => net === 0n && sku === 'FREIGHT-KEPT' && sourceId === null),
    )
  }
})

test('freight at two rates is kept at each of them', () => {
  const lines = [goods(100_00n, 22_00n, 10_00n), goods(100_00n, 5_50n, 10_00n, 5n)]
  const made = keepFreight(lines, 'never', { before: [], isLast: false, freightTaxed: true, digits: 2 })
  assert.deepEqual(
    made.map(({ taxRateId, freight, tax }) => [taxRateId, freight, tax]),
    [
      [20n, -10_00n, -2_00n],
      [5n, -10_00n, -50n],
    ],
  )
})
