import { readWorkingDays } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro, Minor } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { lanesOfCompanies } from './setup.sql.ts'
import { arrivalOf, laneFor, shipDaysOf, type Lane, type ShipDays, type Shipping } from './ship-days.ts'
import { readLocations } from './stock.sql.ts'

export interface Location {
  id: bigint
  code: string
  country: string
  /** '': it has none. */
  region: string
  rank: number
  costOrganization: bigint
  /** '': none. */
  locationType: string
  /** Degrees × 10^6; null: nobody said where it is. */
  point: { latitude: Micro; longitude: Micro } | null
  /** What a shipment costs in hands, in minor units of the books' currency; null: nobody said. */
  laborCost: Minor | null
  shipLeadDays: number
  /** Shipments confirm themselves; else they wait for a confirmation from outside. */
  autoConfirm: boolean
  /** What nobody has may wait for goods here (B6-1). */
  backorders: boolean
  /** Its first word of a shipment is its last: what it does not name is short (B6-3). */
  confirmsOnce: boolean
  /** So many days goods wait here to be picked up; 0: without an end. */
  pickUpDays: number
  /** It may accept and pick a part of a line. */
  allowPartial: boolean
  /** So often it is told of the same shipment when it asks. */
  mostPolls: number
  /** The ship method by which it is brought what somebody picks up here; '': nothing is. */
  transferMethod: string
  /** The connection over which it is asked what it has now; '': none. */
  stockConnection: string
  /** It is not asked, what we know is told. */
  stockOffline: boolean
  /** When it ships; undefined: on any day, until midnight. */
  shipping: Shipping | undefined
  /** Ways from there, and from anywhere. */
  lanes: readonly Lane[]
}

/** How and where to goods go. */
export interface Way {
  shipMethod: string
  country: string
  region: string
}

/** Locations of companies, by rank. */
export interface PlacesOf {
  locations: ReadonlyMap<bigint, readonly Location[]>
}

/** When goods are wanted, and how they go. */
export interface WantedDays {
  requestedOn: string
  /** The day by which it is to arrive; null: `requestedOn` says when it is to leave. */
  arriveOn: string | null
  /** HH:MM of now, in the time zone of the company. */
  time: string
  way: Way | null
}

/** Locations of companies by rank; kept in memory while the set-up stands. */
export async function readLocationsOf(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, Location[]>> {
  const pictures = db.memory.get('inventory.locations', () => new Pictures<Location[]>(() => []))
  const known = [...companies]
  return pictures.load(known, async (companyIds, lists) => {
    const [rows, lanes, calendars] = await Promise.all([
      db.read(readLocations, { companyIds }),
      db.read(lanesOfCompanies, { companyIds }),
      readWorkingDays(db, known),
    ])
    for (const row of rows) {
      const ofCompany = calendars.get(row.company_id)
      const calendar = ofCompany?.get(row.shipping_calendar)
      const leadDays = calendar ? row.ship_lead_days : 0
      lists.get(row.company_id)!.push({
        id: row.id,
        code: row.code,
        country: row.country,
        region: row.region,
        rank: row.rank,
        costOrganization: row.cost_organization,
        locationType: row.location_type,
        point:
          row.latitude === null || row.longitude === null
            ? null
            : { latitude: row.latitude, longitude: row.longitude },
        laborCost: row.labor_cost,
        shipLeadDays: row.ship_lead_days,
        autoConfirm: row.auto_confirm,
        backorders: row.backorders,
        confirmsOnce: row.confirms_once,
        pickUpDays: row.pick_up_days,
        allowPartial: row.allow_partial,
        mostPolls: row.most_polls,
        transferMethod: row.transfer_method,
        stockConnection: row.stock_connection,
        stockOffline: row.stock_offline,
        shipping: calendar || row.cut_off !== '' ? { calendar, leadDays, cutOff: row.cut_off } : undefined,
        lanes: lanes
          .filter((lane) => lane.company_id === row.company_id && (lane.location_id ?? row.id) === row.id)
          .map((lane) => ({
            shipMethod: lane.ship_method,
            locationId: lane.location_id,
            country: lane.country,
            region: lane.region,
            transitDays: lane.transit_days,
            cost: lane.cost,
            carrier: ofCompany?.get(lane.carrier_calendar),
            receiving: ofCompany?.get(lane.receiving_calendar),
          })),
      })
    }
    for (const id of companyIds) lists.get(id)!.sort((a, b) => a.rank - b.rank || (a.id < b.id ? -1 : 1))
  })
}

export function locationOf(facts: PlacesOf, companyId: bigint, id: bigint): Location | undefined {
  const own = facts.locations.get(companyId)
  if (!own) return undefined
  let known = byId.get(own)
  if (!known) byId.set(own, (known = new Map(own.map((location) => [location.id, location]))))
  return known.get(id)
}

/** Kept as long as the places of a company are: of hundreds none is looked for among the others. */
const byId = new WeakMap<readonly Location[], ReadonlyMap<bigint, Location>>()

/** Is there a way from a place by this ship method? */
export function leadsThere({ id, lanes }: Location, way: Way): boolean {
  return laneFor(lanes, { ...way, locationId: id }) !== undefined
}

/** The ship methods by which some place of a company sends there. */
export function shipMethodsTo({ locations }: PlacesOf, companyId: bigint, to: Way): string[] {
  const all = locations.get(companyId) ?? []
  const methods = new Set(all.flatMap(({ lanes }) => lanes.map(({ shipMethod }) => shipMethod)))
  return [...methods].filter((shipMethod) => all.some((one) => leadsThere(one, { ...to, shipMethod }))).sort()
}

/** What a shipment costs from a place, in minor units of the books' currency; null: nobody said. */
export function wayCost({ id, lanes }: Location, way: Way): bigint | null {
  return laneFor(lanes, { ...way, locationId: id })?.cost ?? null
}

/** When what leaves a place on a day arrives; null: nobody said how long it takes. */
export function arrivesFrom({ id, lanes }: Location, way: Way | null, shipOn: string): string | null {
  const lane = way ? laneFor(lanes, { ...way, locationId: id }) : undefined
  return lane ? arrivalOf(lane, shipOn) : null
}

/** The days of a place for a line; undefined: it ships on the day on which the goods are there. */
export function daysAt(
  { id, shipping, lanes }: Location,
  { requestedOn, arriveOn, time, way }: WantedDays,
  today: string,
): ShipDays | undefined {
  if (!shipping && !way && arriveOn === null) return undefined
  const lane = way ? laneFor(lanes, { ...way, locationId: id }) : undefined
  const wanted = { today, time, requestedOn, ...(arriveOn === null ? {} : { arriveOn }) }
  return shipDaysOf(shipping ?? ANY_DAY, lane, wanted)
}

const ANY_DAY: Shipping = { calendar: undefined, leadDays: 0, cutOff: '' }

/** When goods that are there on a day leave a place and arrive, for a part whose day was asked for. */
export function shippedFrom(
  facts: PlacesOf,
  at: { companyId: bigint; locationId: bigint; goodsOn: string },
  asked: Omit<WantedDays, 'arriveOn'>,
  today: string,
): { promisedOn: string; arrivesOn: string | null } {
  const { companyId, locationId, goodsOn } = at
  const location = locationOf(facts, companyId, locationId)
  const days = location && daysAt(location, { ...asked, arriveOn: null }, today)
  const { requestedOn } = asked
  if (!days) return { promisedOn: requestedOn > goodsOn ? requestedOn : goodsOn, arrivesOn: null }
  const promisedOn = days.shipOn(goodsOn)
  return { promisedOn, arrivesOn: days.arriveOn(promisedOn) }
}
