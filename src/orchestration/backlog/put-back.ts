import { recallShipment, whereabouts, type Shipment } from '../../fulfillment/index.ts'
import { putBackReserved } from '../../inventory/index.ts'
import {
  readTurns,
  splitPart,
  writeParts,
  type FulfillmentLine,
  type Order,
  type Turn,
} from '../../orders/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { readItemsOfParts, type PartKey } from '../what-if/movable.ts'
import { concludeProgress, lockProgress, orderOf, touch } from '../plan/progress.ts'
import { rejectionsOf, type Rejections } from '../waiting/rejections.ts'
import { changeAwaited } from '../plan/awaited.ts'
import { askedFor, refusedOf } from '../resourcing/repromise.ts'
import { readServing, serveWaiting, watchGate, type Serving } from '../waiting/serve-waiting.ts'
import { splitOff } from '../plan/split-component.ts'
import { leftOfPart, transfersOf, withdraw } from '../waiting/transfers.ts'

export interface PutBackRequest extends MayBeKeyed, PartKey {
  actor: string
  reason: string | null
  malformed?: Malformed
}

interface PutBackFacts extends Serving {
  turns: Map<string, Turn>
  rejections: Rejections
}

/**
 * Puts back a line that has its goods and has not left (B6-2): they are free for who waits by itself, what a warehouse was asked to ship
 * of it, or to bring, is taken back, and it waits, in the turn in which its order was agreed, until it is released. Goods that the warehouse
 * ships all the same are taken in as ever (decision 0028).
 *
 * Refusal: `put_back_refused`.
 */
export const putBack = keyed<PutBackRequest, PutBackFacts>({
  name: 'orchestration.put_back',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: readPutBack,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const found = heldOf(request, facts)
    const problems = Array.isArray(found) ? found : []
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (Array.isArray(found)) return refuse('put_back_refused', problems)
    return { ok: true, answer: carryOut(request, found, facts, context) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<PutBackRequest, PutBackFacts, Answered | Refusal>)

async function readPutBack(db: Reader, requests: readonly PutBackRequest[]): Promise<PutBackFacts> {
  const parts = await readItemsOfParts(db, requests)
  const freed = parts.map(({ quantity: incoming, ...of }) => ({ ...of, incoming }))
  const companyIds = requests.map(({ companyId }) => companyId)
  const [serving, turns, rejections] = await Promise.all([
    readServing(db, requests, freed, { shipments: true, companyIds }),
    readTurns(db, requests),
    rejectionsOf(db, requests),
  ])
  return { ...serving, turns, rejections }
}

/** A part that holds goods, and the shipment in which it is to leave. */
interface Held {
  order: Order
  part: FulfillmentLine
  /** Where it waits then. */
  locationId: bigint
  heldAt: bigint
  quantity: Micro
  shipment: Shipment | undefined
}

function heldOf(
  { companyId, orderId, partId }: PutBackRequest,
  { progress }: PutBackFacts,
): Held | Problem[] {
  const is = (path: string, code: string, message: string): Problem[] => [{ path, code, message }]
  const order = orderOf(progress, { companyId, orderId })
  if (!order) return is('/orderId', 'not_found', 'there is no such order')
  if (order.state !== 'in_progress') return is('/orderId', 'not_in_progress', `the order is ${order.state}`)
  const part = order.parts.find(({ id }) => id === partId)
  if (!part) return is('/line', 'unknown_line', 'the order has no such fulfillment line')
  const { supply, locationId, fromId } = part
  const heldAt = supply === 'transfer' ? fromId : supply === 'on_hand' ? locationId : null
  if (heldAt === null || locationId === null) return is('/line', 'holds_nothing', 'it holds no goods')
  const left = leftOfPart(part)
  if (left <= 0n) return is('/line', 'nothing_left', 'all of it has left, or was cancelled')
  if (supply === 'transfer') {
    // What nobody has sent yet is put back, whether somebody was asked to or not.
    const { held: quantity } = whereabouts(transfersOf(progress, order), partId, left, false)
    if (quantity <= 0n) return is('/line', 'on_its_way', 'it is on its way to where it is collected')
    return { order, part, locationId, heldAt, quantity, shipment: undefined }
  }
  const quantity = left
  const shipments = progress.shipments.get(`${companyId}/${orderId}`) ?? []
  const shipment = shipments.find((one) => askedFor([one]).has(partId))
  if (part.bound && shipment) return is('/line', 'served_here_alone', 'it waits to be picked up: cancel it')
  return { order, part, locationId, heldAt, quantity, shipment }
}

function carryOut(
  { companyId, actor, reason }: PutBackRequest,
  { order, part, locationId, heldAt, quantity, shipment }: Held,
  facts: PutBackFacts,
  context: Context,
): Json {
  const { progress, turns, rejections } = facts
  const { stock } = progress
  // Of a part of which something has left, or was cancelled, what waits is split off: its amounts stay in their places.
  const { supply } = part
  const whole = part.shipped === 0n && part.cancelled === 0n && quantity === part.quantity
  const waits = whole ? part : splitPart(order, part, quantity, context)
  const events = ['order.promise_lost']
  const move = () =>
    splitOff(progress, context, order, whole ? [part] : [], whole ? [] : [{ part: waits, from: part }])
  if (shipment) {
    const over = changeAwaited(progress, shipment, context.now, () => {
      move()
      return recallShipment(shipment, new Map([[part.id, quantity]]), context)
    })
    events.push(
      !over ? 'shipment.reduced' : shipment.state === 'shipped' ? 'shipment.shipped' : 'shipment.cancelled',
    )
  } else if (supply === 'on_hand') move()
  // Of what is brought the plan waits for goods as it did.
  else {
    withdraw(progress, context, order, part, quantity)
    if (!whole) move()
  }
  const place = { companyId, itemId: part.itemId, locationId }
  const { agreedAt: askedAt } = turns.get(`${companyId}/${order.id}`)!
  const notAt = refusedOf(rejections.get(`${companyId}/${order.id}`) ?? [], part.lineNo)
  const { bound } = part
  putBackReserved(
    stock,
    context,
    { ...place, rootId: order.id, sourceId: waits.id, quantity, askedAt, bound, notAt },
    { from: part.id, heldAt },
  )
  watchGate(progress, place, heldAt)
  const before = part.promisedOn
  Object.assign(waits, { supply: 'backorder', promisedOn: null, arrivesOn: null, fromId: null })
  if (!whole) writeParts(order, [waits], context)
  const key = waits.id.toString()
  const changes: Json[] = [
    ['supply', key, supply, 'backorder'],
    ['promisedOn', key, before, null],
  ]
  if (!whole) changes.push(['split_off', part.id.toString(), key, formatMicro(quantity)])
  touch(
    progress,
    order,
    { act: 'put_back', actor, ...(reason === null ? {} : { reason }) },
    { changes, events, ...(whole ? { sourced: part.id } : {}) },
  )
  serveWaiting(facts, context, progress.companies.get(companyId)!, place, actor)
  return {
    orderId: encodeId('ord', order.id),
    line: encodeId('ful', waits.id),
    quantity: formatMicro(quantity),
  }
}
