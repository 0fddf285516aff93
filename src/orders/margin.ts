import type { Item } from '../catalog/index.ts'
import {
  costAt,
  leadsThere,
  locationOf,
  wayCost,
  type Location,
  type StockFacts,
  type Way,
} from '../inventory/index.ts'
import { toFunctional, type Company } from '../organization/index.ts'
import { allocate, currencyDigits, mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'
import { marginOf, paymentCosts, type LineCost, type Margin, type PaymentFee } from '../pricing/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { FulfillmentLine, Order } from './order.ts'
import type { LineAmounts } from './order-amounts.ts'

/** What a line costs us and leaves, in minor units of the books' currency; `margin` null: nobody said what its goods cost. */
export interface LineMargin {
  net: Minor
  cost: LineCost
  margin: Margin | null
}

/** What goes one way together, by the places of the lines. */
interface Sent {
  cost: Minor
  lines: readonly number[]
}

/** The lines of an order, as they are priced and would be served. */
interface MarginQuestion {
  company: Company
  currency: string
  rateE10: bigint
  lines: readonly {
    item: Item | undefined
    quantity: Micro
    amounts: Pick<LineAmounts, 'net' | 'tax' | 'freight'>
    /** Of a unit, major units of the books' currency. */
    unitCost: Micro | null
    /** What its goods cost at the places that serve it, where that is known. */
    goods?: Minor | null
    /** Its price is in that of this line, and so is its cost. */
    within?: number | undefined
  }[]
  fee: PaymentFee | undefined
  sent: readonly Sent[]
}

/**
 * What the lines of an order leave at their true cost (A9-10, N-10, P-15): their goods, what of the way the buyer does not pay for,
 * and the taking of the money. Goods that nobody said the cost of leave nothing that could be told.
 */
function marginsOf({ company, currency, rateE10, lines, fee, sent }: MarginQuestion): LineMargin[] {
  const digits = currencyDigits(currency)
  const inBooks = (amount: Minor) => toFunctional(amount, rateE10, digits, company.digits)
  const nets = lines.map(({ amounts }) => inBooks(amounts.net))
  const charged = lines.map(({ amounts }) => inBooks(amounts.freight))
  const ways = lines.map(() => 0n)
  for (const { cost, lines: of } of sent) {
    const weights = of.map((index) => nets[index]!)
    allocate(cost, weights).forEach((share, place) => (ways[of[place]!]! += share))
  }
  const payments = fee
    ? paymentCosts(
        fee,
        lines.map(({ amounts }, index) => nets[index]! + charged[index]! + inBooks(amounts.tax)),
      )
    : lines.map(() => 0n)
  const costs = lines.map((line, index): LineCost => {
    const way = ways[index]! - charged[index]!
    return { goods: goodsCost(line, company.digits), freight: way > 0n ? way : 0n, payment: payments[index]! }
  })
  lines.forEach(({ within }, index) => {
    if (within === undefined) return
    const { goods, freight, payment } = costs[index]!
    const whole = costs[within]!
    whole.goods = whole.goods === null || goods === null ? null : whole.goods + goods
    whole.freight += freight
    whole.payment += payment
    costs[index] = { goods: 0n, freight: 0n, payment: 0n }
  })
  return costs.map((cost, index) => ({ net: nets[index]!, cost, margin: marginOf(nets[index]!, cost) }))
}

/** What moves no stock costs nothing, unless somebody said so. */
function goodsCost({ item, quantity, unitCost, goods }: MarginQuestion['lines'][number], digits: number) {
  if (goods !== undefined && goods !== null) return goods
  if (unitCost !== null) return mulPriceQuantity(unitCost, quantity, digits)
  return item && item.kind !== 'goods' ? 0n : null
}

/**
 * What lines would leave if they were served from the first place: of an order that is not promised yet, and of a cart.
 *
 * @param of.lines as they are stated, by their places as all else
 */
export function marginsAtEntry(
  of: Pick<MarginQuestion, 'company' | 'currency' | 'rateE10'> & {
    lines: readonly { quantity: Micro; collected: boolean }[]
    items: readonly (Item | undefined)[]
    costs: readonly { unitCost: Micro | null }[]
    amounts: { lines: readonly Pick<LineAmounts, 'net' | 'tax' | 'freight'>[] }
  },
  { within, fee, way }: Pick<OrderToWeigh, 'within' | 'fee' | 'way'>,
  stock: Pick<StockFacts, 'locations'>,
): LineMargin[] {
  const lines = of.lines.map((line, index) => ({
    ...line,
    item: of.items[index],
    amounts: of.amounts.lines[index]!,
    unitCost: of.costs[index]!.unitCost,
    within: within.get(index),
  }))
  const sent = sentAtEntry(stock.locations.get(of.company.id) ?? [], way, lines)
  return marginsOf({ ...of, fee, lines, sent })
}

/**
 * The way of an order that is not promised yet: everything from the first place that the ship method leads from. What is collected has
 * none.
 */
function sentAtEntry(
  locations: readonly Location[],
  way: Way | null,
  lines: readonly { item: Item | undefined; collected: boolean }[],
): Sent[] {
  const from = way && locations.find((one) => leadsThere(one, way))
  const cost = from ? wayCost(from, way!) : null
  if (cost === null) return []
  const sent = lines.flatMap(({ item, collected }, index) =>
    item?.kind === 'goods' && !collected ? [index] : [],
  )
  return sent.length === 0 ? [] : [{ cost, lines: sent }]
}

/** The ways of an order as it is promised: a shipment for each place and day. */
function sentAsPromised(
  stock: StockFacts,
  companyId: bigint,
  way: Way | null,
  parts: readonly FulfillmentLine[],
  placeOfLine: ReadonlyMap<number, number>,
): Sent[] {
  if (!way) return []
  const shipments = new Map<string, { cost: Minor; lines: Set<number> }>()
  for (const { locationId, promisedOn, lineNo, bound } of parts) {
    if (locationId === null || bound) continue
    const key = `${locationId}/${promisedOn}`
    let shipment = shipments.get(key)
    if (!shipment) {
      const cost = wayCost(locationOf(stock, companyId, locationId)!, way) ?? 0n
      shipments.set(key, (shipment = { cost, lines: new Set() }))
    }
    shipment.lines.add(placeOfLine.get(lineNo)!)
  }
  return [...shipments.values()].map(({ cost, lines }) => ({ cost, lines: [...lines] }))
}

/** What the goods of lines cost where they stand, or are brought from, by line number; null: of some nobody said. */
function goodsAsPromised(
  stock: StockFacts,
  company: Company,
  parts: readonly FulfillmentLine[],
): Map<number, Minor | null> {
  const goods = new Map<number, Minor | null>()
  for (const { lineNo, locationId, fromId, itemId, quantity } of parts) {
    if (locationId === null) continue
    const { costOrganization } = locationOf(stock, company.id, fromId ?? locationId)!
    const unit = costAt(stock, company.id, costOrganization, itemId)
    const before = goods.get(lineNo)
    const cost = unit === null ? null : mulPriceQuantity(unit, quantity, company.digits)
    goods.set(lineNo, cost === null || before === null ? null : (before ?? 0n) + cost)
  }
  return goods
}

/** An order as it stands, with what its margins depend on besides. */
interface OrderToWeigh {
  order: Order
  company: Company
  /** By the places of its lines. */
  items: readonly (Item | undefined)[]
  /** The places of lines whose price includes others, by the places of these. */
  within: ReadonlyMap<number, number>
  fee: PaymentFee | undefined
  way: Way | null
  stock: StockFacts
  /** Somebody asks whatever they are. */
  always: boolean
}

/**
 * What the lines of an order leave: as it is promised once it is, else as it would be served from the first place. Nothing when it is
 * no more than what their unit costs say.
 */
export function weighOrder(of: OrderToWeigh): LineMargin[] | undefined {
  const { order, company, items, within, fee, way, stock, always } = of
  const { parts, lines } = order
  const locations = stock.locations.get(company.id) ?? []
  const places = new Map(lines.map((line, index) => [line.lineNo, index]))
  const sent =
    parts.length > 0
      ? sentAsPromised(stock, company.id, way, parts, places)
      : atItsLines(
          sentAtEntry(
            locations,
            way,
            items.map((item) => ({ item, collected: false })),
          ),
          of,
        )
  // Of one cost organization every place has the cost that was shown.
  const several = locations.some((one) => one.costOrganization !== locations[0]!.costOrganization)
  if (!always && !fee && !several && within.size === 0 && sent.every(({ cost }) => cost === 0n))
    return undefined
  const goods = several ? goodsAsPromised(stock, company, parts) : undefined
  return marginsOf({
    company,
    currency: order.currency,
    rateE10: order.rateE10,
    fee,
    sent,
    lines: lines.map((line, index) => ({
      item: items[index],
      quantity: line.quantity,
      amounts: line,
      unitCost: line.unitCost,
      goods: goods?.get(line.lineNo) ?? null,
      within: within.get(index),
    })),
  })
}

/** A draft has its stated lines alone: what their parts are sent by falls on the line that they are in the price of. */
function atItsLines(
  sent: readonly Sent[],
  { order, within }: Pick<OrderToWeigh, 'order' | 'within'>,
): Sent[] {
  return sent.flatMap(({ cost, lines }) => {
    const stated = new Set(lines.map((index) => within.get(index) ?? index))
    const own = [...stated].filter((index) => index < order.lines.length)
    return own.length === 0 ? [] : [{ cost, lines: own }]
  })
}

/** The decision that is kept: `margin: [[line number, goods, freight, payment], …]`, minor units of the books' currency. */
export function marginsDecided(order: Order, margins: readonly LineMargin[]): JsonObject {
  const rows = margins.map(({ cost: { goods, freight, payment } }, index) => [
    order.lines[index]!.lineNo,
    goods === null ? null : goods.toString(),
    freight.toString(),
    payment.toString(),
  ])
  return { margin: rows }
}
