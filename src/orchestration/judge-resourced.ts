import { readAccountsOf, type AccountPicture } from '../customers/index.ts'
import { addCosts } from '../inventory/index.ts'
import {
  addHold,
  holdForResourced,
  readComponents,
  type ComponentLine,
  type Hold,
  type Order,
} from '../orders/index.ts'
import type { Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { readOffers, type Offer } from '../pricing/index.ts'
import { heldTasks } from './events.ts'
import type { ItemOf } from './items-of.ts'
import type { Progress } from './progress.ts'
import { delay } from './task.ts'

/** By what margins are judged; of the orders their configured lines, and the segments of their accounts. */
export interface Judged {
  items: ItemOf
  offers: Map<bigint, Offer>
  components: Map<string, ComponentLine[]>
  accounts: AccountPicture
}

/** @param goods what may be served from elsewhere: what it costs there is added to the stock of the progress */
export async function readJudged(
  db: Reader,
  progress: Progress,
  orders: readonly { companyId: bigint; orderId: bigint }[],
  goods: readonly { companyId: bigint; itemId: bigint }[],
  items: ItemOf,
): Promise<Judged> {
  const companies = [...progress.companies.values()]
  const [offers, components, accounts] = await Promise.all([
    readOffers(db, companies, [], []),
    readComponents(db, orders),
    readAccountsOf(
      db,
      [...progress.orders.values()].flatMap(({ companyId, accountId }) =>
        accountId === null ? [] : [{ companyId, id: accountId }],
      ),
    ),
    addCosts(db, progress.stock, companies, goods),
  ])
  return { items, offers, components, accounts }
}

/** An order is judged again at what it costs from elsewhere (N-10): what leaves too little waits for somebody, at whatever place it is. */
export function holdIfBelow(
  { items, offers, components, accounts }: Judged,
  progress: Progress,
  context: Context,
  company: Company,
  order: Order,
  lineNos: ReadonlySet<number>,
): Hold | undefined {
  const { companyId, accountId } = order
  const hold = holdForResourced({
    order,
    company,
    items: order.lines.map(({ lineNo }) => items(order, lineNo)),
    components: components.get(`${companyId}/${order.id}`) ?? [],
    segment: accounts.byId.get(`${companyId}/${accountId}`)?.segment ?? '',
    offer: offers.get(companyId)!,
    stock: progress.stock,
    lineNos,
  })
  const stopped = heldTasks(progress, order).filter(({ state }) => state === 'waiting' || state === 'ready')
  if (!hold || stopped.length === 0) return undefined
  for (const task of stopped) delay(progress.moved, task)
  return addHold(order, hold, context)
}
