import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { PLACE_MOVES, placeStatusOf, workLeft, type PlaceAct } from './place-status.ts'
import { findOffered as findOfferedRows, offerShipment, workShipmentLine } from './shipment.sql.ts'
import type { Shipment, ShipmentLine } from './shipment.ts'

/** How much of a line an act of its place takes further, as `PLACE_MOVES` says. */
export function movable(shipment: Shipment, line: ShipmentLine, act: PlaceAct): Micro {
  return placeStatusOf(line, shipment)
    .filter(({ status }) => PLACE_MOVES[status][act] !== null)
    .reduce((sum, { quantity }) => sum + quantity, 0n)
}

/** Its place has accepted, or picked, so much more of these lines: no more than is `movable`. */
export function workShipment(
  { companyId, causeId, id }: Shipment,
  act: 'accept' | 'pick',
  worked: readonly { line: ShipmentLine; quantity: Micro }[],
  context: Context,
): void {
  for (const { line, quantity } of worked) {
    const { toAccept, toPick, toConfirm } = workLeft(line)
    // As they stand with what left and what was taken back; see PlaceWork.
    const accepted = line.requested - toAccept + (act === 'accept' ? quantity : 0n)
    const picked = line.shipped + toConfirm - toAccept - toPick + (act === 'pick' ? quantity : 0n)
    Object.assign(line, { accepted, picked })
    context.writes.add(workShipmentLine, {
      companyId,
      causeId,
      shipmentId: id,
      sourceId: line.sourceId,
      accepted,
      picked,
    })
  }
}

/** Its place was told of it so often, and is told again from then on; null: not any more. */
export function offerAgain(
  shipment: Shipment,
  { polls, offerAt }: { polls: number; offerAt: Date | null },
  context: Context,
): void {
  const { companyId, id } = shipment
  Object.assign(shipment, { polls, offerAt })
  context.writes.add(offerShipment, { companyId, id, step: context.ids.next(), polls, offerAt })
}

/** What places are to be told of now, longest waiting first, in the order in which they are named; `limit` of each. */
export async function findOffered(
  db: Reader,
  places: readonly { companyId: bigint; locationId: bigint; limit: number }[],
  now: Date,
): Promise<{ companyId: bigint; causeId: bigint; shipmentId: bigint }[][]> {
  const found: { companyId: bigint; causeId: bigint; shipmentId: bigint }[][] = places.map(() => [])
  if (places.length === 0) return found
  const rows = await db.read(findOfferedRows, {
    companyIds: places.map((one) => one.companyId),
    locationIds: places.map((one) => one.locationId),
    counts: places.map((one) => BigInt(one.limit)),
    now,
  })
  for (const { ordinal, company_id: companyId, cause_id: causeId, id: shipmentId } of rows)
    found[Number(ordinal) - 1]!.push({ companyId, causeId, shipmentId })
  return found
}
