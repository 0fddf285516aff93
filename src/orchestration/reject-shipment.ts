import { tooFine } from '../catalog/index.ts'
import {
  findShipments,
  isOpen,
  recallShipment,
  type Shipment,
  type ShipmentLine,
} from '../fulfillment/index.ts'
import {
  countPlaces,
  giveUpReserved,
  locationOf,
  promiseOrder,
  unpromiseLine,
  writePromise,
  writeSearch,
  type PromisedPart,
  type Want,
} from '../inventory/index.ts'
import {
  reasonOf,
  reasonPart,
  splitPart,
  timeOfDay,
  wayOfPart,
  writeParts,
  type FulfillmentLine,
  type Order,
} from '../orders/index.ts'
import { businessDate, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../platform/http/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../platform/keyed.ts'
import { formatMicro, type Micro } from '../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { encodeId } from '../platform/public-id.ts'
import { happened } from './events.ts'
import { readItemsOf, type ItemOf } from './items-of.ts'
import { holdIfBelow, readJudged, type Judged } from './judge-resourced.ts'
import { insertRejections } from './plan.sql.ts'
import {
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  placesOf,
  readProgress,
  touch,
  type Progress,
} from './progress.ts'
import { rejectionsOf, type Rejections } from './rejections.ts'
import { changeAwaited } from './release.ts'
import { segmentOf } from './segment.ts'
import { readServing, serveWaiting, sourcingOf, watchGate, type Serving } from './serve-waiting.ts'
import { splitOff } from './split-component.ts'

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

interface RejectFacts extends Serving {
  /** The order of each shipment. */
  orders: Map<string, bigint>
  items: ItemOf
  rejections: Rejections
  judged: Judged
}

interface Rejected {
  line: ShipmentLine
  part: FulfillmentLine
  quantity: Micro
}

/** Searches for a line where no rule says how many. */
const USUAL_ATTEMPTS = 3

/**
 * A place refuses what it was asked to ship, or a part of it (C13-8, P-29). The rest of its shipment stands. What it refused is searched for
 * again in the same batch, at places that refused nothing of the line, and may be split; after as many searches as its rule allows, or where
 * nobody can give it, it waits at the default place of the rule, or as a backorder, and `order.unfulfillable` calls a person. Reject,
 * confirm and cancel meet on the order's row: each decides on what the others left.
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
    const rejected = rejectedOf(request, order, shipment, facts.items, problems)
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('rejection_refused', problems)
    const into = resource(request, facts, context, { order, shipment, rejected })
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
  const needs = { shipments: true, billing: [], lines: true, holds: true }
  const first = await readProgress(db, keys, needs)
  const shipments = new Set(requests.map(({ companyId, shipmentId }) => `${companyId}/${shipmentId}`))
  const freed = [...first.shipments.values()].flat().flatMap(({ companyId, id, locationId, lines }) =>
    shipments.has(`${companyId}/${id}`)
      ? lines
          .filter((line) => line.shipped < line.requested)
          .map((line) => ({
            companyId,
            itemId: line.itemId,
            locationId,
            incoming: line.requested - line.shipped,
          }))
      : [],
  )
  const serving =
    freed.length === 0 ? { progress: first, waiting: new Map() } : await readServing(db, keys, freed, needs)
  const { progress } = serving
  const [items, rejections] = await Promise.all([readItemsOf(db, progress), rejectionsOf(db, keys)])
  const judged = await readJudged(db, progress, keys, freed, items)
  return { ...serving, orders, items, rejections, judged }
}

/** The lines that are refused, each once, with how much. */
function rejectedOf(
  { lines }: RejectRequest,
  order: Order,
  shipment: Shipment,
  items: ItemOf,
  problems: Problem[],
): Rejected[] {
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
    if (open.some((line) => partOf(line).bound))
      return note('', 'served_here_alone', 'it is picked up here: nobody else may serve it, cancel it')
    return open.map((line) => ({ line, part: partOf(line), quantity: left(line) }))
  }
  const named = new Set<ShipmentLine>()
  return lines.flatMap(({ fulfillmentLineId, quantity: said }, index) => {
    const line = shipment.lines.find((one) => one.sourceId === fulfillmentLineId)
    const at = `/lines/${index}`
    if (!line) return note(`${at}/fulfillmentLineId`, 'unknown_line', 'the shipment has no such line')
    if (named.has(line)) return note(`${at}/fulfillmentLineId`, 'duplicate_line', 'it is named twice')
    named.add(line)
    const part = partOf(line)
    const quantity = said ?? left(line)
    if (said !== null && said <= 0n) return note(`${at}/quantity`, 'bad_quantity', 'a quantity above 0')
    if (left(line) === 0n)
      return note(`${at}/fulfillmentLineId`, 'nothing_left', 'all of it has left, or was taken back')
    if (quantity > left(line))
      return note(`${at}/quantity`, 'more_than_open', `${formatMicro(left(line))} have not left`)
    if (part.bound)
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

/** What of a refused line goes where now. */
interface Into {
  from: FulfillmentLine
  parts: readonly FulfillmentLine[]
  unfulfillable: boolean
}

function resource(
  request: RejectRequest,
  facts: RejectFacts,
  context: Context,
  { order, shipment, rejected }: { order: Order; shipment: Shipment; rejected: readonly Rejected[] },
): Into[] {
  const { progress } = facts
  const { companyId, actor, reason } = request
  const { stock } = progress
  const company = progress.companies.get(companyId)!
  const today = businessDate(company, context.now)
  // Whatever waits for the place is counted before anything moves: what nothing of is left in its shipment has what it waited for.
  const moved: FulfillmentLine[] = []
  const branched: { part: FulfillmentLine; from: FulfillmentLine }[] = []
  const into: Into[] = []
  const on: FulfillmentLine[] = []
  changeAwaited(progress, shipment, context.now, () => {
    for (const { line, part, quantity } of rejected) {
      const place = {
        companyId,
        rootId: order.id,
        sourceId: part.id,
        itemId: part.itemId,
        locationId: shipment.locationId!,
      }
      giveUpReserved(stock, place, quantity)
      watchGate(progress, place, place.locationId)
      // Of a part of which nothing has left and nothing stays, the part itself moves; else what is refused is split off.
      const whole = part.shipped === 0n && quantity === line.requested && part.cancelled === 0n
      const first = whole ? part : splitPart(order, part, quantity, context)
      if (whole) moved.push(part)
      else branched.push({ part: first, from: part })
      const found = searchAgain(facts, context, { company, order, part: first, today, shipment })
      const parts = [first]
      found.parts.forEach((promised, index) => {
        if (index === 0) return
        const more = splitPart(order, first, promised.quantity, context)
        branched.push({ part: more, from: part })
        parts.push(more)
      })
      parts.forEach((one, index) => {
        serveFrom(progress, context, order, one, found, found.parts[index]!)
        if (one.supply === 'on_hand') on.push(one)
      })
      into.push({ from: part, parts, unfulfillable: found.unfulfillable })
      context.writes.add(insertRejections, {
        companyId,
        orderId: order.id,
        id: context.ids.next(),
        batch: context.batch,
        shipmentId: shipment.id,
        partId: part.id,
        lineNo: part.lineNo,
        locationId: shipment.locationId,
        quantity,
        reason,
        actor,
        intoPartIds: parts.map(({ id }) => id),
        unfulfillable: found.unfulfillable,
      })
    }
    splitOff(progress, context, order, moved, branched)
    return recallShipment(
      shipment,
      new Map(rejected.map(({ line, quantity }) => [line.sourceId, quantity])),
      context,
    )
  })
  const fresh = new Set(branched.map(({ part }) => part))
  writeParts(order, [...fresh], context)
  const lineNos = new Set(rejected.map(({ part }) => part.lineNo))
  const segment = segmentOf(progress.accounts, order)
  const held = holdIfBelow(facts.judged, progress, context, { order, company, segment, lineNos })
  const places = placesOf(progress, order)
  for (const part of on) happened(progress, places.get(part.id)!.reserve!, context.now)
  const { code } = locationOf(stock, companyId, shipment.locationId!)!
  const events = [
    shipment.state === 'cancelled'
      ? 'shipment.cancelled'
      : isOpen(shipment)
        ? 'shipment.reduced'
        : 'shipment.shipped',
  ]
  touch(
    progress,
    order,
    { act: 'reject', actor, reason },
    {
      changes: [
        ...rejected.map(({ part, quantity }): Json => [
          'rejected',
          part.id.toString(),
          code,
          quantity.toString(),
        ]),
        ...(held ? [['hold', held.id.toString(), null, held.code]] : []),
      ],
      events: [
        ...events,
        'order.resourced',
        ...(held ? ['order.held'] : []),
        ...(into.some((one) => one.unfulfillable) ? ['order.unfulfillable'] : []),
      ],
      // What was moved, or split off, has another place.
    },
  )
  for (const part of moved) touch(progress, order, { act: 'reject', actor, reason }, { sourced: part.id })
  for (const itemId of new Set(rejected.map(({ part }) => part.itemId)))
    serveWaiting(facts, context, company, { companyId, itemId }, actor)
  return into
}

interface Found {
  parts: PromisedPart[]
  /** Places that refused it, or that its rule forbids: they do not serve it any more. */
  notAt: readonly bigint[]
  /** By a rule: no other place than the one that it found. */
  ruled: boolean
  unfulfillable: boolean
  decision(part: PromisedPart): JsonObject
}

/** Searches for what was refused, not at the places that refused something of its line. */
function searchAgain(
  { progress, rejections }: RejectFacts,
  context: Context,
  of: { company: Company; order: Order; part: FulfillmentLine; today: string; shipment: Shipment },
): Found {
  const { company, order, part, today, shipment } = of
  const { companyId } = order
  const { stock } = progress
  const key = `${companyId}/${order.id}`
  const own = rejections.get(key) ?? []
  rejections.set(key, own)
  own.push({ lineNo: part.lineNo, locationId: shipment.locationId!, batch: context.batch })
  const before = own.filter(({ lineNo }) => lineNo === part.lineNo)
  const not = new Map(before.map(({ locationId }) => [locationId, 'rejected']))
  const attempt = new Set(before.map(({ batch }) => batch)).size + 1
  const way = wayOfPart(order, part)
  const want: Want = {
    companyId,
    itemId: part.itemId,
    quantity: part.quantity,
    requestedOn: part.requestedOn ?? today,
    allowSplit: company.settings.allowSplit ?? true,
    minSplit: null,
    boundTo: null,
    time: timeOfDay(company, context.now),
    arriveOn: null,
    way,
  }
  const question = {
    ...sourcingOf(order),
    segment: segmentOf(progress.accounts, order),
    ...(way ? { shipMethod: way.shipMethod } : {}),
  }
  const { parts: promised, search } = promiseOrder(stock, [want], question, today, not)
  let parts = promised[0]!
  const most = search?.rule.maxAttempts ?? USUAL_ATTEMPTS
  const nobody = parts.length === 0 || parts.some(({ supply }) => supply === 'backorder')
  const over = attempt > most
  const unfulfillable = nobody || over
  if (search) writeSearch(search, { companyId, rootId: order.id, attempt }, context)
  if (unfulfillable) {
    unpromiseLine(stock, want, parts)
    const last = search?.rule.defaultLocation ?? parts[0]?.location ?? shipment.locationId!
    parts = [
      {
        location: last,
        quantity: part.quantity,
        supply: 'backorder',
        reason: 'nothing_available',
        checksHorizon: false,
        losers: [],
      },
    ]
  } else if (search) countPlaces(stock, search, { companyId, rootId: order.id, today }, parts)
  const decision = (one: PromisedPart): JsonObject => ({
    ...reasonOf(one, search),
    attempt,
    ...(part.shipMethod === undefined ? {} : { shipMethod: part.shipMethod }),
    rejectedBy: [...not.keys()].map((id) => locationOf(stock, companyId, id)!.code),
    ...(unfulfillable ? { unfulfillable: over ? 'attempts' : 'nobody_has_it' } : {}),
  })
  return {
    parts,
    notAt: [...new Set([...not.keys(), ...(search?.notAt ?? [])])],
    ruled: search !== undefined,
    unfulfillable,
    decision,
  }
}

/**
 * A part is served from where its search says from now on. What waits gets nothing from a place that refused it: where no other stands, it
 * waits for what comes to any other, or by a rule for a person.
 */
function serveFrom(
  { stock }: Progress,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  { notAt, ruled, decision: decide }: Found,
  promised: PromisedPart,
): void {
  const decision = decide(promised)
  const { companyId, id: rootId } = order
  const { location, supply, promisedOn = null, arrivesOn = null, startsOn } = promised
  Object.assign(part, { locationId: location, supply, promisedOn, arrivesOn, startsOn, decision })
  const at = {
    companyId,
    itemId: part.itemId,
    rootId,
    sourceId: part.id,
    bound: ruled || !notAt.includes(location),
    notAt,
  }
  writePromise(stock, context, { ...promised, quantity: part.quantity }, at)
  reasonPart(order, part, decision, context)
}

function answerOf({ progress }: RejectFacts, order: Order, shipment: Shipment, into: readonly Into[]): Json {
  return {
    id: encodeId('shp', shipment.id),
    orderId: encodeId('ord', order.id),
    state: shipment.state,
    rejected: into.map(({ from, parts, unfulfillable }) => ({
      fulfillmentLineId: encodeId('ful', from.id),
      unfulfillable,
      servedBy: parts.map((part) => ({
        fulfillmentLineId: encodeId('ful', part.id),
        location: locationOf(progress.stock, order.companyId, part.locationId!)!.code,
        quantity: formatMicro(part.quantity),
        supply: part.supply,
        promisedOn: part.promisedOn,
      })),
    })),
  }
}
