import { Type, type Static } from 'typebox'
import { Code, DateIn, strict } from '../orchestration/index.ts'
import { OrderInput, OrderLineInput, type OrderInput as Order } from '../orders/index.ts'
import type { QuoteContent, Validity } from './propose-version.ts'
import type { Terms } from './quote.ts'

/** A quote as a caller states it: the words of an order, which it becomes without being typed again. */

/** Alternatives of a quote. */
const MOST_ALTERNATIVES = 20

// An agreed price is of our lists: a line states neither its price nor its tax.
const { unitPrice: _price, taxAmount: _tax, custom: _own, ...line } = OrderLineInput.properties

const Alternative = strict({
  code: Type.String({ minLength: 1, maxLength: 20, pattern: '^[A-Za-z0-9]+$', form: 'letters and digits' }),
  title: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  discounts: Type.Optional(OrderInput.properties.discounts),
  lines: Type.Array(Type.Object(line, { additionalProperties: false, title: 'QuoteLineInput' }), {
    minItems: 1,
    maxItems: 20_000,
  }),
})

const validity = {
  validFrom: Type.Optional(DateIn),
  validUntil: Type.Optional(DateIn),
  validDays: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 3650, description: 'Instead of `validUntil`: days after the first' }),
  ),
}

export const QuoteInput = strict(
  {
    source: Type.String({ minLength: 1, maxLength: 100, description: 'Under which its orders are taken in' }),
    account: Type.String({ minLength: 1, maxLength: 100, description: 'Number of the customer account' }),
    currency: OrderInput.properties.currency,
    ...validity,
    customerReference: Type.Optional(Code),
    orderType: OrderInput.properties.orderType,
    taxInclusive: OrderInput.properties.taxInclusive,
    requestedOn: OrderInput.properties.requestedOn,
    requestedArrivalOn: OrderInput.properties.requestedArrivalOn,
    shipMethod: OrderInput.properties.shipMethod,
    shipTo: Type.Optional(
      strict({
        site: Type.Optional(
          Type.String({ minLength: 1, maxLength: 100, description: 'A site of the customer' }),
        ),
        country: Type.Optional(
          Type.String({ pattern: '^[A-Z]{2}$', form: 'two capital letters, such as GB' }),
        ),
        region: Type.Optional(Type.String({ maxLength: 100 })),
      }),
    ),
    coupons: OrderInput.properties.coupons,
    alternatives: Type.Array(Alternative, { minItems: 1, maxItems: MOST_ALTERNATIVES }),
  },
  'QuoteInput',
)

/** What of a quote is offered anew; what is not said stands. */
export const QuoteRevision = strict(
  { ...validity, content: Type.Optional(Type.Omit(QuoteInput, ['validFrom', 'validUntil', 'validDays'])) },
  'QuoteRevision',
)

type Stated = Omit<Static<typeof QuoteInput>, 'validFrom' | 'validUntil' | 'validDays'>

export function contentIn({
  source,
  account,
  currency,
  customerReference,
  taxInclusive,
  alternatives,
  orderType,
  requestedOn,
  requestedArrivalOn,
  shipMethod,
  shipTo,
  coupons,
}: Stated): QuoteContent {
  const terms: Terms = {
    ...(orderType === undefined ? {} : { orderType }),
    ...(requestedOn === undefined ? {} : { requestedOn }),
    ...(requestedArrivalOn === undefined ? {} : { requestedArrivalOn }),
    ...(shipMethod === undefined ? {} : { shipMethod }),
    ...(shipTo === undefined ? {} : { shipTo }),
    ...(coupons === undefined ? {} : { coupons }),
  }
  return {
    source,
    account,
    currency,
    customerReference: customerReference ?? null,
    taxInclusive: taxInclusive ?? false,
    terms,
    alternatives: alternatives.map(({ code, title, discounts, lines }) => ({
      code,
      title: title ?? null,
      discounts: discounts ?? [],
      lines: lines as Order['lines'],
    })),
  }
}

export function validityIn({
  validFrom: from,
  validUntil: until,
  validDays: days,
}: {
  validFrom?: string | undefined
  validUntil?: string | undefined
  validDays?: number | undefined
}): Validity {
  return { from, until, days }
}
