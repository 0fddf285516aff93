/** The company that is simulated, as plain facts. The simulator describes it to Docket, the auditor reads it itself. */

export interface Place {
  code: string
  /** Place whose cost pool it shares. */
  pool: string
  autoConfirm: boolean
}

export interface Article {
  sku: string
  goods: boolean
  taxCode: 'standard' | 'reduced' | 'none'
  /** Price in GBP and EUR, up to 6 decimals. */
  GBP: string
  EUR: string
  /** What a unit costs us, GBP. */
  cost: string
}

export interface Buyer {
  number: string
  currency: 'GBP' | 'EUR'
  termsDays: number
  /** Minor units; null: not checked. */
  limit: bigint | null
  taxExempt: boolean
}

/** In order of rank. */
export const places: readonly Place[] = [
  { code: 'NORTH', pool: 'NORTH', autoConfirm: true },
  { code: 'SOUTH', pool: 'NORTH', autoConfirm: true },
  { code: 'YARD', pool: 'YARD', autoConfirm: false },
]

const goods = (
  sku: string,
  taxCode: Article['taxCode'],
  GBP: string,
  EUR: string,
  cost: string,
): Article => ({ sku, goods: true, taxCode, GBP, EUR, cost })

export const articles: readonly Article[] = [
  goods('BOLT', 'standard', '0.333333', '0.391717', '0.111111'),
  goods('NUT', 'standard', '0.07', '0.0835', '0.013'),
  goods('LAMP', 'standard', '49.99', '58.95', '23.456789'),
  goods('BOOK', 'none', '12.5', '14.75', '6.1'),
  goods('TEA', 'reduced', '3.15', '3.799', '1.2345'),
  goods('DESK', 'standard', '349.00', '411.00', '187.77'),
  goods('RUG', 'standard', '88.888888', '104.111111', '41'),
  { sku: 'FITTING', goods: false, taxCode: 'standard', GBP: '45.00', EUR: '53.10', cost: '0' },
]

export const buyers: readonly Buyer[] = [
  { number: 'ALPHA', currency: 'GBP', termsDays: 30, limit: null, taxExempt: false },
  { number: 'BRAVO', currency: 'GBP', termsDays: 14, limit: 250_000n, taxExempt: false },
  { number: 'CHARLIE', currency: 'GBP', termsDays: 0, limit: null, taxExempt: false },
  { number: 'DELTA', currency: 'EUR', termsDays: 30, limit: null, taxExempt: false },
  { number: 'ECHO', currency: 'EUR', termsDays: 60, limit: 120_000n, taxExempt: false },
  { number: 'FOXTROT', currency: 'GBP', termsDays: 30, limit: null, taxExempt: true },
]

export const article = new Map(articles.map((one) => [one.sku, one]))
export const buyer = new Map(buyers.map((one) => [one.number, one]))

/** Percent by tax code; everything is shipped within GB. */
export const taxPercent = { standard: 20n, reduced: 5n, none: null } as const

/** Flat freight by currency, minor units, and the net from which it is free. Taxed like the goods. */
export const freight = {
  GBP: { amount: 495n, freeFrom: 10_000n },
  EUR: { amount: 995n, freeFrom: 20_000n },
} as const

/** GBP for one EUR, times 10^10, by first day; the newest first. */
export const euroRates = [
  { validFrom: '2026-02-20', rateE10: 9_100_000_000n },
  { validFrom: '2026-02-10', rateE10: 8_450_000_000n },
  { validFrom: '2025-01-01', rateE10: 8_725_000_000n },
] as const

/** Who bought in the market may take it back for so long; a step of the simulation is seconds. */
export const remorseMinutes = 2
export const timeZone = 'Europe/London'
/** The first instant of a run. */
export const beginning = Date.UTC(2026, 1, 2, 8, 0, 0)
