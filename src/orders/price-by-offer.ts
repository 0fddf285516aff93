import type { Minor } from '../platform/money.ts'
import {
  agreementsFor,
  chooseStrategy,
  conversionRate,
  fitsBudget,
  freightFor,
  priceOrder,
  promotionsFor,
  type AgreementLine,
  type Chosen,
  type Freight,
  type Offer,
  type PricedOrder,
} from '../pricing/index.ts'
import type { Converting } from './conversions.ts'
import { discountsOfWholes, frozenLines, linesToPrice, orderDiscount } from './lines-to-price.ts'
import type { ParsedOrder } from './parse.ts'
import type { PriceQuestion } from './price-question.ts'

/** What an order is priced by: the lists of its day, its agreements, promotions within their budgets, and freight. Pure. */

/** From which lists, and of which day; what a channel priced has no lists, and its own day. */
export function chosenFor(question: PriceQuestion, offer: Offer): Chosen {
  const { parsed, account, company, on, orderedOn } = question
  if (question.prePriced) return { lists: [], on, strategy: null }
  return chooseStrategy(offer, {
    currency: parsed.input.currency,
    segment: account.segment,
    source: parsed.input.source,
    type: question.orderType,
    country: question.country || company.country,
    on,
    orderedOn,
    requestedOn: parsed.input.requestedOn,
  })
}

/** The lines of agreements that the lines release; of prices that were handed over as final none. */
export function agreedFor(
  { account, parsed, items, prePriced }: PriceQuestion,
  { agreements }: Offer,
  { on }: Chosen,
): ReturnType<typeof agreementsFor> {
  const asked = parsed.lines.map(({ input, free, agreed }, index) => {
    const { sku, itemClass } = items[index]!
    return free || agreed ? undefined : { sku, itemClass, agreement: input.agreement }
  })
  const own = prePriced ? [] : (agreements.get(account.id) ?? [])
  const { lines, problems } = agreementsFor(own, asked, { currency: parsed.input.currency, on })
  // What was agreed before releases the line under which it was agreed, also when that has ended.
  const released = parsed.lines.map(({ agreed }, index) => {
    if (!agreed) return lines[index]
    const { agreement } = agreed
    return agreement
      ? own.find(({ code, lineNo }) => code === agreement.code && lineNo === agreement.line)
      : undefined
  })
  return { lines: released, problems }
}

/** Rounds in which promotions that do not fit are left out one after the other; then none with a budget is given. */
const MOST_ROUNDS = 10

/**
 * The order with the promotions whose budgets it fits in: what one takes off is known only once it is priced, so one that does not fit is
 * left out and the order is priced anew, as the next of its group may apply then.
 */
export function priceInBudgets(
  question: PriceQuestion,
  offer: Offer,
  chosen: Converting,
  agreed: readonly (AgreementLine | undefined)[],
): { priced: PricedOrder; spent: ReadonlySet<bigint> } {
  const { budgets } = offer
  const spent = new Set<bigint>()
  for (const [id, budget] of budgets) if (!fitsBudget(budget, 1n)) spent.add(id)
  for (let round = 1; ; round += 1) {
    const priced = price(question, offer, chosen, spent, agreed)
    if (!priced.ok || budgets.size === 0) return { priced, spent }
    const over = [...budgetsOf(offer, priced.lines)].filter(
      ([id, amount]) => !fitsBudget(budgets.get(id)!, amount),
    )
    if (over.length === 0) return { priced, spent }
    for (const id of round < MOST_ROUNDS ? over.map(([one]) => one) : budgets.keys()) spent.add(id)
  }
}

/** What promotions with a budget take off lines. */
export function budgetsOf(
  { budgets }: Offer,
  lines: readonly { steps: readonly { kind: string; rule?: bigint; effect: Minor }[] }[],
): Map<bigint, Minor> {
  const taken = new Map<bigint, Minor>()
  for (const { steps } of lines)
    for (const { kind, rule, effect } of steps)
      if (kind === 'promotion' && rule !== undefined && budgets.has(rule))
        taken.set(rule, (taken.get(rule) ?? 0n) - effect)
  return taken
}

function price(
  question: PriceQuestion,
  offer: Offer,
  { lists, on, conversions }: Converting,
  spent: ReadonlySet<bigint>,
  agreed: readonly (AgreementLine | undefined)[],
): PricedOrder {
  const { parsed, account, company } = question
  const { input, digits } = parsed
  const lines = question.prePriced
    ? frozenLines(parsed)
    : linesToPrice(question, offer, { on, conversions, rateOf: ratesInto(question, on) }, agreed)
  const freight = freightOf(question, offer)
  // What was agreed comes before every list.
  const first = new Set(agreed.flatMap((line) => (line?.kind === 'price' ? [line.agreementId] : [])))
  const base = {
    digits,
    rounding: company.rounding,
    pricedOn: on,
    lists: [...first, ...lists],
    lines,
    freight,
  }
  if (question.prePriced) return priceOrder(base)
  const stated = parsed.discounts.map((discount) => orderDiscount(discount, offer))
  return priceOrder({
    ...base,
    lineDiscounts: discountsOfWholes(parsed, offer),
    *orderDiscounts(net) {
      yield* stated
      yield* promotionsFor(
        offer.promotions,
        {
          currency: input.currency,
          on,
          net,
          quantity: parsed.lines.reduce((sum, line) => sum + line.quantity, 0n),
          lines: question.items,
          coupons: input.coupons ?? [],
          source: input.source,
          segment: account.segment,
          country: question.country || company.country,
          type: question.orderType,
        },
        spent,
      )
    },
  })
}

/** The rates into the currency of the order on a day: what it states comes before what is set up (B3-8). */
function ratesInto({ parsed, inBooks }: PriceQuestion, on: string): (from: string) => bigint | undefined {
  const { currency: to } = parsed.input
  return (from) => conversionRate({ from, to, on }, parsed.conversion, inBooks)?.rateE10
}

export function freightOf(question: PriceQuestion, offer: Offer): Freight | undefined {
  const { parsed, prePriced, quoted, country } = question
  const { currency, shipMethod } = parsed.input
  const ours =
    (prePriced && !quoted) || isFetched(question)
      ? undefined
      : freightFor(offer, { currency, country, shipMethod })
  const sent = sentOf(parsed)
  const spread = sent.size > 0 && sent.size < parsed.lines.length ? { lines: sent } : {}
  if (parsed.freight === null) return ours && { ...ours, ...spread }
  const taxable = parsed.freightTaxed ?? (quoted ? (ours?.taxable ?? true) : !prePriced)
  return { rule: 0n, version: 0, kind: 'flat', value: parsed.freight, taxable, ...spread }
}

/** Its customer fetches all the goods: nothing is sent that freight could be of. */
function isFetched({ parsed, items }: PriceQuestion): boolean {
  const goods = parsed.lines.filter((_line, index) => items[index]!.kind === 'goods')
  return goods.length > 0 && goods.every(({ input }) => input.location !== undefined)
}

/** The lines that nobody fetches, by their places. */
function sentOf({ lines }: ParsedOrder): ReadonlySet<number> {
  return new Set(lines.flatMap(({ input }, index) => (input.location === undefined ? [index] : [])))
}
