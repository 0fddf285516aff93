import { ruleLimits, type RuleSchema } from '../platform/rules.ts'
import type { OrderInput } from './order-input.ts'

/** What a recognition rule may ask: the order as its caller stated it, before anything was looked up (O-03). */
export const recognitionFacts = {
  order: {
    source: 'string',
    type: 'string',
    account: 'string',
    currency: 'string',
    country: 'string',
    region: 'string',
    customerReference: 'string',
    prepaid: 'bool',
    taxInclusive: 'bool',
    lines: 'int',
    skus: 'list<string>',
  },
} satisfies RuleSchema

/** What a validation rule may ask: what was stated, and what was found and priced. Amounts are minor units (O-05). */
export const validationFacts = {
  order: {
    ...recognitionFacts.order,
    prePriced: 'bool',
    segment: 'string',
    itemClasses: 'list<string>',
    kinds: 'list<string>',
    requestedOn: 'string',
    orderedOn: 'string',
    net: 'int',
    freight: 'int',
    tax: 'int',
    total: 'int',
  },
} satisfies RuleSchema

/** The facts of an order for its recognition; absent texts are empty. */
export function recognitionFactsOf(order: OrderInput) {
  return {
    order: {
      source: order.source,
      type: order.orderType ?? '',
      account: order.customer.account,
      currency: order.currency,
      country: order.shipTo?.country ?? '',
      region: order.shipTo?.region ?? '',
      customerReference: order.customerReference ?? '',
      prepaid: order.prepaid ?? false,
      taxInclusive: order.taxInclusive ?? false,
      lines: BigInt(order.lines.length),
      // The rule language bounds lists; an order of thousands of lines is recognized by its first ones.
      skus: order.lines.slice(0, ruleLimits.listFact).map((line) => line.sku),
    },
  }
}
