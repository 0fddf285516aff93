import { postingRuleId, sourceId } from '../ledger/index.ts'
import { documentNumber } from '../platform/document-number.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import { decodeId, encodeId, orderNumber, parseOrderNumber } from '../platform/public-id.ts'
import { readTogether } from '../platform/snapshot.ts'
import { instant, money, moneyOrNull, quantity, unitPrice } from '../platform/wire.ts'
import {
  countPlan,
  countPlanDependencies,
  findOrdersBySource,
  readBooks,
  readComponents,
  readConfirmations,
  readFulfillmentLines,
  readHolds,
  readIntake,
  readLocationCodes,
  readOrderApplications,
  readOrderDeposits,
  readOrderHead,
  readOrderInvoices,
  readOrderLines,
  readPartLines,
  readReserved,
  readReturns,
  readRuleCodes,
  readShipmentLines,
  readShipments,
  readStrays,
  readTasks,
  readTimeline,
} from './order.sql.ts'
import type { OrderDetail, OrderSection } from './shapes.ts'
import { renderChanges } from './changes.ts'
import { nameLocations, namesOf, type Names } from './codes.ts'
import { readOrderPlaces } from './place.sql.ts'
import { renderPlace } from './place.ts'
import { costSources, withoutCosts, type CostSources } from './cost-source.ts'
import { actorSeen, insideSeen, type Sight } from './sight.ts'
import { renderWaterfall } from './waterfall.ts'
import { renderStray } from './stray.ts'
import { statusName } from './status-names.ts'

type RowOf<S extends { _types?: { row: unknown } | undefined }> = NonNullable<S['_types']>['row']
/** The line of each fulfillment line. */
export type LineOf = ReadonlyMap<bigint, number>
const LINED = ['plan', 'shipments', 'returns', 'timeline', 'books'] as const
type Section<K extends OrderSection> = NonNullable<OrderDetail[K]>

/** The id in an address: `ord_…`, `SO1000017` or the bare number. */
export function orderIdOf(text: string): bigint | undefined {
  return decodeId('ord', text) ?? parseOrderNumber(text)
}

/** The order that a source knows by its own id, and those of customers who order under ids of their own. */
export async function findOrdersOfSource(
  db: Reader,
  key: { companyId: bigint; source: string; externalId: string },
): Promise<bigint[]> {
  const rows = await db.read(findOrdersBySource, key)
  return rows.map((row) => row.order_id)
}

/**
 * An order with the sections that were asked for, in one round trip and from one state of the database.
 *
 * @returns the view and the account that owns it (for the row scope), or undefined when there is no such order
 */
export async function readOrder(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  sections: ReadonlySet<OrderSection>,
  sight: Sight,
): Promise<{ view: OrderDetail; accountId: bigint | null } | undefined> {
  const found = await readTogether(db, (reader) => {
    const when = <T>(section: OrderSection, ask: () => T): T | undefined =>
      sections.has(section) ? ask() : undefined
    return {
      head: reader.read(readOrderHead, key),
      places: reader.read(readOrderPlaces, { ...key, seen: sight.addresses }),
      lines: when('lines', () => reader.read(readOrderLines, key)),
      rules: when('lines', () => reader.read(readRuleCodes, { companyId: key.companyId })),
      fulfillmentLines: when('fulfillmentLines', () => reader.read(readFulfillmentLines, key)),
      reserved: when('fulfillmentLines', () => reader.read(readReserved, key)),
      locations: when('fulfillmentLines', () => reader.read(readLocationCodes, { companyId: key.companyId })),
      holds: when('holds', () => reader.read(readHolds, key)),
      // Sections that name parts say of which line; it is two numbers a part.
      partLines: LINED.some((section) => sections.has(section)) ? reader.read(readPartLines, key) : undefined,
      steps: when('planSummary', () => reader.read(countPlan, key)),
      dependencies: when('planSummary', () => reader.read(countPlanDependencies, key)),
      components: when('plan', () => reader.read(readComponents, key)),
      tasks: when('plan', () => reader.read(readTasks, key)),
      shipments: when('shipments', () => reader.read(readShipments, key)),
      shipmentLines: when('shipments', () => reader.read(readShipmentLines, key)),
      confirmations: when('shipments', () => reader.read(readConfirmations, key)),
      strays: when('strays', () => reader.read(readStrays, key)),
      returns: when('returns', () => reader.read(readReturns, key)),
      invoices: when('invoices', () => reader.read(readOrderInvoices, key)),
      applications: when('invoices', () => reader.read(readOrderApplications, key)),
      deposits: when('deposits', () => reader.read(readOrderDeposits, key)),
      timeline: when('timeline', () => reader.read(readTimeline, key)),
      books: when('books', () => reader.read(readBooks, key)),
      intake: when('intake', () => reader.read(readIntake, key)),
    }
  })
  const head = found.head[0]
  if (head === undefined) return undefined
  const { currency, functional_currency: functional } = head
  const rules = namesOf(found.rules ?? [])
  const costs = costSources(head.decisions)
  const locations = namesOf(found.locations ?? [])
  const reserved = reservedOf(found.reserved ?? [])
  const lineOf: LineOf = new Map(found.partLines?.map((row) => [row.id, row.line_no]))
  const view: OrderDetail = {
    ...renderHead(head, sight),
    shipTo: renderPlace('shipTo', found.places, sight.addresses),
    billTo: renderPlace('billTo', found.places, sight.addresses),
    ...(found.lines && {
      lines: found.lines.map((row) => renderLine(row, { currency, functional, rules, sight, costs })),
    }),
    ...(found.fulfillmentLines && {
      fulfillmentLines: found.fulfillmentLines.map((row) =>
        renderFulfillmentLine(row, { reserved, locations, sight }),
      ),
    }),
    ...(found.holds && { holds: found.holds.map((row) => renderHold(row, sight)) }),
    ...(found.components && {
      plan: renderPlan(found.components, found.tasks ?? [], lineOf, sight),
    }),
    ...(found.steps && { planSummary: renderPlanSummary(found.steps, found.dependencies ?? []) }),
    ...(found.shipments && {
      shipments: renderShipments(
        found.shipments,
        found.shipmentLines ?? [],
        found.confirmations ?? [],
        lineOf,
      ),
    }),
    ...(found.strays && { strays: found.strays.map(renderStray) }),
    ...(found.returns && { returns: renderReturns(found.returns, lineOf) }),
    ...(found.invoices && { invoices: renderInvoices(found.invoices, found.applications ?? []) }),
    ...(found.deposits && { deposits: found.deposits.map(renderDeposit) }),
    ...(found.timeline && {
      timeline: found.timeline.map((row) => renderFact(row, currency, lineOf, sight)),
    }),
    ...(found.books && { books: renderBooks(found.books, functional, lineOf) }),
    ...(found.intake && { intake: renderIntake(found.intake[0], sight) }),
  }
  return { view, accountId: head.account_id }
}

function place(row: { location_code: string | null; location_name: string | null }) {
  return row.location_code === null
    ? null
    : { code: row.location_code, name: row.location_name ?? row.location_code }
}

function renderHead(row: RowOf<typeof readOrderHead>, sight: Sight) {
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
    problems: row.problems,
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
  }: { currency: string; functional: string; rules: Names; sight: Sight; costs: CostSources },
): Section<'lines'>[number] {
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
    net: money(row.net, currency),
    tax: money(row.tax, currency),
    freight: money(row.freight, currency),
    taxPercent: quantity(row.tax_percent),
    unitCost: row.unit_cost === null || !sight.costs ? null : unitPrice(row.unit_cost, functional),
    costFrom: sight.costs ? (costs.get(row.line_no) ?? null) : null,
    waterfall: renderWaterfall(row.waterfall, { currency, rules, losers: sight.outsider === null }),
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
  return row.promised_on === null ? 'not_started' : 'scheduled'
}

/** What is reserved, by fulfillment line. */
export function reservedOf(rows: readonly RowOf<typeof readReserved>[]): ReadonlyMap<bigint, bigint> {
  return new Map(rows.map((row) => [row.source_id, row.quantity]))
}

export function renderFulfillmentLine(
  row: RowOf<typeof readFulfillmentLines>,
  { reserved, locations, sight }: { reserved: ReadonlyMap<bigint, bigint>; locations: Names; sight: Sight },
): Section<'fulfillmentLines'>[number] {
  const held = reserved.get(row.id) ?? null
  return {
    id: encodeId('ful', row.id),
    lineNo: row.line_no,
    location: place(row),
    quantity: quantity(row.quantity),
    supply: row.supply,
    requestedOn: row.requested_on,
    promisedOn: row.promised_on,
    firstPromisedOn: row.first_promised_on,
    decision: nameLocations(row.decision, locations, sight.outsider === null),
    reserved: quantity(held ?? 0n),
    shipped: quantity(row.shipped),
    invoiced: quantity(row.invoiced),
    returned: quantity(row.returned),
    cancelled: quantity(row.cancelled),
    status: fulfillmentLineStatus({ ...row, reserved: held }),
  }
}

function renderHold(row: RowOf<typeof readHolds>, sight: Sight): Section<'holds'>[number] {
  return {
    id: encodeId('hld', row.id),
    lineNo: row.line_no,
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

type TaskRow = Omit<RowOf<typeof readTasks>, 'frees'>

export function renderTask(row: TaskRow, sight: Sight) {
  return {
    id: encodeId('tsk', row.id),
    componentId: encodeId('cmp', row.component_id),
    kind: row.kind,
    mode: row.mode,
    generation: row.generation,
    state: row.state,
    waits: row.waits,
    startAt: row.start_at === null ? null : instant(row.start_at),
    dueAt: row.due_at === null ? null : instant(row.due_at),
    attempt: row.attempt,
    input: insideSeen(row.input, sight),
    output: insideSeen(row.output, sight),
    problem: insideSeen(row.problem, sight),
  }
}

type ComponentRow = Omit<RowOf<typeof readComponents>, 'id' | 'line_ids'>

export function renderComponent(row: ComponentRow, id: bigint) {
  return {
    id: encodeId('cmp', id),
    kind: row.kind,
    key: row.key,
    pattern: row.pattern,
    modelVersion: row.model_version,
    location: place(row),
  }
}

function renderPlanSummary(
  counts: RowOf<typeof countPlan>[],
  dependencies: RowOf<typeof countPlanDependencies>[],
): Section<'planSummary'> {
  const steps = Map.groupBy(counts, (row) => `${row.component} ${row.kind}`)
  return {
    tasks: counts.reduce((sum, row) => sum + Number(row.tasks), 0),
    steps: [...steps.values()].map((rows) => ({
      component: rows[0]!.component,
      kind: rows[0]!.kind,
      states: Object.fromEntries(rows.map((row) => [row.state, Number(row.tasks)])),
    })),
    dependencies: dependencies.map((row) => ({
      from: { component: row.from_component, kind: row.from_kind },
      to: { component: row.to_component, kind: row.to_kind },
    })),
  }
}

function renderPlan(
  components: RowOf<typeof readComponents>[],
  tasks: RowOf<typeof readTasks>[],
  lineOf: LineOf,
  sight: Sight,
): Section<'plan'> {
  return {
    components: components.map((row) => ({
      ...renderComponent(row, row.id),
      lines: row.line_ids.map((id) => encodeId('ful', id)),
      lineNos: [...new Set(row.line_ids.map((id) => lineOf.get(id)!))],
    })),
    tasks: tasks.map((row) => renderTask(row, sight)),
    dependencies: tasks.flatMap((row) =>
      row.frees.map((to) => ({
        from: encodeId('tsk', row.id),
        to: encodeId('tsk', to),
        met: row.state === 'completed' || row.state === 'skipped',
      })),
    ),
  }
}

function renderShipments(
  shipments: RowOf<typeof readShipments>[],
  lines: RowOf<typeof readShipmentLines>[],
  confirmations: RowOf<typeof readConfirmations>[],
  lineOf: LineOf,
): Section<'shipments'> {
  const linesOf = Map.groupBy(lines, (row) => row.shipment_id)
  const confirmationsOf = Map.groupBy(confirmations, (row) => row.shipment_id)
  return shipments.map((row) => ({
    id: encodeId('shp', row.id),
    state: row.state,
    location: place(row),
    releasedOn: row.released_on,
    carrier: row.carrier,
    trackingNumber: row.tracking_number,
    lines: (linesOf.get(row.id) ?? []).map((line) => ({
      fulfillmentLineId: encodeId('ful', line.source_id),
      lineNo: lineOf.get(line.source_id) ?? null,
      itemId: encodeId('itm', line.item_id),
      sku: line.sku,
      requested: quantity(line.requested),
      shipped: quantity(line.shipped),
    })),
    confirmations: (confirmationsOf.get(row.id) ?? []).map((one) => ({
      id: encodeId('cfm', one.id),
      shippedOn: one.shipped_on,
      messageKey: one.message_key,
    })),
  }))
}

function renderReturns(rows: RowOf<typeof readReturns>[], lineOf: LineOf): Section<'returns'> {
  return [...Map.groupBy(rows, (row) => row.id).values()].map((lines) => ({
    id: encodeId('ret', lines[0]!.id),
    returnedOn: lines[0]!.returned_on,
    reason: lines[0]!.reason,
    lines: lines.map((line) => ({
      fulfillmentLineId: line.source_id === null ? null : encodeId('ful', line.source_id),
      lineNo: line.source_id === null ? null : (lineOf.get(line.source_id) ?? null),
      itemId: encodeId('itm', line.item_id),
      sku: line.sku,
      location: place(line),
      quantity: quantity(line.quantity),
    })),
  }))
}

function renderInvoices(
  invoices: RowOf<typeof readOrderInvoices>[],
  applications: RowOf<typeof readOrderApplications>[],
): Section<'invoices'> {
  return invoices.map((row) => ({
    id: encodeId('inv', row.id),
    kind: row.kind,
    number: documentNumber(row),
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    net: money(row.net, row.currency),
    tax: money(row.tax, row.currency),
    freight: money(row.freight, row.currency),
    total: money(row.total, row.currency),
    open: moneyOrNull(row.open, row.currency),
    applications: applications
      .filter(
        (one) => one.invoice_id === row.id || (one.from_type === 'credit_memo' && one.from_id === row.id),
      )
      .map((one) => ({
        id: encodeId('apl', one.id),
        fromType: one.from_type,
        fromId: encodeId(one.from_type === 'receipt' ? 'rct' : 'inv', one.from_id),
        appliedOn: one.applied_on,
        amount: money(one.amount, row.currency),
        rule: one.rule,
      })),
  }))
}

function renderDeposit(row: RowOf<typeof readOrderDeposits>): Section<'deposits'>[number] {
  return {
    receiptId: encodeId('rct', row.id),
    kind: row.kind,
    receivedOn: row.received_on,
    amount: money(row.amount, row.currency),
    unapplied: money(row.unapplied, row.currency),
    method: row.method,
    reference: row.reference,
  }
}

export function renderFact(
  row: RowOf<typeof readTimeline>,
  currency: string,
  lineOf: LineOf,
  sight: Sight,
): Section<'timeline'>[number] {
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
): Section<'books'> {
  return [...Map.groupBy(rows, (row) => row.id).values()].map((postings) => {
    const entry = postings[0]!
    return {
      id: encodeId('ent', entry.id),
      pos: entry.pos === null ? null : String(entry.pos),
      event: entry.event,
      postedOn: entry.posted_on,
      sourceType: entry.source_type,
      sourceId: sourceId(entry.source_type, entry.source_id),
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

function renderIntake(row: RowOf<typeof readIntake> | undefined, sight: Sight): OrderDetail['intake'] {
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
