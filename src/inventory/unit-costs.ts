import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import type { Versioned } from '../platform/picture.ts'
import { readLocationsOf } from './places.ts'
import { readUnitCosts } from './stock.sql.ts'

/** By company/cost organization/item. */
type Costs = Map<string, Micro>

export function keepCosts(costs: Costs, rows: readonly RowOf<typeof readUnitCosts>[]): void {
  for (const row of rows) {
    const key = `${row.company_id}/${row.cost_organization}/${row.item_id}`
    costs.set(key, row.unit_cost)
  }
}

/** Adds the costs of items to a picture that was read without them. */
export async function addCosts(
  db: Reader,
  { costs }: { costs: Costs },
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<void> {
  keepCosts(costs, await readCosts(db, companies, items))
}

/** Costs of items in every cost organization of their company, by key; a pool that is not there has none. */
export async function readCosts(
  db: Reader,
  companies: readonly Versioned[],
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<RowOf<typeof readUnitCosts>[]> {
  const organizations = new Map<bigint, bigint[]>()
  for (const [companyId, locations] of await readLocationsOf(db, companies))
    organizations.set(companyId, [...new Set(locations.map((location) => location.costOrganization))])
  const keys = items.flatMap(({ companyId, itemId }) =>
    (organizations.get(companyId) ?? []).map((organization) => ({ companyId, organization, itemId })),
  )
  return db.read(readUnitCosts, {
    companyIds: keys.map((key) => key.companyId),
    costOrganizations: keys.map((key) => key.organization),
    itemIds: keys.map((key) => key.itemId),
  })
}
