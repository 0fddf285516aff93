import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import {
  closeShipment,
  findShipments as findShipmentRows,
  insertConfirmation,
  insertShipment,
  findToRemind,
  findUnfetched,
  insertShipmentLine,
  keepShipment as writeKeep,
  moveShipment,
  moveShipmentLine,
  openShipment,
  readConfirmations,
  readShipmentLines,
  readShipments as readShipmentRows,
  recallShipmentLine,
} from './shipment.sql.ts'

/** Goods of one cause that leave one location together. `causeId` and `sourceId` are the owner's, opaque. */
export interface Shipment {
  companyId: bigint
  causeId: bigint
  id: bigint
  locationId: bigint | null
  state: 'requested' | 'partially_shipped' | 'shipped' | 'cancelled'
  /** Tasks that wait for it, as far as somebody has to confirm it; opaque. */
  taskIds: readonly bigint[]
  /** The day on which the first of it left; null: nothing has. */
  shippedOn: string | null
  /** The last day on which it can be picked up; null: it is sent, waits without an end, or is over. */
  keepUntil: string | null
  /** The day on which who is to come is reminded; null: not, or not again. */
  remindOn: string | null
  /** How often its place was told of it; null: it is not open. */
  polls: number | null
  /** From when on its place is told of it (again); null: not any more. */
  offerAt: Date | null
  lines: ShipmentLine[]
  /** Keys of the confirmations that were received: a second delivery changes nothing. */
  messages: Set<string>
}

export interface ShipmentLine {
  sourceId: bigint
  itemId: bigint
  requested: Micro
  shipped: Micro
  /** What was asked for, was taken back, and has not left all the same. */
  recalled: Micro
  /** What its place accepted and picked in all; what was taken back since may be counted in it (`placeStatusOf`). */
  accepted: Micro
  picked: Micro
}

export interface NewShipment {
  companyId: bigint
  causeId: bigint
  locationId: bigint | null
  taskIds: readonly bigint[]
  on: string
  /** As in Shipment. */
  keepUntil: string | null
  remindOn: string | null
  lines: readonly { sourceId: bigint; itemId: bigint; quantity: Micro }[]
}

/** Reads the shipments of causes, with lines and received messages. */
export async function readShipments(
  db: Reader,
  causes: readonly { companyId: bigint; causeId: bigint }[],
): Promise<Map<string, Shipment[]>> {
  const found = new Map<string, Shipment[]>()
  if (causes.length === 0) return found
  const params = {
    companyIds: causes.map((one) => one.companyId),
    causeIds: causes.map((one) => one.causeId),
  }
  const [heads, lines, messages] = await Promise.all([
    db.read(readShipmentRows, params),
    db.read(readShipmentLines, params),
    db.read(readConfirmations, params),
  ])
  const byId = new Map<string, Shipment>()
  for (const row of heads) {
    const { company_id: companyId, cause_id: causeId, id } = row
    const shipment: Shipment = {
      companyId,
      causeId,
      id,
      locationId: row.location_id,
      state: row.state as Shipment['state'],
      taskIds: row.task_ids,
      // One that nobody confirms leaves as it is drawn.
      shippedOn: row.state === 'shipped' ? row.released_on : null,
      keepUntil: row.keep_until,
      remindOn: row.remind_on,
      polls: row.polls,
      offerAt: row.offer_at,
      lines: [],
      messages: new Set(),
    }
    byId.set(`${companyId}/${id}`, shipment)
    const list = found.get(`${companyId}/${causeId}`)
    if (list) list.push(shipment)
    else found.set(`${companyId}/${causeId}`, [shipment])
  }
  for (const row of lines) {
    byId.get(`${row.company_id}/${row.shipment_id}`)?.lines.push({
      sourceId: row.source_id,
      itemId: row.item_id,
      requested: row.requested,
      shipped: row.shipped,
      recalled: row.recalled,
      accepted: row.accepted,
      picked: row.picked,
    })
  }
  // The earliest comes first.
  for (const row of messages) {
    const shipment = byId.get(`${row.company_id}/${row.shipment_id}`)
    if (shipment?.messages.size === 0) shipment.shippedOn = row.shipped_on
    shipment?.messages.add(row.message_key)
  }
  return found
}

/** Finds the cause (the order) of shipments; an unknown one is absent. */
export async function findShipments(
  db: Reader,
  wanted: readonly { companyId: bigint; shipmentId: bigint }[],
): Promise<Map<string, bigint>> {
  if (wanted.length === 0) return new Map()
  const rows = await db.read(findShipmentRows, {
    companyIds: wanted.map((one) => one.companyId),
    ids: wanted.map((one) => one.shipmentId),
  })
  return new Map(rows.map((row) => [`${row.company_id}/${row.id}`, row.cause_id]))
}

/** Asks a warehouse to ship; it answers with confirmations, in parts or whole. */
export function requestShipment(asked: NewShipment, context: Context): Shipment {
  return writeShipment(asked, 'requested', context)
}

/** A shipment that leaves as it is drawn, whole: nobody has to confirm it. */
export function shipAtOnce(asked: NewShipment, context: Context): Shipment {
  return writeShipment(asked, 'shipped', context)
}

function writeShipment(asked: NewShipment, state: 'requested' | 'shipped', context: Context): Shipment {
  const { companyId, causeId, locationId, taskIds } = asked
  const id = context.ids.next()
  context.writes.add(insertShipment, {
    companyId,
    causeId,
    id,
    locationId,
    releasedOn: asked.on,
    state,
    taskIds,
    carrier: null,
    trackingNumber: null,
    // Nobody waits for what leaves at once.
    releasedAt: state === 'requested' ? context.now : null,
  })
  const { keepUntil, remindOn } = state === 'requested' ? asked : { keepUntil: null, remindOn: null }
  if (state === 'requested')
    context.writes.add(openShipment, { companyId, id, causeId, locationId, keepUntil, remindOn })
  const lines = asked.lines.map(({ sourceId, itemId, quantity }): ShipmentLine => {
    const shipped = state === 'shipped' ? quantity : 0n
    const row = { companyId, causeId, shipmentId: id, sourceId, itemId, requested: quantity, shipped }
    context.writes.add(insertShipmentLine, row)
    return { ...row, recalled: 0n, accepted: 0n, picked: 0n }
  })
  const shippedOn = state === 'shipped' ? asked.on : null
  return {
    companyId,
    causeId,
    id,
    locationId,
    state,
    taskIds,
    shippedOn,
    keepUntil,
    remindOn,
    polls: state === 'requested' ? 0 : null,
    // Before any time.
    offerAt: state === 'requested' ? new Date(0) : null,
    lines,
    messages: new Set(),
  }
}

/** Takes a confirmation into a shipment: cumulative quantities, state, and the key of the message. */
export function confirmShipment(
  shipment: Shipment,
  confirmed: readonly { line: ShipmentLine; quantity: Micro }[],
  message: { key: string; on: string; carrier: string | null; trackingNumber: string | null },
  context: Context,
): void {
  const { companyId, causeId, id } = shipment
  for (const { line, quantity } of confirmed) {
    line.shipped += quantity
    context.writes.add(moveShipmentLine, {
      companyId,
      causeId,
      shipmentId: id,
      sourceId: line.sourceId,
      shipped: line.shipped,
    })
  }
  // What was cancelled whole stays so, whatever left all the same.
  if (confirmed.length > 0)
    shipment.state = shipment.lines.every((line) => line.shipped >= line.requested)
      ? 'shipped'
      : 'partially_shipped'
  shipment.messages.add(message.key)
  if (shipment.shippedOn === null || message.on < shipment.shippedOn) shipment.shippedOn = message.on
  context.writes.add(moveShipment, {
    companyId,
    causeId,
    id,
    state: shipment.state,
    carrier: message.carrier,
    trackingNumber: message.trackingNumber,
  })
  if (!isOpen(shipment)) context.writes.add(closeShipment, { companyId, id })
  context.writes.add(insertConfirmation, {
    companyId,
    causeId,
    shipmentId: id,
    id: context.ids.next(),
    batch: context.batch,
    messageKey: message.key,
    shippedOn: message.on,
  })
}

/**
 * Takes back what a warehouse was asked to ship and has not confirmed. A shipment of which nothing is left to ship is over:
 * cancelled, or shipped with what left before.
 *
 * @returns whether it is over by this
 */
export function recallShipment(
  shipment: Shipment,
  recalled: ReadonlyMap<bigint, Micro>,
  context: Context,
): boolean {
  const { companyId, causeId, id } = shipment
  for (const line of shipment.lines) {
    const wanted = recalled.get(line.sourceId) ?? 0n
    const left = line.requested - line.shipped
    // What was taken back before is not asked for any more.
    const quantity = wanted < left ? wanted : left
    if (quantity === 0n) continue
    line.requested -= quantity
    line.recalled += quantity
    context.writes.add(recallShipmentLine, {
      companyId,
      causeId,
      shipmentId: id,
      sourceId: line.sourceId,
      quantity,
    })
  }
  if (shipment.lines.some((line) => line.shipped < line.requested)) return false
  shipment.state = shipment.lines.some((line) => line.shipped > 0n) ? 'shipped' : 'cancelled'
  const moved = { companyId, causeId, id, state: shipment.state, carrier: null, trackingNumber: null }
  context.writes.add(moveShipment, moved)
  context.writes.add(closeShipment, { companyId, id })
  return true
}

/** Somebody has still to say what of it left. */
export function isOpen({ state }: Shipment): boolean {
  return state === 'requested' || state === 'partially_shipped'
}

/** Keeps what is to be picked up until a day, and reminds on another, or not (again). */
export function keepShipment(
  shipment: Shipment,
  { keepUntil, remindOn }: Pick<Shipment, 'keepUntil' | 'remindOn'>,
  context: Context,
): void {
  const { companyId, id } = shipment
  Object.assign(shipment, { keepUntil, remindOn })
  context.writes.add(writeKeep, { companyId, id, step: context.ids.next(), keepUntil, remindOn })
}

/** A shipment that waits to be picked up, and a day of it that has come. */
export interface DuePickUp {
  companyId: bigint
  orderId: bigint
  shipmentId: bigint
  day: string
}

/**
 * What nobody fetched by its last day (`over`), or somebody is to be reminded of (`remind`): longest due first, `limit` of each company.
 *
 * @param after behind these of each company, as they were found before
 */
export async function findDuePickUps(
  db: Reader,
  which: 'over' | 'remind',
  companies: readonly { companyId: bigint; today: string; after: DuePickUp | undefined }[],
  limit: number,
): Promise<DuePickUp[]> {
  if (companies.length === 0) return []
  const asked = {
    companyIds: companies.map((one) => one.companyId),
    todays: companies.map((one) => one.today),
    afterDays: companies.map((one) => one.after?.day ?? '0001-01-01'),
    afterIds: companies.map((one) => one.after?.shipmentId ?? 0n),
    fetch: BigInt(limit),
  }
  const rows =
    which === 'over'
      ? (await db.read(findUnfetched, asked)).map((row) => ({ ...row, day: row.keep_until! }))
      : (await db.read(findToRemind, asked)).map((row) => ({ ...row, day: row.remind_on! }))
  return rows.map((row) => ({
    companyId: row.company_id,
    orderId: row.cause_id,
    shipmentId: row.id,
    day: row.day,
  }))
}
