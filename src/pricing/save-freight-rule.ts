import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { freightOfCompanies, saveFreightRules } from './setup.sql.ts'

export const FreightRuleInput = Type.Object(
  {
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    country: Type.Optional(
      Type.String({
        pattern: '^[A-Z]{2}$',
        form: 'two capital letters, such as GB',
        description: 'Absent: every country',
      }),
    ),
    shipMethod: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 40,
        description: 'As orders name it in `shipMethod`; absent: every one',
      }),
    ),
    amount: MoneyShape,
    freeAbove: Type.Optional(MoneyShape),
    taxCode: Type.Optional(
      Type.String({ minLength: 1, maxLength: 50, description: 'standard when absent; none: untaxed' }),
    ),
    rank: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description:
          'Lowest first, of one rank that of a method before that of all, then that of a country; 100 when absent',
      }),
    ),
  },
  { title: 'FreightRuleInput', $id: 'FreightRuleInput', additionalProperties: false },
)
export type FreightRuleInput = Static<typeof FreightRuleInput>

type FreightRow = CamelRow<typeof freightOfCompanies>

/** What shipping costs, by currency, country and method (A9-11); a change raises its version. */
export const saveFreightRule: SetupAct<FreightRuleInput> = setupAct<FreightRuleInput, FreightRow>({
  name: 'pricing.save_freight_rule',
  key: (input) => keyOf(input.currency, input.country ?? null, input.shipMethod ?? null),
  async read(db, requests) {
    const rows = camelRows(
      freightOfCompanies,
      await db.read(freightOfCompanies, { companyIds: companiesOf(requests) }),
    )
    return {
      rows: rows.map((row) => [keyOf(row.currency, row.country, row.shipMethod), row]),
      known: undefined,
    }
  },
  describe(input, check, { companyId, before, context }) {
    const { currency, freeAbove } = input
    check.currency('/currency', currency)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      currency,
      country: input.country ?? null,
      amount: check.money('/amount', input.amount, currency),
      freeAbove: freeAbove === undefined ? null : check.money('/freeAbove', freeAbove, currency),
      taxCode: input.taxCode ?? 'standard',
      rank: input.rank ?? 100,
      version: before?.version ?? 1,
      shipMethod: input.shipMethod ?? null,
    }
  },
  write: saveFreightRules,
})

/** Of a rule for every method as it was before there were methods: replies name it. */
function keyOf(currency: string, country: string | null, shipMethod: string | null): string {
  const place = `${currency} ${country ?? ''}`
  return shipMethod === null ? place : `${place} ${shipMethod}`
}
