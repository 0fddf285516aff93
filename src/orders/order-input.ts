import { Type, type Static } from 'typebox'
import { addressMembers, CountryCode } from '../customers/index.ts'
import { ConfigurationInput } from './configuration.ts'

/** An order as a caller states it. Words on the wire: docs/decisions/0006. */

/** Lines of one order; `DOCKET_ORDER_LINES` may say fewer. */
export const MOST_LINES = 20_000

const strict = { additionalProperties: false }
const code = (maxLength: number) => Type.String({ minLength: 1, maxLength })
const DateText = Type.String({ format: 'date', description: 'YYYY-MM-DD in the time zone of the company' })
const Decimal = Type.Union([
  Type.String({ maxLength: 32, description: 'Decimal string, up to 6 decimals' }),
  Type.Number({ description: 'Accepted in; answers carry decimal strings' }),
])
const Custom = Type.Record(Type.String({ maxLength: 100 }), Type.Unknown(), {
  description: 'Your own fields, kept as they are',
})

export const Money = Type.Object(
  {
    amount: Type.String({ maxLength: 32, description: 'Decimal string' }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
  },
  { ...strict, title: 'MoneyIn' },
)

export const Discount = Type.Object(
  {
    code: Type.Optional(code(100)),
    percent: Type.Optional(Decimal),
    amount: Type.Optional(Money),
    reason: Type.Optional(code(500)),
  },
  {
    ...strict,
    title: 'Discount',
    description:
      'Either percent or amount; the amount of a line is off each unit, that of an order off the whole. No line costs less than nothing.',
  },
)

export const Address = Type.Object(
  {
    site: Type.Optional(code(100)),
    country: Type.Optional(CountryCode),
    region: Type.Optional(Type.String({ maxLength: 100 })),
    ...addressMembers,
  },
  {
    ...strict,
    title: 'Address',
    description: 'Either the code of a site of the customer, or an address with at least its country',
  },
)

export const CoversInput = Type.Object(
  {
    lineId: code(100),
    duration: Type.Union([
      Type.String({ maxLength: 32, description: 'How many periods of the item: 3' }),
      Type.Number({ description: 'Accepted in; answers carry decimal strings' }),
    ]),
  },
  {
    ...strict,
    title: 'Covers',
    description: 'What a line of an item of kind coverage covers: a line of the order, by its `lineId`',
  },
)

export const OrderLineInput = Type.Object(
  {
    lineId: Type.Optional(code(100)),
    sku: code(200),
    quantity: Decimal,
    uom: Type.Optional(code(20)),
    unitPrice: Type.Optional(Money),
    discounts: Type.Optional(Type.Array(Discount, { maxItems: 20 })),
    taxAmount: Type.Optional(Money),
    requestedOn: Type.Optional(DateText),
    requestedArrivalOn: Type.Optional(DateText),
    allowSplit: Type.Optional(Type.Boolean()),
    minSplitQuantity: Type.Optional(
      Type.Union([
        Type.String({
          maxLength: 32,
          description: 'Decimal string: the first part of a split is no smaller',
        }),
        Type.Number({ description: 'Accepted in; answers carry decimal strings' }),
      ]),
    ),
    openUnits: Type.Optional(
      Type.Boolean({
        description:
          'true: whole units of it, such as cases, may be opened, so that less than one leaves from a place on a day',
      }),
    ),
    location: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'The only place that may serve it, by its code: goods that are collected there',
      }),
    ),
    agreement: Type.Optional(
      Type.Object(
        {
          code: code(100),
          line: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
        },
        {
          ...strict,
          title: 'AgreementName',
          description: 'The agreement that it releases, where several are for it; absent: the one that is',
        },
      ),
    ),
    covers: Type.Optional(CoversInput),
    configuration: Type.Optional(ConfigurationInput),
    custom: Type.Optional(Custom),
  },
  { ...strict, title: 'OrderLineInput' },
)

export const OrderInput = Type.Object(
  {
    source: code(100),
    externalId: code(200),
    version: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    orderType: Type.Optional(code(100)),
    customer: Type.Object(
      {
        account: code(100),
        create: Type.Optional(
          Type.Object(
            {
              name: Type.Optional(Type.String({ maxLength: 500 })),
              email: Type.Optional(Type.String({ maxLength: 320 })),
              kind: Type.Optional(
                Type.Union([Type.Literal('organization'), Type.Literal('person'), Type.Literal('walk_in')]),
              ),
            },
            strict,
          ),
        ),
      },
      strict,
    ),
    customerReference: Type.Optional(code(200)),
    currency: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
    placedAt: Type.Optional(Type.String({ format: 'date-time', maxLength: 40 })),
    requestedOn: Type.Optional(DateText),
    requestedArrivalOn: Type.Optional(
      Type.String({
        format: 'date',
        description:
          'The day by which it is to arrive by its `shipMethod`; else `requestedOn` says when it is to leave',
      }),
    ),
    shipMethod: Type.Optional(
      Type.String({ minLength: 1, maxLength: 40, description: 'One that transit lanes are described for' }),
    ),
    reservationKey: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'The key under which a cart holds goods (`reserve` of `POST /api/v1/promises`): the order gets them',
      }),
    ),
    shipTo: Type.Optional(Address),
    billTo: Type.Optional(Address),
    prepaid: Type.Optional(Type.Boolean()),
    paymentMethod: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'How the buyer pays: one that payment fees are described for',
      }),
    ),
    taxInclusive: Type.Optional(Type.Boolean()),
    discounts: Type.Optional(Type.Array(Discount, { maxItems: 20 })),
    coupons: Type.Optional(
      Type.Array(code(100), {
        maxItems: 20,
        description: 'Codes that call promotions; of a source whose prices are final nothing',
      }),
    ),
    freight: Type.Optional(Money),
    conversion: Type.Optional(
      Type.Object(
        {
          from: Type.String({ pattern: '^[A-Z]{3}$', form: 'three capital letters, such as GBP' }),
          rate: Type.String({
            maxLength: 24,
            description: 'Units of the currency of the order for one of `from`, up to 10 decimals',
          }),
          date: DateText,
        },
        {
          ...strict,
          title: 'StatedRate',
          description:
            'The rate of a day at which prices of lists in `from` are converted; absent: the one that is set up for the day of the price',
        },
      ),
    ),
    lines: Type.Array(OrderLineInput, { minItems: 1, maxItems: MOST_LINES }),
    submit: Type.Optional(Type.Boolean({ description: 'false leaves a draft' })),
    custom: Type.Optional(Custom),
  },
  { ...strict, title: 'OrderInput' },
)

export type OrderInput = Static<typeof OrderInput>
export type OrderLineInput = Static<typeof OrderLineInput>
export type AddressInput = Static<typeof Address>
export type DiscountInput = Static<typeof Discount>
