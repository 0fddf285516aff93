import type { Reader } from '../platform/database/index.ts'
import type { Versioned } from '../platform/picture.ts'
import { readAtp, readSupplyRules } from './atp-setup.ts'
import { readLocationsOf } from './places.ts'
import { type StockFacts, emptyStock, stockAt, gateKey } from './stock-facts.ts'
import { addNeeds, withMaterials } from './supply-facts.ts'
import { keepCosts, readCosts } from './unit-costs.ts'
import { readGates, readOpenSupply, readDatedDemand } from './stock.sql.ts'

/** Reads locations (kept in memory), gates, open supply and planned demand of items, and of what they are made of where that is looked for. */
export async function readStock(
  db: Reader,
  companies: Iterable<Versioned>,
  wanted: readonly { companyId: bigint; itemId: bigint }[],
): Promise<StockFacts> {
  const known = [...companies]
  const supply = await readSupplyRules(db, known)
  const items = withMaterials(supply, wanted)
  const companyIds = items.map((item) => item.companyId)
  const itemIds = items.map((item) => item.itemId)
  const none = items.length === 0
  const [locations, gates, supplies, demands, costs, atp] = await Promise.all([
    readLocationsOf(db, known),
    none ? [] : db.read(readGates, { companyIds, itemIds }),
    none ? [] : db.read(readOpenSupply, { companyIds, itemIds }),
    none ? [] : db.read(readDatedDemand, { companyIds, itemIds }),
    none ? [] : readCosts(db, known, items),
    readAtp(db, known, items, supply),
  ])
  const facts = { ...emptyStock(locations), atp }
  for (const row of gates) {
    const at = stockAt(facts, row.company_id, row.item_id, row.location_id)
    at.onHand = row.on_hand
    at.reserved = row.reserved
    at.safety = row.safety
    at.horizonVersion = row.horizon_version
    at.opened = row.opened
    at.freeRead = row.on_hand - row.reserved - row.safety
    facts.newGates.delete(gateKey(row.company_id, row.item_id, row.location_id))
  }
  for (const row of supplies) {
    stockAt(facts, row.company_id, row.item_id, row.location_id).supplies.push({
      on: row.due_on,
      quantity: row.open,
      kind: row.kind,
      number: row.number,
    })
  }
  for (const row of demands) {
    const at = stockAt(facts, row.company_id, row.item_id, row.location_id)
    at.demands.push({ on: row.promised_on!, quantity: row.quantity })
  }
  keepCosts(facts.costs, costs)
  await addNeeds(db, facts, items)
  return facts
}
