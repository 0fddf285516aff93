import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { currencyDigits } from '../platform/money.ts'
import { toFunctional } from './index.ts'

const t = await testDatabase('in_books')
after(() => t.close())

test('queries know the decimals of every currency, and what an amount is worth in the books, as the code does', async () => {
  const codes = [...Intl.supportedValuesOf('currency'), 'UYI', 'UYW', 'CLF']
  const digits = await t.sql<{ code: string; digits: number }>(
    'select code, platform.currency_digits(code) as digits from unnest($1::text[]) as code',
    [codes],
  )
  for (const one of digits) assert.equal(one.digits, currencyDigits(one.code), one.code)
  for (const [currency, books] of [
    ['JPY', 'GBP'],
    ['GBP', 'JPY'],
    ['KWD', 'EUR'],
    ['EUR', 'EUR'],
  ] as const)
    for (const [amount, rateE10] of [
      [12_345n, 52_750_000n],
      [-999n, 10_000_000_000n],
      [7n, 1_895_000_000_333n],
    ] as const) {
      const [row] = await t.sql<{ worth: bigint }>('select platform.in_books($1, $2, $3, $4) as worth', [
        amount,
        rateE10,
        currency,
        books,
      ])
      const expected = toFunctional(amount, rateE10, currencyDigits(currency), currencyDigits(books))
      assert.equal(row!.worth, expected, `${amount} ${currency} in ${books}`)
    }
})
