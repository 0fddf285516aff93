import {
  allocate,
  divRound,
  formatMicro,
  HUNDRED_PERCENT,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  percentOf,
  type Micro,
  type Minor,
  type RoundingMode,
} from '../platform/money.ts'
import { pickPrice, type PriceLoser, type PriceRule } from './price-list.ts'
import { tieredPrice } from './tiers.ts'

/**
 * The price waterfall of an order (D2, A9-2): list price, line discounts by bucket, order discount and promotion spread
 * over the lines, freight. Pure; conditions are decided outside and come in as facts.
 */

/** What was said with a discount of the order itself. */
export interface Stated {
  code: string | null
  reason: string | null
}

/** A discount of a line. Percentages and amounts are positive and lower the price; a negative one is a markup. */
export interface LineDiscount {
  rule: bigint
  version: number
  kind: 'percent' | 'amount'
  /** Percent as Micro (10 % is 10_000_000n), or currency per unit as Micro. */
  value: Micro
  /** Buckets run in ascending order, each on the price that the one before left; null runs last, on the list price. */
  bucket: number | null
  /** Of the discounts of one group one applies: lowest precedence, then the greater discount, then lowest rule (A9-9). */
  group?: string
  precedence?: number
  stated?: Stated
}

/** A discount of the whole order, spread over its lines by largest remainder. */
export interface OrderDiscount {
  rule: bigint
  version: number
  kind: 'percent' | 'amount'
  as: 'order_discount' | 'promotion'
  /** Percent as Micro for 'percent'; minor units for 'amount'. */
  value: bigint
  /** Whether its condition holds for this order; one that does not is traced as a loser. */
  applies: boolean
  /** net (default): of what the lines come to; list: of their list amounts. */
  basis?: 'net' | 'list'
  /** Paid by a third party, so it does not lower the tax base (D13). */
  thirdParty?: boolean
  stated?: Stated
}

/** The freight charge of the order. */
export interface Freight {
  rule: bigint
  version: number
  kind: 'flat' | 'percent'
  /** Minor units for 'flat'; percent of the net as Micro for 'percent'. */
  value: bigint
  /** Free from this net amount (minor units) on. */
  freeFrom?: Minor
  taxable: boolean
}

/** A line to price: candidates of price and discount, or a frozen price that nothing changes (A1-8). */
export interface LineToPrice {
  quantity: Micro
  uom: string
  prices?: readonly PriceRule[]
  discounts?: readonly LineDiscount[]
  /** The lowest unit price. */
  floor?: Micro
  frozen?: FrozenPrice
}

/** A price that came with the order. */
export interface FrozenPrice {
  unitPrice: Micro
  /** What the line comes to, after its discounts; unit price × quantity when absent. */
  extended?: Minor
  /** The stated discounts that are in `extended`, for the trace: what each takes off, in minor units. */
  discounts?: readonly {
    as: 'discount' | 'order_discount'
    percent: Micro | null
    off: Minor
    stated: Stated
  }[]
}

/** What an order is priced with. */
export interface OrderToPrice {
  /** Decimals of the currency. */
  digits: number
  rounding?: RoundingMode
  /** 'YYYY-MM-DD' of the price basis (A9-21). */
  pricedOn: string
  /** Price lists in strategy order. */
  lists: readonly bigint[]
  lines: readonly LineToPrice[]
  /** Or which they are, once it is known what the lines come to. */
  orderDiscounts?: readonly OrderDiscount[] | ((net: Minor) => readonly OrderDiscount[])
  freight?: Freight
}

/** A rule that did not apply, and why. */
export interface StepLoser {
  rule: bigint
  version: number
  why: PriceLoser['why'] | 'incompatible' | 'condition'
}

/** One step of a line's waterfall. Unit steps are in Micro of currency, line steps in minor units. */
export interface WaterfallStep {
  kind: 'list' | 'frozen' | 'discount' | 'floor' | OrderDiscount['as'] | 'freight'
  per: 'unit' | 'line'
  rule?: bigint
  version?: number
  percent?: Micro
  base: bigint
  amount: bigint
  result: bigint
  /** What the step adds to the line in minor units; all but freight add up to the net. */
  effect: Minor
  losers?: readonly StepLoser[]
  stated?: Stated
  /** RFC 3339: as of when an outside system stated the price. */
  asOf?: string
}

/** A priced line; amounts in minor units. */
export interface PricedLine {
  listUnit: Micro
  /** Net unit price after the line's own discounts, at extended precision. */
  netUnit: Micro
  /** Net unit price × quantity, rounded once. */
  extended: Minor
  /** Share of order discounts and promotions (positive lowers). */
  orderDiscount: Minor
  /** extended − orderDiscount. */
  net: Minor
  freight: Minor
  /** net + discounts of third parties + taxable freight (D13). */
  taxBase: Minor
  steps: WaterfallStep[]
}

/** The outcome: all lines, or the lines for which no price holds. */
export type PricedOrder =
  | { ok: true; lines: PricedLine[]; net: Minor; freight: Minor }
  | { ok: false; code: 'price_not_found'; problems: { line: number; losers: PriceLoser[] }[] }

/**
 * Prices an order. A frozen line keeps its unit price and amount and takes no share of a discount; freight is spread
 * over all lines. The sum of the lines is the order to the last minor unit.
 */
export function priceOrder(order: OrderToPrice): PricedOrder {
  const problems: { line: number; losers: PriceLoser[] }[] = []
  const lines: PricedLine[] = []
  const listAmounts: Minor[] = []
  order.lines.forEach((line, index) => {
    const priced = line.frozen ? freeze(line, line.frozen, order) : priceLine(line, order)
    if (Array.isArray(priced)) problems.push({ line: index, losers: priced })
    else {
      lines.push(priced)
      listAmounts.push(priced.steps[0]!.effect)
    }
  })
  if (problems.length > 0) return { ok: false, code: 'price_not_found', problems }
  const { orderDiscounts = [] } = order
  const asked = typeof orderDiscounts === 'function' ? orderDiscounts(netOf(lines)) : orderDiscounts
  applyOrderDiscounts(order, asked, lines, listAmounts)
  const net = netOf(lines)
  const freight = order.freight ? applyFreight(order.freight, order, lines, net) : 0n
  return { ok: true, lines, net, freight }
}

function netOf(lines: readonly PricedLine[]): Minor {
  return lines.reduce((total, line) => total + line.net, 0n)
}

function freeze(line: LineToPrice, frozen: FrozenPrice, order: OrderToPrice): PricedLine {
  const { unitPrice, discounts = [] } = frozen
  const extended = frozen.extended ?? mulPriceQuantity(unitPrice, line.quantity, order.digits, order.rounding)
  const step: WaterfallStep = {
    kind: 'frozen',
    per: 'unit',
    base: unitPrice,
    amount: 0n,
    result: unitPrice,
    effect: discounts.reduce((whole, { off }) => whole + off, extended),
  }
  let base = step.effect
  const taken = discounts.map(({ as, percent, off, stated }): WaterfallStep => {
    const result = base - off
    const made = { kind: as, per: 'line' as const, base, amount: -off, result, effect: -off, stated }
    base = result
    return percent === null ? made : { ...made, percent }
  })
  return newLine(unitPrice, unitPrice, extended, [step, ...taken])
}

function newLine(listUnit: Micro, netUnit: Micro, extended: Minor, steps: WaterfallStep[]): PricedLine {
  return {
    listUnit,
    netUnit,
    extended,
    orderDiscount: 0n,
    net: extended,
    freight: 0n,
    taxBase: extended,
    steps,
  }
}

/** The line's own part of the waterfall, or the losing prices if none holds. */
function priceLine(line: LineToPrice, order: OrderToPrice): PricedLine | PriceLoser[] {
  const { rule, losers } = pickPrice(line.prices ?? [], order.lists, line.uom, order.pricedOn)
  if (!rule) return losers
  const price = rule.tiers ? tieredPrice(rule.unitPrice, rule.tiers, line.quantity) : undefined
  const listUnit = price?.unitPrice ?? rule.unitPrice
  // Under graduated tiers the units have no common price: the waterfall then runs on the whole amount as one unit.
  const lot = price?.amount === undefined ? line.quantity : MICRO
  const list = price?.amount ?? listUnit
  const extend = (unit: Micro) => mulPriceQuantity(unit, lot, order.digits, order.rounding)

  let running = list
  let amountSoFar = extend(list)
  const first: WaterfallStep = {
    kind: 'list',
    per: 'unit',
    rule: rule.id,
    version: rule.version,
    base: rule.unitPrice,
    amount: list - rule.unitPrice,
    result: list,
    effect: amountSoFar,
  }
  if (losers.length > 0) first.losers = losers
  if (rule.asOf !== undefined) first.asOf = rule.asOf
  const steps = [first]
  // Effects are differences of rounded amounts, so they add up to the extended amount without a residual.
  const step = (made: Omit<WaterfallStep, 'per' | 'effect' | 'result'>) => {
    running += made.amount
    const extended = extend(running)
    steps.push({ ...made, per: 'unit', result: running, effect: extended - amountSoFar })
    amountSoFar = extended
  }

  if (line.discounts && line.discounts.length > 0) {
    const { winners, beaten } = settleGroups(line.discounts, list)
    let bucket: number | null | undefined
    let base = running
    for (const discount of winners) {
      if (discount.bucket !== bucket) {
        bucket = discount.bucket
        base = bucket === null ? list : running
      }
      const off = discountOf(discount, base, lot === line.quantity ? MICRO : line.quantity)
      // Discounts give a line away at most: below nothing we would pay the buyer, and the tax would turn with it.
      const amount = off > running && running >= 0n ? -running : -off
      const made = { kind: 'discount' as const, rule: discount.rule, version: discount.version, base, amount }
      const percent = discount.kind === 'percent' ? { percent: discount.value } : {}
      const lost = beaten.get(discount)
      const { stated } = discount
      step({ ...made, ...percent, ...(lost ? { losers: lost } : {}), ...(stated ? { stated } : {}) })
    }
  }
  if (line.floor !== undefined) {
    const floor = lot === line.quantity ? line.floor : divRound(line.floor * line.quantity, MICRO)
    if (running < floor) step({ kind: 'floor', base: running, amount: floor - running })
  }
  const netUnit = lot === line.quantity ? running : divRound(running * MICRO, line.quantity)
  return newLine(listUnit, netUnit, amountSoFar, steps)
}

function discountOf(discount: LineDiscount, base: Micro, units: Micro): Micro {
  return discount.kind === 'percent'
    ? divRound(base * discount.value, HUNDRED_PERCENT)
    : divRound(discount.value * units, MICRO)
}

/** Discounts that apply, in bucket order (null last), and whom each of them beat in its group. */
function settleGroups(
  discounts: readonly LineDiscount[],
  list: Micro,
): { winners: LineDiscount[]; beaten: Map<LineDiscount, StepLoser[]> } {
  const best = new Map<string, LineDiscount>()
  const beats = (a: LineDiscount, b: LineDiscount) => {
    const [first, second] = [a.precedence ?? Infinity, b.precedence ?? Infinity]
    if (first !== second) return first < second
    const [mine, other] = [discountOf(a, list, MICRO), discountOf(b, list, MICRO)]
    return mine === other ? a.rule < b.rule : mine > other
  }
  for (const discount of discounts) {
    if (discount.group === undefined) continue
    const holder = best.get(discount.group)
    if (!holder || beats(discount, holder)) best.set(discount.group, discount)
  }
  const beaten = new Map<LineDiscount, StepLoser[]>()
  const winners: LineDiscount[] = []
  for (const discount of discounts) {
    const holder = discount.group === undefined ? discount : best.get(discount.group)!
    if (holder === discount) winners.push(discount)
    else {
      const lost = beaten.get(holder) ?? []
      lost.push({ rule: discount.rule, version: discount.version, why: 'incompatible' })
      beaten.set(holder, lost)
    }
  }
  const place = (discount: LineDiscount) => discount.bucket ?? Infinity
  // Infinity − Infinity is no order, hence the comparison.
  winners.sort((a, b) => (place(a) === place(b) ? 0 : place(a) < place(b) ? -1 : 1))
  return { winners, beaten }
}

/** Spreads each order-level discount over the lines that are not frozen, by their net (never below zero). */
function applyOrderDiscounts(
  order: OrderToPrice,
  discounts: readonly OrderDiscount[],
  lines: PricedLine[],
  listAmounts: readonly Minor[],
): void {
  let losers: StepLoser[] = []
  for (const discount of discounts) {
    if (!discount.applies) {
      losers.push({ rule: discount.rule, version: discount.version, why: 'condition' })
      continue
    }
    const weights = lines.map((line, index) => (order.lines[index]!.frozen || line.net < 0n ? 0n : line.net))
    const open = weights.reduce((total, weight) => total + weight, 0n)
    if (open === 0n) continue
    const basis =
      discount.basis === 'list'
        ? listAmounts.reduce((total, amount, index) => (weights[index]! > 0n ? total + amount : total), 0n)
        : open
    const wanted =
      discount.kind === 'percent' ? percentOf(basis, discount.value, order.rounding) : discount.value
    const total = wanted < open ? wanted : open
    const shares = allocate(total, weights)
    lines.forEach((line, index) => {
      const share = shares[index]!
      if (weights[index] === 0n) return
      const step: WaterfallStep = {
        kind: discount.as,
        per: 'line',
        rule: discount.rule,
        version: discount.version,
        base: line.net,
        amount: -share,
        result: line.net - share,
        effect: -share,
      }
      if (discount.kind === 'percent') step.percent = discount.value
      if (losers.length > 0) step.losers = losers
      if (discount.stated) step.stated = discount.stated
      line.steps.push(step)
      line.orderDiscount += share
      line.net -= share
      if (!discount.thirdParty) line.taxBase -= share
    })
    losers = []
  }
  if (losers.length > 0) {
    for (const line of lines) {
      const last = line.steps.at(-1)!
      last.losers = [...(last.losers ?? []), ...losers]
    }
  }
}

/** Charges freight once for the order and spreads it by net amount (A13-6); returns the total. */
function applyFreight(freight: Freight, order: OrderToPrice, lines: PricedLine[], net: Minor): Minor {
  if (lines.length === 0 || (freight.freeFrom !== undefined && net >= freight.freeFrom)) return 0n
  const total = freight.kind === 'flat' ? freight.value : percentOf(net, freight.value, order.rounding)
  if (total === 0n) return 0n
  const shares = allocate(
    total,
    lines.map((line) => (line.net > 0n ? line.net : 0n)),
  )
  lines.forEach((line, index) => {
    const share = shares[index]!
    line.freight = share
    if (freight.taxable) line.taxBase += share
    line.steps.push({
      kind: 'freight',
      per: 'line',
      rule: freight.rule,
      version: freight.version,
      base: line.net,
      amount: share,
      result: line.net + share,
      effect: share,
    })
  })
  return total
}

/** The stored form of a waterfall: one short array per step, decimals as text, so that it reads without any code. */
export type WaterfallJson = [
  kind: WaterfallStep['kind'],
  rule: string | null,
  percent: string | null,
  base: string,
  amount: string,
  result: string,
  effect: string,
  losers?: string[],
  stated?: [code: string | null, reason: string | null],
  asOf?: string,
][]

/**
 * The compact JSON of a line's waterfall (P-13): rules are 'id@version' or null for what the order itself states, losers
 * 'id@version why', money is in units of the currency.
 */
export function waterfallJson(steps: readonly WaterfallStep[], digits: number): WaterfallJson {
  return steps.map((step) => {
    const money = (value: bigint) => formatMicro(step.per === 'unit' ? value : minorToMicro(value, digits))
    const row: WaterfallJson[number] = [
      step.kind,
      step.rule === undefined || step.rule === 0n ? null : `${step.rule}@${step.version}`,
      step.percent === undefined ? null : formatMicro(step.percent),
      money(step.base),
      money(step.amount),
      money(step.result),
      formatMicro(minorToMicro(step.effect, digits)),
    ]
    const { stated, asOf } = step
    const said = stated !== undefined && (stated.code !== null || stated.reason !== null)
    if (step.losers || said || asOf !== undefined)
      row.push((step.losers ?? []).map((loser) => `${loser.rule}@${loser.version} ${loser.why}`))
    if (said || asOf !== undefined) row.push([stated?.code ?? null, stated?.reason ?? null])
    if (asOf !== undefined) row.push(asOf)
    return row
  })
}
