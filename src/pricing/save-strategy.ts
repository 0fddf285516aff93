import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { listsOfCompanies, saveStrategies, strategiesOfCompanies } from './setup.sql.ts'

const names = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200, description }))

export const StrategyInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    rank: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Lowest first; 100 when absent' }),
    ),
    segments: names('The segments of accounts that it is for; absent: all'),
    sources: names('The source systems that it is for; absent: all'),
    orderTypes: names('The types of orders that it is for; absent: all'),
    countries: names('Where orders go that it is for, two letters each; absent: everywhere'),
    lists: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      minItems: 1,
      maxItems: 100,
      description:
        'Price lists in the order in which they are looked at; those of other currencies are passed over',
    }),
    priceDay: Type.Optional(
      Type.Union([Type.Literal('decided'), Type.Literal('ordered'), Type.Literal('requested')], {
        description:
          'The day whose prices hold: on which the order is agreed (when absent), was placed, or is wanted, if that is later',
      }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
  },
  { title: 'StrategyInput', $id: 'StrategyInput', additionalProperties: false },
)
export type StrategyInput = Static<typeof StrategyInput>

type StrategyRow = CamelRow<typeof strategiesOfCompanies>

/** Whose orders are priced from which lists, of which day (A9-1, A9-21); a change raises its version. */
export const saveStrategy: SetupAct<StrategyInput> = setupAct<
  StrategyInput,
  StrategyRow,
  Map<string, bigint>
>({
  name: 'pricing.save_strategy',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, lists] = await Promise.all([
      db.read(strategiesOfCompanies, { companyIds }),
      db.read(listsOfCompanies, { companyIds }),
    ])
    return {
      rows: camelRows(strategiesOfCompanies, rows).map((row) => [row.code, row]),
      known: new Map(lists.map((list) => [`${list.company_id} ${list.code}`, list.id])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const listIds = input.lists.map((code, index) => {
      const id = known.get(`${companyId} ${code}`)
      if (id === undefined)
        check.add(`/lists/${index}`, 'unknown_price_list', `There is no price list "${code}".`)
      return id ?? 0n
    })
    check.validity(input)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      rank: input.rank ?? 100,
      segments: input.segments ?? [],
      sources: input.sources ?? [],
      orderTypes: input.orderTypes ?? [],
      countries: input.countries ?? [],
      listIds,
      priceDay: input.priceDay ?? 'decided',
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveStrategies, row)
  },
})
