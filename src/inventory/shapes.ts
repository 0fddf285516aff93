import { Type, type Static } from 'typebox'
import {
  DateShape,
  IdShape,
  listOf,
  MoneyShape,
  orNull,
  QuantityShape,
  UnitPriceShape,
} from '../platform/wire.ts'

/** Answers about stock and what can be promised. */

export const StockRow = Type.Object(
  {
    itemId: IdShape,
    sku: Type.String(),
    name: Type.String(),
    location: Type.String({ description: 'Location code' }),
    locationName: Type.String(),
    onHand: QuantityShape,
    reserved: QuantityShape,
    available: QuantityShape,
    costPool: orNull(
      Type.Object(
        { quantity: QuantityShape, value: MoneyShape, average: UnitPriceShape, method: Type.String() },
        {
          description: "The item's pool in the location's cost organization; several locations may share it",
        },
      ),
    ),
  },
  { title: 'StockRow' },
)
export const StockList = listOf(StockRow, 'StockList')

const UnlimitedFrom = Type.Union([DateShape, Type.Null()], {
  description: 'By the rule anything is available from this day on; null: never',
})

export const AvailabilityView = Type.Object(
  {
    itemId: IdShape,
    sku: Type.String(),
    today: DateShape,
    on: DateShape,
    availableOn: QuantityShape,
    allocation: Type.Optional(
      Type.Object(
        {
          plan: Type.String(),
          node: orNull(Type.String({ description: 'None: what is nobody’s share' })),
        },
        { description: 'Whose share it is, where an order is asked about and the goods are shared out' },
      ),
    ),
    unlimitedFrom: UnlimitedFrom,
    locations: Type.Array(
      Type.Object({
        location: Type.String(),
        onHand: QuantityShape,
        reserved: QuantityShape,
        safetyStock: QuantityShape,
        availableOn: QuantityShape,
        unlimitedFrom: UnlimitedFrom,
        rule: Type.Object(
          {
            code: orNull(Type.String()),
            name: orNull(Type.String()),
            version: orNull(Type.Integer()),
            mode: orNull(
              Type.String({ description: 'stock, lead_time or infinite; null: nothing is available' }),
            ),
            because: Type.String({
              description:
                'What the rule is assigned to: item_and_location, item, class_and_location, class, location or everything; built_in: the company has no rule; no_atp_rule: none of its rules is for it',
            }),
          },
          { description: 'The ATP rule by which it is available' },
        ),
        steps: Type.Array(Type.Object({ from: DateShape, available: QuantityShape }), {
          description: 'From each day until the next, this much can be promised',
        }),
        supplies: Type.Array(
          Type.Object({
            number: Type.String(),
            kind: Type.String(),
            counts: Type.Boolean({ description: 'By the rule, were it in time' }),
            dueOn: DateShape,
            quantity: QuantityShape,
            pastDue: Type.Boolean(),
          }),
        ),
        demand: QuantityShape,
        backordered: QuantityShape,
      }),
    ),
  },
  { title: 'Availability' },
)

export const StockMove = Type.Object(
  {
    id: IdShape,
    kind: Type.String({ description: 'opening, receipt, issue, return, adjustment or revaluation' }),
    location: Type.String(),
    quantity: QuantityShape,
    value: MoneyShape,
    movedOn: DateShape,
    orderId: orNull(IdShape),
    orderNumber: orNull(Type.String()),
  },
  { title: 'StockMove' },
)
export const StockMoveList = listOf(StockMove, 'StockMoveList')

export type StockView = Static<typeof StockRow>
export type AvailabilityOfItem = Static<typeof AvailabilityView>
export type StockMoveView = Static<typeof StockMove>
