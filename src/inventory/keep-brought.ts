import type { Context } from '../platform/batch/index.ts'
import { locationOf } from './places.ts'
import { countPlaces, writeSearch } from './promise-order.ts'
import type { PromisedPart } from './promise.ts'
import type { StockFacts } from './stock-facts.ts'

/**
 * Keeps how places were searched for what is brought for a line, found or not (N-14), and counts its order at those that bring it.
 *
 * @param parts of one line, which one place alone may serve
 * @param at.attempt 1: the first; more: it was searched for again after a place refused
 * @param at.told whether it is kept: of very large orders the first lines tell
 */
export function keepBrought(
  facts: StockFacts,
  context: Context,
  parts: readonly PromisedPart[],
  at: { companyId: bigint; rootId: bigint; lineNo: number; attempt: number; today: string; told: boolean },
): void {
  const { companyId, rootId, lineNo, attempt, today, told } = at
  const searched = Map.groupBy(parts, ({ brought, sought }) => brought?.search ?? sought)
  for (const [search, own] of searched) {
    if (!search) continue
    const brought = own.filter((part) => part.brought !== undefined)
    if (brought.length > 0) countPlaces(facts, search, { companyId, rootId, today }, brought)
    if (!told) continue
    const { code: broughtTo } = locationOf(facts, companyId, own[0]!.brought?.to ?? own[0]!.location)!
    const record = { ...search.record, lineNo, broughtTo }
    writeSearch({ ...search, record }, { companyId, rootId, attempt }, context)
  }
}
