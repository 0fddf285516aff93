import { addressFromRow } from '../customers/index.ts'
import { shownActor } from '../platform/auth/index.ts'
import { documentNumber } from '../platform/document-number.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import { encodeId, orderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant, money, moneyOrNull } from '../platform/wire.ts'
import {
  listCustomers as listCustomerRows,
  readCustomer as readCustomerRow,
  readCustomerAccounts,
  readCustomerOpenItems,
  readCustomerOrders,
  readCustomerSites,
  readCustomerUnapplied,
  readErasures,
  readLegalHold,
  searchCustomers,
} from './customer.sql.ts'
import { prefixEnd, renderOrderSummary } from './order-list.ts'
import type { CustomerDetail } from './shapes.ts'

export interface CustomerFilter {
  companyId: bigint
  scope: readonly bigint[] | null
  /** The beginning of a number or a name. */
  text?: string | undefined
  after: string | null
  limit: number
}

/** Customers by number, one more than the limit when there is a next page. */
export async function listCustomers(db: Reader, filter: CustomerFilter) {
  const text = filter.text?.trim() ?? ''
  const name = text.toLowerCase()
  const common = {
    companyId: filter.companyId,
    scope: filter.scope ?? [],
    seesAll: filter.scope === null,
    after: filter.after,
    fetch: BigInt(filter.limit + 1),
  }
  const rows =
    text === ''
      ? await db.read(listCustomerRows, common)
      : await db.read(searchCustomers, {
          ...common,
          text,
          textEnd: prefixEnd(text),
          name,
          nameEnd: prefixEnd(name),
        })
  return rows.map((row) => ({
    id: encodeId('cus', row.id),
    number: row.number,
    kind: row.kind,
    name: row.name,
    email: row.email,
  }))
}

/**
 * One view of a customer: accounts with exposure, newest orders, what is owed and what is not used yet. Undefined when
 * there is none, or none of its accounts may be seen.
 */
export async function readCustomer(
  db: Database,
  key: { companyId: bigint; number: string; scope: readonly bigint[] | null },
): Promise<CustomerDetail | undefined> {
  const asked = {
    companyId: key.companyId,
    number: key.number,
    scope: key.scope ?? [],
    seesAll: key.scope === null,
  }
  const found = await readTogether(db, (reader) => ({
    customer: reader.read(readCustomerRow, asked),
    accounts: reader.read(readCustomerAccounts, asked),
    orders: reader.read(readCustomerOrders, asked),
    openItems: reader.read(readCustomerOpenItems, asked),
    unapplied: reader.read(readCustomerUnapplied, asked),
    sites: reader.read(readCustomerSites, asked),
    legalHold: reader.read(readLegalHold, asked),
    erasures: reader.read(readErasures, asked),
  }))
  const customer = found.customer[0]
  if (customer === undefined || (key.scope !== null && found.accounts.length === 0)) return undefined
  return {
    id: encodeId('cus', customer.id),
    number: customer.number,
    kind: customer.kind,
    name: customer.name,
    email: customer.email,
    phone: customer.phone,
    address: customer.address,
    custom: customer.custom,
    sites: found.sites.map((row) => ({
      code: row.code,
      purposes: [...(row.ship_to ? ['ship_to'] : []), ...(row.bill_to ? ['bill_to'] : [])],
      country: row.country,
      region: row.region,
      active: row.active,
      address: row.person_id === null ? null : addressFromRow({ ...row, address: row.address ?? {} }),
    })),
    // What the company has to keep, and who erased what, is its own matter.
    legalHold: (key.scope === null && found.legalHold[0]) || null,
    erasures:
      key.scope === null
        ? found.erasures.map(({ at, actor, reason, forced }) => ({
            at: instant(at),
            actor: shownActor(actor),
            reason,
            forced,
          }))
        : [],
    accounts: found.accounts.map((row) => {
      const total = row.open_orders + row.open_receivables - row.unapplied
      return {
        id: encodeId('acc', row.id),
        number: row.number,
        currency: row.currency,
        termsDays: row.terms_days,
        segment: row.segment,
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
    orders: found.orders.map((row) => renderOrderSummary({ ...row, customer_name: customer.name })),
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
