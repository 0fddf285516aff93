import { formatMicro, type Micro, type Minor } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'

/** A line of an agreement with a customer (A9-16): a price or a percent for an item or a class, perhaps up to a bound. */
export interface AgreementLine {
  readonly companyId: bigint
  readonly agreementId: bigint
  readonly code: string
  readonly version: number
  readonly lineNo: number
  readonly currency: string
  readonly over: 'block' | 'warn'
  readonly validFrom: string
  readonly validTo: string | null
  readonly sku: string | null
  readonly itemClass: string | null
  readonly kind: 'price' | 'percent'
  /** Major units per unit of the item, or percent, × 10^6. */
  readonly value: Micro
  /** Least and most of one release; null: any. */
  readonly least: Micro | null
  readonly most: Micro | null
  /** Of all releases. */
  readonly quantity: Micro | null
  readonly amount: Minor | null
  /** As the batch sees it now. */
  released: { quantity: Micro; amount: Minor }
  /** What the batch releases. */
  moved: { quantity: Micro; amount: Minor } | undefined
}

/** An order line that may release an agreement. */
export interface LineToRelease {
  sku: string
  itemClass: string
  /** The agreement that it names, perhaps with the line; absent: the one that is for it. */
  agreement: { code: string; line?: number | undefined } | undefined
}

/**
 * Which line of an agreement each line of an order releases. More than one that is for it is an error unless it names one (A9-16); so is
 * one that it names and that is not for it. A line that is undefined releases nothing.
 */
export function agreementsFor(
  agreed: readonly AgreementLine[],
  lines: readonly (LineToRelease | undefined)[],
  { currency, on }: { currency: string; on: string },
): { lines: (AgreementLine | undefined)[]; problems: Problem[] } {
  const problems: Problem[] = []
  const standing = agreed.filter(
    (one) => one.currency === currency && one.validFrom <= on && (one.validTo === null || on <= one.validTo),
  )
  const found = lines.map((line, index) => {
    if (!line) return undefined
    const { sku, itemClass, agreement } = line
    const fits = standing.filter(
      (one) =>
        (one.sku === null || one.sku === sku) &&
        (one.itemClass === null || one.itemClass === itemClass) &&
        (agreement === undefined || one.code === agreement.code) &&
        (agreement?.line === undefined || one.lineNo === agreement.line),
    )
    const path = `/lines/${index}/agreement`
    if (fits.length === 1 || (fits.length === 0 && agreement === undefined)) return fits[0]
    if (fits.length === 0) {
      const which = agreement!.line === undefined ? '' : `line ${agreement!.line} of `
      const message = `${which}agreement ${agreement!.code} is not for ${sku} in ${currency} on ${on}`
      problems.push({ path, code: 'agreement_not_for', message })
      return undefined
    }
    const named = fits.slice(0, 5).map((one) => `line ${one.lineNo} of ${one.code}`)
    const message = `${named.join(' and ')} are for ${sku}: name one`
    problems.push({ path, code: 'ambiguous_agreement', message })
    return undefined
  })
  return { lines: found, problems }
}

/** What an order releases of an agreement by one of its lines. */
export interface Release {
  /** Place of the line in the order. */
  index: number
  of: AgreementLine
  quantity: Micro
  /** Minor units without tax and freight. */
  amount: Minor
}

/**
 * What is wrong with the releases of an order (A9-17, B11-9): a quantity below the least or above the most of one release, or more than is left
 * with what its own lines release before. What an agreement only warns of is told apart.
 */
export function judgeReleases(releases: readonly Release[]): { problems: Problem[]; exceeded: number[] } {
  const problems: Problem[] = []
  const exceeded: number[] = []
  const before = new Map<AgreementLine, { quantity: Micro; amount: Minor }>()
  for (const { index, of, quantity, amount } of releases) {
    const path = `/lines/${index}/quantity`
    const name = `line ${of.lineNo} of agreement ${of.code}`
    const own = before.get(of) ?? { quantity: 0n, amount: 0n }
    before.set(of, { quantity: own.quantity + quantity, amount: own.amount + amount })
    const found: Problem[] = []
    if (of.least !== null && quantity < of.least) {
      const message = `${name} is released by ${formatMicro(of.least)} at least`
      found.push({ path, code: 'release_too_small', message })
    }
    if (of.most !== null && quantity > of.most) {
      const message = `${name} is released by ${formatMicro(of.most)} at most`
      found.push({ path, code: 'release_too_great', message })
    }
    const left = of.quantity === null ? null : of.quantity - of.released.quantity - own.quantity
    const room = of.amount === null ? null : of.amount - of.released.amount - own.amount
    if (left !== null && quantity > left) {
      const message = `${formatMicro(left < 0n ? 0n : left)} are left of ${name}, not ${formatMicro(quantity)}`
      found.push({ path, code: 'agreement_exceeded', message })
    } else if (room !== null && amount > room) {
      found.push({ path, code: 'agreement_exceeded', message: `the amount is more than is left of ${name}` })
    }
    if (found.length === 0) continue
    if (of.over === 'block') problems.push(...found)
    else exceeded.push(index)
  }
  return { problems, exceeded }
}
