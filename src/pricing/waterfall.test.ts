import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMicro } from '../platform/money.ts'
import { pickPrice, type PriceRule } from './price-list.ts'
import { tieredPrice, type Tiers } from './tiers.ts'
import type { LineDiscount, LineToPrice } from './line-price.ts'
import { priceOrder, waterfallJson, type OrderToPrice } from './waterfall.ts'
import { assertWithin } from '../../test/support/pace.ts'

const micro = (text: string) => parseMicro(text)!
const rule = (unitPrice: string, more: Partial<PriceRule> = {}): PriceRule => ({
  id: 1n,
  version: 1,
  list: 10n,
  uom: 'each',
  unitPrice: micro(unitPrice),
  ...more,
})
const line = (quantity: string, unitPrice: string, more: Partial<LineToPrice> = {}): LineToPrice => ({
  quantity: micro(quantity),
  uom: 'each',
  prices: [rule(unitPrice)],
  ...more,
})
const off = (
  kind: 'percent' | 'amount',
  value: string,
  bucket: number | null,
  more: Partial<LineDiscount> = {},
) => ({
  rule: 5n,
  version: 1,
  kind,
  value: micro(value),
  bucket,
  ...more,
})
const price = (lines: LineToPrice[], more: Partial<OrderToPrice> = {}) => {
  const priced = priceOrder({ digits: 2, pricedOn: '2026-03-02', lists: [10n], lines, ...more })
  assert.ok(priced.ok)
  return priced
}
const tiers = (mode: Tiers['mode']): Tiers => ({
  mode,
  steps: [
    { over: micro('10'), unitPrice: micro('9') },
    { over: micro('20'), unitPrice: micro('8') },
  ],
})

test('the table of tiers: highest tier has its cliff at 11, all tiers has none', () => {
  const table = (mode: Tiers['mode']) =>
    ['10', '11', '20', '25'].map((quantity) => {
      const priced = price([line(quantity, '10', { prices: [rule('10', { tiers: tiers(mode) })] })])
      return priced.lines[0]!.net
    })
  assert.deepEqual(table('highest'), [100_00n, 99_00n, 180_00n, 200_00n])
  assert.deepEqual(table('all'), [100_00n, 109_00n, 190_00n, 230_00n])
  assert.equal(tieredPrice(micro('10'), tiers('highest'), micro('10.000001')).unitPrice, micro('9'))
})

test('the bucket example: 100, then 10 % and 5, then 10 %, then 5 % of list', () => {
  const discounts = [
    off('percent', '5', null),
    off('percent', '10', 1),
    off('amount', '5', 1),
    off('percent', '10', 2),
  ]
  const [priced] = price([line('1', '100', { discounts })]).lines
  assert.deepEqual(
    priced!.steps.map((step) => step.result),
    ['100', '90', '85', '76.5', '71.5'].map(micro),
  )
  assert.equal(priced!.net, 71_50n)
})

test('10 % of base then 5 % of the current net is 85.50; both of base is 85.00', () => {
  const net = (second: number) =>
    price([line('1', '100', { discounts: [off('percent', '10', 1), off('percent', '5', second)] })]).net
  assert.deepEqual([net(2), net(1)], [85_50n, 85_00n])
})

test('a price has a floor, and a price that is not found is a problem, never zero', () => {
  const [priced] = price([
    line('3', '10', {
      discounts: [off('percent', '90', 1)],
      bounds: [{ rule: 7n, version: 1, kind: 'floor', value: micro('4') }],
    }),
  ]).lines
  assert.equal(priced!.net, 12_00n)
  assert.deepEqual(
    priced!.steps.map((step) => step.kind),
    ['list', 'discount', 'floor'],
  )
  const none = priceOrder({ digits: 2, pricedOn: '2026-03-02', lists: [11n], lines: [line('1', '10')] })
  assert.deepEqual(none, {
    ok: false,
    code: 'price_not_found',
    problems: [{ line: 0, losers: [{ rule: 1n, version: 1, why: 'list_not_in_strategy' }] }],
  })
})

test('P-12 the contract price beats the list price and the proof names each loser; end dates are inclusive', () => {
  const rules = [
    rule('10', { id: 1n }),
    rule('8', { id: 2n, list: 20n, validFrom: '2026-01-01', validTo: '2026-03-02' }),
    rule('7', { id: 3n, list: 20n, validFrom: '2026-04-01' }),
    rule('9', { id: 4n, uom: 'box' }),
    rule('6', { id: 5n, list: 20n, validTo: '2026-03-01' }),
    rule('8.5', { id: 6n, list: 20n, validFrom: '2025-01-01' }),
  ]
  const { rule: winner, losers } = pickPrice(rules, [20n, 10n], { uom: 'each' }, '2026-03-02')
  assert.equal(winner?.id, 2n)
  assert.deepEqual(
    losers.map((loser) => `${loser.rule} ${loser.why}`),
    ['1 lower_list', '3 not_yet_valid', '4 other_unit', '5 expired', '6 older'],
  )
  assert.equal(pickPrice(rules, [20n, 10n], { uom: 'each' }, '2026-03-03').rule?.id, 6n)
  assert.equal(pickPrice(rules, [20n, 10n], { uom: 'each' }, '2026-04-01').rule?.id, 3n)
  assert.deepEqual(pickPrice(rules.toReversed(), [20n, 10n], { uom: 'each' }, '2026-03-02').rule?.id, 2n)
})

test('B3-5 a unit costs at least its least and at most its most price; where they cross the least holds', () => {
  const bound = (kind: 'floor' | 'ceiling', value: string) => ({
    rule: 7n,
    version: 1,
    kind,
    value: micro(value),
  })
  const net = (...bounds: ReturnType<typeof bound>[]) =>
    price([line('3', '10', { discounts: [off('percent', '20', 1)], bounds })]).lines[0]!.net
  assert.equal(net(), 2400n)
  assert.equal(net(bound('ceiling', '7'), bound('ceiling', '7.5')), 2100n)
  assert.equal(net(bound('floor', '8.5'), bound('floor', '8.1')), 2550n)
  assert.equal(net(bound('ceiling', '9'), bound('floor', '7')), 2400n)
  assert.equal(net(bound('ceiling', '5'), bound('floor', '6')), 1800n)
})

test('of an incompatible group one discount applies, and the losers are traced', () => {
  const discounts = [
    off('percent', '5', 1, { rule: 1n, group: 'sale' }),
    off('amount', '8', 1, { rule: 2n, group: 'sale' }),
    off('percent', '20', 1, { rule: 3n, group: 'vip', precedence: 2 }),
    off('percent', '1', 1, { rule: 4n, group: 'vip', precedence: 1 }),
  ]
  const [priced] = price([line('1', '100', { discounts })]).lines
  assert.equal(priced!.net, 91_00n)
  assert.deepEqual(
    priced!.steps.map((step) => [step.rule, step.losers?.map((loser) => loser.rule)]),
    [
      [1n, undefined],
      [2n, [1n]],
      [4n, [3n]],
    ],
  )
})

test('D1 an order discount is spread by largest remainder and a promotion stands or falls with its condition', () => {
  const lines = [line('1', '10'), line('1', '10'), line('1', '10')]
  const discount = {
    rule: 8n,
    version: 2,
    kind: 'amount',
    as: 'order_discount',
    value: 10_00n,
    applies: true,
  } as const
  const promotion = {
    rule: 9n,
    version: 1,
    kind: 'percent',
    as: 'promotion',
    value: micro('10'),
    applies: false,
  } as const
  const priced = price(lines, { orderDiscounts: [promotion, discount] })
  assert.deepEqual(
    priced.lines.map((each) => each.orderDiscount),
    [3_34n, 3_33n, 3_33n],
  )
  assert.deepEqual(priced.lines[0]!.steps[1]!.losers, [{ rule: 9n, version: 1, why: 'condition' }])
  const both = price(lines, { orderDiscounts: [discount, { ...promotion, applies: true }] })
  assert.equal(both.net, 18_00n)
  assert.equal(price(lines, { orderDiscounts: [{ ...discount, value: 99_00n }] }).net, 0n)
  const onlyLosers = price(lines, { orderDiscounts: [promotion] })
  assert.equal(onlyLosers.net, 30_00n)
  assert.deepEqual(onlyLosers.lines[2]!.steps[0]!.losers, [{ rule: 9n, version: 1, why: 'condition' }])
})

test('D2 a percentage of the order is of what is left of its lines, not of their list price: 81.00, and 72.90 with a promotion', () => {
  const lines = [line('1', '100', { discounts: [off('percent', '10', 1)] })]
  const tenth = { rule: 8n, version: 1, kind: 'percent', value: micro('10'), applies: true } as const
  const ofOrder = { ...tenth, as: 'order_discount' } as const
  assert.equal(price(lines, { orderDiscounts: [ofOrder] }).net, 81_00n)
  assert.equal(price(lines, { orderDiscounts: [ofOrder, { ...tenth, as: 'promotion' }] }).net, 72_90n)
})

test('D13 the tax base: order discounts lower it, a coupon of a third party does not, taxable freight raises it', () => {
  const lines = [line('1', '100')]
  const coupon = {
    rule: 8n,
    version: 1,
    kind: 'amount',
    as: 'promotion',
    value: 10_00n,
    applies: true,
  } as const
  assert.equal(price(lines, { orderDiscounts: [coupon] }).lines[0]!.taxBase, 90_00n)
  assert.equal(price(lines, { orderDiscounts: [{ ...coupon, thirdParty: true }] }).lines[0]!.taxBase, 100_00n)
  const freight = {
    rule: 7n,
    version: 1,
    kind: 'flat',
    value: 5_00n,
    freeFrom: 150_00n,
    taxable: true,
  } as const
  assert.equal(price(lines, { freight }).lines[0]!.taxBase, 105_00n)
  assert.equal(price(lines, { freight: { ...freight, taxable: false } }).lines[0]!.taxBase, 100_00n)
  assert.equal(price([line('2', '100')], { freight }).freight, 0n)
  assert.equal(price(lines, { freight: { ...freight, kind: 'percent', value: micro('7.5') } }).freight, 7_50n)
})

test('a pre-priced line is never repriced', () => {
  const orderDiscounts = [
    { rule: 8n, version: 1, kind: 'percent', as: 'promotion', value: micro('50'), applies: true } as const,
  ]
  const frozen = { unitPrice: micro('12.345678'), extended: 37_03n }
  const lines = [line('3', '10', { frozen, discounts: [off('percent', '50', 1)] }), line('1', '10')]
  const priced = price(lines, { orderDiscounts })
  assert.equal(priced.lines[0]!.net, 37_03n)
  assert.equal(priced.lines[0]!.netUnit, frozen.unitPrice)
  assert.equal(priced.lines[1]!.net, 5_00n)
  assert.equal(price([line('3', '10', { frozen: { unitPrice: micro('12.345678') } })]).net, 37_04n)
})

const anyDiscount = fc.record({
  kind: fc.constantFrom('percent' as const, 'amount' as const),
  value: fc.bigInt({ min: 0n, max: 30_000_000n }),
  bucket: fc.constantFrom(1, 2, null),
})
const anyLine = fc.record({
  quantity: fc.bigInt({ min: 1n, max: 5_000_000_000n }),
  unitPrice: fc.bigInt({ min: 30_000_000n, max: 900_000_000n }),
  discounts: fc.array(anyDiscount, { maxLength: 4 }),
  mode: fc.constantFrom('highest' as const, 'all' as const, undefined),
  frozen: fc.boolean(),
})

test('A9-2 the waterfall adds up to the net of every line, and the lines to the order', () => {
  const orderValue = fc.bigInt({ min: 0n, max: 50_000_000n })
  const digits = fc.constantFrom(0, 2, 3)
  fc.assert(
    fc.property(
      fc.array(anyLine, { minLength: 1, maxLength: 8 }),
      orderValue,
      digits,
      (wishes, value, places) => {
        const lines = wishes.map(({ quantity, unitPrice, discounts, mode, frozen }): LineToPrice => ({
          quantity,
          uom: 'each',
          prices: [{ ...rule('1'), unitPrice, ...(mode ? { tiers: tiers(mode) } : {}) }],
          discounts: discounts.map((discount, index) => ({ ...discount, rule: BigInt(index), version: 1 })),
          bounds: [{ rule: 7n, version: 1, kind: 'floor' as const, value: 0n }],
          ...(frozen ? { frozen: { unitPrice } } : {}),
        }))
        const priced = price(lines, {
          digits: places,
          orderDiscounts: [
            { rule: 8n, version: 1, kind: 'percent', as: 'order_discount', value, applies: true },
            { rule: 9n, version: 1, kind: 'amount', as: 'promotion', value: value / 1000n, applies: true },
          ],
          freight: { rule: 7n, version: 1, kind: 'flat', value: 999n, taxable: true },
        })
        let net = 0n
        let freight = 0n
        for (const each of priced.lines) {
          const effects = each.steps.filter((step) => step.kind !== 'freight').map((step) => step.effect)
          assert.equal(
            effects.reduce((total, effect) => total + effect, 0n),
            each.net,
          )
          assert.equal(each.extended - each.orderDiscount, each.net)
          assert.equal(each.taxBase, each.net + each.freight)
          assert.ok(each.net >= 0n)
          net += each.net
          freight += each.freight
        }
        assert.equal(net, priced.net)
        assert.equal(freight, 999n)
      },
    ),
  )
})

test('P-13 the stored waterfall is short and reads without code', () => {
  const discounts = [off('percent', '10', 1)]
  const orderDiscounts = [
    { rule: 8n, version: 3, kind: 'amount', as: 'promotion', value: 5_00n, applies: true } as const,
  ]
  const [priced] = price([line('12', '10.08', { discounts })], { orderDiscounts }).lines
  const json = waterfallJson(priced!.steps, 2)
  assert.deepEqual(json, [
    ['list', '1@1', null, '10.08', '0', '10.08', '120.96'],
    ['discount', '5@1', '10', '10.08', '-1.008', '9.072', '-12.1'],
    ['promotion', '8@3', null, '108.86', '-5', '103.86', '-5'],
  ])
  assert.ok(JSON.stringify(json).length < 200)
  const stated = { code: 'VIP', reason: null }
  const said = [{ ...off('percent', '10', 1), rule: 0n, version: 0, stated }]
  const [, step] = waterfallJson(price([line('1', '10', { discounts: said })]).lines[0]!.steps, 2)
  assert.deepEqual(step, ['discount', null, '10', '10', '-1', '9', '-1', [], ['VIP', null]])
})

test('five hundred plain lines are priced in about a millisecond', () => {
  const lines = Array.from({ length: 500 }, () => line('3', '9.99', { discounts: [off('percent', '5', 1)] }))
  const run = () => {
    const started = performance.now()
    price(lines)
    return performance.now() - started
  }
  for (let warm = 0; warm < 30; warm += 1) run()
  const fastest = Math.min(...Array.from({ length: 20 }, run))
  assertWithin(fastest, 3, 'a price')
})
