import { Type, type Static } from 'typebox'
import { readCalendarCodes } from '../organization/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import {
  Assignments,
  checkAssignments,
  describedAssignments,
  plain,
  readAssignable,
  type Assignable,
} from './assignments.ts'
import { ATP_MODES, SUPPLY_KINDS } from './atp-rule.ts'
import { checkCalendar } from './save-location.ts'
import { atpRulesOfCompanies, saveAtpRules } from './setup.sql.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })
const strict = { additionalProperties: false }
const days = (most: number, description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: most, description }))

export const AtpRuleInput = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    active: Type.Optional(Type.Boolean()),
    mode: Type.Union(
      ATP_MODES.map((one) => Type.Literal(one)),
      {
        description:
          'stock: supply and demand are searched; lead_time: anything is available after the lead time; infinite: at once',
      },
    ),
    assignments: Assignments,
    supplyKinds: Type.Optional(
      Type.Array(Type.Union(['on_hand', ...SUPPLY_KINDS].map((one) => Type.Literal(one))), {
        maxItems: SUPPLY_KINDS.length + 1,
        description: 'What counts; all when absent',
      }),
    ),
    demandKinds: Type.Optional(
      Type.Array(Type.Literal('dated_demand'), {
        maxItems: 1,
        description:
          'What counts beside what is reserved, which always does: orders that were promised a day. Counts when absent',
      }),
    ),
    pastDueSupplyDays: days(
      3650,
      'Supply that is late for no more working days counts as of today; 0 when absent',
    ),
    pastDueDemandDays: days(3650, 'The same of demand; however late when absent'),
    backward: Type.Optional(
      Type.Boolean({ description: 'A day that lacks takes from earlier ones; true when absent' }),
    ),
    forward: Type.Optional(
      Type.Boolean({ description: 'What is lacking still is taken from later ones; true when absent' }),
    ),
    accumulate: Type.Optional(
      Type.Boolean({
        description: 'What is left counts on later days; as backward, which it needs, when absent',
      }),
    ),
    accumulationDays: days(
      365,
      'Accumulation window: so many working days goods serve demand; without an end when absent',
    ),
    leadTime: Type.Optional(
      Type.Object(
        {
          by: Type.Union([Type.Literal('total'), Type.Literal('user_defined')]),
          preProcessingDays: days(3650, 'Of total'),
          processingDays: days(3650, 'Of total'),
          postProcessingDays: days(3650, 'Of total'),
          days: days(3650, 'Of user_defined'),
        },
        { ...strict, description: 'Working days; total is the sum of the three' },
      ),
    ),
    infiniteFence: Type.Optional(
      Type.Object(
        {
          by: Type.Union([Type.Literal('total_lead_time'), Type.Literal('user_defined')]),
          days: days(3650, 'Of user_defined'),
        },
        { ...strict, description: 'From so many working days on anything is available; never when absent' },
      ),
    ),
    latestSupplyFirst: Type.Optional(
      Type.Boolean({
        description:
          'Who wants goods on a later day is served by what comes before it, and leaves what is there to who wants it earlier; false when absent',
      }),
    ),
    capable: Type.Optional(
      Type.Boolean({
        description:
          'What is short is looked for through the supply chain: made, bought or moved there, as supply rules say; false when absent',
      }),
    ),
    calendar: Type.Optional(
      Type.String({
        maxLength: 40,
        description:
          'Code of the calendar of its working days; that of the location, or every day, when absent',
      }),
    ),
  },
  { title: 'AtpRuleInput', $id: 'AtpRuleInput', additionalProperties: false },
)
export type AtpRuleInput = Static<typeof AtpRuleInput>
/** What of a rule stands in one column: as it was described, with what was left out. */
export type RuleTerms = Omit<AtpRuleInput, 'code' | 'name' | 'active' | 'mode' | 'assignments'>

type RuleRow = Omit<CamelRow<typeof atpRulesOfCompanies>, 'looks'>

/** Rules of a company. */
const MOST = { rules: 200 }

interface Known extends Assignable {
  calendars: ReadonlySet<string>
  /** Rules by company, then code, as this batch leaves them. */
  rules: Map<bigint, Map<string, RuleRow>>
}

/** What counts as available of which items, and where (A10-1 … A10-7); a change raises its version. */
export const saveAtpRule: SetupAct<AtpRuleInput> = setupAct<AtpRuleInput, RuleRow, Known>({
  name: 'inventory.save_atp_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, assignable, calendars] = await Promise.all([
      db.read(atpRulesOfCompanies, { companyIds }),
      readAssignable(db, requests),
      readCalendarCodes(db, companyIds),
    ])
    const rows = camelRows(atpRulesOfCompanies, read).map(({ looks: _looks, ...row }): RuleRow => row)
    const rules = new Map<bigint, Map<string, RuleRow>>(companyIds.map((id) => [id, new Map()]))
    for (const row of rows) rules.get(row.companyId)!.set(row.code, row)
    return { rows: rows.map((row) => [row.code, row]), known: { ...assignable, calendars, rules } }
  },
  describe(input, check, { companyId, before, known }) {
    const { code, name, active = true, mode, assignments, ...terms } = input
    const own = known.rules.get(companyId) ?? new Map<string, RuleRow>()
    const others = [...own.values()].filter((row) => row.code !== code)
    check.that(
      others.length < MOST.rules,
      '/code',
      'too_many',
      `A company has at most ${MOST.rules} rules of what is available.`,
    )
    checkMode(check, mode, terms)
    checkLeadTime(check, mode, terms)
    checkOptions(check, terms)
    checkCalendar(check, '/calendar', terms.calendar ?? '', companyId, known.calendars)
    const assigned = checkAssignments(check, assignments ?? [], { companyId, active, known, others })
    const row: RuleRow = {
      companyId,
      code,
      version: before?.version ?? 1,
      name,
      active,
      mode,
      terms: plain(terms),
      assignments: plain(assigned),
    }
    if (check.problems.length === 0) own.set(code, row)
    return row
  },
  write: saveAtpRules,
})

/** Options of a search where nothing is searched. */
function checkMode(check: Check, mode: AtpRuleInput['mode'], terms: RuleTerms): void {
  if (mode === 'stock' || !check.stated('/mode')) return
  const searched = [
    'supplyKinds',
    'demandKinds',
    'pastDueSupplyDays',
    'pastDueDemandDays',
    'backward',
    'forward',
    'accumulate',
    'accumulationDays',
    'infiniteFence',
    'latestSupplyFirst',
    'capable',
  ] as const
  for (const option of searched)
    check.that(
      terms[option] === undefined,
      `/${option}`,
      'not_of_mode',
      `In mode ${mode} supply and demand are not searched.`,
    )
  if (mode === 'infinite')
    check.that(
      terms.leadTime === undefined,
      '/leadTime',
      'not_of_mode',
      'In mode infinite nothing takes time.',
    )
}

function checkLeadTime(
  check: Check,
  mode: AtpRuleInput['mode'],
  { leadTime, infiniteFence: fence }: RuleTerms,
): void {
  if (mode === 'lead_time')
    check.that(leadTime !== undefined, '/leadTime', 'required', 'Mode lead_time needs a lead time.')
  const parts = ['preProcessingDays', 'processingDays', 'postProcessingDays'] as const
  if (leadTime?.by === 'user_defined') {
    check.that(leadTime.days !== undefined, '/leadTime/days', 'required', 'Say how many days.')
    for (const part of parts)
      check.that(leadTime[part] === undefined, `/leadTime/${part}`, 'not_of_choice', 'It is of a total.')
  }
  if (leadTime?.by === 'total') {
    const some = parts.some((part) => leadTime[part] !== undefined)
    check.that(some, '/leadTime', 'required', 'A total has days before, of or after processing.')
    check.that(leadTime.days === undefined, '/leadTime/days', 'not_of_choice', 'A total is added up.')
  }
  if (fence?.by === 'user_defined')
    check.that(fence.days !== undefined, '/infiniteFence/days', 'required', 'Say after how many days.')
  if (fence?.by === 'total_lead_time') {
    check.that(fence.days === undefined, '/infiniteFence/days', 'not_of_choice', 'It is the total lead time.')
    const total = leadTime?.by === 'total'
    check.that(total, '/leadTime', 'required', 'The fence is the total lead time: say what it is.')
  }
}

function checkOptions(check: Check, { backward = true, accumulate, accumulationDays }: RuleTerms): void {
  if (backward) return
  const needs = 'Only with backward consumption.'
  check.that(accumulate !== true, '/accumulate', 'needs_backward', needs)
  check.that(accumulationDays === undefined, '/accumulationDays', 'needs_backward', needs)
}

/** A rule as it was described. */
export function describedAtpRule({
  companyId: _company,
  version,
  terms,
  assignments,
  ...row
}: RuleRow): Record<string, Json> {
  return { ...row, assignments: describedAssignments(assignments), ...(terms as JsonObject), version }
}
