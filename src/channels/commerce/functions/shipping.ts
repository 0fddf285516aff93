import { parseAmount, type Minor } from '../../../platform/money.ts'
import type { ChannelFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { addressIn } from '../map-address.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { askedOrder, currencyIn, customerIn, lineIn } from './asked-order.ts'
import { amount, refuse } from './verdict.ts'

/**
 * Shipping calculator (C-33): what each method that the channel offers costs there, by the freight rules and taxes. Asked for
 * one shipping group at a time, again when the order is submitted: the same question has the same answer while nobody
 * changes the set-up.
 */
export const shipping: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, channel, ask) {
    const body = new Said(content, '', [])
    const request = body.part('request')
    const currency = currencyIn(request, 'currencyCode', channel)
    const address = addressIn(request.part('address'))
    if (address?.country === undefined)
      request.note('address', 'required', 'an address has a country of two letters')
    const lines = request.list('items').map((item) => lineIn(item, currency, channel))
    if (lines.length === 0) request.note('items', 'required', 'there are items to ship')
    const { problems } = body
    if (problems.length > 0) return { outcome: 'refused', body: refuseShipping(problems) }

    const discount = request.price('orderDiscount', currency) ?? 0n
    const asked = { currency, customer: customerIn(request, body), address, discount, lines }
    const [plain] = await ask.quote([askedOrder(asked, channel)])
    if (!plain!.ok) return { outcome: 'refused', body: refuseShipping(plain!.problems) }
    const { freight } = plain!
    const offers = Object.entries(channel.settings.shippingOffers ?? {}).flatMap(([method, offer]) => {
      const stated = offer.extra?.[currency]
      const extra: Minor | undefined =
        offer.extra === undefined ? 0n : stated === undefined ? undefined : parseAmount(stated, currency)
      return extra === undefined ? [] : [{ method, offer, freight: freight + extra }]
    })
    if (offers.length === 0) {
      const message = `the channel offers no shipping method in ${currency}`
      const nothing = [{ path: '', code: 'nothing_offered', message }]
      return { outcome: 'refused', body: refuseShipping(nothing) }
    }
    const quotes = await ask.quote(
      offers.map((one) => askedOrder({ ...asked, freight: one.freight }, channel)),
    )
    const shippingMethods = offers.flatMap(({ method, offer }, index) => {
      const quote = quotes[index]!
      if (!quote.ok) return []
      return [
        {
          shippingMethodId: method,
          displayName: offer.name,
          currency,
          shippingCost: amount(quote.freight, currency),
          shippingTax: amount(quote.freightTax, currency),
          shippingTotal: amount(quote.freight + quote.freightTax, currency),
          internationalDutiesTaxesFees: 0,
          eligibleForProductWithSurcharges: true,
          ...(offer.days === undefined ? {} : { deliveryDays: offer.days }),
          estimatedDeliveryDateGuaranteed: false,
        },
      ]
    })
    return { outcome: 'answered', body: { shippingMethods } }
  },
  refuse: refuseShipping,
}

/** No method: the shop shows that it cannot ship there. */
function refuseShipping(problems: Parameters<typeof refuse>[0]) {
  return { shippingMethods: [], errors: refuse(problems).errors }
}
