import { Type } from 'typebox'
import { DateShape, IdShape, InstantShape, MoneyShape, orNull, QuantityShape } from '../platform/wire.ts'
import { LocationRef } from './ref-shapes.ts'

/** What became of an order in answers: shipments, returns, invoices and entries. */

export const Shipment = Type.Object(
  {
    id: IdShape,
    state: Type.String(),
    location: orNull(LocationRef),
    releasedOn: DateShape,
    keepUntil: orNull({
      ...DateShape,
      description:
        'The last day on which what waits here can be picked up; null: it does not, or without an end',
    }),
    carrier: orNull(Type.String()),
    trackingNumber: orNull(Type.String()),
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: IdShape,
        lineNo: orNull(Type.Integer({ description: 'Of the order' })),
        itemId: IdShape,
        sku: orNull(Type.String()),
        requested: QuantityShape,
        shipped: QuantityShape,
      }),
    ),
    confirmations: Type.Array(Type.Object({ id: IdShape, shippedOn: DateShape, messageKey: Type.String() })),
  },
  { title: 'Shipment' },
)

export const Return = Type.Object(
  {
    id: IdShape,
    returnedOn: DateShape,
    reason: Type.String(),
    reasonCode: orNull(Type.String()),
    lines: Type.Array(
      Type.Object({
        fulfillmentLineId: orNull(IdShape),
        lineNo: orNull(Type.Integer({ description: 'Of the order' })),
        itemId: IdShape,
        sku: orNull(Type.String()),
        location: orNull(LocationRef),
        quantity: QuantityShape,
      }),
    ),
  },
  { title: 'Return' },
)

export const Exchange = Type.Object(
  {
    name: Type.String({ description: 'The return, as the sender names it' }),
    orderId: { ...IdShape, description: 'The order that the goods come back from' },
    replacement: Type.String({ description: 'The order that replaces them, as the sender names it' }),
    replacementOrderId: orNull({ ...IdShape, description: 'The same here; null: it has not come yet' }),
    creditMemoId: orNull({
      ...IdShape,
      description: 'By which they are credited; null: they are not back yet',
    }),
    settledAt: orNull({
      ...InstantShape,
      description: 'Since then the credit pays that order; null: not yet',
    }),
  },
  { title: 'Exchange' },
)

export const OrderDocument = Type.Object(
  {
    id: IdShape,
    kind: Type.String({ description: 'invoice or credit_memo' }),
    strayId: orNull({
      ...IdShape,
      description:
        'The goods that left without a sale which it bills: a sale of its own, which no status of the order counts; null: it bills what was ordered',
    }),
    number: orNull(Type.String()),
    issuedOn: DateShape,
    dueOn: DateShape,
    net: MoneyShape,
    tax: MoneyShape,
    freight: MoneyShape,
    total: MoneyShape,
    open: orNull(MoneyShape),
    applications: Type.Array(
      Type.Object({
        id: IdShape,
        fromType: Type.String({ description: 'receipt or credit_memo' }),
        fromId: IdShape,
        appliedOn: DateShape,
        amount: MoneyShape,
        rule: Type.String(),
      }),
    ),
  },
  { title: 'OrderDocument' },
)

const Posting = Type.Object(
  {
    ordinal: Type.Integer(),
    debit: Type.String({ description: 'Account code' }),
    credit: Type.String({ description: 'Account code' }),
    amount: MoneyShape,
    functionalAmount: MoneyShape,
    kind: Type.String(),
    fulfillmentLineId: orNull(IdShape),
    lineNo: orNull(Type.Integer({ description: 'Of the order' })),
    ruleId: orNull(IdShape),
  },
  { title: 'OrderPosting' },
)

export const BookEntry = Type.Object(
  {
    id: IdShape,
    pos: orNull(Type.String()),
    event: Type.String(),
    postedOn: DateShape,
    sourceType: Type.String(),
    sourceId: orNull(IdShape),
    strayId: orNull({
      ...IdShape,
      description:
        'The goods that left without a sale of which it is: their cost, and what was posted for their invoice and for its money',
    }),
    currency: Type.String(),
    postings: Type.Array(Posting),
  },
  { title: 'BookEntry' },
)
