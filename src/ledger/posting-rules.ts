import type { Minor } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { compileRule, type Rule, type RuleSchema } from '../platform/rules.ts'

/**
 * Which accounts an event moves (D9): rules are data, the most specific one wins, and every posting keeps the rule that
 * made it. A posting is one row with a debit and a credit account, so it balances by construction.
 */

/** How rules and accounts are named: by code in the default set, by id in the database. */
export type LedgerRef = string | bigint

/** A rule of determination. An absent match field stands for any. */
export interface PostingRule<Ref extends LedgerRef = string> {
  id: Ref
  version: number
  /** Business event: 'invoice.issued'. */
  event: string
  /** Kind of amount within the event: 'revenue', 'tax', 'cost'. */
  kind: string
  company?: string
  orderType?: string
  itemClass?: string
  /** CEL condition over `postingFacts`. */
  when?: string
  /** Accounts, by code or by id. */
  debit: Ref
  credit: Ref
}

/** Facts of one posting. Absent texts are ''. */
export interface PostingFacts {
  company: string
  orderType: string
  itemClass: string
  currency?: string
  country?: string
  reason?: string
}

/** The variables of a posting rule's condition. `amount` is minor units. */
export const postingFacts = {
  event: 'string',
  kind: 'string',
  company: 'string',
  orderType: 'string',
  itemClass: 'string',
  currency: 'string',
  country: 'string',
  reason: 'string',
  amount: 'int',
} satisfies RuleSchema

/** An amount of an event that is to be posted; negative amounts swap debit and credit. */
export interface AmountToPost {
  kind: string
  amount: Minor
}

/** One posting: `amount` (always positive) is debited to one account and credited to the other. */
export interface Posting<Ref extends LedgerRef = string> {
  debit: Ref
  credit: Ref
  amount: Minor
  kind: string
  ruleId: Ref
  ruleVersion: number
}

/** Rules made ready for use: by event and kind, the most specific first. */
export interface PostingRules<Ref extends LedgerRef = string> {
  readonly byEvent: ReadonlyMap<string, ReadonlyMap<string, readonly ReadyRule<Ref>[]>>
}

interface ReadyRule<Ref extends LedgerRef> {
  rule: PostingRule<Ref>
  condition: Rule | undefined
}

/**
 * Makes rules ready: conditions compiled, accounts and uniqueness checked. Specific before general: company, then item
 * class, then order type, then a condition; two conditions of one rank go by rule id. Refused: an unknown account, a
 * condition that does not compile, a debit that is its own credit, two unconditional rules of the same matches.
 */
export function preparePostingRules<Ref extends LedgerRef>(
  rules: readonly PostingRule<Ref>[],
  accounts: ReadonlySet<Ref>,
): { ok: true; rules: PostingRules<Ref> } | Refusal {
  const problems: Problem[] = []
  const byEvent = new Map<string, Map<string, ReadyRule<Ref>[]>>()
  const seen = new Map<string, Ref>()
  for (const rule of rules) {
    const path = `/rules/${rule.id}`
    const note = (field: string, code: string, message: string) => {
      problems.push({ path: `${path}/${field}`, code, message })
    }
    for (const side of ['debit', 'credit'] as const) {
      if (!accounts.has(rule[side])) note(side, 'account_unknown', `there is no account ${rule[side]}`)
    }
    if (rule.debit === rule.credit) note('credit', 'accounts_equal', 'debit and credit are the same account')
    let condition: Rule | undefined
    if (rule.when !== undefined) {
      const compiled = compileRule(rule.when, postingFacts)
      if (compiled.ok) condition = compiled.rule
      else for (const problem of compiled.problems) note('when', problem.code, problem.message)
    } else {
      const key = JSON.stringify([rule.event, rule.kind, rule.company, rule.orderType, rule.itemClass])
      const other = seen.get(key)
      if (other !== undefined) note('event', 'rule_ambiguous', `rule ${other} matches the same facts`)
      seen.set(key, rule.id)
    }
    let byKind = byEvent.get(rule.event)
    if (!byKind) byEvent.set(rule.event, (byKind = new Map()))
    const ready = { rule, condition }
    const same = byKind.get(rule.kind)
    if (same) same.push(ready)
    else byKind.set(rule.kind, [ready])
  }
  if (problems.length > 0) return refuse('posting_rules_invalid', problems)
  for (const byKind of byEvent.values()) {
    for (const same of byKind.values()) {
      same.sort((a, b) => rank(b.rule) - rank(a.rule) || (a.rule.id < b.rule.id ? -1 : 1))
    }
  }
  return { ok: true, rules: { byEvent } }
}

function rank(rule: PostingRule<LedgerRef>): number {
  return (
    (rule.company === undefined ? 0 : 8) +
    (rule.itemClass === undefined ? 0 : 4) +
    (rule.orderType === undefined ? 0 : 2) +
    (rule.when === undefined ? 0 : 1)
  )
}

/**
 * The postings of an event: one per amount that is not zero. A kind without a rule, or a condition that fails to
 * evaluate, refuses the whole event by name: nothing is guessed and nothing is skipped.
 */
export function postingsFor<Ref extends LedgerRef>(
  rules: PostingRules<Ref>,
  event: string,
  facts: PostingFacts,
  amounts: readonly AmountToPost[],
): { ok: true; postings: Posting<Ref>[] } | Refusal {
  const byKind = rules.byEvent.get(event)
  const postings: Posting<Ref>[] = []
  for (const { kind, amount } of amounts) {
    if (amount === 0n) continue
    const rule = choose(byKind?.get(kind), event, kind, facts, amount)
    if ('ok' in rule) return rule
    const mirrored = amount < 0n
    postings.push({
      debit: mirrored ? rule.credit : rule.debit,
      credit: mirrored ? rule.debit : rule.credit,
      amount: mirrored ? -amount : amount,
      kind,
      ruleId: rule.id,
      ruleVersion: rule.version,
    })
  }
  return { ok: true, postings }
}

function choose<Ref extends LedgerRef>(
  candidates: readonly ReadyRule<Ref>[] | undefined,
  event: string,
  kind: string,
  facts: PostingFacts,
  amount: Minor,
): PostingRule<Ref> | Refusal {
  for (const { rule, condition } of candidates ?? []) {
    if (rule.company !== undefined && rule.company !== facts.company) continue
    if (rule.itemClass !== undefined && rule.itemClass !== facts.itemClass) continue
    if (rule.orderType !== undefined && rule.orderType !== facts.orderType) continue
    if (!condition) return rule
    const { currency = '', country = '', reason = '' } = facts
    const outcome = condition.evaluate({ ...facts, currency, country, reason, event, kind, amount })
    if (!outcome.ok) {
      return refuse(
        'posting_rule_fault',
        `the condition of posting rule ${rule.id} fails: ${outcome.message}`,
        `/${event}/${kind}`,
      )
    }
    if (outcome.value === true) return rule
  }
  const named = `company "${facts.company}", order type "${facts.orderType}", item class "${facts.itemClass}"`
  return refuse(
    'posting_rule_missing',
    `no posting rule for ${kind} of ${event} (${named})`,
    `/${event}/${kind}`,
  )
}
