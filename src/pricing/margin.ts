import {
  allocate,
  divRound,
  HUNDRED_PERCENT,
  MICRO,
  mulPriceQuantity,
  percentOf,
  power10,
  type Micro,
  type Minor,
} from '../platform/money.ts'

/** What a line costs us, in minor units of one currency; `goods` null: nobody said. */
export interface LineCost {
  goods: Minor | null
  /** Of its way, what the buyer does not pay for. */
  freight: Minor
  /** Of taking the money. */
  payment: Minor
}

/** What a line leaves: net − cost, in money and in percent of net (A9-10, E-1); no percentage of nothing. */
export interface Margin {
  net: Minor
  cost: Minor
  margin: Minor
  percent: Micro | null
}

/** What a method of payment costs: a share of what is paid, and an amount for each order. */
export interface PaymentFee {
  method: string
  version: number
  percent: Micro
  /** Minor units of the books' currency. */
  fixed: Minor
}

/** Discounts and promotions that we give are in the net already, so they are no cost besides (decision 0045). */
export function marginOf(net: Minor, { goods, freight, payment }: LineCost): Margin | null {
  if (goods === null) return null
  const cost = goods + freight + payment
  const margin = net - cost
  return { net, cost, margin, percent: net > 0n ? divRound(margin * HUNDRED_PERCENT, net) : null }
}

/** Below a floor in percent of net? Asked of the amounts themselves: a percentage is rounded when it is shown. */
export function isBelow({ net, margin }: Pick<Margin, 'net' | 'margin'>, floor: Micro): boolean {
  return margin * HUNDRED_PERCENT < floor * net
}

/** The fee of an order by its lines, in the proportion of what is paid for each. */
export function paymentCosts(fee: Pick<PaymentFee, 'percent' | 'fixed'>, paid: readonly Minor[]): Minor[] {
  const whole = paid.reduce((sum, one) => sum + one, 0n)
  return allocate(percentOf(whole, fee.percent) + fee.fixed, paid)
}

/** Of a price there must remain so much beside the margin and the fee: else hardly any price would do. */
const LEAST_LEFT = MICRO

/**
 * The least unit price, to six decimals, at which a line leaves at least `target` percent of its net (P-15): net = cost ÷
 * (1 − target − fee), then up to the next price. Its amounts are rounded as those of orders are, so the nets around that quotient
 * are tried: less than 200 of them. Undefined: margin and fee leave less than 1 % of the price.
 *
 * @param of.cost what does not depend on the price, minor units of the price's currency
 * @param of.feePercent what does, of the net
 */
export function priceForMargin(of: {
  quantity: Micro
  cost: Minor
  feePercent: Micro
  target: Micro
  digits: number
}): Micro | undefined {
  const { quantity, cost, feePercent, target, digits } = of
  const left = HUNDRED_PERCENT - target - feePercent
  if (left < LEAST_LEFT || quantity <= 0n) return undefined
  // The fee is rounded by half a unit at most: what leaves that much less than the cost falls short for sure.
  const least = ((2n * cost - 1n) * HUNDRED_PERCENT) / (2n * left)
  let net = least > 0n ? least : 0n
  const leaves = (at: Minor) => ({ net: at, margin: at - cost - percentOf(at, feePercent) })
  while (isBelow(leaves(net), target)) net += 1n
  // The first price that is rounded to this net: half a unit below it.
  const price = ceilDiv((2n * net - 1n) * power10(6 - digits) * MICRO, 2n * quantity)
  let found = net === 0n || price < 0n ? 0n : price
  // Of many units the next price is several minor units away, and the fee of that net may be rounded the other way.
  while (isBelow(leaves(mulPriceQuantity(found, quantity, digits)), target)) found += 1n
  return found
}

function ceilDiv(numerator: bigint, denominator: bigint): bigint {
  return numerator <= 0n ? numerator / denominator : (numerator + denominator - 1n) / denominator
}
