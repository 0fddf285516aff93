import { Type, type Static } from 'typebox'
import { HUNDRED_PERCENT, parseMicro, type Micro } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { marginRulesOfCompanies, saveMarginRules } from './setup.sql.ts'

const names = (description: string) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200, description }))

export const MarginRuleInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    floorPercent: Type.String({
      maxLength: 24,
      description: 'The least that a line may leave, in percent of its net; below zero it may cost something',
    }),
    action: Type.Union([Type.Literal('block'), Type.Literal('approve'), Type.Literal('hold')], {
      description:
        'Of an order with a line below it. block: it stays a draft; approve: it waits until somebody with `credit:write` approves it; hold: it is agreed and held until somebody with `credit:write` releases it',
    }),
    itemClasses: names('The classes of items that it is for; absent: all'),
    segments: names('The segments of accounts that it is for; absent: all'),
    sources: names('The source systems that it is for; absent: all'),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  {
    title: 'MarginRuleInput',
    $id: 'MarginRuleInput',
    additionalProperties: false,
    description:
      'Of the rules that are for a line the most specific holds: one that names item classes, then segments, then sources',
  },
)
export type MarginRuleInput = Static<typeof MarginRuleInput>

type RuleRow = CamelRow<typeof marginRulesOfCompanies>

const LEAST_FLOOR: Micro = -10n * HUNDRED_PERCENT

/** The floor of margins (P-16); a change raises its version. */
export const saveMarginRule: SetupAct<MarginRuleInput> = setupAct<MarginRuleInput, RuleRow>({
  name: 'pricing.save_margin_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(marginRulesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(marginRulesOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    // Not read by `decimal`, which takes nothing below zero.
    const floor = parseMicro(input.floorPercent)
    check.that(
      floor !== undefined && floor >= LEAST_FLOOR && floor <= HUNDRED_PERCENT,
      '/floorPercent',
      'not_a_percentage',
      'It must be a percentage from -1000 to 100 with at most 6 decimals.',
    )
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      itemClasses: input.itemClasses ?? [],
      segments: input.segments ?? [],
      sources: input.sources ?? [],
      floorPercent: floor ?? 0n,
      action: input.action,
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveMarginRules, row)
  },
})
