import { SoldShape } from '../pricing/index.ts'
import { Type, type Static } from 'typebox'
import { PlaceView } from '../customers/index.ts'
import {
  DateShape,
  IdShape,
  listOf,
  MoneyShape,
  orNull,
  PercentShape,
  QuantityShape,
  UnitPriceShape,
} from '../platform/wire.ts'

/** Answers about what is owed and paid. */

const Account = Type.Object({ id: IdShape, number: Type.String() }, { title: 'AccountRef' })

export const AGING_BUCKETS = ['current', 'days1to30', 'days31to60', 'days61to90', 'over90'] as const

const Aging = Type.Object(
  {
    current: MoneyShape,
    days1to30: MoneyShape,
    days31to60: MoneyShape,
    days61to90: MoneyShape,
    over90: MoneyShape,
  },
  { title: 'Aging', description: 'Open amounts by days past due' },
)

export const Receivable = Type.Object(
  {
    account: Account,
    invoiceId: IdShape,
    kind: Type.String(),
    number: orNull(Type.String()),
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    issuedOn: DateShape,
    dueOn: DateShape,
    daysPastDue: Type.Integer(),
    bucket: Type.String(),
    original: MoneyShape,
    open: MoneyShape,
  },
  { title: 'Receivable' },
)
export const ReceivableList = Type.Object(
  {
    asOf: DateShape,
    aging: Type.Array(Type.Intersect([Type.Object({ currency: Type.String(), total: MoneyShape }), Aging]), {
      description: 'Over all rows of the filter, a row a currency',
    }),
    agingComplete: Type.Boolean({
      description: 'false: there are more than 100,000 open items; the aging is of those that are due first',
    }),
    rows: Type.Array(Receivable),
    next: orNull(Type.String()),
  },
  { title: 'ReceivableList' },
)

export const InvoiceSummary = Type.Object(
  {
    id: IdShape,
    kind: Type.String({ description: 'invoice or credit_memo' }),
    number: orNull(Type.String()),
    account: Account,
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    issuedOn: DateShape,
    dueOn: DateShape,
    total: MoneyShape,
    open: orNull(MoneyShape),
  },
  { title: 'InvoiceSummary' },
)
export const InvoiceList = listOf(InvoiceSummary, 'InvoiceList')

export const InvoiceView = Type.Object(
  {
    id: IdShape,
    kind: Type.String(),
    number: orNull(Type.String()),
    account: Account,
    billTo: Type.Union([PlaceView, Type.Null()], {
      description: 'Who pays, as the order says; null: it is of no order',
    }),
    stray: Type.Union(
      [
        Type.Object({ id: IdShape, orderId: IdShape, orderNumber: Type.String() }, { title: 'BilledStray' }),
        Type.Null(),
      ],
      { description: 'Goods that left without a sale, which it bills, and the order that they left for' },
    ),
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
    issuedOn: DateShape,
    dueOn: DateShape,
    currency: Type.String(),
    net: MoneyShape,
    tax: MoneyShape,
    freight: MoneyShape,
    total: MoneyShape,
    open: orNull(MoneyShape),
    lines: Type.Array(
      Type.Object({
        ordinal: Type.Integer(),
        fulfillmentLineId: orNull(IdShape),
        itemId: orNull(IdShape),
        sku: Type.String(),
        charge: Type.Union([Type.String(), Type.Null()], {
          description: 'The charge type that it is of; null: the goods',
        }),
        quantity: QuantityShape,
        unitPrice: UnitPriceShape,
        sold: SoldShape,
        net: MoneyShape,
        tax: MoneyShape,
        freight: MoneyShape,
        taxPercent: PercentShape,
        taxDifference: Type.Union([MoneyShape, Type.Null()], {
          description:
            'What of the tax the order did not agree to, since the rate changed before this part was billed.',
        }),
      }),
    ),
    taxes: Type.Array(
      Type.Object(
        { percent: PercentShape, base: MoneyShape, tax: MoneyShape },
        { description: 'A row a rate' },
      ),
    ),
    applications: Type.Array(
      Type.Object({
        id: IdShape,
        fromType: Type.String(),
        fromId: IdShape,
        appliedOn: DateShape,
        amount: MoneyShape,
        rule: Type.String(),
      }),
    ),
  },
  { title: 'InvoiceView' },
)

const receipt = {
  id: IdShape,
  account: Account,
  orderId: orNull(IdShape),
  orderNumber: orNull(Type.String()),
  receivedOn: DateShape,
  amount: MoneyShape,
  applied: MoneyShape,
  unapplied: MoneyShape,
  goesOn: Type.Boolean({
    description: 'It pays more invoices than at once, and is still going on by itself',
  }),
  kind: orNull(Type.String({ description: 'unapplied or deposit' })),
  method: Type.String(),
  reference: orNull(Type.String()),
}
export const ReceiptRow = Type.Object(receipt, { title: 'ReceiptRow' })
export const ReceiptDetail = Type.Object(
  {
    ...receipt,
    applications: Type.Array(
      Type.Object({
        id: IdShape,
        invoiceId: IdShape,
        invoiceNumber: orNull(Type.String()),
        orderId: orNull(IdShape),
        orderNumber: orNull(Type.String()),
        appliedOn: DateShape,
        amount: MoneyShape,
        rule: Type.String(),
      }),
    ),
  },
  { title: 'ReceiptDetail' },
)
export const ReceiptList = listOf(ReceiptRow, 'ReceiptList')

export type ReceivableView = Static<typeof Receivable>
export type InvoiceRow = Static<typeof InvoiceSummary>
export type InvoiceDetail = Static<typeof InvoiceView>
export type ReceiptView = Static<typeof ReceiptRow>
export type ReceiptDetail = Static<typeof ReceiptDetail>
