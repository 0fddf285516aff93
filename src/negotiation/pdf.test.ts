import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MICRO } from '../platform/money.ts'
import { totalsOf } from './pdf.ts'
import type { Alternative, QuoteLine } from './quote.ts'

const line = (amount: bigint, net: bigint, tax: bigint, freightAmount = 0n): QuoteLine => ({
  lineNo: 1,
  parent: null,
  stated: null,
  sku: 'A',
  itemName: 'A',
  uom: 'EA',
  quantity: 3n * MICRO,
  unitPrice: 10n * MICRO,
  sold: null,
  amount,
  freightAmount,
  net,
  freight: freightAmount,
  tax,
  taxPercent: 20n * MICRO,
  waterfall: [],
  agreement: null,
  requestedOn: '2026-01-01',
  promises: [],
})
const alternative = (lines: QuoteLine[], freight: bigint): Alternative => ({
  place: 0,
  code: 'A',
  title: null,
  discounts: [],
  discountPercent: 0n,
  net: lines.reduce((sum, one) => sum + one.net, 0n),
  freight,
  tax: lines.reduce((sum, one) => sum + one.tax, 0n),
  lines,
})

test('B2-5 the totals of a document add up, with tax beside the prices or in them', () => {
  const beside = alternative([line(27_00n, 27_00n, 5_40n), line(30_00n, 30_00n, 6_00n)], 5_00n)
  assert.deepEqual(totalsOf(beside, 'GBP', false), [
    ['Goods', 60_00n],
    ['Discount', -3_00n],
    ['Freight', 5_00n],
    ['Tax', 11_40n],
    ['Total', 73_40n],
  ])
  const within = alternative([line(30_00n, 25_00n, 5_00n)], 0n)
  assert.deepEqual(totalsOf(within, 'GBP', true), [
    ['Goods', 30_00n],
    ['Freight', 0n],
    ['Total', 30_00n],
    ['Of which tax', 5_00n],
  ])
})
