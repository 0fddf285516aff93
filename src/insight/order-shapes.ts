import { Type, type Static } from 'typebox'
import { SignedHead } from '../platform/signed-head.ts'
import { MarginShape } from '../orders/index.ts'
import { PlaceView } from '../customers/index.ts'
import {
  DateShape,
  IdShape,
  InstantShape,
  listOf,
  MoneyShape,
  orNull,
  PercentShape,
  QuantityShape,
  UnitPriceShape,
} from '../platform/wire.ts'
import { StrayRow } from './stray.ts'
import { ChargeShape, SoldShape, WaterfallStep } from '../pricing/index.ts'

/** Answers of the views over orders and events. */

const CustomerRef = Type.Object(
  { number: Type.String(), name: orNull(Type.String()) },
  { title: 'CustomerRef' },
)
const AccountRef = Type.Object({ id: IdShape, number: Type.String() }, { title: 'AccountRef' })
const LocationRef = Type.Object({ code: Type.String(), name: Type.String() }, { title: 'LocationRef' })
export const Actor = Type.String({
  description:
    'user:…, key:… or system; null for a credential that sees part of the rows, unless it is its own',
})
export const Free = Type.Unknown({ description: 'As the deciding act wrote it' })

const statuses = {
  state: Type.String({ description: 'The stored state of the order, one of 13' }),
  status: Type.String({ description: 'The shown status: the least advanced line, plus `partially_…`' }),
  statusName: Type.String({ description: 'The shown status in words' }),
  fulfillmentStatus: Type.String(),
  billingStatus: Type.String(),
  paymentStatus: Type.String({
    description:
      'not_due (nothing is billed yet), due (prepaid: its money is awaited), unpaid (billed), partially_paid or paid',
  }),
  fallout: Type.Boolean({
    description: 'A task of it failed for good: it needs a person, whatever the status says',
  }),
}

export const OrderSummary = Type.Object(
  {
    id: IdShape,
    number: Type.String({ examples: ['SO1000017'] }),
    source: Type.String(),
    externalId: Type.String(),
    customer: orNull(CustomerRef),
    account: orNull(AccountRef),
    placedAt: InstantShape,
    total: MoneyShape,
    lines: Type.Integer(),
    ...statuses,
    promisedOn: orNull(DateShape),
  },
  { title: 'OrderSummary' },
)
export const OrderList = listOf(OrderSummary, 'OrderList')

export const OrderLine = Type.Object(
  {
    lineNo: Type.Integer(),
    externalLineId: orNull(Type.String()),
    version: Type.Integer({ description: 'The order version since which the line stands like this' }),
    action: Type.String({ description: 'add, modify or no_change' }),
    itemId: orNull(IdShape),
    sku: Type.String(),
    name: orNull(Type.String()),
    itemClass: Type.String(),
    kind: Type.String(),
    uom: Type.String(),
    quantity: QuantityShape,
    unitPrice: UnitPriceShape,
    sold: SoldShape,
    net: MoneyShape,
    tax: MoneyShape,
    freight: MoneyShape,
    taxPercent: PercentShape,
    unitCost: Type.Union([UnitPriceShape, Type.Null()], {
      description:
        'What a unit cost us when it was priced, in the currency of the books; null without the scope inventory:read, and for a credential that sees part of the rows',
    }),
    margin: MarginShape,
    costFrom: orNull(
      Type.Object(
        { system: Type.String(), asOf: InstantShape },
        {
          description: 'The outside system that stated the cost, and when it looked; null for our own books',
        },
      ),
    ),
    charges: Type.Array(ChargeShape, { description: 'What it is charged beside its price' }),
    waterfall: Type.Array(WaterfallStep, { description: 'How the price came about; empty without a price' }),
    parentLineNo: orNull(
      Type.Integer({ description: 'The configured line that brought it; null: it was stated' }),
    ),
    perParent: orNull(Type.Integer({ description: 'How many of it go with one of that line' })),
    configuration: orNull({ ...Free, description: 'Of a configured line: model, version and choices' }),
    custom: Free,
  },
  { title: 'OrderLine' },
)

export const FulfillmentLine = Type.Object(
  {
    id: IdShape,
    lineNo: Type.Integer(),
    location: orNull(LocationRef),
    quantity: QuantityShape,
    supply: Type.String({ description: 'on_hand, dated, backorder or none' }),
    requestedOn: orNull(DateShape),
    promisedOn: orNull(DateShape),
    firstPromisedOn: orNull(DateShape),
    splitFrom: orNull({
      ...IdShape,
      description: 'The part that it was split from when a location refused it',
    }),
    decision: Free,
    reserved: QuantityShape,
    shipped: QuantityShape,
    invoiced: QuantityShape,
    returned: QuantityShape,
    cancelled: QuantityShape,
    status: Type.String(),
  },
  { title: 'FulfillmentLine' },
)

const Hold = Type.Object(
  {
    id: IdShape,
    lineNo: orNull(Type.Integer()),
    taskKind: orNull(Type.String()),
    kind: Type.String(),
    code: Type.String(),
    reason: Type.String(),
    placedBy: orNull(Actor),
    placedAt: orNull(InstantShape),
    expiresOn: orNull(DateShape),
    released: Type.Boolean(),
    releasedBy: orNull(Actor),
    releasedAt: orNull(InstantShape),
    releaseReason: orNull(Type.String()),
  },
  { title: 'Hold' },
)

export const PlanTask = Type.Object(
  {
    id: IdShape,
    componentId: IdShape,
    kind: Type.String(),
    mode: Type.String(),
    generation: Type.Integer(),
    state: Type.String(),
    waits: Type.Integer(),
    startAt: orNull(InstantShape),
    dueAt: orNull(InstantShape),
    attempt: orNull(Type.Integer()),
    input: Free,
    output: Free,
    problem: orNull(Type.String()),
  },
  { title: 'PlanTask' },
)

export const PlanComponent = Type.Object(
  {
    id: IdShape,
    kind: Type.String(),
    key: Type.String(),
    pattern: Type.String(),
    modelVersion: Type.Integer(),
    location: orNull(LocationRef),
  },
  { title: 'PlanComponent' },
)

const Step = Type.Object({ component: Type.String(), kind: Type.String() })
const PlanSummary = Type.Object(
  {
    tasks: Type.Integer(),
    steps: Type.Array(
      Type.Object({
        component: Type.String({ description: 'Kind of the component' }),
        kind: Type.String({ description: 'What its tasks do' }),
        states: Type.Record(Type.String(), Type.Integer(), { description: 'How many tasks are in a state' }),
      }),
    ),
    dependencies: Type.Array(Type.Object({ from: Step, to: Step })),
  },
  { title: 'PlanSummary' },
)

const Plan = Type.Object(
  {
    components: Type.Array(
      Type.Object({
        ...PlanComponent.properties,
        lines: Type.Array(IdShape, { description: 'Fulfillment lines' }),
        lineNos: Type.Array(Type.Integer(), { description: 'The lines of the order behind them' }),
      }),
    ),
    tasks: Type.Array(PlanTask),
    dependencies: Type.Array(
      Type.Object({ from: IdShape, to: IdShape, met: Type.Boolean() }, { description: 'Between tasks' }),
    ),
  },
  { title: 'Plan' },
)

const Shipment = Type.Object(
  {
    id: IdShape,
    state: Type.String(),
    location: orNull(LocationRef),
    releasedOn: DateShape,
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

const Return = Type.Object(
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

const Exchange = Type.Object(
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

const OrderDocument = Type.Object(
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

export const TimelineRow = Type.Object(
  {
    pos: Type.String({ description: "Place in the company's order of facts" }),
    at: InstantShape,
    act: Type.String(),
    actor: orNull(Actor),
    reason: orNull(Type.String()),
    changes: Type.Array(
      Type.Object({
        what: Type.String(),
        key: orNull(Type.String()),
        lineNo: orNull(Type.Integer({ description: 'The line that `key` is a part of' })),
        from: Free,
        to: Free,
      }),
    ),
    events: Type.Array(Type.String()),
  },
  { title: 'TimelineRow' },
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

/** Parts of an order that can be asked for one by one: `?include=lines,plan`. */
const SourcingSearch = Type.Object(
  {
    at: InstantShape,
    attempt: Type.Integer({ description: '1: the first; more: again, for what a location refused' }),
    lineNo: Type.Optional(Type.Integer({ description: 'It was for what is brought for this line alone' })),
    broughtTo: Type.Optional(Type.String({ description: 'Where that is collected' })),
    option: Type.Optional(
      Type.Object(
        {
          kind: Type.String(),
          location: Type.Optional(Type.String()),
          before: Type.String({ description: 'What the line had' }),
        },
        { description: 'It was chosen out of a what-if: other locations were not asked' },
      ),
    ),
    rule: Type.String(),
    ruleVersion: Type.Integer(),
    outcome: Type.String({ description: 'one_fills_all, split_order, split_line or short' }),
    located: Type.Boolean({ description: 'It was known where the order goes' }),
    criteria: Type.Array(Type.Object({ by: Type.String(), percent: Type.Optional(Type.Integer()) })),
    places: Type.Array(
      Type.Object({
        location: Type.String(),
        score: Type.Optional(Type.Number()),
        fills: Type.Integer({ description: 'Lines that it could fill whole' }),
        values: Type.Record(Type.String(), orNull(Type.Number())),
        barred: Type.Optional(Type.String({ description: 'Why it might not serve' })),
      }),
      { description: 'In the order of the rule' },
    ),
    untold: Type.Optional(Type.Integer({ description: 'More locations, of which nothing is told' })),
  },
  { title: 'SourcingSearch' },
)

export const ORDER_SECTIONS = [
  'lines',
  'fulfillmentLines',
  'holds',
  'plan',
  'planSummary',
  'strays',
  'sourcing',
  'shipments',
  'returns',
  'exchanges',
  'invoices',
  'deposits',
  'timeline',
  'books',
  'intake',
] as const
export type OrderSection = (typeof ORDER_SECTIONS)[number]

export const OrderView = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    revision: Type.Integer({ description: 'Also the ETag' }),
    version: Type.Integer(),
    orderType: Type.String(),
    source: Type.String(),
    externalId: Type.String(),
    customerReference: orNull(Type.String()),
    customer: orNull(CustomerRef),
    account: orNull(AccountRef),
    ...statuses,
    openHolds: Type.Integer(),
    lineCount: Type.Integer(),
    priority: Type.Integer({ description: '0 to 9, 9 is the most urgent' }),
    placedAt: InstantShape,
    remorseUntil: orNull({
      ...InstantShape,
      description: 'Nothing of it starts before: until then whoever placed it may take it back',
    }),
    orderedOn: DateShape,
    requestedOn: orNull(DateShape),
    promisedOn: orNull(DateShape),
    shipToCountry: Type.String(),
    shipToRegion: Type.String(),
    shipTo: PlaceView,
    billTo: PlaceView,
    currency: Type.String(),
    prePriced: Type.Boolean(),
    taxInclusive: Type.Boolean(),
    prepaid: Type.Boolean(),
    termsDays: Type.Integer(),
    net: MoneyShape,
    tax: MoneyShape,
    freight: MoneyShape,
    freightTax: MoneyShape,
    total: MoneyShape,
    /** What of the total was cancelled and is not billed. */
    cancelledTotal: MoneyShape,
    problems: Free,
    decisions: Free,
    custom: Free,
    lines: Type.Optional(Type.Array(OrderLine)),
    fulfillmentLines: Type.Optional(Type.Array(FulfillmentLine)),
    holds: Type.Optional(Type.Array(Hold)),
    plan: Type.Optional(Plan),
    planSummary: Type.Optional(PlanSummary),
    shipments: Type.Optional(Type.Array(Shipment)),
    sourcing: Type.Optional(
      Type.Array(SourcingSearch, { description: 'Searches for locations, with what they knew of each' }),
    ),
    strays: Type.Optional(Type.Array(StrayRow, { description: 'What left without a sale' })),
    returns: Type.Optional(Type.Array(Return)),
    exchanges: Type.Optional(
      Type.Array(Exchange, {
        description: 'Goods of it that are exchanged, and what it is the replacement of',
      }),
    ),
    invoices: Type.Optional(Type.Array(OrderDocument)),
    deposits: Type.Optional(
      Type.Array(
        Type.Object({
          receiptId: IdShape,
          kind: Type.String(),
          receivedOn: DateShape,
          amount: MoneyShape,
          unapplied: MoneyShape,
          method: Type.String(),
          reference: orNull(Type.String()),
        }),
      ),
    ),
    timeline: Type.Optional(Type.Array(TimelineRow)),
    books: Type.Optional(Type.Array(BookEntry)),
    intake: Type.Optional(
      orNull(
        Type.Object({
          id: IdShape,
          receivedAt: InstantShape,
          principal: Type.String(),
          contentType: Type.String(),
          outcome: Type.String(),
          bodyHash: Type.String({ description: 'SHA-256 of the bytes, hex' }),
          problems: Free,
        }),
      ),
    ),
  },
  { title: 'OrderView' },
)

/** A CloudEvents 1.0 envelope. */
const fact = {
  pos: Type.String(),
  act: Type.String(),
  actor: Type.String(),
  reason: orNull(Type.String()),
}
export const EventEnvelope = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Type.String({ description: 'epoch:company:pos:n; the same event always has the same id' }),
    source: Type.String({ examples: ['/companies/demo'] }),
    type: Type.String({ examples: ['order.submitted'] }),
    subject: Type.String({
      description: 'Id of the order, of the quote or of a signed head, or number of the customer',
    }),
    time: InstantShape,
    datacontenttype: Type.Literal('application/json'),
    data: Type.Union([
      Type.Object({
        ...fact,
        orderId: IdShape,
        orderNumber: Type.String(),
        changes: Type.Array(
          Type.Object({ what: Type.String(), key: orNull(Type.String()), from: Free, to: Free }),
        ),
      }),
      Type.Object({ pos: Type.String(), head: SignedHead }),
      Type.Object({
        ...fact,
        customer: Type.String({ description: 'Number of the record' }),
        into: orNull(Type.String({ description: 'Under which record it stands; null: under none' })),
        head: Type.String({ description: 'Number of the record that leads its customer now' }),
        rule: orNull(Type.String({ description: 'Null: a person decided' })),
      }),
      Type.Object({
        ...fact,
        quoteId: IdShape,
        quoteNumber: Type.String(),
        version: Type.Integer(),
        state: Type.String({ description: 'Of the quote, after it' }),
      }),
    ]),
  },
  { title: 'EventEnvelope' },
)
export const EventFeed = Type.Object(
  {
    events: Type.Array(EventEnvelope),
    next: Type.String({ description: 'Pass it as `after`: everything up to here was given, in order' }),
    head: Type.String({ description: "The cursor of the newest place in the company's order of facts" }),
  },
  { title: 'EventFeed' },
)

export type OrderSummaryRow = Static<typeof OrderSummary>
export type OrderDetail = Static<typeof OrderView>
/** What a section shows when it was asked for. */
export type SectionOf<K extends OrderSection> = NonNullable<OrderDetail[K]>
export type Envelope = Static<typeof EventEnvelope>
