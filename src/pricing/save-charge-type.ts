import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { chargeTypesOfCompanies, saveChargeTypes } from './setup.sql.ts'

const oneOf = <T extends string>(values: readonly T[], description: string) =>
  Type.Union(
    values.map((value) => Type.Literal(value)),
    { description },
  )

export const ChargeTypeInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    name: Type.String({ minLength: 1, maxLength: 200, description: 'As documents call it' }),
    kind: oneOf(
      ['one_time', 'recurring', 'usage'],
      'one_time: invoiced with the goods, as they are shipped; recurring: due in each `period`; usage: due by what is used. What recurs or is used is priced, taxed and kept with the order, and handed over; Docket does not invoice it',
    ),
    category: Type.Optional(
      oneOf(['sale', 'shipping', 'handling'], 'What it is for, as reports tell it apart; sale when absent'),
    ),
    period: Type.Optional(
      oneOf(['day', 'week', 'month', 'quarter', 'year'], 'How often a recurring charge is due'),
    ),
    usageUnit: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'What use is counted in: GB, minute' }),
    ),
    taxCode: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'Its own tax; `none`: it bears none. The tax code of the item when absent',
      }),
    ),
    itemClass: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'The class by whose posting rules its revenue is posted; that of the item when absent',
      }),
    ),
    refundable: Type.Optional(
      Type.Boolean({ description: 'Is it given back when goods come back? true when absent' }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  {
    title: 'ChargeTypeInput',
    $id: 'ChargeTypeInput',
    additionalProperties: false,
    description: 'What an item may cost beside its price: prices name it in `charges`',
  },
)
export type ChargeTypeInput = Static<typeof ChargeTypeInput>

type TypeRow = CamelRow<typeof chargeTypesOfCompanies>

/** A type of charge (A9-3); a change raises its version, and holds for orders that come later. */
export const saveChargeType: SetupAct<ChargeTypeInput> = setupAct<ChargeTypeInput, TypeRow>({
  name: 'pricing.save_charge_type',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(chargeTypesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(chargeTypesOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    const { kind, period, usageUnit } = input
    check.that(
      (kind === 'recurring') === (period !== undefined),
      '/period',
      'recurring_only',
      'A recurring charge has a period, and no other one has.',
    )
    check.that(
      (kind === 'usage') === (usageUnit !== undefined),
      '/usageUnit',
      'usage_only',
      'A charge by usage has a usageUnit, and no other one has.',
    )
    check.that(
      !before || before.kind === kind,
      '/kind',
      'kind_stands',
      'A charge keeps its kind: orders have it. Describe another one.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      name: input.name,
      kind,
      category: input.category ?? 'sale',
      period: period ?? null,
      usageUnit: usageUnit ?? null,
      taxCode: input.taxCode ?? null,
      itemClass: input.itemClass ?? null,
      refundable: input.refundable ?? true,
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write: saveChargeTypes,
})
