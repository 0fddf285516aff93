import { tooFine } from '../../catalog/index.ts'
import { locationOf, wayTo } from '../../inventory/index.ts'
import { findShipments, isOpen, type Shipment, type ShipmentLine } from '../../fulfillment/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { concludeProgress, hiddenOrder, lockProgress, orderOf, readProgress } from '../plan/progress.ts'
import {
  readRefused,
  refuseLines,
  REFUSED_NEEDS,
  renderInto,
  type Into,
  type Refused,
  type RefusedFacts,
} from '../resourcing/refuse-lines.ts'

export interface RejectRequest extends MayBeKeyed {
  companyId: bigint
  shipmentId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  reason: string
  /** null: all that has not left. `quantity` null: all of the line that has not left. */
  lines: readonly { fulfillmentLineId: bigint; quantity: Micro | null }[] | null
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface RejectFacts extends RefusedFacts {
  /** The order of each shipment. */
  orders: Map<string, bigint>
}

/**
 * A place refuses what it was asked to ship, or a part of it (C13-8, P-29). The rest of its shipment stands. What it refused is searched for
 * again in the same batch, at places that refused nothing of the line, and may be split; after as many searches as its rule allows, or where
 * nobody can give it, it waits at the default place of the rule, or as a backorder, and `order.unfulfillable` calls a person. What is picked up there
 * is brought to the place from another one, or waits there until it is (C13-1). Reject, confirm and cancel meet on the order's row: each decides on what the others left.
 *
 * Refusals: `not_found`, `rejection_refused` (every problem at once).
 */
export const rejectShipment = keyed<RejectRequest, RejectFacts>({
  name: 'orchestration.reject',
  weigh: (request) => 10 + 3 * (request.lines?.length ?? 10),
  companyOf: (request) => request.companyId,
  read: readRejects,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden({ companyId, shipmentId, accounts }, { progress, orders }) {
    const orderId = orders.get(`${companyId}/${shipmentId}`)
    return hiddenOrder(
      accounts,
      orderId === undefined ? undefined : orderOf(progress, { companyId, orderId }),
    )
  },
  decide(request, facts, context): Answered | Refusal {
    const { progress, orders } = facts
    const { companyId, shipmentId } = request
    const orderId = orders.get(`${companyId}/${shipmentId}`)
    const order = orderId === undefined ? undefined : orderOf(progress, { companyId, orderId })
    const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return refuse('not_found', 'there is no such shipment')
    const problems: Problem[] = []
    const rejected = rejectedOf(request, order, shipment, facts, problems)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('rejection_refused', problems)
    const into = refuseLines(request, facts, context, { order, shipment, rejected })
    return { ok: true, answer: answerOf(facts, order, shipment, into) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<RejectRequest, RejectFacts>)

async function readRejects(db: Reader, requests: readonly RejectRequest[]): Promise<RejectFacts> {
  const orders = await findShipments(db, requests)
  const keys = requests.flatMap(({ companyId, shipmentId }) => {
    const orderId = orders.get(`${companyId}/${shipmentId}`)
    return orderId === undefined ? [] : [{ companyId, orderId }]
  })
  const shipments = new Set(requests.map(({ companyId, shipmentId }) => `${companyId}/${shipmentId}`))
  const first = await readProgress(db, keys, REFUSED_NEEDS)
  return { ...(await readRefused(db, keys, first, shipments)), orders }
}

/** The lines that are refused, each once, with how much. */
function rejectedOf(
  { lines }: RejectRequest,
  order: Order,
  shipment: Shipment,
  { flags: { items }, progress: { stock } }: RejectFacts,
  problems: Problem[],
): Refused[] {
  const place = locationOf(stock, order.companyId, shipment.locationId!)
  // What is picked up here is served by nobody else, unless somebody brings it here.
  const alone = !place || !wayTo(place)
  const left = (line: ShipmentLine) => line.requested - line.shipped
  const partOf = (line: ShipmentLine) => order.parts.find(({ id }) => id === line.sourceId)!
  const note = (path: string, code: string, message: string): never[] => {
    problems.push({ path, code, message })
    return []
  }
  if (!isOpen(shipment)) return note('', 'nothing_left', `the shipment is ${shipment.state}`)
  if (lines?.length === 0) return note('/lines', 'required', 'a rejection has lines')
  const open = shipment.lines.filter((line) => left(line) > 0n)
  if (lines === null) {
    if (alone && open.some((line) => partOf(line).bound))
      return note('', 'served_here_alone', 'it is picked up here: nobody else may serve it, cancel it')
    return open.map((line) => ({ line, part: partOf(line), quantity: left(line) }))
  }
  const named = new Set<ShipmentLine>()
  return lines.flatMap(({ fulfillmentLineId, quantity: said }, index) => {
    const line = shipment.lines.find((one) => one.sourceId === fulfillmentLineId)
    const at = `/lines/${index}`
    const isNone = said !== null && said <= 0n
    if (isNone) note(`${at}/quantity`, 'bad_quantity', 'a quantity above 0')
    if (!line) return note(`${at}/fulfillmentLineId`, 'unknown_line', 'the shipment has no such line')
    if (named.has(line)) return note(`${at}/fulfillmentLineId`, 'duplicate_line', 'it is named twice')
    named.add(line)
    const part = partOf(line)
    const quantity = said ?? left(line)
    if (isNone) return []
    if (left(line) === 0n)
      return note(`${at}/fulfillmentLineId`, 'nothing_left', 'all of it has left, or was taken back')
    if (quantity > left(line))
      return note(`${at}/quantity`, 'more_than_open', `${formatMicro(left(line))} have not left`)
    if (alone && part.bound)
      return note(
        `${at}/fulfillmentLineId`,
        'served_here_alone',
        'it is picked up here: nobody else may serve it, cancel it',
      )
    const item = quantity === left(line) ? undefined : items(order, part.lineNo)
    const wrong = item && tooFine(item, quantity)
    if (wrong) return note(`${at}/quantity`, wrong.code, wrong.message)
    return [{ line, part, quantity }]
  })
}

function answerOf({ progress }: RejectFacts, order: Order, shipment: Shipment, into: readonly Into[]): Json {
  return {
    id: encodeId('shp', shipment.id),
    orderId: encodeId('ord', order.id),
    state: shipment.state,
    rejected: renderInto(progress, order, into),
  }
}
