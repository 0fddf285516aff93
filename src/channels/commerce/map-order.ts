import type { OrderInput } from '../../orders/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import { allocate, formatAmount, isCurrency, type Minor } from '../../platform/money.ts'
import type { Mapped, MappedFor } from '../inbound/port.ts'
import { type addressIn, nameIn } from './map-address.ts'
import { groupOf, type Group } from './map-group.ts'
import { linesIn, type MappedLine } from './map-lines.ts'
import { paymentIn } from './map-payment.ts'
import type { Said } from './said.ts'
import type { CommerceSettings } from './settings.ts'
import { orderStateOf } from './states.ts'

/** What the shop itself says of an order; everything else a merchant added, and goes into `custom`. */
const KNOWN = new Set(
  `id siteId profileId profile organizationId organization locale salesChannel exchangeRate secondaryCurrencyCode
  creationTime creationDate submittedDate submittedTime lastModifiedTime lastModifiedDate shippingGroupCount
  paymentGroupCount commerceItemCount totalCommerceItemCount priceInfo taxPriceInfo commerceItems shippingGroups
  paymentGroups relationships state stateAsString stateDetail priceGroupId priceListGroup priceGroup
  payShippingInSecondaryCurrency payTaxInSecondaryCurrency orderClassType description`.split(/\s+/),
)

/**
 * An order of the shop as one of ours: its prices, tax and freight stand as it agreed them with the shopper, and come to the
 * total that the shopper saw, or the order waits as a draft. What has no place here is a problem with its place there.
 */
export function mapOrder(body: Said, channel: MappedFor<CommerceSettings>): Mapped {
  const { settings } = channel
  const order = body.part('order')
  const { problems } = order
  const externalId = order.required('id')
  const price = order.part('priceInfo')
  const currency = price.required('currencyCode')
  if (currency !== '' && !isCurrency(currency))
    price.note('currencyCode', 'unknown_currency', `${currency} is not a currency of ISO 4217`)
  if (problems.length > 0) return { what: 'refused', problems }

  const groups = order.list('shippingGroups').map((group) => groupOf(group, currency, channel))
  const lines = linesIn(order, groups, currency, settings)
  if (lines.length === 0) {
    order.note('commerceItems', 'required', 'an order has items')
    return { what: 'refused', problems }
  }
  const sums = sumsOf(order, price, groups, lines, currency)
  const payment = paymentIn(order, groups, sums.total, currency, settings)
  const site = siteOf(body, order, settings)
  const address = groups.find((group) => group.address)?.address
  const placedAt = order.instant('submittedDate', 'submittedTime', 'creationTime', 'creationDate')
  const shipOn = groups.map((group) => group.shipOn).filter((on) => on !== undefined)
  const money = (amount: Minor) => ({ amount: formatAmount(amount, currency), currency })
  const input: OrderInput = {
    source: channel.source,
    externalId,
    customer: customerOf(order, address),
    currency,
    ...(placedAt === undefined ? {} : { placedAt: placedAt.toISOString() }),
    ...(shipOn.length === 0 ? {} : { requestedOn: shipOn.toSorted()[0]! }),
    ...(address === undefined ? {} : { shipTo: address }),
    ...(payment.billTo === undefined ? {} : { billTo: payment.billTo }),
    prepaid: payment.prepaid,
    ...(sums.inclusive ? { taxInclusive: true } : {}),
    ...(sums.discount > 0n
      ? { discounts: [{ amount: money(sums.discount), reason: 'discounts of the shop on the order' }] }
      : {}),
    freight: money(sums.freight),
    lines: lines.map((line, index) => ({
      lineId: line.lineId,
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: { amount: line.unitPrice, currency },
      ...(line.off === null
        ? {}
        : {
            discounts: [
              { amount: { amount: line.off, currency }, reason: 'discounts of the shop on the item' },
            ],
          }),
      taxAmount: money(line.tax + sums.taxLeft[index]!),
      ...(line.shipOn === undefined ? {} : { requestedOn: line.shipOn }),
      ...(line.location === undefined ? {} : { location: line.location }),
      custom: line.custom,
    })),
    custom: {
      ...order.others(KNOWN),
      ...site,
      ...payment.custom,
      commerce: {
        state: orderStateOf(order, settings),
        siteId: order.text('siteId') ?? null,
        salesChannel: order.text('salesChannel') ?? null,
        locale: order.text('locale') ?? null,
        shippingGroups: groups.map(({ custom }) => custom),
        paymentGroups: payment.groups,
      },
    },
  }
  return { what: 'order', input, problems, total: sums.total, payments: payment.payments }
}

interface Sums {
  total: Minor
  freight: Minor
  /** On the order as a whole. */
  discount: Minor
  /** Tax that no item states (that of freight, or all of it), spread over the lines. */
  taxLeft: Minor[]
  inclusive: boolean
}

/** Does what was said come to its total? What does not is a problem, and the order waits. */
function sumsOf(
  order: Said,
  price: Said,
  groups: readonly Group[],
  lines: readonly MappedLine[],
  currency: string,
): Sums {
  const show = (amount: Minor) => formatAmount(amount, currency)
  const goods = lines.reduce((sum, line) => sum + line.net, 0n)
  const stated = lines.reduce((sum, line) => sum + line.tax, 0n)
  const inclusive = order.part('taxPriceInfo').value['isTaxIncluded'] === true
  const tax = price.price('tax', currency) ?? stated
  const inGroups = groups.reduce((sum, group) => sum + group.freight, 0n)
  const freight = price.price('shipping', currency) ?? inGroups
  if (freight !== inGroups && inGroups !== 0n)
    price.note(
      'shipping',
      'shipping_differs',
      `shipping is ${show(freight)}, its groups come to ${show(inGroups)}`,
    )
  const adjusted = price.amount('manualAdjustmentTotal', currency) ?? 0n
  const after = price.price('amount', currency) ?? goods
  const off = goods - after
  const told = price.price('discountAmount', currency) ?? (price.value['discounted'] === true ? off : 0n)
  if (off !== told)
    price.note(
      'amount',
      'totals_differ',
      `the items come to ${show(goods)}, less discounts of ${show(told)}; it says ${show(after)}`,
    )
  const sum = after + adjusted + freight + (inclusive ? 0n : tax)
  const total = price.price('total', currency)
  if (total === undefined) price.note('total', 'required', 'an order has a total')
  else if (total !== sum)
    price.note('total', 'totals_differ', `its parts come to ${show(sum)}; it says ${show(total)}`)
  const discount = off - adjusted
  if (discount < 0n)
    price.note(
      'manualAdjustmentTotal',
      'not_supported_yet',
      'what is added to an order as a whole has no line here',
    )
  let left = tax - stated
  if (left < 0n) {
    price.note('tax', 'tax_differs', `the items state tax of ${show(stated)}, the order ${show(tax)}`)
    left = 0n
  }
  // In proportion to what a line costs: a tax on freight follows the goods that it brought.
  const taxLeft = allocate(
    left,
    lines.map((line) => line.net),
  )
  return { total: total ?? sum, freight, discount: discount < 0n ? 0n : discount, taxLeft, inclusive }
}

function customerOf(order: Said, address: ReturnType<typeof addressIn>): OrderInput['customer'] {
  const organization = order.text('organizationId') ?? order.part('organization').text('id')
  const profile = order.part('profile')
  const person = order.text('profileId') ?? profile.text('id')
  const name = nameIn(profile) ?? address?.name
  const email = profile.text('email') ?? address?.email
  return {
    // A guest is a customer of one order.
    account: (organization ?? person ?? `guest-${order.text('id')}`).slice(0, 100),
    create: {
      kind: organization !== undefined ? 'organization' : person !== undefined ? 'person' : 'walk_in',
      ...(name === undefined || organization !== undefined ? {} : { name: name.slice(0, 500) }),
      ...(email === undefined ? {} : { email: email.slice(0, 320) }),
    },
  }
}

function siteOf(body: Said, order: Said, { sites }: CommerceSettings): JsonObject {
  const id = order.text('siteId') ?? body.part('site').text('siteId')
  if (sites === undefined || id === undefined) return {}
  const site = sites[id]
  if (!site) {
    order.note('siteId', 'unmapped', `site "${id}" is not served by this company`)
    return {}
  }
  return site.location === undefined ? {} : { location: site.location }
}
