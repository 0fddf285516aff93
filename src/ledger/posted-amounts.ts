import type { Problem } from '../platform/outcome.ts'
import { compileRule } from '../platform/rules.ts'
import { conditionFacts } from './condition-facts.ts'
import { defaultAccounts, defaultPostingRules, type AccountControl } from './default-rules.ts'

/** An amount of an event that can be posted, and the sub-ledger that each side of it moves (null: none). */
export interface PostedAmount {
  event: string
  kind: string
  debit: AccountControl | null
  credit: AccountControl | null
}

const controls = new Map(defaultAccounts.map(({ code, control }) => [code, control ?? null]))

/** Every amount of every event that can be posted. The default rules say which sub-ledgers it moves. */
export const postedAmounts: readonly PostedAmount[] = defaultPostingRules.map((rule) => ({
  event: rule.event,
  kind: rule.kind,
  debit: controls.get(rule.debit)!,
  credit: controls.get(rule.credit)!,
}))

/** Sub-ledgers that Docket does not keep: money may come into another account than the one named for it. */
const elsewhere: ReadonlySet<AccountControl> = new Set(['cash', 'receipts_accrual'])

/** A rule as it is described, with the `control` of its accounts (undefined: there is no such account). */
export interface DescribedRule {
  event: string
  amountKind: string
  condition: string | null
  debit: string | null | undefined
  credit: string | null | undefined
}

/**
 * What is wrong with a rule, by field: nothing posts its amount, its condition asks for what is not known, or it would
 * move an account that agrees with a sub-ledger when the sub-ledger is not moved, or the other way round.
 */
export function problemsOfRule(rule: DescribedRule): Problem[] {
  const { event, amountKind, condition } = rule
  const ofEvent = postedAmounts.filter((posted) => posted.event === event)
  if (ofEvent.length === 0)
    return [{ path: '/event', code: 'unknown_event', message: `Nothing is posted for "${event}".` }]
  const posted = ofEvent.find((one) => one.kind === amountKind)
  if (posted === undefined) {
    const kinds = ofEvent.map((one) => one.kind).join(', ')
    const message = `${event} posts ${kinds}, not "${amountKind}".`
    return [{ path: '/amountKind', code: 'unknown_amount_kind', message }]
  }
  const problems: Problem[] = []
  for (const side of ['debit', 'credit'] as const) {
    const given = rule[side]
    const wanted = posted[side]
    if (given === undefined || given === wanted) continue
    if (given === null && (wanted === null || elsewhere.has(wanted))) continue
    const message =
      wanted === null
        ? `${amountKind} of ${event} does not move ${given}: it needs an account without a control here.`
        : `${amountKind} of ${event} moves ${wanted}: it needs the account with that control here.`
    problems.push({ path: `/${side}Account`, code: 'wrong_control', message })
  }
  if (condition !== null) {
    const schema = conditionFacts(event, amountKind)
    const compiled = compileRule(condition, schema)
    if (compiled.ok) return problems
    const known = `known here: ${Object.keys(schema).join(', ')}`
    for (const { code, message, start, end } of compiled.problems) {
      const place = `characters ${start + 1} to ${Math.max(end, start + 1)}`
      problems.push({ path: '/condition', code, message: `${message} (${place}; ${known})` })
    }
  }
  return problems
}
