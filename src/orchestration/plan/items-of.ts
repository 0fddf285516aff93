import { readItems, type Item } from '../../catalog/index.ts'
import type { Order } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Progress } from './progress.ts'

/** The item of a line of an order. */
export type ItemOf = (order: Order, lineNo: number) => Item | undefined

/** The items of the orders of a batch: from memory while the set-up of their companies stands. */
export async function readItemsOf(
  db: Reader,
  { companies, orders }: Pick<Progress, 'companies' | 'orders'>,
): Promise<ItemOf> {
  const wanted = [...orders.values()].flatMap(({ companyId, lines }) =>
    lines.map(({ sku }) => ({ company: companies.get(companyId)!, sku })),
  )
  const items = await readItems(db, wanted)
  return (order, lineNo) => {
    // Most stand in their places: of ten thousand none looks through the others.
    const at = order.lines[lineNo - 1]
    const line = at?.lineNo === lineNo ? at : order.lines.find((one) => one.lineNo === lineNo)
    return line && items(order.companyId, line.sku)
  }
}
