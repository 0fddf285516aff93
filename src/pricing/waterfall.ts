import {
  allocate,
  divRound,
  formatMicro,
  minorToMicro,
  percentOf,
  type Micro,
  type Minor,
} from '../platform/money.ts'
import {
  priceLines,
  type LinesToPrice,
  type PricedLine,
  type Stated,
  type StepLoser,
  type WaterfallStep,
} from './line-price.ts'
import { MOST_LOSERS, type PriceLoser } from './price-list.ts'

/**
 * The price waterfall of an order (D2, A9-2): list price, line discounts by bucket, order discount and promotion spread
 * over the lines, freight. Pure; conditions are decided outside and come in as facts.
 */

/** A discount of the whole order, spread over its lines by largest remainder. */
export interface OrderDiscount {
  rule: bigint
  version: number
  kind: 'percent' | 'amount'
  /** discount: of some lines together, such as a configured one with its parts. */
  as: 'discount' | 'order_discount' | 'promotion'
  /** Percent as Micro for 'percent'; minor units for 'amount'. */
  value: bigint
  /** Whether its condition holds for this order; one that does not is traced as a loser. */
  applies: boolean
  /** Why it does not, where that is not its condition: another one of its group applies, or its budget is spent. */
  why?: 'incompatible' | 'budget'
  /** The lines that it is for, by their index; absent: all. */
  lines?: ReadonlySet<number>
  /** Of so many units that are bought, so many more are reduced: the cheapest of its lines, as often as they are full (A9-22). */
  units?: { buy: Micro; get: Micro }
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
  /** The lines that are sent, by their index: it is spread over these; absent: all. */
  lines?: ReadonlySet<number>
}

/** Discounts one after the other: each is told whether it took something off before it gives the next. */
export type DiscountsInTurn = Generator<OrderDiscount, void, boolean>

/** What an order is priced with. */
export interface OrderToPrice extends LinesToPrice {
  /** Of some lines together: off before anything of the order is counted. */
  lineDiscounts?: readonly OrderDiscount[]
  /** Or which they are, once it is known what the lines come to. */
  orderDiscounts?: readonly OrderDiscount[] | ((net: Minor) => DiscountsInTurn)
  freight?: Freight
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
  priceLines(order).forEach((priced, index) => {
    if (Array.isArray(priced)) problems.push({ line: index, losers: priced })
    else lines.push(priced)
  })
  if (problems.length > 0) return { ok: false, code: 'price_not_found', problems }
  const { lineDiscounts = [], orderDiscounts = [] } = order
  applyOrderDiscounts(order, inTurn(lineDiscounts), lines)
  const turn = typeof orderDiscounts === 'function' ? orderDiscounts(netOf(lines)) : inTurn(orderDiscounts)
  applyOrderDiscounts(order, turn, lines)
  const net = netOf(lines)
  const freight = order.freight ? applyFreight(order.freight, order, lines, net) : 0n
  return { ok: true, lines, net, freight }
}

const OF_THE_LIST = new Set<WaterfallStep['kind']>([
  'list',
  'frozen',
  'tier',
  'graduated',
  'block',
  'coverage',
])

/** What a line comes to at its list price, after tiers. */
export function listAmountOf({ steps }: PricedLine): Minor {
  return steps.reduce((sum, step) => (OF_THE_LIST.has(step.kind) ? sum + step.effect : sum), 0n)
}

function netOf(lines: readonly PricedLine[]): Minor {
  return lines.reduce((total, line) => total + line.net, 0n)
}

function* inTurn(discounts: readonly OrderDiscount[]): DiscountsInTurn {
  yield* discounts
}

/**
 * Spreads each order-level discount over the lines that are neither frozen nor agreed nor cover others, by their net (never below zero). One that takes nothing off is
 * a loser like one that does not apply.
 */
function applyOrderDiscounts(order: OrderToPrice, turn: DiscountsInTurn, lines: PricedLine[]): void {
  let losers: StepLoser[] = []
  let named = 0
  const lose = ({ rule, version }: OrderDiscount, why: StepLoser['why']) => {
    if (named < MOST_LOSERS) losers.push({ rule, version, why })
    named += 1
  }
  let took = false
  for (;;) {
    const { value: discount } = turn.next(took)
    if (!discount) break
    took = false
    if (!discount.applies) {
      lose(discount, discount.why ?? 'condition')
      continue
    }
    const open = lines.map((line, index) => {
      const { frozen, agreed, covers } = order.lines[index]!
      return frozen || agreed || covers || line.net < 0n ? 0n : line.net
    })
    const weights = open.map((net, index) =>
      discount.lines === undefined || discount.lines.has(index) ? net : 0n,
    )
    if (weights.every((weight) => weight === 0n)) {
      lose(discount, 'nothing_left')
      // Where nothing is left of any line, nobody takes anything off.
      if (open.every((net) => net === 0n)) break
      continue
    }
    const shares = discount.units
      ? sharesOfUnits(discount, discount.units, order, weights)
      : sharesOfAll(discount, order, weights)
    took = shares.some((share) => share !== 0n)
    if (!took) {
      lose(discount, 'quantity')
      continue
    }
    takeOff(discount, lines, weights, shares, losers)
    losers = []
  }
  if (losers.length > 0) {
    for (const line of lines) {
      const last = line.steps.at(-1)!
      last.losers = [...(last.losers ?? []), ...losers]
    }
  }
}

function takeOff(
  discount: OrderDiscount,
  lines: readonly PricedLine[],
  weights: readonly Minor[],
  shares: readonly Minor[],
  losers: readonly StepLoser[],
): void {
  lines.forEach((line, index) => {
    const share = shares[index]!
    if (weights[index] === 0n || (discount.units && share === 0n)) return
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
}

/** What each line takes of a discount: its part of the whole by largest remainder. A percentage is of what is left (decision 0044). */
function sharesOfAll(discount: OrderDiscount, order: OrderToPrice, weights: readonly Minor[]): Minor[] {
  const open = weights.reduce((total, weight) => total + weight, 0n)
  const wanted =
    discount.kind === 'percent' ? percentOf(open, discount.value, order.rounding) : discount.value
  return allocate(wanted < open ? wanted : open, weights)
}

/** What the units that are reduced take off their lines: the cheapest first; of one price those of the earlier line. */
function sharesOfUnits(
  discount: OrderDiscount,
  { buy, get }: { buy: Micro; get: Micro },
  order: OrderToPrice,
  weights: readonly Minor[],
): Minor[] {
  const places = [...weights.keys()].filter((place) => weights[place]! > 0n)
  const quantityOf = (place: number) => order.lines[place]!.stock?.quantity ?? order.lines[place]!.quantity
  let left = (places.reduce((sum, place) => sum + quantityOf(place), 0n) / (buy + get)) * get
  // a ÷ b < c ÷ d, without a division that rounds.
  places.sort((a, b) => {
    const difference = weights[a]! * quantityOf(b) - weights[b]! * quantityOf(a)
    return difference < 0n ? -1 : difference > 0n ? 1 : a - b
  })
  const shares = weights.map(() => 0n)
  for (const place of places) {
    if (left === 0n) break
    const quantity = quantityOf(place)
    const reduced = left < quantity ? left : quantity
    left -= reduced
    const worth = divRound(weights[place]! * reduced, quantity)
    shares[place] = discount.kind === 'percent' ? percentOf(worth, discount.value, order.rounding) : worth
  }
  return shares
}

/** Charges freight once for the order and spreads it by net amount (A13-6); returns the total. */
function applyFreight(freight: Freight, order: OrderToPrice, lines: PricedLine[], net: Minor): Minor {
  if (lines.length === 0 || (freight.freeFrom !== undefined && net >= freight.freeFrom)) return 0n
  const total = freight.kind === 'flat' ? freight.value : percentOf(net, freight.value, order.rounding)
  if (total === 0n) return 0n
  const shares = allocate(
    total,
    lines.map((line, index) => (line.net > 0n && (freight.lines?.has(index) ?? true) ? line.net : 0n)),
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
  stated?: [code: string | null, reason: string | null, version?: number],
  asOf?: string,
][]

/**
 * The compact JSON of a line's waterfall (P-13): rules are 'id@version', of a listed price 'id@version/version of the list', or null for what the order itself states, losers
 * 'id@version why', money is in units of the currency.
 */
export function waterfallJson(steps: readonly WaterfallStep[], digits: number): WaterfallJson {
  return steps.map((step) => {
    const money = (value: bigint) => formatMicro(step.per === 'line' ? minorToMicro(value, digits) : value)
    const listed = step.listVersion === undefined ? '' : `/${step.listVersion}`
    const row: WaterfallJson[number] = [
      step.kind,
      step.rule === undefined || step.rule === 0n ? null : `${step.rule}@${step.version}${listed}`,
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
    if (said || asOf !== undefined) {
      const words: WaterfallJson[number][8] = [stated?.code ?? null, stated?.reason ?? null]
      if (stated?.version !== undefined) words.push(stated.version)
      row.push(words)
    }
    if (asOf !== undefined) row.push(asOf)
    return row
  })
}
