import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMicro } from '../platform/money.ts'
import type { LineDiscount, LineToPrice } from './line-price.ts'
import { tieredPrice, type Tiers } from './tiers.ts'
import { priceOrder } from './waterfall.ts'

const micro = (text: string) => parseMicro(text)!
const at = (over: string, unitPrice: string) => ({ over: micro(over), unitPrice: micro(unitPrice) })
const TABLE = [at('10', '9'), at('20', '8')]

function price(quantities: readonly bigint[], tiers: Tiers, more: Partial<LineToPrice> = {}, base = '10') {
  const rule = { id: 1n, version: 1, list: 10n, uom: 'EA', unitPrice: micro(base), tiers }
  const lines = quantities.map((quantity): LineToPrice => ({
    item: 7n,
    quantity,
    uom: 'EA',
    prices: [rule],
    ...more,
  }))
  const priced = priceOrder({ digits: 2, pricedOn: '2026-03-02', lists: [10n], lines })
  assert.ok(priced.ok)
  return priced
}

test('A9-4 by amount: over 100.00 units cost 9, over 180.00 they cost 8; what is exactly as much is in the tier before', () => {
  const tiers: Tiers = { mode: 'highest', on: 'amount', steps: [at('100', '9'), at('180', '8')] }
  const nets = ['10', '10.000001', '11', '18', '19'].map((text) => price([micro(text)], tiers).net)
  assert.deepEqual(nets, [100_00n, 90_00n, 99_00n, 162_00n, 152_00n])
  const graduated = { ...tiers, mode: 'all' as const }
  assert.equal(price([micro('11')], graduated).net, 109_00n)
})

test('A9-5 blocks: 25 units in blocks of 10 are three of them, or two where a block that is not full is free', () => {
  const steps = [{ over: 0n, size: micro('10'), unitPrice: micro('7.50') }]
  const nets = (partialBlocks: 'charge' | 'free') =>
    ['10', '11', '25', '9'].map((text) => price([micro(text)], { mode: 'block', partialBlocks, steps }).net)
  assert.deepEqual(nets('charge'), [7_50n, 15_00n, 22_50n, 7_50n])
  assert.deepEqual(nets('free'), [7_50n, 7_50n, 15_00n, 0n])
  const over = [{ over: micro('20'), size: micro('10'), unitPrice: micro('7.50') }]
  assert.equal(price([micro('20')], { mode: 'block', steps: over }).net, 200_00n)
})

test('A9-5 F-2 tiers over the order: 10 as 6 and 4 cost what 10 cost, and over a line what each costs', () => {
  for (const mode of ['highest', 'all'] as const) {
    const over: Tiers = { mode, over: 'order', steps: TABLE }
    assert.equal(price([micro('6'), micro('5')], over).net, price([micro('11')], over).net)
    assert.equal(price([micro('6'), micro('5')], { ...over, over: 'line' }).net, 110_00n)
  }
})

test('A9-9 of a group the one that takes more off a line of graduated or block tiers is judged on the whole line', () => {
  const rule = { rule: 5n, version: 1, bucket: 1, group: 'sale' }
  const percent: LineDiscount = { ...rule, kind: 'percent', value: micro('5') }
  const amount: LineDiscount = { ...rule, rule: 6n, kind: 'amount', value: micro('2') }
  const newPrice: LineDiscount = { ...rule, rule: 7n, kind: 'price', value: micro('5') }
  const all: Tiers = { mode: 'all', steps: TABLE }
  const off = (tiers: Tiers, ...discounts: LineDiscount[]) => {
    const [line] = price([micro('100')], tiers, { discounts }).lines
    const { rule: winner, amount: taken } = line!.steps.find(({ kind }) => kind === 'discount')!
    return [winner, -taken]
  }
  // 830.00 for the line: 5 % are 41.50, 2.00 of each unit 200.00, 5.00 for each unit 330.00 less.
  assert.deepEqual(off(all, percent, amount), [6n, micro('200')])
  assert.deepEqual(off(all, percent, amount, newPrice), [7n, micro('330')])
  const block: Tiers = { mode: 'block', steps: [{ over: 0n, size: micro('10'), unitPrice: micro('50') }] }
  assert.deepEqual(off(block, percent, amount), [6n, micro('200')])
  assert.deepEqual(off({ mode: 'highest', steps: TABLE }, percent, amount), [6n, micro('2')])
})

const anyTiers = fc.record({
  mode: fc.constantFrom('highest' as const, 'all' as const, 'block' as const),
  on: fc.constantFrom('quantity' as const, 'amount' as const),
  partialBlocks: fc.constantFrom('charge' as const, 'free' as const),
  bounds: fc.uniqueArray(fc.bigInt({ min: 0n, max: 60n }), { minLength: 1, maxLength: 4 }),
  prices: fc.array(fc.bigInt({ min: 1n, max: 40_000_000n }), { minLength: 4, maxLength: 4 }),
})
const anyDiscounts = fc.array(
  fc.record({
    rule: fc.constantFrom(1n, 2n, 3n),
    version: fc.constant(1),
    kind: fc.constantFrom('percent' as const, 'amount' as const, 'price' as const),
    value: fc.bigInt({ min: 0n, max: 20_000_000n }),
    bucket: fc.constantFrom(1, 2, null),
  }),
  { maxLength: 3 },
)

test('A9-5 F-2 a line that counts over the order is split any way: the total, and the sum of every step, stay the same', () => {
  const parts = fc.array(fc.bigInt({ min: 1n, max: 30_000_000n }), { minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(
      parts,
      anyTiers,
      anyDiscounts,
      fc.bigInt({ min: 1n, max: 90_000_000n }),
      (split, shape, discounts: LineDiscount[], base) => {
        const steps = shape.bounds
          .toSorted((a, b) => (a < b ? -1 : 1))
          .map((over, index) => ({
            over: over * 1_000_000n,
            unitPrice: shape.prices[index]!,
            ...(shape.mode === 'block' ? { size: 7_000_000n } : {}),
          }))
        const tiers: Tiers = { ...shape, over: 'order', steps }
        const rule = { id: 1n, version: 1, list: 10n, uom: 'EA', unitPrice: base, tiers }
        const run = (quantities: readonly bigint[]) => {
          const lines = quantities.map((quantity) => ({
            item: 7n,
            quantity,
            uom: 'EA',
            prices: [rule],
            discounts,
          }))
          const priced = priceOrder({ digits: 2, pricedOn: '2026-03-02', lists: [10n], lines })
          assert.ok(priced.ok)
          return priced
        }
        const whole = run([split.reduce((sum, part) => sum + part, 0n)])
        const apart = run(split)
        assert.equal(apart.net, whole.net)
        whole.lines[0]!.steps.forEach((step, place) => {
          const sum = apart.lines.reduce((total, line) => total + line.steps[place]!.effect, 0n)
          assert.equal(sum, step.effect, step.kind)
        })
        for (const line of apart.lines) {
          const sum = line.steps.reduce((total, step) => total + step.effect, 0n)
          assert.equal(sum, line.net)
        }
      },
    ),
  )
})

test('A9-4 a tier is never left by a quantity that grows', () => {
  const tiers: Tiers = { mode: 'highest', on: 'amount', steps: TABLE }
  const quantity = fc.bigInt({ min: 1n, max: 50_000_000n })
  fc.assert(
    fc.property(quantity, quantity, (a, b) => {
      const [less, more] = a < b ? [a, b] : [b, a]
      assert.ok(
        tieredPrice(micro('3.333333'), tiers, less).tier <= tieredPrice(micro('3.333333'), tiers, more).tier,
      )
    }),
  )
})
