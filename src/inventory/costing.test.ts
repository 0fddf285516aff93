import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mulPriceQuantity, parseMicro } from '../platform/money.ts'
import {
  changeStandard,
  foldBackDated,
  foldMoves,
  type CostMove,
  type CostPool,
} from '../../test/support/costing.ts'

const micro = (text: string) => parseMicro(text)!
const empty: CostPool = { method: 'moving_average', quantity: 0n, value: 0n, lastCost: 0n }
const atStandard = (cost: string): CostPool => ({ ...empty, method: 'standard', standardCost: micro(cost) })
const move = (quantity: string, value?: bigint): CostMove => ({
  quantity: micro(quantity),
  ...(value === undefined ? {} : { value }),
})

/** Folds each batch in turn; returns the values and variances of the last one. */
function fold(pool: CostPool, ...batches: CostMove[][]) {
  let at = pool
  let last: ReturnType<typeof foldMoves>['moves'] = []
  for (const batch of batches) ({ pool: at, moves: last } = foldMoves(at, batch, 2))
  return {
    pool: at,
    values: last.map((each) => each.value),
    variances: last.flatMap((each) => each.variances),
  }
}

test('D10 moving average: 10 at 10 and 10 at 12, ship 15, receive 10 at 14, return 3 at 11', () => {
  const stocked = [move('10', 100_00n), move('10', 120_00n)]
  const shipped = fold(empty, stocked, [move('-15')])
  assert.deepEqual(shipped.values, [-165_00n])
  assert.deepEqual([shipped.pool.quantity, shipped.pool.value], [micro('5'), 55_00n])
  const received = fold(shipped.pool, [move('10', 140_00n)])
  assert.equal(received.pool.value, 195_00n)
  assert.equal(received.pool.lastCost, micro('13'))
  const returned = fold(received.pool, [move('3', 33_00n)])
  assert.deepEqual([returned.pool.quantity, returned.pool.value], [micro('18'), 228_00n])
  assert.equal(returned.pool.lastCost, micro('12.666667'))
})

test('D10 the issues of a batch take the value cumulatively and leave nothing behind', () => {
  const { values, pool } = fold(empty, [move('3', 100_00n)], [move('-1'), move('-1'), move('-1')])
  assert.deepEqual(values, [-33_33n, -33_34n, -33_33n])
  assert.deepEqual([pool.quantity, pool.value], [0n, 0n])
})

test('D10 below zero the last known cost is used, and the next receipts true it up', () => {
  const short = fold(empty, [move('2', 20_00n)], [move('-5')])
  assert.deepEqual(short.values, [-50_00n])
  assert.deepEqual([short.pool.quantity, short.pool.value], [micro('-3'), -30_00n])
  const part = fold(short.pool, [move('1', 12_00n)])
  assert.deepEqual(part.variances, [{ kind: 'true_up', amount: 2_00n }])
  assert.deepEqual([part.pool.quantity, part.pool.value], [micro('-2'), -20_00n])
  const rest = fold(part.pool, [move('6', 54_00n)])
  assert.deepEqual(rest.variances, [{ kind: 'true_up', amount: -2_00n }])
  assert.deepEqual([rest.pool.quantity, rest.pool.value], [micro('4'), 36_00n])
  const both = fold(empty, [move('2', 20_00n), move('-5')])
  assert.equal(both.pool.value, -30_00n)
})

test('D10 value left at quantity zero is a residue by name', () => {
  const gone = fold(empty, [move('3', 100_00n)], [move('-3', 90_00n)])
  assert.deepEqual(gone.variances, [{ kind: 'residue', amount: 10_00n }])
  assert.deepEqual([gone.pool.quantity, gone.pool.value], [0n, 0n])
})

test('D10 standard: issue at standard, the price paid differs by a variance, a new standard revalues stock', () => {
  const received = fold(atStandard('10.50'), [move('15', 160_00n)])
  assert.equal(received.pool.value, 157_50n)
  assert.deepEqual(received.variances, [{ kind: 'standard_variance', amount: 2_50n }])
  assert.deepEqual(fold(received.pool, [move('-15')]).values, [-157_50n])
  const changed = changeStandard(received.pool, micro('12'), 2)
  assert.deepEqual([changed.pool.value, changed.variance.amount], [180_00n, -22_50n])
})

test('D10 F-4 a return at original cost 10 where the standard is now 12 is an adjustment of 2', () => {
  const sold = fold(atStandard('10'), [move('5', 50_00n)], [move('-1')])
  const { pool } = changeStandard(sold.pool, micro('12'), 2)
  const returned = fold(pool, [move('1', 10_00n)])
  assert.deepEqual(returned.values, [10_00n])
  assert.deepEqual(returned.variances, [{ kind: 'standard_variance', amount: -2_00n }])
  assert.equal(returned.pool.value, 60_00n)
})

/** Receipts of days before, each with what left since its day. */
function late(pool: CostPool, ...receipts: [quantity: string, value: bigint, gone: string][]) {
  let at = pool
  const variances = receipts.map(([quantity, value, gone]) => {
    const folded = foldBackDated(at, { quantity: micro(quantity), value }, micro(gone), 2)
    at = folded.pool
    return folded.move.variances
  })
  return { pool: at, variances }
}
const backDated = (amount: bigint) => [{ kind: 'back_dated', amount }]

test('A14-4 D10 a receipt of a day before costs anew what left since, as if it had come in time', () => {
  const issued = fold(empty, [move('10', 10_00n)], [move('-6')]).pool
  // In time: 20 at 1.50, of which 6 leave for 9.00 and not for 6.00.
  const once = late(issued, ['10', 20_00n, '6'])
  assert.deepEqual(once.variances, [backDated(3_00n)])
  assert.deepEqual([once.pool.quantity, once.pool.value], [micro('14'), 21_00n])
  assert.equal(once.pool.lastCost, micro('1.5'))
  // One more of the same day: 30 at 2.00, so the 6 cost 12.00.
  const twice = late(once.pool, ['10', 30_00n, '6'])
  assert.deepEqual(twice.variances, [backDated(3_00n)])
  assert.equal(twice.pool.value, 48_00n)
  // Cheaper goods give back; goods at the same cost, and a day since which nothing left, change nothing.
  assert.deepEqual(late(issued, ['10', 0n, '6']).variances, [backDated(-3_00n)])
  assert.deepEqual(late(issued, ['10', 10_00n, '6']).variances, [[]])
  assert.deepEqual(late(issued, ['10', 20_00n, '0']).variances, [[]])
  assert.deepEqual(late(issued, ['10', 20_00n, '-1']).variances, [[]])
})

test('A14-4 D10 an empty pool takes the last cost, and below zero the true-up is a part of it', () => {
  const sold = fold(empty, [move('10', 10_00n)], [move('-10')]).pool
  assert.deepEqual(late(sold, ['10', 20_00n, '10']).variances, [backDated(5_00n)])
  const short = fold(empty, [move('10', 10_00n)], [move('-12')]).pool
  // In time: 20 at 1.50, of which 12 leave for 18.00 and not for 12.00; of that 2.00 is trued up.
  const whole = late(short, ['10', 20_00n, '12'])
  assert.deepEqual(whole.variances, [[{ kind: 'true_up', amount: 2_00n }, ...backDated(4_00n)]])
  assert.deepEqual([whole.pool.quantity, whole.pool.value], [micro('8'), 12_00n])
  // Nothing of it is left, or what is below zero left before its day.
  for (const receipt of [['1', 2_00n, '12'] as const, ['10', 20_00n, '1'] as const]) {
    const { variances } = late(short, [...receipt])
    assert.deepEqual(
      variances.flat().map(({ kind }) => kind),
      ['true_up'],
    )
  }
})

test('A14-4 D10 receipts that came between share what is dearer: less than a whole repetition, never more than the difference', () => {
  const before = fold(empty, [move('10', 10_00n)], [move('-6')]).pool
  const between = fold(before, [move('10', 20_00n)], [move('-6')])
  assert.deepEqual(between.values, [-10_29n])
  const { pool, variances } = late(between.pool, ['10', 30_00n, '12'])
  // A repetition of all moves would take 7.71; the pool is at 2.14 a unit, between the 1.71 before and the 3.00 that was paid.
  assert.deepEqual(variances, [backDated(5_15n)])
  assert.deepEqual([pool.quantity, pool.value], [micro('18'), 38_56n])
})

test('A14-4 at standard cost the price variance is all', () => {
  const { pool, variances } = late(fold(atStandard('1'), [move('10', 10_00n)], [move('-6')]).pool, [
    '10',
    20_00n,
    '6',
  ])
  assert.deepEqual(variances, [[{ kind: 'standard_variance', amount: 10_00n }]])
  assert.equal(pool.value, 14_00n)
})

const quantities = fc.bigInt({ min: 1n, max: 50_000_000n })
const anyMove = fc.oneof(
  fc.record({ quantity: quantities, value: fc.bigInt({ min: 0n, max: 900_00n }) }),
  quantities.map((quantity): CostMove => ({ quantity: -quantity })),
)
const anyBatches = fc.array(fc.array(anyMove, { maxLength: 6 }), { maxLength: 8 })
const anyPool = fc.constantFrom(empty, atStandard('3.333333'))

test('D10 F-5 moves less variances are the pool to the last minor unit, whatever is folded', () => {
  fc.assert(
    fc.property(anyPool, anyBatches, (start, batches) => {
      let pool = start
      for (const batch of batches) {
        const folded = foldMoves(pool, batch, 2)
        let change = 0n
        folded.moves.forEach(({ value, variances }, index) => {
          change += value - variances.reduce((total, variance) => total + variance.amount, 0n)
          assert.ok(batch[index]!.quantity < 0n || value === batch[index]!.value)
        })
        assert.equal(folded.pool.value - pool.value, change)
        pool = folded.pool
        if (pool.quantity === 0n) assert.equal(pool.value, 0n)
        if (pool.quantity > 0n) assert.ok(pool.value >= 0n)
        if (pool.quantity < 0n) assert.ok(pool.value <= 0n)
        if (pool.method === 'standard')
          assert.equal(pool.value, mulPriceQuantity(pool.standardCost!, pool.quantity, 2))
      }
    }),
  )
})

test('D10 with stock at hand the issues of one batch cost together what one issue of their sum costs', () => {
  fc.assert(
    fc.property(
      fc.array(quantities, { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 9_999_99n }),
      (issues, value) => {
        const whole = issues.reduce((total, quantity) => total + quantity, 0n)
        const pool = { ...empty, quantity: whole + micro('1'), value }
        const each = foldMoves(
          pool,
          issues.map((quantity) => ({ quantity: -quantity })),
          2,
        )
        const once = foldMoves(pool, [{ quantity: -whole }], 2)
        assert.deepEqual(each.pool, once.pool)
        assert.equal(
          each.moves.reduce((total, issue) => total + issue.value, 0n),
          once.moves[0]!.value,
        )
      },
    ),
  )
})

const days = fc.integer({ min: 1, max: 20 })
const anyDated = fc.record({
  stock: fc.bigInt({ min: 100_000_000n, max: 200_000_000n }),
  value: fc.bigInt({ min: 0n, max: 900_00n }),
  issues: fc.array(fc.record({ day: days, quantity: fc.bigInt({ min: 1n, max: 10_000_000n }) }), {
    maxLength: 10,
  }),
  receipts: fc.array(
    fc.record({ day: days, quantity: quantities, value: fc.bigInt({ min: 0n, max: 900_00n }) }),
    { maxLength: 5 },
  ),
})

test('A14-4 receipts that are entered late, in the order of their days, leave what they would have left in time', () => {
  fc.assert(
    fc.property(anyDated, ({ stock, value, issues, receipts }) => {
      const inOrder = receipts.toSorted((a, b) => a.day - b.day)
      const opened = foldMoves(empty, [{ quantity: stock, value }], 2).pool
      let inTime = opened
      let late = opened
      for (let day = 1; day <= 20; day++) {
        const leaves = issues
          .filter((one) => one.day === day)
          .map(({ quantity }) => ({ quantity: -quantity }))
        const comes = inOrder.filter((one) => one.day === day)
        inTime = foldMoves(foldMoves(inTime, comes, 2).pool, leaves, 2).pool
        late = foldMoves(late, leaves, 2).pool
      }
      for (const receipt of inOrder) {
        const gone = issues.reduce((sum, one) => (one.day >= receipt.day ? sum + one.quantity : sum), 0n)
        late = foldBackDated(late, receipt, gone, 2).pool
      }
      assert.equal(late.quantity, inTime.quantity)
      const apart = late.value - inTime.value
      const roundings = BigInt(issues.length + receipts.length)
      assert.ok(apart <= roundings && apart >= -roundings, `${apart}`)
    }),
  )
})

test('A14-4 D10 F-5 whatever comes late, the pool is the moves less the variances, and its cost stays between the two', () => {
  fc.assert(
    fc.property(
      anyPool,
      anyBatches,
      quantities,
      fc.bigInt({ min: 0n, max: 900_00n }),
      quantities,
      (start, batches, quantity, value, gone) => {
        let before = start
        for (const batch of batches) before = foldMoves(before, batch, 2).pool
        const { pool, move: moved } = foldBackDated(before, { quantity, value }, gone, 2)
        const off = moved.variances.reduce((total, { amount }) => total + amount, 0n)
        assert.equal(pool.value - before.value, value - off)
        if (pool.quantity <= 0n || pool.method === 'standard') return
        assert.ok(pool.value >= 0n)
        if (before.quantity <= 0n) return
        const unit = (worth: bigint, of: bigint) => (Number(worth) / Number(of)) * 1e6
        const [was, paid, is] = [
          unit(before.value, before.quantity),
          unit(value, quantity),
          unit(pool.value, pool.quantity),
        ]
        const penny = unit(1n, pool.quantity)
        assert.ok(
          is >= Math.min(was, paid) - penny && is <= Math.max(was, paid) + penny,
          `${was} ${is} ${paid}`,
        )
      },
    ),
  )
})
