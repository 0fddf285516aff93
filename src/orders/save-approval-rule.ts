import { Type, type Static } from 'typebox'
import { SCOPES } from '../platform/http/index.ts'
import { ruleLimits } from '../platform/rules.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { approvalRulesOfCompanies, saveApprovalRules } from './approval.sql.ts'
import { approvalFacts } from './rule-facts.ts'

const MOST_LEVELS = 5

export const ApprovalRuleInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    condition: Type.String({
      minLength: 1,
      maxLength: ruleLimits.textLength,
      description:
        'CEL, true of an order that somebody is to look at; amounts are in the smallest unit of the currency of the order. docs/guides/approvals.md says what it may ask',
    }),
    levels: Type.Array(Type.String({ minLength: 1, maxLength: 40 }), {
      minItems: 1,
      maxItems: MOST_LEVELS,
      description:
        'Scopes whose holders are asked, one after the other; who holds a later one may speak for all before',
    }),
    exemptSources: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
        maxItems: 200,
        description: 'Source systems whose orders pass, such as imports',
      }),
    ),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'ApprovalRuleInput', $id: 'ApprovalRuleInput', additionalProperties: false },
)
export type ApprovalRuleInput = Static<typeof ApprovalRuleInput>

type RuleRow = CamelRow<typeof approvalRulesOfCompanies>

/** Which orders wait for whom (A4-1); a change raises its version. */
export const saveApprovalRule: SetupAct<ApprovalRuleInput> = setupAct<ApprovalRuleInput, RuleRow>({
  name: 'orders.save_approval_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(approvalRulesOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(approvalRulesOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    check.rule('/condition', input.condition, approvalFacts)
    input.levels.forEach((scope, place) => {
      const known = (SCOPES as readonly string[]).includes(scope)
      check.that(known, `/levels/${place}`, 'unknown_scope', `There is no scope "${scope}".`)
      const twice = input.levels.indexOf(scope) < place
      check.that(!twice, `/levels/${place}`, 'twice', `"${scope}" is asked once.`)
    })
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      condition: input.condition,
      levels: input.levels,
      exemptSources: input.exemptSources ?? [],
      active: input.active ?? true,
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveApprovalRules, row)
  },
})
