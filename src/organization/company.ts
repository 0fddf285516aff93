import { dateIn } from '../platform/clock.ts'
import type { Reader } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { currencyDigits, divRound, ROUNDING_MODES, type Minor, type RoundingMode } from '../platform/money.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readCompanies as readCompanyRows, readRates } from './company.sql.ts'

export interface Company extends Versioned {
  code: string
  name: string
  currency: string
  /** Decimals of the currency. */
  digits: number
  country: string
  timeZone: string
  taxRounding: 'unit' | 'line' | 'document'
  /** How amounts and taxes are rounded (D1). */
  rounding: RoundingMode
  sandbox: boolean
  clockOffsetMs: bigint
  /** False while it is set up: what is ordered is kept as a draft (decision 0019). */
  live: boolean
  settings: CompanySettings
}

/** By what those who wait for goods are ranked. */
export const RANK_BY = [
  'deliveryPriority',
  'priority',
  'value',
  'quantity',
  'requestedOn',
  'promisedOn',
  'orderedOn',
  'askedAt',
] as const

/** One attribute by which demand is ranked; the next one decides between those that have the same. */
export interface RankBy {
  by: (typeof RANK_BY)[number]
  direction: 'ascending' | 'descending'
}

/** Choices of a company, all with a documented default (docs/reference/settings.md). */
export interface CompanySettings {
  /** May a line be split over locations and dates? Default true. */
  allowSplit?: boolean
  /** Do backorders wait until they are released? Default false: who asked first has what comes. */
  backordersWaitForRelease?: boolean
  /** Whose backorders are released first. Default: delivery priority of the customer, requested day, day of the order. */
  backorderRank?: readonly RankBy[]
  /** Series of invoices and credit memos. Defaults INV and CM. */
  invoiceSeries?: string
  creditSeries?: string
  /** Default half_up. */
  rounding?: RoundingMode
  /** The most that discounts by hand take off the list price, all reasons together, in percent as text. No default. */
  maxDiscountPercent?: string
  /** Days that a rate that an order states may be old. No default: any day that came. */
  statedRateDays?: number
  /** Where channels reach this installation, https://…; what the check of the set-up asks. No default. */
  publicUrl?: string
}

/** What an older version kept without asking counts as not said. */
function roundingOf({ rounding }: JsonObject): RoundingMode {
  return ROUNDING_MODES.find((mode) => mode === rounding) ?? 'half_up'
}

export const RATE_ONE = 10_000_000_000n

/** Reads companies by id; an unknown id is absent. */
export async function readCompanies(db: Reader, ids: Iterable<bigint>): Promise<Map<bigint, Company>> {
  const rows = await db.read(readCompanyRows, { ids: [...new Set(ids)] })
  return new Map(
    rows.map((row) => [
      row.company_id,
      {
        id: row.company_id,
        code: row.code,
        name: row.name,
        currency: row.currency,
        digits: currencyDigits(row.currency),
        country: row.country,
        timeZone: row.time_zone,
        taxRounding: row.tax_rounding as Company['taxRounding'],
        rounding: roundingOf(row.settings as JsonObject),
        sandbox: row.sandbox,
        clockOffsetMs: row.clock_offset_ms,
        live: row.live,
        setupVersion: row.setup_version,
        settings: row.settings as JsonObject as CompanySettings,
      },
    ]),
  )
}

/** Answers the rate × 10^10 from a currency into a company's own on a day; undefined if none is set up. */
export type RateTable = (company: Company, currency: string, on: string) => bigint | undefined

/** Reads the exchange rates of companies; kept in memory while the set-up stands. */
export async function readRateTable(db: Reader, companies: Iterable<Company>): Promise<RateTable> {
  const pictures = db.memory.get('organization.rates', () => new Pictures<RatePicture>(() => new Map()))
  const found = await pictures.load(companies, async (companyIds, made) => {
    for (const row of await db.read(readRates, { companyIds })) {
      const byPair = made.get(row.company_id)!
      const pair = `${row.from_currency}/${row.to_currency}`
      const list = byPair.get(pair)
      const rate = { validFrom: row.valid_from, rateE10: row.rate_e10 }
      if (list) list.push(rate)
      else byPair.set(pair, [rate])
    }
  })
  return (company, currency, on) => {
    if (currency === company.currency) return RATE_ONE
    const list = found.get(company.id)?.get(`${currency}/${company.currency}`)
    return list?.find((rate) => rate.validFrom <= on)?.rateE10
  }
}

/** Rates by pair of currencies, newest first. */
type RatePicture = Map<string, { validFrom: string; rateE10: bigint }[]>

/** Business time of a company: the time of operations, moved by the offset of a sandbox (decision 0004). */
export function businessTime(company: Company, now: Date): Date {
  return company.clockOffsetMs === 0n ? now : new Date(now.getTime() + Number(company.clockOffsetMs))
}

/** Business date of a company, 'YYYY-MM-DD' in its time zone. */
export function businessDate(company: Company, now: Date): string {
  return dateIn(company.timeZone, businessTime(company, now))
}

/** Converts minor units into functional minor units at a rate × 10^10 (functional units per unit). */
export function toFunctional(
  amount: Minor,
  rateE10: bigint,
  digits: number,
  functionalDigits: number,
): Minor {
  if (rateE10 === RATE_ONE && digits === functionalDigits) return amount
  const scale = 10n ** BigInt(Math.abs(functionalDigits - digits))
  return functionalDigits >= digits
    ? divRound(amount * rateE10 * scale, RATE_ONE)
    : divRound(amount * rateE10, RATE_ONE * scale)
}
