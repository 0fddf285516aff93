import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { applyReceipt, type CashRule, type CashRuleSet, type OpenItem } from './cash.ts'
import { assertWithin } from '../../test/support/pace.ts'

const item = (id: bigint, open: bigint, dueOn: string, more: Partial<OpenItem> = {}): OpenItem => ({
  id,
  open,
  dueOn,
  ...more,
})
// I1, I2 and the credit memo of the example.
const items = [
  item(1n, 600_00n, '2026-01-01'),
  item(2n, 400_00n, '2026-01-15'),
  item(3n, -100_00n, '2026-01-10'),
]
const apply = (
  amount: bigint,
  rules: CashRule[],
  more: Partial<CashRuleSet> = {},
  open: OpenItem[] = items,
) => {
  const result = applyReceipt(amount, '2026-01-10', open, { rules, partial: true, ...more })
  return {
    rule: result.rule,
    paid: result.applications.map((each) => [each.item, each.amount]),
    unapplied: result.unapplied,
    tried: result.tried,
  }
}
const usual: CashRule[] = ['match_invoice', 'clear_account', 'oldest_first']

test('D11 a receipt of 900 clears the account, its credit memo included', () => {
  const result = apply(900_00n, usual)
  assert.equal(result.rule, 'clear_account')
  assert.deepEqual(result.paid, [
    [1n, 600_00n],
    [3n, -100_00n],
    [2n, 400_00n],
  ])
  assert.equal(result.unapplied, 0n)
})

test('D11 a receipt of 600 matches its invoice', () => {
  const result = apply(600_00n, usual)
  assert.deepEqual([result.rule, result.paid, result.unapplied], ['match_invoice', [[1n, 600_00n]], 0n])
})

test('D11 a receipt of 700 pays the oldest and part of the next, or leaves the part unapplied', () => {
  const partly = apply(700_00n, usual)
  assert.deepEqual(
    [partly.rule, partly.paid, partly.unapplied],
    [
      'oldest_first',
      [
        [1n, 600_00n],
        [2n, 100_00n],
      ],
      0n,
    ],
  )
  assert.deepEqual(
    partly.tried.map((each) => each.outcome),
    ['no_match', 'no_match', 'applied'],
  )
  const whole = apply(700_00n, usual, { partial: false })
  assert.deepEqual([whole.paid, whole.unapplied], [[[1n, 600_00n]], 100_00n])
})

test('D11 an exact match takes the earliest due, then the lowest id, and ignores the partial flag', () => {
  const same = [
    item(9n, 50_00n, '2026-02-01'),
    item(8n, 50_00n, '2026-01-01'),
    item(7n, 50_00n, '2026-01-01'),
  ]
  assert.deepEqual(apply(50_00n, ['match_invoice'], { partial: false }, same).paid, [[7n, 50_00n]])
})

test('D11 past due and past due by terms clear what is due before the day of the receipt', () => {
  const open = [
    item(1n, 100_00n, '2026-01-02', { terms: 'n30' }),
    item(2n, 200_00n, '2026-01-03', { terms: 'n60' }),
    item(3n, 50_00n, '2026-01-04', { terms: 'n60' }),
    item(4n, 999_00n, '2026-01-10', { terms: 'n60' }),
  ]
  assert.deepEqual(
    apply(350_00n, ['clear_past_due'], {}, open).paid.map(([id]) => id),
    [1n, 2n, 3n],
  )
  assert.deepEqual(
    apply(250_00n, ['past_due_by_terms'], {}, open).paid.map(([id]) => id),
    [2n, 3n],
  )
  assert.equal(apply(300_00n, ['clear_past_due', 'past_due_by_terms'], {}, open).rule, undefined)
})

test('D11 a combination is found within bounds, else the search gives up by name', () => {
  const open = [3n, 5n, 9n, 17n, 33n].map((amount, index) => item(BigInt(index), amount, '2026-01-01'))
  assert.deepEqual(
    apply(38n, ['combination'], {}, open).paid.map(([id]) => id),
    [1n, 4n],
  )
  const even = Array.from({ length: 60 }, (_, index) =>
    item(BigInt(index), 1_000_000n + 2n * BigInt(index), '2026-01-01'),
  )
  const started = performance.now()
  const hopeless = apply(30_000_001n, ['combination', 'oldest_first'], {}, even)
  assert.deepEqual(hopeless.tried[0], { rule: 'combination', outcome: 'gave_up' })
  assert.equal(hopeless.rule, 'oldest_first')
  assertWithin(performance.now() - started, 500, 'the search')
})

test('D11 disputed items and credits count only where the rule set says so', () => {
  const open = [item(1n, 100_00n, '2026-01-01', { disputed: true }), item(2n, -40_00n, '2026-01-01')]
  assert.equal(apply(100_00n, ['match_invoice'], {}, open).rule, undefined)
  assert.equal(apply(100_00n, ['match_invoice'], { disputed: true }, open).rule, 'match_invoice')
  const withCredits = apply(60_00n, ['oldest_first'], { disputed: true, creditsIn: ['oldest_first'] }, open)
  assert.deepEqual(
    [withCredits.paid, withCredits.unapplied],
    [
      [
        [2n, -40_00n],
        [1n, 100_00n],
      ],
      0n,
    ],
  )
})

test('D11 a discount is taken with the payment in full', () => {
  const open = [item(1n, 500_00n, '2026-02-01', { discount: 10_00n })]
  const paid = applyReceipt(490_00n, '2026-01-10', open)
  assert.deepEqual(paid.applications, [{ item: 1n, amount: 490_00n, discount: 10_00n, closes: true }])
  const short = applyReceipt(300_00n, '2026-01-10', open)
  assert.deepEqual(short.applications, [{ item: 1n, amount: 300_00n, discount: 0n, closes: false }])
})

const anyItem = fc.record({
  open: fc.bigInt({ min: -500n, max: 2_000n }),
  day: fc.integer({ min: 1, max: 28 }),
  terms: fc.constantFrom('n30', 'n60'),
  discount: fc.bigInt({ min: 0n, max: 20n }),
  disputed: fc.boolean(),
})
const allRules: CashRule[] = [
  'match_invoice',
  'clear_account',
  'clear_past_due',
  'past_due_by_terms',
  'combination',
  'oldest_first',
]

test('D11 F-10 whatever comes, the receipt is used up exactly and no item is overpaid', () => {
  fc.assert(
    fc.property(
      fc.array(anyItem, { maxLength: 12 }),
      fc.bigInt({ min: 1n, max: 8_000n }),
      fc.subarray(allRules),
      fc.subarray(allRules),
      fc.boolean(),
      (wishes, amount, rules, creditsIn, partial) => {
        const open = wishes.map(({ day, discount, ...rest }, index) => ({
          ...rest,
          id: BigInt(index),
          dueOn: `2026-01-${String(day).padStart(2, '0')}`,
          discount: rest.open > discount ? discount : 0n,
        }))
        const result = applyReceipt(amount, '2026-01-15', open, {
          rules,
          partial,
          creditsIn,
          combinationSteps: 500,
        })
        let applied = 0n
        const seen = new Set<bigint>()
        for (const application of result.applications) {
          const target = open[Number(application.item)]!
          assert.ok(!seen.has(application.item))
          seen.add(application.item)
          assert.ok(!target.disputed)
          const taken = application.amount + application.discount
          if (target.open < 0n) assert.ok(taken < 0n && taken >= target.open)
          else assert.ok(taken > 0n && taken <= target.open)
          assert.equal(application.closes, taken === target.open)
          applied += application.amount
        }
        assert.equal(applied + result.unapplied, amount)
        assert.ok(result.unapplied >= 0n && result.unapplied <= amount)
        const parts = result.applications.filter(
          (application) => !application.closes && application.amount > 0n,
        )
        assert.ok(parts.length <= (partial && result.rule === 'oldest_first' ? 1 : 0))
      },
    ),
    { numRuns: 300 },
  )
})
