import { Type, type Static } from 'typebox'
import { readCompanies, type Company } from '../organization/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { locationsOfCompanies, saveSourcingRules, sourcingRulesOfCompanies } from './setup.sql.ts'
import { CRITERIA } from './sourcing-rule.ts'

const Code = Type.String({ minLength: 1, maxLength: 100 })
const Quantity = Type.Optional(
  Type.String({ maxLength: 32, description: 'Decimal string, up to 6 decimals' }),
)
const Percent = Type.Integer({ minimum: 0, maximum: 100 })
const Of = {
  location: Type.Optional(Code),
  locationType: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
}
const strict = { additionalProperties: false }

export const SourcingRuleInput = Type.Object(
  {
    code: Code,
    name: Type.String({ minLength: 1, maxLength: 200 }),
    active: Type.Optional(Type.Boolean()),
    precedence: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 1_000_000,
        description: 'The first rule that is for an order decides, the lowest first; 100 when absent',
      }),
    ),
    orderType: Type.Optional(Type.String({ maxLength: 100, description: 'Any when absent' })),
    source: Type.Optional(Type.String({ maxLength: 100, description: 'Any when absent' })),
    shipMethod: Type.Optional(Type.String({ maxLength: 40, description: 'Any when absent' })),
    locations: Type.Optional(Type.Array(Code, { maxItems: 1000, description: 'Only these may serve' })),
    exceptLocations: Type.Optional(Type.Array(Code, { maxItems: 1000 })),
    locationTypes: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
        maxItems: 50,
        description: 'Only locations of these types may serve',
      }),
    ),
    criteria: Type.Array(
      Type.Object(
        {
          by: Type.Union(CRITERIA.map((one) => Type.Literal(one))),
          percent: Type.Optional(Percent),
        },
        strict,
      ),
      {
        minItems: 1,
        maxItems: CRITERIA.length,
        description:
          'One after the other; or all with a percentage, of 100 together: then each weighs so much',
      },
    ),
    splitOrders: Type.Optional(Type.Boolean({ description: 'Over several locations; true when absent' })),
    splitLines: Type.Optional(Type.Boolean({ description: 'Over several locations; true when absent' })),
    minFillPercent: Type.Optional({
      ...Percent,
      description: 'A location gives at least so much of a line that is split',
    }),
    maxLocations: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'That serve an order together; 5 when absent' }),
    ),
    preferences: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...Of,
            safetyMinimum: Quantity,
            dailyOrders: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })),
            radiusKm: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_100 })),
          },
          strict,
        ),
        {
          maxItems: 1000,
          description: 'Of a location, a type, or all; of each value the most particular holds',
        },
      ),
    ),
    used: Type.Optional(
      Type.Array(
        Type.Object(
          {
            ...Of,
            onHandAtMost: Quantity,
            minus: Quantity,
            minusSellThroughPercent: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000 })),
            exclude: Type.Optional(Type.Boolean()),
          },
          strict,
        ),
        { maxItems: 1000, description: 'Changes the quantity that is counted with, not the stock' },
      ),
    ),
    maxAttempts: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 20,
        description: 'Searches for what locations refuse, the first one counted; 3 when absent',
      }),
    ),
    defaultLocation: Type.Optional({
      ...Code,
      description: 'Gets what no location takes; without it that waits for a person',
    }),
    latePenaltyPerDay: Type.Optional(
      Type.Object(
        {
          amount: Type.String({ maxLength: 32 }),
          currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
        },
        {
          ...strict,
          description:
            'By margin: what each day costs by which an order is late, in the currency of the books; 0 when absent',
        },
      ),
    ),
  },
  { title: 'SourcingRuleInput', $id: 'SourcingRuleInput', additionalProperties: false },
)
export type SourcingRuleInput = Static<typeof SourcingRuleInput>
/** What of a rule stands in one column: as it was described, with what was left out. */
export type SourcingTerms = Omit<
  SourcingRuleInput,
  'code' | 'name' | 'active' | 'precedence' | 'orderType' | 'source' | 'shipMethod'
>

type RuleRow = CamelRow<typeof sourcingRulesOfCompanies>

/** Rules of a company: each order asks them one after the other. */
const MOST_RULES = 200

/** Which locations may serve which orders and which of them comes first (P-22); a change raises its version. */
export const saveSourcingRule: SetupAct<SourcingRuleInput> = setupAct<
  SourcingRuleInput,
  RuleRow,
  { locations: ReadonlySet<string>; counts: Map<bigint, number>; companies: Map<bigint, Company> }
>({
  name: 'inventory.save_sourcing_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, locations, companies] = await Promise.all([
      db.read(sourcingRulesOfCompanies, { companyIds }),
      db.read(locationsOfCompanies, { companyIds }),
      readCompanies(db, companyIds),
    ])
    const counts = new Map<bigint, number>()
    for (const row of read) counts.set(row.company_id, (counts.get(row.company_id) ?? 0) + 1)
    return {
      rows: camelRows(sourcingRulesOfCompanies, read).map((row) => [row.code, row]),
      known: {
        locations: new Set(locations.map((row) => `${row.company_id} ${row.code}`)),
        counts,
        companies,
      },
    }
  },
  describe(input, check, { companyId, before, known }) {
    const {
      code,
      name,
      active = true,
      precedence = 100,
      orderType = '',
      source = '',
      shipMethod = '',
      ...terms
    } = input
    if (!before) {
      const count = (known.counts.get(companyId) ?? 0) + 1
      check.that(
        count <= MOST_RULES,
        '/code',
        'too_many',
        `A company has at most ${MOST_RULES} sourcing rules.`,
      )
      if (check.problems.length === 0) known.counts.set(companyId, count)
    }
    checkCriteria(check, terms.criteria ?? [])
    const named = (path: string, location: string | undefined) => {
      if (location === undefined || known.locations.has(`${companyId} ${location}`)) return
      check.add(path, 'unknown_location', `There is no location "${location}".`)
    }
    for (const list of ['locations', 'exceptLocations'] as const)
      terms[list]?.forEach((location, index) => named(`/${list}/${index}`, location))
    named('/defaultLocation', terms.defaultLocation)
    terms.preferences?.forEach((one, index) => {
      named(`/preferences/${index}/location`, one.location)
      if (one.safetyMinimum !== undefined)
        check.decimal(`/preferences/${index}/safetyMinimum`, one.safetyMinimum)
    })
    terms.used?.forEach((one, index) => {
      named(`/used/${index}/location`, one.location)
      for (const what of ['onHandAtMost', 'minus'] as const)
        if (one[what] !== undefined) check.decimal(`/used/${index}/${what}`, one[what])
    })
    if (terms.latePenaltyPerDay) {
      const { currency } = known.companies.get(companyId)!
      check.money('/latePenaltyPerDay', terms.latePenaltyPerDay, currency)
      const weighs = (terms.criteria ?? []).some(({ by }) => by === 'margin')
      if (check.stated('/criteria'))
        check.that(weighs, '/latePenaltyPerDay', 'not_of_criteria', 'It is weighed by the margin alone.')
    }
    return {
      companyId,
      code,
      version: before?.version ?? 1,
      name,
      active,
      precedence,
      orderType,
      source,
      shipMethod,
      terms: plain(terms),
    }
  },
  write: saveSourcingRules,
})

/** Weighed all, to 100 percent, or none; each once. */
function checkCriteria(check: Check, criteria: SourcingRuleInput['criteria']): void {
  const named = new Set<string>()
  criteria.forEach(({ by }, index) => {
    check.that(!named.has(by), `/criteria/${index}/by`, 'named_twice', `"${by}" is named twice.`)
    named.add(by)
  })
  const weighed = criteria.filter(({ percent }) => percent !== undefined)
  if (weighed.length === 0) return
  const all = weighed.length === criteria.length
  check.that(all, '/criteria', 'half_weighed', 'Either each has a percentage, or none.')
  const sum = weighed.reduce((total, { percent = 0 }) => total + percent, 0)
  check.that(!all || sum === 100, '/criteria', 'not_whole', `The percentages add up to ${sum}, not to 100.`)
}

function plain(terms: SourcingTerms): JsonObject {
  return JSON.parse(JSON.stringify(terms)) as JsonObject
}

/** A rule as it was described. */
export function describedRule({
  companyId: _company,
  version,
  terms,
  ...row
}: RuleRow): Record<string, Json> {
  return { ...row, ...(terms as JsonObject), version }
}
