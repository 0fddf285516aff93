import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMicro } from '../platform/money.ts'
import type { LineToPrice } from './line-price.ts'
import { priceOrder } from './waterfall.ts'

const micro = (text: string) => parseMicro(text)!
const line = (unitPrice: string, more: Partial<LineToPrice> = {}): LineToPrice => ({
  item: 1n,
  quantity: micro('1'),
  uom: 'EA',
  prices: [{ id: 1n, version: 1, list: 1n, uom: 'EA', unitPrice: micro(unitPrice) }],
  ...more,
})
const off = (percent: string) => ({
  rule: 2n,
  version: 1,
  kind: 'percent' as const,
  value: micro(percent),
  bucket: 1,
})
const covers = (percent: string | null, duration: string, more: object = {}) => ({
  line: 0,
  percent: percent === null ? null : micro(percent),
  basis: 'net' as const,
  duration: micro(duration),
  ...more,
})
const nets = (lines: readonly LineToPrice[], orderDiscount?: string) => {
  const order = { digits: 2, pricedOn: '2026-01-01', lists: [1n], lines }
  const discount = { ...off(orderDiscount ?? '0'), as: 'order_discount' as const, applies: true }
  const priced = priceOrder(orderDiscount === undefined ? order : { ...order, orderDiscounts: [discount] })
  if (!priced.ok) return priced.problems.map(({ line: index }) => `none ${index}`)
  for (const { steps, net } of priced.lines) {
    assert.equal(
      steps.reduce((sum, step) => sum + step.effect, 0n),
      net,
    )
  }
  return priced.lines.map(({ net }) => String(net))
}

test('A9-13 three years at 10 a year are 30, of its own price or of that of what it covers', () => {
  assert.deepEqual(nets([line('100'), line('10', { covers: covers(null, '3') })]), ['10000', '3000'])
  assert.deepEqual(nets([line('100'), line('0', { covers: covers('10', '3') })]), ['10000', '3000'])
})

test('A9-13 a share is of the list price or of the net price, and follows it', () => {
  const covered = line('100', { discounts: [off('20')] })
  const share = (basis: string) => line('0', { prices: [], covers: covers('10', '3', { basis }) })
  assert.deepEqual(nets([covered, share('net')]), ['8000', '2400'])
  assert.deepEqual(nets([covered, share('list')]), ['8000', '3000'])
  assert.deepEqual(nets([line('50'), share('net')]), ['5000', '1500'])
})

test('A9-13 nothing is taken off a coverage, and what it covers has to have a price', () => {
  const coverage = line('0', { covers: covers('10', '3') })
  assert.deepEqual(nets([line('100'), coverage], '10'), ['9000', '3000'])
  assert.deepEqual(nets([line('100', { prices: [] }), coverage]), ['none 0', 'none 1'])
  assert.deepEqual(nets([line('0', { covers: covers('10', '3', { line: -1 }) })]), ['none 0'])
})
