import { addressFromRow, nameKey } from '../customers/index.ts'
import { shownActor } from '../platform/auth/index.ts'
import { documentNumber } from '../platform/document-number.ts'
import type { Database, Reader, RowOf } from '../platform/database/index.ts'
import { encodeId, orderNumber, quoteNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant, money, moneyOrNull } from '../platform/wire.ts'
import {
  listCustomers as listCustomerRows,
  listCustomersKnownAs,
  listCustomersOf,
  readCustomer as readCustomerRow,
  readCustomerAccounts,
  readCustomerHolds,
  readCustomerLifetime,
  readCustomerMerges,
  readCustomerNotes,
  readCustomerNumbers,
  readCustomerOpenItems,
  readCustomerOrders,
  readCustomerQuotes,
  readCustomerReceipts,
  readCustomerRecords,
  readCustomerReturns,
  readCustomerSites,
  readCustomerUnapplied,
  readErasures,
  readLegalHolds,
  searchCustomers,
} from './customer.sql.ts'
import { prefixEnd, renderOrderSummary } from './order-list.ts'
import type { CustomerDetail } from './customer-shapes.ts'

export interface CustomerFilter {
  companyId: bigint
  scope: readonly bigint[] | null
  /** The beginning of a number, here or in another system, or of a name. */
  text?: string | undefined
  /** Exactly this number in another system. */
  knownAs?: { system: string; number: string } | undefined
  after: string | null
  limit: number
}

/** Names that a search looks at: so many are put in order of their numbers in some milliseconds. */
const MOST_NAMES = 2000

/**
 * Customers by number, one more than the limit when there is a next page. Not `complete`: more names begin with the text than were
 * looked at.
 */
export async function listCustomers(db: Reader, filter: CustomerFilter) {
  const text = filter.text?.trim() ?? ''
  const name = nameKey(text)
  const asked = {
    companyId: filter.companyId,
    text,
    textEnd: prefixEnd(text),
    name,
    nameEnd: prefixEnd(name),
    after: filter.after,
    fetch: BigInt(filter.limit + 1),
  }
  const { scope, knownAs } = filter
  const found =
    knownAs !== undefined
      ? await db.read(listCustomersKnownAs, {
          ...asked,
          system: knownAs.system,
          knownAs: knownAs.number,
          scope: scope ?? [],
          seesAll: scope === null,
        })
      : scope !== null
        ? await db.read(listCustomersOf, { ...asked, scope })
        : text === ''
          ? await db.read(listCustomerRows, asked)
          : await db.read(searchCustomers, { ...asked, most: BigInt(MOST_NAMES) })
  const rows = found.map((row) => ({
    id: encodeId('cus', row.id),
    number: row.number,
    kind: row.kind,
    name: row.name,
    email: row.email,
  }))
  return { rows, complete: found.every((row) => !('complete' in row) || row.complete) }
}

/** Orders that a view shows when nothing is said, and at most. */
export const SOME_ORDERS = 50
export const MOST_ORDERS = 1000
/** Notes that a view shows. */
const SOME_NOTES = 50n
/** Orders, documents and returns of an account that its figures are made of: beyond that they are of the newest. */
const COUNTED = 100_000

/**
 * One view of a customer over all channels and all of its records, from the number of any: accounts with exposure, newest orders (or the one asked for), what is held,
 * returned, owed, paid and not used yet, and figures over its whole life (C12-1, C12-2). Undefined when there is none, or
 * none of its accounts may be seen.
 *
 * @param orders how many; 0 for a summary
 */
export async function readCustomer(
  db: Database,
  key: {
    companyId: bigint
    number: string
    scope: readonly bigint[] | null
    orders: number
    orderId?: bigint | undefined
  },
): Promise<CustomerDetail | undefined> {
  const asked = {
    companyId: key.companyId,
    number: key.number,
    scope: key.scope ?? [],
    seesAll: key.scope === null,
  }
  const found = await readTogether(db, (reader) => ({
    customer: reader.read(readCustomerRow, asked),
    records: reader.read(readCustomerRecords, asked),
    merges: reader.read(readCustomerMerges, asked),
    numbers: reader.read(readCustomerNumbers, asked),
    notes: reader.read(readCustomerNotes, { ...asked, afterPos: null, afterId: null, fetch: SOME_NOTES }),
    accounts: reader.read(readCustomerAccounts, asked),
    orders: reader.read(readCustomerOrders, {
      ...asked,
      orders: BigInt(key.orders),
      orderId: key.orderId ?? null,
    }),
    lifetime: reader.read(readCustomerLifetime, { ...asked, budget: BigInt(COUNTED) }),
    returns: reader.read(readCustomerReturns, { ...asked, budget: BigInt(COUNTED) }),
    receipts: reader.read(readCustomerReceipts, asked),
    quotes: reader.read(readCustomerQuotes, asked),
    holds: reader.read(readCustomerHolds, { ...asked, budget: BigInt(COUNTED) }),
    openItems: reader.read(readCustomerOpenItems, asked),
    unapplied: reader.read(readCustomerUnapplied, asked),
    sites: reader.read(readCustomerSites, asked),
    legalHolds: reader.read(readLegalHolds, asked),
    erasures: reader.read(readErasures, asked),
  }))
  const customer = found.customer[0]
  if (customer === undefined || (key.scope !== null && found.accounts.length === 0)) return undefined
  const records = new Map(found.records.map((row) => [row.id, row]))
  const recordOf = (id: bigint) => records.get(id) ?? customer
  const holds = new Map<bigint, { until: string; reason: string }>()
  for (const { counts, member_id: id, until, reason } of found.legalHolds) {
    if (counts && until !== null) holds.set(id, { until, reason })
  }
  return {
    id: encodeId('cus', customer.id),
    number: customer.number,
    kind: customer.kind,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: customer.address,
    custom: customer.custom,
    askedNumber: key.number,
    records: found.records.map((row) => ({
      id: encodeId('cus', row.id),
      number: row.number,
      kind: row.kind,
      name: row.name,
      email: row.email,
      phone: row.phone,
      head: row.head,
      into: row.into_number,
      mergedAt: row.at && instant(row.at),
      mergedBy: row.actor && shownActor(row.actor),
      reason: row.reason,
      rule: row.rule,
      legalHold: holds.get(row.id) ?? null,
      erased: row.erased,
    })),
    merges: found.merges.map(({ at, actor, number, into_number: into, reason, rule }) => ({
      at: instant(at),
      actor: shownActor(actor),
      customer: number,
      into,
      reason,
      rule,
    })),
    alternateNumbers: found.numbers.map(({ system, number, customer_number }) => ({
      system,
      number,
      customer: customer_number,
    })),
    notes: found.notes.map(renderNote),
    sites: found.sites.map((row) => ({
      customer: recordOf(row.member_id).number,
      code: row.code,
      purposes: [...(row.ship_to ? ['ship_to'] : []), ...(row.bill_to ? ['bill_to'] : [])],
      country: row.country,
      region: row.region,
      active: row.active,
      address: row.person_id === null ? null : addressFromRow({ ...row, address: row.address ?? {} }),
    })),
    legalHold: [...holds.values()].toSorted((a, b) => (a.until < b.until ? 1 : -1))[0] ?? null,
    legalHolds: found.legalHolds.map(({ at, member_id: id, until, reason, placed_by: actor }) => ({
      customer: recordOf(id).number,
      at: at && instant(at),
      actor: shownActor(actor),
      until,
      reason,
    })),
    erasures: found.erasures.map(
      ({ at, member_id: id, actor, reason, forced, person_rows: personRows, bodies, drafts, finished }) => ({
        customer: recordOf(id).number,
        at: instant(at),
        actor: shownActor(actor),
        reason,
        forced,
        personRows,
        bodies,
        drafts,
        finished,
      }),
    ),
    accounts: found.accounts.map((row) => {
      const total = row.open_orders + row.open_receivables - row.unapplied
      return {
        id: encodeId('acc', row.id),
        number: row.number,
        customer: recordOf(row.member_id).number,
        currency: row.currency,
        termsDays: row.terms_days,
        segment: row.segment,
        partner: row.partner,
        actsFor: row.acts_for,
        shipToCountry: row.ship_to_country,
        shipToRegion: row.ship_to_region,
        taxExempt: row.tax_exempt,
        creditLimit: moneyOrNull(row.credit_limit, row.currency),
        exposure: {
          openOrders: money(row.open_orders, row.currency),
          openReceivables: money(row.open_receivables, row.currency),
          unapplied: money(row.unapplied, row.currency),
          total: money(total, row.currency),
        },
        available: row.credit_limit === null ? null : money(row.credit_limit - total, row.currency),
      }
    }),
    lifetime: lifetimeOf(found.lifetime, found.returns),
    holds: found.holds.map((row) => ({
      orderNumber: orderNumber(row.order_id),
      id: encodeId('hld', row.id),
      kind: row.kind,
      code: row.code,
      reason: row.reason,
    })),
    returns: found.returns.map((row) => ({
      id: encodeId('ret', row.id),
      orderNumber: row.order_id === null ? null : orderNumber(row.order_id),
      accountNumber: row.account_number,
      returnedOn: row.returned_on,
      reason: row.reason,
    })),
    receipts: found.receipts.map((row) => ({
      receiptId: encodeId('rct', row.id),
      accountNumber: row.account_number,
      receivedOn: row.received_on,
      amount: money(row.amount, row.currency),
      unapplied: money(row.unapplied ?? 0n, row.currency),
      method: row.method,
      reference: row.reference,
    })),
    quotes: found.quotes.map((row) => ({
      id: encodeId('quo', row.id),
      number: quoteNumber(row.id),
      accountNumber: row.account_number,
      state: row.state,
      version: row.version,
      validUntil: row.valid_until,
      customerReference: row.customer_reference,
      madeAt: instant(row.made_at),
    })),
    orders: found.orders.map((row) => {
      const { number, name } = recordOf(row.member_id)
      return renderOrderSummary({ ...row, customer_number: number, customer_name: name })
    }),
    openItems: found.openItems.map((row) => ({
      accountNumber: row.account_number,
      invoiceId: encodeId('inv', row.invoice_id),
      number: documentNumber(row),
      orderNumber: row.cause_id === null ? null : orderNumber(row.cause_id),
      dueOn: row.due_on,
      original: money(row.original, row.currency),
      open: money(row.open, row.currency),
    })),
    unapplied: found.unapplied.map((row) => ({
      accountNumber: row.account_number,
      receiptId: encodeId('rct', row.receipt_id),
      kind: row.kind,
      receivedOn: row.received_on,
      amount: money(row.amount, row.currency),
    })),
  }
}

type NoteRow = RowOf<typeof readCustomerNotes>

function renderNote({ id, number, at, actor, text }: NoteRow) {
  return { id: encodeId('nte', id), customer: number, at: instant(at), actor: shownActor(actor), text }
}

/** Notes of a customer, newest first, and where the next page begins. */
export async function listNotes(
  db: Reader,
  key: { companyId: bigint; number: string; after: readonly [bigint, bigint] | null; limit: number },
) {
  const { companyId, number, after, limit } = key
  const [afterPos, afterId] = after ?? [null, null]
  const found = await db.read(readCustomerNotes, {
    companyId,
    number,
    seesAll: true,
    afterPos,
    afterId,
    fetch: BigInt(limit + 1),
  })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next = found.length > limit && last ? [last.pos, last.id] : null
  return { rows: shown.map(renderNote), next }
}

type LifetimeRow = RowOf<typeof readCustomerLifetime>
type ReturnRow = RowOf<typeof readCustomerReturns>

function lifetimeOf(rows: readonly LifetimeRow[], returns: readonly ReturnRow[]): CustomerDetail['lifetime'] {
  const sum = (of: (row: LifetimeRow) => bigint) => Number(rows.reduce((all, row) => all + of(row), 0n))
  const returned = Number(returns[0]?.returns ?? 0n)
  return {
    whole: returned < COUNTED && rows.every((row) => row.looked < COUNTED),
    orders: sum((row) => row.orders),
    cancelled: sum((row) => row.cancelled),
    invoices: sum((row) => row.invoices),
    creditMemos: sum((row) => row.credit_memos),
    returns: returned,
    sales: rows.map(({ currency, ordered, billed, credited }) => ({
      ordered: money(ordered, currency),
      billed: money(billed, currency),
      credited: money(credited, currency),
    })),
  }
}
