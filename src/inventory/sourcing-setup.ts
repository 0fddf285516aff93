import { readCompanies } from '../organization/index.ts'
import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { currencyDigits, parseAmount, parseMicro, type Micro } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readLocationsOf, type Location } from './places.ts'
import { plainPostcode } from './save-area.ts'
import type { SourcingTerms } from './save-sourcing-rule.ts'
import { addAllocation } from './read-shares.ts'
import type { AllocationFacts } from './share-facts.ts'
import { areasOfCompanies, sellThroughsOfItems, sourcingRulesOfCompanies } from './setup.sql.ts'
import { addCosts } from './unit-costs.ts'
import type { Preference, SourcingRule, UsedQuantity } from './sourcing-rule.ts'
import { lockLoads, moveLoads, readLoads } from './stock.sql.ts'

/** A point on the globe, in degrees × 10^6. */
export type Point = NonNullable<Location['point']>

/** What of the set-up a search for places asks. */
export interface SourcingSetup {
  /** Active ones, in order of precedence. */
  rules: SourcingRule[]
  /** Decimals of the currency of the books. */
  digits: number
  /** By country, then by the beginning of the postcode. */
  areas: Map<string, Map<string, Point>>
}

/** What a search asks beside stock and set-up; nothing of it is read for companies without rules. */
export interface SourcingFacts {
  setups: Map<bigint, SourcingSetup>
  /** By company/item/location. */
  sellThrough: Map<string, Micro>
  /** By company/location. */
  loads: Map<string, Load>
}

/** How many orders a place was given on a day, as it was read, and by this batch. */
interface Load {
  companyId: bigint
  locationId: bigint
  onDay: string
  orders: number
  lastRootId: bigint
  added: number
  /** The orders of this batch. */
  roots: Set<bigint>
  /** The least limit that was asked; asked again under the lock. */
  atMost: number | null
}

export function noSourcing(): SourcingFacts {
  return { setups: new Map(), sellThrough: new Map(), loads: new Map() }
}

/**
 * Reads the sourcing rules and allocation plans of companies (kept in memory), and what they ask of items and places.
 */
export async function addSourcing(
  db: Reader,
  facts: { sourcing: SourcingFacts; allocation: AllocationFacts; costs?: Map<string, Micro> },
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<void> {
  const [setups] = await Promise.all([readSetups(db, companies), addAllocation(db, facts, companies, items)])
  const ruled = companies.filter(({ id }) => (setups.get(id)?.rules.length ?? 0) > 0)
  facts.sourcing = { ...noSourcing(), setups }
  if (ruled.length === 0) return
  const asking = (asks: (rule: SourcingRule) => boolean) =>
    new Set(ruled.filter(({ id }) => setups.get(id)!.rules.some(asks)).map(({ id }) => id))
  const selling = asking(asksSellThrough)
  const loaded = asking(asksLoads)
  const sold = items.filter(({ companyId }) => selling.has(companyId))
  const { costs } = facts
  const costed = costs?.size === 0 ? ruled.filter(({ id }) => asking(asksCosts).has(id)) : []
  const [throughs, loads] = await Promise.all([
    sold.length === 0
      ? []
      : db.read(sellThroughsOfItems, {
          companyIds: sold.map((one) => one.companyId),
          itemIds: sold.map((one) => one.itemId),
        }),
    loaded.size === 0 ? [] : db.read(readLoads, { companyIds: [...loaded] }),
    costed.length === 0 || !costs ? undefined : addCosts(db, { costs }, costed, items),
  ])
  for (const row of throughs)
    facts.sourcing.sellThrough.set(`${row.company_id}/${row.item_id}/${row.location_id}`, row.quantity)
  for (const row of loads)
    facts.sourcing.loads.set(`${row.company_id}/${row.location_id}`, {
      companyId: row.company_id,
      locationId: row.location_id,
      onDay: row.on_day,
      orders: row.orders,
      lastRootId: row.last_root_id,
      added: 0,
      roots: new Set(),
      atMost: null,
    })
}

function asksSellThrough({ criteria, used }: SourcingRule): boolean {
  return criteria.some(({ by }) => by === 'velocity') || used.some((one) => one.minusSellThroughPercent > 0)
}

function asksLoads({ criteria, preferences }: SourcingRule): boolean {
  return (
    criteria.some(({ by }) => by === 'last_assigned') || preferences.some((one) => one.dailyOrders !== null)
  )
}

function asksCosts({ criteria }: SourcingRule): boolean {
  return criteria.some(({ by }) => by === 'margin')
}

async function readSetups(db: Reader, companies: readonly Versioned[]): Promise<Map<bigint, SourcingSetup>> {
  const pictures = db.memory.get(
    'inventory.sourcing',
    () => new Pictures<SourcingSetup>(() => ({ rules: [], digits: 2, areas: new Map() })),
  )
  return pictures.load(companies, async (companyIds, setups) => {
    const [rules, areas, locations, known] = await Promise.all([
      db.read(sourcingRulesOfCompanies, { companyIds }),
      db.read(areasOfCompanies, { companyIds }),
      readLocationsOf(db, companies),
      readCompanies(db, companyIds),
    ])
    for (const id of companyIds) setups.get(id)!.digits = currencyDigits(known.get(id)!.currency)
    const codes = new Map(
      companyIds.map((id) => [id, new Map(locations.get(id)!.map((place) => [place.code, place.id]))]),
    )
    for (const row of rules) {
      if (!row.active) continue
      const { code, version, precedence } = row
      const head = { code, version, precedence, orderType: row.order_type, source: row.source }
      const shipMethod = row.ship_method
      const terms = ruleOf(row.terms as JsonObject, codes.get(row.company_id)!)
      setups.get(row.company_id)!.rules.push({ ...head, shipMethod, ...terms })
    }
    for (const { company_id: companyId, country, prefix, latitude, longitude } of areas) {
      const { areas: of } = setups.get(companyId)!
      const own = of.get(country) ?? new Map<string, Point>()
      of.set(country, own.set(prefix, { latitude, longitude }))
    }
  })
}

type Head = 'code' | 'version' | 'precedence' | 'orderType' | 'source' | 'shipMethod'

/** The terms of a rule as they are decided by; what was left out has its usual value. */
function ruleOf(stored: JsonObject, codes: ReadonlyMap<string, bigint>): Omit<SourcingRule, Head> {
  const terms = stored as unknown as SourcingTerms
  // A location never goes, so each code that was taken is one still.
  const idsOf = (list: readonly string[] = []) => new Set(list.map((code) => codes.get(code)!))
  const at = ({ location, locationType }: { location?: string; locationType?: string }) => ({
    location: location === undefined ? null : codes.get(location)!,
    locationType: locationType ?? null,
  })
  const micro = (text: string | undefined) => (text === undefined ? null : parseMicro(text)!)
  return {
    locations: idsOf(terms.locations),
    exceptLocations: idsOf(terms.exceptLocations),
    locationTypes: new Set(terms.locationTypes),
    criteria: withTies(terms.criteria.map(({ by, percent }) => ({ by, percent: percent ?? null }))),
    splitOrders: terms.splitOrders ?? true,
    splitLines: terms.splitLines ?? true,
    minFillPercent: terms.minFillPercent ?? 0,
    maxLocations: terms.maxLocations ?? 5,
    preferences: (terms.preferences ?? []).map((one): Preference => ({
      ...at(one),
      safetyMinimum: micro(one.safetyMinimum),
      dailyOrders: one.dailyOrders ?? null,
      radiusKm: one.radiusKm ?? null,
    })),
    used: (terms.used ?? []).map((one): UsedQuantity => ({
      ...at(one),
      onHandAtMost: micro(one.onHandAtMost),
      minus: micro(one.minus) ?? 0n,
      minusSellThroughPercent: one.minusSellThroughPercent ?? 0,
      exclude: one.exclude ?? false,
    })),
    maxAttempts: terms.maxAttempts ?? 3,
    defaultLocation: terms.defaultLocation === undefined ? null : codes.get(terms.defaultLocation)!,
    latePenalty: terms.latePenaltyPerDay
      ? parseAmount(terms.latePenaltyPerDay.amount, terms.latePenaltyPerDay.currency)!
      : 0n,
  }
}

/** What leaves the same margin is decided by the fewest shipments, then by the rank of the place (A10-10, D3). */
function withTies(criteria: SourcingRule['criteria']): SourcingRule['criteria'] {
  const named = new Set(criteria.map(({ by }) => by))
  if (!named.has('margin') || criteria.some(({ percent }) => percent !== null)) return criteria
  const ties = (['shipments', 'priority'] as const).filter((by) => !named.has(by))
  return [...criteria, ...ties.map((by) => ({ by, percent: null }))]
}

/** Where a postcode of a country is: the area of its longest beginning, else the country; undefined: nobody said. */
export function pointOf(
  { areas }: Pick<SourcingSetup, 'areas'>,
  country: string,
  postcode: string,
): { prefix: string; point: Point } | undefined {
  const own = areas.get(country)
  if (!own) return undefined
  const plain = plainPostcode(postcode).slice(0, 20)
  for (let length = plain.length; length >= 0; length--) {
    const prefix = plain.slice(0, length)
    const point = own.get(prefix)
    if (point) return { prefix, point }
  }
  return undefined
}

/** Orders that a place was given on a day, those of this batch with them. */
export function ordersOn(
  { loads }: SourcingFacts,
  companyId: bigint,
  locationId: bigint,
  day: string,
): number {
  const load = loads.get(`${companyId}/${locationId}`)
  if (!load) return 0
  return (load.onDay >= day ? load.orders : 0) + load.added
}

/** Whether an order counts as one of a place of a day already, as far as it is known: by this batch, or as the last one before it. */
export function isGiven(
  { loads }: Pick<SourcingFacts, 'loads'>,
  {
    companyId,
    locationId,
    rootId,
    day,
  }: { companyId: bigint; locationId: bigint; rootId: bigint; day: string },
): boolean {
  const load = loads.get(`${companyId}/${locationId}`)
  return load !== undefined && (load.roots.has(rootId) || (load.lastRootId === rootId && load.onDay >= day))
}

/** The last order that a place was given; 0n: none. */
export function lastGiven({ loads }: SourcingFacts, companyId: bigint, locationId: bigint): bigint {
  return loads.get(`${companyId}/${locationId}`)?.lastRootId ?? 0n
}

/** A place is given an order, which counts once a day, whatever of it comes from there. `atMost`: no more of a day; the locked row is asked again. */
export function countGiven(
  { setups, loads }: SourcingFacts,
  at: { companyId: bigint; locationId: bigint; rootId: bigint; day: string },
  atMost: number | null,
): void {
  const { companyId, locationId, rootId, day } = at
  if (!setups.get(companyId)?.rules.some(asksLoads)) return
  if (isGiven({ loads }, at)) return
  const key = `${companyId}/${locationId}`
  let load = loads.get(key)
  if (!load) {
    load = {
      companyId,
      locationId,
      onDay: day,
      orders: 0,
      lastRootId: 0n,
      added: 0,
      roots: new Set(),
      atMost: null,
    }
    loads.set(key, load)
  }
  if (load.onDay < day) Object.assign(load, { onDay: day, orders: 0 })
  load.added += 1
  load.roots.add(rootId)
  if (rootId > load.lastRootId) load.lastRootId = rootId
  if (atMost !== null && (load.atMost === null || atMost > load.atMost)) load.atMost = atMost
}

export function writeLoads({ loads }: SourcingFacts, { writes }: Pick<Context, 'writes'>): void {
  for (const { companyId, locationId, onDay, added, lastRootId, atMost } of loads.values())
    if (added > 0) writes.add(moveLoads, { companyId, locationId, onDay, orders: added, lastRootId, atMost })
}

/** Second decision: what places were given. */
export function lockGiven({ setups, loads }: SourcingFacts, locks: WriteSet): void {
  if (loads.size === 0) return
  for (const [companyId, { rules }] of setups) if (rules.some(asksLoads)) locks.add(lockLoads, { companyId })
}
