import { tooFine, type Item } from '../catalog/index.ts'
import { findAccount, type Account } from '../customers/index.ts'
import { isCurrency } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { judgeCovers } from './coverage.ts'
import type { OrderInput } from './order-input.ts'
import type { ParsedOrder } from './parse.ts'
import { judgeSites } from './place.ts'
import type { SourceSystem } from './recognize.ts'
import { notSoldOf } from './sold.ts'
import type { SubmitFacts } from './submit-facts.ts'

/** The item that a line names, or what is wrong with its name. */
export function itemOf(
  { sku, uom }: { sku: string; uom?: string | undefined },
  path: string,
  companyId: bigint,
  facts: Pick<SubmitFacts, 'items'>,
): { item?: Item; problem?: Problem } {
  const item = facts.items(companyId, sku)
  if (!item)
    return { problem: { path: `${path}/sku`, code: 'unknown_item', message: `there is no item ${sku}` } }
  if (!item.active) {
    const message = `item ${sku} is not sold any more`
    return { problem: { path: `${path}/sku`, code: 'inactive_item', message } }
  }
  if (uom !== undefined && uom !== item.uom && !item.units?.has(uom)) {
    const units = [item.uom, ...(item.units?.keys() ?? [])].slice(0, MOST_NAMED).join(', ')
    const message = `item ${sku} is sold by ${units}, not by ${uom}`
    return { problem: { path: `${path}/uom`, code: 'unknown_unit', message } }
  }
  return { item }
}

/** Units that a problem names. */
const MOST_NAMED = 10

/** The item of each line, or what is wrong with what it names. */
export function itemsOf(
  input: OrderInput,
  facts: Pick<SubmitFacts, 'items'>,
  companyId: bigint,
): { items: (Item | undefined)[]; problems: Problem[] } {
  const problems: Problem[] = []
  const items = input.lines.map((line, index) => {
    const { item, problem } = itemOf(line, `/lines/${index}`, companyId, facts)
    if (problem) problems.push(problem)
    return item
  })
  problems.push(...judgeCovers(input, items))
  return { items, problems }
}

/** Quantities that nobody can count or measure out, and units that are not sold like this. */
export function tooFineOf(items: readonly (Item | undefined)[], parsed: ParsedOrder): Problem[] {
  return items.flatMap((item, index) => {
    const line = parsed.lines[index]!
    const wrong = item && (notSoldOf(item, line) ?? tooFine(item, line.quantity))
    return wrong ? [{ path: `/lines/${index}/quantity`, ...wrong }] : []
  })
}

export function unknownCustomer(number: string, source: SourceSystem, made: boolean): Problem {
  const message = made
    ? `there is no account ${number}, and source ${source.code} may not create customers`
    : `there is no account ${number}`
  return { path: '/customer/account', code: 'unknown_customer', message }
}

/** An account owes, and is credited, in one currency: an order in another could never be billed. */
export function otherCurrency(account: Account | undefined, currency: string): Problem[] {
  if (!account || account.currency === currency || !isCurrency(currency)) return []
  const message = `account ${account.number} is in ${account.currency}, not ${currency}`
  return [{ path: '/currency', code: 'currency_differs', message }]
}

/**
 * What an order that is refused by itself names wrongly, so that nobody has to send it twice to hear it. Of one that is
 * taken in these are the problems of a draft.
 */
export function judgeFacts(
  companyId: bigint,
  input: OrderInput,
  parsed: ParsedOrder,
  source: SourceSystem | undefined,
  facts: SubmitFacts,
): Problem[] {
  const { account: number, create } = input.customer
  const account = findAccount(facts.accounts, companyId, number)
  const { items, problems } = itemsOf(input, facts, companyId)
  const made = create !== undefined
  return [
    ...(account || !source || (made && source.createCustomers)
      ? []
      : [unknownCustomer(number, source, made)]),
    ...otherCurrency(account, input.currency),
    ...judgeSites(input, account, facts.places),
    ...problems,
    ...tooFineOf(items, parsed),
  ]
}
