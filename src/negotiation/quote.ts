import type { OrderLineInput, Sold } from '../orders/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { divRound, parseMicro, type Micro, type Minor } from '../platform/money.ts'
import type { SoldUnits } from '../pricing/index.ts'

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
  /** Who has to agree to it before the customer sees it; null: nobody. */
  approval: QuoteApproval | null
  alternatives: Alternative[]
}

/** Whether somebody agrees to a version (A4-5); it is asked while its quote waits in this version. */
export interface QuoteApproval {
  /** `code@version`; those of margin rules behind `margin `. */
  rules: string[]
  /** In the order in which they are asked, and which of them is, from 0 on. */
  levels: string[]
  level: number
  /** Who of that level has agreed, while others of it have not. */
  agreed: string[]
  state: 'wanted' | 'approved' | 'rejected'
  /** The actor that made the version. */
  madeBy: string
  /** The actor that sent it; null: nobody did. */
  requestedBy: string | null
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
  /** The greatest discount by hand that is in it, in percent. */
  discountPercent: Micro
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
  /** The unit that it is quoted in, with the price of one; null: `uom`, in which its quantity is in any case. */
  sold: Sold | null
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

/** A part of a line: in what its item is stocked in and, where it is told by the unit that the line is quoted in, in that; null: it is not. */
export interface Taken {
  quantity: Micro
  units: Micro | null
}

/** What of a line went into an order. */
export interface Release extends Taken {
  orderId: bigint
  lineNo: number
  version: number
  place: number
}

export const QUOTE_STATES = [
  'draft',
  'pending_approval',
  'sent',
  'accepted',
  'refused',
  'expired',
  'withdrawn',
] as const
export type QuoteState = (typeof QUOTE_STATES)[number]

export type QuoteAct = 'revise' | 'send' | 'approve' | 'reject' | 'accept' | 'refuse' | 'withdraw' | 'expire'

const NOTHING = {
  revise: null,
  send: null,
  approve: null,
  reject: null,
  accept: null,
  refuse: null,
  withdraw: null,
  expire: null,
} satisfies Record<QuoteAct, null>

/** Where an act leads from each state; null: it cannot be done. What somebody has to agree to waits when it is sent. */
export const TRANSITIONS: Record<QuoteState, Record<QuoteAct, QuoteState | null>> = {
  draft: { ...NOTHING, revise: 'draft', send: 'sent', withdraw: 'withdrawn' },
  // It was sent, and somebody has to agree first.
  pending_approval: { ...NOTHING, revise: 'draft', approve: 'sent', reject: 'draft', withdraw: 'withdrawn' },
  sent: {
    ...NOTHING,
    revise: 'draft',
    accept: 'accepted',
    refuse: 'refused',
    withdraw: 'withdrawn',
    expire: 'expired',
  },
  // What is left of it can be ordered until its last day; what was ordered stands.
  accepted: { ...NOTHING, accept: 'accepted' },
  refused: { ...NOTHING, revise: 'draft' },
  expired: { ...NOTHING, revise: 'draft', refuse: 'refused', withdraw: 'withdrawn' },
  withdrawn: NOTHING,
}

/** How many of the unit that a line is quoted in, and the price of one; undefined: it is quoted in what its item is stocked in. */
export function quotedIn({ sold, stated }: Pick<QuoteLine, 'sold' | 'stated'>): SoldUnits | undefined {
  if (!sold || !stated) return undefined
  return { uom: sold.uom, quantity: parseMicro(String(stated.quantity))!, unitPrice: sold.unitPrice }
}

/** A part of a line in the unit that it is quoted in; of what is measured and was not told by it, as near as six decimals are. */
export function unitsIn({ sold }: Pick<QuoteLine, 'sold'>, { quantity, units }: Taken): Micro {
  return units ?? (sold ? divRound(quantity * sold.denominator, sold.numerator) : quantity)
}

/** What of each stated line of an alternative went into orders. */
export function releasedOf(quote: Quote, { place }: Pick<Alternative, 'place'>): Map<number, Micro> {
  const released = new Map<number, Micro>()
  for (const { lineNo, quantity } of releasesOf(quote, place))
    released.set(lineNo, (released.get(lineNo) ?? 0n) + quantity)
  return released
}

/** What of each stated line of an alternative no order has yet. */
export function leftOf(quote: Quote, { place, lines }: Alternative): Map<number, Taken> {
  const released = Map.groupBy(releasesOf(quote, place), ({ lineNo }) => lineNo)
  const left = new Map<number, Taken>()
  for (const line of lines) {
    if (!line.stated) continue
    const taken = released.get(line.lineNo) ?? []
    const quantity = taken.reduce((rest, one) => rest - one.quantity, line.quantity)
    const quoted = quotedIn(line)
    const units = quoted ? taken.reduce((rest, one) => rest - unitsIn(line, one), quoted.quantity) : null
    left.set(line.lineNo, { quantity, units: quantity === 0n && units !== null ? 0n : units })
  }
  return left
}

function releasesOf({ releases, shown }: Quote, place: number): Release[] {
  return releases.filter((one) => one.version === shown.version && one.place === place)
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
