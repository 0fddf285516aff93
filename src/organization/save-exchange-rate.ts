import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { readExchangeRates, saveExchangeRates } from './setup.sql.ts'

export const ExchangeRateInput = Type.Object(
  {
    from: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    to: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    validFrom: Type.String({ description: 'YYYY-MM-DD' }),
    rate: Type.String({ maxLength: 24, description: 'Units of `to` for one of `from`, up to 10 decimals' }),
  },
  { title: 'ExchangeRateInput', $id: 'ExchangeRateInput', additionalProperties: false },
)
export type ExchangeRateInput = Static<typeof ExchangeRateInput>

type RateRow = CamelRow<typeof readExchangeRates>

/** A rate between two currencies from a day on, until the next one (P-8). */
export const saveExchangeRate: SetupAct<ExchangeRateInput> = setupAct<ExchangeRateInput, RateRow>({
  name: 'organization.save_exchange_rate',
  key: (input) => `${input.from} ${input.to} ${input.validFrom}`,
  async read(db, requests) {
    const rows = camelRows(
      readExchangeRates,
      await db.read(readExchangeRates, { companyIds: companiesOf(requests) }),
    )
    return {
      rows: rows.map((row) => [`${row.fromCurrency} ${row.toCurrency} ${row.validFrom}`, row]),
      known: undefined,
    }
  },
  describe(input, check, { companyId }) {
    check.currency('/from', input.from)
    check.currency('/to', input.to)
    check.that(input.from !== input.to, '/to', 'same_currency', 'It is the currency itself.')
    check.date('/validFrom', input.validFrom)
    const rateE10 = parseRate(input.rate)
    check.that(rateE10 > 0n, '/rate', 'not_a_rate', 'It must be a decimal above 0 with at most 10 decimals.')
    return { companyId, fromCurrency: input.from, toCurrency: input.to, validFrom: input.validFrom, rateE10 }
  },
  write: saveExchangeRates,
})

/** A rate times 10^10; 0 when it is none. */
function parseRate(text: string): bigint {
  const match = /^(\d{1,8})(?:\.(\d{1,10}))?$/.exec(text)
  return match ? BigInt(match[1]! + (match[2] ?? '').padEnd(10, '0')) : 0n
}

/** A rate times 10^10 as a decimal. */
export function rateText(rateE10: bigint): string {
  const text = rateE10.toString().padStart(11, '0')
  return `${text.slice(0, -10)}.${text.slice(-10)}`.replace(/\.?0+$/, '')
}
