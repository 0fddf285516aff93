import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { camelRows, keyColumns, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { matchRulesByCode, readMatchRules as readMatchRuleRows, saveMatchRules } from './match.sql.ts'

const MATCH_KEYS = ['email', 'phone', 'alternate_number', 'name', 'postcode'] as const
export type MatchKey = (typeof MATCH_KEYS)[number]
const MatchKey = Type.Unsafe<MatchKey>(Type.Union(MATCH_KEYS.map((key) => Type.Literal(key))))

export const MatchRuleInput = Type.Object(
  {
    code: Type.String({ pattern: '^[A-Za-z0-9._-]{1,50}$', form: 'at most 50 letters, digits and . _ -' }),
    position: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1000,
        description: 'The first rule that agrees decides; 0 when absent',
      }),
    ),
    keys: Type.Array(MatchKey, {
      minItems: 1,
      maxItems: 5,
      description: 'All of these agree. Name and postcode count together, or beside another key',
    }),
    outcome: Type.Union([Type.Literal('suggest'), Type.Literal('merge')]),
    mostRecords: Type.Optional(
      Type.Integer({
        minimum: 2,
        maximum: 100,
        description:
          'Records that may agree and still be merged, beyond it is only suggested: a key that many have is nobody’s. 3 when absent',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'MatchRuleInput', $id: 'MatchRuleInput', additionalProperties: false },
)
export type MatchRuleInput = Static<typeof MatchRuleInput>

/** A rule as it stands; `keys` is a list of keys. */
type Row = Omit<CamelRow<typeof matchRulesByCode>, 'keys'> & { keys: Json }

export type MatchRule = Omit<Row, 'keys'> & { keys: MatchKey[] }

const keyOf = (input: MatchRuleInput) => input.code

/** A rule by which records are taken for one customer. Rules are read when they are needed, so the set-up version stays. */
export const saveMatchRule: SetupAct<MatchRuleInput> = setupAct<MatchRuleInput, Row>({
  name: 'customers.save_match_rule',
  touches: false,
  key: keyOf,
  async read(db, requests) {
    const rows = await db.read(matchRulesByCode, keyColumns(requests, keyOf))
    return { rows: camelRows(matchRulesByCode, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId }) {
    const keys = MATCH_KEYS.filter((key) => input.keys.includes(key))
    const found = keys.some((key) => key !== 'name' && key !== 'postcode') || keys.length === 2
    check.that(
      found,
      '/keys',
      'too_weak',
      'Very many have the same name, or the same postcode: name both, or another key.',
    )
    return {
      companyId,
      code: input.code,
      position: input.position ?? 0,
      keys,
      outcome: input.outcome,
      mostRecords: input.mostRecords ?? 3,
      active: input.active ?? true,
    }
  },
  write: saveMatchRules,
})

/** The rules of a company as they were described. */
export async function listMatchRules(db: Reader, companyId: bigint): Promise<MatchRuleInput[]> {
  const rows = await db.read(readMatchRuleRows, { companyIds: [companyId] })
  return camelRows(readMatchRuleRows, rows).map(({ companyId: _company, ...rule }) => rule as MatchRuleInput)
}

/** The rules of companies that are used, in their order. */
export async function readMatchRules(
  db: Reader,
  companyIds: Iterable<bigint>,
): Promise<Map<bigint, MatchRule[]>> {
  const rows = await db.read(readMatchRuleRows, { companyIds: [...new Set(companyIds)] })
  const used = camelRows(readMatchRuleRows, rows).filter((rule) => rule.active) as MatchRule[]
  return Map.groupBy(used, (rule) => rule.companyId)
}
