import { tooFine } from '../../catalog/index.ts'
import {
  findShipments,
  isOpen,
  movable,
  placeStatusOf,
  workLeft,
  workShipment as takeWork,
  type Shipment,
  type ShipmentLine,
} from '../../fulfillment/index.ts'
import { locationOf } from '../../inventory/index.ts'
import type { Order } from '../../orders/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import {
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'

/** A place says how far it is with what it was asked for. */
export interface WorkRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  shipmentId: bigint
  act: 'accept' | 'pick'
  /** null: all that can be. `quantity` null: all of the line that can be. */
  lines: readonly { fulfillmentLineId: bigint; quantity: Micro | null }[] | null
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface WorkFacts {
  progress: Progress
  /** The order of each shipment. */
  orders: Map<string, bigint>
  items: ItemOf
}

/**
 * A place accepts, or picks, what it was asked to ship, whole or in parts (C13-7, C13-9). Nothing moves by that but what is known of it.
 * Whoever confirms, rejects or cancels at the same moment meets this at the order's row: each decides on what the others left.
 *
 * Refusals: `not_found`, `work_refused` (every problem at once).
 */
export const workShipment = keyed<WorkRequest, WorkFacts>({
  name: 'orchestration.work_shipment',
  weigh: (request) => 5 + (request.lines?.length ?? 10),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const orders = await findShipments(db, requests)
    const keys = requests.flatMap(({ companyId, shipmentId }) => {
      const orderId = orders.get(`${companyId}/${shipmentId}`)
      return orderId === undefined ? [] : [{ companyId, orderId }]
    })
    const progress = await readProgress(db, keys, { shipments: true, lines: true })
    return { progress, orders, items: await readItemsOf(db, progress) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, facts) => hiddenOrder(request.accounts, orderIn(facts, request)),
  decide(request, facts, context): Answered | Refusal {
    const { companyId, shipmentId, act, actor } = request
    const order = orderIn(facts, request)
    const shipment = facts.progress.shipments
      .get(`${companyId}/${order?.id}`)
      ?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return refuse('not_found', 'there is no such shipment')
    const problems: Problem[] = []
    const worked = workedLines(request, facts, order, shipment, problems)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('work_refused', problems)
    takeWork(shipment, act, worked, context)
    const done = act === 'accept' ? 'accepted' : 'picked'
    touch(
      facts.progress,
      order,
      { act, actor },
      {
        changes: worked.map(({ line, quantity }): Json => [
          done,
          line.sourceId.toString(),
          shipment.id.toString(),
          quantity.toString(),
        ]),
        events: [`shipment.${done}`],
      },
    )
    return { ok: true, answer: workAnswer(facts.progress, facts.items, order, shipment) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<WorkRequest, WorkFacts>)

function orderIn({ progress, orders }: WorkFacts, { companyId, shipmentId }: WorkRequest) {
  const orderId = orders.get(`${companyId}/${shipmentId}`)
  return orderId === undefined ? undefined : orderOf(progress, { companyId, orderId })
}

/** Each line with its quantity; a line that is named twice is refused at the second place. */
function workedLines(
  { act, lines }: WorkRequest,
  { progress, items }: WorkFacts,
  order: Order,
  shipment: Shipment,
  problems: Problem[],
): { line: ShipmentLine; quantity: Micro }[] {
  const note = (path: string, code: string, message: string): never[] => {
    problems.push({ path, code, message })
    return []
  }
  if (!isOpen(shipment)) return note('', 'nothing_left', `the shipment is ${shipment.state}`)
  const left = (line: ShipmentLine) => movable(shipment, line, act)
  if (lines === null) {
    const all = shipment.lines
      .map((line) => ({ line, quantity: left(line) }))
      .filter(({ quantity }) => quantity > 0n)
    return all.length > 0 ? all : note('', 'nothing_left', NOTHING[act])
  }
  const { allowPartial } = locationOf(progress.stock, order.companyId, shipment.locationId!)!
  const named = new Set<ShipmentLine>()
  return lines.flatMap(({ fulfillmentLineId, quantity: said }, index) => {
    const line = shipment.lines.find((one) => one.sourceId === fulfillmentLineId)
    const at = `/lines/${index}`
    const isNone = said !== null && said <= 0n
    if (isNone) note(`${at}/quantity`, 'bad_quantity', 'a quantity above 0')
    if (!line) return note(`${at}/fulfillmentLineId`, 'unknown_line', 'the shipment has no such line')
    if (named.has(line)) return note(`${at}/fulfillmentLineId`, 'duplicate_line', 'it is named twice')
    named.add(line)
    const open = left(line)
    const quantity = said ?? open
    if (isNone) return []
    if (open === 0n) return note(`${at}/fulfillmentLineId`, 'nothing_left', NOTHING[act])
    if (quantity > open)
      return note(`${at}/quantity`, 'more_than_open', `at most ${formatMicro(open)}: ${MOST[act]}`)
    if (quantity < open && !allowPartial)
      return note(
        `${at}/quantity`,
        'part_not_allowed',
        `this location takes a line whole: ${formatMicro(open)}`,
      )
    const item =
      quantity === open ? undefined : items(order, order.parts.find(({ id }) => id === line.sourceId)!.lineNo)
    const wrong = item && tooFine(item, quantity)
    if (wrong) return note(`${at}/quantity`, wrong.code, wrong.message)
    return [{ line, quantity }]
  })
}

const NOTHING = {
  accept: 'all of it was accepted, has left, or was taken back',
  pick: 'nothing of it is accepted and not picked yet',
}
const MOST = { accept: 'no more is offered', pick: 'no more is accepted and not picked yet' }

/** A shipment as its place sees it. */
export function workAnswer({ stock }: Progress, items: ItemOf, order: Order, shipment: Shipment): JsonObject {
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  return {
    id: encodeId('shp', shipment.id),
    orderId: encodeId('ord', order.id),
    location: locationOf(stock, order.companyId, shipment.locationId!)!.code,
    state: shipment.state,
    polls: shipment.polls ?? 0,
    lines: shipment.lines.map((line) => {
      const { toAccept, toPick, toConfirm } = workLeft(line)
      return {
        fulfillmentLineId: encodeId('ful', line.sourceId),
        sku: items(order, parts.get(line.sourceId)!.lineNo)?.sku ?? null,
        requested: formatMicro(line.requested),
        toAccept: formatMicro(toAccept),
        toPick: formatMicro(toPick),
        toConfirm: formatMicro(toConfirm),
        statuses: placeStatusOf(line, shipment).map(({ status, quantity }) => ({
          status,
          quantity: formatMicro(quantity),
        })),
      }
    }),
  }
}
