import { Type } from 'typebox'
import { listOf, MoneyShape, QuantityShape } from '../platform/wire.ts'
import { BookEntry } from './document-shapes.ts'
import { FulfillmentLine, OrderLine, TimelineRow } from './order-shapes.ts'
import { PlanComponent, PlanTask } from './plan-shapes.ts'

/** Answers of the lists of one order. */

export const OrderLineRow = Type.Object(
  {
    ...OrderLine.properties,
    cancelled: QuantityShape,
    shipped: QuantityShape,
    invoiced: QuantityShape,
    returned: QuantityShape,
    netCancelled: MoneyShape,
    netBilled: MoneyShape,
    netCredited: MoneyShape,
    parts: Type.Array(FulfillmentLine),
  },
  {
    title: 'OrderLineRow',
    description:
      'Amounts are without tax: what of `net` was cancelled and is not billed, what was invoiced, and what stands on credit memos',
  },
)
export const OrderLineList = listOf(OrderLineRow, 'OrderLineList')

export const TimelinePageRow = Type.Object(
  {
    ...TimelineRow.properties,
    changed: Type.Integer({ description: 'How many changes there are; `changes` has the first hundred' }),
  },
  { title: 'TimelinePageRow' },
)
export const TimelineList = listOf(TimelinePageRow, 'TimelineList')

const { postings, ...entry } = BookEntry.properties
export const OrderPostingRow = Type.Object(
  { ...entry, posting: postings.items },
  { title: 'OrderPostingRow' },
)
export const OrderPostingList = listOf(OrderPostingRow, 'OrderPostingList')

export const OrderTaskRow = Type.Object(
  {
    ...PlanTask.properties,
    component: PlanComponent,
    lines: Type.Integer({ description: 'How many fulfillment lines the component has' }),
    lineNos: Type.Array(Type.Integer(), { description: 'The lines of the order behind its first twenty' }),
  },
  { title: 'OrderTaskRow' },
)
export const OrderTaskList = listOf(OrderTaskRow, 'OrderTaskList')
