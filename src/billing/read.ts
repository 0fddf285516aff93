import { parseDocumentNumber, documentNumber } from '../platform/document-number.ts'
import type { Database, Reader, RowOf } from '../platform/database/index.ts'
import { checkFilters, HttpProblem } from '../platform/http/index.ts'
import { decodeId, encodeId, orderNumber } from '../platform/public-id.ts'
import { narrow } from '../platform/row-scope.ts'
import { readTogether } from '../platform/snapshot.ts'
import type { Static } from 'typebox'
import type { Json } from '../platform/json.ts'
import type { SoldShape } from '../pricing/index.ts'
import { money, moneyOrNull, quantity, unitPrice } from '../platform/wire.ts'
import { findReach, listReceivablesAt, sumAgingAt } from './read-past.sql.ts'
import {
  findAccountIds,
  findDocument,
  findInvoiceBudgetEnd,
  listInvoices as listInvoiceRows,
  listInvoicesOfAccounts,
  listReceipts as listReceiptRows,
  listReceiptsOfAccounts,
  listReceivables as listReceivableRows,
  listReceivablesOfAccounts,
  readInvoice as readInvoiceRow,
  readInvoiceApplications,
  readInvoiceLines,
  readReceipt as readReceiptRow,
  readReceiptApplications,
  sumAging,
  sumAgingOfAccounts,
} from './read.sql.ts'
import type {
  AGING_BUCKETS,
  InvoiceDetail,
  InvoiceRow,
  ReceiptDetail,
  ReceiptView,
  ReceivableView,
} from './shapes.ts'

/** Rows that one request may look at for filters without an index. */
export const SCAN_BUDGET = 100_000n
type Bucket = (typeof AGING_BUCKETS)[number]

interface Filter {
  companyId: bigint
  /** Accounts the credential sees; null = all. */
  scope: readonly bigint[] | null
  /** `acc_…` or an account number. */
  account?: string | undefined
  customer?: string | undefined
  limit: number
}

/** Accounts of a filter that may be seen; null for all. */
export async function accountsOf(db: Reader, filter: Filter): Promise<bigint[] | null> {
  const { companyId, account, customer } = filter
  if (account === undefined && customer === undefined) return narrow(null, filter.scope)
  const id = account === undefined ? undefined : decodeId('acc', account)
  const rows = await db.read(findAccountIds, {
    companyId,
    id: id ?? null,
    number: id === undefined ? (account ?? null) : null,
    customerNumber: customer ?? null,
    seesAll: filter.scope === null,
  })
  const found = narrow(
    rows.map((row) => row.id),
    filter.scope,
  )!
  const name = account === undefined ? 'customer' : 'account'
  checkFilters({ name, value: account ?? customer, known: found.length > 0 })
  return found
}

function orderOf(causeId: bigint | null): { orderId: string | null; orderNumber: string | null } {
  return causeId === null
    ? { orderId: null, orderNumber: null }
    : { orderId: encodeId('ord', causeId), orderNumber: orderNumber(causeId) }
}

/** The aging bucket of an item by days past its due date. */
export function bucketOf(daysPastDue: number): Bucket {
  if (daysPastDue <= 0) return 'current'
  if (daysPastDue <= 30) return 'days1to30'
  if (daysPastDue <= 60) return 'days31to60'
  return daysPastDue <= 90 ? 'days61to90' : 'over90'
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}

/** What is asked about what is owed. */
export interface ReceivablesAsked extends Filter {
  asOf: string
  /** The place that `asOf` ended at; null: what is open now, aged to that date. */
  pos: bigint | null
  overdue: boolean
  after: readonly [dueOn: string, id: bigint] | null
}

/**
 * Open items by due date, and their aging over all pages (A13-18); over more than SCAN_BUDGET it is of those due first. As of a
 * place that is past they are those of the trial balance of that place.
 */
export async function listReceivables(db: Reader, filter: ReceivablesAsked) {
  const accounts = await accountsOf(db, filter)
  const { companyId, asOf, limit } = filter
  const common = { companyId, dueBefore: filter.overdue ? asOf : null }
  const page = {
    ...common,
    afterDue: filter.after?.[0] ?? null,
    afterId: filter.after?.[1] ?? null,
    fetch: BigInt(limit + 1),
  }
  const { found, sums, end, complete } =
    filter.pos === null
      ? await receivablesNow(db, page, { ...common, asOf }, accounts)
      : await receivablesAt(db, page, asOf, filter.pos, accounts)
  const shown = found.slice(0, limit)
  const last = found.length > limit ? shown.at(-1) : end
  const rows: ReceivableView[] = shown.map((row) => {
    const daysPastDue = Math.max(0, daysBetween(row.due_on, asOf))
    return {
      account: { id: encodeId('acc', row.account_id), number: row.account_number },
      invoiceId: encodeId('inv', row.invoice_id),
      kind: row.kind,
      number: documentNumber(row),
      ...orderOf(row.cause_id),
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      daysPastDue,
      bucket: bucketOf(daysPastDue),
      original: money(row.original, row.currency),
      open: money(row.open, row.currency),
    }
  })
  return {
    asOf,
    agingComplete: complete,
    aging: sums.map((row) => ({
      currency: row.currency,
      total: money(row.current + row.days1to30 + row.days31to60 + row.days61to90 + row.over90, row.currency),
      current: money(row.current, row.currency),
      days1to30: money(row.days1to30, row.currency),
      days31to60: money(row.days31to60, row.currency),
      days61to90: money(row.days61to90, row.currency),
      over90: money(row.over90, row.currency),
    })),
    rows,
    next: last === undefined ? null : ([last.due_on, last.invoice_id] as const),
  }
}

interface ReceivablesPage {
  companyId: bigint
  dueBefore: string | null
  afterDue: string | null
  afterId: bigint | null
  fetch: bigint
}

async function receivablesNow(
  db: Reader,
  page: ReceivablesPage,
  aging: { companyId: bigint; dueBefore: string | null; asOf: string },
  accounts: bigint[] | null,
) {
  const aged = { ...aging, budget: SCAN_BUDGET + 1n }
  const [found, sums] = await Promise.all(
    accounts === null
      ? [db.read(listReceivableRows, page), db.read(sumAging, aged)]
      : [
          db.read(listReceivablesOfAccounts, { ...page, scope: accounts }),
          db.read(sumAgingOfAccounts, { ...aged, scope: accounts }),
        ],
  )
  const complete = sums.reduce((items, row) => items + row.items, 0n) <= SCAN_BUDGET
  return { found, sums, end: undefined, complete }
}

/**
 * What was open at a place. It is made from what is open now and all that was settled since, so that it is refused where that is
 * more than one request may look at. Nothing behind the item that `ends` the budget is known.
 */
async function receivablesAt(
  db: Reader,
  page: ReceivablesPage,
  asOf: string,
  pos: bigint,
  accounts: bigint[] | null,
) {
  const { companyId, dueBefore } = page
  const scope = accounts ?? []
  const [reach] = await db.read(findReach, { companyId, pos, scope, budget: SCAN_BUDGET })
  if (reach?.far && (accounts === null || reach.accounts_far)) throw tooFar(asOf)
  const of = { companyId, dueBefore, pos, scope, seesAll: accounts === null, byAccount: reach?.far ?? false }
  const [looked, aged] = await Promise.all([
    db.read(listReceivablesAt, { ...of, ...page, budget: SCAN_BUDGET }),
    db.read(sumAgingAt, { ...of, asOf, budget: SCAN_BUDGET + 1n }),
  ])
  const last = looked.findIndex((row) => row.ends)
  return {
    found: (last === -1 ? looked : looked.slice(0, last + 1)).filter((row) => row.matches),
    sums: aged.filter((row) => row.items > 0n),
    end: looked[last],
    complete: !aged.some((row) => row.partial),
  }
}

function tooFar(asOf: string): HttpProblem {
  const message = `More happened since ${asOf} than one request looks at: ask for a later date, or for one account.`
  return new HttpProblem('invalid_parameters', {
    errors: [{ path: '/query/asOf', code: 'too_far', message }],
  })
}

/** Invoices and credit memos, newest first. */
export async function listInvoices(
  db: Reader,
  filter: Filter & {
    kind?: string | undefined
    issuedFrom?: string | undefined
    issuedTo?: string | undefined
    after: bigint | null
  },
): Promise<{ rows: InvoiceRow[]; next: bigint | null }> {
  const { companyId, after } = filter
  const accounts = await accountsOf(db, filter)
  const common = {
    companyId,
    scope: accounts ?? [],
    kind: filter.kind ?? null,
    issuedFrom: filter.issuedFrom ?? null,
    issuedTo: filter.issuedTo ?? null,
    after,
    limit: filter.limit,
  }
  const { shown, next } =
    accounts === null ? await invoicesOfAll(db, common) : await invoicesOfAccounts(db, common)
  return {
    rows: shown.map((row) => ({
      id: encodeId('inv', row.id),
      kind: row.kind,
      number: documentNumber(row),
      account: { id: encodeId('acc', row.account_id), number: row.account_number },
      ...orderOf(row.cause_id),
      issuedOn: row.issued_on,
      dueOn: row.due_on,
      total: money(row.total, row.currency),
      open: moneyOrNull(row.open, row.currency),
    })),
    next,
  }
}

interface InvoicesAsked {
  companyId: bigint
  scope: readonly bigint[]
  kind: string | null
  issuedFrom: string | null
  issuedTo: string | null
  after: bigint | null
  limit: number
}

async function invoicesOfAll(db: Reader, asked: InvoicesAsked) {
  const found = await db.read(listInvoiceRows, {
    ...asked,
    seesAll: true,
    fetch: BigInt(asked.limit + 1),
    budget: SCAN_BUDGET,
  })
  const shown = found.slice(0, asked.limit)
  if (found.length > asked.limit) return { shown, next: shown.at(-1)!.id }
  const [end] = await db.read(findInvoiceBudgetEnd, { ...asked, budget: SCAN_BUDGET })
  return { shown, next: end?.id ?? null }
}

/** Accounts share the budget. Nothing behind the first row that `ends` is known: others may have been read further. */
async function invoicesOfAccounts(db: Reader, asked: InvoicesAsked) {
  const fetch = BigInt(asked.limit + 1)
  const share = SCAN_BUDGET / BigInt(new Set(asked.scope).size || 1)
  const found = await db.read(listInvoicesOfAccounts, {
    ...asked,
    fetch,
    budget: share > fetch ? share : fetch,
  })
  const end = found.findIndex((row) => row.ends)
  const known = (end === -1 ? found : found.slice(0, end + 1)).filter((row) => row.matches)
  const shown = known.slice(0, asked.limit)
  const last = known.length > asked.limit ? shown.at(-1) : found[end]
  return { shown, next: last?.id ?? null }
}

/** The id of a document in an address: `inv_…` or its printed number. */
export async function findInvoice(db: Reader, companyId: bigint, text: string): Promise<bigint | undefined> {
  const id = decodeId('inv', text)
  if (id !== undefined) return id
  const parts = parseDocumentNumber(text)
  if (parts === undefined) return undefined
  const [row] = await db.read(findDocument, { companyId, ...parts })
  return row?.document_id
}

/** One document with all that its print needs, and the account that owns it. */
export async function readInvoice(
  db: Database,
  key: { companyId: bigint; id: bigint },
): Promise<
  | { view: Omit<InvoiceDetail, 'billTo' | 'stray'>; id: bigint; accountId: bigint; orderId: bigint | null }
  | undefined
> {
  const found = await readTogether(db, (reader) => ({
    invoice: reader.read(readInvoiceRow, key),
    lines: reader.read(readInvoiceLines, key),
    applications: reader.read(readInvoiceApplications, key),
  }))
  const row = found.invoice[0]
  if (row === undefined) return undefined
  const { currency } = row
  const taxes = new Map<bigint, { base: bigint; tax: bigint }>()
  for (const line of found.lines) {
    const sum = taxes.get(line.tax_percent) ?? { base: 0n, tax: 0n }
    sum.base += line.net + line.freight
    sum.tax += line.tax
    taxes.set(line.tax_percent, sum)
  }
  const view = {
    id: encodeId('inv', row.id),
    kind: row.kind,
    number: documentNumber(row),
    account: { id: encodeId('acc', row.account_id), number: row.account_number },
    ...orderOf(row.cause_id),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    currency,
    net: money(row.net, currency),
    tax: money(row.tax, currency),
    freight: money(row.freight, currency),
    total: money(row.total, currency),
    open: moneyOrNull(row.open, currency),
    lines: found.lines.map((line) => ({
      ordinal: line.ordinal,
      fulfillmentLineId: line.source_id === null ? null : encodeId('ful', line.source_id),
      itemId: line.item_id === null ? null : encodeId('itm', line.item_id),
      sku: line.sku,
      charge: line.charge,
      quantity: quantity(line.quantity),
      unitPrice: unitPrice(line.unit_price, currency),
      sold: soldShown(line.sold, currency),
      net: money(line.net, currency),
      tax: money(line.tax, currency),
      freight: money(line.freight, currency),
      taxPercent: quantity(line.tax_percent),
      taxDifference: moneyOrNull(line.tax_difference, currency),
    })),
    taxes: [...taxes].map(([percent, sum]) => ({
      percent: quantity(percent),
      base: money(sum.base, currency),
      tax: money(sum.tax, currency),
    })),
    applications: found.applications.map((one) => ({
      id: encodeId('apl', one.id),
      fromType: one.from_type,
      fromId: encodeId(one.from_type === 'receipt' ? 'rct' : 'inv', one.from_id),
      appliedOn: one.applied_on,
      amount: money(one.amount, currency),
      rule: one.rule,
    })),
  }
  return { view, id: row.id, accountId: row.account_id, orderId: row.cause_id }
}

function soldShown(kept: Json, currency: string): Static<typeof SoldShape> {
  if (kept === null) return null
  const { uom, quantity: units, unitPrice: amount } = kept as Record<string, string>
  return { uom: uom!, quantity: units!, unitPrice: { amount: amount!, currency } }
}

/** Receipts, newest first, with what of each is not used yet. */
export async function listReceipts(
  db: Reader,
  filter: Filter & { after: bigint | null },
): Promise<{ rows: ReceiptView[]; next: bigint | null }> {
  const { companyId, after } = filter
  const accounts = await accountsOf(db, filter)
  const fetch = BigInt(filter.limit + 1)
  const found =
    accounts === null
      ? await db.read(listReceiptRows, { companyId, after, fetch })
      : await db.read(listReceiptsOfAccounts, { companyId, after, fetch, scope: accounts })
  const shown = found.slice(0, filter.limit)
  return {
    rows: shown.map(renderReceipt),
    next: found.length > filter.limit ? shown.at(-1)!.id : null,
  }
}

function renderReceipt(row: RowOf<typeof readReceiptRow>): ReceiptView {
  return {
    id: encodeId('rct', row.id),
    account: { id: encodeId('acc', row.account_id), number: row.account_number },
    ...orderOf(row.cause_id),
    receivedOn: row.received_on,
    amount: money(row.amount, row.currency),
    applied: money(row.amount - (row.unapplied ?? 0n), row.currency),
    unapplied: money(row.unapplied ?? 0n, row.currency),
    goesOn: row.goes_on,
    kind: row.kind,
    method: row.method,
    reference: row.reference,
  }
}

/** One receipt with what it paid, and the account that owns it. */
export async function readReceipt(
  db: Database,
  key: { companyId: bigint; id: bigint },
): Promise<{ view: ReceiptDetail; accountId: bigint } | undefined> {
  const found = await readTogether(db, (reader) => ({
    receipt: reader.read(readReceiptRow, key),
    applications: reader.read(readReceiptApplications, key),
  }))
  const row = found.receipt[0]
  if (row === undefined) return undefined
  const view: ReceiptDetail = {
    ...renderReceipt(row),
    applications: found.applications.map((one) => ({
      id: encodeId('apl', one.id),
      invoiceId: encodeId('inv', one.invoice_id),
      invoiceNumber: documentNumber(one),
      ...orderOf(one.cause_id),
      appliedOn: one.applied_on,
      amount: money(one.amount, row.currency),
      rule: one.rule,
    })),
  }
  return { view, accountId: row.account_id }
}
