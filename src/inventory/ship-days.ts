import { addOpenDays, openDay, type WorkingDays } from '../organization/index.ts'
import { addDays } from '../platform/clock.ts'

/**
 * On which days goods leave a place and arrive (D3, A10-12, A10-13). Pure: calendars come in, days 'YYYY-MM-DD' go out. A place without a
 * calendar, a cut-off and a lane ships on the day on which the goods are there.
 */

/** How long goods are on their way. */
export interface Lane {
  shipMethod: string
  /** null: from any place. */
  locationId: bigint | null
  /** '': to any. */
  country: string
  region: string
  transitDays: number
  /** Of a shipment, in minor units of the books' currency; null: nobody said. */
  cost: bigint | null
  carrier: WorkingDays | undefined
  receiving: WorkingDays | undefined
}

/** What of a lane says how long it takes. */
type Transport = Pick<Lane, 'carrier' | 'receiving' | 'transitDays'>

/** When a place ships. */
export interface Shipping {
  calendar: WorkingDays | undefined
  /** Days of the calendar from picking to shipping; 0 without a calendar. */
  leadDays: number
  /** HH:MM; '': none. */
  cutOff: string
}

/** What a line asks of the days of a place. */
export interface DaysWanted {
  today: string
  /** HH:MM of now, in the time zone of the company. */
  time: string
  /** The day on which it is to leave. */
  requestedOn: string
  /** The day by which it is to arrive: then `requestedOn` is not looked at. */
  arriveOn?: string
}

/** The days of one place for one line. */
export interface ShipDays {
  /** The day on which goods must be there, not before today, to leave on the day that is wanted. */
  goodsOn: string
  /** The day that is wanted of this place. */
  wantedOn: string
  /** The day on which goods leave that are there on a day. */
  shipOn(goodsOn: string): string
  /** The day on which picking begins for what leaves on a day, not before today. */
  pickOn(shipOn: string): string
  /** The day on which they arrive; null: nobody said how long it takes. */
  arriveOn(shipOn: string): string | null
  /** Of what leaves on a day and is later than was asked: the day on which it arrives (leaves, where nobody said how long it takes); null: in time. */
  lateOn(shipOn: string): string | null
}

/** The days of a place for a line. Goods never leave before the day that is wanted. */
export function shipDaysOf(shipping: Shipping, lane: Lane | undefined, wanted: DaysWanted): ShipDays {
  const { calendar, leadDays, cutOff } = shipping
  const { today, time } = wanted
  const asked = wanted.requestedOn < today ? today : wanted.requestedOn
  const begins = openDay(calendar, cutOff !== '' && time >= cutOff ? addDays(today, 1) : today, 1)
  const shipOf = (goodsOn: string) =>
    addOpenDays(calendar, openDay(calendar, goodsOn < begins ? begins : goodsOn, 1), leadDays)
  const aimed =
    wanted.arriveOn === undefined || !lane
      ? openDay(calendar, wanted.arriveOn ?? wanted.requestedOn, wanted.arriveOn === undefined ? 1 : -1)
      : openDay(calendar, shipBy(lane, wanted.arriveOn), -1)
  const earliest = shipOf(today)
  const wantedOn = aimed < earliest ? earliest : aimed
  const pickOn = (shipOn: string) => {
    const day = addOpenDays(calendar, shipOn, -leadDays)
    return day < today ? today : day
  }
  return {
    wantedOn,
    goodsOn: pickOn(wantedOn),
    pickOn,
    shipOn(on) {
      const day = shipOf(on)
      return day < wantedOn ? wantedOn : day
    },
    arriveOn: (shipOn) => (lane ? arrivalOf(lane, shipOn) : null),
    lateOn(shipOn) {
      if (wanted.arriveOn === undefined && shipOn <= asked) return null
      const there = lane ? arrivalOf(lane, shipOn) : shipOn
      return wanted.arriveOn !== undefined && there <= wanted.arriveOn ? null : there
    },
  }
}

/** When what leaves on a day arrives: the carrier drives so many of its days, then it is taken in on the next day that is open there. */
export function arrivalOf({ carrier, receiving, transitDays }: Transport, shipOn: string): string {
  return openDay(receiving, addOpenDays(carrier, shipOn, transitDays), 1)
}

/** The last day on which it may leave to be there by a day. */
export function shipBy({ carrier, receiving, transitDays }: Transport, arriveOn: string): string {
  const there = openDay(receiving, arriveOn, -1)
  return addOpenDays(carrier, openDay(carrier, there, -1), -transitDays)
}

/** The lane that holds from a place to a country and region: of the place before any, then of the region, then of the country. */
export function laneFor(
  lanes: readonly Lane[],
  of: { shipMethod: string; locationId: bigint; country: string; region: string },
): Lane | undefined {
  let best: Lane | undefined
  let bestRank = -1
  for (const lane of lanes) {
    if (lane.shipMethod !== of.shipMethod) continue
    if (lane.locationId !== null && lane.locationId !== of.locationId) continue
    if (lane.country !== '' && lane.country !== of.country) continue
    if (lane.region !== '' && lane.region !== of.region) continue
    const rank =
      (lane.locationId === null ? 0 : 4) + (lane.region === '' ? 0 : 2) + (lane.country === '' ? 0 : 1)
    if (rank > bestRank) [best, bestRank] = [lane, rank]
  }
  return best
}
