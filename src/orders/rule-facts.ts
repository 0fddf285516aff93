import type { Item } from '../catalog/index.ts'
import type { Account } from '../customers/index.ts'
import { ruleLimits, Texts, type RuleSchema } from '../platform/rules.ts'
import { formatMicro, parseMicro, type Micro } from '../platform/money.ts'
import { marginOf } from '../pricing/index.ts'
import type { LineMargin } from './margin.ts'
import type { OrderInput, OrderLineInput } from './order-input.ts'
import type { OrderAmounts } from './order-amounts.ts'

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

/** What an approval rule may ask: what a validation rule may, and what was taken off by hand and what is left (A4-1). */
export const approvalFacts = {
  order: {
    ...validationFacts.order,
    /** The greatest discount that is stated of a line or of the order, in percent. */
    discountPercent: 'double',
    /** More is taken off for a reason than its limit. */
    discountOverLimit: 'bool',
    /** Of the lines whose cost is known, in percent of their net. */
    marginPercent: 'double',
    marginKnown: 'bool',
  },
} satisfies RuleSchema

/**
 * What a transformation of an order may ask: what was stated, with the type that was recognized (O-06). Nothing personal:
 * what a rule makes of it is kept in plain columns, where an erasure does not find it.
 */
export const orderTransformationFacts = {
  order: {
    ...recognitionFacts.order,
    externalId: 'string',
    requestedOn: 'string',
    custom: 'Texts',
  },
  lookups: 'Lookups',
} satisfies RuleSchema

/** What a transformation of a line may ask: its order, and what was stated of the line. */
export const lineTransformationFacts = {
  ...orderTransformationFacts,
  line: {
    lineNo: 'int',
    lineId: 'string',
    sku: 'string',
    uom: 'string',
    quantity: 'int',
    requestedOn: 'string',
    custom: 'Texts',
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

/** The facts of an order for its validation: what was found and priced in place of what was stated. */
export function validationFactsOf(
  order: OrderInput,
  found: {
    country: string
    region: string
    orderedOn: string
    prePriced: boolean
    account: Account
    orderType: string
    items: readonly Item[]
    amounts: OrderAmounts
  },
) {
  const { country, region, orderedOn, prePriced, account, orderType, items, amounts } = found
  return {
    order: {
      ...recognitionFactsOf(order).order,
      type: orderType,
      account: account.number,
      country,
      region,
      prePriced,
      segment: account.segment,
      itemClasses: [...new Set(items.map((item) => item.itemClass))],
      kinds: [...new Set(items.map((item) => item.kind))],
      requestedOn: order.requestedOn ?? '',
      orderedOn,
      net: amounts.net,
      freight: amounts.freight,
      tax: amounts.tax,
      total: amounts.total,
    },
  }
}

/** The facts of an order for its approval. */
export function approvalFactsOf(
  facts: ReturnType<typeof validationFactsOf>,
  { discountPercent, overLimit }: { discountPercent: Micro; overLimit: boolean },
  margins: readonly LineMargin[],
) {
  const known = margins.flatMap(({ margin }) => margin ?? [])
  const sum = (of: (one: (typeof known)[number]) => bigint) => known.reduce((all, one) => all + of(one), 0n)
  const whole = marginOf(
    sum((one) => one.net),
    { goods: sum((one) => one.cost), freight: 0n, payment: 0n },
  )
  const percent = whole?.percent ?? 0n
  return {
    order: {
      ...facts.order,
      discountPercent: Number(formatMicro(discountPercent)),
      discountOverLimit: overLimit,
      marginPercent: Number(formatMicro(percent)),
      marginKnown: known.length > 0 && known.length === margins.length,
    },
  }
}

/** The facts of an order for its transformation. */
export function orderTransformationFactsOf(order: OrderInput, orderType: string) {
  return {
    order: {
      ...recognitionFactsOf(order).order,
      type: orderType,
      externalId: order.externalId,
      requestedOn: order.requestedOn ?? '',
      custom: textsOf(order.custom),
    },
  }
}

/** The facts of a line for its transformation. @param lineNo the number it has, or gets */
export function lineTransformationFactsOf(line: OrderLineInput, lineNo: number) {
  return {
    line: {
      lineNo: BigInt(lineNo),
      lineId: line.lineId ?? '',
      sku: line.sku,
      uom: line.uom ?? '',
      // What is no decimal is refused with the order; no rule has to know.
      quantity: parseMicro(String(line.quantity)) ?? 0n,
      requestedOn: line.requestedOn ?? '',
      custom: textsOf(line.custom),
    },
  }
}

/** Own fields as texts; lists and objects are none. */
export function textsOf(custom: Record<string, unknown> | undefined): Texts {
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(custom ?? {})) {
    if (typeof value === 'string') texts.set(name, value)
    else if (typeof value === 'number' || typeof value === 'boolean') texts.set(name, String(value))
  }
  return new Texts(texts)
}
