import { creditTotalAfter, readCreditTotals, readMemoLines, type MemoLine } from '../../billing/index.ts'
import { readTakenReturns, type TakenReturn } from '../../fulfillment/index.ts'
import { readOrders, type Order } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Micro } from '../../platform/money.ts'
import type { CameBack } from './return-steps.ts'
import { linkOf } from './wanted.ts'

/** What came back of an order, the oldest first, and how it is credited. */
export interface OrderBack {
  takings: readonly TakenReturn[]
  /** What a taking holds, by commerce item; '' for what is of none. */
  itemsOf(taking: TakenReturn): Map<string, Micro>
  /** Of takings together; undefined: one of them is not credited yet, or the order is not here. */
  sumOf(takings: readonly TakenReturn[]): CameBack | undefined
}

/** Reads what came back of orders of a company, by the order. */
export async function readBack(
  db: Reader,
  companyId: bigint,
  orderIds: readonly bigint[],
): Promise<Map<bigint, OrderBack>> {
  const causes = orderIds.map((causeId) => ({ companyId, causeId }))
  const taken = await readTakenReturns(db, causes)
  const some = causes.filter(({ causeId }) => taken.has(`${companyId}/${causeId}`))
  if (some.length === 0) return new Map()
  const [orders, totals] = await Promise.all([
    readOrders(
      db,
      some.map(({ causeId: orderId }) => ({ companyId, orderId })),
      { lines: true, holds: false, parts: 'each' },
    ),
    readCreditTotals(db, some),
  ])
  const memoIds = some.flatMap(({ causeId }) =>
    taken
      .get(`${companyId}/${causeId}`)!
      .flatMap((one) => creditTotalAfter(totals.get(`${companyId}/${causeId}`), one)?.creditMemoId ?? []),
  )
  const lines = await readMemoLines(db, companyId, [...new Set(memoIds)])
  return new Map(
    some.flatMap(({ causeId }) => {
      const key = `${companyId}/${causeId}`
      const order = orders.get(key)
      if (!order) return []
      const itemOf = itemsOfParts(order)
      const itemsOf = (one: TakenReturn) => quantitiesOf([one], itemOf)
      const sumOf = (takings: readonly TakenReturn[]): CameBack | undefined => {
        const memos = takings.map((one) => creditTotalAfter(totals.get(key), one)?.creditMemoId)
        const known = memos.flatMap((memo) => (memo === undefined ? [] : [memo]))
        if (known.length < takings.length) return undefined
        const credited = [...new Set(known)].flatMap((memo) => lines.get(memo) ?? [])
        return backOf(order, quantitiesOf(takings, itemOf), credited, itemOf)
      }
      return [[causeId, { takings: taken.get(key)!, itemsOf, sumOf }] as const]
    }),
  )
}

type ItemOf = (sourceId: bigint | null) => string

/** Which commerce item a part of an order is of. */
function itemsOfParts(order: Order): ItemOf {
  const lineOf = new Map(order.lines.map((line) => [line.lineNo, line]))
  const items = new Map(
    order.parts.map((part) => {
      const { externalLineId, custom } = lineOf.get(part.lineNo)!
      return [part.id, linkOf({ externalLineId, custom }).item ?? `line ${part.lineNo}`]
    }),
  )
  return (sourceId) => (sourceId === null ? undefined : items.get(sourceId)) ?? ''
}

function quantitiesOf(takings: readonly TakenReturn[], itemOf: ItemOf): Map<string, Micro> {
  const found = new Map<string, Micro>()
  for (const { sourceId, quantity } of takings.flatMap(({ lines }) => lines)) {
    const item = itemOf(sourceId)
    found.set(item, (found.get(item) ?? 0n) + quantity)
  }
  return found
}

function backOf(
  order: Order,
  quantities: ReadonlyMap<string, Micro>,
  credited: readonly MemoLine[],
  itemOf: ItemOf,
): CameBack {
  const items = new Map([...quantities].map(([item, quantity]) => [item, { quantity, net: 0n }]))
  let [tax, freight, other] = [0n, 0n, 0n]
  // Prices that hold their tax: it is given back with them.
  const within = order.taxInclusive
  for (const line of credited) {
    if (!within) tax += line.tax
    freight += line.freight
    const net = within ? line.net + line.tax : line.net
    const of = line.sourceId === null ? undefined : items.get(itemOf(line.sourceId))
    if (of) of.net += net
    else other += net
  }
  return { items, tax, freight, other, currency: order.currency }
}
