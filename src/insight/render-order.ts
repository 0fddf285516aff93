import { postingRuleId, sourceId } from '../ledger/index.ts'
import type { RowOf } from '../platform/database/index.ts'
import { decodeId, encodeId, orderNumber } from '../platform/public-id.ts'
import { instant, money, quantity, unitPrice } from '../platform/wire.ts'
import { renderChanges } from './changes.ts'
import { nameLocations, type Names } from './codes.ts'
import {
  marginOfLine,
  problemsWithMargins,
  withoutCosts,
  type CostSources,
  type KeptCosts,
} from './cost-source.ts'
import { actsIn, inSold, renderMargin, soldOf, type OrderState } from '../orders/index.ts'
import type {
  readBooks,
  readFulfillmentLines,
  readHolds,
  readIntake,
  readOrderHead,
  readOrderLines,
  readReserved,
  readSourcing,
  readTimeline,
} from './order.sql.ts'
import { placeOf, type LineOf } from './place.ts'
import type { OrderDetail, SectionOf } from './order-shapes.ts'
import { actorSeen, type Sight } from './sight.ts'
import { statusName } from './status-names.ts'
import { chargesOf, renderCharges, renderSold, renderWaterfall } from '../pricing/index.ts'

export function renderHead(row: RowOf<typeof readOrderHead>, sight: Sight) {
  const { currency } = row
  return {
    id: encodeId('ord', row.id),
    number: orderNumber(row.id),
    revision: Number(row.revision),
    version: row.version,
    orderType: row.order_type,
    source: row.source,
    externalId: row.external_id,
    customerReference: row.customer_reference,
    customer: row.customer_number === null ? null : { number: row.customer_number, name: row.customer_name },
    account:
      row.account_id === null
        ? null
        : { id: encodeId('acc', row.account_id), number: row.account_number ?? '' },
    state: row.state,
    status: row.status,
    statusName: statusName(row.status),
    fulfillmentStatus: row.fulfillment_status,
    billingStatus: row.billing_status,
    paymentStatus: row.payment_status,
    fallout: row.fallout,
    acts: actsIn(row.state as OrderState),
    actLimits: [],
    openHolds: row.open_holds,
    lineCount: row.lines,
    priority: row.priority,
    placedAt: instant(row.placed_at),
    remorseUntil: remorseIn(row.decisions),
    orderedOn: row.ordered_on,
    requestedOn: row.requested_on,
    promisedOn: row.promised_on,
    shipToCountry: row.ship_to_country,
    shipToRegion: row.ship_to_region,
    currency,
    prePriced: row.pre_priced,
    taxInclusive: row.tax_inclusive,
    prepaid: row.prepaid,
    termsDays: row.terms_days,
    net: money(row.total - row.tax_total - row.freight, currency),
    tax: money(row.tax_total, currency),
    freight: money(row.freight, currency),
    freightTax: money(row.freight_tax, currency),
    total: money(row.total, currency),
    cancelledTotal: money(row.cancelled_total, currency),
    problems: sight.costs
      ? problemsWithMargins(row.problems, row.decisions, row.functional_currency)
      : row.problems,
    decisions: sight.costs ? row.decisions : withoutCosts(row.decisions),
    custom: row.custom,
  }
}

function remorseIn(decisions: unknown): string | null {
  const { remorseUntil: until } = decisions as { remorseUntil?: string }
  return until ?? null
}

/** A line with the price that its steps lead to. */
export function renderLine(
  row: RowOf<typeof readOrderLines>,
  {
    currency,
    functional,
    rules,
    sight,
    costs,
    kept,
    rateE10,
  }: {
    currency: string
    functional: string
    rules: Names
    sight: Sight
    costs: CostSources
    kept: KeptCosts
    rateE10: bigint
  },
): SectionOf<'lines'>[number] {
  return {
    lineNo: row.line_no,
    externalLineId: row.external_line_id,
    version: row.from_version,
    action: row.action,
    itemId: row.item_id === null ? null : encodeId('itm', row.item_id),
    sku: row.sku,
    name: row.item_name,
    itemClass: row.item_class,
    kind: row.kind,
    uom: row.uom,
    quantity: quantity(row.quantity),
    unitPrice: unitPrice(row.unit_price, currency),
    sold: renderSold(inSold(soldOf(row.sold), row.quantity), currency),
    net: money(row.net, currency),
    tax: money(row.tax, currency),
    freight: money(row.freight, currency),
    taxPercent: quantity(row.tax_percent),
    unitCost: row.unit_cost === null || !sight.costs ? null : unitPrice(row.unit_cost, functional),
    margin: sight.costs
      ? renderMargin(marginOfLine(row, { currency, functional, rateE10, kept }), functional)
      : null,
    costFrom: sight.costs ? (costs.get(row.line_no) ?? null) : null,
    charges: renderCharges(chargesOf(row.charges), currency),
    waterfall: renderWaterfall(row.waterfall, { currency, rules, losers: sight.outsider === null }),
    parentLineNo: row.parent_no,
    perParent: row.per_parent,
    configuration: row.configuration,
    custom: row.custom,
  }
}

/** Where a fulfillment line stands (D14): derived from its counters and its claim on stock, stored nowhere. */
export function fulfillmentLineStatus(row: {
  quantity: bigint
  supply: string
  promised_on: string | null
  shipped: bigint
  invoiced: bigint
  returned: bigint
  cancelled: bigint
  reserved: bigint | null
}): string {
  const wanted = row.quantity - row.cancelled
  if (wanted <= 0n) return 'cancelled'
  if (row.returned >= wanted) return 'returned'
  if (row.invoiced >= wanted) return 'billed'
  if (row.shipped >= wanted) return 'awaiting_billing'
  if (row.shipped > 0n) return 'partially_shipped'
  if (row.reserved !== null) return 'reserved'
  if (row.supply === 'backorder') return 'backordered'
  if (row.supply === 'transfer') return 'in_transit'
  return row.promised_on === null ? 'not_started' : 'scheduled'
}

/** What is reserved, by fulfillment line. */
export function reservedOf(rows: readonly RowOf<typeof readReserved>[]): ReadonlyMap<bigint, bigint> {
  return new Map(rows.map((row) => [row.source_id, row.quantity]))
}

export function renderFulfillmentLine(
  row: RowOf<typeof readFulfillmentLines>,
  { reserved, locations, sight }: { reserved: ReadonlyMap<bigint, bigint>; locations: Names; sight: Sight },
): SectionOf<'fulfillmentLines'>[number] {
  const held = reserved.get(row.id) ?? null
  return {
    id: encodeId('ful', row.id),
    lineNo: row.line_no,
    location: placeOf(row),
    quantity: quantity(row.quantity),
    supply: row.supply,
    requestedOn: row.requested_on,
    promisedOn: row.promised_on,
    firstPromisedOn: row.first_promised_on,
    splitFrom: row.split_from === null ? null : encodeId('ful', row.split_from),
    decision: nameLocations(row.decision, locations, sight.outsider === null),
    reserved: quantity(held ?? 0n),
    shipped: quantity(row.shipped),
    invoiced: quantity(row.invoiced),
    returned: quantity(row.returned),
    cancelled: quantity(row.cancelled),
    status: fulfillmentLineStatus({ ...row, reserved: held }),
  }
}

export function renderHold(row: RowOf<typeof readHolds>, sight: Sight): SectionOf<'holds'>[number] {
  return {
    id: encodeId('hld', row.id),
    lineNo: row.line_no,
    lines: row.line_nos,
    taskKind: row.task_kind,
    kind: row.kind,
    code: row.code,
    reason: row.reason,
    placedBy: actorSeen(row.placed_by, sight),
    placedAt: row.placed_at === null ? null : instant(row.placed_at),
    expiresOn: row.expires_on,
    released: row.released_batch !== null,
    releasedBy: row.released_by === null ? null : actorSeen(row.released_by, sight),
    releasedAt: row.released_at === null ? null : instant(row.released_at),
    releaseReason: row.release_reason,
  }
}

export function renderFact(
  row: RowOf<typeof readTimeline>,
  currency: string,
  lineOf: LineOf,
  sight: Sight,
): SectionOf<'timeline'>[number] {
  return {
    pos: String(row.pos),
    at: instant(row.at),
    act: row.act,
    actor: actorSeen(row.actor, sight),
    reason: row.reason,
    changes: renderChanges(row.changes, currency).map((change) => {
      const part = change.key === null ? undefined : decodeId('ful', change.key)
      return { ...change, lineNo: part === undefined ? null : (lineOf.get(part) ?? null) }
    }),
    events: row.events,
  }
}

/** Postings, which come by entry, as entries. */
export function renderBooks(
  rows: RowOf<typeof readBooks>[],
  functional: string,
  lineOf: LineOf,
): SectionOf<'books'> {
  return [...Map.groupBy(rows, (row) => row.id).values()].map((postings) => {
    const entry = postings[0]!
    return {
      id: encodeId('ent', entry.id),
      pos: entry.pos === null ? null : String(entry.pos),
      event: entry.event,
      postedOn: entry.posted_on,
      sourceType: entry.source_type,
      sourceId: sourceId(entry.source_type, entry.source_id),
      strayId: entry.stray_id === null ? null : encodeId('str', entry.stray_id),
      currency: entry.currency,
      postings: postings.map((row) => ({
        ordinal: row.ordinal,
        debit: row.debit,
        credit: row.credit,
        amount: money(row.amount, row.currency),
        functionalAmount: money(row.functional_amount, functional),
        kind: row.kind,
        fulfillmentLineId: row.line_id === null ? null : encodeId('ful', row.line_id),
        lineNo: row.line_id === null ? null : (lineOf.get(row.line_id) ?? null),
        ruleId: postingRuleId(row.rule_id),
      })),
    }
  })
}

export function renderIntake(row: RowOf<typeof readIntake> | undefined, sight: Sight): OrderDetail['intake'] {
  // What others handed over is not an outsider's, although the order is.
  const principal = row === undefined ? null : actorSeen(row.principal, sight)
  if (row === undefined || principal === null) return null
  return {
    id: encodeId('itk', row.id),
    receivedAt: instant(row.received_at),
    principal,
    contentType: row.content_type,
    outcome: row.outcome,
    bodyHash: row.body_hash.toString('hex'),
    problems: row.problems,
  }
}

/** A search as it is kept. */
export function renderSourcing(row: RowOf<typeof readSourcing>): SectionOf<'sourcing'>[number] {
  const { at, attempt, rule, rule_version: ruleVersion } = row
  const record = row.record as unknown as Omit<
    SectionOf<'sourcing'>[number],
    'at' | 'attempt' | 'rule' | 'ruleVersion'
  >
  return { at: instant(at), attempt, rule, ruleVersion, ...record }
}
