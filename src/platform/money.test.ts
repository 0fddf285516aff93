import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  allocate,
  cumulativeShare,
  currencyDigits,
  divRound,
  formatAmount,
  formatMicro,
  isCurrency,
  microToMinor,
  minorToMicro,
  mulPriceQuantity,
  parseAmount,
  parseMicro,
  parseNumeric,
  percentOf,
  type RoundingMode,
} from './money.ts'

const roundingModes: readonly RoundingMode[] = [
  'half_up',
  'half_even',
  'up',
  'down',
  'nearest_5',
  'nearest_10',
]
const micro = (text: string) => parseMicro(text)!
const anyMinor = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const weight = fc.bigInt({ min: 0n, max: 10n ** 9n })
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n)

test('D1 a currency has 0, 2, 3 or 4 decimals by ISO 4217, whatever the runtime says', () => {
  const digits = ['JPY', 'USD', 'KWD', 'CLF', 'HUF', 'COP', 'IQD'].map(currencyDigits)
  assert.deepEqual(digits, [0, 2, 3, 4, 2, 2, 3])
  assert.throws(() => currencyDigits('usd'), RangeError)
  assert.equal(isCurrency('GBP'), true)
  assert.equal(isCurrency('QQQ'), false)
})

test('D1 amounts are read strictly: no exponent, no surplus decimals, no sign of plus, no blanks', () => {
  assert.equal(parseAmount('10.00', 'GBP'), 1000n)
  assert.equal(parseAmount('-0.5', 'GBP'), -50n)
  assert.equal(parseAmount('10', 'JPY'), 10n)
  assert.equal(parseAmount('1.234', 'KWD'), 1234n)
  const bad = [
    '10.001',
    '1e2',
    'NaN',
    '',
    ' 1',
    '+1',
    '1.',
    '.5',
    '01',
    '1,0',
    'Infinity',
    '0x1',
    '٣',
    '9'.repeat(40),
  ]
  for (const text of bad) assert.equal(parseAmount(text, 'GBP'), undefined, text)
  assert.equal(parseAmount('10.0', 'JPY'), undefined)
  assert.equal(parseAmount('92233720368547758.07', 'USD'), 2n ** 63n - 1n)
  assert.equal(parseAmount('92233720368547758.08', 'USD'), undefined)
  assert.equal(parseMicro('0.0000001'), undefined)
  assert.equal(parseMicro('99999999999999.999999'), 10n ** 20n - 1n)
  assert.equal(parseMicro('100000000000000'), undefined)
})

test('D1 what is written is read back', () => {
  fc.assert(
    fc.property(anyMinor, fc.constantFrom('JPY', 'USD', 'KWD', 'CLF'), (amount, currency) => {
      assert.equal(parseAmount(formatAmount(amount, currency), currency), amount)
      assert.equal(parseMicro(formatMicro(amount)), amount)
      const digits = currencyDigits(currency)
      assert.equal(microToMinor(minorToMicro(amount, digits), digits), amount)
    }),
  )
  assert.equal(formatMicro(12_500_000n), '12.5')
  assert.equal(formatMicro(-100_000_000n), '-100')
  assert.equal(formatMicro(-1n), '-0.000001')
  assert.equal(formatAmount(-5n, 'USD'), '-0.05')
})

test('D1 a numeric of the database becomes Micro, or a fault', () => {
  const read = ['12.500000', '-0.5', '7', '1.0000000000'].map(parseNumeric)
  assert.deepEqual(read, [12_500_000n, -500_000n, 7_000_000n, 1_000_000n])
  assert.throws(() => parseNumeric('0.0000001'), RangeError)
  assert.throws(() => parseNumeric('NaN'), SyntaxError)
})

test('D1 the amount is rounded once, from the unit price at extended precision', () => {
  assert.equal(mulPriceQuantity(micro('36.225578'), micro('1'), 2), 3623n)
  assert.equal(mulPriceQuantity(micro('0.333333'), micro('3'), 2), 100n)
  assert.equal(mulPriceQuantity(micro('0.6048'), micro('12'), 2), 726n) // 10.08 at 6 %, not 12 × 0.60 = 7.20
  assert.equal(mulPriceQuantity(micro('10.5'), micro('1'), 0), 11n)
  assert.equal(mulPriceQuantity(micro('-10.5'), micro('1'), 0), -11n)
  assert.equal(mulPriceQuantity(micro('1.2345'), micro('1'), 3), 1235n)
  assert.equal(percentOf(10_000n, micro('7.425')), 743n)
})

test('D1 the rounding mode is data', () => {
  const round = (value: bigint) => roundingModes.map((mode) => divRound(value, 10n, mode))
  assert.deepEqual(round(25n), [3n, 2n, 3n, 2n, 5n, 0n])
  assert.deepEqual(round(35n), [4n, 4n, 4n, 3n, 5n, 0n])
  assert.deepEqual(round(76n), [8n, 8n, 8n, 7n, 10n, 10n])
  assert.throws(() => divRound(1n, 0n), RangeError)
})

test('D1 every mode mirrors: the credit of x is minus the charge of x, and lands within one step', () => {
  const denominator = fc.bigInt({ min: 1n, max: 10n ** 12n })
  fc.assert(
    fc.property(anyMinor, denominator, fc.constantFrom(...roundingModes), (value, by, mode) => {
      const rounded = divRound(value, by, mode)
      assert.equal(divRound(-value, by, mode), -rounded)
      assert.equal(divRound(value, -by, mode), -rounded)
      const step = mode === 'nearest_5' ? 5n : mode === 'nearest_10' ? 10n : 1n
      assert.equal(rounded % step, 0n)
      const error = rounded * by - value
      const size = error < 0n ? -error : error
      if (mode === 'up' || mode === 'down') assert.ok(size < by)
      else assert.ok(size * 2n <= by * step)
    }),
  )
})

test('D1 roll-ups add rounded components: 10.71 + 5.66 = 16.37', () => {
  assert.equal(
    mulPriceQuantity(micro('10.7099'), micro('1'), 2) + mulPriceQuantity(micro('5.6612'), micro('1'), 2),
    1637n,
  )
})

test('D1 F-1 proration takes the largest remainder, ties to the earlier line', () => {
  assert.deepEqual(allocate(1000n, [1n, 1n, 1n]), [334n, 333n, 333n])
  assert.deepEqual(allocate(-1000n, [1n, 1n, 1n]), [-334n, -333n, -333n])
  assert.deepEqual(allocate(10_000n, [100n, 30n, 10n]), [7143n, 2143n, 714n])
  assert.deepEqual(allocate(5n, [0n, 3n, 0n]), [0n, 5n, 0n])
  assert.deepEqual(allocate(5n, [0n, 0n]), [3n, 2n])
  assert.deepEqual(allocate(0n, []), [])
  assert.throws(() => allocate(1n, []), RangeError)
  assert.throws(() => allocate(1n, [1n, -1n]), RangeError)
})

test('D1 F-1 proration loses no unit and no share is a whole unit off', () => {
  fc.assert(
    fc.property(anyMinor, fc.array(weight, { minLength: 1, maxLength: 40 }), (total, weights) => {
      const shares = allocate(total, weights)
      assert.equal(sum(shares), total)
      const whole = sum(weights)
      if (whole === 0n) return
      shares.forEach((share, index) => {
        const error = share * whole - total * weights[index]!
        assert.ok((error < 0n ? -error : error) < whole)
        if (weights[index] === 0n) assert.equal(share, 0n)
      })
    }),
  )
})

test('D1 F-1 progressive quantities: 100.00 for 7 units shipped 3, 3, 1', () => {
  const take = (total: bigint, steps: readonly bigint[]) => {
    const whole = sum(steps)
    let cumulative = 0n
    let already = 0n
    return steps.map((step) => {
      cumulative += step
      const share = cumulativeShare(total, cumulative, whole, already)
      already += share
      return share
    })
  }
  assert.deepEqual(take(10_000n, [3n, 3n, 1n]), [4286n, 4285n, 1429n])
  assert.deepEqual(take(10_000n, [1n, 1n, 1n]), [3333n, 3334n, 3333n])
  fc.assert(
    fc.property(
      anyMinor,
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 }),
      (total, steps) => {
        assert.equal(sum(take(total, steps)), total)
        assert.deepEqual(
          take(-total, steps),
          take(total, steps).map((share) => -share),
        )
      },
    ),
  )
})

test('D1 a rounding of 5 or 10 still pays the whole at the end', () => {
  assert.equal(cumulativeShare(1003n, 1n, 2n, 0n, 'nearest_5'), 500n)
  assert.equal(cumulativeShare(1003n, 2n, 2n, 500n, 'nearest_5'), 503n)
})
