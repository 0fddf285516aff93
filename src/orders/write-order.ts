import type { Context, WriteSet } from '../platform/batch/index.ts'
import { soldJson } from './sold.ts'
import { seal } from '../platform/blob.ts'
import type { Json } from '../platform/json.ts'
import { chargesJson } from '../pricing/index.ts'
import { differences } from './differences.ts'
import type { Exploded } from './explode.ts'
import type { Order, OrderLine } from './order.ts'
import {
  deleteDraft,
  insertDraft,
  insertFulfillmentLine,
  insertHistory,
  insertHold,
  insertLineConfiguration,
  insertOrderLine,
  insertOrderState,
  insertSalesOrder,
  insertSourceKey,
  lockOrders,
  moveFulfillmentLine,
  moveOrder,
  replaceDraft,
  sourceFulfillmentLine,
} from './orders.sql.ts'
import { deriveStatus, NO_MONEY, type ShownStatus, type StatusFacts } from './status.ts'
import { shareRow } from './split-part.ts'
import { keyedId, type SubmitRequest } from './submit-request.ts'

/** Writes an order that was captured just now: version, lines, parts, state, key and history. */
export function writeNewOrder(request: SubmitRequest, order: Order, context: Context): void {
  const { writes } = context
  const { companyId, id: orderId } = order
  writes.add(insertSourceKey, {
    companyId,
    source: order.source,
    externalId: keyedId(request),
    version: order.version,
    orderId,
    bodyHash: request.bodyHash,
  })
  writes.add(insertOrderState, {
    companyId,
    orderId,
    version: order.version,
    revision: order.revision,
    state: order.state,
    openHolds: order.openHolds,
    priority: order.priority,
    source: order.source,
    placedAt: order.placedAt,
    lines: order.lines.length,
    ...deriveStatus({ ...order, ...NO_MONEY }),
    promisedOn: lastPromise(order),
  })
  writeVersion(order, context)
  writeHistory(order, context, {
    act: 'capture',
    actor: request.actor,
    changes: [['state', null, null, order.state], ...cancelledIn(order)],
    events: eventsOf(order),
  })
}

/** Writes a new version of a draft: every line anew, copy on write. */
export function writeRevisedDraft(request: SubmitRequest, order: Order, context: Context): void {
  const { companyId, id: orderId } = order
  writeVersion(order, context)
  if (order.parts.length > 0) context.writes.add(deleteDraft, { companyId, orderId })
  moveOrderRow(order, { ...order, revision: order.revision - 1n }, context, NO_MONEY)
  const { before } = request.draft!
  const changes: Json[] = [
    ['version', null, request.draft!.version, order.version],
    ['state', null, before.state, order.state],
    ...(order.priority === before.priority ? [] : [['priority', null, before.priority, order.priority]]),
    ...differences(before, order),
    ...cancelledIn(order),
  ]
  const { approved, actor } = request
  const act = approved ? 'approve' : 'edit'
  const reason = approved?.comment ? { reason: approved.comment } : {}
  writeHistory(order, context, { act, actor, ...reason, changes, events: eventsOf(order) })
}

/**
 * Keeps what a draft was stated as, so that it can be edited and submitted. It names people, so it is sealed.
 *
 * @param chance SEAL_BYTES random bytes, used once
 */
export function writeDraft(request: SubmitRequest, order: Order, chance: Buffer, { writes }: Context): void {
  const { companyId, id: orderId } = order
  const { key, body } = seal(Buffer.from(JSON.stringify(request.input)), chance)
  writes.add(request.draft ? replaceDraft : insertDraft, { companyId, orderId, key, input: body })
}

/** Writes the head of a version of an order. */
export function writeHead(order: Order, { writes, batch }: Context): void {
  const { companyId, id, version } = order
  writes.add(insertSalesOrder, {
    companyId,
    id,
    version,
    batch,
    orderType: order.orderType,
    source: order.source,
    externalId: order.externalId,
    customerReference: order.customerReference,
    accountId: order.accountId,
    currency: order.currency,
    rateE10: order.rateE10,
    prePriced: order.prePriced,
    taxInclusive: order.taxInclusive,
    prepaid: order.prepaid,
    termsDays: order.termsDays,
    placedAt: order.placedAt,
    orderedOn: order.orderedOn,
    requestedOn: order.requestedOn,
    shipToCountry: order.shipToCountry,
    shipToRegion: order.shipToRegion,
    shipToSite: order.shipTo.siteId,
    shipToAddress: order.shipTo.addressId,
    billToSite: order.billTo.siteId,
    billToAddress: order.billTo.addressId,
    total: order.total,
    taxTotal: order.taxTotal,
    freight: order.freight,
    freightTax: order.freightTax,
    problems: order.problems as unknown as Json,
    decisions: order.decisions,
    intakeId: order.intakeId,
    custom: order.custom,
  })
}

/** Writes a line as it is from a version of its order on. */
export function writeLine(
  { companyId, id: orderId, version: fromVersion }: Order,
  line: OrderLine,
  action: 'add' | 'modify',
  { writes }: Context,
): void {
  writes.add(insertOrderLine, {
    companyId,
    orderId,
    fromVersion,
    action,
    ...line,
    charges: chargesJson(line.charges),
    sold: soldJson(line.sold),
  })
}

function writeVersion(order: Order, context: Context): void {
  const { writes, batch } = context
  const { companyId, id: orderId } = order
  writeHead(order, context)
  for (const line of order.lines) writeLine(order, line, 'add', context)
  for (const part of order.parts)
    writes.add(insertFulfillmentLine, { companyId, orderId, ...part, ...shareRow(part) })
  for (const hold of order.holds) {
    const { released: _released, ...row } = hold
    writes.add(insertHold, { companyId, orderId, placedBatch: batch, ...row })
  }
}

/** What configured lines keep (A8-10, A8-13): their choices, and of each line that they brought its parent and ratio. */
export function writeConfigurations(
  { companyId, id: orderId, lines }: Order,
  { components, kept }: Exploded,
  stated: number,
  { writes }: Context,
): void {
  const none = { parentNo: null, perParent: null, option: null, configuration: null }
  for (const [index, configuration] of kept)
    writes.add(insertLineConfiguration, {
      companyId,
      orderId,
      ...none,
      lineNo: lines[index]!.lineNo,
      configuration,
    })
  for (const [index, { parent, perParent, option }] of components.entries())
    writes.add(insertLineConfiguration, {
      companyId,
      orderId,
      ...none,
      lineNo: lines[stated + index]!.lineNo,
      parentNo: lines[parent]!.lineNo,
      perParent,
      option,
    })
}

/**
 * Moves the narrow row of an order that a batch changed: its state under its revision, with the status derived from what
 * it is now.
 *
 * @param before the order as the decision read it: its revision must still stand
 * @param money Σ of its invoices and what of them is open, minor units
 * @returns what it is shown as from now on
 */
export function moveOrderRow(
  order: Order,
  before: { revision: bigint },
  { writes }: Context,
  money: Pick<StatusFacts, 'billed' | 'open' | 'creditUsed' | 'deposits'>,
): ShownStatus {
  const { companyId, id: orderId } = order
  const shown = deriveStatus({ ...order, ...money })
  writes.add(lockOrders, { companyId, orderId })
  writes.add(moveOrder, {
    companyId,
    orderId,
    revision: before.revision,
    version: order.version,
    state: order.state,
    priority: order.priority,
    openHolds: order.openHolds,
    placedAt: order.placedAt,
    lines: order.lines.length || null,
    ...shown,
    promisedOn: lastPromise(order),
  })
  return shown
}

/** Locks orders before a second decision. */
export function lockOrderRows(orders: Iterable<Order>, locks: WriteSet): void {
  for (const { companyId, id: orderId } of orders) locks.add(lockOrders, { companyId, orderId })
}

/** Writes the quantities and amounts of the parts that a batch moved. */
export function movePartRows(order: Order, partIds: ReadonlySet<bigint>, { writes }: Context): void {
  const { companyId, id: orderId } = order
  for (const part of order.parts) {
    if (!partIds.has(part.id)) continue
    const { id, shipped, invoiced, returned, billedNet, billedTax, billedFreight } = part
    writes.add(moveFulfillmentLine, {
      companyId,
      orderId,
      id,
      shipped,
      invoiced,
      returned,
      billedNet,
      billedTax,
      billedFreight,
    })
  }
}

/** Writes the source and date of parts that a batch promised anew; the first date that was promised stays on record. */
export function sourcePartRows(order: Order, partIds: ReadonlySet<bigint>, { writes }: Context): void {
  const { companyId, id: orderId } = order
  for (const { id, locationId, supply, promisedOn, arrivesOn = null, fromId } of order.parts) {
    if (!partIds.has(id)) continue
    const row = { companyId, orderId, id, locationId, supply, promisedOn, arrivesOn, fromId }
    writes.add(sourceFulfillmentLine, row)
  }
}

/** One append-only row an order and batch: [[what, key, from, to], …], the events of the feed, and what was known before (`known.ts`). */
export function writeHistory(
  order: { companyId: bigint; id: bigint },
  context: Context,
  entry: { act: string; actor: string; reason?: string; changes: Json[]; events: string[]; known?: Json },
): void {
  context.writes.add(insertHistory, {
    companyId: order.companyId,
    orderId: order.id,
    batch: context.batch,
    act: entry.act,
    actor: entry.actor,
    reason: entry.reason ?? null,
    changes: entry.changes,
    events: entry.events.join(' '),
    known: entry.known ?? null,
  })
}

function eventsOf(order: Order): string[] {
  if (order.state === 'draft') return ['order.drafted']
  if (order.state === 'failed') return ['order.failed']
  if (order.state === 'pending_approval') return ['order.approval_requested']
  const events = ['order.submitted']
  if (order.parts.some((part) => part.supply === 'on_hand' || part.supply === 'transfer'))
    events.push('stock.reserved')
  if (order.parts.some(isBackordered)) events.push('order.backordered')
  if (order.openHolds > 0) events.push('order.held')
  if (order.state === 'cancelled') events.push('order.cancelled')
  else if (cancelledIn(order).length > 0) events.push('order.cancelled_in_part')
  return events
}

function isBackordered({ supply, cancelled, quantity }: Order['parts'][number]): boolean {
  return supply === 'backorder' && cancelled < quantity
}

/** What of an order was cancelled as it was promised. */
function cancelledIn({ parts }: Order): Json[] {
  return parts
    .filter(({ cancelled }) => cancelled > 0n)
    .map(({ id, cancelled }) => ['cancelled', id.toString(), null, cancelled.toString()])
}

/** The last date that is promised of what is wanted; null while a part has none. */
function lastPromise(order: Order): string | null {
  let last: string | null = null
  for (const part of order.parts) {
    if (part.cancelled === part.quantity) continue
    if (part.promisedOn === null) return null
    if (last === null || part.promisedOn > last) last = part.promisedOn
  }
  return last
}
