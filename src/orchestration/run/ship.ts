import { shipAtOnce } from '../../fulfillment/index.ts'
import { issueStock, leavesCovered, locationOf, lockMoved } from '../../inventory/index.ts'
import type { ComputedEntry } from '../../ledger/index.ts'
import type { FulfillmentLine, Order } from '../../orders/index.ts'
import { RATE_ONE } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  tasksOf,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { drawInvoices } from './draw-invoice.ts'
import { performFollowers } from './follow.ts'
import { getsNumber, invoiceDue } from './invoice.ts'
import { awaitShipments, drawShipments, dueTasks } from './release.ts'
import { isShort, readLeaving, waitForGoods, type Leaving } from './short-goods.ts'
import { complete, type Task } from '../plan/task.ts'

/**
 * Ships what of an order is due and bills it: goods leave stock at their cost (D9 row 2), services are performed, the
 * invoice follows in the same transaction (row 5). Goods that waited may have come to a warehouse that confirms by itself,
 * which nobody knew when the plan was drawn: it is asked, and their tasks wait for its word. Where a count took away what is
 * reserved nothing leaves by our word before it is decided whose the rest is.
 */
export const ship: Act<TaskRequest, Leaving, TaskOutcome> = {
  name: 'orchestration.ship',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: (db, requests, locked) => readLeaving(db, requests, { billing: [], lines: true }, locked),
  lock(progress, locks) {
    lockProgress(progress, locks)
    lockMoved(progress.stock, locks)
  },
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const lacks = (one: Task) =>
      progress.short.size > 0 && partsOf(order, one).some((part) => isShort(progress, order, part))
    if (lacks(task)) return waitForGoods(progress, context, request, partsOf(order, task))
    const due = dueTasks(progress, task, context).filter((one) => !lacks(one))
    const drawn = drawShipments(progress, order, due, context)
    const asked = drawn.filter(({ confirms }) => confirms)
    const leaving = drawn.filter(({ confirms }) => !confirms)
    const awaited = awaitShipments(progress, asked, context)
    for (const { asked: whole, shipped } of leaving) {
      for (const { part } of shipped)
        if (part.supply !== 'none')
          leavesCovered(progress.stock, order.companyId, part.itemId, part.locationId!)
      issueParts(progress, context, order, shipAtOnce(whole, context).id, whole.on, shipped)
    }
    const act = { act: 'ship', actor: 'system' }
    if (leaving.length > 0) performFollowers(progress, context, order, leaving[0]!.asked.on, act)
    for (const one of due) if (one.state === 'ready') complete(progress.moved, one)
    // Of a component whose goods are at two places a part may leave and another wait for a word.
    const parted = new Set(leaving.flatMap(({ ships }) => ships.filter((one) => one.state === 'waiting')))
    drawInvoices(progress, context, order, [...parted])
    const shipped = leaving.flatMap((shipment) => shipment.shipped)
    touch(progress, order, act, {
      changes: [
        ...awaited.changes,
        ...shipped.map(({ part, quantity }): Json => [
          'shipped',
          part.id.toString(),
          null,
          quantity.toString(),
        ]),
      ],
      events: [...awaited.events, ...(leaving.length > 0 ? ['shipment.shipped'] : [])],
      parts: shipped.map(({ part }) => part.id),
    })
    // What shipped is billed in the same batch, when its invoice waited for nothing else: one pass less an order. Goods do not
    // wait for a number.
    const components = new Set(due.map((one) => one.componentId))
    const invoices = tasksOf(progress, request).some(
      (one) => one.kind === 'invoice' && one.state === 'ready' && components.has(one.componentId),
    )
    if (invoices && getsNumber(progress, order)) invoiceDue(progress, context, order, act)
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Takes shipped parts out of stock, one entry a shipment, and counts them as shipped. */
export function issueParts(
  progress: Progress,
  context: Context,
  order: Order,
  shipmentId: bigint,
  on: string,
  shipped: readonly { part: FulfillmentLine; quantity: Micro }[],
): void {
  const { companyId } = order
  const company = progress.companies.get(companyId)!
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  let entry: ComputedEntry | undefined
  for (const { part, quantity } of shipped) {
    part.shipped += quantity
    const line = lines.get(part.lineNo)!
    if (line.kind !== 'goods' || part.locationId === null) continue
    entry ??= progress.books.openComputed(context, {
      companyId,
      event: 'shipment.confirmed',
      postedOn: on,
      sourceType: 'shipment',
      sourceId: shipmentId,
      causeId: order.id,
      currency: company.currency,
      rateE10: RATE_ONE,
    })
    issueStock(progress.stock, progress.books, context, {
      companyId,
      rootId: order.id,
      sourceId: part.id,
      itemId: part.itemId,
      locationId: part.locationId,
      costOrganization: locationOf(progress.stock, companyId, part.locationId)!.costOrganization,
      digits: company.digits,
      quantity,
      entry,
      question: { orderType: order.orderType, itemClass: line.itemClass },
      lineId: part.id,
    })
  }
}
