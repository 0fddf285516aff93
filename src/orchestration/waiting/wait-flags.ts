import { FINEST } from '../../catalog/index.ts'
import { accountById, readAccountsOf, type AccountPicture } from '../../customers/index.ts'
import { refusedBy, type RefusedBy, type StockFacts } from '../../inventory/index.ts'
import {
  readComponents,
  wholeUnits,
  type ComponentLine,
  type FulfillmentLine,
  type Order,
} from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { power10, type Micro } from '../../platform/money.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import type { Progress } from '../plan/progress.ts'

/** What says of a line of an agreed order whether it may wait as a backorder, and be served in parts (B6-1, B6-2). */
export interface WaitFlags {
  accounts: AccountPicture
  components: Map<string, ComponentLine[]>
  items: ItemOf
}

/** Of orders that were read with their lines. */
export async function readWaitFlags(
  db: Reader,
  progress: Pick<Progress, 'orders' | 'companies'>,
): Promise<WaitFlags> {
  const [flags, items] = await Promise.all([
    readOrderFlags(db, [...progress.orders.values()]),
    readItemsOf(db, progress),
  ])
  return { ...flags, items }
}

/** What is not of their items. */
export async function readOrderFlags(
  db: Reader,
  orders: readonly Order[],
): Promise<Omit<WaitFlags, 'items'>> {
  // A line that another one brought is never alone.
  const several = orders.filter(({ parts }) => parts.some(({ lineNo }) => lineNo !== parts[0]!.lineNo))
  const [accounts, components] = await Promise.all([
    readAccountsOf(db, accountsOf(orders)),
    readComponents(
      db,
      several.map(({ companyId, id: orderId }) => ({ companyId, orderId })),
    ),
  ])
  return { accounts, components }
}

/** The accounts of orders. */
export function accountsOf(orders: Iterable<Order>): { companyId: bigint; id: bigint }[] {
  return [...orders].flatMap(({ companyId, accountId }) =>
    accountId === null ? [] : [{ companyId, id: accountId }],
  )
}

/**
 * By whose word what nobody has of a part does not wait at a place; undefined: it waits. What is sold configured waits always, and an
 * order of the past is as it was (decision 0061).
 */
export function waitRefusedBy(
  flags: WaitFlags,
  stock: StockFacts,
  order: Order,
  part: FulfillmentLine,
  locationId: bigint,
): RefusedBy | undefined {
  if (order.decisions.historic || isConfigured(flags, order, part)) return undefined
  const backorders = {
    customer: accountOf(flags, order)?.backorders ?? true,
    item: flags.items(order, part.lineNo)?.backorders ?? true,
  }
  return refusedBy(stock, { companyId: order.companyId, backorders }, locationId)
}

/** The smallest quantity by which a part may be split, of goods of a kit whole ones of it (A8-10); null: its customer or its order takes it in one piece. */
export function smallestPiece(
  flags: WaitFlags,
  company: Company,
  order: Order,
  part: FulfillmentLine,
): Micro | null {
  const split = accountOf(flags, order)?.partialShipments !== false && company.settings.allowSplit !== false
  if (!split || part.whole) return null
  const unit = wholeUnits(part)
  return unit ?? power10(FINEST - (flags.items(order, part.lineNo)?.decimals ?? 0))
}

function accountOf({ accounts }: WaitFlags, { companyId, accountId }: Order) {
  return accountId === null ? undefined : accountById(accounts, companyId, accountId)
}

function isConfigured(
  { components }: WaitFlags,
  { companyId, id }: Order,
  { lineNo }: FulfillmentLine,
): boolean {
  const own = components.get(`${companyId}/${id}`) ?? []
  return own.some((one) => one.lineNo === lineNo || one.parentNo === lineNo)
}
