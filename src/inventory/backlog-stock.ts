import { hash } from 'node:crypto'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Micro } from '../platform/money.ts'
import { termsAt } from './atp-setup.ts'
import { materialsOf, type BacklogPlace } from './backlog.ts'
import { gateMove } from './gates.ts'
import { knownStock, type StockFacts } from './stock-facts.ts'
import { readBacklog, replanPlannedDemand } from './stock.sql.ts'
import type { ItemKey } from './waiting.ts'

/** Planned demand as a run over the backlog sees it; `rootId` and `sourceId` are the owner's. */
export interface BacklogRow {
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
  quantity: Micro
  promisedOn: string | null
  askedAt: Date
  bound: boolean
  /** Places that do not serve it. */
  notAt: readonly bigint[]
  /** Whose share it takes of; '': nobody's. */
  node: string
  /** So much of it is made, bought or moved for it: it has its day by that. */
  made: Micro
}

/** Lines of a run at most; more are planned by some of the items at a time. */
export const MOST_BACKLOG = 20_000

/** What of a company waits for these items, or for any when none is named: so many rows at most. */
export async function readBacklogDemand(
  db: Reader,
  companyId: bigint,
  itemIds: readonly bigint[],
  most: number,
): Promise<BacklogRow[]> {
  const rows = await db.read(readBacklog, { companyId, itemIds: [...itemIds], most })
  return rows.map((row) => ({
    rootId: row.root_id,
    sourceId: row.source_id,
    itemId: row.item_id,
    locationId: row.location_id,
    quantity: row.quantity,
    promisedOn: row.promised_on,
    askedAt: row.asked_at,
    bound: row.bound,
    notAt: row.not_at,
    node: row.node,
    made: row.made,
  }))
}

/**
 * Where an item lies or comes to, or is promised of by a rule without either, in order of rank, but for where no rule says what is
 * available.
 */
export function placesWith(facts: StockFacts, { companyId, itemId }: ItemKey, today: string): BacklogPlace[] {
  return (facts.locations.get(companyId) ?? []).flatMap(({ id }): BacklogPlace[] => {
    const stock = knownStock(facts, companyId, itemId, id)
    const terms = termsAt(facts, companyId, itemId, id, today)
    if (terms === null) return []
    if (!terms) return stock ? [{ locationId: id, stock }] : []
    return stock || terms.fence !== undefined ? [{ locationId: id, stock: stock ?? NOTHING, terms }] : []
  })
}

const NOTHING: BacklogPlace['stock'] = { onHand: 0n, reserved: 0n, supplies: [], demands: [] }

function stockOf(facts: StockFacts, { companyId, itemId }: ItemKey): BacklogPlace[] {
  return (facts.locations.get(companyId) ?? []).flatMap(({ id }) => {
    const stock = knownStock(facts, companyId, itemId, id)
    return stock ? [{ locationId: id, stock }] : []
  })
}

/** What a plan of an item rests on, in one word: what is free, comes and waits. It differs as soon as any of it does. */
export function lookOf(facts: StockFacts, item: ItemKey, waiting: readonly BacklogRow[]): string {
  const places = stockOf(facts, item).map(({ locationId, stock }) => {
    const { onHand, reserved, safety = 0n, supplies } = stock
    const free = onHand - reserved - safety
    const comes = supplies
      .filter(({ quantity }) => quantity > 0n)
      .map(({ on, quantity }) => `${on} ${quantity}`)
    const needed = materialsOf(stock).map(({ on, quantity }) => `${on} ${-quantity}`)
    const moves = [...comes, ...needed].sort()
    return free === 0n && moves.length === 0 ? [] : [`${locationId}: ${free}`, ...moves]
  })
  const wanted = waiting.map(
    ({ sourceId, locationId, quantity, made, promisedOn, askedAt, notAt }) =>
      `${sourceId} ${locationId} ${quantity} ${made} ${promisedOn} ${askedAt.getTime()} ${notAt.join()}`,
  )
  return hash('sha256', [...places.flat(), ...wanted.sort()].join('\n'), 'hex')
}

/** The gates of an item are as they were read until the batch has written, or it is decided again. */
export function holdStill(facts: StockFacts, { companyId, itemId }: ItemKey): void {
  for (const { id } of facts.locations.get(companyId) ?? []) {
    const at = knownStock(facts, companyId, itemId, id)
    if (at?.freeRead === undefined) continue
    const move = gateMove(facts, companyId, itemId, id)
    move.freeAtMost = at.freeRead
    if (at.freeRead > 0n) move.promised = at.freeRead
    move.horizonVersion = at.horizonVersion
    move.horizonStep = 1
  }
}

/** Demand waits for another day, elsewhere, or in another turn. */
export function replan(
  { writes }: Pick<Context, 'writes'>,
  row: Pick<BacklogRow, 'rootId' | 'sourceId' | 'locationId' | 'promisedOn' | 'askedAt'> & {
    companyId: bigint
  },
): void {
  writes.add(replanPlannedDemand, row)
}
