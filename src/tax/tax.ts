import {
  cumulativeShare,
  divRound,
  HUNDRED_PERCENT,
  MICRO,
  type Micro,
  type Minor,
  type RoundingMode,
} from '../platform/money.ts'

/** Tax of documents (D13). Pure: rates and exemptions come in, tax per line goes out. Amounts are minor units. */

/** A rate of a tax code in a country or one of its regions. Dates are inclusive; absent means open. */
export interface TaxRate {
  id: bigint
  taxCode: string
  country: string
  /** Absent: the whole country. */
  region?: string
  /** Percent as Micro: 8.25 % is 8_250_000n. */
  percent: Micro
  validFrom?: string
  validTo?: string
}

/** Where and when tax is due. */
export interface TaxPlace {
  country: string
  region?: string
  /** The tax date 'YYYY-MM-DD' (invoice date). */
  on: string
}

/**
 * The rate of a tax code at a place on a day: the region's rate before the country's; of several the latest start, then
 * the lowest id. Undefined if none is set up: that is a problem for the caller, not a rate of zero.
 */
export function pickRate(rates: readonly TaxRate[], taxCode: string, place: TaxPlace): TaxRate | undefined {
  let best: TaxRate | undefined
  for (const rate of rates) {
    if (rate.taxCode !== taxCode || !covers(rate, place)) continue
    if (best === undefined || isCloser(rate, best)) best = rate
  }
  return best
}

function covers(
  rule: Pick<TaxRate, 'country' | 'region' | 'validFrom' | 'validTo'>,
  place: TaxPlace,
): boolean {
  return (
    rule.country === place.country &&
    (rule.region === undefined || rule.region === place.region) &&
    (rule.validFrom === undefined || rule.validFrom <= place.on) &&
    (rule.validTo === undefined || rule.validTo >= place.on)
  )
}

function isCloser(rate: TaxRate, than: TaxRate): boolean {
  if ((rate.region !== undefined) !== (than.region !== undefined)) return rate.region !== undefined
  const [from, other] = [rate.validFrom ?? '', than.validFrom ?? '']
  return from === other ? rate.id < than.id : from > other
}

/** Where tax is rounded (P-18): per unit times quantity, per line, or per document and rate. */
export type TaxLevel = 'unit' | 'line' | 'document'

/** A company's way to compute tax. */
export interface TaxPolicy {
  level: TaxLevel
  /** Do prices contain the tax? */
  inclusive: boolean
  rounding?: RoundingMode
}

/** A line to tax. `base` is what the line comes to (D13), with tax in it if prices are inclusive. */
export interface LineToTax {
  base: Minor
  /** Needed at level 'unit'. */
  quantity: Micro
  rate: TaxRate
  /** The account that is not taxed. */
  exemption?: bigint
}

/** The tax of a line. base + amount is what is paid; at level 'document' `residual` is the part of the amount that
 * comes from rounding the document and not this line. */
export interface LineTax {
  rate: bigint
  exemption?: bigint
  base: Minor
  amount: Minor
  residual: Minor
}

/** The tax of a document. */
export interface DocumentTax {
  lines: LineTax[]
  amount: Minor
  /** Sum of the lines' residuals. */
  residual: Minor
}

/**
 * Taxes the lines of a document. At level 'document' the tax of each rate is rounded once over all its lines; the
 * difference to the rounded lines goes to those that rounding moved most (ties to the earlier line) and is named on
 * them. Negative lines mirror positive ones.
 */
export function taxDocument(lines: readonly LineToTax[], policy: TaxPolicy): DocumentTax {
  const taxed = lines.map((line): LineTax => {
    const amount = line.exemption !== undefined ? 0n : lineTax(line, policy)
    const base = policy.inclusive ? line.base - amount : line.base
    const tax: LineTax = { rate: line.rate.id, base, amount, residual: 0n }
    if (line.exemption !== undefined) tax.exemption = line.exemption
    return tax
  })
  if (policy.level === 'document') spreadResiduals(lines, taxed, policy)
  let amount = 0n
  let residual = 0n
  for (const tax of taxed) {
    amount += tax.amount
    residual += tax.residual
  }
  return { lines: taxed, amount, residual }
}

/** Tax of an amount: on top of it, or contained in it (net = gross ÷ (1 + rate), rounded; tax is the rest). */
function taxOf(amount: Minor, percent: Micro, policy: TaxPolicy): Minor {
  return policy.inclusive
    ? amount - divRound(amount * HUNDRED_PERCENT, HUNDRED_PERCENT + percent, policy.rounding)
    : divRound(amount * percent, HUNDRED_PERCENT, policy.rounding)
}

function lineTax({ base, quantity, rate: { percent } }: LineToTax, policy: TaxPolicy): Minor {
  if (policy.level !== 'unit' || quantity === 0n) return taxOf(base, percent, policy)
  // base ÷ quantity need not be whole minor units: the unit's tax is taken from the fraction in one division.
  const whole = policy.inclusive ? HUNDRED_PERCENT + percent : HUNDRED_PERCENT
  const unitTax = divRound(base * MICRO * percent, quantity * whole, policy.rounding)
  return divRound(unitTax * quantity, MICRO, policy.rounding)
}

function spreadResiduals(lines: readonly LineToTax[], taxed: LineTax[], policy: TaxPolicy): void {
  const groups = new Map<bigint, number[]>()
  lines.forEach((line, index) => {
    if (line.exemption !== undefined) return
    const group = groups.get(line.rate.id)
    if (group) group.push(index)
    else groups.set(line.rate.id, [index])
  })
  for (const members of groups.values()) {
    const { percent } = lines[members[0]!]!.rate
    let base = 0n
    let rounded = 0n
    for (const index of members) {
      base += lines[index]!.base
      rounded += taxed[index]!.amount
    }
    let left = taxOf(base, percent, policy) - rounded
    if (left === 0n) continue
    const direction = left > 0n ? 1n : -1n
    const whole = policy.inclusive ? HUNDRED_PERCENT + percent : HUNDRED_PERCENT
    const moved = members.map((index) => ({
      index,
      error: (lines[index]!.base * percent - taxed[index]!.amount * whole) * direction,
    }))
    moved.sort((a, b) => (a.error === b.error ? a.index - b.index : a.error > b.error ? -1 : 1))
    // Rounding moves a line by less than a unit, or less than ten under nearest_10: a few rounds at most.
    while (left !== 0n) {
      for (const { index } of moved) {
        if (left === 0n) break
        const tax = taxed[index]!
        tax.amount += direction
        tax.residual += direction
        if (policy.inclusive) tax.base -= direction
        left -= direction
      }
    }
  }
}

/** What was taxed on the original line, and what of it has been returned already. */
export interface TaxedOriginal {
  quantity: Micro
  base: Minor
  amount: Minor
  returnedQuantity: Micro
  returnedBase: Minor
  returnedAmount: Minor
}

/**
 * Base and tax to give back for a returned quantity: the original line's, pro rata by the cumulative method (D13, D1-6,
 * F-4), whatever the rate is today. Positive amounts; undefined if more comes back than was left.
 */
export function returnTax(
  original: TaxedOriginal,
  quantity: Micro,
  rounding?: RoundingMode,
): { base: Minor; amount: Minor } | undefined {
  const cumulative = original.returnedQuantity + quantity
  if (quantity <= 0n || cumulative > original.quantity) return undefined
  return {
    base: cumulativeShare(original.base, cumulative, original.quantity, original.returnedBase, rounding),
    amount: cumulativeShare(
      original.amount,
      cumulative,
      original.quantity,
      original.returnedAmount,
      rounding,
    ),
  }
}
