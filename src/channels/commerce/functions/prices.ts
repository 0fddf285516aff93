import {
  currencyDigits,
  formatMicro,
  microToMinor,
  MICRO,
  minorToMicro,
  type Micro,
} from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import type { ChannelFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { askedOrder, currencyIn, customerIn, skuIn } from './asked-order.ts'
import { lineOf, refuse, verdict } from './verdict.ts'

/** For any quantity. */
const ALL = -MICRO

/** External price validation (C-32): does what the shop asks for an article stand in our price lists today? */
export const priceValidation: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, channel, ask) {
    const body = new Said(content, '', [])
    const { problems } = body
    const operation = body.text('operation')
    if (operation !== 'externalPricing')
      body.note('operation', 'unknown_operation', 'it is to be "externalPricing"')
    const currency = currencyIn(body, 'currencyCode', channel)
    const stated = body.list('externalPrices').map((said) => {
      const quantity = said.decimal('externalPriceQuantity') ?? ALL
      if (quantity <= 0n && quantity !== ALL)
        said.note('externalPriceQuantity', 'bad_quantity', 'a quantity is above 0, or -1 for all units')
      const price = said.decimal('externalPrice')
      if (price === undefined) said.note('externalPrice', 'required', 'a price is stated')
      return {
        said,
        sku: skuIn(said, channel),
        price: price ?? 0n,
        quantity: quantity === ALL ? MICRO : quantity,
      }
    })
    if (stated.length === 0) body.note('externalPrices', 'required', 'there are prices to validate')
    if (problems.length > 0) return verdict(problems)

    const lines = stated.map(({ sku, quantity }) => ({ sku, quantity, amount: null }))
    const order = askedOrder({ currency, customer: customerIn(body), lines }, channel)
    const [quote] = await ask.quote([order])
    const wrong: Problem[] = quote!.ok
      ? quote!.lines.flatMap(({ unitPrice }, index) => {
          const { price } = stated[index]!
          if (sameIn(currency, price, unitPrice)) return []
          const message = `the price is ${formatMicro(unitPrice)} ${currency}, not ${formatMicro(price)}`
          return [{ path: `/lines/${index}`, code: 'price_differs', message }]
        })
      : quote!.problems
    return verdict(wrong, (problem): Record<string, string> => {
      const line = lineOf(problem)
      const catRefId = line === undefined ? undefined : stated[line]?.said.text('catRefId', 'catalogRefId')
      return catRefId === undefined ? {} : { catRefId }
    })
  },
  refuse,
}

/** A price with more decimals than the currency has is shown rounded by the shop. */
function sameIn(currency: string, shown: Micro, ours: Micro): boolean {
  const digits = currencyDigits(currency)
  return shown === ours || shown === minorToMicro(microToMinor(ours, digits), digits)
}
