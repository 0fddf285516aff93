import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { listsOfCompanies, savePriceLists } from './setup.sql.ts'

export const PriceListInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Never changes',
    }),
    segment: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Absent: for everyone' }),
    ),
    rank: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Lowest first; 100 when absent' }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
  },
  { title: 'PriceListInput', $id: 'PriceListInput', additionalProperties: false },
)
export type PriceListInput = Static<typeof PriceListInput>

/** A row of a price list. */
export type PriceListRow = CamelRow<typeof listsOfCompanies>

/** A dated price list of one currency (P-11); a change raises its version. */
export const savePriceList: SetupAct<PriceListInput> = setupAct<PriceListInput, PriceListRow>({
  name: 'pricing.save_price_list',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(listsOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(listsOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.currency('/currency', input.currency)
    check.validity(input)
    if (before) {
      const fixed = 'It never changes: prices stand in it.'
      check.that(before.currency === input.currency, '/currency', 'fixed', fixed)
    }
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      currency: input.currency,
      segment: input.segment ?? null,
      rank: input.rank ?? 100,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      version: before?.version ?? 1,
    }
  },
  write: savePriceLists,
})
