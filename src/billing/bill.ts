import { moveCredit, type Account, type AccountPicture } from '../customers/index.ts'
import type { Books, Entry, EntryHeader } from '../ledger/index.ts'
import { RATE_ONE, toFunctional } from '../organization/index.ts'
import { Fault, datedInSeries, type Context } from '../platform/batch/index.ts'
import { addDays } from '../platform/clock.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { soldUnitsJson, type SoldUnits } from '../pricing/index.ts'
import { insertInvoice, insertInvoiceLine } from './billing.sql.ts'
import {
  depositsOf,
  earmarkedFor,
  freeOf,
  giveUpEarmark,
  issueDate,
  keepItem,
  takeOff,
  spend,
  type BillingFacts,
  type Cash,
  type Earmark,
  type Item,
} from './facts.ts'
import { writeApplication } from './write-billing.ts'

/** A line of an invoice or credit memo. Amounts are minor units of the document's currency. */
export interface BillLine {
  /** The fulfillment line, opaque. */
  sourceId: bigint | null
  itemId: bigint | null
  sku: string
  itemClass: string
  /** Its net is owed on, not earned: a gift card (D9 row 31). */
  owedOn: boolean
  /** The charge that it is of (A9-3): it counts no quantity of goods. Absent: it is of the goods. */
  charge?: string
  /** Its net is a restocking fee: kept of what is credited, and earned by a rule of its own (D9 row 39). Absent: no. */
  kept?: true
  /** In what its item is stocked in, as the price is of one. */
  quantity: Micro
  unitPrice: Micro
  /** The unit that it was sold in: how many, and the price of one. Absent: that one, or no number of it. */
  sold?: SoldUnits
  net: Minor
  tax: Minor
  freight: Minor
  taxRateId: bigint | null
  taxPercent: Micro
  /** What of the tax the order did not agree to: the rate changed since. Null: nothing. */
  taxDifference: Minor | null
}

/** What something paid of an invoice. */
export interface Applied {
  invoiceId: bigint
  causeId: bigint | null
  amount: Minor
  /** Nothing of it is open any more. */
  settled: boolean
}

/** What is to be invoiced or credited: all that the document says, decided. */
export interface Bill {
  companyId: bigint
  /** The order, opaque. */
  causeId: bigint | null
  account: Account
  orderType: string
  currency: string
  digits: number
  /** Functional units per unit, times 10^10. */
  rateE10: bigint
  functionalDigits: number
  series: string
  /** 0: the numbers of the series go on over the years. */
  numberYear: number
  issuedOn: string
  dueOn: string
  /** What leaves the account's open orders with this document. */
  releasedExposure: Minor
  lines: readonly BillLine[]
}

/** An invoice may be of an order that is prepaid, and so no credit (D6): such deposits lessen the exposure of nothing else. */
export type InvoiceBill = Bill & { prepaid: boolean }

export interface Issued {
  invoiceId: bigint
  /** The date that the document bears: later than wished when its series has gone on. */
  issuedOn: string
  total: Minor
  open: Minor
  settled: boolean
}

/**
 * Issues an invoice: document, number, open item, entry by line (D9 row 5) and exposure; then deposits of its order pay
 * it, the oldest first (D9 row 11), and then credit memos that wait for it (A12-7). An invoice of nothing is settled at once.
 *
 * @throws Fault `posting_rule_missing`, `currency_differs`, `invoice_negative`
 */
export function issueInvoice(
  facts: BillingFacts,
  books: Books,
  accounts: AccountPicture,
  context: Context,
  bill: InvoiceBill,
): Issued {
  const document = writeDocument(facts, books, context, bill, {
    kind: 'invoice',
    event: 'invoice.issued',
    sign: 1n,
  })
  const { item, issuedOn } = document
  let paid = 0n
  for (const cash of depositsFor(facts, item)) {
    if (item.open === 0n) break
    const amount = cash.left < item.open ? cash.left : item.open
    applyCash(facts, books, context, { cash, item, amount, on: issuedOn, rule: 'deposit' })
    paid += amount
  }
  // Both are receivables: no exposure moves.
  payByEarmarked(facts, books, context, item, issuedOn)
  moveCredit(accounts, bill.account, {
    openOrders: -bill.releasedExposure,
    openReceivables: item.original - paid,
    unapplied: bill.prepaid ? 0n : -paid,
  })
  return {
    invoiceId: item.invoiceId,
    issuedOn,
    total: item.original,
    open: item.open,
    settled: item.open === 0n,
  }
}

/**
 * What credit memos that wait for the order of an invoice have open pays it, the oldest first: what is set aside for the order, and where
 * that is not enough what is free of them.
 */
function payByEarmarked(facts: BillingFacts, books: Books, context: Context, item: Item, on: string): void {
  if (item.causeId === null) return
  const earmarks = earmarkedFor(facts, item.companyId, item.causeId).filter(
    ({ memo }) => memo.accountId === item.accountId && memo.currency === item.currency,
  )
  for (const earmark of earmarks) payBySetAside(facts, books, context, earmark, item, on)
  for (const { memo } of earmarks) payByMemo(facts, books, context, memo, item, -freeOf(memo), on)
}

/** An invoice is paid with what of a credit memo is set aside for its order; answers how much that is. */
function payBySetAside(
  facts: BillingFacts,
  books: Books,
  context: Context,
  earmark: Earmark,
  item: Item,
  on: string,
): Minor {
  const { memo, amount: most } = earmark
  const amount = most < item.open ? most : item.open
  giveUpEarmark(facts, earmark, amount)
  return payByMemo(facts, books, context, memo, item, amount, on)
}

function payByMemo(
  facts: BillingFacts,
  books: Books,
  context: Context,
  memo: Item,
  item: Item,
  most: Minor,
  on: string,
): Minor {
  const amount = most < item.open ? most : item.open
  if (amount > 0n) applyCredit(facts, books, context, { memo, item, amount, on, rule: 'exchange' })
  return amount
}

/**
 * What a credit memo has open pays what is open of the invoices of an order, the earliest due first (A12-7): what is set aside for it,
 * and what is set aside for nobody.
 */
export function payOpen(
  facts: BillingFacts,
  books: Books,
  context: Context,
  memo: Item,
  causeId: bigint,
  on: string,
): Applied[] {
  const paid: Applied[] = []
  const own = earmarkedFor(facts, memo.companyId, causeId).find((one) => one.memo === memo)
  for (const item of byDue(facts.itemsByCause.get(`${memo.companyId}/${causeId}`) ?? [], memo)) {
    let amount = own ? payBySetAside(facts, books, context, own, item, on) : 0n
    amount += payByMemo(facts, books, context, memo, item, -freeOf(memo), on)
    if (amount > 0n) paid.push({ invoiceId: item.invoiceId, causeId, amount, settled: item.open === 0n })
  }
  return paid
}

/** Invoices that are open and that a credit memo may pay, the earliest due first. */
export function byDue(items: readonly Item[], { accountId, currency }: Item): Item[] {
  return items
    .filter((item) => item.open > 0n && item.accountId === accountId && item.currency === currency)
    .sort((a, b) => (a.dueOn === b.dueOn ? Number(a.invoiceId - b.invoiceId) : a.dueOn < b.dueOn ? -1 : 1))
}

/** Deposits of the item's order, by its payer and in its currency, the oldest first. */
function depositsFor(facts: BillingFacts, item: Item): Cash[] {
  if (item.causeId === null) return []
  return depositsOf(facts, item.companyId, item.causeId)
    .filter((cash) => cash.accountId === item.accountId && cash.currency === item.currency)
    .sort((a, b) =>
      a.receivedOn === b.receivedOn
        ? Number(a.receiptId - b.receiptId)
        : a.receivedOn < b.receivedOn
          ? -1
          : 1,
    )
}

/** What an invoice and a credit memo differ in. `sign`: of the open item and of what the receivable account gets. */
export interface DocumentKind {
  kind: 'invoice' | 'credit_memo'
  event: 'invoice.issued' | 'credit_memo.issued' | 'credit.granted'
  sign: 1n | -1n
}

/** Writes a document with its lines, asks its number, posts its amounts by line and opens its item. */
export function writeDocument(
  facts: BillingFacts,
  books: Books,
  context: Context,
  bill: Bill,
  { kind, event, sign }: DocumentKind,
): { item: Item; issuedOn: string } {
  const { companyId, causeId, account, currency, rateE10, series } = bill
  // Exposure and open items of an account are in its currency: a sum over two would mean nothing.
  if (currency !== account.currency)
    throw new Fault(
      `account ${account.number} is in ${account.currency}, not ${currency}`,
      'currency_differs',
    )
  const id = context.ids.next()
  const counter = { companyId, series, year: bill.numberYear }
  const issuedOn = issueDate(facts, counter, bill.issuedOn)
  const dueOn =
    issuedOn === bill.issuedOn ? bill.dueOn : addDays(bill.dueOn, daysBetween(bill.issuedOn, issuedOn))
  datedInSeries(facts.series, counter, issuedOn)
  context.writes.number({ ...counter, documentId: id, issuedOn })

  const sums = { net: 0n, tax: 0n, freight: 0n }
  const entry = books.open(context, {
    companyId,
    event,
    postedOn: issuedOn,
    sourceType: kind,
    sourceId: id,
    causeId,
    currency,
    rateE10,
  })
  let functional = 0n
  bill.lines.forEach((line, ordinal) => {
    sums.net += line.net
    sums.tax += line.tax
    sums.freight += line.freight
    functional += postLine(books, entry, bill, line)
    const { itemClass: _itemClass, owedOn: _owedOn, kept: _kept, charge = null, sold, ...shown } = line
    context.writes.add(insertInvoiceLine, {
      companyId,
      invoiceId: id,
      ordinal,
      charge,
      sold: soldUnitsJson(sold),
      ...shown,
    })
  })
  const total = sums.net + sums.tax + sums.freight
  if (total < 0n) throw new Fault(`a document of ${total} is not an ${kind}`, 'invoice_negative')
  const { batch } = context
  const head = { companyId, id, batch, kind, series, causeId, accountId: account.id, issuedOn, dueOn }
  context.writes.add(insertInvoice, { ...head, currency, rateE10, ...sums, total })
  const item: Item = {
    companyId,
    accountId: account.id,
    invoiceId: id,
    causeId,
    issuedOn,
    dueOn,
    currency,
    original: sign * total,
    open: sign * total,
    functionalOriginal: sign * functional,
    functionalOpen: sign * functional,
    earmarked: 0n,
    openRead: undefined,
    earmarkedRead: 0n,
  }
  keepItem(facts, item)
  return { item, issuedOn }
}

/** Posts what a line says, each amount rounded once in the books' currency (D1-4); answers their sum. */
function postLine(books: Books, entry: Entry, bill: Bill, line: BillLine): Minor {
  const question = { orderType: bill.orderType, itemClass: line.itemClass }
  let sum = 0n
  for (const [kind, transaction] of [
    [line.kept ? 'restocking' : line.owedOn ? 'gift_card' : 'revenue', line.net],
    ['tax', line.tax],
    ['freight', line.freight],
  ] as const) {
    const functional = toFunctional(transaction, bill.rateE10, bill.digits, bill.functionalDigits)
    books.add(entry, entry.header.event, kind, question, { transaction, functional }, line.sourceId)
    sum += functional
  }
  return sum
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** Nothing is settled before there was both what settles and what is settled: else periods before would hold less than nothing. */
function latest(...days: string[]): string {
  return days.reduce((a, b) => (a > b ? a : b))
}

const ANY = { orderType: '', itemClass: '' }

/**
 * Settles an amount of an invoice with a receipt: application and entry (D9 row 15, of a deposit row 11), on the day that is
 * given or on that of the later of the two. What they
 * were worth in the books may differ: the difference is posted by name (row 17; decision 13.9).
 */
export function applyCash(
  facts: BillingFacts,
  books: Books,
  context: Context,
  applied: { cash: Cash; item: Item; amount: Minor; on: string; rule: string },
): void {
  const { cash, item, amount, rule } = applied
  const on = latest(applied.on, cash.receivedOn, item.issuedOn)
  const deposit = cash.kind === 'deposit'
  const { companyId, accountId, invoiceId, causeId, currency } = item
  const worth = spend(facts, cash, amount)
  const relieved = takeOff(facts, item, amount)
  const header: EntryHeader = {
    companyId,
    event: deposit ? 'deposit.applied' : 'receipt.applied',
    postedOn: on,
    sourceType: 'receipt',
    sourceId: cash.receiptId,
    causeId,
    currency,
    rateE10: cash.rateE10,
  }
  const entry = books.open(context, header)
  books.add(entry, header.event, deposit ? 'deposit' : 'application', ANY, {
    transaction: amount,
    functional: worth,
  })
  books.add(entry, header.event, 'exchange', ANY, { transaction: 0n, functional: relieved - worth })
  // The application bears the id of its entry.
  writeApplication(context, {
    companyId,
    accountId,
    id: entry.id,
    fromType: 'receipt',
    fromId: cash.receiptId,
    invoiceId,
    appliedOn: on,
    amount,
    rule,
  })
}

/**
 * Settles an amount of an invoice with a credit memo: both are receivables, so nothing is posted but what they were
 * worth in the books differently (D9 row 17).
 */
export function applyCredit(
  facts: BillingFacts,
  books: Books,
  context: Context,
  applied: { memo: Item; item: Item; amount: Minor; on: string; rule: string },
): void {
  const { memo, item, amount, rule } = applied
  const on = latest(applied.on, memo.issuedOn, item.issuedOn)
  const { companyId, accountId, invoiceId, causeId, currency } = item
  const worth = -takeOff(facts, memo, -amount)
  const relieved = takeOff(facts, item, amount)
  const id = context.ids.next()
  writeApplication(context, {
    companyId,
    accountId,
    id,
    fromType: 'credit_memo',
    fromId: memo.invoiceId,
    invoiceId,
    appliedOn: on,
    amount,
    rule,
  })
  if (relieved === worth) return
  const event = 'credit_memo.applied'
  const entry = books.open(context, {
    companyId,
    event,
    postedOn: on,
    sourceType: 'credit_memo',
    sourceId: memo.invoiceId,
    causeId,
    currency,
    rateE10: RATE_ONE,
  })
  books.add(entry, event, 'exchange', ANY, { transaction: 0n, functional: relieved - worth })
}
