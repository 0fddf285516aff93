import type { Reader, RowOf } from '../platform/database/index.ts'
import type { Versioned } from '../platform/picture.ts'
import { readAtp, readSupplyRules } from './atp-setup.ts'
import { readGatesOfItems } from './inquiry.sql.ts'
import { readLocationsOf } from './places.ts'
import { emptyStock, type StockFacts } from './stock-facts.ts'
import type { StockAt } from './sourced.ts'
import { readDatedDemand, readOpenSupply } from './stock.sql.ts'
import { addNeeds, withMaterials } from './supply-facts.ts'

/** What is remembered of an item, by location. What comes and what is promised of it stand while the version of the gate does. */
type Places = Map<bigint, StockAt & { horizonVersion: bigint }>

/**
 * Places, supplies and dated demands that a process remembers, some 300 bytes each with what was computed from them; what was not asked for
 * longest goes first.
 */
const MOST_REMEMBERED = 300_000

class Horizons {
  readonly #kept = new Map<string, { places: Places; size: number }>()
  readonly #most: number
  #size = 0

  constructor(most: number) {
    this.#most = most
  }

  of(key: string): Places | undefined {
    return this.#kept.get(key)?.places
  }

  keep(key: string, places: Places): void {
    this.#drop(key)
    let size = 1
    for (const { supplies, demands } of places.values()) size += 1 + supplies.length + demands.length
    this.#kept.set(key, { places, size })
    this.#size += size
    while (this.#size > this.#most) this.#drop(this.#kept.keys().next().value!)
  }

  #drop(key: string): void {
    this.#size -= this.#kept.get(key)?.size ?? 0
    this.#kept.delete(key)
  }
}

/**
 * The stock of items, for questions that write nothing. What is on hand and reserved is read each time; what comes and what is promised
 * of it is read when the version of a gate has moved, since every change of either moves it (decision 0046). Whoever takes goods out of
 * the picture puts them back before anything is awaited: it is remembered.
 */
export async function readPromisable(
  db: Reader,
  companies: Iterable<Versioned>,
  wanted: readonly { companyId: bigint; itemId: bigint }[],
): Promise<StockFacts> {
  const known = [...companies]
  const supply = await readSupplyRules(db, known)
  const items = withMaterials(supply, wanted)
  const asked = {
    companyIds: items.map((item) => item.companyId),
    itemIds: items.map((item) => item.itemId),
  }
  const [locations, rows, atp] = await Promise.all([
    readLocationsOf(db, known),
    items.length === 0 ? [] : db.read(readGatesOfItems, asked),
    readAtp(db, known, items, supply),
  ])
  const remembered = db.memory.get('inventory.horizons', () => new Horizons(MOST_REMEMBERED))
  const facts = { ...emptyStock(locations), atp }
  const moved = new Map<string, { companyId: bigint; itemId: bigint; places: Places }>()
  for (const row of rows) {
    const { company_id: companyId, item_id: itemId } = row
    const key = `${companyId}/${itemId}`
    // What is needed to make things is given back without a step of the gate: it is read each time.
    const places = (supply.has(companyId) ? undefined : standing(remembered.of(key), row)) ?? newPlaces(row)
    if (remembered.of(key) === places) remembered.keep(key, places)
    else moved.set(key, { companyId, itemId, places })
    let company = facts.stock.get(companyId)
    if (!company) facts.stock.set(companyId, (company = new Map()))
    company.set(itemId, places)
  }
  if (moved.size > 0) {
    const stepped = [...moved.values()]
    const behind = {
      companyIds: stepped.map((item) => item.companyId),
      itemIds: stepped.map((item) => item.itemId),
    }
    const [supplies, demands] = await Promise.all([
      db.read(readOpenSupply, behind),
      db.read(readDatedDemand, behind),
    ])
    const at = (row: { company_id: bigint; item_id: bigint; location_id: bigint }) =>
      moved.get(`${row.company_id}/${row.item_id}`)!.places.get(row.location_id)
    for (const row of supplies)
      at(row)?.supplies.push({
        on: row.due_on,
        quantity: row.open,
        kind: row.kind,
        number: row.number,
      })
    for (const row of demands) at(row)?.demands.push({ on: row.promised_on!, quantity: row.quantity })
    for (const [key, { companyId, places }] of moved) if (!supply.has(companyId)) remembered.keep(key, places)
  }
  await addNeeds(db, facts, items)
  return facts
}

type GatesOfItem = RowOf<typeof readGatesOfItems>

/** What is remembered, with the quantities that were read; undefined when a gate has moved since, or is new. */
function standing(known: Places | undefined, row: GatesOfItem): Places | undefined {
  if (known?.size !== row.location_ids.length) return undefined
  const stands = row.location_ids.every(
    (location, index) => known.get(location)?.horizonVersion === row.horizon_versions[index],
  )
  if (!stands) return undefined
  row.location_ids.forEach((location, index) => {
    const at = known.get(location)!
    at.onHand = row.on_hand[index]!
    at.reserved = row.reserved[index]!
  })
  return known
}

function newPlaces(row: GatesOfItem): Places {
  return new Map(
    row.location_ids.map((location, index) => [
      location,
      {
        onHand: row.on_hand[index]!,
        reserved: row.reserved[index]!,
        safety: row.safeties[index]!,
        supplies: [],
        demands: [],
        horizonVersion: row.horizon_versions[index]!,
      },
    ]),
  )
}
