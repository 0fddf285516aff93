import type { Item } from '../catalog/index.ts'
import type { Account } from '../customers/index.ts'
import type { StockFacts } from '../inventory/index.ts'
import { businessDate, businessTime, type Company, type RateTable } from '../organization/index.ts'
import { dateIn } from '../platform/clock.ts'
import type { OrderInput } from './order-input.ts'
import type { ParsedOrder } from './parse.ts'
import type { SourceSystem } from './recognize.ts'
import { placeOf } from './want.ts'

/** When an order was placed and is decided, and where it goes: what its price depends on besides what it is of. */
export interface Terms {
  placedAt: Date
  orderedOn: string
  /** The day on which it is decided. */
  today: string
  country: string
  region: string
}

export function termsOf(
  company: Company,
  input: OrderInput,
  parsed: ParsedOrder,
  account: Account | undefined,
  now: Date,
): Terms {
  const placedAt = parsed.placedAt ?? businessTime(company, now)
  return {
    placedAt,
    orderedOn: dateIn(company.timeZone, placedAt),
    today: businessDate(company, now),
    country: input.shipTo?.country ?? account?.shipToCountry ?? company.country,
    region: input.shipTo?.region ?? account?.shipToRegion ?? '',
  }
}

/** Whom and what an order is priced for. */
export interface PriceQuestion {
  company: Company
  account: Pick<Account, 'id' | 'segment' | 'taxExempt'>
  parsed: ParsedOrder
  items: readonly Item[]
  orderType: string
  prePriced: boolean
  /** It is asked what an order would come to: freight, and the tax on it, are ours also where prices are stated. */
  quoted?: true
  /** Business date of the price basis and of the tax. */
  on: string
  /** The day on which it was placed. */
  orderedOn: string
  country: string
  region: string
  /** Units of the books' currency for one of a currency on a day, times 10^10; undefined: none is set up. */
  inBooks(currency: string, on: string): bigint | undefined
  /** The place of that code: what is picked up there is taxed there (D13). */
  placeOf(code: string): { country: string; region: string } | undefined
}

/** What pricing is asked about an order: a cart that nobody submits is asked the same. */
export function questionOf(
  { today, orderedOn, country, region }: Terms,
  of: {
    company: Company
    account: Account
    source: SourceSystem
    parsed: ParsedOrder
    items: readonly (Item | undefined)[]
    orderType: string
  },
  facts: Pick<StockFacts, 'locations'>,
  exchange: RateTable,
): Omit<PriceQuestion, 'items'> & { items: readonly (Item | undefined)[] } {
  const { company, source } = of
  return {
    company,
    account: of.account,
    parsed: of.parsed,
    items: of.items,
    orderType: of.orderType,
    prePriced: source.prePriced,
    // README, “Of which day”: an offer holds when it is accepted, a rate measures the day of the order.
    on: source.prePriced ? orderedOn : today,
    orderedOn,
    country,
    region,
    inBooks: (currency, on) => exchange(company, currency, on),
    placeOf: (code) => placeOf(facts, company.id, code),
  }
}
