import {
  allocate,
  divRound,
  HUNDRED_PERCENT,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  type Micro,
  type Minor,
  type RoundingMode,
} from '../platform/money.ts'
import { priceOfStockUnit, priceOfUnit } from '../catalog/index.ts'
import { pickPrice, type ListedCharge, type PriceLoser, type PriceRule } from './price-list.ts'
import { tieredPrice } from './tiers.ts'

/** The waterfall of a line: list price, tier, discounts by bucket, floor (D2, A9-2). Pure. */

/** What was said with a discount of the order itself. */
export interface Stated {
  code: string | null
  reason: string | null
  /** Of the discount reason that the code names. */
  version?: number
}

/** A discount of a line. Percentages and amounts are positive and lower the price; a negative one is a markup. */
export interface LineDiscount {
  rule: bigint
  version: number
  /** price: it takes the place of what its bucket begins with. */
  kind: 'percent' | 'amount' | 'price'
  /** Percent as Micro (10 % is 10_000_000n), or currency per unit as Micro. */
  value: Micro
  /** Buckets run in ascending order, each on the price that the one before left; null runs last, on the list price. */
  bucket: number | null
  /** Of the discounts of one group one applies: lowest precedence, then the greater discount, then lowest rule (A9-9). */
  group?: string
  precedence?: number
  stated?: Stated
  /** It is off a price that was agreed as well (B3-5). */
  onAgreed?: true
}

/** The least or the most that a unit costs after its discounts (B3-5). */
export interface PriceBound {
  rule: bigint
  version: number
  kind: 'floor' | 'ceiling'
  value: Micro
  onAgreed?: true
}

/** A line to price: candidates of price and discount, or a frozen price that nothing changes (A1-8). */
export interface LineToPrice {
  /** Lines of one item count together where its tiers say so. */
  item?: bigint
  quantity: Micro
  uom: string
  /** What its unit is of the one that its item is stocked in, and the quantity in that; absent: it is that one. */
  stock?: { uom: string; numerator: bigint; denominator: bigint; quantity: Micro }
  prices?: readonly PriceRule[]
  discounts?: readonly LineDiscount[]
  /** Adjustments that were asked and do not apply. */
  losers?: readonly StepLoser[]
  /** Its price, the first of them, is that of an agreement: discounts of the order and promotions take nothing off it. */
  agreed?: true
  /** It covers another line, by its place (-1: it has none), for so many periods; percent null: at its own price. Nothing is taken off it (A9-13). */
  covers?: { line: number; percent: Micro | null; basis: 'list' | 'net'; duration: Micro }
  /** The lowest and the highest unit price; where they cross the lowest holds. */
  bounds?: readonly PriceBound[]
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

/** A rule that did not apply, and why. */
export interface StepLoser {
  rule: bigint
  version: number
  /** quantity: not enough units, or so few that it came to nothing; nothing_left: its lines had come to nothing; no_rate: nobody said one into the currency of the order. */
  why: PriceLoser['why'] | 'incompatible' | 'condition' | 'quantity' | 'budget' | 'nothing_left' | 'no_rate'
}

/** One step of a line's waterfall. Steps of a unit and of a lot (the whole line, as one unit) are in Micro of currency, those of the line in minor units. */
export interface WaterfallStep {
  kind:
    | 'list'
    | 'frozen'
    /** The price of the tier reached; graduated and block: of the whole line, as its units have no common price. */
    | 'tier'
    | 'graduated'
    | 'block'
    /** What a coverage comes to by the price of what it covers, or by how long it lasts. */
    | 'coverage'
    | 'discount'
    | 'floor'
    | 'ceiling'
    | 'order_discount'
    | 'promotion'
    | 'freight'
    /** What is due once beside the price; what recurs or is used adds nothing to the line. */
    | 'charge'
    | 'recurring'
    | 'usage'
  per: 'unit' | 'lot' | 'line'
  rule?: bigint
  version?: number
  /** Of the list whose price it is. */
  listVersion?: number
  percent?: Micro
  base: bigint
  amount: bigint
  result: bigint
  /** What the step adds to the line in minor units; all but freight and charges add up to the net. */
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
  /** Share of order discounts, promotions, and discounts of several lines together (positive lowers). */
  orderDiscount: Minor
  /** extended − orderDiscount. */
  net: Minor
  freight: Minor
  /** net + discounts of third parties + taxable freight (D13). */
  taxBase: Minor
  steps: WaterfallStep[]
  /** What its price in the lists charges beside it. */
  charges?: readonly ListedCharge[]
}

/** What all lines of an order are priced with. */
export interface LinesToPrice {
  /** Decimals of the currency. */
  digits: number
  rounding?: RoundingMode
  /** 'YYYY-MM-DD' of the price basis (A9-21). */
  pricedOn: string
  /** Price lists in strategy order. */
  lists: readonly bigint[]
  lines: readonly LineToPrice[]
}

/** The price that holds for a line, and those that lost. */
interface Picked {
  rule: PriceRule
  losers: PriceLoser[]
}

/**
 * The lines' own part of the waterfall; of a line for which no price holds, the prices that lost. Lines of one price whose tiers
 * are over the order are priced as one, and each has its share of every step: so no split of a line changes what they come to.
 */
export function priceLines(order: LinesToPrice): (PricedLine | PriceLoser[])[] {
  const picked = order.lines.map((line): Picked | PriceLoser[] | undefined => {
    if (line.frozen || (line.covers && line.covers.percent !== null)) return undefined
    const { rule, losers } = pickPrice(line.prices ?? [], order.lists, line, order.pricedOn)
    return rule ? { rule, losers } : losers
  })
  const together = groupsOf(order, picked)
  const priced: (PricedLine | PriceLoser[] | undefined)[] = order.lines.map(() => undefined)
  for (const places of together) {
    const own = picked[places[0]!] as Picked
    const first = order.lines[places[0]!]!
    const sum = (of: (line: LineToPrice) => Micro) =>
      places.reduce((all, place) => all + of(order.lines[place]!), 0n)
    const counted = sum((line) => countedOf(line, own.rule))
    const adjusted = places.map(
      (place) => order.lines[place]!.uom === first.uom && sameDiscounts(order.lines[place]!, first),
    )
    if (adjusted.every(Boolean)) {
      const quantity = sum((line) => line.quantity)
      const { stock } = first
      const all = stock && { ...stock, quantity: sum((line) => line.stock!.quantity) }
      const whole = priceLine({ ...first, quantity, ...(all ? { stock: all } : {}) }, own, order, counted)
      apportion(
        whole,
        places.map((place) => order.lines[place]!.quantity),
        order.digits,
      ).forEach((line, index) => {
        priced[places[index]!] = line
      })
    } else for (const place of places) priced[place] = priceLine(order.lines[place]!, own, order, counted)
  }
  const done = order.lines.map((line, place): PricedLine | PriceLoser[] => {
    const own = picked[place]
    if (own === undefined) return line.frozen ? freeze(line, line.frozen, order) : []
    if (Array.isArray(own)) return own
    const made =
      (priced[place] as PricedLine | undefined) ?? priceLine(line, own, order, countedOf(line, own.rule))
    const charges = chargesBy(own, line, order)
    if (charges) made.charges = charges
    return made
  })
  return done.map((made, place) => {
    const line = order.lines[place]!
    return line.covers && !line.frozen ? cover(line, line.covers, made, done, order) : made
  })
}

/** The charges of the price that holds; beside what was agreed with a customer, those of the lists. */
function chargesBy({ rule: own }: Picked, line: LineToPrice, order: LinesToPrice): PriceRule['charges'] {
  const rule = line.agreed ? pickPrice(line.prices!.slice(1), order.lists, line, order.pricedOn).rule : own
  const inUnit = rule && converter(line, rule)
  if (!inUnit) return rule?.charges
  return rule.charges?.map(({ code, unitPrice }) => ({ code, unitPrice: inUnit(unitPrice) }))
}

/** Makes a price of the unit of a line of one that is of what its item is stocked in; undefined: the price is of the unit. */
function converter({ uom, stock }: LineToPrice, rule: PriceRule): ((price: Micro) => Micro) | undefined {
  return stock && rule.uom !== uom ? (price) => priceOfUnit(stock, price) : undefined
}

/** The quantity that tiers of a price look at: in the unit of the price. */
function countedOf({ uom, quantity, stock }: LineToPrice, rule: PriceRule): Micro {
  return stock && rule.uom !== uom ? stock.quantity : quantity
}

/** Places of the lines that count together, where there are several. */
function groupsOf(order: LinesToPrice, picked: readonly (Picked | PriceLoser[] | undefined)[]): number[][] {
  const groups = new Map<string, number[]>()
  picked.forEach((own, place) => {
    if (own === undefined || Array.isArray(own) || own.rule.tiers?.over !== 'order') return
    const { list, validFrom, uom } = own.rule
    const key = `${order.lines[place]!.item} ${list} ${validFrom} ${uom}`
    const group = groups.get(key)
    if (group) group.push(place)
    else groups.set(key, [place])
  })
  return [...groups.values()].filter(({ length }) => length > 1)
}

function sameDiscounts(one: LineToPrice, other: LineToPrice): boolean {
  return (
    one === other ||
    (textOf(one.bounds) === textOf(other.bounds) && textOf(one.discounts) === textOf(other.discounts))
  )
}

function textOf(discounts: LineToPrice['discounts'] | LineToPrice['bounds'] = []): string {
  return JSON.stringify(discounts, (_name, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value,
  )
}

/** Each quantity's part of a line that was priced whole: what the line came to after every step, by largest remainder (D1-5). */
function apportion(whole: PricedLine, quantities: readonly Micro[], digits: number): PricedLine[] {
  let sum = 0n
  let before: Minor[] = quantities.map(() => 0n)
  const steps: WaterfallStep[][] = quantities.map(() => [])
  for (const step of whole.steps) {
    sum += step.effect
    const shares = allocate(sum, quantities)
    shares.forEach((share, index) => {
      const effect = share - before[index]!
      const part = { ...step, effect }
      if (step.per === 'lot') {
        part.base = minorToMicro(before[index]!, digits)
        part.result = minorToMicro(share, digits)
        part.amount = part.result - part.base
      }
      steps[index]!.push(part)
    })
    before = shares
  }
  return before.map((extended, index) => {
    const quantity = quantities[index]!
    const isLot = whole.steps.some(({ per }) => per === 'lot')
    const unit = isLot ? divRound(minorToMicro(extended, digits) * MICRO, quantity) : whole.netUnit
    return newLine(whole.listUnit, unit, extended, steps[index]!)
  })
}

/** @param counted the quantity that tiers look at */
function priceLine(
  line: LineToPrice,
  { rule, losers }: Picked,
  order: LinesToPrice,
  counted: Micro,
): PricedLine {
  const ofRule = countedOf(line, rule)
  const inUnit = converter(line, rule) ?? ((price: Micro) => price)
  const rulePrice = inUnit(rule.unitPrice)
  const tiered = rule.tiers ? tieredPrice(rule.unitPrice, rule.tiers, counted) : undefined
  const listUnit = tiered ? inUnit(tiered.unitPrice) : rulePrice
  // Where units have no common price the waterfall runs on the whole amount, as one unit.
  const isLot = tiered?.amount !== undefined
  const per = isLot ? 'lot' : 'unit'
  const lot = isLot ? MICRO : line.quantity
  /** What an amount of a unit is taken for. */
  const units = isLot ? line.quantity : MICRO
  const amountOfAll = tiered?.amount ?? 0n
  const list = isLot ? (counted === ofRule ? amountOfAll : divRound(amountOfAll * ofRule, counted)) : listUnit
  const extend = (unit: Micro) => mulPriceQuantity(unit, lot, order.digits, order.rounding)

  let amountSoFar = mulPriceQuantity(rulePrice, line.quantity, order.digits, order.rounding)
  const first: WaterfallStep = {
    kind: 'list',
    per: 'unit',
    rule: rule.id,
    version: rule.version,
    base: rulePrice,
    amount: 0n,
    result: rulePrice,
    effect: amountSoFar,
  }
  if (rule.listVersion !== undefined) first.listVersion = rule.listVersion
  if (losers.length > 0) first.losers = losers
  if (rule.asOf !== undefined) first.asOf = rule.asOf
  const steps = [first]
  let running = isLot ? divRound(rulePrice * line.quantity, MICRO) : rulePrice
  // Effects are differences of rounded amounts, so they add up to the extended amount without a residual.
  const step = (made: Omit<WaterfallStep, 'per' | 'effect' | 'result'>) => {
    running += made.amount
    const extended = extend(running)
    steps.push({ ...made, per, result: running, effect: extended - amountSoFar })
    amountSoFar = extended
  }
  if (tiered && tiered.tier >= 0) {
    const kind = !isLot ? 'tier' : rule.tiers!.mode === 'block' ? 'block' : 'graduated'
    step({ kind, rule: rule.id, version: rule.version, base: running, amount: list - running })
  }
  const listed = steps.length
  if (line.discounts && line.discounts.length > 0) {
    const { winners, beaten } = settleGroups(line.discounts, list, units)
    let bucket: number | null | undefined
    let base = running
    for (const discount of winners) {
      if (discount.bucket !== bucket) {
        bucket = discount.bucket
        base = bucket === null ? list : running
      }
      const off = discountOf(discount, base, units)
      // Discounts give a line away at most: below nothing we would pay the buyer, and the tax would turn with it.
      const amount = off > running && running >= 0n ? -running : -off
      const made = { kind: 'discount' as const, rule: discount.rule, version: discount.version, base, amount }
      const percent = discount.kind === 'percent' ? { percent: discount.value } : {}
      const lost = beaten.get(discount)
      const { stated } = discount
      step({ ...made, ...percent, ...(lost ? { losers: lost } : {}), ...(stated ? { stated } : {}) })
    }
  }
  for (const { kind, rule: by, version, value } of binding(line.bounds)) {
    const bound = isLot ? divRound(value * line.quantity, MICRO) : value
    if (kind === 'floor' ? running >= bound : running <= bound) continue
    step({ kind, rule: by, version, base: running, amount: bound - running })
  }
  if (line.losers && line.losers.length > 0) {
    const beside = steps[listed] ?? steps.at(-1)!
    beside.losers = [...(beside.losers ?? []), ...line.losers]
  }
  const netUnit = isLot ? divRound(running * MICRO, line.quantity) : running
  return newLine(listUnit, netUnit, amountSoFar, steps)
}

/** Of the most the least, then of the least the most. */
function binding(bounds: readonly PriceBound[] = []): PriceBound[] {
  const first = (kind: PriceBound['kind'], before: (a: PriceBound, b: PriceBound) => boolean) =>
    bounds
      .filter((one) => one.kind === kind)
      .reduce<PriceBound | undefined>((best, one) => (!best || before(one, best) ? one : best), undefined)
  const ceiling = first('ceiling', (a, b) => a.value < b.value)
  const floor = first('floor', (a, b) => a.value > b.value)
  return [ceiling, floor].flatMap((one) => one ?? [])
}

/** What a discount takes off a base for so many units. */
function discountOf({ kind, value }: LineDiscount, base: Micro, units: Micro): Micro {
  if (kind === 'percent') return divRound(base * value, HUNDRED_PERCENT)
  const whole = divRound(value * units, MICRO)
  return kind === 'price' ? base - whole : whole
}

/** A coverage at what its periods come to: by the price of what it covers, else by its own for one. */
function cover(
  line: LineToPrice,
  { line: place, percent, basis, duration }: NonNullable<LineToPrice['covers']>,
  own: PricedLine | PriceLoser[],
  lines: readonly (PricedLine | PriceLoser[])[],
  order: LinesToPrice,
): PricedLine | PriceLoser[] {
  const extend = (unit: Micro) => mulPriceQuantity(unit, line.quantity, order.digits, order.rounding)
  const made = { kind: 'coverage', per: 'unit' } as const
  if (percent === null) {
    if (Array.isArray(own)) return own
    const { netUnit: base, extended, steps } = own
    const result = divRound(base * duration, MICRO)
    const effect = extend(result) - extended
    const step: WaterfallStep = { ...made, base, amount: result - base, result, effect }
    return newLine(result, result, extend(result), [...steps, step])
  }
  const covered = lines[place]
  if (covered === undefined || Array.isArray(covered)) return []
  const price = basis === 'list' ? covered.listUnit : covered.netUnit
  const { stock } = order.lines[place]!
  const base = stock ? priceOfStockUnit(stock, price) : price
  const result = divRound(base * percent * duration, HUNDRED_PERCENT * MICRO)
  const step: WaterfallStep = {
    ...made,
    percent,
    base,
    amount: result - base,
    result,
    effect: extend(result),
  }
  return newLine(result, result, extend(result), [step])
}

function freeze(line: LineToPrice, frozen: FrozenPrice, order: LinesToPrice): PricedLine {
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

/** Discounts that apply, in bucket order (null last), and whom each of them beat in its group; `list` is what so many units come to. */
function settleGroups(
  discounts: readonly LineDiscount[],
  list: Micro,
  units: Micro,
): { winners: LineDiscount[]; beaten: Map<LineDiscount, StepLoser[]> } {
  const best = new Map<string, LineDiscount>()
  const beats = (a: LineDiscount, b: LineDiscount) => {
    const [first, second] = [a.precedence ?? Infinity, b.precedence ?? Infinity]
    if (first !== second) return first < second
    const [mine, other] = [discountOf(a, list, units), discountOf(b, list, units)]
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
