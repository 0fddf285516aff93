import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseMicro } from '../platform/money.ts'
import {
  pickRate,
  returnTax,
  taxDocument,
  type LineToTax,
  type TaxedOriginal,
  type TaxLevel,
  type TaxRate,
} from './tax.ts'

const micro = (text: string) => parseMicro(text)!
const rate = (percent: string, more: Partial<TaxRate> = {}): TaxRate => ({
  id: 1n,
  taxCode: 'standard',
  country: 'US',
  percent: micro(percent),
  ...more,
})
const line = (base: bigint, quantity: string, at: TaxRate): LineToTax => ({
  base,
  quantity: micro(quantity),
  rate: at,
})
const exclusive = (level: TaxLevel) => ({ level, inclusive: false })
const inclusive = (level: TaxLevel) => ({ level, inclusive: true })

test('D13 P-18 F-3 rounding per document 0.76, per line 0.75, per unit 0.74', () => {
  const at = rate('8.25')
  const lines = [line(3_45n, '3', at), line(2_35n, '1', at), line(3_43n, '7', at)]
  const amounts = (level: TaxLevel) => taxDocument(lines, exclusive(level)).lines.map((tax) => tax.amount)
  assert.deepEqual(amounts('unit'), [27n, 19n, 28n])
  assert.deepEqual(amounts('line'), [28n, 19n, 28n])
  assert.deepEqual(amounts('document'), [29n, 19n, 28n])
  const document = taxDocument(lines, exclusive('document'))
  assert.deepEqual([document.amount, document.residual], [76n, 1n])
  assert.deepEqual(
    document.lines.map((tax) => tax.residual),
    [1n, 0n, 0n],
  )
})

test('D1 D13 tax keeps its precision until the line is extended: 10.08 at 6 % for 12 is 7.26', () => {
  assert.equal(taxDocument([line(120_96n, '12', rate('6'))], exclusive('line')).amount, 7_26n)
  assert.equal(taxDocument([line(120_96n, '12', rate('6'))], exclusive('unit')).amount, 7_20n)
})

test('D13 F-3 tax is on the discounted price: 100 − 10 at 8.25 % is 7.43', () => {
  assert.equal(taxDocument([line(90_00n, '1', rate('8.25'))], exclusive('line')).amount, 7_43n)
})

test('D13 an inclusive price holds its tax: net = gross ÷ (1 + rate)', () => {
  const document = taxDocument(
    [line(119_00n, '1', rate('19')), line(10_00n, '1', rate('19'))],
    inclusive('line'),
  )
  assert.deepEqual(
    document.lines.map((tax) => [tax.base, tax.amount]),
    [
      [100_00n, 19_00n],
      [8_40n, 1_60n],
    ],
  )
})

test('D13 the rate of the region stands before that of the country, by the tax date', () => {
  const rates = [
    rate('7', { id: 1n, country: 'ES' }),
    rate('21', { id: 2n, country: 'ES', validFrom: '2026-01-01' }),
    rate('3', { id: 3n, country: 'ES', region: 'CN', validTo: '2026-06-30' }),
    rate('4', { id: 4n, country: 'ES', taxCode: 'reduced' }),
  ]
  const at = (on: string, region?: string) =>
    pickRate(rates, 'standard', { country: 'ES', on, ...(region ? { region } : {}) })?.id
  assert.equal(at('2025-12-31'), 1n)
  assert.equal(at('2026-01-01'), 2n)
  assert.equal(at('2026-06-30', 'CN'), 3n)
  assert.equal(at('2026-07-01', 'CN'), 2n)
  assert.equal(at('2026-07-01', 'MD'), 2n)
  assert.equal(pickRate(rates, 'zero', { country: 'ES', on: '2026-01-01' }), undefined)
})

test('D13 an account that is exempt pays no tax, and its line says so', () => {
  const exempt = { ...line(100_00n, '1', rate('8.25')), exemption: 5n }
  for (const policy of [exclusive('unit'), exclusive('document'), inclusive('line')]) {
    const tax = taxDocument([exempt], policy).lines[0]!
    assert.deepEqual([tax.base, tax.amount, tax.exemption], [100_00n, 0n, 5n])
  }
})

const rates = [rate('8.25'), rate('19', { id: 2n }), rate('0', { id: 3n })]
const anyLine = fc
  .record({
    base: fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }),
    quantity: fc.bigInt({ min: 1n, max: 10n ** 10n }),
    rate: fc.constantFrom(...rates),
  })
  .map((each): LineToTax => each)
const levels = fc.constantFrom<TaxLevel>('unit', 'line', 'document')

test('D13 the lines add up to the document, which is the rounded tax of its rates; credit mirrors charge', () => {
  fc.assert(
    fc.property(fc.array(anyLine, { maxLength: 25 }), levels, fc.boolean(), (lines, level, isInclusive) => {
      const policy = { level, inclusive: isInclusive }
      const document = taxDocument(lines, policy)
      let amount = 0n
      document.lines.forEach((tax, index) => {
        amount += tax.amount
        assert.equal(tax.base + (isInclusive ? tax.amount : 0n), lines[index]!.base)
        assert.ok(level === 'document' || tax.residual === 0n)
        assert.ok(tax.residual >= -1n && tax.residual <= 1n)
      })
      assert.equal(amount, document.amount)
      if (level === 'document') {
        const whole = rates.map((at) => {
          const base = lines.filter((each) => each.rate === at).reduce((total, each) => total + each.base, 0n)
          return taxDocument([{ base, quantity: 1n, rate: at }], { level: 'line', inclusive: isInclusive })
            .amount
        })
        assert.equal(
          document.amount,
          whole.reduce((total, tax) => total + tax, 0n),
        )
      }
      const mirrored = taxDocument(
        lines.map((each) => ({ ...each, base: -each.base })),
        policy,
      )
      assert.equal(mirrored.amount, -document.amount)
    }),
  )
})

test('D13 F-3 F-4 returns give back the original tax pro rata, exhaust it exactly and never exceed it', () => {
  const original: TaxedOriginal = {
    quantity: micro('3'),
    base: 100_00n,
    amount: 8_25n,
    returnedQuantity: 0n,
    returnedBase: 0n,
    returnedAmount: 0n,
  }
  const giveBack = (from: TaxedOriginal, quantity: bigint) => {
    const back = returnTax(from, quantity)
    assert.ok(back)
    from.returnedQuantity += quantity
    from.returnedBase += back.base
    from.returnedAmount += back.amount
    return [back.base, back.amount]
  }
  const once = { ...original }
  assert.deepEqual(giveBack(once, micro('1')), [33_33n, 2_75n])
  assert.deepEqual(giveBack(once, micro('1')), [33_34n, 2_75n])
  assert.deepEqual(giveBack(once, micro('1')), [33_33n, 2_75n])
  assert.equal(returnTax(once, micro('1')), undefined)
  assert.equal(returnTax(original, 0n), undefined)
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 1n, max: 10n ** 8n }), { minLength: 1, maxLength: 12 }),
      fc.bigInt({ min: 0n, max: 10n ** 9n }),
      fc.bigInt({ min: 0n, max: 10n ** 8n }),
      (steps, base, amount) => {
        const from = { ...original, quantity: steps.reduce((total, step) => total + step, 0n), base, amount }
        for (const step of steps) giveBack(from, step)
        assert.deepEqual([from.returnedBase, from.returnedAmount], [base, amount])
        assert.equal(returnTax(from, 1n), undefined)
      },
    ),
  )
})
