import { shipAtOnce } from '../fulfillment/index.ts'
import { issueStock, locationOf } from '../inventory/index.ts'
import type { ComputedEntry } from '../ledger/index.ts'
import type { FulfillmentLine, Order } from '../orders/index.ts'
import { RATE_ONE } from '../organization/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import {
  actDate,
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  readProgress,
  tasksOf,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'
import { getsNumber, invoiceDue } from './invoice.ts'
import { complete } from './task.ts'

/** The picture, and the tasks of the batch that were not decided yet. */
interface ShipFacts extends Progress {
  still: Set<bigint>
}

/**
 * Ships everything of a component and bills it: goods leave stock at their cost (D9 row 2), services are performed, the
 * invoice follows in the same transaction (row 5).
 */
export const ship: Act<TaskRequest, ShipFacts, TaskOutcome> = {
  name: 'orchestration.ship',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const progress = await readProgress(db, requests, { billing: [], lines: true })
    return { ...progress, still: new Set(requests.map((request) => request.taskId)) }
  },
  lock: lockProgress,
  decide(request, progress, context) {
    progress.still.delete(request.taskId)
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const parts = partsOf(order, task)
    const left = parts
      .map((part) => ({ part, quantity: part.quantity - part.cancelled - part.shipped }))
      .filter((one) => one.quantity > 0n)
    const on = actDate(progress, order, context.now)
    if (left.length > 0) {
      const shipment = shipAtOnce(
        {
          companyId: order.companyId,
          causeId: order.id,
          locationId: left[0]!.part.locationId,
          taskId: task.id,
          on,
          lines: left.map(({ part, quantity }) => ({ sourceId: part.id, itemId: part.itemId, quantity })),
        },
        context,
      )
      issueParts(progress, context, order, shipment.id, on, left)
    }
    const act = { act: 'ship', actor: 'system' }
    complete(progress.moved, task)
    touch(progress, order, act, {
      changes: left.map(({ part, quantity }) => ['shipped', part.id.toString(), null, quantity.toString()]),
      events: ['shipment.shipped'],
      parts: left.map(({ part }) => part.id),
    })
    // What shipped is billed in the same batch, when its invoice waited for nothing else: one pass less an order. The last
    // component of an order that the batch ships bills for all of them. Goods do not wait for a number.
    const tasks = tasksOf(progress, request)
    if (tasks.some((one) => progress.still.has(one.id)))
      return { ok: true, taskId: task.id, done: 'completed' }
    const next = tasks.find((one) => one.componentId === task.componentId && one.kind === 'invoice')
    if (next?.state === 'ready' && getsNumber(progress, order)) invoiceDue(progress, context, order, act)
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
