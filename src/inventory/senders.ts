import {
  daysAt,
  leadsThere,
  locationOf,
  shippedFrom,
  type Location,
  type PlacesOf,
  type Way,
} from './places.ts'

/** How goods are brought to a place; undefined: nothing is. */
export function wayTo(place: Pick<Location, 'transferMethod' | 'country' | 'region'>): Way | undefined {
  const { transferMethod: shipMethod, country, region } = place
  return shipMethod === '' ? undefined : { shipMethod, country, region }
}

/** Goods can be brought from one place to another one. */
export interface Sending {
  to: bigint
  /** null: any other place. */
  from: bigint | null
}

/** Kept as long as the places of a company are. */
const known = new WeakMap<readonly Location[], Sending[]>()

/** From where goods can be brought, of every place that is brought what it lacks. */
export function sendingsOf({ locations }: PlacesOf, companyId: bigint): readonly Sending[] {
  const places = locations.get(companyId) ?? []
  let sendings = known.get(places)
  if (!sendings) known.set(places, (sendings = places.flatMap((to) => sendingsTo(to, places))))
  return sendings
}

function sendingsTo(to: Location, places: readonly Location[]): Sending[] {
  const way = wayTo(to)
  if (!way) return []
  // A lane from anywhere is one of every place: a thousand stores are not asked about each other.
  const anywhere = to.lanes.filter(({ locationId }) => locationId === null)
  if (leadsThere({ ...to, lanes: anywhere }, way)) return [{ to: to.id, from: null }]
  return places
    .filter((from) => from !== to && leadsThere(from, way))
    .map(({ id }) => ({ to: to.id, from: id }))
}

/** When goods that are there now leave a place for another one, and can be collected there. */
export interface BroughtDays {
  leavesOn: string
  startsOn: string
  arrivesOn: string
  on: string
}

/**
 * The days of goods that are brought, as late as they may leave; undefined: nobody said how long the way takes.
 *
 * @param asked.requestedOn the day on which they are wanted where they are collected
 */
export function daysBrought(
  facts: PlacesOf,
  at: { companyId: bigint; fromId: bigint; toId: bigint },
  { requestedOn, time }: { requestedOn: string; time: string },
  today: string,
): BroughtDays | undefined {
  const { companyId, fromId, toId } = at
  const [from, to] = [locationOf(facts, companyId, fromId)!, locationOf(facts, companyId, toId)!]
  const wantedOn = requestedOn < today ? today : requestedOn
  const days = daysAt(from, { requestedOn: today, arriveOn: wantedOn, time, way: wayTo(to) ?? null }, today)
  if (!days) return undefined
  const leavesOn = days.shipOn(today)
  const arrivesOn = days.arriveOn(leavesOn)
  if (arrivesOn === null) return undefined
  const on = collectedOn(facts, { companyId, toId, arrivesOn }, wantedOn, today)
  return { leavesOn, startsOn: days.pickOn(leavesOn), arrivesOn, on }
}

/** When what arrives at a place can be collected there. */
export function collectedOn(
  facts: PlacesOf,
  { companyId, toId: locationId, arrivesOn: goodsOn }: { companyId: bigint; toId: bigint; arrivesOn: string },
  wantedOn: string,
  today: string,
): string {
  const asked = { requestedOn: wantedOn, time: '00:00', way: null }
  return shippedFrom(facts, { companyId, locationId, goodsOn }, asked, today).promisedOn
}
