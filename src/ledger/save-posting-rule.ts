import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { postingFacts } from './posting-rules.ts'
import { accountsOfCompanies, rulesOfCompanies, savePostingRules } from './setup.sql.ts'

const word = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const PostingRuleInput = Type.Object(
  {
    event: word(100),
    amountKind: word(100),
    orderType: Type.Optional(word(100)),
    itemClass: Type.Optional(word(100)),
    condition: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'CEL; true: the rule holds' }),
    ),
    debitAccount: word(40),
    creditAccount: word(40),
    active: Type.Optional(Type.Boolean()),
  },
  { title: 'PostingRuleInput', $id: 'PostingRuleInput', additionalProperties: false },
)
export type PostingRuleInput = Static<typeof PostingRuleInput>

type RuleRow = CamelRow<typeof rulesOfCompanies>

/** Natural code of a rule: what it matches. */
function ruleKey(rule: {
  event: string
  amountKind: string
  orderType?: string | null
  itemClass?: string | null
  condition?: string | null
}): string {
  const { event, amountKind, orderType, itemClass, condition } = rule
  return JSON.stringify([event, amountKind, orderType ?? null, itemClass ?? null, condition ?? null])
}

/** A posting rule, by what it matches; its accounts may change, which raises the rule's version. */
export const savePostingRule: SetupAct<PostingRuleInput> = setupAct<
  PostingRuleInput,
  RuleRow,
  Map<string, bigint>
>({
  name: 'ledger.save_posting_rule',
  key: ruleKey,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rules, accounts] = await Promise.all([
      db.read(rulesOfCompanies, { companyIds }),
      db.read(accountsOfCompanies, { companyIds }),
    ])
    return {
      rows: camelRows(rulesOfCompanies, rules).map((row) => [ruleKey(row), row]),
      known: new Map(accounts.map((account) => [`${account.company_id} ${account.code}`, account.id])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const account = (path: string, code: string): bigint => {
      const id = known.get(`${companyId} ${code}`)
      if (id === undefined) check.add(path, 'unknown_account', `There is no ledger account "${code}".`)
      return id ?? 0n
    }
    const debitAccount = account('/debitAccount', input.debitAccount)
    const creditAccount = account('/creditAccount', input.creditAccount)
    if (input.debitAccount === input.creditAccount) {
      check.add('/creditAccount', 'same_account', 'An amount cannot be posted from an account to itself.')
    }
    if (input.condition !== undefined) check.rule('/condition', input.condition, postingFacts)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      event: input.event,
      amountKind: input.amountKind,
      orderType: input.orderType ?? null,
      itemClass: input.itemClass ?? null,
      condition: input.condition ?? null,
      debitAccount,
      creditAccount,
      version: before?.version ?? 1,
      active: input.active ?? true,
    }
  },
  write: savePostingRules,
})
