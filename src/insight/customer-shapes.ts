import { Type, type Static } from 'typebox'
import { AddressShape } from '../customers/index.ts'
import { DateShape, IdShape, InstantShape, listOf, MoneyShape, orNull } from '../platform/wire.ts'
import { OrderSummary } from './order-shapes.ts'
import { Actor, Free } from './ref-shapes.ts'

/** Answers of the views over customers. */

export const CustomerSummary = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    kind: Type.String({ description: 'organization, person or walk_in' }),
    name: orNull(Type.String()),
    email: orNull(Type.String()),
  },
  { title: 'CustomerSummary' },
)
export const CustomerList = Type.Object(
  {
    ...listOf(CustomerSummary, '').properties,
    complete: Type.Boolean({
      description: 'false: more names begin with `q` than were looked at; write more of it',
    }),
  },
  { title: 'CustomerList' },
)

const CustomerAccount = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    customer: Type.String({ description: 'Number of its record' }),
    currency: Type.String(),
    termsDays: Type.Integer(),
    segment: Type.String(),
    partner: orNull(Type.String({ description: 'Account of the firm that acts for it' })),
    actsFor: Type.Integer({ description: 'Accounts that name it as their partner' }),
    shipToCountry: Type.String(),
    shipToRegion: Type.String(),
    taxExempt: Type.Boolean(),
    creditLimit: orNull(MoneyShape),
    exposure: Type.Object(
      { openOrders: MoneyShape, openReceivables: MoneyShape, unapplied: MoneyShape, total: MoneyShape },
      {
        description:
          'What the limit is compared with: open orders + open receivables − unapplied. Prepaid orders are no credit: neither they nor their deposits count',
      },
    ),
    available: orNull(MoneyShape),
  },
  { title: 'CustomerAccount' },
)

const CustomerNote = Type.Object(
  {
    id: IdShape,
    customer: Type.String({ description: 'Number of its record' }),
    at: InstantShape,
    actor: Actor,
    text: orNull(Type.String({ description: 'null: erased with the person' })),
  },
  { title: 'CustomerNote' },
)
export const NoteList = Type.Object(listOf(CustomerNote, 'newest first').properties, { title: 'NoteList' })

export const CustomerView = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    kind: Type.String(),
    name: orNull(Type.String()),
    email: orNull(Type.String()),
    phone: orNull(Type.String()),
    address: Free,
    custom: Free,
    askedNumber: Type.String({
      description: 'The number that was asked for: that of any record of the customer',
    }),
    records: Type.Array(
      Type.Object({
        id: IdShape,
        number: Type.String(),
        kind: Type.String(),
        name: orNull(Type.String()),
        email: orNull(Type.String()),
        phone: orNull(Type.String()),
        head: Type.Boolean({ description: 'It leads the customer: name and address above are its own' }),
        into: orNull(Type.String({ description: 'Number of the record into which it was merged' })),
        mergedAt: orNull(InstantShape),
        mergedBy: orNull(Actor),
        reason: orNull(Type.String()),
        rule: orNull(Type.String({ description: 'That merged it; null: a person did' })),
        legalHold: orNull(Type.Object({ until: DateShape, reason: Type.String() })),
        erased: Type.Boolean({
          description: 'Its personal data were erased; those of other records were not',
        }),
      }),
      {
        description: 'Everything below is of all of these. None to a credential that sees some accounts only',
      },
    ),
    merges: Type.Array(
      Type.Object({
        at: InstantShape,
        actor: Actor,
        customer: Type.String(),
        into: orNull(Type.String({ description: 'null: unmerged' })),
        reason: Type.String(),
        rule: orNull(Type.String()),
      }),
      { description: 'What was decided of these records and of those that once were; newest first' },
    ),
    alternateNumbers: Type.Array(
      Type.Object({ system: Type.String(), number: Type.String(), customer: Type.String() }),
      { description: 'What other systems call it' },
    ),
    notes: Type.Array(CustomerNote, {
      description: 'The newest 50; all of them are pages of `/customers/{number}/notes`',
    }),
    sites: Type.Array(
      Type.Object({
        customer: Type.String(),
        code: Type.String(),
        purposes: Type.Array(Type.String(), { description: 'ship_to, bill_to' }),
        country: Type.String(),
        region: Type.String(),
        active: Type.Boolean(),
        address: orNull(AddressShape),
      }),
    ),
    legalHold: orNull(
      Type.Object(
        { until: DateShape, reason: Type.String() },
        { description: 'Of that record whose data the law wants kept longest' },
      ),
    ),
    legalHolds: Type.Array(
      Type.Object({
        customer: Type.String(),
        at: orNull(InstantShape),
        actor: Actor,
        until: orNull(DateShape),
        reason: Type.String(),
      }),
      { description: 'What was said of a legal hold, newest first; without a day it was released' },
    ),
    erasures: Type.Array(
      Type.Object({
        customer: Type.String({ description: 'Number of the record that was erased' }),
        at: InstantShape,
        actor: Actor,
        reason: Type.String(),
        forced: Type.Boolean(),
        personRows: orNull(Type.Integer()),
        bodies: orNull(Type.Integer()),
        drafts: orNull(Type.Integer()),
        finished: Type.Boolean({ description: 'false: it was broken off; asked again it goes on' }),
      }),
      { description: 'When its personal data were erased, and what has gone by now; newest first' },
    ),
    accounts: Type.Array(CustomerAccount),
    lifetime: Type.Object(
      {
        whole: Type.Boolean({ description: 'False: of the newest 100,000 of an account only' }),
        orders: Type.Integer({ description: 'Agreed and not cancelled' }),
        cancelled: Type.Integer(),
        invoices: Type.Integer(),
        creditMemos: Type.Integer(),
        returns: Type.Integer(),
        sales: Type.Array(Type.Object({ ordered: MoneyShape, billed: MoneyShape, credited: MoneyShape }), {
          description: 'By currency: totals of those orders, of invoices and of credit memos',
        }),
      },
      { description: 'Counted from the orders and documents themselves whenever it is read' },
    ),
    holds: Type.Array(
      Type.Object({
        orderNumber: Type.String(),
        id: IdShape,
        kind: Type.String(),
        code: Type.String(),
        reason: Type.String(),
      }),
      { description: 'Not released yet' },
    ),
    returns: Type.Array(
      Type.Object({
        id: IdShape,
        orderNumber: orNull(Type.String()),
        accountNumber: Type.String(),
        returnedOn: DateShape,
        reason: Type.String(),
      }),
      { description: 'The newest 50' },
    ),
    receipts: Type.Array(
      Type.Object({
        receiptId: IdShape,
        accountNumber: Type.String(),
        receivedOn: DateShape,
        amount: MoneyShape,
        unapplied: MoneyShape,
        method: Type.String(),
        reference: orNull(Type.String()),
      }),
      { description: 'The newest 50' },
    ),
    quotes: Type.Array(
      Type.Object({
        id: IdShape,
        number: Type.String(),
        accountNumber: Type.String(),
        state: Type.String(),
        version: Type.Integer(),
        validUntil: DateShape,
        customerReference: orNull(Type.String()),
        madeAt: InstantShape,
      }),
      { description: 'The newest 50' },
    ),
    orders: Type.Array(OrderSummary, {
      description: 'The newest 50, or as many as `orders` says, or the one of `order`',
    }),
    openItems: Type.Array(
      Type.Object({
        accountNumber: Type.String(),
        invoiceId: IdShape,
        number: orNull(Type.String()),
        orderNumber: orNull(Type.String()),
        dueOn: DateShape,
        original: MoneyShape,
        open: MoneyShape,
      }),
      { description: 'The 200 that are due first' },
    ),
    unapplied: Type.Array(
      Type.Object({
        accountNumber: Type.String(),
        receiptId: IdShape,
        kind: Type.String(),
        receivedOn: DateShape,
        amount: MoneyShape,
      }),
    ),
  },
  { title: 'CustomerView' },
)

export type CustomerDetail = Static<typeof CustomerView>
