import { readSeries } from '../platform/batch/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import {
  exactItemsOfAccounts,
  firstItemsOfAccounts,
  itemsOfAccounts,
  itemsEarmarked,
  itemsOfCauses,
  itemsOfInvoices,
  unappliedOfAccounts,
  unappliedOfCauses,
  unappliedOfReceipts,
} from './billing.sql.ts'
import {
  type Item,
  type Cash,
  type Beyond,
  type BillingFacts,
  keepItem,
  keepCash,
  append,
  itemById,
} from './facts.ts'

/**
 * Most invoices that money of an account pays in one batch, 1 ms each to settle: what pays more goes on by itself. As many open items
 * and unapplied receipts are read of it, the oldest.
 */
export const PAID_AT_ONCE = 100

/** Open items of one account that are looked through for what an amount pays, beyond the oldest: 0.3 µs each. */
const SEARCHED_PER_ACCOUNT = 500_000n

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
