import { renderSold, SoldShape } from '../pricing/index.ts'
import { inSold } from './sold.ts'
import { Type, type Static } from 'typebox'
import { formatAmount, formatMicro } from '../platform/money.ts'
import { encodeId } from '../platform/public-id.ts'
import { orderNumber, type Order } from './order.ts'
import { Money } from './order-input.ts'
import { deriveStatus, NO_MONEY } from './status.ts'

/** The answer to a captured order (A1-4): identity, state, money, and per line what is promised and what is wrong. */
export const OrderAnswer = Type.Object(
  {
    id: Type.String(),
    number: Type.String(),
    source: Type.String(),
    externalId: Type.String(),
    change: Type.Union([
      Type.Literal('new'),
      Type.Literal('edited'),
      Type.Literal('duplicate'),
      Type.Literal('amended', { description: 'A newer version of an order that runs amended it' }),
      Type.Literal('skipped', { description: 'A newer version is here: nothing was done' }),
    ]),
    version: Type.Integer(),
    revision: Type.String({ description: 'Also the ETag' }),
    state: Type.String(),
    status: Type.String(),
    orderType: Type.String(),
    priority: Type.Integer({ description: '0 to 9, 9 is the most urgent' }),
    currency: Type.String(),
    total: Money,
    tax: Money,
    freight: Money,
    problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
    holds: Type.Array(Type.Object({ id: Type.String(), code: Type.String(), reason: Type.String() })),
    lines: Type.Array(
      Type.Object({
        lineNo: Type.Integer(),
        lineId: Type.Union([Type.String(), Type.Null()]),
        sku: Type.String(),
        quantity: Type.String(),
        unitPrice: Money,
        sold: SoldShape,
        net: Money,
        tax: Money,
        freight: Money,
        promises: Type.Array(
          Type.Object({
            fulfillmentLineId: Type.String(),
            quantity: Type.String(),
            supply: Type.String(),
            promisedOn: Type.Union([Type.String(), Type.Null()]),
            cancelled: Type.Optional(
              Type.String({ description: 'Nobody has it, and it may not wait; absent: nothing' }),
            ),
          }),
        ),
      }),
    ),
  },
  { title: 'OrderAnswer' },
)
export type OrderAnswer = Static<typeof OrderAnswer>

/**
 * Renders an order for its caller; the same for the first answer and for every replay.
 *
 * @param status what the list shows of an order that came before; of a new one it is derived: nothing was billed yet
 */
export function renderOrder(order: Order, change: OrderAnswer['change'], status?: string): OrderAnswer {
  const { currency } = order
  const money = (minor: bigint) => ({ amount: formatAmount(minor, currency), currency })
  const promises = new Map<number, OrderAnswer['lines'][number]['promises']>()
  for (const part of order.parts) {
    let list = promises.get(part.lineNo)
    if (!list) promises.set(part.lineNo, (list = []))
    list.push({
      fulfillmentLineId: encodeId('ful', part.id),
      quantity: formatMicro(part.quantity),
      supply: part.supply,
      promisedOn: part.promisedOn,
      ...(part.cancelled === 0n ? {} : { cancelled: formatMicro(part.cancelled) }),
    })
  }
  return {
    id: encodeId('ord', order.id),
    number: orderNumber(order.id),
    source: order.source,
    externalId: order.externalId,
    change,
    version: order.version,
    revision: order.revision.toString(),
    state: order.state,
    status: status ?? deriveStatus({ ...order, ...NO_MONEY }).status,
    orderType: order.orderType,
    priority: order.priority,
    currency,
    total: money(order.total),
    tax: money(order.taxTotal),
    freight: money(order.freight),
    problems: order.problems,
    holds: order.holds
      .filter((hold) => !hold.released)
      .map((hold) => ({ id: encodeId('hld', hold.id), code: hold.code, reason: hold.reason })),
    lines: order.lines.map((line) => ({
      lineNo: line.lineNo,
      lineId: line.externalLineId,
      sku: line.sku,
      quantity: formatMicro(line.quantity),
      unitPrice: { amount: formatMicro(line.unitPrice), currency },
      sold: renderSold(inSold(line.sold, line.quantity), currency),
      net: money(line.net),
      tax: money(line.tax),
      freight: money(line.freight),
      promises: promises.get(line.lineNo) ?? [],
    })),
  }
}
