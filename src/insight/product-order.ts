import type { Database, Reader, RowOf } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { chargesOf, type LineCharge } from '../pricing/index.ts'
import { readTogether } from '../platform/snapshot.ts'
import { inSold, soldOf, type OrderState } from '../orders/index.ts'
import {
  countProductOrders,
  listProductOrders,
  readProductOrderLines,
  readProductOrders,
} from './product-order.sql.ts'

/** What product orders are looked for by; null: by anything. */
export interface ProductOrderSearch {
  companyId: bigint
  orderId: bigint | null
  externalId: string | null
  placedAt: Date | null
  placedFrom: Date | null
  placedTo: Date | null
  /** Stored states; none: all. */
  states: readonly OrderState[]
  /** The number of an account. */
  account: string | null
  /** Accounts whose orders the caller sees; null: all. */
  accounts: readonly bigint[] | null
}

/** Orders are counted up to this: who looks for more is told this many. */
const MOST_COUNTED = 100_000n

/** A page of the orders that are found, the newest first, and how many there are. */
export async function findProductOrders(
  db: Reader,
  search: ProductOrderSearch,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ orderIds: bigint[]; total: number }> {
  const { accounts, ...filters } = search
  const asked = { ...filters, accounts: accounts ?? [], seesAll: accounts === null }
  const [rows, counted] = await Promise.all([
    db.read(listProductOrders, { ...asked, skip: BigInt(offset), most: BigInt(limit) }),
    db.read(countProductOrders, { ...asked, most: MOST_COUNTED }),
  ])
  return { orderIds: rows.map((row) => row.order_id), total: counted[0]!.found }
}

/** An order as a product order is told of it, all of one moment. */
export interface ProductOrderRow {
  id: bigint
  version: number
  revision: bigint
  state: OrderState
  priority: number
  placedAt: Date
  promisedOn: string | null
  source: string
  externalId: string
  accountId: bigint | null
  currency: string
  awaitsMoney: boolean
  total: bigint
  tax: bigint
  /** With its tax. */
  freight: bigint
  freightTax: bigint
  problems: Problem[]
  remorseUntil: Date | null
  account: { number: string; name: string | null; kind: string } | null
  held: boolean
  fallout: boolean
  /** When something of it last left, or it ended. */
  endedAt: Date | null
  cancelledAt: Date | null
  cancelReason: string | null
  /** Somebody asked for its cancellation, and that is not decided. */
  assessed: boolean
  lines: ProductOrderLine[]
}

export interface ProductOrderLine {
  lineNo: number
  externalLineId: string | null
  sku: string
  name: string | null
  /** In the unit that it was sold in. */
  ordered: Micro
  unitPrice: Micro
  uom: string
  net: bigint
  tax: bigint
  taxPercent: Micro
  charges: LineCharge[]
  parentNo: number | null
  quantity: Micro
  shipped: Micro
  cancelled: Micro
  held: boolean
  fallout: boolean
}

/** Facts of orders, in the order in which they were named; who is not there is left out. */
export async function readProductOrderFacts(
  db: Database,
  of: { companyId: bigint; orderIds: readonly bigint[]; now: Date },
): Promise<ProductOrderRow[]> {
  if (of.orderIds.length === 0) return []
  const { heads, lines } = await readTogether(db, (reader) => ({
    heads: reader.read(readProductOrders, of),
    lines: reader.read(readProductOrderLines, of),
  }))
  const byOrder = Map.groupBy(lines, (row) => row.order_id)
  return heads.map((row): ProductOrderRow => {
    const { remorseUntil } = row.decisions as { remorseUntil?: string }
    return {
      id: row.id,
      version: row.version,
      revision: row.revision,
      state: row.state as OrderState,
      priority: row.priority,
      placedAt: row.placed_at,
      promisedOn: row.promised_on,
      source: row.source,
      externalId: row.external_id,
      accountId: row.account_id,
      currency: row.currency,
      awaitsMoney: row.prepaid && AWAITED.has(row.payment_status),
      total: row.total,
      tax: row.tax_total,
      freight: row.freight,
      freightTax: row.freight_tax,
      problems: row.problems as unknown as Problem[],
      remorseUntil: remorseUntil === undefined ? null : new Date(remorseUntil),
      account:
        row.account_number === null
          ? null
          : { number: row.account_number, name: row.customer_name, kind: row.customer_kind ?? '' },
      held: row.held,
      fallout: row.fallout,
      endedAt: row.ended_at,
      cancelledAt: row.cancelled_at,
      cancelReason: row.cancel_reason,
      assessed: row.request_due !== null,
      lines: (byOrder.get(row.id) ?? []).map(lineOf),
    }
  })
}

/** Money that is paid before anything leaves. */
const AWAITED: ReadonlySet<string> = new Set(['due', 'partially_paid'])

function lineOf(row: RowOf<typeof readProductOrderLines>): ProductOrderLine {
  const sold = inSold(soldOf(row.sold), row.ordered)
  return {
    lineNo: row.line_no,
    externalLineId: row.external_line_id,
    sku: row.sku,
    name: row.item_name,
    ordered: sold?.quantity ?? row.ordered,
    unitPrice: sold?.unitPrice ?? row.unit_price,
    uom: sold?.uom ?? row.uom,
    net: row.net,
    tax: row.tax,
    taxPercent: row.tax_percent,
    charges: chargesOf(row.charges),
    parentNo: row.parent_no,
    quantity: row.quantity,
    shipped: row.shipped,
    cancelled: row.cancelled,
    held: row.held,
    fallout: row.fallout,
  }
}
