import { isOpen, recallShipment, type Shipment, type ShipmentLine } from '../../fulfillment/index.ts'
import {
  countPlaces,
  giveUpReserved,
  keepBrought,
  locationOf,
  promiseOrder,
  unpromiseLine,
  writePromise,
  writeSearch,
  type PromisedPart,
  type RefusedBy,
  type Want,
} from '../../inventory/index.ts'
import {
  NOT_ALLOWED,
  comesAsItMay,
  fixedOf,
  reasonOf,
  reasonPart,
  splitPart,
  timeOfDay,
  wayOfPart,
  wholeUnits,
  writeParts,
  type FulfillmentLine,
  type Order,
} from '../../orders/index.ts'
import { businessDate, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { encodeId } from '../../platform/public-id.ts'
import { bringPart } from '../waiting/bring-waiting.ts'
import { cancelChosen, CANCEL_NEEDS } from '../cancel/cancel-order.ts'
import { happened } from '../plan/events.ts'
import { holdIfBelow, readJudged, type Judged } from './judge-resourced.ts'
import { insertRejections } from '../plan/plan.sql.ts'
import { placesOf, touch, type OrderKey, type Progress } from '../plan/progress.ts'
import { readCompensations, type Compensable } from '../calls/compensate.ts'
import { rejectionsOf, type Rejections } from '../waiting/rejections.ts'
import { changeAwaited } from '../plan/awaited.ts'
import { segmentOf } from '../plan/segment.ts'
import { readServing, serveWaiting, sourcingOf, watchGate, type Serving } from '../waiting/serve-waiting.ts'
import { splitOff } from '../plan/split-component.ts'
import { togetherOf } from '../plan/together.ts'
import { readWaitFlags, smallestPiece, waitRefusedBy, type WaitFlags } from '../waiting/wait-flags.ts'

/** What orders have to be read with of which a place may not ship all. */
export const REFUSED_NEEDS = { ...CANCEL_NEEDS, holds: true } as const

/** What is decided on of goods that a place does not ship. */
export interface RefusedFacts extends Serving {
  rejections: Rejections
  judged: Judged
  flags: WaitFlags
  compensable: Compensable
}

/** What a place does not ship of a line that it was asked for. */
export interface Refused {
  line: ShipmentLine
  part: FulfillmentLine
  quantity: Micro
}

/**
 * Reads what goods are decided on that some places do not ship of these shipments.
 *
 * @param first the progress of the orders, read with `REFUSED_NEEDS`
 */
export async function readRefused(
  db: Reader,
  keys: readonly OrderKey[],
  first: Progress,
  shipments: ReadonlySet<string>,
): Promise<RefusedFacts> {
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
    freed.length === 0
      ? { progress: first, waiting: new Map() }
      : await readServing(db, keys, freed, REFUSED_NEEDS)
  const { progress } = serving
  const [flags, rejections, compensable] = await Promise.all([
    readWaitFlags(db, progress),
    rejectionsOf(db, keys),
    readCompensations(db, progress),
  ])
  const judged = await readJudged(db, progress, freed, flags)
  return { ...serving, flags, rejections, compensable, judged }
}

/** Searches for a line where no rule says how many. */
const USUAL_ATTEMPTS = 3

/** What of a refused line goes where now. */
export interface Into {
  from: FulfillmentLine
  parts: readonly FulfillmentLine[]
  unfulfillable: boolean
}

/**
 * What a place does not ship is searched for again, at places that refused nothing of its line. What nobody has waits, and a person is
 * called; where customer, item and place do not all let it, it is cancelled with its money instead (B6-1, B6-3).
 */
export function refuseLines(
  { companyId, actor, reason }: { companyId: bigint; actor: string; reason: string },
  facts: RefusedFacts,
  context: Context,
  { order, shipment, rejected }: { order: Order; shipment: Shipment; rejected: readonly Refused[] },
): Into[] {
  const { progress } = facts
  const { stock } = progress
  const company = progress.companies.get(companyId)!
  const today = businessDate(company, context.now)
  // Whatever waits for the place is counted before anything moves: what nothing of is left in its shipment has what it waited for.
  const moved: FulfillmentLine[] = []
  const branched: { part: FulfillmentLine; from: FulfillmentLine }[] = []
  const into: Into[] = []
  const on: FulfillmentLine[] = []
  const lost: FulfillmentLine[] = []
  const brought: { part: FulfillmentLine; fromId: bigint }[] = []
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
        comesAsItMay(more)
        branched.push({ part: more, from: part })
        parts.push(more)
      })
      parts.forEach((one, index) => {
        const promised = found.parts[index]!
        serveFrom(progress, context, order, one, found, promised)
        if (promised.brought) brought.push({ part: one, fromId: promised.location })
        else if (one.supply === 'on_hand') on.push(one)
      })
      const rest = found.unfulfillable ? parts.at(-1)! : undefined
      if (rest && found.refused !== undefined) lost.push(rest)
      const waits = found.refused === undefined ? rest : undefined
      into.push({ from: part, parts, unfulfillable: waits !== undefined })
      const rejection = { companyId, orderId: order.id, batch: context.batch, reason, actor }
      const where = { shipmentId: shipment.id, locationId: shipment.locationId }
      for (const unfulfillable of [false, true]) {
        const own = parts.filter((one) => (one === waits) === unfulfillable)
        if (own.length === 0) continue
        context.writes.add(insertRejections, {
          ...rejection,
          ...where,
          id: context.ids.next(),
          partId: part.id,
          lineNo: part.lineNo,
          quantity: own.reduce((sum, one) => sum + one.quantity, 0n),
          intoPartIds: own.map(({ id }) => id),
          unfulfillable,
        })
      }
    }
    const back = heldBack(order, shipment, rejected)
    on.push(...back.map(({ part }) => part))
    splitOff(progress, context, order, [...moved, ...back.map(({ part }) => part)], branched)
    const recalled = new Map(back.map(({ line, left }) => [line.sourceId, left]))
    for (const { line, quantity } of rejected)
      recalled.set(line.sourceId, quantity + (recalled.get(line.sourceId) ?? 0n))
    return recallShipment(shipment, recalled, context)
  })
  const time = timeOfDay(company, context.now)
  const sent = brought.flatMap(({ part, fromId }) => {
    const asked = { requestedOn: part.requestedOn ?? today, time }
    return bringPart(progress, context, { company, order, part, fromId, asked, today })
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
        ...sent,
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
  if (lost.length > 0)
    cancelChosen(
      { ...facts, items: facts.flags.items },
      context,
      order,
      lost.map((part) => ({ part, quantity: part.quantity - part.cancelled })),
      { act: 'reject', actor, reason: NOT_ALLOWED },
    )
  for (const itemId of new Set(rejected.map(({ part }) => part.itemId)))
    serveWaiting(facts, context, company, { companyId, itemId }, actor)
  return into
}

/** What is to be handed over at once with what is refused of a shipment: it is asked for again when that is replaced. */
function heldBack(
  { parts }: Order,
  { lines }: Shipment,
  rejected: readonly Refused[],
): { part: FulfillmentLine; line: ShipmentLine; left: Micro }[] {
  const refused = new Map(rejected.map(({ line, quantity }) => [line, quantity]))
  const together = togetherOf(parts).filter((own) =>
    own.some(({ lineNo }) => rejected.some(({ part }) => part.lineNo === lineNo)),
  )
  const byId = new Map(together.flat().map((part) => [part.id, part]))
  return lines.flatMap((line) => {
    const part = byId.get(line.sourceId)
    const left = line.requested - line.shipped - (refused.get(line) ?? 0n)
    // Of which some was handed over before, the rest may be, too.
    return part && part.shipped === 0n && left > 0n ? [{ part, line, left }] : []
  })
}

interface SearchedAgain {
  parts: PromisedPart[]
  /** Places that refused it, or that its rule forbids: they do not serve it any more. */
  notAt: readonly bigint[]
  /** By a rule: no other place than the one that it found. */
  ruled: boolean
  /** The last part waits: nobody has it, or it was searched for too often. */
  unfulfillable: boolean
  /** By whose word the last part does not wait, which nobody has. */
  refused: RefusedBy | undefined
  decision(part: PromisedPart): JsonObject
}

/** Searches for what was refused, not at the places that refused something of its line. */
function searchAgain(
  { progress, rejections, flags }: RefusedFacts,
  context: Context,
  of: { company: Company; order: Order; part: FulfillmentLine; today: string; shipment: Shipment },
): SearchedAgain {
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
    allowSplit: smallestPiece(flags, company, order, part) !== null,
    minSplit: part.minSplit ?? null,
    unit: wholeUnits(part),
    // What is collected here may be brought from elsewhere.
    boundTo: part.bound ? shipment.locationId : null,
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
  const most = search?.rule.maxAttempts ?? USUAL_ATTEMPTS
  const over = attempt > most
  const found = promised[0]!
  const served = over ? [] : found.filter(({ supply }) => supply !== 'backorder')
  const lacking = part.quantity - served.reduce((sum, { quantity }) => sum + quantity, 0n)
  const unfulfillable = lacking > 0n
  const { lineNo } = part
  keepBrought(stock, context, over ? served : found, {
    companyId,
    rootId: order.id,
    lineNo,
    attempt,
    today,
    told: true,
  })
  if (search) writeSearch(search, { companyId, rootId: order.id, attempt }, context)
  if (search && served.length > 0) countPlaces(stock, search, { companyId, rootId: order.id, today }, served)
  const nowhere = found.filter((one) => !served.includes(one))
  if (unfulfillable) unpromiseLine(stock, want, nowhere)
  // What is collected waits there, wherever it would have been brought from.
  const last = part.bound
    ? shipment.locationId!
    : (search?.rule.defaultLocation ?? nowhere[0]?.location ?? shipment.locationId!)
  const rest: PromisedPart = {
    location: last,
    quantity: lacking,
    supply: 'backorder',
    reason: 'nothing_available',
    checksHorizon: false,
    losers: [],
  }
  // What nobody has stands last.
  const parts = unfulfillable ? [...served, rest] : served
  const refused = unfulfillable ? waitRefusedBy(flags, stock, order, part, last) : undefined
  const decision = (one: PromisedPart): JsonObject => ({
    ...reasonOf(one, one.brought ? one.brought.search : search),
    attempt,
    ...(part.bound ? { only: locationOf(stock, companyId, shipment.locationId!)!.code } : {}),
    rejectedBy: [...not.keys()].map((id) => locationOf(stock, companyId, id)!.code),
    ...(one === rest ? { unfulfillable: over ? 'attempts' : 'nobody_has_it' } : {}),
    ...(one === rest && refused !== undefined ? { backorderRefusedBy: refused } : {}),
  })
  return {
    parts,
    notAt: [...new Set([...not.keys(), ...(search?.notAt ?? [])])],
    ruled: search !== undefined,
    unfulfillable,
    refused,
    decision,
  }
}

/**
 * A part is served from where its search says from now on, or brought from there once its plan has moved. What waits gets nothing from a place that refused it: where no other stands, it
 * waits for what comes to any other, or by a rule for a person.
 */
function serveFrom(
  { stock }: Progress,
  context: Context,
  order: Order,
  part: FulfillmentLine,
  { notAt, ruled, decision: decide }: SearchedAgain,
  promised: PromisedPart,
): void {
  const decision = { ...decide(promised), ...fixedOf(part) }
  const { companyId, id: rootId } = order
  const { location, supply, promisedOn = null, arrivesOn = null, startsOn, brought } = promised
  if (brought) Object.assign(part, { decision })
  else Object.assign(part, { locationId: location, supply, promisedOn, arrivesOn, startsOn, decision })
  const at = {
    companyId,
    itemId: part.itemId,
    rootId,
    sourceId: part.id,
    bound: part.bound || ruled || !notAt.includes(location),
    notAt,
  }
  writePromise(stock, context, { ...promised, quantity: part.quantity }, at)
  reasonPart(order, part, decision, context)
}

/** What of each line goes where now. */
export function renderInto(progress: Progress, order: Order, into: readonly Into[]): Json {
  return into.map(({ from, parts, unfulfillable }) => ({
    fulfillmentLineId: encodeId('ful', from.id),
    unfulfillable,
    servedBy: parts.map((part) => ({
      fulfillmentLineId: encodeId('ful', part.id),
      location: locationOf(progress.stock, order.companyId, part.locationId!)!.code,
      quantity: formatMicro(part.quantity),
      supply: part.cancelled === part.quantity ? 'cancelled' : part.supply,
      promisedOn: part.promisedOn,
    })),
  }))
}
