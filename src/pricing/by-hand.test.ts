import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMicro, parseMicro } from '../platform/money.ts'
import { greatestByHand } from './by-hand.ts'
import type { LineDiscount, LineToPrice, PriceBound } from './line-price.ts'
import { priceOrder, type OrderDiscount } from './waterfall.ts'

const micro = (text: string) => parseMicro(text)!
type Kind = 'percent' | 'amount'
const own = (kind: Kind, value: string, more: Partial<LineDiscount> = {}): LineDiscount => ({
  rule: 0n,
  version: 0,
  kind,
  value: micro(value),
  bucket: 1000,
  stated: { code: 'FIRM', reason: null },
  ...more,
})
const byRule = (kind: Kind, value: string, bucket: number | null): LineDiscount => ({
  rule: 5n,
  version: 1,
  kind,
  value: micro(value),
  bucket,
})
const ofOrder = (kind: Kind, value: bigint): OrderDiscount => ({
  rule: 0n,
  version: 0,
  kind,
  as: 'order_discount',
  value,
  applies: true,
  stated: { code: null, reason: null },
})
const bound = (kind: PriceBound['kind'], value: string): PriceBound => ({
  rule: 6n,
  version: 1,
  kind,
  value: micro(value),
})
const line = (
  unitPrice: string,
  discounts: LineDiscount[] = [],
  more: Partial<LineToPrice> = {},
): LineToPrice => ({
  quantity: micro('1'),
  uom: 'each',
  prices: [{ id: 1n, version: 1, list: 10n, uom: 'each', unitPrice: micro(unitPrice) }],
  discounts,
  ...more,
})
function taken(lines: LineToPrice[], orderDiscounts: OrderDiscount[] = []): string {
  const priced = priceOrder({ digits: 2, pricedOn: '2026-03-02', lists: [10n], lines, orderDiscounts })
  assert.ok(priced.ok)
  return formatMicro(greatestByHand(priced.lines))
}

test('A4-1 A9-14 what is taken off a line by hand is what truly comes off, one discount after the other', () => {
  const half = ofOrder('percent', micro('50'))
  const cases: [string, LineToPrice[], OrderDiscount[], string][] = [
    ['an amount, then a percentage of the order', [line('100', [own('amount', '10')])], [half], '55'],
    [
      'a percentage, then an amount of the order',
      [line('100', [own('percent', '10')])],
      [ofOrder('amount', 10_00n)],
      '20',
    ],
    [
      'two of one bucket are both of the same price',
      [line('100', [own('percent', '10'), own('percent', '10')])],
      [],
      '20',
    ],
    ['two amounts', [line('100', [own('amount', '10'), own('amount', '10')])], [], '20'],
    [
      'before it a rule took half',
      [line('100', [byRule('percent', '50', 1), own('amount', '10')])],
      [],
      '20',
    ],
    [
      'after it a rule takes of the list',
      [line('100', [own('amount', '10'), byRule('amount', '20', null)])],
      [],
      '10',
    ],
    ['more than there is', [line('100', [own('amount', '200')])], [half], '100'],
    ['a percentage of a price that does not come out', [line('33.333335', [own('percent', '10')])], [], '10'],
    [
      'the share of a line is rounded',
      [line('33.33'), line('33.33'), line('33.33')],
      [ofOrder('amount', 10_00n)],
      '10.001',
    ],
    [
      'the line that has most',
      [line('100', [own('percent', '10')]), line('50', [own('percent', '30')])],
      [],
      '30',
    ],
    ['by a rule alone', [line('100', [byRule('percent', '50', 1)])], [], '0'],
  ]
  for (const [what, lines, discounts, expected] of cases)
    assert.equal(taken(lines, discounts), expected, what)
})

test('B3-5 A4-1 of what is taken off by hand a lowest price gives back, and a highest one would have been as low', () => {
  const bounded = (discount: LineDiscount, ...bounds: PriceBound[]) =>
    taken([line('100', [discount], { bounds })])
  assert.equal(bounded(own('percent', '50'), bound('floor', '80')), '20')
  assert.equal(bounded(own('percent', '50'), bound('floor', '100')), '0')
  assert.equal(bounded(own('percent', '10'), bound('ceiling', '80')), '0')
  assert.equal(bounded(own('percent', '30'), bound('ceiling', '80')), '30')
})
