import type { Minor } from '../platform/money.ts'

/** Application of a receipt to open items (D11, A13-12). Pure; all amounts in minor units of one currency. */

/** An open item of the receivables: an invoice or charge is positive, a credit memo negative. */
export interface OpenItem {
  id: bigint
  open: Minor
  /** 'YYYY-MM-DD' */
  dueOn: string
  /** Payment terms; groups items for `past_due_by_terms`. */
  terms?: string
  /** Discount that paying now in full would take (earned, or unearned by the company's flag); none unless said. */
  discount?: Minor
  disputed?: boolean
}

/** The rules of automatic application. */
export type CashRule =
  | 'match_invoice'
  | 'clear_account'
  | 'clear_past_due'
  | 'past_due_by_terms'
  | 'combination'
  | 'oldest_first'

/** A rule set: rules are tried in order, the first that succeeds ends the search. */
export interface CashRuleSet {
  rules: readonly CashRule[]
  /** May the last item of `oldest_first` be paid in part? */
  partial: boolean
  /** Rules in which credits count; only `clear_account` unless said. */
  creditsIn?: readonly CashRule[]
  /** Are disputed items part of the open balance? No unless said. */
  disputed?: boolean
  /** Most items that are paid or used up at once; all unless said. */
  most?: number
  /** What is open behind the items at hand, credits counted as negative: `clear_account` sees it, and takes the first `most`. */
  beyond?: Minor
  /** Steps that the search for a combination may take before it gives up. */
  combinationSteps?: number
}

/** One application: `amount` of the receipt (negative for a credit that is used up), `discount` on top of it. */
export interface Application {
  item: bigint
  amount: Minor
  discount: Minor
  closes: boolean
}

/** What became of a receipt. amount = Σ applications + unapplied. */
export interface CashResult {
  /** The rule that succeeded; undefined if none did and all stays unapplied. */
  rule: CashRule | undefined
  applications: Application[]
  unapplied: Minor
  /** Every rule tried, in order. */
  tried: { rule: CashRule; outcome: 'applied' | 'no_match' | 'gave_up' }[]
}

/** The usual rule set: exact match, then whole account, then oldest first with a partial last item. */
export const defaultCashRules: CashRuleSet = {
  rules: ['match_invoice', 'clear_account', 'oldest_first'],
  partial: true,
}

const defaultCombinationSteps = 20_000

/**
 * Applies a receipt to the open items of its customer. Ties go to the earliest due date, then the lowest id. A discount
 * is taken only where an item is paid in full. What nothing takes stays unapplied.
 */
export function applyReceipt(
  amount: Minor,
  receivedOn: string,
  items: readonly OpenItem[],
  set: CashRuleSet = defaultCashRules,
): CashResult {
  if (amount <= 0n) throw new RangeError('a receipt is positive')
  const creditsIn = set.creditsIn ?? ['clear_account']
  const usable = items.filter((item) => item.open !== 0n && (set.disputed || !item.disputed)).sort(byDue)
  const tried: CashResult['tried'] = []
  for (const rule of set.rules) {
    const scope = creditsIn.includes(rule) ? usable : usable.filter((item) => item.open > 0n)
    const found = rules[rule](amount, receivedOn, scope, set)
    if (found === 'gave_up' || found === undefined) {
      tried.push({ rule, outcome: found ?? 'no_match' })
      continue
    }
    tried.push({ rule, outcome: 'applied' })
    const applied = found.reduce((total, application) => total + application.amount, 0n)
    return { rule, applications: found, unapplied: amount - applied, tried }
  }
  return { rule: undefined, applications: [], unapplied: amount, tried }
}

type Rule = (
  amount: Minor,
  receivedOn: string,
  items: readonly OpenItem[],
  set: CashRuleSet,
) => Application[] | 'gave_up' | undefined

const rules: Record<CashRule, Rule> = {
  match_invoice: (amount, _receivedOn, items) => {
    const item = items.find((each) => each.open > 0n && toPay(each) === amount)
    return item && [inFull(item)]
  },
  clear_account: (amount, _receivedOn, items, set) => clearAccount(amount, items, set),
  clear_past_due: (amount, receivedOn, items) => clearing(amount, pastDue(items, receivedOn)),
  past_due_by_terms: (amount, receivedOn, items) => {
    const groups = new Map<string, OpenItem[]>()
    // Items come by due date, so groups stand in the order of their oldest item.
    for (const item of pastDue(items, receivedOn)) {
      const group = groups.get(item.terms ?? '')
      if (group) group.push(item)
      else groups.set(item.terms ?? '', [item])
    }
    for (const group of groups.values()) {
      const cleared = clearing(amount, group)
      if (cleared) return cleared
    }
    return undefined
  },
  combination: (amount, _receivedOn, items, set) => combine(amount, items, set),
  oldest_first: (amount, _receivedOn, items, set) => {
    const credits = items.filter((item) => item.open < 0n)
    return payOldest(amount, items, credits, set.most ?? Infinity, set.partial)
  },
}

/** Pays invoices, the oldest first, from the amount and the credits; what of both is not needed is left of the credits, unless they go first. */
function payOldest(
  amount: Minor,
  items: readonly OpenItem[],
  credits: readonly OpenItem[],
  most: number,
  partial: boolean,
  creditsFirst = false,
): Application[] | undefined {
  const paid: Application[] = []
  const credited = credits.reduce((total, credit) => total - credit.open, 0n)
  let left = amount + credited
  for (const item of items) {
    if (left === 0n || paid.length >= most) break
    if (item.open < 0n) continue
    if (toPay(item) <= left) {
      paid.push(inFull(item))
      left -= toPay(item)
    } else {
      if (partial) {
        paid.push({ item: item.id, amount: left, discount: 0n, closes: false })
        left = 0n
      }
      break
    }
  }
  if (paid.length === 0) return undefined
  // Credits that no invoice needed stay open, the latest first: a credit never becomes unapplied cash.
  const used: Application[] = []
  if (creditsFirst) left = left > amount ? left - amount : 0n
  for (const credit of credits.toReversed()) {
    const back = left < -credit.open ? left : -credit.open
    left -= back
    const taken = credit.open + back
    if (taken < 0n) used.unshift({ item: credit.id, amount: taken, discount: 0n, closes: back === 0n })
  }
  return [...used, ...paid]
}

/**
 * Pays all that is open with exactly this amount. When that is too much at once, credits come first and money last: what is left is then
 * open by exactly what is left of the money again, and it can go on; whatever comes meanwhile, what was open is paid with the credits.
 */
function clearAccount(
  amount: Minor,
  items: readonly OpenItem[],
  { most = Infinity, beyond = 0n }: CashRuleSet,
): Application[] | undefined {
  if (items.length <= most && beyond === 0n) return clearing(amount, items)
  if (items.reduce((total, item) => total + toPay(item), beyond) !== amount) return undefined
  const credits = items.filter((item) => item.open < 0n)
  const now = credits.slice(0, Math.floor(most / 2))
  const money = now.length < credits.length ? 0n : amount
  return payOldest(money, items, now, most - now.length, true, true)
}

function byDue(a: OpenItem, b: OpenItem): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

function toPay(item: OpenItem): Minor {
  return item.open - (item.discount ?? 0n)
}

function inFull(item: OpenItem): Application {
  return { item: item.id, amount: toPay(item), discount: item.discount ?? 0n, closes: true }
}

function pastDue(items: readonly OpenItem[], receivedOn: string): OpenItem[] {
  return items.filter((item) => item.dueOn < receivedOn)
}

function clearing(amount: Minor, items: readonly OpenItem[]): Application[] | undefined {
  if (items.length === 0) return undefined
  const whole = items.reduce((total, item) => total + toPay(item), 0n)
  return whole === amount ? items.map(inFull) : undefined
}

/** Some items that together are the amount, earliest due first; gives up after a bounded number of steps. */
function combine(
  amount: Minor,
  items: readonly OpenItem[],
  set: CashRuleSet,
): Application[] | 'gave_up' | undefined {
  // What the items from here on can add at most and at least: a branch that cannot reach the amount is cut.
  const most = new Array<Minor>(items.length + 1).fill(0n)
  const least = new Array<Minor>(items.length + 1).fill(0n)
  for (let index = items.length - 1; index >= 0; index -= 1) {
    const pay = toPay(items[index]!)
    most[index] = most[index + 1]! + (pay > 0n ? pay : 0n)
    least[index] = least[index + 1]! + (pay < 0n ? pay : 0n)
  }
  let steps = set.combinationSteps ?? defaultCombinationSteps
  const chosen: OpenItem[] = []
  const search = (start: number, left: Minor): boolean | 'gave_up' => {
    if (left === 0n && chosen.length > 0) return true
    for (let index = start; index < items.length; index += 1) {
      if (left > most[index]! || left < least[index]!) return false
      if (steps === 0) return 'gave_up'
      steps -= 1
      chosen.push(items[index]!)
      const found = search(index + 1, left - toPay(items[index]!))
      if (found) return found
      chosen.pop()
    }
    return false
  }
  const found = search(0, amount)
  if (found === 'gave_up') return 'gave_up'
  return found ? chosen.map(inFull) : undefined
}
