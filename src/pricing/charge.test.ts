import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseMicro } from '../platform/money.ts'
import {
  chargesJson,
  chargesOf,
  chargeSteps,
  priceCharges,
  type ChargeType,
  type LineCharge,
} from './charge.ts'
import { priceLines, type LineToPrice } from './line-price.ts'
import type { PriceRule } from './price-list.ts'

const micro = (text: string) => parseMicro(text)!
const type = (code: string, kind: ChargeType['kind']): ChargeType => ({
  id: BigInt(code.length),
  code,
  name: code,
  kind,
  category: 'sale',
  period: kind === 'recurring' ? 'month' : null,
  usageUnit: kind === 'usage' ? 'GB' : null,
  taxCode: null,
  itemClass: null,
  refundable: true,
  version: 2,
})
const types = new Map(
  [type('ONCE', 'one_time'), type('EACH', 'recurring'), type('USE', 'usage')].map((one) => [one.code, one]),
)
const listed = ['ONCE', 'EACH', 'USE', 'GONE'].map((code) => ({ code, unitPrice: micro('1.005') }))

test('the table of charges: what is due of a quantity, by kind and precision', () => {
  const due = (quantity: string, digits: number) =>
    priceCharges(listed, types, { quantity: micro(quantity), digits }).map(({ type: of, amount }) => [
      of.code,
      amount,
    ])
  const table: [quantity: string, digits: number, amount: bigint][] = [
    ['1', 2, 101n],
    ['2', 2, 201n],
    ['3', 2, 302n],
    ['0.5', 2, 50n],
    ['1000', 0, 1005n],
    ['1', 3, 1005n],
  ]
  for (const [quantity, digits, amount] of table)
    assert.deepEqual(
      due(quantity, digits),
      [
        ['ONCE', amount],
        ['EACH', amount],
        ['USE', null],
      ],
      `${quantity} at ${digits}`,
    )
})

test('only what is due once adds to a line, and each step begins where the one before ended', () => {
  const own = priceCharges([listed[0]!, listed[1]!, listed[0]!], types, { quantity: micro('2'), digits: 2 })
  const steps = chargeSteps(own, 1000n)
  assert.deepEqual(
    steps.map(({ kind, per, base, result, effect }) => [kind, per, base, result, effect]),
    [
      ['charge', 'line', 1000n, 1201n, 201n],
      ['recurring', 'unit', 0n, micro('1.005'), 0n],
      ['charge', 'line', 1201n, 1402n, 201n],
    ],
  )
})

test('a line is charged by the price that holds for it; one of an agreement by that of the lists', () => {
  const price = (list: bigint, more: Partial<PriceRule>): PriceRule => ({
    id: list,
    version: 1,
    list,
    uom: 'each',
    unitPrice: micro('10'),
    ...more,
  })
  const first = [{ code: 'ONCE', unitPrice: micro('1') }]
  const second = [{ code: 'EACH', unitPrice: micro('2') }]
  const chargesBy = (more: Partial<LineToPrice>) => {
    const line = { quantity: micro('1'), uom: 'each', ...more }
    const [made] = priceLines({ digits: 2, pricedOn: '2026-03-02', lists: [9n, 1n, 2n], lines: [line] })
    assert.ok(made && !Array.isArray(made))
    return made.charges
  }
  const lists = [price(1n, { charges: first }), price(2n, { charges: second })]
  assert.deepEqual(chargesBy({ prices: lists }), first)
  assert.deepEqual(chargesBy({ prices: [price(1n, { validFrom: '2026-03-03' }), lists[1]!] }), second)
  assert.deepEqual(chargesBy({ prices: [price(9n, {}), ...lists], agreed: true }), first)
  assert.equal(chargesBy({ prices: [price(9n, {})], agreed: true }), undefined)
  assert.equal(chargesBy({ frozen: { unitPrice: 1n } }), undefined)
})

test('charges are read as they were written', () => {
  const charge: LineCharge = {
    code: 'ONCE',
    name: 'Once',
    kind: 'one_time',
    category: 'handling',
    period: null,
    usageUnit: null,
    unitPrice: micro('1.005'),
    net: 12345678901234567890n,
    tax: -1n,
    taxRateId: 17n,
    taxPercent: micro('8.25'),
    itemClass: null,
    refundable: false,
  }
  const both = [charge, { ...charge, code: 'TWICE', taxRateId: null }]
  assert.deepEqual(chargesOf(JSON.parse(JSON.stringify(chargesJson(both)))), both)
  assert.equal(chargesJson([]), null)
  assert.deepEqual(chargesOf(null), [])
})
