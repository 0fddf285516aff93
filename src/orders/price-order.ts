import type { Item } from '../catalog/index.ts'
import type { Account } from '../customers/index.ts'
import type { Company } from '../organization/index.ts'
import type { JsonObject } from '../platform/json.ts'
import {
  divRound,
  formatMicro,
  MOST_AMOUNT,
  MOST_PRICE,
  parseMicro,
  type Micro,
  type Minor,
} from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import {
  agreementsFor,
  judgeReleases,
  type AgreementLine,
  chooseStrategy,
  conversionRate,
  judgeStated,
  type Chosen,
  freightFor,
  priceOrder,
  promotionsFor,
  untakenCoupons,
  fitsBudget,
  greatestByHand,
  waterfallJson,
  type DiscountLimits,
  type DiscountReason,
  type Freight,
  type LineCharge,
  type Offer,
  type PricedLine,
  type PricedOrder,
  type WaterfallJson,
} from '../pricing/index.ts'
import { taxDocument, UNTAXED, type LineToTax, type RateBook, type TaxRate } from '../tax/index.ts'
import { boundedOf, judgeAgreed } from './agreed.ts'
import { chargesOn, chargeToTax, isTaxedOnce, withCharges, type TaxedCharge } from './line-charges.ts'
import {
  conversionsDecided,
  converting,
  judgeStatedRate,
  missingRates,
  type Converting,
} from './conversions.ts'
import { discountsOfWholes, frozenLines, linesToPrice, orderDiscount } from './lines-to-price.ts'
import type { ParsedLine, ParsedOrder } from './parse.ts'
import { pricedQuantity, soldAs, stockPrice, type Sold } from './sold.ts'

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

/** A priced and taxed line; minor units. `net` is without tax and freight, with what is charged once beside the price. */
export interface LineAmounts {
  /** Of what its item is stocked in. */
  unitPrice: Micro
  /** The unit that it is sold in, with its price; absent: that one. */
  sold?: Sold
  net: Minor
  freight: Minor
  tax: Minor
  /** The part of the tax that lies on the freight. */
  freightTax: Minor
  taxRate: TaxRate | null
  waterfall: WaterfallJson
  /** What is charged beside the price, also what recurs (A9-3); absent: nothing. */
  charges?: readonly LineCharge[]
  /** What promotions with a budget took off, by their ids. */
  budgets?: ReadonlyMap<bigint, Minor>
  /** The line of an agreement that it releases. */
  agreement?: AgreementLine
}

export interface OrderAmounts {
  lines: LineAmounts[]
  net: Minor
  freight: Minor
  tax: Minor
  /** Share of the tax that lies on the freight; named because freight is a charge of its own. */
  freightTax: Minor
  total: Minor
  freightTaxed: boolean
  /** Reasons for which more is taken off by hand than their limit: somebody has to agree; absent: none. */
  overLimit?: readonly DiscountReason[]
  /** The most that is stated off a line by hand, in percent; absent: nothing is. */
  byHand?: Micro
  decisions: JsonObject
}

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
  const lineRates = items.map((item, index) => {
    if (item.taxCode === UNTAXED || parsed.lines[index]!.taxAmount !== null) return null
    const { country, region } = taxedAt(question, parsed.lines[index]!, item)
    const place = { country, region: region || undefined, on: question.on }
    const rate = rates.due(company.id, item.taxCode, place)
    if (!rate) {
      const where = region ? `${country}-${region}` : country
      const message = `no rate of tax code ${item.taxCode} holds in ${where} on ${question.on}`
      faults.push({ line: index, code: 'tax_rate_not_found', message })
    }
    return rate ?? null
  })
  const charged = priced.lines.map((line, index) => chargedOn(question, offer, rates, line, index, faults))
  if (faults.length > 0) return { amounts: undefined, faults, stated: [] }
  const freightTaxed = freightOf(question, offer)?.taxable ?? true
  const amounts: OrderAmounts = { ...tax(question, priced, lineRates, charged), freightTaxed }
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

/** What a line is charged beside its price, each charge with its rate. */
function chargedOn(
  question: PriceQuestion,
  offer: Offer,
  rates: RateBook,
  { charges }: PricedLine,
  index: number,
  faults: LineFault[],
): TaxedCharge[] {
  const { parsed, items, company } = question
  const line = parsed.lines[index]!
  const quantity = pricedQuantity(line)
  const { country, region } = charges ? taxedAt(question, line, items[index]!) : question
  const place = { country, region: region || undefined, on: question.on }
  return chargesOn(charges, offer.charges, {
    quantity,
    digits: parsed.digits,
    rounding: company.rounding,
    taxCode: items[index]!.taxCode,
    rateOf: (taxCode) => rates.due(company.id, taxCode, place),
    missing({ code }, taxCode) {
      const where = region ? `${country}-${region}` : country
      const message = `no rate of tax code ${taxCode} of charge ${code} holds in ${where} on ${question.on}`
      faults.push({
        line: index,
        code: 'tax_rate_not_found',
        message,
      })
    },
  })
}

function limitsOf({ rounding, settings }: Company, { reasons }: Offer): DiscountLimits {
  const { maxDiscountPercent } = settings
  const mostOfAll = maxDiscountPercent === undefined ? undefined : parseMicro(maxDiscountPercent)
  return mostOfAll === undefined ? { reasons, rounding } : { reasons, rounding, mostOfAll }
}

/**
 * Goods that are picked up change hands at their store, whoever lives where; all else is taxed where it is sent (D13): of a service no
 * place is kept, and its invoice asks the same.
 */
function taxedAt(
  question: PriceQuestion,
  { input }: ParsedLine,
  { kind }: Item,
): { country: string; region: string } {
  const store =
    kind === 'goods' && input.location !== undefined ? question.placeOf(input.location) : undefined
  return store ?? question
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

/** The path of a problem of a line among some, as that among all. */
function placed(path: string, places: readonly number[]): string {
  return path.replace(/^\/lines\/(\d+)/, (_all, index: string) => `/lines/${places[Number(index)]!}`)
}

function unpriced(line: ParsedLine): LineAmounts {
  return {
    unitPrice: stockPrice(line, line.unitPrice ?? 0n),
    net: 0n,
    freight: 0n,
    tax: 0n,
    freightTax: 0n,
    taxRate: null,
    waterfall: [],
  }
}

/** What keeps a line from its price or its tax. */
interface LineFault {
  line: number
  code: 'price_not_found' | 'tax_rate_not_found'
  message: string
}

/** A coverage that has a share of what it covers needs no price of its own: what is lacking is told where that line is, or is named. */
function toldOf(faults: readonly LineFault[], items: readonly (Item | undefined)[]): Problem[] {
  return faults.flatMap(({ line, code, message }): Problem[] => {
    const hasShare = (items[line]?.coverage?.percent ?? null) !== null
    if (hasShare && code === 'price_not_found') return []
    return [{ path: `/lines/${line}/sku`, code, message }]
  })
}

/**
 * Amounts that are too great to be kept, by the places of what makes them so: lines by what a unit costs or by their quantities, else
 * the order by its lines. `functional` is the total in the currency of the books.
 */
export function tooGreat(amounts: OrderAmounts, functional: Minor): Problem[] {
  const problems = amounts.lines.flatMap((line, index): Problem[] => {
    if (line.unitPrice > MOST_PRICE) {
      const message = `a unit costs more than can be kept: at most ${formatMicro(MOST_PRICE)}`
      return [{ path: `/lines/${index}/sku`, code: 'price_too_great', message }]
    }
    if (line.net + line.tax + line.freight <= MOST_AMOUNT) return []
    const message = 'quantity times price is more than can be kept in one line'
    return [{ path: `/lines/${index}/quantity`, code: 'amount_too_great', message }]
  })
  if (problems.length > 0) return problems
  if (amounts.total <= MOST_AMOUNT && functional <= MOST_AMOUNT * 1000n) return []
  const message = 'the total is more than can be kept in one order'
  return [{ path: '/lines', code: 'amount_too_great', message }]
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

/** From which lists, and of which day; what a channel priced has no lists, and its own day. */
function chosenFor(question: PriceQuestion, offer: Offer): Chosen {
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
function agreedFor(
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
function priceInBudgets(
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
function budgetsOf(
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

function freightOf(question: PriceQuestion, offer: Offer): Freight | undefined {
  const { parsed, prePriced, quoted, country } = question
  const { currency, shipMethod } = parsed.input
  const ours = prePriced && !quoted ? undefined : freightFor(offer, { currency, country, shipMethod })
  if (parsed.freight === null) return ours
  const taxable = parsed.freightTaxed ?? (quoted ? (ours?.taxable ?? true) : !prePriced)
  return { rule: 0n, version: 0, kind: 'flat', value: parsed.freight, taxable }
}

function tax(
  question: PriceQuestion,
  priced: Extract<PricedOrder, { ok: true }>,
  lineRates: readonly (TaxRate | null)[],
  charged: readonly (readonly TaxedCharge[])[],
): Omit<OrderAmounts, 'freightTaxed'> {
  const { parsed, company, account } = question
  const inclusive = parsed.input.taxInclusive ?? false
  const taxable: LineToTax[] = []
  const places: number[] = []
  priced.lines.forEach((line, index) => {
    const rate = lineRates[index]
    if (!rate) return
    places.push(index)
    const exemption = account.taxExempt ? account.id : undefined
    const quantity = pricedQuantity(parsed.lines[index]!)
    taxable.push({ base: line.taxBase, quantity, rate, exemption })
  })
  const ofGoods = taxable.length
  const policy = { level: company.taxRounding, rounding: company.rounding, inclusive }
  const once = charged.flatMap((own, index) =>
    own.flatMap((one) => (isTaxedOnce(one) ? [{ one, index }] : [])),
  )
  const chargeTax = (one: TaxedCharge, index: number) =>
    chargeToTax(one, pricedQuantity(parsed.lines[index]!), account.taxExempt ? account.id : undefined)
  for (const { one, index } of once) taxable.push(chargeTax(one, index))
  const taxed = taxDocument(taxable, policy)
  const amountOf = new Map(places.map((index, place) => [index, taxed.lines[place]!.amount]))
  const taxOf = new Map(once.map(({ one }, place) => [one, taxed.lines[ofGoods + place]!.amount]))
  let freightTax = 0n
  const lines = priced.lines.map((line, index): LineAmounts => {
    const rate = lineRates[index] ?? null
    const amount = amountOf.get(index) ?? parsed.lines[index]!.taxAmount ?? 0n
    const onFreight =
      line.taxBase > line.net && line.taxBase > 0n
        ? divRound(amount * (line.taxBase - line.net), line.taxBase)
        : 0n
    freightTax += onFreight
    // In an inclusive price the tax is taken out of goods and freight, each its own part.
    const own = parsed.lines[index]!
    const sold = soldAs(own, line.netUnit)
    const goods: LineAmounts = {
      unitPrice: stockPrice(own, line.netUnit),
      ...(sold ? { sold } : {}),
      net: inclusive ? line.net - (amount - onFreight) : line.net,
      freight: inclusive ? line.freight - onFreight : line.freight,
      tax: amount,
      freightTax: onFreight,
      taxRate: rate,
      waterfall: waterfallJson(line.steps, parsed.digits),
    }
    const beside = charged[index]!
    if (beside.length === 0) return goods
    // What recurs is taxed by itself: it stands in no total of the order.
    const alone = (one: TaxedCharge) => taxDocument([chargeTax(one, index)], policy).lines[0]!.amount
    return withCharges(goods, beside, (one) => taxOf.get(one) ?? alone(one), {
      inclusive,
      extended: line.net,
      digits: parsed.digits,
      stockPrice: (price) => stockPrice(own, price),
    })
  })
  const sum = (of: (line: LineAmounts) => Minor) => lines.reduce((total, line) => total + of(line), 0n)
  const net = sum((line) => line.net)
  const freight = sum((line) => line.freight)
  const taxTotal = sum((line) => line.tax)
  const decisions: JsonObject = { taxRounding: company.taxRounding }
  if (company.rounding !== 'half_up') decisions.rounding = company.rounding
  if (taxed.residual !== 0n) decisions.taxResidual = taxed.residual.toString()
  return { lines, net, freight, tax: taxTotal, freightTax, total: net + freight + taxTotal, decisions }
}
