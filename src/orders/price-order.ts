import type { Item } from '../catalog/index.ts'
import type { Company } from '../organization/index.ts'
import { parseMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import {
  greatestByHand,
  judgeReleases,
  judgeStated,
  untakenCoupons,
  type Chosen,
  type DiscountLimits,
  type Offer,
} from '../pricing/index.ts'
import type { RateBook } from '../tax/index.ts'
import { boundedOf, judgeAgreed } from './agreed.ts'
import { conversionsDecided, converting, judgeStatedRate, missingRates } from './conversions.ts'
import { unpriced, type OrderAmounts } from './order-amounts.ts'
import type { ParsedOrder } from './parse.ts'
import { agreedFor, budgetsOf, chosenFor, freightOf, priceInBudgets } from './price-by-offer.ts'
import type { PriceQuestion } from './price-question.ts'
import { chargedOn, ratesOfLines, taxOrder, type LineFault } from './tax-order.ts'

/**
 * Prices and taxes an order (D2, D13). Problems (no price, no tax rate) leave it unpriced: it becomes a draft.
 */
export function priceAndTax(
  question: PriceQuestion,
  offer: Offer,
  rates: RateBook,
): { amounts: OrderAmounts | undefined; problems: Problem[] } {
  const { amounts, faults, stated } = attempt(question, offer, rates)
  return { amounts, problems: [...toldOf(faults, question.items), ...stated] }
}

/**
 * Prices and taxes the lines that can be: of an order with a line that nobody sells, or that has no price, the others are shown at
 * theirs, and it is a draft with its problems.
 */
export function priceWhatCanBe(
  question: Omit<PriceQuestion, 'items'> & { items: readonly (Item | undefined)[] },
  offer: Offer,
  rates: RateBook,
): { amounts: OrderAmounts | undefined; problems: Problem[] } {
  const { parsed, items } = question
  const problems: Problem[] = []
  let places = [...items.keys()].filter((place) => items[place] !== undefined)
  // Each round leaves lines out: without price, then without rate.
  while (places.length > 0) {
    const lines = places.map((place) => parsed.lines[place]!)
    const sound = { ...question, parsed: { ...parsed, lines }, items: places.map((place) => items[place]!) }
    const { amounts, faults, stated } = attempt(sound, offer, rates)
    problems.push(...stated.map((one) => ({ ...one, path: placed(one.path, places) })))
    const own = faults.map((fault) => ({ ...fault, line: places[fault.line]! }))
    problems.push(...toldOf(own, items))
    if (amounts) {
      const priced = new Map(places.map((place, index) => [place, amounts.lines[index]!]))
      const all = parsed.lines.map((line, place) => priced.get(place) ?? unpriced(line))
      return { amounts: { ...amounts, lines: all }, problems }
    }
    const wrong = new Set(faults.map((fault) => fault.line))
    places = places.filter((_place, index) => !wrong.has(index))
  }
  return { amounts: undefined, problems }
}

interface Attempted {
  amounts: OrderAmounts | undefined
  faults: LineFault[]
  /** What is wrong with the discounts that it states, by the places of the lines that were tried. */
  stated: Problem[]
}

function attempt(question: PriceQuestion, offer: Offer, rates: RateBook): Attempted {
  const { parsed, items, company } = question
  const chosen = converting(chosenFor(question, offer), offer, parsed.conversion, question.inBooks)
  const agreed = agreedFor(question, offer, chosen)
  const { priced, spent } = priceInBudgets(question, offer, chosen, agreed.lines)
  if (!priced.ok) {
    const faults = priced.problems.map(({ line }): LineFault => ({
      line,
      code: 'price_not_found',
      message: `no price of ${items[line]!.sku} holds in ${parsed.input.currency} on ${chosen.on}${missingRates(chosen)}`,
    }))
    return { amounts: undefined, faults, stated: [] }
  }
  const faults: LineFault[] = []
  const lineRates = ratesOfLines(question, rates, faults)
  const charged = priced.lines.map((line, index) => chargedOn(question, offer, rates, line, index, faults))
  if (faults.length > 0) return { amounts: undefined, faults, stated: [] }
  const freightTaxed = freightOf(question, offer)?.taxable ?? true
  const amounts: OrderAmounts = { ...taxOrder(question, priced, lineRates, charged), freightTaxed }
  if (offer.budgets.size > 0)
    amounts.lines = amounts.lines.map((line, index) => {
      const { agreed: before } = parsed.lines[index]!
      const budgets = before ? boundedOf(offer, before.budgets) : budgetsOf(offer, [priced.lines[index]!])
      return budgets.size > 0 ? { ...line, budgets } : line
    })
  if (parsed.discounts.length > 0 || parsed.lines.some(({ discounts }) => discounts.length > 0))
    amounts.byHand = greatestByHand(priced.lines)
  const releases = amounts.lines.flatMap((line, index) => {
    const of = agreed.lines[index]
    if (!of) return []
    line.agreement = of
    return [{ index, of, quantity: parsed.lines[index]!.quantity, amount: line.net }]
  })
  const { problems: wrong, exceeded } = judgeReleases(releases)
  if (exceeded.length > 0)
    amounts.decisions['agreementsExceeded'] = [...new Set(exceeded.map((index) => agreed.lines[index]!.code))]
  if (chosen.strategy !== null)
    Object.assign(amounts.decisions, { priceStrategy: chosen.strategy, pricedOn: chosen.on })
  const { currency } = parsed.input
  Object.assign(amounts.decisions, conversionsDecided(chosen, priced.lines, currency))
  const { on, inBooks } = question
  const ratesStated = judgeStatedRate(
    parsed.conversion,
    chosen,
    { currency, on, mostDays: company.settings.statedRateDays },
    inBooks,
  )
  const stated = [...ratesStated, ...agreed.problems, ...wrong, ...judgeAgreed(parsed, offer)]
  if (!question.prePriced) {
    const { problems, overLimit } = judgeStated(limitsOf(company, offer), parsed, priced.lines)
    if (overLimit.length > 0) amounts.overLimit = overLimit
    stated.push(...problems, ...judgeCoupons(parsed, offer, chosen, spent))
  }
  return { amounts, faults, stated }
}

function limitsOf({ rounding, settings }: Company, { reasons }: Offer): DiscountLimits {
  const { maxDiscountPercent } = settings
  const mostOfAll = maxDiscountPercent === undefined ? undefined : parseMicro(maxDiscountPercent)
  return mostOfAll === undefined ? { reasons, rounding } : { reasons, rounding, mostOfAll }
}

/** A coupon that is not taken is told: who states it counts on it. */
function judgeCoupons(
  { input: { coupons = [] } }: ParsedOrder,
  offer: Offer,
  { on }: Chosen,
  spent: ReadonlySet<bigint>,
): Problem[] {
  return untakenCoupons(offer.promotions, coupons, on, spent).map(({ place, why }) => {
    const path = `/coupons/${place}`
    const coupon = coupons[place]
    return why === 'unknown'
      ? { path, code: 'unknown_coupon', message: `there is no coupon ${coupon} on ${on}` }
      : { path, code: 'coupon_spent', message: `what coupon ${coupon} gives is spent` }
  })
}

/** The path of a problem of a line among some, as that among all. */
function placed(path: string, places: readonly number[]): string {
  return path.replace(/^\/lines\/(\d+)/, (_all, index: string) => `/lines/${places[Number(index)]!}`)
}

/** A coverage that has a share of what it covers needs no price of its own: what is lacking is told where that line is, or is named. */
function toldOf(faults: readonly LineFault[], items: readonly (Item | undefined)[]): Problem[] {
  return faults.flatMap(({ line, code, message }): Problem[] => {
    const hasShare = (items[line]?.coverage?.percent ?? null) !== null
    if (hasShare && code === 'price_not_found') return []
    return [{ path: `/lines/${line}/sku`, code, message }]
  })
}
