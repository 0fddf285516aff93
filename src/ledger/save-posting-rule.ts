import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { problemsOfRule } from './posted-amounts.ts'
import { accountsOfCompanies, rulesOfCompanies, savePostingRules } from './setup.sql.ts'

const word = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const PostingRuleInput = Type.Object(
  {
    event: word(100),
    amountKind: word(100),
    orderType: Type.Optional(word(100)),
    itemClass: Type.Optional(word(100)),
    condition: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'CEL; true: the rule holds. Variables: event, kind, company, orderType, itemClass, currency and, where it is known when accounts are chosen, amount (minor units)',
      }),
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
  Map<string, { id: bigint; control: string | null }>
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
      known: new Map(accounts.map((account) => [`${account.company_id} ${account.code}`, account])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const account = (path: string, code: string) => {
      const found = known.get(`${companyId} ${code}`)
      if (found === undefined) check.add(path, 'unknown_account', `There is no ledger account "${code}".`)
      return found
    }
    const debit = account('/debitAccount', input.debitAccount)
    const credit = account('/creditAccount', input.creditAccount)
    if (input.debitAccount === input.creditAccount) {
      check.add('/creditAccount', 'same_account', 'An amount cannot be posted from an account to itself.')
    }
    const active = input.active ?? true
    // A rule that was wrong from the beginning can still be put out of use.
    if (active) {
      const { event, amountKind, condition = null } = input
      const described = { event, amountKind, condition, debit: debit?.control, credit: credit?.control }
      if (check.stated('/event', '/amountKind', '/condition', '/debitAccount', '/creditAccount'))
        for (const { path, code, message } of problemsOfRule(described)) check.add(path, code, message)
    }
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      event: input.event,
      amountKind: input.amountKind,
      orderType: input.orderType ?? null,
      itemClass: input.itemClass ?? null,
      condition: input.condition ?? null,
      debitAccount: debit?.id ?? 0n,
      creditAccount: credit?.id ?? 0n,
      version: before?.version ?? 1,
      active,
    }
  },
  write: savePostingRules,
})

/** What is wrong with the active rules of a company, which were accepted under earlier set-up: a sentence each. */
export async function faultsOfRules(db: Reader, companyId: bigint): Promise<string[]> {
  const [rules, accounts] = await Promise.all([
    db.read(rulesOfCompanies, { companyIds: [companyId] }),
    db.read(accountsOfCompanies, { companyIds: [companyId] }),
  ])
  const controls = new Map(accounts.map((account) => [account.id, account.control]))
  return camelRows(rulesOfCompanies, rules)
    .filter((rule) => rule.active)
    .flatMap((rule) => {
      const [debit, credit] = [controls.get(rule.debitAccount), controls.get(rule.creditAccount)]
      return problemsOfRule({ ...rule, debit, credit }).map(
        ({ path, message }) => `Rule ${ruleKey(rule)}, ${path.slice(1)}: ${message.replace(/\.$/, '')}`,
      )
    })
}
