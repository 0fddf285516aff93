import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMicro, parseMicro } from '../platform/money.ts'
import type { ItemUnit } from './item.ts'
import { ratioOf } from './ratio.ts'
import { inStockUnits, inUnits, notSold, priceOfStockUnit, priceOfUnit } from './unit.ts'

const micro = (text: string) => parseMicro(text)!
const unit = (
  uom: string,
  numerator: bigint,
  denominator: bigint,
  more: Partial<ItemUnit> = {},
): ItemUnit => ({
  uom,
  numerator,
  denominator,
  whole: true,
  minQuantity: null,
  multipleOf: null,
  ...more,
})
const CASE = unit('CASE', 12n, 1n)
const POUND = unit('LBR', 45_359_237n, 100_000_000n, { whole: false })
const piece = { sku: 'TEA', uom: 'EA', decimals: 0 }
const weighed = { sku: 'FLOUR', uom: 'KGM', decimals: 6 }

test('B3-1 D1 units of an item are exact ratios: what is counted comes out whole, what is measured is rounded once', () => {
  assert.equal(formatMicro(inStockUnits(CASE, piece, micro('2'))), '24')
  assert.equal(formatMicro(inStockUnits(POUND, weighed, micro('3'))), '1.360777')
  assert.equal(formatMicro(inStockUnits(POUND, { decimals: 2 }, micro('3'))), '1.36')
  assert.equal(formatMicro(inStockUnits(POUND, weighed, micro('100'))), '45.359237')
  assert.equal(inUnits(CASE, micro('24')), micro('2'))
  assert.equal(inUnits(CASE, micro('18')), micro('1.5'))
  assert.equal(inUnits(CASE, micro('5')), undefined)
})

test('B3-1 D1 a price goes from one unit to another with six decimals', () => {
  assert.equal(formatMicro(priceOfUnit(CASE, micro('0.333333'))), '3.999996')
  assert.equal(formatMicro(priceOfUnit(POUND, micro('2.5'))), '1.133981')
  assert.equal(formatMicro(priceOfStockUnit(CASE, micro('10'))), '0.833333')
})

test('a unit is sold whole, from its minimum on and in its multiples, and comes to whole pieces', () => {
  const codes = (of: ItemUnit, quantity: string) => notSold(piece, of, micro(quantity))?.code
  assert.deepEqual(
    [
      codes(CASE, '2'),
      codes(CASE, '1.5'),
      codes({ ...CASE, minQuantity: micro('3') }, '2'),
      codes({ ...CASE, multipleOf: micro('4') }, '6'),
      codes({ ...CASE, whole: false }, '0.5'),
      codes({ ...CASE, whole: false }, '0.7'),
    ],
    [undefined, 'unit_not_whole', 'below_minimum', 'not_a_multiple', undefined, 'quantity_too_fine'],
  )
  assert.equal(notSold(weighed, POUND, micro('0.333333')), undefined)
})

test('B3-1 a unit that is said of another is as many of the unit of stock as that says now, and never of itself', () => {
  const said = (of: string, numerator: bigint, denominator = 1n) => ({ of, numerator, denominator })
  const units = new Map([
    ['CASE', said('', 12n)],
    ['PAL', said('CASE', 40n)],
    ['HALF', said('PAL', 1n, 2n)],
  ])
  assert.deepEqual(ratioOf(units, 'HALF'), { numerator: 240n, denominator: 1n })
  units.set('CASE', said('', 10n))
  assert.deepEqual(ratioOf(units, 'PAL'), { numerator: 400n, denominator: 1n })
  units.set('CASE', said('PAL', 2n))
  assert.equal(ratioOf(units, 'PAL'), undefined)
  assert.equal(ratioOf(units, 'BOX'), undefined)
})
