import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { ratesOfCompanies, saveRates } from './setup.sql.ts'

export const TaxRateInput = Type.Object(
  {
    taxCode: Type.String({ minLength: 1, maxLength: 50 }),
    country: Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
    region: Type.Optional(Type.String({ maxLength: 100, description: 'Absent: the whole country' })),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    percent: Type.String({ maxLength: 24, description: 'Decimal, e.g. "20"' }),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
  },
  { title: 'TaxRateInput', $id: 'TaxRateInput', additionalProperties: false },
)
export type TaxRateInput = Static<typeof TaxRateInput>

type RateRow = CamelRow<typeof ratesOfCompanies>

const keyOf = (rate: { taxCode: string; country: string; region?: string; validFrom: string }) =>
  JSON.stringify([rate.taxCode, rate.country, rate.region ?? '', rate.validFrom])

/** A dated rate of a tax code at a destination (D13). */
export const saveTaxRate: SetupAct<TaxRateInput> = setupAct<TaxRateInput, RateRow>({
  name: 'tax.save_rate',
  key: keyOf,
  async read(db, requests) {
    const rows = await db.read(ratesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(ratesOfCompanies, rows).map((row) => [keyOf(row), row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.validity(input)
    const percent = check.decimal('/percent', input.percent)
    check.that(percent < 1_000_000_000n, '/percent', 'too_great', 'It must be below 1000.')
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      taxCode: input.taxCode,
      country: input.country,
      region: input.region ?? '',
      name: input.name,
      percent,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
    }
  },
  write: saveRates,
})
