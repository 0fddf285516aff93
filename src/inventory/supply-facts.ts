import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { availableOn, beforeFence, earliestFor } from './atp.ts'
import { termsAt } from './atp-setup.ts'
import {
  inEffect,
  lookThrough,
  type Hours,
  type Looks,
  type Need,
  type Network,
  type NetworkResource,
  type NetworkStock,
} from './capable.ts'
import { horizonOf, neverThere } from './horizon.ts'
import { MATERIAL, type CapableFacts } from './needs.ts'
import { locationOf } from './places.ts'
import type { Made, StockAt } from './sourced.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import {
  lockResourceLoads,
  moveResourceLoads,
  readMaterialNeeds,
  readResourceHours,
  writeMaterialNeeds,
  writeResourceHours,
} from './stock.sql.ts'
import type { SupplySetup } from './supply-setup.ts'

type Supply = ReadonlyMap<bigint, SupplySetup>
type ItemOf = { companyId: bigint; itemId: bigint }

/** Items, with what they are made of where it is looked for. */
export function withMaterials(supply: Supply, items: readonly ItemOf[]): readonly ItemOf[] {
  if (supply.size === 0) return items
  const seen = new Set(items.map(({ companyId, itemId }) => `${companyId}/${itemId}`))
  const more = items.flatMap(({ companyId, itemId }) =>
    (supply.get(companyId)?.reached(itemId) ?? []).flatMap((one) => {
      const key = `${companyId}/${one}`
      if (seen.has(key)) return []
      seen.add(key)
      return [{ companyId, itemId: one }]
    }),
  )
  return [...items, ...more]
}

/** Adds to a picture what promises need of its items, and the hours that are promised where these are made. */
export async function addNeeds(db: Reader, facts: StockFacts, items: readonly ItemOf[]): Promise<void> {
  const { supply } = facts.atp
  const looked = items.filter(({ companyId }) => supply.has(companyId))
  if (looked.length === 0) return
  const resources = resourcesOf(supply, looked)
  const [needs, hours] = await Promise.all([
    db.read(readMaterialNeeds, {
      companyIds: looked.map(({ companyId }) => companyId),
      itemIds: looked.map(({ itemId }) => itemId),
    }),
    resources.length === 0
      ? []
      : db.read(readResourceHours, {
          companyIds: resources.map(({ companyId }) => companyId),
          resources: resources.map(({ resource }) => resource),
          locationIds: resources.map(({ locationId }) => locationId),
        }),
  ])
  for (const row of needs) {
    const { company_id: companyId, item_id: itemId, location_id: place, needed_on: on, quantity } = row
    stockAt(facts, companyId, itemId, place).demands.push({ on, quantity, kind: MATERIAL })
    const key = `${companyId}/${row.source_id}`
    const of = facts.capable.needs.get(key) ?? []
    of.push({ itemId, place, on, quantity })
    facts.capable.needs.set(key, of)
  }
  for (const row of hours) {
    const { company_id: companyId, resource, location_id: locationId, source_id: sourceId, on_day: on } = row
    const key = `${companyId}/${locationId}/${resource}`
    let load = facts.capable.hours.get(key)
    if (!load) {
      load = { companyId, resource, locationId, version: row.version, used: new Map(), moved: false }
      facts.capable.hours.set(key, load)
    }
    if (on === null) continue
    const taken = row.hours ?? 0n
    load.used.set(on, (load.used.get(on) ?? 0n) + taken)
    const of = facts.capable.worked.get(`${companyId}/${sourceId}`) ?? []
    of.push({ resource, place: locationId, on, hours: taken })
    facts.capable.worked.set(`${companyId}/${sourceId}`, of)
  }
}

/** The resources by which something of the items may be made, at every place that has them. */
function resourcesOf(supply: Supply, items: readonly ItemOf[]) {
  const found = new Map<string, { companyId: bigint; resource: string; locationId: bigint }>()
  for (const { companyId, itemId } of items) {
    const setup = supply.get(companyId)!
    for (const { resources } of setup.bills.get(itemId)?.values() ?? [])
      for (const { resource } of resources)
        for (const [locationId, own] of setup.resources)
          if (own.has(resource))
            found.set(`${companyId}/${locationId}/${resource}`, { companyId, resource, locationId })
  }
  return [...found.values()]
}

/** More than anybody asks for. */
const WITHOUT_END = 10n ** 18n

/** The supply chain of a company as the picture has it. What is taken of it is taken out of the picture. */
export function networkOf(facts: StockFacts, companyId: bigint, today: string): Network | undefined {
  const setup = facts.atp.supply.get(companyId)
  if (!setup) return undefined
  const places = facts.locations.get(companyId) ?? []
  const placeOf = (id: bigint) => locationOf(facts, companyId, id)
  return {
    today,
    calendar: (place) => placeOf(place)?.shipping?.calendar,
    grain: (itemId) => setup.items.get(itemId)?.grain ?? 1n,
    bill: (itemId, place) => setup.bill(itemId, place),
    origins(itemId, place) {
      const at = placeOf(place)
      const itemClass = facts.atp.classes.get(`${companyId}/${itemId}`) ?? ''
      const origins = at ? setup.origins(itemId, itemClass, at, places) : []
      return origins.filter((origin) => inEffect(origin, today))
    },
    stock: (itemId, place) => stockOf(facts, { companyId, itemId, place }, today),
    resource(code, place): NetworkResource | undefined {
      const own = setup.resources.get(place)?.get(code)
      const load = facts.capable.hours.get(`${companyId}/${place}/${code}`)
      if (!own || !load) return undefined
      const { used } = load
      return {
        ...own,
        used: (on) => used.get(on) ?? 0n,
        take(on, hours) {
          used.set(on, (used.get(on) ?? 0n) + hours)
          return () => used.set(on, used.get(on)! - hours)
        },
      }
    },
  }
}

function stockOf(
  facts: StockFacts,
  { companyId, itemId, place }: { companyId: bigint; itemId: bigint; place: bigint },
  today: string,
): NetworkStock | undefined {
  const terms = termsAt(facts, companyId, itemId, place, today)
  if (terms === null) return undefined
  const picture = facts.stock.get(companyId)
  const known = picture?.get(itemId)?.get(place)
  const stock: StockAt = known ?? neverThere()
  const fence = terms?.fence
  const over = () => horizonOf(stock, { today }, 0n, terms)
  return {
    availableOn(on) {
      if (fence !== undefined && on >= fence) return WITHOUT_END
      return terms?.unsearched ? 0n : availableOn(over(), on)
    },
    earliest(quantity, from) {
      return beforeFence(terms?.unsearched ? undefined : earliestFor(over(), quantity, from), fence, from)
    },
    take(on, quantity) {
      const { demands } = stock
      stock.demands = [...demands, { on, quantity, kind: MATERIAL }]
      if (!known) keepStock(facts, { companyId, itemId, place }, stock)
      return () => {
        stock.demands = demands
        if (!known && demands.length === 0) facts.stock.get(companyId)?.get(itemId)?.delete(place)
      }
    },
  }
}

function keepStock(
  { stock: pictures }: StockFacts,
  { companyId, itemId, place }: { companyId: bigint; itemId: bigint; place: bigint },
  stock: StockAt,
): void {
  const picture = pictures.get(companyId) ?? new Map<bigint, Map<bigint, StockAt>>()
  pictures.set(companyId, picture)
  const places = picture.get(itemId) ?? new Map<bigint, StockAt>()
  picture.set(itemId, places)
  places.set(place, stock)
}

/** May what is short of an item at a place be made, bought or moved there? */
export function mayBeMade(
  facts: StockFacts,
  { companyId, itemId, place }: { companyId: bigint; itemId: bigint; place: bigint },
  today: string,
): boolean {
  const network = networkOf(facts, companyId, today)
  if (!network || network.origins(itemId, place).length === 0) return false
  return termsAt(facts, companyId, itemId, place, today)?.rule.capable ?? false
}

/** Who looks for what is short of an item at a place; what it finds is taken out of the picture when it is said so. */
export function makerOf(
  network: Network,
  { itemId, place }: { itemId: bigint; place: bigint },
  looks: Looks,
): (short: Micro, by: string) => Made | undefined {
  return (quantity, on) => {
    const found = lookThrough(network, { itemId, place, quantity, on }, looks)
    if (!found) return undefined
    let undo: (() => void)[] = []
    return {
      ...found,
      take() {
        const needs = found.needs.map((need) =>
          network.stock(need.itemId, need.place)!.take(need.on, need.quantity),
        )
        const hours = found.hours.map((one) =>
          network.resource(one.resource, one.place)!.take(one.on, one.hours),
        )
        undo = [...needs, ...hours]
      },
      putBack() {
        for (const one of undo.toReversed()) one()
        undo = []
      },
    }
  }
}

/** Writes what a part counts on; its gates are claimed by the caller. */
export function keepNeeds(
  facts: StockFacts,
  { writes }: Pick<Context, 'writes'>,
  of: { companyId: bigint; rootId: bigint; sourceId: bigint },
  { needs, hours }: { needs: readonly Need[]; hours: readonly Hours[] },
): void {
  for (const [place, { itemId, place: locationId, on: neededOn, quantity }] of needs.entries())
    writes.add(writeMaterialNeeds, { ...of, place, itemId, locationId, neededOn, quantity })
  for (const [place, { resource, place: locationId, on: onDay, hours: taken }] of hours.entries()) {
    writes.add(writeResourceHours, { ...of, place, resource, locationId, onDay, hours: taken })
    facts.capable.hours.get(`${of.companyId}/${locationId}/${resource}`)!.moved = true
  }
}

/** After the gates: hours that were weighed are asked again. */
export function writeHours({ hours }: CapableFacts, { writes }: Pick<Context, 'writes'>): void {
  for (const { companyId, resource, locationId, version, moved } of hours.values())
    if (moved) writes.add(moveResourceLoads, { companyId, resource, locationId, version })
}

/** Second decision: the hours of all resources that were read. */
export function lockHours({ hours }: CapableFacts, locks: WriteSet): void {
  for (const { companyId, resource, locationId } of hours.values())
    locks.add(lockResourceLoads, { companyId, resource, locationId })
}

/** What a source needed, of goods and of hours, is nobody's in the picture; the rows go with its planned demand. @returns takes it out again */
export function forgetNeeds(facts: StockFacts, companyId: bigint, sourceId: bigint): () => void {
  const undo = (facts.capable.needs.get(`${companyId}/${sourceId}`) ?? []).map((need): (() => void) => {
    const at = stockAt(facts, companyId, need.itemId, need.place)
    const { demands } = at
    at.demands = [...demands, { on: need.on, quantity: -need.quantity, kind: MATERIAL }]
    return () => {
      at.demands = demands
    }
  })
  for (const { resource, place, on, hours } of facts.capable.worked.get(`${companyId}/${sourceId}`) ?? []) {
    const { used } = facts.capable.hours.get(`${companyId}/${place}/${resource}`)!
    used.set(on, used.get(on)! - hours)
    undo.push(() => used.set(on, used.get(on)! + hours))
  }
  return () => {
    for (const one of undo.toReversed()) one()
  }
}
