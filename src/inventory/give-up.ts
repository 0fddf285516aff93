import type { Context } from '../platform/batch/index.ts'
import type { Micro } from '../platform/money.ts'
import { gateMove } from './gates.ts'
import { stockAt, type StockFacts } from './stock-facts.ts'
import { useReserved } from './reservation.ts'
import { giveBackUse } from './take-shares.ts'
import { shrinkPlannedDemand } from './shrink.sql.ts'

/** What a source (a fulfillment line, opaque) holds or waits for. */
export interface Claim {
  companyId: bigint
  rootId: bigint
  sourceId: bigint
  itemId: bigint
  locationId: bigint
}

/** Goods that were reserved are free again; the caller serves who waits for them. */
export function giveUpReserved(facts: StockFacts, claim: Claim, quantity: Micro): void {
  useReserved(facts.reservations, { ...claim, quantity })
  giveBackUse(facts.allocation, claim, quantity)
  freeStock(facts, { ...claim, quantity })
}

/** Goods at a gate that were held are free again, in the picture and under the lock. */
export function freeStock(
  facts: StockFacts,
  of: { companyId: bigint; itemId: bigint; locationId: bigint; quantity: Micro },
): void {
  const { companyId, itemId, locationId, quantity } = of
  stockAt(facts, companyId, itemId, locationId).reserved -= quantity
  const gate = gateMove(facts, companyId, itemId, locationId)
  gate.reserved -= quantity
  gate.givenUp += quantity
  gate.horizonStep = 1
}

/** Demand that waited for goods waits for less, or no more. `promisedOn` null: a backorder, no day counts on it. */
export function giveUpWaiting(
  facts: StockFacts,
  claim: Claim & { promisedOn: string | null },
  quantity: Micro,
  { writes }: Pick<Context, 'writes'>,
): void {
  const { companyId, rootId, sourceId } = claim
  writes.add(shrinkPlannedDemand, { companyId, rootId, sourceId, quantity })
  giveBackUse(facts.allocation, claim, quantity)
  forgetDated(facts, claim, quantity)
}

/** What was promised of a day's supply is free again. */
export function forgetDated(
  facts: StockFacts,
  {
    companyId,
    itemId,
    locationId,
    promisedOn,
  }: Pick<Claim, 'companyId' | 'itemId' | 'locationId'> & { promisedOn: string | null },
  quantity: Micro,
): void {
  if (promisedOn === null) return
  // Against what was read of that day, which need not be looked for.
  stockAt(facts, companyId, itemId, locationId).demands.push({ on: promisedOn, quantity: -quantity })
  gateMove(facts, companyId, itemId, locationId).horizonStep = 1
}
