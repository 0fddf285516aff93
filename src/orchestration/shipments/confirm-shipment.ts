import {
  confirmShipment as takeConfirmation,
  findShipments,
  isOpen,
  readStrays,
  recordStray,
  type Shipment,
  type ShipmentLine,
  type Stray,
} from '../../fulfillment/index.ts'
import { tooFine } from '../../catalog/index.ts'
import { accountById, noteCustomer } from '../../customers/index.ts'
import { locationOf, writeOffStock } from '../../inventory/index.ts'
import { orderNumber, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { RATE_ONE } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { refuseMalformed, type Malformed } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { formatMicro, type Micro } from '../../platform/money.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { wrongDate } from '../plan/dated.ts'
import { drawInvoices } from '../run/draw-invoice.ts'
import { performFollowers } from '../run/follow.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import {
  actDate,
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { readRefused, refuseLines, renderInto, type RefusedFacts } from '../resourcing/refuse-lines.ts'
import { changeAwaited, shipsOf } from '../plan/awaited.ts'
import { issueParts } from '../run/ship.ts'

/** A warehouse says what it shipped, asked for or not. */
export interface ConfirmRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  shipmentId: bigint
  /** Key of the message: it counts once, whenever and however often it comes. */
  messageKey: string
  /** null: all that is left; of a shipment that was taken back whole, and of which nothing left yet, all that it was. */
  lines: readonly { fulfillmentLineId: bigint; quantity: Micro }[] | null
  carrier: string | null
  trackingNumber: string | null
  /** Who picked it up; personal. Absent or null: nobody said, or it was sent. */
  fetchedBy?: string | null
  /** Of what was to be picked up, more than waits is no slip: it left, and is kept as what left without a sale. */
  leftAlready?: boolean
  /** Nothing more of the shipment comes; null: as its place has it set up. Absent: more may come. */
  final?: boolean | null
  /** null: today */
  shippedOn: string | null
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface ConfirmFacts {
  progress: Progress
  /** Read where a confirmation may leave a rest behind that does not come. */
  short: RefusedFacts | undefined
  /** The order of each shipment. */
  orders: Map<string, bigint>
  items: ItemOf
  /** What of each part was cancelled and left all the same before. */
  unwanted: Map<bigint, Micro>
  /** Customers that no erasure may pass. */
  held: Set<string>
}

/**
 * Takes a confirmation in (A6-4, P-40): stock is issued at its cost (D9 row 2), and one more invoice task of the component
 * bills what shipped while the rest goes on (P-44, P-54). The last one of a component completes its task that waited for it.
 * That goods left is a fact and never refused (decision 0028): what was cancelled, or is more than was asked for, leaves stock at
 * its cost without a sale, and a person decides what becomes of it. Of what is handed over at a counter more than waits is asked back
 * first (C13-11, decision 0040). Of a last word what it does not say left is short: it is served from elsewhere, waits, or is
 * cancelled, as a line of its own (B6-3). A message that came before changes nothing.
 */
export const confirmShipment = keyed<ConfirmRequest, ConfirmFacts>({
  name: 'orchestration.confirm',
  weigh: (request) => 5 + 3 * (request.lines?.length ?? 10),
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const orders = await findShipments(db, requests)
    const keys = requests.flatMap(({ companyId, shipmentId }) => {
      const orderId = orders.get(`${companyId}/${shipmentId}`)
      return orderId === undefined ? [] : [{ companyId, orderId }]
    })
    // The picture of a settlement needs the money of the orders, too.
    const first = await readProgress(db, keys, { shipments: true, billing: [], lines: true })
    const last = requests.filter(
      (request) =>
        isLast(request, { progress: first, orders }) && leavesRest(request, { progress: first, orders }),
    )
    const ended = new Set(last.map(({ companyId, shipmentId }) => `${companyId}/${shipmentId}`))
    const short = last.length === 0 ? undefined : await readRefused(db, keys, first, ended)
    const progress = short?.progress ?? first
    const causes = keys.map(({ companyId, orderId }) => ({ companyId, causeId: orderId }))
    // After the orders: what left since then moved their revision, and the batch is decided again.
    const [items, strays] = await Promise.all([readItemsOf(db, progress), readStrays(db, causes)])
    const unwanted = new Map<bigint, Micro>()
    for (const stray of strays.values()) countUnwanted(unwanted, stray)
    return { progress, short, orders, items, unwanted, held: new Set() }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden({ companyId, shipmentId, accounts }, { progress, orders }) {
    const orderId = orders.get(`${companyId}/${shipmentId}`)
    return hiddenOrder(
      accounts,
      orderId === undefined ? undefined : orderOf(progress, { companyId, orderId }),
    )
  },
  decide(request, facts, context): Answered | Refusal {
    const { progress, orders, items } = facts
    const { companyId, shipmentId } = request
    const orderId = orders.get(`${companyId}/${shipmentId}`)
    const order = orderId === undefined ? undefined : orderOf(progress, { companyId, orderId })
    const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return refuse('not_found', 'there is no such shipment')
    // Heard before, and longer ago than keys are kept: it changes nothing.
    if (!request.malformed && shipment.messages.has(request.messageKey))
      return { ok: true, answer: answerOf(order, shipment, [], [], []) }
    const problems: Problem[] = []
    const confirmed = confirmedLines(request, order, shipment, items, problems)
    const on = request.shippedOn ?? actDate(progress, order, context.now)
    const wrong = wrongDate(progress, companyId, context.now, on, {
      on: order.orderedOn,
      what: 'the order was placed',
    })
    if (wrong) problems.push({ path: '/shippedOn', ...wrong })
    if (request.malformed) return refuseMalformed(request.malformed, problems)
    if (problems.length > 0) return refuse('confirmation_refused', problems)
    const strays = carryOut(request, facts, context, { order, shipment, confirmed, on })
    const rest = isLast(request, facts) ? giveUpRest(request, facts, context, order, shipment) : []
    return { ok: true, answer: answerOf(order, shipment, confirmed, strays, rest) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<ConfirmRequest, ConfirmFacts>)

/** Is nothing more of its shipment to come? Of what is said without lines nothing is left. */
function isLast(
  { companyId, shipmentId, lines, final = false }: ConfirmRequest,
  { progress, orders }: Pick<ConfirmFacts, 'progress' | 'orders'>,
): boolean {
  if (lines === null || final === false) return false
  if (final) return true
  const orderId = orders.get(`${companyId}/${shipmentId}`)
  const shipments = progress.shipments.get(`${companyId}/${orderId}`) ?? []
  const { locationId = null } = shipments.find(({ id }) => id === shipmentId) ?? {}
  return locationId !== null && (locationOf(progress.stock, companyId, locationId)?.confirmsOnce ?? false)
}

/** Do its lines leave a rest of what its shipment asks for? What a batch does before can only make it less. */
function leavesRest(
  { companyId, shipmentId, lines }: ConfirmRequest,
  { progress, orders }: Pick<ConfirmFacts, 'progress' | 'orders'>,
): boolean {
  const orderId = orders.get(`${companyId}/${shipmentId}`)
  const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find(({ id }) => id === shipmentId)
  const stated = (sourceId: bigint) =>
    (lines ?? []).reduce((sum, one) => (one.fulfillmentLineId === sourceId ? sum + one.quantity : sum), 0n)
  return shipment?.lines.some((line) => line.requested - line.shipped > stated(line.sourceId)) ?? false
}

/** Why a rest is not asked for any more. */
const SHORT = 'short shipped'

/** What its last word does not say left of a shipment: what is picked up there waits on. */
function giveUpRest(
  { companyId, actor }: ConfirmRequest,
  { short, progress }: ConfirmFacts,
  context: Context,
  order: Order,
  shipment: Shipment,
): Json {
  const rejected = shipment.lines
    .map((line) => ({ line, part: partOf(order, line), quantity: line.requested - line.shipped }))
    .filter(({ part, quantity }) => quantity > 0n && !part.bound)
  if (!short || rejected.length === 0 || !isOpen(shipment)) return []
  const into = refuseLines({ companyId, actor, reason: SHORT }, short, context, { order, shipment, rejected })
  return renderInto(progress, order, into)
}

interface Confirmed {
  line: ShipmentLine
  /** Of what was asked for. */
  quantity: Micro
  /** Of what nobody asked for, or wants any more. */
  stray: Micro
}

/** Each line with its quantity; a line that is named twice counts together. */
function confirmedLines(
  request: ConfirmRequest,
  order: Order,
  shipment: Shipment,
  items: ItemOf,
  problems: Problem[],
): Confirmed[] {
  const left = (line: ShipmentLine) => line.requested - line.shipped
  if (request.lines === null) {
    // Once something left, a warehouse that heard of a cancellation and one that did not say the same: nothing more is read into it.
    const crossed = shipment.state === 'cancelled' && shipment.messages.size === 0
    const confirmed = shipment.lines
      .map((line) => ({ line, quantity: left(line), stray: crossed ? line.recalled : 0n }))
      .filter((one) => one.quantity + one.stray > 0n)
    if (confirmed.length === 0)
      problems.push({ path: '', code: 'nothing_left', message: 'nothing of it is left to confirm' })
    return confirmed
  }
  if (request.lines.length === 0)
    problems.push({ path: '/lines', code: 'required', message: 'a confirmation has lines' })
  const found = new Map<ShipmentLine, Micro>()
  request.lines.forEach(({ fulfillmentLineId, quantity }, index) => {
    const line = shipment.lines.find((one) => one.sourceId === fulfillmentLineId)
    if (quantity <= 0n)
      problems.push({ path: `/lines/${index}/quantity`, code: 'bad_quantity', message: 'a quantity above 0' })
    if (!line) {
      const path = `/lines/${index}/fulfillmentLineId`
      problems.push({ path, code: 'unknown_line', message: 'the shipment has no such line' })
      return
    }
    const sum = (found.get(line) ?? 0n) + quantity
    found.set(line, sum)
    const path = `/lines/${index}/quantity`
    if (quantity > 0n && sum !== left(line)) {
      // All that is left may leave, however it was agreed.
      const item = items(order, partOf(order, line).lineNo)
      const wrong = item && tooFine(item, quantity)
      if (wrong) problems.push({ path, ...wrong })
      else if (sum > left(line) && !request.leftAlready && isHandedOver(order, shipment, line))
        problems.push({
          path,
          code: 'more_than_waits',
          message: `at most ${formatMicro(left(line))} can be handed over, for no more waits here`,
        })
    }
  })
  return [...found].map(([line, sum]) => {
    const quantity = sum < left(line) ? sum : left(line)
    return { line, quantity, stray: sum - quantity }
  })
}

/** Somebody hands it over at a counter and can still look: no word of it crosses ours, as long as something of it waits. */
function isHandedOver(order: Order, shipment: Shipment, line: ShipmentLine): boolean {
  return isOpen(shipment) && partOf(order, line).bound
}

/** @returns what left without a sale */
function carryOut(
  request: ConfirmRequest,
  facts: ConfirmFacts,
  context: Context,
  {
    order,
    shipment,
    confirmed,
    on,
  }: { order: Order; shipment: Shipment; confirmed: readonly Confirmed[]; on: string },
): Stray[] {
  const { progress } = facts
  const { messageKey: key, carrier, trackingNumber } = request
  const asked = confirmed.filter((one) => one.quantity > 0n)
  const shipped = asked.map(({ line, quantity }) => ({ part: partOf(order, line), quantity }))
  changeAwaited(progress, shipment, context.now, () =>
    takeConfirmation(shipment, asked, { key, on, carrier, trackingNumber }, context),
  )
  issueParts(progress, context, order, shipment.id, on, shipped)
  const strays = confirmed.flatMap((one) => leaveAstray(facts, context, { order, shipment, on }, one))
  const act = { act: 'confirm', actor: request.actor }
  if (shipped.length > 0) performFollowers(progress, context, order, on, act)
  const whole = shipment.state === 'shipped'
  const fetched = fetchedBy(request, facts, context, order)
  const events = shipped.length === 0 ? [] : [whole ? 'shipment.shipped' : 'shipment.partially_shipped']
  touch(progress, order, act, {
    changes: [
      ...(fetched === null ? [] : [['fetched_by', shipment.id.toString(), null, fetched] satisfies Json]),
      ...shipped.map(({ part, quantity }): Json => [
        'shipped',
        part.id.toString(),
        null,
        quantity.toString(),
      ]),
      ...strays.map(({ sourceId, quantity }): Json => [
        'strayed',
        sourceId.toString(),
        null,
        quantity.toString(),
      ]),
    ],
    events: strays.length === 0 ? events : [...events, 'shipment.strayed'],
    parts: shipped.map(({ part }) => part.id),
  })
  if (shipped.length === 0) return strays
  // Something else of its component is still to come: what left is billed without it.
  const left = new Set(shipped.map(({ part }) => part.id))
  const parted = shipsOf(progress, shipment).filter(
    (one) => one.state !== 'completed' && one.partIds.some((id) => left.has(id)),
  )
  drawInvoices(progress, context, order, parted)
  return strays
}

/** Keeps who fetched it where it can be erased, as a note of the customer; its history names the note. @returns its id */
function fetchedBy(
  { actor, fetchedBy: who = null }: ConfirmRequest,
  { progress, held }: ConfirmFacts,
  context: Context,
  { companyId, id, accountId }: Order,
): string | null {
  const account = accountId === null ? undefined : accountById(progress.accounts, companyId, accountId)
  if (who === null || !account) return null
  const text = `${orderNumber(id)} was picked up by ${who}`
  return noteCustomer(
    { held },
    { companyId, customerId: account.customerId, text, actor },
    context,
  ).toString()
}

/** What of the goods of a line nobody wanted any more, and what nobody ever wanted: they are told apart. */
function leaveAstray(
  facts: ConfirmFacts,
  context: Context,
  of: { order: Order; shipment: Shipment; on: string },
  { line, stray }: Confirmed,
): Stray[] {
  const cancelled = partOf(of.order, line).cancelled - (facts.unwanted.get(line.sourceId) ?? 0n)
  const unwanted = stray < cancelled ? stray : cancelled
  const left = [
    ['cancelled', unwanted],
    ['more_than_ordered', stray - unwanted],
  ] as const
  return left
    .filter(([, quantity]) => quantity > 0n)
    .map(([why, quantity]) => {
      const one = writeOff(facts.progress, context, of, { line, why, quantity })
      countUnwanted(facts.unwanted, one)
      return one
    })
}

function countUnwanted(unwanted: Map<bigint, Micro>, { sourceId, why, quantity }: Stray): void {
  if (why === 'cancelled') unwanted.set(sourceId, (unwanted.get(sourceId) ?? 0n) + quantity)
}

/** Stock goes down at its cost, and nothing is sold by that. */
function writeOff(
  progress: Progress,
  context: Context,
  { order, shipment, on }: { order: Order; shipment: Shipment; on: string },
  { line, why, quantity }: { line: ShipmentLine; why: Stray['why']; quantity: Micro },
): Stray {
  const { companyId } = order
  const company = progress.companies.get(companyId)!
  const part = partOf(order, line)
  const ordered = order.lines.find((one) => one.lineNo === part.lineNo)!
  // What a warehouse was asked for is goods at a place.
  const locationId = shipment.locationId!
  const stray = recordStray(shipment, line, { locationId, why, on, quantity }, context)
  const entry = progress.books.openComputed(context, {
    companyId,
    event: 'stray.left',
    postedOn: on,
    sourceType: 'stray',
    sourceId: stray.id,
    causeId: order.id,
    currency: company.currency,
    rateE10: RATE_ONE,
  })
  writeOffStock(progress.stock, progress.books, context, {
    companyId,
    why: 'stray',
    rootId: order.id,
    sourceId: stray.id,
    itemId: part.itemId,
    locationId,
    costOrganization: locationOf(progress.stock, companyId, locationId)!.costOrganization,
    digits: company.digits,
    quantity,
    entry,
    question: { orderType: order.orderType, itemClass: ordered.itemClass },
    lineId: part.id,
  })
  return stray
}

function partOf(order: Order, line: ShipmentLine): FulfillmentLine {
  return order.parts.find((part) => part.id === line.sourceId)!
}

function answerOf(
  order: Order,
  shipment: Shipment,
  confirmed: readonly Confirmed[],
  strays: readonly Stray[],
  rest: Json,
): Json {
  return {
    id: encodeId('shp', shipment.id),
    orderId: encodeId('ord', order.id),
    state: shipment.state,
    lines: shipment.lines.map((line) => ({
      fulfillmentLineId: encodeId('ful', line.sourceId),
      requested: formatMicro(line.requested),
      shipped: formatMicro(line.shipped),
      confirmed: formatMicro(confirmed.find((one) => one.line === line)?.quantity ?? 0n),
    })),
    short: rest,
    strays: strays.map(({ id, sourceId, quantity, why }) => ({
      id: encodeId('str', id),
      fulfillmentLineId: encodeId('ful', sourceId),
      quantity: formatMicro(quantity),
      why,
    })),
  }
}
