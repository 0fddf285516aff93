import { Fault, dateInSeries, type Context, type SeriesPicture } from '../platform/batch/index.ts'
import { cumulativeShare, type Minor } from '../platform/money.ts'
import { insertEarmark } from './billing.sql.ts'

/** What is open of an invoice (positive) or of a credit memo (negative), as the batch sees it. */
export interface Item {
  companyId: bigint
  accountId: bigint
  invoiceId: bigint
  causeId: bigint | null
  issuedOn: string
  dueOn: string
  currency: string
  original: Minor
  open: Minor
  /** What of an open credit memo is set aside for orders, positive: it pays nothing else. */
  earmarked: Minor
  /** What the receivable account got for it, and what it still holds: minor units of the books' currency. */
  functionalOriginal: Minor
  functionalOpen: Minor
  /** `open` as it was read; undefined: made by this batch. */
  openRead: Minor | undefined
  earmarkedRead: Minor
}

/** A credit memo that waits for the invoices of an order, and what of it is set aside for them. */
export interface Earmark {
  memo: Item
  causeId: bigint
  amount: Minor
  /** `amount` as it was read; undefined: made by this batch. */
  amountRead: Minor | undefined
}

/** A receipt with something left, as the batch sees it. */
export interface Cash {
  companyId: bigint
  accountId: bigint
  receiptId: bigint
  causeId: bigint | null
  kind: 'unapplied' | 'deposit'
  currency: string
  rateE10: bigint
  receivedOn: string
  received: Minor
  left: Minor
  functionalReceived: Minor
  functionalLeft: Minor
  /** `left` as it was read; undefined: made by this batch. */
  leftRead: Minor | undefined
}

/** What of an account is open and not in the picture; credits are negative. */
export interface Beyond {
  invoices: Minor
  credits: Minor
  /** Of the invoices. */
  count: bigint
}

/** Working picture of what is owed and paid: earlier requests of the batch have already changed it. */
export interface BillingFacts {
  items: Map<string, Item>
  itemsByCause: Map<string, Item[]>
  itemsByAccount: Map<string, Item[]>
  /** What accounts have open that is not in the picture, by account. */
  beyond: Map<string, Beyond>
  cash: Map<string, Cash>
  cashByCause: Map<string, Cash[]>
  cashByAccount: Map<string, Cash[]>
  /** Credit memos that wait for the invoices of an order, by its cause, the oldest first (A12-7). */
  earmarked: Map<string, Earmark[]>
  changedItems: Set<Item>
  changedCash: Set<Cash>
  series: SeriesPicture
}

/**
 * Leaves out what accounts have open of orders that are not in the picture: it came to the front after these were read, and nobody
 * would tell its order. It counts as what is open beyond.
 */
export function leaveOutOthers(facts: BillingFacts, causes: ReadonlySet<string>): void {
  const strange = ({ companyId, causeId }: Item) => causeId !== null && !causes.has(`${companyId}/${causeId}`)
  for (const [key, items] of facts.itemsByAccount) {
    const others = items.filter((item) => item.open !== 0n && strange(item))
    if (others.length === 0) continue
    const beyond = facts.beyond.get(key) ?? { invoices: 0n, credits: 0n, count: 0n }
    for (const { open } of others) {
      if (open > 0n) {
        beyond.invoices += open
        beyond.count += 1n
      } else beyond.credits += open
    }
    facts.beyond.set(key, beyond)
    facts.itemsByAccount.set(
      key,
      items.filter((item) => !strange(item)),
    )
  }
}

/** Adds an item to the picture; one that is there already is left alone. */
export function keepItem(facts: BillingFacts, item: Item): void {
  const key = `${item.companyId}/${item.invoiceId}`
  if (facts.items.has(key)) return
  facts.items.set(key, item)
  append(facts.itemsByAccount, `${item.companyId}/${item.accountId}`, item)
  if (item.causeId !== null) append(facts.itemsByCause, `${item.companyId}/${item.causeId}`, item)
  if (item.openRead === undefined) facts.changedItems.add(item)
}

/** Adds a receipt to the picture; one that is there already is left alone. */
export function keepCash(facts: BillingFacts, cash: Cash): void {
  const key = `${cash.companyId}/${cash.receiptId}`
  if (facts.cash.has(key)) return
  facts.cash.set(key, cash)
  append(facts.cashByAccount, `${cash.companyId}/${cash.accountId}`, cash)
  if (cash.causeId !== null) append(facts.cashByCause, `${cash.companyId}/${cash.causeId}`, cash)
  if (cash.leftRead === undefined) facts.changedCash.add(cash)
}

export function append<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

/** What an order was billed, credited (and what of that was used) and still owes, and the deposits that wait for its invoices. Minor units. */
export function billedOf(
  facts: BillingFacts,
  companyId: bigint,
  causeId: bigint,
): { billed: Minor; credited: Minor; creditUsed: Minor; open: Minor; deposits: Minor } {
  const sums = { billed: 0n, credited: 0n, creditUsed: 0n, open: 0n, deposits: 0n }
  for (const item of facts.itemsByCause.get(`${companyId}/${causeId}`) ?? []) {
    if (item.original < 0n) {
      sums.credited -= item.original
      sums.creditUsed += item.open - item.original
    } else {
      sums.billed += item.original
      sums.open += item.open
    }
  }
  for (const cash of depositsOf(facts, companyId, causeId)) sums.deposits += cash.left
  return sums
}

/** What waits for the invoices of an order. */
export function depositsOf(facts: BillingFacts, companyId: bigint, causeId: bigint): Cash[] {
  return (facts.cashByCause.get(`${companyId}/${causeId}`) ?? []).filter(
    ({ kind, left }) => kind === 'deposit' && left > 0n,
  )
}

/** Credit memos that wait for the invoices of an order and have something open. */
export function earmarkedFor(facts: BillingFacts, companyId: bigint, causeId: bigint): Earmark[] {
  return (facts.earmarked.get(`${companyId}/${causeId}`) ?? []).filter(({ memo }) => memo.open < 0n)
}

/** What of an item anybody may use: of a credit memo, negative, without what is set aside for orders. */
export function freeOf({ open, earmarked }: Item): Minor {
  return open + earmarked
}

/**
 * From now on a credit memo pays the invoices of an order as they are issued, with an amount that is set aside and with what else is
 * free of it then.
 */
export function keepEarmark(
  facts: BillingFacts,
  memo: Item,
  causeId: bigint,
  amount: Minor,
  { batch, writes }: Context,
): void {
  const { companyId, invoiceId } = memo
  append(facts.earmarked, `${companyId}/${causeId}`, { memo, causeId, amount, amountRead: undefined })
  setAside(facts, memo, amount)
  writes.add(insertEarmark, { companyId, causeId, invoiceId, batch, amount })
}

/** Gives an amount that was set aside back: its order uses it now, or needs it no more. */
export function giveUpEarmark(facts: BillingFacts, earmark: Earmark, amount: Minor): void {
  earmark.amount -= amount
  setAside(facts, earmark.memo, -amount)
}

function setAside(facts: BillingFacts, memo: Item, amount: Minor): void {
  memo.earmarked += amount
  facts.changedItems.add(memo)
}

/** What was set aside for the invoices of an order is free again: no more of them come. */
export function freeEarmarks(facts: BillingFacts, companyId: bigint, causeId: bigint): void {
  for (const earmark of facts.earmarked.get(`${companyId}/${causeId}`) ?? [])
    giveUpEarmark(facts, earmark, earmark.amount)
}

/** What is open of an invoice or credit memo that was read; undefined when it was not. */
export function itemById(facts: BillingFacts, companyId: bigint, invoiceId: bigint): Item | undefined {
  return facts.items.get(`${companyId}/${invoiceId}`)
}

/** What is left of a receipt that was read; undefined when it was not. */
export function cashById(facts: BillingFacts, companyId: bigint, receiptId: bigint): Cash | undefined {
  return facts.cash.get(`${companyId}/${receiptId}`)
}

/**
 * The date that a document may bear: the business date, or the last one of its monotone series if that is later. Ask
 * before tax, rate and due date are determined: they follow it.
 */
export function issueDate(
  facts: BillingFacts,
  series: { companyId: bigint; series: string; year: number },
  date: string,
): string {
  return dateInSeries(facts.series, series, date)
}

/**
 * Takes an amount off an item (positive off an invoice, negative off a credit memo). Answers what the receivable account
 * gives up for it: the cumulative share of what it got, so that nothing stays when the item is settled (D1-6).
 */
export function takeOff(facts: BillingFacts, item: Item, amount: Minor): Minor {
  const after = item.open - amount
  if (item.original >= 0n ? after < 0n || amount <= 0n : after > 0n || amount >= 0n)
    throw new Fault(
      `${amount} does not fit what is open of ${item.invoiceId}: ${item.open}`,
      'open_item_overdrawn',
    )
  const functional = cumulativeShare(
    item.functionalOriginal,
    item.original - after,
    item.original,
    item.functionalOriginal - item.functionalOpen,
  )
  item.open = after
  item.functionalOpen -= functional
  facts.changedItems.add(item)
  return functional
}

/** Uses an amount of a receipt; answers its share of what the receipt was worth in the books. */
export function spend(facts: BillingFacts, cash: Cash, amount: Minor): Minor {
  const after = cash.left - amount
  if (after < 0n || amount <= 0n)
    throw new Fault(`${amount} is not left of receipt ${cash.receiptId}: ${cash.left}`, 'receipt_overdrawn')
  const functional = cumulativeShare(
    cash.functionalReceived,
    cash.received - after,
    cash.received,
    cash.functionalReceived - cash.functionalLeft,
  )
  cash.left = after
  cash.functionalLeft -= functional
  facts.changedCash.add(cash)
  return functional
}
