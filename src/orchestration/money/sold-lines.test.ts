import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differ, lineNamed, linesNamed } from './sold-lines.ts'

const order = {
  lines: [
    { lineNo: 1, sku: 'TEA', uom: 'EA' },
    { lineNo: 2, sku: 'TEA', uom: 'EA', sold: { uom: 'CASE' } },
    { lineNo: 3, sku: 'MUG', uom: 'EA', sold: { uom: 'CASE' } },
  ],
  parts: [{ id: 7n, lineNo: 1 }],
}
const named = (by: object) =>
  lineNamed(order as never, { lineNo: null, fulfillmentLineId: null, sku: null, ...by })?.lineNo

test('of several lines of one SKU the one that was sold in the stated unit is named', () => {
  assert.equal(named({ sku: 'TEA', uom: 'CASE' }), 2)
  assert.equal(named({ sku: 'TEA', uom: 'EA' }), 1)
  assert.equal(named({ sku: 'TEA' }), 1)
  assert.equal(named({ sku: 'MUG', uom: 'EA' }), 3)
  // In a unit of no line it is the first, and refused for its unit.
  assert.equal(named({ sku: 'TEA', uom: 'PALLET' }), 1)
  assert.equal(named({ lineNo: 1, uom: 'CASE' }), 1)
  assert.equal(named({ fulfillmentLineId: 7n, uom: 'CASE' }), 1)
  assert.equal(named({ sku: 'NONE', uom: 'EA' }), undefined)
})

test('lines of one SKU that differ in unit or price are told apart, others are not', () => {
  const fit = (by: object) =>
    linesNamed(order as never, { lineNo: null, fulfillmentLineId: null, sku: null, ...by })
  assert.equal(differ(fit({ sku: 'TEA' })), true)
  assert.equal(differ(fit({ sku: 'TEA', uom: 'CASE' })), false)
  assert.equal(differ(fit({ sku: 'MUG', uom: 'EA' })), false)
  assert.equal(differ([]), false)
  const priced = (unitPrice: bigint) => ({ unitPrice, uom: 'EA' }) as never
  assert.equal(differ([priced(1n), priced(2n)]), true)
  assert.equal(differ([priced(2n), priced(2n)]), false)
})

test('a line of which all came back, or nothing was billed, is not meant by its SKU while another is open', () => {
  const lines = [1, 2, 3].map((lineNo) => ({ lineNo, sku: 'TEA', uom: 'EA', unitPrice: BigInt(lineNo) }))
  const of = (...parts: [lineNo: number, invoiced: bigint, returned: bigint][]) => {
    const own = parts.map(([lineNo, invoiced, returned]) => ({ lineNo, invoiced, returned }))
    const by = { lineNo: null, fulfillmentLineId: null, sku: 'TEA' }
    return linesNamed({ lines, parts: own } as never, by).map(({ lineNo }) => lineNo)
  }
  assert.deepEqual(of([1, 2n, 2n], [2, 2n, 1n], [3, 0n, 0n]), [2])
  assert.deepEqual(of([1, 2n, 0n], [2, 2n, 1n], [3, 0n, 0n]), [1, 2])
  assert.deepEqual(of([1, 2n, 2n], [2, 2n, 2n], [3, 2n, 2n]), [1, 2, 3])
})
