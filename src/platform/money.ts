/**
 * Money and quantities as integers (D1). Money is minor units of a currency (`Minor`); quantities and unit prices are
 * scaled by 10^6 (`Micro`, the code form of numeric(20,6)). No float ever holds either of them.
 */

/** Minor units of a currency: 10.00 GBP is 1000n, 10 JPY is 10n, 1.234 KWD is 1234n. */
export type Minor = bigint

/** A quantity, unit price or percentage scaled by 10^6: 12.5 is 12_500_000n. */
export type Micro = bigint

/** How a division is rounded (D1-7, A9-20). Every mode mirrors: the credit of x is minus the charge of x. */
export const ROUNDING_MODES = ['half_up', 'half_even', 'up', 'down', 'nearest_5', 'nearest_10'] as const
export type RoundingMode = (typeof ROUNDING_MODES)[number]

/** 1 as Micro. */
export const MICRO = 1_000_000n

/** 100 % as a Micro percentage. */
export const HUNDRED_PERCENT = 100_000_000n

/**
 * The greatest amount, price and quantity that are taken in: their sums over thousands of documents still fit an int8
 * and a numeric(20,6). What is more is refused at the door, by its place.
 */
export const MOST_AMOUNT: Minor = 10n ** 15n
export const MOST_PRICE: Micro = 10n ** 12n * MICRO
export const MOST_QUANTITY: Micro = 10n ** 9n * MICRO

// ISO 4217 minor units that are not 2. Not asked of Intl: its CLDR data says 0 for HUF, COP, IDR and 30 others and may
// change with the runtime, and the meaning of stored amounts must not.
const unusualDigits = new Map<string, number>()
for (const code of 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '))
  unusualDigits.set(code, 0)
for (const code of 'BHD IQD JOD KWD LYD OMR TND'.split(' ')) unusualDigits.set(code, 3)
for (const code of 'CLF UYW'.split(' ')) unusualDigits.set(code, 4)

const knownCurrencies = new Set([...Intl.supportedValuesOf('currency'), ...unusualDigits.keys()])

/** Is this a currency code we know (three capital letters of ISO 4217)? */
export function isCurrency(code: string): boolean {
  return knownCurrencies.has(code)
}

/** Decimals of a currency's minor unit: 0, 2, 3 or 4. Throws on a code that is not three capital letters. */
export function currencyDigits(currency: string): number {
  const digits = unusualDigits.get(currency)
  if (digits !== undefined) return digits
  if (!/^[A-Z]{3}$/.test(currency)) throw new RangeError(`"${currency}" is not a currency code`)
  return 2
}

const powers: readonly bigint[] = Array.from({ length: 25 }, (_, exponent) => 10n ** BigInt(exponent))

/** 10 to the power of a small whole number (0 to 24). */
export function power10(exponent: number): bigint {
  const power = powers[exponent]
  if (power === undefined) throw new RangeError(`no power of ten ${exponent}`)
  return power
}

const decimalText = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/
const int8Max = 2n ** 63n - 1n
const numericMax = 10n ** 20n - 1n
/** Above every text that is read. */
const ANY_SIZE = 10n ** 40n

function parseScaled(text: string, digits: number, limit: bigint): bigint | undefined {
  if (text.length > 32) return undefined
  const match = decimalText.exec(text)
  if (!match) return undefined
  const fraction = match[3] ?? ''
  if (fraction.length > digits) return undefined
  const value = BigInt(match[2] + fraction.padEnd(digits, '0'))
  if (value > limit) return undefined
  return match[1] ? -value : value
}

function formatScaled(value: bigint, digits: number): string {
  const negative = value < 0n
  const text = (negative ? -value : value).toString().padStart(digits + 1, '0')
  const whole = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
  return negative ? `-${whole}` : whole
}

/**
 * A decimal string as minor units of the currency: '10.00' GBP → 1000n. Undefined if it is not a plain decimal, has
 * more decimals than the currency, or does not fit int8. Never rounds.
 */
export function parseAmount(text: string, currency: string): Minor | undefined {
  return parseScaled(text, currencyDigits(currency), int8Max)
}

/** Minor units as a decimal string with the currency's decimals: 1000n GBP → '10.00'. */
export function formatAmount(amount: Minor, currency: string): string {
  return formatScaled(amount, currencyDigits(currency))
}

/** A decimal string with at most 6 decimals as Micro; undefined if malformed or beyond numeric(20,6). Never rounds. */
export function parseMicro(text: string): Micro | undefined {
  return parseScaled(text, 6, numericMax)
}

/** Why a number is not taken in: its form, or its size. */
export type WrongNumber = 'wrong_form' | 'too_great'

/** A decimal that a caller wrote, as Micro, or what is wrong with it: also of one that does not fit numeric(20,6). */
export function readMicro(value: string | number, most: Micro): Micro | WrongNumber {
  // As a text a number this great would have an exponent.
  if (typeof value === 'number' && Math.abs(value) >= 1e21) return 'too_great'
  return readScaled(String(value), 6, most)
}

/** The same of an amount, as minor units of its currency. */
export function readAmount(text: string, currency: string, most: Minor): Minor | WrongNumber {
  return readScaled(text, currencyDigits(currency), most)
}

/** The sentence about a number that is more than is taken in. */
export function tooGreat(most: string): string {
  return `it is more than ${most}, the most that can be kept`
}

function readScaled(text: string, digits: number, most: bigint): bigint | WrongNumber {
  const value = parseScaled(text, digits, ANY_SIZE)
  if (value === undefined) return 'wrong_form'
  return value > most || value < -most ? 'too_great' : value
}

/**
 * The text of a PostgreSQL numeric as Micro. Throws on NaN, infinity and more than 6 decimals that are not zero: a
 * statement must round what it computes.
 */
export function parseNumeric(text: string): Micro {
  const point = text.indexOf('.')
  if (point < 0) return BigInt(text) * MICRO
  const fraction = text.slice(point + 1)
  if (fraction.length > 6 && !/^0*$/.test(fraction.slice(6))) {
    throw new RangeError(`numeric ${text} has more than 6 decimals`)
  }
  return BigInt(text.slice(0, point) + fraction.slice(0, 6).padEnd(6, '0'))
}

/** Micro as the shortest decimal string: 12_500_000n → '12.5', 3_000_000n → '3'. */
export function formatMicro(value: Micro): string {
  if (value % MICRO === 0n) return (value / MICRO).toString()
  let text = formatScaled(value, 6)
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end -= 1
  if (end < text.length) text = text.slice(0, end)
  return text
}

/** `numerator ÷ denominator` rounded by the mode, mirrored for negatives (D1-7). Throws on a denominator of 0. */
export function divRound(numerator: bigint, denominator: bigint, mode: RoundingMode = 'half_up'): bigint {
  if (denominator < 0n) return divRound(-numerator, -denominator, mode)
  if (numerator < 0n) return -divRound(-numerator, denominator, mode)
  switch (mode) {
    case 'half_up':
      return (numerator + (denominator >> 1n)) / denominator
    case 'half_even': {
      const quotient = numerator / denominator
      const twice = (numerator - quotient * denominator) * 2n
      if (twice === denominator) return quotient + (quotient & 1n)
      return twice > denominator ? quotient + 1n : quotient
    }
    case 'up':
      return (numerator + denominator - 1n) / denominator
    case 'down':
      return numerator / denominator
    case 'nearest_5':
      return divRound(numerator, denominator * 5n) * 5n
    case 'nearest_10':
      return divRound(numerator, denominator * 10n) * 10n
    default:
      throw new RangeError(`no rounding mode "${String(mode satisfies never)}"`)
  }
}

/** Unit price × quantity in minor units, rounded once (D1-2: extended = round(unit price × quantity)). */
export function mulPriceQuantity(
  unitPrice: Micro,
  quantity: Micro,
  digits: number,
  mode: RoundingMode = 'half_up',
): Minor {
  return divRound(unitPrice * quantity, power10(12 - digits), mode)
}

/** A Micro amount of currency (major units) in minor units, rounded once. */
export function microToMinor(value: Micro, digits: number, mode: RoundingMode = 'half_up'): Minor {
  return divRound(value, power10(6 - digits), mode)
}

/** Minor units as a Micro amount of currency (exact). */
export function minorToMicro(amount: Minor, digits: number): Micro {
  return amount * power10(6 - digits)
}

/** A percentage (Micro: 10 % is 10_000_000n) of an amount in minor units, rounded once. */
export function percentOf(amount: Minor, percent: Micro, mode: RoundingMode = 'half_up'): Minor {
  return divRound(amount * percent, HUNDRED_PERCENT, mode)
}

/**
 * Splits a total over weights by largest remainder (D1-5): shares add up to the total exactly, a tie gives the unit to
 * the earlier share, a zero weight gets nothing. If all weights are zero they count as equal. A negative total mirrors
 * a positive one. Throws on a negative weight, or when there is something to split and nothing to split it over.
 */
export function allocate(total: Minor, weights: readonly bigint[]): Minor[] {
  if (total < 0n) return allocate(-total, weights).map((share) => -share)
  let sum = 0n
  for (const weight of weights) {
    if (weight < 0n) throw new RangeError('a weight is negative')
    sum += weight
  }
  if (sum === 0n) {
    if (weights.length === 0 && total !== 0n) throw new RangeError('nothing to allocate over')
    return total === 0n
      ? weights.map(() => 0n)
      : allocate(
          total,
          weights.map(() => 1n),
        )
  }
  const shares: bigint[] = []
  const remainders: { index: number; remainder: bigint }[] = []
  let left = total
  for (let index = 0; index < weights.length; index += 1) {
    const exact = total * weights[index]!
    const share = exact / sum
    shares.push(share)
    left -= share
    const remainder = exact - share * sum
    if (remainder > 0n) remainders.push({ index, remainder })
  }
  if (left > 0n) {
    remainders.sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
    )
    for (let rank = 0; rank < Number(left); rank += 1) shares[remainders[rank]!.index]! += 1n
  }
  return shares
}

/**
 * The next share of a total that is taken in progressive quantities (D1-6): round(total × cumulative ÷ whole) − already.
 * The last share (cumulative = whole) takes the remainder, so no unit is lost whatever the steps were.
 */
export function cumulativeShare(
  total: Minor,
  cumulative: bigint,
  whole: bigint,
  already: Minor,
  mode: RoundingMode = 'half_up',
): Minor {
  // A whole that is taken is the total, also under a mode that rounds to 5 or 10.
  return cumulative === whole ? total - already : divRound(total * cumulative, whole, mode) - already
}
