import { beforeFence, earliestFor } from './atp.ts'
import { termsAt } from './atp-setup.ts'
import type { BacklogDemand, BacklogShares } from './backlog.ts'
import type { BacklogRow } from './backlog-stock.ts'
import { forgetDated } from './give-up.ts'
import { knownStock, stockAt, type StockFacts } from './stock-facts.ts'
import { planOf } from './share-facts.ts'
import { shareOfWaiting } from './shares.ts'
import { giveBackUse, takeUse } from './take-shares.ts'
import type { StockAt } from './sourced.ts'

/**
 * What a plan of the backlog takes of shares (D5, A10-17): what it is about has given back what it took, what is locked or outside has not.
 * The stock of the picture stays as it is; what was taken of shares in it is that of the plan.
 *
 * @returns undefined when none of the items is shared out
 */
export function backlogShares(
  facts: StockFacts,
  companyId: bigint,
  demands: readonly BacklogDemand[],
  today: string,
): BacklogShares | undefined {
  const { allocation } = facts
  const shared = demands.filter(({ itemId }) => planOf(allocation, { companyId, itemId }))
  if (shared.length === 0) return undefined
  const stocks = new Map<string, StockAt>()
  const stockOf = (itemId: bigint, locationId: bigint): StockAt => {
    const key = `${itemId}/${locationId}`
    let stock = stocks.get(key)
    if (!stock) {
      const {
        onHand = 0n,
        reserved = 0n,
        safety = 0n,
        supplies = [],
      } = knownStock(facts, companyId, itemId, locationId) ?? {}
      stocks.set(key, (stock = { onHand, reserved, safety, supplies, demands: [] }))
    }
    return stock
  }
  for (const { id: sourceId, itemId, locationId, quantity, promisedOn, control } of shared) {
    if (promisedOn === null) continue
    if (control === 'locked' || control === 'outside')
      stockOf(itemId, locationId).demands.push({ on: promisedOn, quantity })
    else giveBackUse(allocation, { companyId, sourceId }, quantity)
  }
  const shareOf = ({ itemId, node }: BacklogDemand, locationId: bigint) =>
    shareOfWaiting(facts, { companyId, itemId }, node, today)?.at(locationId)
  return {
    earliest(demand, locationId, from, leavesOn) {
      const share = shareOf(demand, locationId)
      if (!share) return from
      const { itemId, quantity } = demand
      const over = { days: [today], available: [quantity] }
      const { fence } = termsAt(facts, companyId, itemId, locationId, today) ?? {}
      return beforeFence(
        earliestFor(share.cap(stockOf(itemId, locationId), over, leavesOn), quantity, from),
        fence,
        from,
      )
    },
    take(demand, locationId, on) {
      const { itemId, quantity } = demand
      const stock = stockOf(itemId, locationId)
      shareOf(demand, locationId)?.take(stock, quantity, on)
      stock.demands.push({ on, quantity })
    },
  }
}

/** Demand whose day or place a released plan changes. */
interface Replanned {
  row: BacklogRow
  locationId: bigint
  promisedOn: string | null
}

/** What is promised another day, or elsewhere, gives back what it took of shares, and takes of those of its new week and place. */
export function replanShares(
  facts: StockFacts,
  companyId: bigint,
  changes: readonly Replanned[],
  today: string,
): void {
  const { allocation } = facts
  const shared = changes.filter(({ row: { itemId } }) => planOf(allocation, { companyId, itemId }))
  for (const { row } of shared) {
    giveBackUse(allocation, { companyId, sourceId: row.sourceId }, row.quantity)
    forgetDated(facts, { companyId, ...row }, row.quantity)
  }
  for (const { row, locationId, promisedOn } of shared) {
    const { itemId, rootId, sourceId, quantity, node } = row
    if (promisedOn === null) continue
    const stock = stockAt(facts, companyId, itemId, locationId)
    const share = shareOfWaiting(facts, { companyId, itemId }, node, today)!.at(locationId)
    const at = { companyId, itemId, rootId, sourceId, locationId }
    if (share) takeUse(allocation, at, share, { stock, quantity, day: promisedOn })
    stock.demands.push({ on: promisedOn, quantity })
  }
}
