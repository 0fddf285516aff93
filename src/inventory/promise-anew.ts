import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { forgetDated, giveUpReserved, type Claim } from './give-up.ts'
import { claimStock, watchGates } from './gates.ts'
import { madeOf, writeNeeds, writePromise } from './promise.ts'
import { forgetNeeds } from './supply-facts.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import { giveBackUse, keepUse, liftUse } from './take-shares.ts'
import type { SourcedPart } from './sourced.ts'
import { shrinkPlannedDemand } from './shrink.sql.ts'
import { datePlannedDemand, deletePlannedDemand } from './stock.sql.ts'

/** What a source has: goods that are reserved for it, or a promise without goods. */
export interface Holding extends Claim {
  supply: 'on_hand' | 'dated' | 'backorder'
  promisedOn: string | null
  quantity: Micro
}

/**
 * Puts what a source has back into the picture, for a question what else it could have: what was held for it is nobody else's, and no
 * safety stock keeps it back.
 *
 * @returns takes it out again
 */
export function liftHolding(facts: StockFacts, holding: Holding): () => void {
  const { companyId, itemId, locationId, sourceId, supply, promisedOn, quantity } = holding
  const at = stockAt(facts, companyId, itemId, locationId)
  const { demands } = at
  const takeUse = liftUse(facts.allocation, holding, quantity)
  if (supply === 'on_hand') {
    at.reserved -= quantity
    at.own = quantity
    return () => {
      at.reserved += quantity
      delete at.own
      takeUse()
    }
  }
  if (promisedOn === null) return takeUse
  at.demands = [...demands, { on: promisedOn, quantity: -quantity }]
  const needed = forgetNeeds(facts, companyId, sourceId)
  return () => {
    needed()
    at.demands = demands
    takeUse()
  }
}

/** Gives up what a source has, so that it is promised anew in the same batch; `writeAnew` follows. */
export function giveUpHolding(facts: StockFacts, holding: Holding): void {
  if (holding.supply !== 'on_hand') {
    giveBackUse(facts.allocation, holding, holding.quantity)
    forgetNeeds(facts, holding.companyId, holding.sourceId)
    return forgetDated(facts, holding, holding.quantity)
  }
  giveUpReserved(facts, holding, holding.quantity)
  stockAt(facts, holding.companyId, holding.itemId, holding.locationId).own = holding.quantity
}

/**
 * Writes the promise that a source has instead. What waited and waits on keeps its row with its turn.
 *
 * @param parts the first one is of the source itself, the others are split off it
 * @param at.askedAt the turn of what waits from now on
 */
export function writeAnew(
  facts: StockFacts,
  context: Context,
  holding: Holding,
  parts: readonly { promised: SourcedPart; sourceId: bigint }[],
  at: { askedAt: Date; bound: boolean; notAt: readonly bigint[] },
): void {
  const { companyId, itemId, rootId, sourceId, locationId, supply, quantity } = holding
  delete stockAt(facts, companyId, itemId, locationId).own
  for (const { promised, sourceId: id } of parts) {
    const waits = supply !== 'on_hand' && id === sourceId
    if (!waits || promised.supply === 'on_hand') {
      if (waits) context.writes.add(deletePlannedDemand, { companyId, rootId, sourceId, quantity })
      writePromise(facts, context, promised, { companyId, itemId, rootId, sourceId: id, ...at })
      continue
    }
    const less = quantity - promised.quantity
    if (less > 0n) context.writes.add(shrinkPlannedDemand, { companyId, rootId, sourceId, quantity: less })
    const { location, promisedOn = null } = promised
    const made = madeOf(promised)
    facts.anew.add(sourceId)
    context.writes.add(datePlannedDemand, {
      companyId,
      rootId,
      sourceId,
      locationId: location,
      promisedOn,
      made,
    })
    claimStock(facts, companyId, itemId, promised).horizonStep = 1
    const user = { companyId, rootId, sourceId, itemId, locationId: location }
    if (promised.share) keepUse(facts.allocation, user, promised.share)
    if (promised.capable) writeNeeds(facts, context, user, promised.capable)
    if (promised.supply === 'backorder') watchGates(facts, companyId, itemId, location)
  }
}
