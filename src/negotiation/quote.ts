import type { OrderLineInput } from '../orders/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { divRound, type Micro, type Minor } from '../platform/money.ts'

/** The noun: an offer to a customer in versions, each with alternatives, and what of it was ordered (B2-5). */
export interface Quote {
  companyId: bigint
  id: bigint
  revision: bigint
  /** The newest; what is read of an older one is in `shown`. */
  version: number
  state: QuoteState
  sentVersion: number | null
  accountId: bigint
  madeAt: Date
  expiresOn: string | null
  /** The alternative of which orders were made. */
  alternative: string | null
  shown: QuoteVersion
  releases: Release[]
}

export interface QuoteVersion {
  version: number
  source: string
  accountNumber: string
  currency: string
  validFrom: string
  validUntil: string
  customerReference: string | null
  taxInclusive: boolean
  terms: Terms
  pricedOn: string
  /** Whether tax lies on the freight that is quoted. */
  freightTaxed: boolean
  ruleNames: Record<string, string>
  alternatives: Alternative[]
}

/** What an order states for all its lines, and a quote with it. It names no person. */
export interface Terms {
  orderType?: string
  requestedOn?: string
  requestedArrivalOn?: string
  shipMethod?: string
  shipTo?: { site?: string; country?: string; region?: string }
  coupons?: string[]
}

export interface Alternative {
  place: number
  code: string
  title: string | null
  /** As they were stated. */
  discounts: Json
  net: Minor
  freight: Minor
  tax: Minor
  lines: QuoteLine[]
}

export interface QuoteLine {
  lineNo: number
  /** Of what a configured line brings: the number of that line, and how many of it a unit takes. */
  parent: { lineNo: number; perParent: number; option: string } | null
  /** As it was stated; null of what a configured line brings. */
  stated: OrderLineInput | null
  sku: string
  /** As it was called then. */
  itemName: string
  uom: string
  quantity: Micro
  unitPrice: Micro
  /** After all discounts, with its tax where prices include it. */
  amount: Minor
  freightAmount: Minor
  net: Minor
  freight: Minor
  tax: Minor
  taxPercent: Micro
  waterfall: Json
  /** The line of an agreement that its price is of, or that it releases. */
  agreement: { code: string; line: number; version: number } | null
  requestedOn: string
  promises: JsonObject[]
}

/** What of a line went into an order. */
export interface Release {
  orderId: bigint
  lineNo: number
  version: number
  place: number
  quantity: Micro
}

export const QUOTE_STATES = ['draft', 'sent', 'accepted', 'refused', 'expired', 'withdrawn'] as const
export type QuoteState = (typeof QUOTE_STATES)[number]

export type QuoteAct = 'revise' | 'send' | 'accept' | 'refuse' | 'withdraw' | 'expire'

/** Where an act leads from each state; null: it cannot be done. */
export const TRANSITIONS: Record<QuoteState, Record<QuoteAct, QuoteState | null>> = {
  draft: {
    revise: 'draft',
    send: 'sent',
    accept: null,
    refuse: null,
    withdraw: 'withdrawn',
    expire: null,
  },
  sent: {
    revise: 'draft',
    send: null,
    accept: 'accepted',
    refuse: 'refused',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  // What is left of it can be ordered until its last day; what was ordered stands.
  accepted: { revise: null, send: null, accept: 'accepted', refuse: null, withdraw: null, expire: null },
  refused: { revise: 'draft', send: null, accept: null, refuse: null, withdraw: null, expire: null },
  expired: {
    revise: 'draft',
    send: null,
    accept: null,
    refuse: 'refused',
    withdraw: 'withdrawn',
    expire: null,
  },
  withdrawn: { revise: null, send: null, accept: null, refuse: null, withdraw: null, expire: null },
}

/** The number of a quote as people say it: `QU` and its id in decimal. */
export function quoteNumber(id: bigint): string {
  return `QU${id}`
}

/** What of each stated line of an alternative went into orders. */
export function releasedOf(quote: Quote, { place }: Alternative): Map<number, Micro> {
  const released = new Map<number, Micro>()
  for (const { lineNo, version, place: of, quantity } of quote.releases)
    if (version === quote.shown.version && of === place)
      released.set(lineNo, (released.get(lineNo) ?? 0n) + quantity)
  return released
}

/**
 * The part of an amount that goes with a part of a quantity, behind what went before: parts add up to the whole, to the minor unit
 * (cumulative, D1-5).
 */
export function shareOf(amount: Minor, quantity: Micro, before: Micro, taken: Micro): Minor {
  if (quantity === 0n) return 0n
  return divRound(amount * (before + taken), quantity) - divRound(amount * before, quantity)
}

/** Why a quote cannot be ordered from on a day; undefined: it can (B2-5). */
export function outOfTime(
  {
    state,
    shown: { validFrom, validUntil },
  }: Pick<Quote, 'state'> & {
    shown: Pick<QuoteVersion, 'validFrom' | 'validUntil'>
  },
  today: string,
): { code: 'quote_expired' | 'quote_not_yet'; message: string } | undefined {
  if (state === 'expired' || today > validUntil)
    return { code: 'quote_expired', message: `the quote was valid until ${validUntil}` }
  if (today < validFrom) return { code: 'quote_not_yet', message: `the quote is valid from ${validFrom} on` }
  return undefined
}
