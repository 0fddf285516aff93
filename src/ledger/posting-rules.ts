import type { Minor } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { standingRule, type Rule } from '../platform/rules.ts'
import { conditionFacts } from './condition-facts.ts'

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
  /** CEL condition over `conditionFacts`. */
  when?: string
  /** Accounts, by code or by id. */
  debit: Ref
  credit: Ref
}

/** What a rule is chosen by. */
export interface PostingMatch {
  company: string
  orderType: string
  itemClass: string
}

/** Facts of one posting. */
export interface PostingFacts extends PostingMatch {
  currency: string
  /** Minor units of the currency; null where it is computed after the accounts were chosen. */
  amount: Minor | null
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
 * debit that is its own credit, two unconditional rules of the same matches. A condition that does not compile refuses
 * the amounts that ask it, no others.
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
      condition = standingRule(rule.when, conditionFacts(rule.event, rule.kind))
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
 * The rule of an amount. A kind without a rule, or a condition that fails to evaluate, refuses it by name: nothing is
 * guessed and nothing falls through.
 */
export function ruleFor<Ref extends LedgerRef>(
  rules: PostingRules<Ref>,
  event: string,
  kind: string,
  facts: PostingFacts,
): { ok: true; rule: PostingRule<Ref> } | Refusal {
  const { amount, ...named } = facts
  for (const { rule, condition } of rules.byEvent.get(event)?.get(kind) ?? []) {
    if (!matches(rule, facts)) continue
    if (!condition) return { ok: true, rule }
    const outcome = condition.evaluate({ ...named, event, kind, ...(amount !== null && { amount }) })
    if (!outcome.ok) {
      return refuse(
        'posting_rule_fault',
        `the condition of posting rule ${rule.id} fails: ${outcome.message}`,
        `/${event}/${kind}`,
      )
    }
    if (outcome.value === true) return { ok: true, rule }
  }
  const words = `company "${facts.company}", order type "${facts.orderType}", item class "${facts.itemClass}"`
  return refuse(
    'posting_rule_missing',
    `no posting rule for ${kind} of ${event} (${words})`,
    `/${event}/${kind}`,
  )
}

/** Does an amount find a rule whatever the conditions say? */
export function hasRuleForAll(
  rules: PostingRules<LedgerRef>,
  event: string,
  kind: string,
  match: PostingMatch,
): boolean {
  const candidates = rules.byEvent.get(event)?.get(kind) ?? []
  return candidates.some(({ rule, condition }) => condition === undefined && matches(rule, match))
}

function matches(rule: PostingRule<LedgerRef>, match: PostingMatch): boolean {
  return (
    (rule.company === undefined || rule.company === match.company) &&
    (rule.itemClass === undefined || rule.itemClass === match.itemClass) &&
    (rule.orderType === undefined || rule.orderType === match.orderType)
  )
}
