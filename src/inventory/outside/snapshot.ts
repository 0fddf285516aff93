import type { Reader } from '../../platform/database/index.ts'
import type { Micro } from '../../platform/money.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { camelRows } from '../../platform/setup.ts'
import type { Location } from '../places.ts'
import { covers, type SystemRow } from './save-system.ts'
import { readSystemCosts, readSystemPrices } from './snapshot.sql.ts'
import { systemsOfCompanies } from './system.sql.ts'

/** What a system says that a unit costs in a cost organization, in major units of the books' currency. */
export interface SystemCost {
  systemId: bigint
  unitCost: Micro
  asOf: Date
}

/** What a system says that a unit is sold for. */
export interface SystemPrice {
  systemId: bigint
  uom: string
  currency: string
  unitPrice: Micro
  asOf: Date
}

/** The snapshots of the items of a batch. */
export interface Snapshots {
  /** Active systems by company. */
  systems: Map<bigint, SystemRow[]>
  /** By company/cost organization/item. */
  costs: Map<string, SystemCost>
  /** By company/item. */
  prices: Map<string, SystemPrice[]>
}

/** Which systems a company has; kept in memory while the set-up stands. */
export async function readSystems(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, SystemRow[]>> {
  const pictures = db.memory.get('inventory.systems', () => new Pictures<SystemRow[]>(() => []))
  return pictures.load(companies, async (companyIds, lists) => {
    for (const row of camelRows(systemsOfCompanies, await db.read(systemsOfCompanies, { companyIds })))
      if (row.active) lists.get(row.companyId)!.push(row)
  })
}

/** Reads the snapshots of items: nothing but memory for companies without an outside system. */
export async function readSnapshots(
  db: Reader,
  companies: Iterable<Versioned>,
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<Snapshots> {
  const systems = await readSystems(db, companies)
  const wanted = (asked: (system: SystemRow) => boolean) => {
    const some = items.filter(({ companyId }) => systems.get(companyId)?.some(asked))
    return { companyIds: some.map((one) => one.companyId), itemIds: some.map((one) => one.itemId) }
  }
  const ofCost = wanted((system) => system.costs)
  const ofPrice = wanted((system) => system.prices)
  const [costs, prices] = await Promise.all([
    ofCost.itemIds.length === 0 ? [] : db.read(readSystemCosts, ofCost),
    ofPrice.itemIds.length === 0 ? [] : db.read(readSystemPrices, ofPrice),
  ])
  const snapshots: Snapshots = { systems, costs: new Map(), prices: new Map() }
  for (const row of costs) {
    const key = `${row.company_id}/${row.cost_organization}/${row.item_id}`
    snapshots.costs.set(key, { systemId: row.system_id, unitCost: row.unit_cost, asOf: row.as_of })
  }
  for (const row of prices) {
    const key = `${row.company_id}/${row.item_id}`
    const known = snapshots.prices.get(key) ?? []
    snapshots.prices.set(key, known)
    known.push({
      systemId: row.system_id,
      uom: row.uom,
      currency: row.currency,
      unitPrice: row.unit_price,
      asOf: row.as_of,
    })
  }
  return snapshots
}

/** The system that says what an item costs; undefined: our own books do. */
export function costSource(
  { systems }: Pick<Snapshots, 'systems'>,
  companyId: bigint,
  itemClass: string,
): SystemRow | undefined {
  return systems.get(companyId)?.find((system) => system.costs && covers(system, itemClass))
}

/**
 * The cost that an outside system shows at entry: that of the first-ranked location whose cost organization has one, with
 * the system's as-of time. undefined: nobody outside speaks for the item; null: a system does, and has not said it.
 */
export function snapshotCost(
  snapshots: Snapshots,
  locations: readonly Location[],
  item: { companyId: bigint; id: bigint; itemClass: string },
): { system: string; unitCost: Micro; asOf: Date } | null | undefined {
  const system = costSource(snapshots, item.companyId, item.itemClass)
  if (!system) return undefined
  for (const { costOrganization } of locations) {
    const cost = snapshots.costs.get(`${item.companyId}/${costOrganization}/${item.id}`)
    if (cost) return { system: system.code, unitCost: cost.unitCost, asOf: cost.asOf }
  }
  return null
}
