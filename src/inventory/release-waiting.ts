import type { Context, WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { giveUpReserved } from './give-up.ts'
import { watchGates } from './gates.ts'
import { MATERIAL } from './needs.ts'
import type { KeptFrom } from './kept-from-waiting.ts'
import { shareOfWaiting } from './shares.ts'
import { buyerOf } from './take-shares.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import { insertPlannedDemand, shrinkPlannedDemand } from './shrink.sql.ts'
import { deletePlannedDemand, readDemandToRelease } from './stock.sql.ts'
import {
  servingPlaces,
  takeOwn,
  sendersOf,
  takeStock,
  type Bringing,
  type Place,
  type Sender,
} from './allocate-waiting.ts'
import { countServed, keptAt, type ItemKey, type PlannedDemand } from './waiting.ts'

/** What of a company waits to be released (B6-2): of these items, causes and parts, or of all where none is named; so many rows at most. */
export async function readToRelease(
  db: Reader,
  of: {
    companyId: bigint
    itemIds: readonly bigint[]
    rootIds: readonly bigint[]
    sourceIds: readonly bigint[]
  },
  most: number,
): Promise<PlannedDemand[]> {
  const { companyId } = of
  const rows = await db.read(readDemandToRelease, { ...of, most })
  return rows.map((row) => ({
    companyId,
    rootId: row.root_id,
    sourceId: row.source_id,
    itemId: row.item_id,
    locationId: row.location_id,
    bound: row.bound,
    notAt: row.not_at,
    node: row.node,
    quantity: row.quantity,
    promisedOn: null,
    askedAt: row.asked_at,
    reachable: true,
    more: false,
  }))
}

/** Demand, or a piece of it, that has goods of this location now. */
export interface Released {
  demand: PlannedDemand
  /** The demand's own, or of the piece that was split off it. */
  sourceId: bigint
  quantity: Micro
  locationId: bigint
  /** It is brought from there to where the demand waits. */
  brought: boolean
}

/**
 * Gives what is free of an item to demand that waits to be released, one after the other: whole from the first place that has it, else
 * of what may be served in parts as much as one place has. What was promised on a day keeps what it counts on, and rules, shares and
 * safety stocks hold as for whoever is served.
 *
 * @param waiting demand for the item, whoever is to be served first in front
 * @param by.bringing what its own place has not got is brought to it, likewise
 * @param by.smallest the smallest quantity by which demand may be split; null: it is served whole or not at all
 * @param by.least the least first piece of demand, which is split only when the rest comes (A10-14); undefined: as it may
 * @param by.split splits a piece off demand; @returns the source of the piece
 */
export function releaseWaiting(
  facts: StockFacts,
  writes: Pick<WriteSet, 'add'>,
  item: ItemKey,
  waiting: readonly PlannedDemand[],
  by: {
    today: string
    keptFrom: (demand: PlannedDemand) => KeptFrom | undefined
    bringing: Bringing
    smallest: (demand: PlannedDemand) => Micro | null
    least: (demand: PlannedDemand) => Micro | undefined
    split: (demand: PlannedDemand, quantity: Micro) => bigint
  },
): Released[] {
  const { today, keptFrom, bringing, smallest, least, split } = by
  const places = placesOf(facts, item, today)
  return waiting.flatMap((demand): Released[] => {
    const { companyId, rootId, sourceId } = demand
    const from = keptFrom(demand)
    const own = shareOfWaiting(facts, item, demand.node, today)
    const here = places.flatMap((place): Source[] => {
      const kept = keptAt(demand, place.id, from)
      return kept === null ? [] : [{ place, kept, from, brought: false }]
    })
    const able = [
      ...here,
      ...sendersOf(facts, places, demand, bringing).map((one) => ({ ...one, brought: true })),
    ]
    const give = ({ place, kept, from: rule, brought }: Source, of: PlannedDemand): Released => {
      if (own) takeOwn(facts, of, place, own, today)
      place.take(of.quantity)
      takeStock(facts, of, place.id, kept)
      countServed(of, place.id, rule)
      return { demand, sourceId: of.sourceId, quantity: of.quantity, locationId: place.id, brought }
    }
    const whole = able.find(({ place, kept }) => place.covers(demand, kept, today, own?.at(place.id)))
    if (whole) {
      writes.add(deletePlannedDemand, { companyId, rootId, sourceId, quantity: demand.quantity })
      return [give(whole, demand)]
    }
    const step = smallest(demand)
    if (step === null) return []
    let best: { of: Source; quantity: Micro } | undefined
    for (const of of able) {
      const most = of.place.most(of.kept, today, own?.at(of.place.id))
      const quantity = most - (most % step)
      if (quantity > (best?.quantity ?? 0n)) best = { of, quantity }
    }
    const first = least(demand)
    if (!best || (first !== undefined && (best.quantity < first || !comes(demand, able)))) return []
    const { of, quantity } = best
    writes.add(shrinkPlannedDemand, { companyId, rootId, sourceId, quantity })
    return [give(of, { ...demand, quantity, sourceId: split(demand, quantity) })]
  })
}

/** A place that may serve demand, or send what it lacks to its own. */
interface Source extends Sender {
  brought: boolean
}

/** Whether places have, or expect, all of what waits together. */
function comes({ quantity }: PlannedDemand, able: readonly Source[]): boolean {
  const there = able.reduce((sum, { place, kept }) => sum + place.ever(kept), 0n)
  return there >= quantity
}

/** Where an item is; what was promised on a day is left what it counts on. */
function placesOf(facts: StockFacts, item: ItemKey, today: string): Place[] {
  const places = servingPlaces(facts, item, today)
  for (const place of places) {
    const days = new Map<string, Micro>()
    // What is to be made of it is kept already.
    for (const { kind, on, quantity } of place.stock.demands)
      if (kind !== MATERIAL) days.set(on, (days.get(on) ?? 0n) + quantity)
    for (const on of [...days.keys()].sort()) if (days.get(on)! > 0n) place.keep(on, days.get(on)!)
  }
  return places
}

/**
 * Goods that were given to a source are free again, and it waits in its turn until it is released (B6-2); the caller serves who waits.
 *
 * @param at.from the source that has the goods
 * @param at.heldAt where it has them: elsewhere than it waits, if they were to be brought
 */
export function putBackReserved(
  facts: StockFacts,
  { writes }: Pick<Context, 'writes'>,
  demand: Pick<
    PlannedDemand,
    'companyId' | 'rootId' | 'sourceId' | 'itemId' | 'locationId' | 'quantity' | 'askedAt' | 'bound' | 'notAt'
  >,
  at: { from: bigint; heldAt: bigint },
): void {
  const { companyId, itemId, locationId, quantity } = demand
  const had = { ...demand, sourceId: at.from, locationId: at.heldAt }
  const node = buyerOf(facts.allocation, had)
  // Names the gate where it waits: nothing may have passed it yet.
  stockAt(facts, companyId, itemId, locationId)
  watchGates(facts, companyId, itemId, locationId)
  giveUpReserved(facts, had, quantity)
  writes.add(insertPlannedDemand, {
    ...demand,
    node,
    promisedOn: null,
    servedFrom: null,
    waitsForRelease: true,
    made: 0n,
  })
}
