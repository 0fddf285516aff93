import { nameKey } from '../customers/index.ts'
import type { Reader, RowOf } from '../platform/database/index.ts'
import { checkFilters, type CursorKey } from '../platform/http/index.ts'
import { decodeId, encodeId, orderNumber, parseOrderNumber } from '../platform/public-id.ts'
import { narrow } from '../platform/row-scope.ts'
import { instant, money } from '../platform/wire.ts'
import {
  findAccountsByName,
  findAccountsByNumber,
  findFallout,
  findSource,
  findOrdersByExternalId,
  listOrdersByStatus,
  listOrdersByTime,
  listOrdersOf,
} from './order-list.sql.ts'
import type { OrderSummaryRow } from './order-shapes.ts'
import { statusName } from './status-names.ts'

/** What a list of orders is filtered by. Absent means any. */
export interface OrderFilter {
  companyId: bigint
  /** Accounts the credential sees; null = all. */
  scope: readonly bigint[] | null
  states?: readonly string[] | undefined
  statuses?: readonly string[] | undefined
  source?: string | undefined
  /** `acc_…` or an account number. */
  account?: string | undefined
  customer?: string | undefined
  /** Company dates, both inclusive. */
  placedFrom?: string | undefined
  placedTo?: string | undefined
  /** Order number, the beginning of an external id, or the beginning of a customer's name. */
  text?: string | undefined
  /** Those alone of which a task failed for good. */
  fallout?: boolean | undefined
  /** Exactly these, when given. */
  orderIds?: readonly bigint[] | undefined
  after: readonly CursorKey[] | null
  limit: number
}

export interface OrderPage {
  rows: OrderSummaryRow[]
  /** Key of the row behind which the next page starts, of fallout with the id `below` which it looks; null at the end. */
  next: readonly CursorKey[] | null
}

/** Rows that one request may look at for filters without an index. */
export const SCAN_BUDGET = 100_000n

/** Orders with failed tasks that are put in order together; pages lead on from one lot to the next. */
const FALLEN_AT_ONCE = 10_000
const NEWEST = 9_223_372_036_854_775_807n
/** Before every order of a lot. */
const ITS_FIRST = ['9999-12-31T00:00:00.000Z', 0n] as const

/**
 * One page of orders, newest first. Filters of account, customer and text go along the accounts' index, a shown status
 * along its own, everything else along the time of placing. What else is asked is looked for in a bounded number of rows,
 * so a page may be short, and still leads on.
 */
export async function listOrders(db: Reader, filter: OrderFilter): Promise<OrderPage> {
  const found = await findOwners(db, filter)
  const statuses = filter.statuses ?? []
  const fetch = BigInt(filter.limit + 1)
  /** Accounts and statuses are each read on their own, and share the budget; a full page is always within it. */
  const budgetOf = (parts: readonly unknown[]) => {
    const share = SCAN_BUDGET / BigInt(new Set(parts).size || 1)
    return share > fetch ? share : fetch
  }
  const common = {
    companyId: filter.companyId,
    afterAt: filter.after === null ? null : new Date(String(filter.after[0])),
    afterId: filter.after === null ? null : (filter.after[1] as bigint),
    placedFrom: filter.placedFrom ?? null,
    placedTo: filter.placedTo ?? null,
    states: filter.states ?? [],
    source: filter.source ?? null,
    fetch,
  }
  if (found.accountIds !== null || found.orderIds !== null) {
    const accountIds = found.accountIds ?? []
    const rows = await db.read(listOrdersOf, {
      ...common,
      statuses,
      accountIds,
      orderIds: found.orderIds ?? [],
      scope: found.within ?? [],
      seesAll: found.within === null,
      fallout: filter.fallout === true,
      budget: budgetOf(accountIds),
    })
    const page = pageOf(rows, filter.limit)
    return filter.fallout === true ? { ...page, next: nextOfFallout(page, found) } : page
  }
  const rows =
    statuses.length > 0
      ? await db.read(listOrdersByStatus, { ...common, statuses, budget: budgetOf(statuses) })
      : await db.read(listOrdersByTime, { ...common, budget: SCAN_BUDGET })
  return pageOf(rows, filter.limit)
}

type Row = RowOf<typeof listOrdersByTime>

/** Nothing behind the first row that `ends` is known: other accounts or statuses may have been read further. */
function pageOf(rows: readonly Row[], limit: number): OrderPage {
  const end = rows.findIndex((row) => row.ends)
  const known = (end === -1 ? rows : rows.slice(0, end + 1)).filter((row) => row.matches)
  const shown = known.slice(0, limit)
  const last = known.length > limit ? shown.at(-1) : rows[end]
  return {
    rows: shown.map(renderOrderSummary),
    next: last === undefined ? null : [instant(last.placed_at), last.order_id],
  }
}

/** Behind a lot of orders with failed tasks the next one follows. */
function nextOfFallout({ next }: OrderPage, { orderIds, lot }: Owners): OrderPage['next'] {
  if (next !== null) return [...next, lot?.below ?? NEWEST]
  return lot?.full ? [...ITS_FIRST, orderIds!.at(-1)!] : null
}

/** What the filters of account, customer and text come to; `within` bounds the orders found by number. */
interface Owners {
  accountIds: readonly bigint[] | null
  orderIds: bigint[] | null
  within: readonly bigint[] | null
  /** Of orders with failed tasks: those below an id, as many as are put in order together, or all that there are. */
  lot?: { below: bigint; full: boolean }
}

async function findOwners(db: Reader, filter: OrderFilter): Promise<Owners> {
  const { companyId, account, customer } = filter
  if (filter.orderIds !== undefined) {
    return { accountIds: [], orderIds: [...filter.orderIds], within: filter.scope }
  }
  const text = filter.text?.trim() ?? ''
  const name = nameKey(text)
  const decoded = account === undefined ? undefined : decodeId('acc', account)
  const number = decoded === undefined ? account : undefined
  const { source } = filter
  const [sources, numbered, byId, byName] = await Promise.all([
    source === undefined ? [] : db.read(findSource, { companyId, code: source }),
    account === undefined && customer === undefined
      ? undefined
      : db.read(findAccountsByNumber, {
          companyId,
          accountId: decoded ?? null,
          accountNumber: number ?? null,
          customerNumber: customer ?? null,
          seesAll: filter.scope === null,
        }),
    text === '' ? undefined : db.read(findOrdersByExternalId, { companyId, text, textEnd: prefixEnd(text) }),
    text === ''
      ? undefined
      : db.read(findAccountsByName, { companyId, text: name, textEnd: prefixEnd(name) }),
  ])
  const named = numbered?.map((row) => row.id) ?? null
  const within = narrow(named, filter.scope)
  checkFilters(
    { name: 'source', value: source, known: sources.length > 0 },
    {
      name: account === undefined ? 'customer' : 'account',
      value: account ?? customer,
      known: within === null || within.length > 0,
    },
  )
  if (byId === undefined || byName === undefined) {
    if (filter.fallout !== true || named !== null) return { accountIds: within, orderIds: null, within }
    // They are few, and may be of any age: found by themselves, whoever may see which.
    const below = (filter.after?.[2] as bigint | undefined) ?? NEWEST
    const fallen = await db.read(findFallout, { companyId, below, most: BigInt(FALLEN_AT_ONCE) })
    const lot = { below, full: fallen.length === FALLEN_AT_ONCE }
    return { accountIds: [], orderIds: fallen.map((row) => row.order_id), within, lot }
  }
  const orderIds = byId.map((row) => row.order_id)
  const own = parseOrderNumber(text) ?? decodeId('ord', text)
  if (own !== undefined) orderIds.push(own)
  return {
    accountIds: narrow(
      byName.map((row) => row.id),
      within,
    ),
    orderIds,
    within,
  }
}

/** The first text behind all that begin with a prefix, in the order of bytes. */
export function prefixEnd(prefix: string): string {
  return `${prefix}\u{10ffff}`
}

/** A row of a list as the API shows it. */
export function renderOrderSummary(
  row: Omit<Row, 'matches' | 'ends' | 'account_number' | 'customer_number' | 'customer_name'> & {
    account_number: string | null
    customer_number: string | null
    customer_name: string | null
  },
): OrderSummaryRow {
  return {
    id: encodeId('ord', row.order_id),
    number: orderNumber(row.order_id),
    source: row.source,
    externalId: row.external_id,
    customer: row.customer_number === null ? null : { number: row.customer_number, name: row.customer_name },
    account:
      row.account_id === null || row.account_number === null
        ? null
        : { id: encodeId('acc', row.account_id), number: row.account_number },
    placedAt: instant(row.placed_at),
    total: money(row.total, row.currency),
    lines: row.lines,
    state: row.state,
    status: row.status,
    statusName: statusName(row.status),
    fulfillmentStatus: row.fulfillment_status,
    billingStatus: row.billing_status,
    paymentStatus: row.payment_status,
    fallout: row.fallout,
    promisedOn: row.promised_on,
  }
}
