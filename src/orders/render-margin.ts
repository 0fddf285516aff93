import { Type } from 'typebox'
import { toFunctional, type Company } from '../organization/index.ts'
import {
  currencyDigits,
  divRound,
  formatMicro,
  MICRO,
  minorToMicro,
  percentOf,
  type Micro,
} from '../platform/money.ts'
import { money, moneyOrNull, MoneyShape, orNull, PercentShape, unitPrice } from '../platform/wire.ts'
import { priceForMargin } from '../pricing/index.ts'
import type { LineMargin } from './margin.ts'
import type { PricedCart } from './price-carts.ts'

/** What a line leaves, as it is answered (P-15, A9-10). */
export const MarginShape = orNull(
  Type.Object(
    {
      net: MoneyShape,
      goods: orNull(MoneyShape),
      freight: MoneyShape,
      payment: MoneyShape,
      cost: orNull(MoneyShape),
      margin: orNull(MoneyShape),
      percent: orNull(PercentShape),
    },
    {
      title: 'LineMargin',
      description:
        'What the line costs us and leaves, in the currency of the books: its goods, what of the way the buyer does not pay for, and the fee of the payment; null where nobody said what the goods cost, without the scope inventory:read, and for a credential that sees part of the rows',
    },
  ),
)

/** A margin with what it is made of; `currency` is that of the books. */
export function renderMargin({ net, cost, margin }: LineMargin, currency: string) {
  return {
    net: money(net, currency),
    goods: moneyOrNull(cost.goods, currency),
    freight: money(cost.freight, currency),
    payment: money(cost.payment, currency),
    cost: moneyOrNull(margin?.cost ?? null, currency),
    margin: moneyOrNull(margin?.margin ?? null, currency),
    percent: margin?.percent == null ? null : formatMicro(margin.percent),
  }
}

/**
 * The least price at which a line leaves its target (P-15). Its share of the fee is taken apart: what is a percentage follows the price
 * and the tax on it, the rest stays.
 */
export function targetPrice(
  { input, quantities, amounts, margins, fee, rateE10 }: PricedCart,
  index: number,
  company: Company,
  target: Micro,
) {
  const found = margins[index]
  if (!found?.margin) return null
  const digits = currencyDigits(input.currency)
  const { goods, freight, payment } = found.cost
  const { net, tax, freightTax, charges } = amounts!.lines[index]!
  const feePercent = fee && net > 0n ? divRound(fee.percent * (net + tax - freightTax), net) : 0n
  const fixed = payment - percentOf(found.net, feePercent)
  const cost = outOfBooks(goods! + freight + (fixed > 0n ? fixed : 0n), rateE10, digits, company.digits)
  const quantity = quantities[index]!
  const price = priceForMargin({ quantity, cost, feePercent, target, digits })
  if (price === undefined) return null
  // What is charged once beside the price is left, too.
  const once = (charges ?? []).reduce((sum, one) => (one.kind === 'one_time' ? sum + one.net : sum), 0n)
  const less = price - (minorToMicro(once, digits) * MICRO) / quantity
  return unitPrice(less > 0n ? less : 0n, input.currency)
}

/** The least amount of another currency that is worth this much in the books. */
function outOfBooks(functional: bigint, rateE10: bigint, digits: number, functionalDigits: number): bigint {
  const one = toFunctional(10n ** 9n, rateE10, digits, functionalDigits)
  return (functional * 10n ** 9n + one - 1n) / one
}
