import { Type, type Static } from 'typebox'
import { readCalendarCodes } from '../organization/index.ts'
import type { Json } from '../platform/json.ts'
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
import { checkCalendar } from './save-location.ts'
import { saveSupplyRules, supplyRulesOfCompanies } from './setup.sql.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })
const days = (description: string) => Type.Optional(Type.Integer({ minimum: 0, maximum: 3650, description }))

/** Ways of one rule. */
const MOST_ORIGINS = 20

export const SupplyRuleInput = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    active: Type.Optional(Type.Boolean()),
    assignments: Assignments,
    origins: Type.Array(
      Type.Object(
        {
          by: Type.Union([Type.Literal('make'), Type.Literal('buy'), Type.Literal('transfer')], {
            description: 'make: at the place, by its bill of materials; transfer: from another location',
          }),
          rank: Type.Optional(
            Type.Integer({ minimum: 1, maximum: 1000, description: 'Lowest first; 1 when absent' }),
          ),
          percent: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 100,
              description: 'What it gives of a quantity beside others of its rank; 100 when absent',
            }),
          ),
          validFrom: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the first day' })),
          validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
          supplier: Type.Optional(Type.String({ maxLength: 100, description: 'Of buy' })),
          leadDays: days('Of buy: days of the supplier until goods are there'),
          processingDays: days('Of buy: working days of the location that it takes at least; 0 when absent'),
          location: Type.Optional(Type.String({ maxLength: 100, description: 'Of transfer: where from' })),
          shipMethod: Type.Optional(
            Type.String({ maxLength: 40, description: 'Of transfer: by the transit lane of this method' }),
          ),
          transitDays: days('Of transfer: without a ship method, so many days'),
          calendar: Type.Optional(
            Type.String({
              maxLength: 40,
              description:
                'Code of the calendar of the days of the supplier, or on the way; every day when absent',
            }),
          ),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: MOST_ORIGINS },
    ),
  },
  { title: 'SupplyRuleInput', $id: 'SupplyRuleInput', additionalProperties: false },
)
export type SupplyRuleInput = Static<typeof SupplyRuleInput>
/** An origin as it stands: as it was described. */
export type StoredOrigin = SupplyRuleInput['origins'][number]

type RuleRow = CamelRow<typeof supplyRulesOfCompanies>

/** Rules of a company. */
const MOST_RULES = 2000

interface Known extends Assignable {
  calendars: ReadonlySet<string>
  /** Rules by company, then code, as this batch leaves them. */
  rules: Map<bigint, Map<string, RuleRow>>
}

/** How goods come to which places where they are short (A10-8); a change raises its version. */
export const saveSupplyRule: SetupAct<SupplyRuleInput> = setupAct<SupplyRuleInput, RuleRow, Known>({
  name: 'inventory.save_supply_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, assignable, calendars] = await Promise.all([
      db.read(supplyRulesOfCompanies, { companyIds }),
      readAssignable(db, requests),
      readCalendarCodes(db, companyIds),
    ])
    const rows = camelRows(supplyRulesOfCompanies, read)
    const rules = new Map<bigint, Map<string, RuleRow>>(companyIds.map((id) => [id, new Map()]))
    for (const row of rows) rules.get(row.companyId)!.set(row.code, row)
    return { rows: rows.map((row) => [row.code, row]), known: { ...assignable, calendars, rules } }
  },
  describe({ code, name, active = true, assignments, origins }, check, { companyId, before, known }) {
    const own = known.rules.get(companyId) ?? new Map<string, RuleRow>()
    const others = [...own.values()].filter((row) => row.code !== code)
    check.that(
      others.length < MOST_RULES,
      '/code',
      'too_many',
      `A company has at most ${MOST_RULES} supply rules.`,
    )
    for (const [index, origin] of (origins ?? []).entries())
      checkOrigin(check, `/origins/${index}`, origin, companyId, known)
    checkShares(check, origins ?? [])
    const assigned = checkAssignments(check, assignments ?? [], { companyId, active, known, others })
    checkOwnPlace(check, origins ?? [], assignments ?? [])
    const row: RuleRow = {
      companyId,
      code,
      version: before?.version ?? 1,
      name,
      active,
      origins: plain(origins ?? []),
      assignments: plain(assigned),
    }
    if (check.problems.length === 0) own.set(code, row)
    return row
  },
  write: saveSupplyRules,
})

/** What belongs to another way. */
const OF: { [Member in keyof StoredOrigin]?: readonly StoredOrigin['by'][] } = {
  supplier: ['buy'],
  leadDays: ['buy'],
  processingDays: ['buy'],
  location: ['transfer'],
  shipMethod: ['transfer'],
  transitDays: ['transfer'],
  calendar: ['buy', 'transfer'],
}

function checkOrigin(check: Check, at: string, origin: StoredOrigin, companyId: bigint, known: Known): void {
  const { by, validFrom, validTo, location, shipMethod, transitDays } = origin
  for (const [member, ways] of Object.entries(OF))
    if (origin[member as keyof StoredOrigin] !== undefined && check.stated(`${at}/by`))
      check.that(ways.includes(by), `${at}/${member}`, 'not_of_origin', `It is not of ${by}.`)
  const begins = validFrom === undefined || check.date(`${at}/validFrom`, validFrom)
  const ends = validTo === undefined || check.date(`${at}/validTo`, validTo)
  if (begins && ends && validFrom !== undefined && validTo !== undefined)
    check.that(validFrom <= validTo, `${at}/validTo`, 'dates_reversed', 'It lies before validFrom.')
  checkCalendar(check, `${at}/calendar`, origin.calendar ?? '', companyId, known.calendars)
  if (by === 'buy')
    check.that(
      origin.leadDays !== undefined,
      `${at}/leadDays`,
      'required',
      'Say how long the supplier takes.',
    )
  if (by !== 'transfer') return
  check.that(location !== undefined, `${at}/location`, 'required', 'Say where it comes from.')
  if (location !== undefined && !known.locations.has(`${companyId} ${location}`))
    check.add(`${at}/location`, 'unknown_location', `There is no location "${location}".`)
  check.that(
    (shipMethod === undefined) !== (transitDays === undefined),
    `${at}/transitDays`,
    'method_or_days',
    'Say by which ship method it comes, or how many days it takes: one of both.',
  )
}

/** Origins of one rank, on whichever day they are asked together, share a quantity: no more than all of it. */
function checkShares(check: Check, origins: readonly StoredOrigin[]): void {
  const over = new Set<number>()
  for (const { rank = 1, validFrom: day = '' } of origins) {
    let percents = 0
    for (const [index, one] of origins.entries()) {
      const { rank: of = 1, percent = 100, validFrom = '', validTo = day } = one
      if (of !== rank || validFrom > day || validTo < day) continue
      percents += percent
      if (percents > 100) over.add(index)
    }
  }
  for (const index of [...over].sort((a, b) => a - b))
    check.add(
      `/origins/${index}/percent`,
      'over_100',
      'With those of its rank before it this is more than 100.',
    )
}

/** Nothing is moved to where it is. */
function checkOwnPlace(
  check: Check,
  origins: readonly StoredOrigin[],
  assignments: SupplyRuleInput['assignments'],
): void {
  const places = new Set(assignments.map(({ location }) => location))
  for (const [index, { location }] of origins.entries())
    if (location !== undefined && places.has(location))
      check.add(`/origins/${index}/location`, 'own_place', 'The rule is for this location itself.')
}

/** A rule as it was described. */
export function describedSupplyRule({
  companyId: _company,
  assignments,
  ...row
}: RuleRow): Record<string, Json> {
  return { ...row, assignments: describedAssignments(assignments) }
}
