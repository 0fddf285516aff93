import type { Item } from '../catalog/index.ts'
import { costShown, covers, snapshotCost, type Snapshots, type StockFacts } from '../inventory/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Micro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import type { Offer, PriceSource } from '../pricing/index.ts'

/** What outside inventory systems say of the lines of an order: what a unit costs, and what it is sold for. */

/** What a unit of a line costs as shown at entry; the cost that counts is taken at relief. */
export interface ShownCost {
  unitCost: Micro | null
  /** Whose word it is; absent: our own books'. `asOf` null: it should say, and has not. */
  source?: { system: string | null; asOf: Date | null }
}

const OURS: ShownCost = { unitCost: null }

/** The cost of each line: what an outside system says where one is the source, else what the books hold. */
export function costsShown(
  facts: { stock: StockFacts; snapshots: Snapshots },
  companyId: bigint,
  items: readonly (Item | undefined)[],
): ShownCost[] {
  const locations = facts.stock.locations.get(companyId) ?? []
  return items.map((item): ShownCost => {
    if (!item) return OURS
    const { id, itemClass, kind } = item
    const outside =
      kind === 'goods' ? snapshotCost(facts.snapshots, locations, { companyId, id, itemClass }) : undefined
    if (outside === undefined) return { unitCost: costShown(facts.stock, companyId, id) }
    if (outside === null) return { unitCost: null, source: { system: null, asOf: null } }
    const { unitCost, ...source } = outside
    return { unitCost, source }
  })
}

/** A cost that an outside system has not said is a problem of its line, never zero: the order waits as a draft. */
export function costsMissing(costs: readonly ShownCost[], items: readonly (Item | undefined)[]): Problem[] {
  return costs.flatMap(({ source }, index) => {
    if (source?.asOf !== null) return []
    const message = `no outside system has said what ${items[index]!.sku} costs`
    return [{ path: `/lines/${index}/sku`, code: 'cost_not_found', message }]
  })
}

/**
 * The decision that is kept: `costs: [[system, as of, [line numbers]], …]`. Lines of one snapshot stand together, so that
 * a large order keeps few of them.
 */
export function costsDecided(costs: readonly ShownCost[], lineNos: readonly number[]): JsonObject {
  const lines = new Map<string, [system: string, asOf: string, lines: number[]]>()
  costs.forEach(({ source }, index) => {
    if (!source?.asOf) return
    const asOf = source.asOf.toISOString()
    const key = `${asOf} ${source.system}`
    const known = lines.get(key)
    if (known) known[2].push(lineNos[index]!)
    else lines.set(key, [source.system!, asOf, [lineNos[index]!]])
  })
  return lines.size === 0 ? {} : { costs: [...lines.values()] }
}

/** The offers with the prices of outside systems, ranked as they are set up. */
export function withSources(
  offers: Map<bigint, Offer>,
  { systems, prices }: Snapshots,
  items: readonly { companyId: bigint; itemId: bigint; itemClass: string }[],
): Map<bigint, Offer> {
  if (prices.size === 0) return offers
  return new Map(
    [...offers].map(([companyId, offer]) => {
      const own = items.filter((item) => item.companyId === companyId)
      const sources = (systems.get(companyId) ?? [])
        .filter((system) => system.prices)
        .map((system): PriceSource => {
          const spokenFor = own.filter(({ itemClass }) => covers(system, itemClass))
          return {
            id: system.id,
            code: system.code,
            rank: system.priceRank,
            prices: pricesOf(system.id, spokenFor, prices),
          }
        })
      if (sources.length === 0) return [companyId, offer]
      const names = new Map([...offer.names, ...sources.map(({ id, code }) => [String(id), code] as const)])
      return [companyId, { ...offer, sources, names }]
    }),
  )
}

function pricesOf(
  systemId: bigint,
  items: readonly { companyId: bigint; itemId: bigint }[],
  prices: Snapshots['prices'],
): PriceSource['prices'] {
  return new Map(
    items.map(({ companyId, itemId }) => [
      itemId,
      (prices.get(`${companyId}/${itemId}`) ?? [])
        .filter((price) => price.systemId === systemId)
        .map(({ uom, currency, unitPrice, asOf }) => {
          const rule = { id: systemId, version: 1, list: systemId, uom, unitPrice, asOf: asOf.toISOString() }
          return { ...rule, currency }
        }),
    ]),
  )
}
