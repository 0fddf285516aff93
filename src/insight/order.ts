import type { Database, Reader } from '../platform/database/index.ts'
import { decodeId, parseOrderNumber } from '../platform/public-id.ts'
import { readActs } from '../orchestration/index.ts'
import { readTogether } from '../platform/snapshot.ts'
import {
  countPlan,
  countPlanDependencies,
  findCompanyOfOrder,
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
  readExchanges,
  readReturns,
  readRuleCodes,
  readShipmentLines,
  readShipments,
  readSourcing,
  readStrays,
  readTasks,
  readTimeline,
} from './order.sql.ts'
import { namesOf } from './codes.ts'
import { costSources, keptCosts } from './cost-source.ts'
import { readOrderPlaces } from './place.sql.ts'
import { renderPlace, type LineOf } from './place.ts'
import {
  renderDeposit,
  renderInvoices,
  renderExchange,
  renderReturns,
  renderShipments,
} from './render-documents.ts'
import {
  renderBooks,
  renderFact,
  renderFulfillmentLine,
  renderHead,
  renderHold,
  renderIntake,
  renderLine,
  renderSourcing,
  reservedOf,
} from './render-order.ts'
import { renderPlan, renderPlanSummary } from './render-plan.ts'
import type { OrderDetail, OrderSection } from './order-shapes.ts'
import type { Sight } from './sight.ts'
import { renderStray } from './stray.ts'

/** Sections that name fulfillment lines. */
const LINED = ['plan', 'shipments', 'returns', 'timeline', 'books'] as const

/** The id in an address: `ord_…`, `SO1000017` or the bare number. */
export function orderIdOf(text: string): bigint | undefined {
  return decodeId('ord', text) ?? parseOrderNumber(text)
}

/** The company whose order it is; undefined: there is no such order. */
export async function companyOfOrder(db: Reader, orderId: bigint): Promise<bigint | undefined> {
  const [row] = await db.read(findCompanyOfOrder, { orderId })
  return row?.company_id
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
 * @param asker for whom policies of the company judge what may be done; absent: its state alone says it
 * @returns the view and the account that owns it (for the row scope), or undefined when there is no such order
 */
export async function readOrder(
  db: Database,
  key: { companyId: bigint; orderId: bigint },
  sections: ReadonlySet<OrderSection>,
  sight: Sight,
  asker?: { actor: string; by: readonly string[] },
): Promise<{ view: OrderDetail; accountId: bigint | null; judged: boolean } | undefined> {
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
      // What lost a decision is told to nobody outside.
      sourcing: sight.outsider === null ? when('sourcing', () => reader.read(readSourcing, key)) : undefined,
      strays: when('strays', () => reader.read(readStrays, key)),
      returns: when('returns', () => reader.read(readReturns, key)),
      exchanges: when('exchanges', () => reader.read(readExchanges, key)),
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
  const company = { id: key.companyId, setupVersion: head.setup_version }
  const judged = asker && (await readActs(db, company, head.id, asker))
  const { currency, functional_currency: functional } = head
  const rules = namesOf(found.rules ?? [])
  const of = {
    currency,
    functional,
    rules,
    sight,
    costs: costSources(head.decisions),
    kept: keptCosts(head.decisions),
    rateE10: head.rate_e10,
  }
  const locations = namesOf(found.locations ?? [])
  const reserved = reservedOf(found.reserved ?? [])
  const lineOf: LineOf = new Map(found.partLines?.map((row) => [row.id, row.line_no]))
  const view: OrderDetail = {
    ...renderHead(head, sight),
    ...(judged && { acts: judged.acts, actLimits: judged.limits }),
    shipTo: renderPlace('shipTo', found.places, sight.addresses),
    billTo: renderPlace('billTo', found.places, sight.addresses),
    ...(found.lines && {
      lines: found.lines.map((row) => renderLine(row, of)),
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
    ...(found.sourcing && { sourcing: found.sourcing.map(renderSourcing) }),
    ...(found.strays && { strays: found.strays.map(renderStray) }),
    ...(found.returns && { returns: renderReturns(found.returns, lineOf) }),
    ...(found.exchanges && { exchanges: found.exchanges.map(renderExchange) }),
    ...(found.invoices && { invoices: renderInvoices(found.invoices, found.applications ?? []) }),
    ...(found.deposits && { deposits: found.deposits.map(renderDeposit) }),
    ...(found.timeline && {
      timeline: found.timeline.map((row) => renderFact(row, currency, lineOf, sight)),
    }),
    ...(found.books && { books: renderBooks(found.books, functional, lineOf) }),
    ...(found.intake && { intake: renderIntake(found.intake[0], sight) }),
  }
  return { view, accountId: head.account_id, judged: judged !== undefined }
}
