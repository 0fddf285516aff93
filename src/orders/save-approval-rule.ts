import { Type, type Static } from 'typebox'
import { employed } from '../platform/auth/index.ts'
import { decodeId } from '../platform/public-id.ts'
import { ruleLimits } from '../platform/rules.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { countedByCompany, Room } from '../platform/setup-room.ts'
import { approvalRulesOfCompanies, saveApprovalRules } from './approval.sql.ts'
import { MOST_APPROVERS, parseLevel } from './approvers.ts'
import { approvalFacts } from './rule-facts.ts'

const MOST_LEVELS = 5
/** Of a company: each order is judged by all of them. */
const MOST_RULES = 200

export const ApprovalRuleInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    condition: Type.String({
      minLength: 1,
      maxLength: ruleLimits.textLength,
      description:
        'CEL, true of an order that somebody is to look at; amounts are in the smallest unit of the currency of the order. docs/guides/approvals.md says what it may ask',
    }),
    levels: Type.Array(Type.String({ minLength: 1, maxLength: MOST_APPROVERS * 40 }), {
      minItems: 1,
      maxItems: MOST_LEVELS,
      description:
        'Who is asked, one level after the other; who is asked later may speak for all before. A level is a scope, `role:finance` or `user:usr_…`, or several of them joined by ` or `, of whom one is enough, or by ` and `, who all have to agree',
    }),
    exemptSources: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        maxItems: 200,
        description: 'Source systems whose orders pass, such as imports',
      }),
    ),
    escalateHours: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 8760,
        description: 'After so many hours without an answer the next level is asked; never when absent',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'ApprovalRuleInput', $id: 'ApprovalRuleInput', additionalProperties: false },
)
export type ApprovalRuleInput = Static<typeof ApprovalRuleInput>

interface Known {
  /** Users that levels name, of whom it is known what they are; by `company/user`. */
  users: ReadonlyMap<string, unknown>
  room: Room
}
type RuleRow = CamelRow<typeof approvalRulesOfCompanies>

/** Which orders wait for whom (A4-1); a change raises its version. */
export const saveApprovalRule: SetupAct<ApprovalRuleInput> = setupAct<ApprovalRuleInput, RuleRow, Known>({
  name: 'orders.save_approval_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const named = requests.flatMap(({ input }) => input.levels.flatMap(usersOf))
    const [read, users] = await Promise.all([
      db.read(approvalRulesOfCompanies, { companyIds: companiesOf(requests) }),
      employed(db, named),
    ])
    const rows = camelRows(approvalRulesOfCompanies, read)
    const most = { whose: 'A company', most: MOST_RULES, name: 'approval rules' }
    const room = new Room(most, countedByCompany(rows))
    return { rows: rows.map((row) => [row.code, row]), known: { users, room } }
  },
  describe(input, check, { companyId, before, known, context }) {
    check.rule('/condition', input.condition, approvalFacts)
    const levels = input.levels.map((text, place) => {
      const { level, users, wrong } = parseLevel(text)
      for (const [code, message] of wrong) check.add(`/levels/${place}`, code, message)
      const strangers = users.filter(
        (id) => !known.users.has(`${companyId}/${id}`) && !known.users.has(`0/${id}`),
      )
      check.that(strangers.length === 0, `/levels/${place}`, 'unknown_user', 'There is no such employee.')
      const twice = input.levels.indexOf(text) < place
      check.that(!twice, `/levels/${place}`, 'twice', `"${text}" is asked once.`)
      return level
    })
    if (!before) known.room.take(companyId, check)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      condition: input.condition,
      levels,
      exemptSources: input.exemptSources ?? [],
      escalateHours: input.escalateHours ?? null,
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveApprovalRules, row)
  },
})

function usersOf(level: string): bigint[] {
  return [...level.matchAll(/\buser:(usr_\w+)/g)].flatMap(([, id]) => decodeId('usr', id!) ?? [])
}
