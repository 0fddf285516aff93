import type { Reader, RowOf } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Problem } from '../platform/outcome.ts'
import { chargesOf } from '../pricing/index.ts'
import { soldOf } from './sold.ts'
import type { FulfillmentLine, Hold, Order, OrderLine, OrderState } from './order.ts'
import {
  readFulfillmentLines,
  readFulfillmentSums,
  readHolds,
  readLinesOfParts as readPartLineRows,
  readOrderLines,
  readOrders as readOrderRows,
  readOrderSizes as readSizeRows,
  readShownStatus as readStatusRows,
} from './orders.sql.ts'

/** What is read of orders beside their heads. What was not asked for is empty. */
export interface Sections {
  lines: boolean
  /** All of them; unless said, those of orders that have some which stop a part of it. */
  holds: boolean
  /**
   * 'sum': the parts of an order added up as one, with no identity. All that the statuses and the end of an order depend
   * on, for acts that move money and no part.
   */
  parts: 'each' | 'sum'
}

/** Reads orders by id, newest version: two to four statements in one round trip, however many orders. */
export async function readOrders(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
  sections: Sections = { lines: true, holds: true, parts: 'each' },
): Promise<Map<string, Order>> {
  const orders = new Map<string, Order>()
  if (wanted.length === 0) return orders
  const unique = new Map(wanted.map((one) => [`${one.companyId}/${one.orderId}`, one]))
  const params = {
    companyIds: [...unique.values()].map((one) => one.companyId),
    orderIds: [...unique.values()].map((one) => one.orderId),
  }
  const [heads, lines, parts, sums, holds] = await Promise.all([
    db.read(readOrderRows, params),
    sections.lines ? db.read(readOrderLines, params) : [],
    sections.parts === 'each' ? db.read(readFulfillmentLines, params) : [],
    sections.parts === 'sum' ? db.read(readFulfillmentSums, params) : [],
    sections.holds ? db.read(readHolds, params) : [],
  ])
  const all = sections.holds ? holds : await scopedHolds(db, heads)
  for (const row of heads) {
    orders.set(`${row.company_id}/${row.id}`, {
      companyId: row.company_id,
      id: row.id,
      version: row.version,
      revision: row.revision,
      state: row.state as OrderState,
      openHolds: row.open_holds,
      priority: row.priority,
      orderType: row.order_type,
      source: row.source,
      externalId: row.external_id,
      customerReference: row.customer_reference,
      accountId: row.account_id,
      currency: row.currency,
      rateE10: row.rate_e10,
      prePriced: row.pre_priced,
      taxInclusive: row.tax_inclusive,
      prepaid: row.prepaid,
      termsDays: row.terms_days,
      placedAt: row.placed_at,
      orderedOn: row.ordered_on,
      requestedOn: row.requested_on,
      shipToCountry: row.ship_to_country,
      shipToRegion: row.ship_to_region,
      shipTo: { siteId: row.ship_to_site, addressId: row.ship_to_address },
      billTo: { siteId: row.bill_to_site, addressId: row.bill_to_address },
      total: row.total,
      taxTotal: row.tax_total,
      freight: row.freight,
      freightTax: row.freight_tax,
      cancelledTotal: row.cancelled_total,
      problems: row.problems as unknown as Problem[],
      decisions: row.decisions as JsonObject,
      intakeId: row.intake_id,
      custom: row.custom as JsonObject,
      lines: [],
      parts: [],
      holds: [],
    })
  }
  for (const row of lines) orders.get(`${row.company_id}/${row.order_id}`)?.lines.push(lineOf(row))
  for (const row of parts) orders.get(`${row.company_id}/${row.order_id}`)?.parts.push(partOf(row))
  for (const row of sums) orders.get(`${row.company_id}/${row.order_id}`)?.parts.push(sumOf(row))
  for (const row of all) {
    const hold: Hold = {
      id: row.id,
      lineNo: row.line_no,
      lineNos: row.line_nos,
      taskKind: row.task_kind as Hold['taskKind'],
      kind: row.kind as Hold['kind'],
      code: row.code,
      reason: row.reason,
      placedBy: row.placed_by,
      expiresOn: row.expires_on,
      released: row.released_batch !== null,
    }
    orders.get(`${row.company_id}/${row.order_id}`)?.holds.push(hold)
  }
  return orders
}

/** Whoever moves an order has to know what stops only some of it; few orders have that. */
async function scopedHolds(
  db: Reader,
  heads: readonly RowOf<typeof readOrderRows>[],
): Promise<readonly RowOf<typeof readHolds>[]> {
  const scoped = heads.filter(({ scoped_holds: count }) => count > 0)
  if (scoped.length === 0) return []
  return await db.read(readHolds, {
    companyIds: scoped.map((row) => row.company_id),
    orderIds: scoped.map((row) => row.id),
  })
}

/** A line of an order with the ids of all of its parts. */
export interface LineOfParts {
  line: OrderLine
  partIds: readonly bigint[]
  /** The place where it is picked up; null: it is sent. */
  boundTo: bigint | null
}

/** The lines that parts belong to, by company/part: for acts that are none of the rest of the order. */
export async function readLinesOfParts(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint; partId: bigint }[],
): Promise<Map<string, LineOfParts>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(readPartLineRows, {
    companyIds: wanted.map((one) => one.companyId),
    orderIds: wanted.map((one) => one.orderId),
    partIds: wanted.map((one) => one.partId),
  })
  return new Map(
    rows.flatMap((row) => {
      const of = { line: lineOf(row), partIds: row.part_ids, boundTo: row.bound_to }
      return row.part_ids.map((partId): [string, LineOfParts] => [`${row.company_id}/${partId}`, of])
    }),
  )
}

/** The statuses that orders show, by `company/order`; one statement, however many. */
export async function readShownStatus(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, string>> {
  const rows = await db.read(readStatusRows, {
    companyIds: wanted.map((one) => one.companyId),
    orderIds: wanted.map((one) => one.orderId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.order_id}`, row.status]))
}

/** How many lines orders have, by company/order. */
export async function readOrderSizes(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, number>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(readSizeRows, {
    companyIds: wanted.map((one) => one.companyId),
    orderIds: wanted.map((one) => one.orderId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.order_id}`, row.lines]))
}

function lineOf(row: RowOf<typeof readOrderLines>): OrderLine {
  return {
    lineNo: row.line_no,
    externalLineId: row.external_line_id,
    itemId: row.item_id,
    sku: row.sku,
    itemClass: row.item_class,
    kind: row.kind,
    uom: row.uom,
    quantity: row.quantity,
    unitPrice: row.unit_price,
    net: row.net,
    tax: row.tax,
    freight: row.freight,
    taxRateId: row.tax_rate_id,
    taxPercent: row.tax_percent,
    unitCost: row.unit_cost,
    // Kept with the row for people; no act decides on them again.
    waterfall: [],
    charges: chargesOf(row.charges),
    ...(row.sold === null ? {} : { sold: soldOf(row.sold)! }),
    custom: {},
  }
}

function partOf(row: RowOf<typeof readFulfillmentLines>): FulfillmentLine {
  return {
    id: row.id,
    lineNo: row.line_no,
    itemId: row.item_id,
    locationId: row.location_id,
    quantity: row.quantity,
    supply: row.supply as FulfillmentLine['supply'],
    fromId: row.from_location_id,
    requestedOn: row.requested_on,
    promisedOn: row.promised_on,
    decision: {},
    shipped: row.shipped,
    invoiced: row.invoiced,
    returned: row.returned,
    cancelled: row.cancelled,
    billedNet: row.billed_net,
    billedTax: row.billed_tax,
    billedFreight: row.billed_freight,
    bound: row.bound,
    ...(row.ship_method === null ? {} : { shipMethod: row.ship_method }),
    ...(row.whole ? { whole: true } : {}),
    ...(row.together === null ? {} : { together: row.together }),
    ...(row.min_split === null ? {} : { minSplit: row.min_split }),
    ...(row.unit === null ? {} : { unit: row.unit }),
    splitFrom: row.split_from,
    shareWhole: row.share_whole,
    shareFrom: row.share_from,
    ...(row.share_net === null
      ? {}
      : { share: { net: row.share_net, tax: row.share_tax!, freight: row.share_freight! } }),
  }
}

function sumOf(row: RowOf<typeof readFulfillmentSums>): FulfillmentLine {
  return {
    id: 0n,
    lineNo: 0,
    itemId: 0n,
    locationId: null,
    quantity: row.quantity,
    supply: row.backordered ? 'backorder' : 'none',
    fromId: null,
    requestedOn: null,
    promisedOn: row.promised_on,
    decision: {},
    shipped: row.shipped,
    invoiced: row.invoiced,
    returned: row.returned,
    cancelled: 0n,
    billedNet: 0n,
    billedTax: 0n,
    billedFreight: 0n,
    bound: false,
    splitFrom: null,
    shareWhole: null,
    shareFrom: 0n,
  }
}
