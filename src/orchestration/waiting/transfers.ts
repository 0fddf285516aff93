import {
  requestTransfer,
  toSend,
  whereabouts,
  writeTransfer,
  type Transfer,
} from '../../fulfillment/index.ts'
import { accountById } from '../../customers/index.ts'
import {
  giveUpReserved,
  keepBrought,
  leavesCovered,
  locationOf,
  promiseOrder,
  sendStock,
  writePromise,
  type PromisedPart,
  type Want,
} from '../../inventory/index.ts'
import {
  broughtFrom,
  comesAsItMay,
  fixedOf,
  reasonOf,
  reasonPart,
  splitPart,
  timeOfDay,
  wholeUnits,
  type FulfillmentLine,
  type Order,
} from '../../orders/index.ts'
import { businessDate, RATE_ONE, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { JsonObject, Json } from '../../platform/json.ts'
import type { Micro } from '../../platform/money.ts'
import { actDate, type Progress } from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { askLater } from './bring-waiting.ts'
import { askedOf, sourcingOf } from './serve-waiting.ts'

/** What of a part is neither cancelled nor handed over. */
export function leftOfPart({ quantity, cancelled, shipped }: FulfillmentLine): Micro {
  return quantity - cancelled - shipped
}

/** The transfers of an order, as far as its progress was read with them. */
export function transfersOf(
  progress: Progress,
  { companyId, id }: Pick<Order, 'companyId' | 'id'>,
): Transfer[] {
  const key = `${companyId}/${id}`
  let own = progress.transfers.get(key)
  if (!own) progress.transfers.set(key, (own = []))
  return own
}

/** What is told of a transfer: as changes of its order and as events. */
export interface Told {
  changes: Json[]
  events: string[]
}

/**
 * Asks the place from which a part is brought to send it (decision 0062). One that confirms by itself sends it at once.
 *
 * @returns what is told of it
 */
export function askToBring(progress: Progress, context: Context, order: Order, part: FulfillmentLine): Told {
  const { companyId, id: causeId } = order
  const on = actDate(progress, order, context.now)
  const transfer = requestTransfer(
    {
      companyId,
      causeId,
      sourceId: part.id,
      itemId: part.itemId,
      fromId: part.fromId!,
      toId: part.locationId!,
      requested: leftOfPart(part),
      askedOn: on,
      dueOn: part.promisedOn,
    },
    context,
  )
  transfersOf(progress, order).push(transfer)
  const { code, autoConfirm } = locationOf(progress.stock, companyId, transfer.fromId)!
  const asked: Told = {
    changes: [['transfer_from', transfer.id.toString(), null, code]],
    events: ['transfer.requested'],
  }
  if (!autoConfirm) return asked
  leavesCovered(progress.stock, companyId, transfer.itemId, transfer.fromId)
  const sent = sendGoods(progress, context, order, transfer, toSend(transfer), on)
  return { changes: [...asked.changes, ...sent.changes], events: [...asked.events, ...sent.events] }
}

/** Goods leave for the place where they are collected: they stay in the books, as on their way (D9 row 29). */
export function sendGoods(
  progress: Progress,
  context: Context,
  order: Order,
  transfer: Transfer,
  quantity: Micro,
  on: string,
): Told {
  const { companyId } = order
  const { digits, currency } = progress.companies.get(companyId)!
  const { id: sourceId, sourceId: heldBy, itemId, fromId: locationId } = transfer
  const { lineNo } = order.parts.find(({ id }) => id === heldBy)!
  const { itemClass } = order.lines.find((line) => line.lineNo === lineNo)!
  const entry = progress.books.openComputed(context, {
    companyId,
    event: 'transfer.shipped',
    postedOn: on,
    sourceType: 'transfer',
    sourceId,
    causeId: order.id,
    currency,
    rateE10: RATE_ONE,
  })
  sendStock(progress.stock, progress.books, context, {
    companyId,
    rootId: order.id,
    sourceId,
    heldBy,
    itemId,
    locationId,
    costOrganization: locationOf(progress.stock, companyId, locationId)!.costOrganization,
    digits,
    quantity,
    entry,
    question: { orderType: order.orderType, itemClass },
    lineId: heldBy,
  })
  transfer.shipped += quantity
  transfer.shippedOn = on
  writeTransfer(transfer, context)
  return {
    changes: [['transfer_shipped', sourceId.toString(), null, quantity.toString()]],
    events: ['transfer.shipped'],
  }
}

/**
 * Less of a part that is brought is wanted: what is not sent yet is free where it stands, what is on its way will be free where it arrives.
 *
 * @param part with `quantity` off it already
 */
export function bringLess(
  progress: Progress,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
): void {
  const { companyId, id: rootId } = order
  const { held } = whereabouts(transfersOf(progress, order), part.id, leftOfPart(part) + quantity, false)
  const freed = quantity < held ? quantity : held
  if (freed === 0n) return
  const { id: sourceId, itemId, fromId } = part
  giveUpReserved(progress.stock, { companyId, rootId, sourceId, itemId, locationId: fromId! }, freed)
  withdraw(progress, context, order, part, freed)
}

/** So much less is to be sent for a part, as far as anybody was asked for it. */
export function withdraw(
  progress: Progress,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  quantity: Micro,
): void {
  let left = quantity
  for (const one of transfersOf(progress, order)) {
    const less = one.sourceId !== part.id ? 0n : toSend(one) < left ? toSend(one) : left
    if (less === 0n) continue
    left -= less
    one.requested -= less
    writeTransfer(one, context)
  }
}

/**
 * A part whose goods do not come from where they were to be brought is promised anew: from another place, from what its own has by now, or
 * it waits there. It holds nothing any more. Nobody is asked for it yet.
 *
 * @param of.not places that may not send it, and why
 * @returns the part, with those that were split off it for that
 */
export function bringAnew(
  progress: Progress,
  context: Context,
  of: {
    company: Company
    order: Order
    part: FulfillmentLine
    not: ReadonlyMap<bigint, string>
  },
): FulfillmentLine[] {
  const { company, order, part, not } = of
  const { companyId, id: rootId, accountId } = order
  const { stock } = progress
  const today = businessDate(company, context.now)
  const to = locationOf(stock, companyId, part.locationId!)!
  const account = accountId === null ? undefined : accountById(progress.accounts, companyId, accountId)
  const want: Want = {
    companyId,
    itemId: part.itemId,
    quantity: leftOfPart(part),
    requestedOn: part.requestedOn ?? today,
    allowSplit: !part.whole && account?.partialShipments !== false && (company.settings.allowSplit ?? true),
    minSplit: part.minSplit ?? null,
    unit: wholeUnits(part),
    boundTo: to.id,
    time: timeOfDay(company, context.now),
    arriveOn: null,
    way: null,
  }
  const question = { ...sourcingOf(order), segment: account?.segment ?? '' }
  const found = promiseOrder(stock, [want], question, today, not).parts[0]!
  const lacking = found.reduce((left, { quantity }) => left - quantity, want.quantity)
  const promised: PromisedPart[] = [...found]
  if (lacking > 0n)
    promised.push({
      location: to.id,
      quantity: lacking,
      supply: 'backorder',
      reason: 'nothing_available',
      checksHorizon: false,
      losers: [],
    })
  const at = { companyId, rootId, lineNo: part.lineNo, attempt: not.size + 1, today, told: true }
  keepBrought(stock, context, promised, at)
  const parts = promised.map((one, index) => {
    if (index === 0) return part
    const more = splitPart(order, part, one.quantity, context)
    comesAsItMay(more)
    return more
  })
  const refused = [...not.keys()].map((id) => locationOf(stock, companyId, id)!.code)
  for (const [index, one] of parts.entries()) {
    const from = promised[index]!
    const { brought } = from
    const decision: JsonObject = {
      ...reasonOf(from, brought?.search),
      ...(brought ? broughtFrom(stock, companyId, from) : {}),
      ...(refused.length === 0 ? {} : { rejectedBy: refused }),
      ...fixedOf(one),
      only: to.code,
    }
    Object.assign(one, {
      locationId: to.id,
      fromId: brought ? from.location : null,
      supply: brought ? 'transfer' : from.supply,
      promisedOn: brought?.on ?? from.promisedOn ?? null,
      arrivesOn: brought ? (from.arrivesOn ?? null) : null,
      decision,
    })
    // What waits is brought from no place that refused it, whatever comes there.
    const notAt = [...not.keys()]
    const own = { companyId, itemId: one.itemId, rootId, sourceId: one.id, bound: true, notAt }
    writePromise(stock, context, from, own)
    reasonPart(order, one, decision, context)
  }
  return parts
}

/**
 * The places of parts that were promised anew are asked to bring them at once; of an order that stands still, be it for what it costs from
 * there, once it goes on. To be called when the plan has followed them, and the order was judged.
 *
 * @returns what is told of it
 */
export function askAnew(
  progress: Progress,
  context: Context,
  { company, order, parts }: { company: Company; order: Order; parts: readonly FulfillmentLine[] },
): Told {
  const brought = Object.groupBy(
    parts.filter(({ supply }) => supply === 'transfer'),
    ({ id }) => {
      const task = { kind: 'transfer', partIds: [id], lineNos: [] }
      return firstStops(order, task) + kindStops(order, task, [task]) > 0 ? 'later' : 'now'
    },
  )
  const today = businessDate(company, context.now)
  for (const part of brought.later ?? []) {
    const asked = askedOf(order, part, company, context.now, today)
    askLater(progress, context, { company, order, part, fromId: part.fromId!, asked, today })
  }
  const told = (brought.now ?? []).map((part) => askToBring(progress, context, order, part))
  return {
    changes: told.flatMap(({ changes }) => changes),
    events: told.flatMap(({ events }) => events),
  }
}
