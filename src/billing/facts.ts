import {
  Fault,
  dateInSeries,
  readSeries,
  type Context,
  type SeriesPicture,
  type WriteSet,
} from '../platform/batch/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import { cumulativeShare, type Minor } from '../platform/money.ts'
import {
  changeEarmarks,
  changeOpenItems,
  changeUnapplied,
  exactItemsOfAccounts,
  firstItemsOfAccounts,
  insertApplication,
  insertEarmark,
  insertOpenItem,
  insertUnapplied,
  itemsOfAccounts,
  itemsEarmarked,
  itemsOfCauses,
  itemsOfInvoices,
  lockOpenItems,
  lockUnapplied,
  unappliedOfAccounts,
  unappliedOfCauses,
  unappliedOfReceipts,
} from './billing.sql.ts'

/**
 * Most invoices that money of an account pays in one batch, 1 ms each to settle: what pays more goes on by itself. As many open items
 * and unapplied receipts are read of it, the oldest.
 */
export const PAID_AT_ONCE = 100

/** Open items of one account that are looked through for what an amount pays, beyond the oldest: 0.3 µs each. */
const SEARCHED_PER_ACCOUNT = 500_000n

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

type ItemRow = RowOf<typeof itemsOfCauses>
type CashRow = RowOf<typeof unappliedOfCauses>

/** Which facts of billing are read. */
export interface BillingWanted {
  /** Orders that are invoiced, credited or paid; all their items come. */
  causes: readonly { companyId: bigint; causeId: bigint }[]
  /**
   * Payers of receipts that name no order, or name invoices; what they have open comes: the oldest items, and what is open by
   * exactly `amount`, however many there are. Some invoices are `named`: nothing of exactly the
   * amount is looked for.
   */
  accounts: readonly { companyId: bigint; accountId: bigint; amount?: Minor; named?: boolean }[]
  /** Documents and receipts that somebody named; they come, whoever they are of. */
  invoices?: readonly { companyId: bigint; invoiceId: bigint }[]
  receipts?: readonly { companyId: bigint; receiptId: bigint }[]
}

/**
 * Reads what acts of billing decide on. All items of the orders behind what is read come too, so that `billedOf` knows
 * them.
 */
export async function readBilling(db: Reader, wanted: BillingWanted): Promise<BillingFacts> {
  const causes = new Map(wanted.causes.map((one) => [`${one.companyId}/${one.causeId}`, one]))
  const accounts = new Map(wanted.accounts.map((one) => [`${one.companyId}/${one.accountId}`, one]))
  const { invoices = [], receipts = [] } = wanted
  const companies = [...causes.values(), ...accounts.values(), ...invoices, ...receipts].map(
    (one) => one.companyId,
  )
  const byCause = columns(causes.values(), (one) => one.causeId)
  const byAccount = columns(accounts.values(), (one) => one.accountId)
  const ofCauses = { companyIds: byCause.companyIds, causeIds: byCause.ids }
  const ofAccounts = {
    companyIds: byAccount.companyIds,
    accountIds: byAccount.ids,
    most: BigInt(PAID_AT_ONCE),
  }
  const byInvoice = columns(invoices, (one) => one.invoiceId)
  const byReceipt = columns(receipts, (one) => one.receiptId)
  const [series, ...rows] = await Promise.all([
    readSeries(db, companies),
    causes.size === 0 ? [] : db.read(itemsOfCauses, ofCauses),
    causes.size === 0 ? [] : db.read(unappliedOfCauses, ofCauses),
    accounts.size === 0 ? [] : db.read(itemsOfAccounts, ofAccounts),
    accounts.size === 0 ? [] : db.read(unappliedOfAccounts, ofAccounts),
    invoices.length === 0
      ? []
      : db.read(itemsOfInvoices, { companyIds: byInvoice.companyIds, invoiceIds: byInvoice.ids }),
    receipts.length === 0
      ? []
      : db.read(unappliedOfReceipts, { companyIds: byReceipt.companyIds, receiptIds: byReceipt.ids }),
    causes.size === 0 ? [] : db.read(itemsEarmarked, ofCauses),
  ])
  const facts: BillingFacts = {
    items: new Map(),
    itemsByCause: new Map(),
    itemsByAccount: new Map(),
    beyond: new Map(),
    cash: new Map(),
    cashByCause: new Map(),
    cashByAccount: new Map(),
    earmarked: new Map(),
    changedItems: new Set(),
    changedCash: new Set(),
    series,
  }
  for (const row of rows[0]) keepItem(facts, itemOf(row))
  for (const row of [...rows[1], ...rows[3], ...rows[5]]) keepCash(facts, cashOf(row))
  const more = new Map<string, { companyId: bigint; causeId: bigint }>()
  const payers = payersOfMany(wanted.accounts, rows[2])
  const [exact, first] = await Promise.all([readExact(db, payers), readFirst(db, payers)])
  for (const row of [...rows[2], ...rows[4], ...exact, ...first]) {
    keepItem(facts, itemOf(row))
    const key = `${row.company_id}/${row.cause_id}`
    if (row.cause_id !== null && !causes.has(key))
      more.set(key, { companyId: row.company_id, causeId: row.cause_id })
  }
  if (more.size > 0) {
    const { companyIds, ids } = columns(more.values(), (one) => one.causeId)
    for (const row of await db.read(itemsOfCauses, { companyIds, causeIds: ids }))
      keepItem(facts, itemOf(row))
  }
  for (const row of rows[6]) {
    keepItem(facts, itemOf(row))
    const memo = itemById(facts, row.company_id, row.invoice_id)!
    const { for_cause_id: causeId, amount } = row
    append(facts.earmarked, `${row.company_id}/${causeId}`, { memo, causeId, amount, amountRead: amount })
  }
  for (const row of first) {
    const key = `${row.company_id}/${row.account_id}`
    if (!facts.beyond.has(key)) facts.beyond.set(key, beyondOf(row, facts.itemsByAccount.get(key)!))
  }
  return facts
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

type Payer = BillingWanted['accounts'][number] & { amount: Minor }

/** Those whose account has more open than its oldest items. */
function payersOfMany(payers: BillingWanted['accounts'], oldest: readonly ItemRow[]): Payer[] {
  const read = new Map<string, number>()
  for (const { company_id, account_id } of oldest) add(read, `${company_id}/${account_id}`)
  return payers.filter(
    (one): one is Payer =>
      one.amount !== undefined && read.get(`${one.companyId}/${one.accountId}`) === PAID_AT_ONCE,
  )
}

/** Items that are open by exactly what an account pays, as many as pay it. */
async function readExact(db: Reader, payers: readonly Payer[]): Promise<ItemRow[]> {
  const exact = new Map<string, number>()
  for (const { companyId, accountId, amount, named } of payers)
    if (!named) add(exact, `${companyId}/${accountId}/${amount}`)
  if (exact.size === 0) return []
  const keys = [...exact.keys()].map((key) => key.split('/').map(BigInt) as [bigint, bigint, bigint])
  return await db.read(exactItemsOfAccounts, {
    companyIds: keys.map(([companyId]) => companyId),
    accountIds: keys.map(([, accountId]) => accountId),
    amounts: keys.map(([, , amount]) => amount),
    mosts: [...exact.values()].map(BigInt),
    budget: SEARCHED_PER_ACCOUNT,
  })
}

/** The oldest invoices and credits of accounts with much open, each with what all of these come to. */
async function readFirst(
  db: Reader,
  payers: readonly Payer[],
): Promise<RowOf<typeof firstItemsOfAccounts>[]> {
  if (payers.length === 0) return []
  const accounts = new Map(payers.map((one) => [`${one.companyId}/${one.accountId}`, one]))
  const { companyIds, ids: accountIds } = columns(accounts.values(), (one) => one.accountId)
  const most = BigInt(PAID_AT_ONCE)
  return await db.read(firstItemsOfAccounts, { companyIds, accountIds, most, budget: SEARCHED_PER_ACCOUNT })
}

function beyondOf(all: Beyond, known: readonly Item[]): Beyond {
  const beyond = { invoices: all.invoices, credits: all.credits, count: all.count }
  for (const { open } of known) {
    if (open > 0n) {
      beyond.invoices -= open
      beyond.count -= 1n
    } else beyond.credits -= open
  }
  return beyond
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function columns<T extends { companyId: bigint }>(
  rows: Iterable<T>,
  id: (row: T) => bigint,
): { companyIds: bigint[]; ids: bigint[] } {
  const all = [...rows]
  return { companyIds: all.map((row) => row.companyId), ids: all.map(id) }
}

function itemOf(row: ItemRow): Item {
  return {
    companyId: row.company_id,
    accountId: row.account_id,
    invoiceId: row.invoice_id,
    causeId: row.cause_id,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    currency: row.currency,
    original: row.original,
    open: row.open,
    earmarked: row.earmarked,
    functionalOriginal: row.functional_original,
    functionalOpen: row.functional_open,
    openRead: row.open,
    earmarkedRead: row.earmarked,
  }
}

function cashOf(row: CashRow): Cash {
  return {
    companyId: row.company_id,
    accountId: row.account_id,
    receiptId: row.receipt_id,
    causeId: row.cause_id,
    kind: row.kind as Cash['kind'],
    currency: row.currency,
    rateE10: row.rate_e10,
    receivedOn: row.received_on,
    received: row.received,
    left: row.amount,
    functionalReceived: row.functional_received,
    functionalLeft: row.functional_amount,
    leftRead: row.amount,
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

function append<T>(lists: Map<string, T[]>, key: string, one: T): void {
  const list = lists.get(key)
  if (list) list.push(one)
  else lists.set(key, [one])
}

/** What an order was billed, credited and still owes, and the deposits that wait for its invoices. Minor units. */
export function billedOf(
  facts: BillingFacts,
  companyId: bigint,
  causeId: bigint,
): { billed: Minor; credited: Minor; open: Minor; deposits: Minor } {
  const sums = { billed: 0n, credited: 0n, open: 0n, deposits: 0n }
  for (const item of facts.itemsByCause.get(`${companyId}/${causeId}`) ?? []) {
    if (item.original < 0n) sums.credited -= item.original
    else {
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

/** An amount of a receipt or credit memo that settles an amount of an invoice. */
export interface AppliedRow {
  companyId: bigint
  accountId: bigint
  id: bigint
  fromType: 'receipt' | 'credit_memo'
  fromId: bigint
  invoiceId: bigint
  appliedOn: string
  amount: Minor
  rule: string
}

export function writeApplication({ writes, batch }: Context, row: AppliedRow): void {
  writes.add(insertApplication, { ...row, batch })
}

/** Adds what the batch left of items and receipts to the write set: a row each, locked in order, once a batch. */
export function writeBilling(facts: BillingFacts, writes: WriteSet): void {
  for (const item of facts.changedItems) {
    const { companyId, accountId, invoiceId, open, openRead, functionalOpen, earmarked, earmarkedRead } = item
    if (openRead === undefined) {
      const { causeId, dueOn, currency, original, functionalOriginal } = item
      const fixed = {
        companyId,
        accountId,
        invoiceId,
        causeId,
        dueOn,
        currency,
        original,
        functionalOriginal,
      }
      writes.add(insertOpenItem, { ...fixed, open, functionalOpen })
    } else if (openRead !== open || earmarkedRead !== earmarked) {
      writes.add(lockOpenItems, { companyId, accountId, invoiceId })
      writes.add(changeOpenItems, {
        companyId,
        accountId,
        invoiceId,
        expected: openRead,
        expectedEarmarked: earmarkedRead,
        open,
        earmarked,
        functionalOpen,
      })
    }
  }
  for (const { memo, causeId, amount, amountRead: expected } of [...facts.earmarked.values()].flat())
    if (expected !== undefined && expected !== amount)
      writes.add(changeEarmarks, {
        companyId: memo.companyId,
        causeId,
        invoiceId: memo.invoiceId,
        expected,
        amount,
      })
  for (const cash of facts.changedCash) {
    const { companyId, accountId, receiptId, left, leftRead, functionalLeft: functionalAmount } = cash
    const key = { companyId, accountId, receiptId }
    const { causeId, kind, currency } = cash
    if (leftRead !== undefined) {
      writes.add(lockUnapplied, key)
      writes.add(changeUnapplied, { ...key, kind, expected: leftRead, amount: left, functionalAmount })
    } else if (left > 0n || kind === 'deposit') {
      writes.add(insertUnapplied, { ...key, causeId, kind, currency, amount: left, functionalAmount })
    }
  }
}

/** Locks what was read open before a second decision. */
export function lockBilling(facts: BillingFacts, locks: WriteSet): void {
  for (const { companyId, accountId, invoiceId, openRead } of facts.items.values())
    if (openRead !== undefined && openRead !== 0n)
      locks.add(lockOpenItems, { companyId, accountId, invoiceId })
  for (const { companyId, accountId, receiptId, leftRead } of facts.cash.values())
    if (leftRead !== undefined) locks.add(lockUnapplied, { companyId, accountId, receiptId })
}
