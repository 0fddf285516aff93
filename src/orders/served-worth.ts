import { costAt, locationOf, wayCost, type StockFacts } from '../inventory/index.ts'
import { toFunctional, type Company } from '../organization/index.ts'
import { currencyDigits, divRound, mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'
import { marginOf } from '../pricing/index.ts'
import type { FulfillmentLine, Order, OrderLine } from './order.ts'
import { wayOfPart } from './want.ts'

/** Where, when and how so much of a line would leave. */
export interface ServedPart {
  lineNo: number
  locationId: bigint | null
  /** Where it is brought from, while it is not there. */
  fromId?: bigint | null
  promisedOn: string | null
  bound: boolean
  quantity: Micro
  shipMethod?: string
}

/** What the line of a part costs and leaves, in minor units of the books' currency; null: nobody said what the goods cost. */
export interface ServedWorth {
  /** Of all that is wanted of the line, where it comes from. */
  goods: Minor | null
  /** Of all shipments of its order. */
  ways: Minor
  margin: Minor | null
}

interface Shipment {
  cost: Minor
  /** What its lines are worth together. */
  net: Minor
  /** Parts of each line. */
  lines: Map<number, number>
}

/**
 * An agreed order as it is served, to be weighed with other ways to serve a part of it: one is taken out and others are put in, in its
 * place, without looking at the rest of the order again. Its margins are those of margin.ts: its goods as of now, what of its ways the
 * buyer does not pay for, and the fee that was reckoned with when it was agreed (A9-10, N-10).
 */
export class ServedOrder {
  readonly #order: Order
  readonly #company: Company
  readonly #stock: StockFacts
  readonly #lines: ReadonlyMap<number, OrderLine>
  readonly #fees: ReadonlyMap<number, Minor>
  readonly #partsOf: ReadonlyMap<number, readonly FulfillmentLine[]>
  readonly #shipments = new Map<string, Shipment>()
  #ways: Minor = 0n

  constructor(order: Order, company: Company, stock: StockFacts) {
    this.#order = order
    this.#company = company
    this.#stock = stock
    this.#lines = new Map(order.lines.map((line) => [line.lineNo, line]))
    this.#fees = feesOf(order)
    this.#partsOf = Map.groupBy(order.parts, ({ lineNo }) => lineNo)
    for (const part of order.parts) this.#add(wantedOf(part))
  }

  /** What its line leaves with these parts in the place of one. */
  weigh(part: FulfillmentLine, instead: readonly ServedPart[]): ServedWorth {
    this.#remove(wantedOf(part))
    for (const one of instead) this.#add(one)
    try {
      return this.#worth(part, instead)
    } finally {
      for (const one of instead) this.#remove(one)
      this.#add(wantedOf(part))
    }
  }

  #worth(part: FulfillmentLine, instead: readonly ServedPart[]): ServedWorth {
    const line = this.#lines.get(part.lineNo)!
    const others = this.#partsOf.get(part.lineNo)!.filter((one) => one !== part)
    const parts = [...others.map(wantedOf), ...instead]
    const wanted = parts.reduce((sum, { quantity }) => sum + quantity, 0n)
    const goods = this.#goodsOf(part.itemId, parts)
    const ways = this.#ways
    const net = this.#inBooks(shareOf(line.net, wanted, line.quantity))
    // What is within the price of another line leaves nothing by itself.
    if (net === 0n) return { goods, ways, margin: null }
    let freight = -this.#inBooks(shareOf(line.freight, wanted, line.quantity))
    for (const { cost, net: whole, lines } of this.#shipments.values())
      if (lines.has(line.lineNo) && whole > 0n) freight += divRound(cost * this.#inBooks(line.net), whole)
    const payment = shareOf(this.#fees.get(line.lineNo) ?? 0n, wanted, line.quantity)
    const left = marginOf(net, { goods, freight: freight > 0n ? freight : 0n, payment })
    return { goods, ways, margin: left?.margin ?? null }
  }

  #goodsOf(itemId: bigint, parts: readonly ServedPart[]): Minor | null {
    let goods: Minor = 0n
    const { id: companyId, digits } = this.#company
    for (const { locationId, fromId, quantity } of parts) {
      if (locationId === null) continue
      const { costOrganization } = locationOf(this.#stock, companyId, fromId ?? locationId)!
      const unit = costAt(this.#stock, companyId, costOrganization, itemId)
      if (unit === null) return null
      goods += mulPriceQuantity(unit, quantity, digits)
    }
    return goods
  }

  #inBooks(amount: Minor): Minor {
    const { currency, rateE10 } = this.#order
    return toFunctional(amount, rateE10, currencyDigits(currency), this.#company.digits)
  }

  #add(part: ServedPart): void {
    const key = this.#shipmentOf(part)
    if (key === null) return
    const { lineNo } = part
    let shipment = this.#shipments.get(key)
    if (!shipment) {
      const cost = this.#costOf(part)
      this.#shipments.set(key, (shipment = { cost, net: 0n, lines: new Map() }))
      this.#ways += cost
    }
    const count = shipment.lines.get(lineNo) ?? 0
    shipment.lines.set(lineNo, count + 1)
    if (count === 0) shipment.net += this.#inBooks(this.#lines.get(lineNo)!.net)
  }

  #remove(part: ServedPart): void {
    const key = this.#shipmentOf(part)
    if (key === null) return
    const shipment = this.#shipments.get(key)!
    const { lineNo } = part
    const count = shipment.lines.get(lineNo)! - 1
    if (count > 0) return void shipment.lines.set(lineNo, count)
    shipment.lines.delete(lineNo)
    shipment.net -= this.#inBooks(this.#lines.get(lineNo)!.net)
    if (shipment.lines.size > 0) return
    this.#shipments.delete(key)
    this.#ways -= shipment.cost
  }

  /** What leaves a place on a day by a method goes together; null: it goes no way, or nothing of it is wanted. */
  #shipmentOf(part: ServedPart): string | null {
    const { locationId, promisedOn, quantity } = part
    const way = wayOfPart(this.#order, part)
    if (locationId === null || quantity === 0n || way === null) return null
    return `${locationId}/${promisedOn}/${way.shipMethod}`
  }

  #costOf(part: ServedPart): Minor {
    const location = locationOf(this.#stock, this.#company.id, part.locationId!)!
    return wayCost(location, wayOfPart(this.#order, part)!) ?? 0n
  }
}

function wantedOf({ quantity, cancelled, ...part }: FulfillmentLine): ServedPart {
  return { ...part, quantity: quantity - cancelled }
}

function shareOf(amount: Minor, quantity: Micro, whole: Micro): Minor {
  return quantity === whole || whole === 0n ? amount : divRound(amount * quantity, whole)
}

/** The fee of the payment by line, as it was reckoned with when the order was agreed. */
function feesOf({ decisions }: Order): Map<number, Minor> {
  const rows = decisions.margin as [number, string | null, string, string][] | undefined
  return new Map((rows ?? []).map(([lineNo, , , payment]) => [lineNo, BigInt(payment)]))
}
