import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatMicro, parseMicro } from '../platform/money.ts'
import { conversionRate, convertPrice, withConverted, type Conversion } from './conversion.ts'
import type { PriceRule } from './price-list.ts'

const micro = (text: string) => parseMicro(text)!
const rateE10 = (text: string) => micro(text) * 10_000n

test('the table of converted prices: at a rate, with something on top or off, rounded once to six decimals', () => {
  const table: [price: string, rate: string, markup: string, converted: string][] = [
    ['10', '1.25', '0', '12.5'],
    ['10', '1.25', '4', '13'],
    ['9.99', '1.1734', '0', '11.722266'],
    ['9.99', '1.1734', '-2.5', '11.429209'],
    ['0.000001', '0.4', '0', '0'],
    ['0.000001', '0.5', '0', '0.000001'],
    ['36.225578', '1', '0', '36.225578'],
    ['100', '151.37', '0', '15137'],
  ]
  for (const [price, rate, markup, expected] of table) {
    const made = convertPrice(micro(price), { rateE10: rateE10(rate), markup: 0n + microOf(markup) })
    assert.equal(formatMicro(made), expected, `${price} at ${rate} and ${markup} %`)
  }
})

const microOf = (text: string) => (text.startsWith('-') ? -micro(text.slice(1)) : micro(text))
const conversion: Conversion = {
  list: 2n,
  listVersion: 7,
  code: 'EXPORT',
  base: 1n,
  from: 'GBP',
  rateE10: rateE10('2'),
  markup: 0n,
  on: '2026-03-02',
  type: 'set_up',
}
const rule = (list: bigint, unitPrice: string, more: Partial<PriceRule> = {}): PriceRule => ({
  id: list,
  version: 3,
  list,
  listVersion: 1,
  uom: 'each',
  unitPrice: micro(unitPrice),
  ...more,
})

test('all that a base list says in money is converted, and what is counted is not', () => {
  const tiers = (on: 'quantity' | 'amount') => ({
    mode: 'highest' as const,
    on,
    steps: [{ over: micro('10'), unitPrice: micro('9'), size: micro('6') }],
  })
  const base = rule(1n, '10', { charges: [{ code: 'FEE', unitPrice: micro('1.5') }] })
  const made = (on: 'quantity' | 'amount') =>
    withConverted([{ ...base, tiers: tiers(on) }], [conversion], '2026-03-02')[1]!
  const one = made('quantity')
  assert.deepEqual([one.id, one.list, one.listVersion, one.version], [2n, 2n, 7, 3])
  assert.deepEqual(one.unitPrice, micro('20'))
  assert.deepEqual(one.tiers!.steps[0], { over: micro('10'), unitPrice: micro('18'), size: micro('6') })
  assert.deepEqual(one.charges, [{ code: 'FEE', unitPrice: micro('3') }])
  assert.equal(made('amount').tiers!.steps[0]!.over, micro('20'))
})

test('a price that stands in the converted list holds instead, on its days and for its unit', () => {
  const base = rule(1n, '10')
  const seen = (own: PriceRule) =>
    withConverted([base, own], [conversion], '2026-03-02').map(({ list, unitPrice }) => [list, unitPrice])
  const both = [
    [1n, micro('10')],
    [2n, micro('15')],
  ]
  const converted = [2n, micro('20')]
  assert.deepEqual(seen(rule(2n, '15')), both)
  assert.deepEqual(seen(rule(2n, '15', { validFrom: '2026-03-03' })), [...both, converted])
  assert.deepEqual(seen(rule(2n, '15', { validTo: '2026-03-01' })), [...both, converted])
  assert.deepEqual(seen(rule(2n, '15', { uom: 'box' })), [...both, converted])
  const plain = [base]
  assert.equal(withConverted(plain, [], '2026-03-02'), plain)
})

test('a rate comes from the order, else through the books; of one that nobody said there is none', () => {
  const inBooks = (currency: string) =>
    ({ GBP: rateE10('1'), EUR: rateE10('0.8'), JPY: rateE10('0.005') })[currency]
  const asked = (from: string, to: string, stated: Parameters<typeof conversionRate>[1] = null) =>
    conversionRate({ from, to, on: '2026-03-02' }, stated, inBooks)
  assert.deepEqual(asked('GBP', 'EUR'), { rateE10: rateE10('1.25'), on: '2026-03-02', type: 'set_up' })
  assert.deepEqual(asked('EUR', 'JPY')?.rateE10, rateE10('160'))
  assert.deepEqual(asked('GBP', 'CHF'), undefined)
  const stated = { from: 'GBP', rateE10: rateE10('1.3'), on: '2026-02-01' }
  assert.deepEqual(asked('GBP', 'EUR', stated), { rateE10: rateE10('1.3'), on: '2026-02-01', type: 'stated' })
  assert.deepEqual(asked('JPY', 'EUR', stated)?.type, 'set_up')
})
