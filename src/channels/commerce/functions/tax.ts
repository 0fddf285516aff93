import { allocate, formatMicro, parseMicro, type Minor } from '../../../platform/money.ts'
import type { ChannelFunction } from '../../functions/port.ts'
import type { MappedFor } from '../../inbound/port.ts'
import { addressIn } from '../map-address.ts'
import { groupOf } from '../map-group.ts'
import { linesIn } from '../map-lines.ts'
import { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'
import { askedOrder, currencyIn, customerIn, lineIn, type AskedLine } from './asked-order.ts'
import { amount, refuse, verdict } from './verdict.ts'

/** What goes to one place. */
interface Place {
  id: string
  address: ReturnType<typeof addressIn>
  /** Code of the store where it is picked up: its tax is due there. */
  location: string | undefined
  freight: Minor
  discount: Minor
  lines: (AskedLine & { id: string; shown: string })[]
}

/**
 * External tax (C-35): the tax of each item and of the freight, by shipping group, as our rates have it at the place of that
 * group. An order is asked about as it is submitted (`order`), or as the shop's own tax call has it (`request`).
 */
export const tax: ChannelFunction<MappedFor<CommerceSettings>> = {
  async answer(content, channel, ask) {
    const body = new Said(content, '', [])
    const asked = body.part(body.has('order') ? 'order' : 'request')
    const price = asked.part('priceInfo')
    const currency = asked.has('orderCurrencyCode')
      ? currencyIn(asked, 'orderCurrencyCode', channel)
      : currencyIn(price, 'currencyCode', channel)
    const taxInclusive =
      asked.value['isTaxIncluded'] === true || asked.part('taxPriceInfo').value['isTaxIncluded'] === true
    const places = (
      body.has('order') ? placesOfOrder(asked, currency, channel) : placesOfRequest(asked, currency, channel)
    ).filter(({ lines }) => lines.length > 0)
    if (places.length === 0) asked.note('shippingGroups', 'required', 'there is something to tax')
    const wrong = body.problems.filter(({ code }) => !NOTHING_TO_TAX.has(code))
    if (wrong.length > 0) return verdict(wrong)

    const customer = customerIn(asked, body)
    const quotes = await ask.quote(
      places.map((place) => askedOrder({ ...place, currency, customer, taxInclusive }, channel)),
    )
    const problems = quotes.flatMap((quote) => (quote.ok ? [] : quote.problems))
    if (problems.length > 0) return verdict(problems)
    let whole = 0n
    const shippingGroups = places.map(({ id, lines }, index) => {
      const quote = quotes[index]!
      if (!quote.ok) throw new Error('A quote that failed was told before')
      const sum = quote.lines.reduce((total, line) => total + line.tax, quote.freightTax)
      whole += sum
      return {
        shippingGroupId: id,
        tax: amount(sum, currency),
        shippingTax: amount(quote.freightTax, currency),
        items: quote.lines.map((line, at) => ({
          commerceItemId: lines[at]!.id,
          catRefId: lines[at]!.shown,
          tax: amount(line.tax, currency),
          taxRate: formatMicro(line.taxPercent),
        })),
      }
    })
    return verdict([], undefined, {
      currencyCode: currency,
      taxPriceInfo: { amount: amount(whole, currency), isTaxIncluded: taxInclusive },
      shippingGroups,
    })
  },
  refuse,
}

/** What would make the order wait, and does not change its tax: how it is shipped, and that it goes to several addresses. */
const NOTHING_TO_TAX: ReadonlySet<string> = new Set(['unmapped', 'not_supported_yet'])

function placesOfRequest(request: Said, currency: string, channel: MappedFor<CommerceSettings>): Place[] {
  return request.list('shippingGroups').map((group): Place => {
    const address = addressIn(group.part('shippingAddress'))
    const place = group.text('locationId')
    const location = place === undefined ? undefined : channel.settings.locations?.[place]
    if (address?.country === undefined && location === undefined)
      group.note('shippingAddress', 'required', 'an address has a country of two letters')
    return {
      id: group.text('shippingGroupId', 'id') ?? '',
      address: address?.country === undefined ? undefined : address,
      location,
      freight: group.part('priceInfo').price('shipping', currency) ?? 0n,
      discount: group.part('discountInfo').price('orderDiscount', currency) ?? 0n,
      lines: group.list('items').map((item) => ({
        ...lineIn(item, currency, channel),
        id: item.text('commerceItemId', 'id') ?? '',
        shown: item.text('catRefId', 'catalogRefId') ?? '',
      })),
    }
  })
}

/** What a discount on the order takes off is spread over its lines by what they cost, as it is when the order comes in. */
function placesOfOrder(order: Said, currency: string, channel: MappedFor<CommerceSettings>): Place[] {
  const groups = order.list('shippingGroups').map((group) => groupOf(group, currency, channel))
  const lines = linesIn(order, groups, currency, channel.settings)
  const goods = lines.map(({ net }) => net)
  const sum = goods.reduce((total, net) => total + net, 0n)
  const off = sum - (order.part('priceInfo').price('amount', currency) ?? sum)
  const shares = off > 0n && off <= sum ? allocate(off, goods) : goods.map(() => 0n)
  return groups.map(({ id, address, location, freight }) => ({
    id,
    address,
    location,
    freight,
    discount: 0n,
    lines: lines.flatMap((line, index) => {
      const { item, shippingGroup } = line.custom['commerce'] as { item: string; shippingGroup: string }
      if (shippingGroup !== id) return []
      const quantity = parseMicro(line.quantity)!
      return [{ id: item, shown: line.sku, sku: line.sku, quantity, amount: line.net - shares[index]! }]
    }),
  }))
}
