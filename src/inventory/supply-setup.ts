import { readWorkingDays, type WorkingDays } from '../organization/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Json } from '../platform/json.ts'
import { parseMicro, power10, type Micro } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import type { StoredAssignment } from './assignments.ts'
import { AssignedRules } from './atp-rule.ts'
import type { Bill, Origin, Transit } from './capable.ts'
import { readLocationsOf, type Location } from './places.ts'
import type { StoredMaterial, StoredWork } from './save-bill.ts'
import type { StoredOrigin } from './save-supply-rule.ts'
import { billsOfCompanies, itemsMadeOf, resourcesOfCompanies, supplyRulesOfCompanies } from './setup.sql.ts'
import { arrivalOf, laneFor, shipBy, type Lane } from './ship-days.ts'

/** An origin whose way is known when its place is. */
type OpenOrigin = Origin | (Omit<Origin & { by: 'transfer' }, 'transit'> & { shipMethod: string })

interface SupplyRule {
  code: string
  origins: readonly OpenOrigin[]
}

/** How goods come to the places of a company, and what they are made of: kept in memory by its set-up version. */
export class SupplySetup {
  readonly rules = new AssignedRules<SupplyRule>()
  /** By item, then by place; 0: wherever it has no other. */
  readonly bills = new Map<bigint, Map<bigint, Bill>>()
  /** By place, then by code. */
  readonly resources = new Map<
    bigint,
    Map<string, { hoursPerDay: Micro; calendar: WorkingDays | undefined }>
  >()
  readonly items = new Map<bigint, { sku: string; grain: Micro }>()
  readonly #reached = new Map<bigint, readonly bigint[]>()

  bill(itemId: bigint, place: bigint): Bill | undefined {
    const bills = this.bills.get(itemId)
    return bills?.get(place) ?? bills?.get(0n)
  }

  /** What an item is made of, through all levels, and the item itself. */
  reached(itemId: bigint): readonly bigint[] {
    const known = this.#reached.get(itemId)
    if (known) return known
    const found = new Set([itemId])
    // A set is walked in the order in which it grows.
    for (const one of found)
      for (const { materials } of this.bills.get(one)?.values() ?? [])
        for (const material of materials) found.add(material.itemId)
    const reached = [...found]
    this.#reached.set(itemId, reached)
    return reached
  }

  /** Ways to a place in order of rank, whenever they are in effect. */
  origins(itemId: bigint, itemClass: string, place: Location, places: readonly Location[]): Origin[] {
    const found = this.rules.at(itemId, itemClass, place.id)
    return (found?.rule.origins ?? []).flatMap((origin): Origin[] => {
      if (!('shipMethod' in origin)) return [origin]
      const { shipMethod, ...way } = origin
      const from = places.find(({ id }) => id === way.location)
      const { country, region } = place
      const lane = from && laneFor(from.lanes, { shipMethod, locationId: from.id, country, region })
      return lane ? [{ ...way, transit: transitOf(lane) }] : []
    })
  }
}

function transitOf(lane: Pick<Lane, 'carrier' | 'receiving' | 'transitDays'>): Transit {
  return {
    shipBy: (arriveOn) => shipBy(lane, arriveOn),
    arriveOn: (shipOn) => arrivalOf(lane, shipOn),
  }
}

/** How goods come to the places of companies; kept in memory. */
export function readSupplySetups(
  db: Reader,
  companies: readonly Versioned[],
): Promise<Map<bigint, SupplySetup>> {
  const pictures = db.memory.get(
    'inventory.supply_rules',
    () => new Pictures<SupplySetup>(() => new SupplySetup()),
  )
  return pictures.load(companies, async (companyIds, setups) => {
    const [rules, bills, items, resources, locations, calendars] = await Promise.all([
      db.read(supplyRulesOfCompanies, { companyIds }),
      db.read(billsOfCompanies, { companyIds }),
      db.read(itemsMadeOf, { companyIds }),
      db.read(resourcesOfCompanies, { companyIds }),
      readLocationsOf(db, companies),
      readWorkingDays(db, companies),
    ])
    for (const row of rules) {
      if (!row.active) continue
      const ofCompany = calendars.get(row.company_id)
      const places = locations.get(row.company_id)!
      const origins = (row.origins as unknown as StoredOrigin[])
        .map((origin) => originOf(origin, places, ofCompany))
        .sort((a, b) => a.rank - b.rank)
      const rule = { code: row.code, origins }
      for (const { itemId, itemClass, location } of row.assignments as unknown as StoredAssignment[])
        setups.get(row.company_id)!.rules.add(rule, {
          itemId: itemId === undefined ? null : BigInt(itemId),
          itemClass: itemClass ?? null,
          locationId: location === undefined ? null : places.find(({ code }) => code === location)!.id,
        })
    }
    for (const row of bills) {
      if (!row.active) continue
      const { bills: own } = setups.get(row.company_id)!
      const ofItem = own.get(row.item_id) ?? new Map<bigint, Bill>()
      ofItem.set(row.location_id, billOf(row.lead_days, row.materials, row.resources))
      own.set(row.item_id, ofItem)
    }
    for (const { company_id: companyId, id, sku, decimals } of items)
      setups.get(companyId)!.items.set(id, { sku, grain: power10(6 - decimals) })
    for (const row of resources) {
      const { resources: own } = setups.get(row.company_id)!
      const atPlace = own.get(row.location_id) ?? new Map()
      const calendar = calendars.get(row.company_id)?.get(row.calendar)
      atPlace.set(row.code, { hoursPerDay: row.hours_per_day, calendar })
      own.set(row.location_id, atPlace)
    }
  })
}

function originOf(
  origin: StoredOrigin,
  places: readonly Location[],
  calendars: ReadonlyMap<string, WorkingDays> | undefined,
): OpenOrigin {
  const { rank = 1, percent = 100, validFrom = null, validTo = null, by } = origin
  const calendar = calendars?.get(origin.calendar ?? '')
  const base = { rank, percent, validFrom, validTo }
  if (by === 'make') return { ...base, by }
  if (by === 'buy') {
    const { supplier = '', leadDays = 0, processingDays = 0 } = origin
    return { ...base, by, supplier, leadDays, processingDays, calendar }
  }
  // A location never goes, so each code that was taken is one still.
  const location = places.find(({ code }) => code === origin.location)!.id
  const { shipMethod, transitDays = 0 } = origin
  if (shipMethod !== undefined) return { ...base, by, location, shipMethod }
  return {
    ...base,
    by,
    location,
    transit: transitOf({ transitDays, carrier: calendar, receiving: undefined }),
  }
}

function billOf(leadDays: number, materials: Json, resources: Json): Bill {
  return {
    leadDays,
    materials: (materials as unknown as StoredMaterial[]).map((material) => ({
      itemId: BigInt(material.itemId),
      quantity: parseMicro(material.quantity)!,
      yieldPercent: material.yieldPercent ?? 100,
      offsetDays: material.offsetDays ?? 0,
      validFrom: material.validFrom ?? null,
      validTo: material.validTo ?? null,
    })),
    resources: (resources as unknown as StoredWork[]).map(({ resource, hoursPerUnit }) => ({
      resource,
      hoursPerUnit: parseMicro(hoursPerUnit)!,
    })),
  }
}
