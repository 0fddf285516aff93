import { addCosts } from '../../inventory/index.ts'
import { addHold, holdForResourced, type ComponentLine, type Hold, type Order } from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { readOffers, type Offer } from '../../pricing/index.ts'
import { stopOrder } from '../plan/events.ts'
import type { ItemOf } from '../plan/items-of.ts'
import type { Progress } from '../plan/progress.ts'

/** By what margins are judged, and of the orders their configured lines. Undefined: no company of the batch has a margin rule. */
export type Judged =
  | { items: ItemOf; offers: Map<bigint, Offer>; components: Map<string, ComponentLine[]> }
  | undefined

/**
 * Asks for nothing where no margin rule stands.
 *
 * @param goods what may be served from elsewhere: what it costs there is added to the stock of the progress
 */
export async function readJudged(
  db: Reader,
  progress: Progress,
  goods: readonly { companyId: bigint; itemId: bigint }[],
  { items, components }: { items: ItemOf; components: Map<string, ComponentLine[]> },
): Promise<Judged> {
  const companies = [...progress.companies.values()]
  const offers = await readOffers(db, companies, [], [])
  if (companies.every(({ id }) => offers.get(id)!.marginRules.length === 0)) return undefined
  await addCosts(db, progress.stock, companies, goods)
  return { items, offers, components }
}

/**
 * An order is judged again at what it costs from elsewhere (N-10): what leaves too little waits for somebody, at whatever place it is.
 *
 * @param of.segment of its account
 */
export function holdIfBelow(
  judged: Judged,
  progress: Progress,
  context: Context,
  {
    order,
    company,
    segment,
    lineNos,
  }: { order: Order; company: Company; segment: string; lineNos: ReadonlySet<number> },
): Hold | undefined {
  if (!judged) return undefined
  const { items, offers, components } = judged
  const hold = holdForResourced({
    order,
    company,
    items: order.lines.map(({ lineNo }) => items(order, lineNo)),
    components: components.get(`${order.companyId}/${order.id}`) ?? [],
    segment,
    offer: offers.get(order.companyId)!,
    stock: progress.stock,
    lineNos,
  })
  if (!hold || !stopOrder(progress, order)) return undefined
  return addHold(order, hold, context)
}
