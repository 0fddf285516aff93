import { Type, type Static } from 'typebox'
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
import { BookEntry, Exchange, OrderDocument, Return, Shipment } from './document-shapes.ts'
import { Plan, PlanSummary } from './plan-shapes.ts'
import { AccountRef, Actor, CustomerRef, Free, LocationRef } from './ref-shapes.ts'

/** Answers of the views over orders. */

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
    lineNo: orNull(Type.Integer({ description: 'The one that was named' })),
    lines: orNull(
      Type.Array(Type.Integer(), { description: 'What it stops, with what goes with that; null: all of it' }),
    ),
    taskKind: orNull(
      Type.String({ description: 'The kind of task that it stops; null: whatever comes next' }),
    ),
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

/** Parts of an order that can be asked for one by one: `?include=lines,plan`. */
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
    acts: Type.Array(Type.String(), {
      description:
        'What its state, and the life-cycle policy of the company, let whoever asks do now; who may says their scopes, too',
    }),
    actLimits: Type.Array(
      Type.Object({
        act: Type.String(),
        limit: Type.String({
          description: 'disabled: not as it stands; others: others may; asks_reason: with a reason',
        }),
        severity: Type.String({ description: 'valid, warning, error or critical' }),
        message: Type.String(),
      }),
      { description: 'What the policy has against acts that its state allows' },
    ),
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

export type OrderSummaryRow = Static<typeof OrderSummary>
export type OrderDetail = Static<typeof OrderView>
/** What a section shows when it was asked for. */
export type SectionOf<K extends OrderSection> = NonNullable<OrderDetail[K]>
