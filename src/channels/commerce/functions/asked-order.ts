import type { OrderInput } from '../../../orders/index.ts'
import {
  currencyDigits,
  divRound,
  formatAmount,
  formatMicro,
  isCurrency,
  MICRO,
  minorToMicro,
  mulPriceQuantity,
  type Micro,
  type Minor,
} from '../../../platform/money.ts'
import type { MappedFor } from '../../inbound/port.ts'
import type { addressIn } from '../map-address.ts'
import type { Said } from '../said.ts'
import type { CommerceSettings } from '../settings.ts'

/** What a shop asks about, as an order that it may become. */
export interface AskedOrder {
  currency: string
  /** As a person or an organization of the shop; null: nobody said. */
  customer: string | null
  address?: ReturnType<typeof addressIn>
  /** Code of the store where all of it is picked up. */
  location?: string | undefined
  freight?: Minor
  /** Taken off all lines together. */
  discount?: Minor
  taxInclusive?: boolean
  lines: AskedLine[]
}

export interface AskedLine {
  sku: string
  quantity: Micro
  /** What the shop sells it for, after its discounts; null: at our price. */
  amount: Minor | null
}

export function askedOrder(asked: AskedOrder, { source }: MappedFor<CommerceSettings>): OrderInput {
  const { currency, customer, address, location, freight, discount, taxInclusive, lines } = asked
  const money = (minor: Minor) => ({ amount: formatAmount(minor, currency), currency })
  return {
    source,
    externalId: 'asked',
    customer: { account: customer?.slice(0, 100) ?? 'nobody' },
    currency,
    ...(address === undefined
      ? {}
      : { shipTo: { country: address.country!, ...(address.region ? { region: address.region } : {}) } }),
    ...(freight === undefined ? {} : { freight: money(freight) }),
    ...(discount !== undefined && discount > 0n ? { discounts: [{ amount: money(discount) }] } : {}),
    ...(taxInclusive ? { taxInclusive: true } : {}),
    lines: lines.map((line) => ({
      sku: line.sku,
      quantity: formatMicro(line.quantity),
      ...(location === undefined ? {} : { location }),
      ...(line.amount === null
        ? {}
        : { unitPrice: { amount: formatMicro(unitOf(line.amount, line.quantity, currency)), currency } }),
    })),
  }
}

const unitOf = (amount: Minor, quantity: Micro, currency: string): Micro =>
  quantity <= 0n ? 0n : divRound(minorToMicro(amount, currencyDigits(currency)) * MICRO, quantity)

/** The currency that is asked about; a problem, and that of the company, when there is no such. */
export function currencyIn(said: Said, name: string, channel: MappedFor<CommerceSettings>): string {
  const currency = said.text(name)
  if (currency !== undefined && isCurrency(currency)) return currency
  const wrong = currency === undefined ? `"${name}" is missing` : `${currency} is not a currency of ISO 4217`
  said.note(name, currency === undefined ? 'required' : 'unknown_currency', wrong)
  return channel.currency
}

/** Who buys: the organization before the person in it. */
export function customerIn(...parts: Said[]): string | null {
  for (const name of ['organizationId', 'profileId', 'orderProfileId'])
    for (const part of parts) {
      const id = part.text(name)
      if (id !== undefined) return id
    }
  for (const part of parts) {
    const id = part.part('organization').text('id') ?? part.part('profile').text('id')
    if (id !== undefined) return id
  }
  return null
}

export function skuIn(said: Said, { settings }: MappedFor<CommerceSettings>): string {
  const stated = said.text('catRefId', 'catalogRefId')
  if (stated === undefined) said.note('catRefId', 'required', 'an item has a SKU')
  return (stated !== undefined && settings.skus?.[stated]) || (stated ?? '?')
}

/** An item with how much of it and what that comes to. */
export function lineIn(said: Said, currency: string, channel: MappedFor<CommerceSettings>): AskedLine {
  const sku = skuIn(said, channel)
  const quantity = said.decimal('quantity') ?? 0n
  if (quantity <= 0n) said.note('quantity', 'bad_quantity', 'an item has a quantity above 0')
  const unit = said.has('amount') ? undefined : said.decimal('unitPrice')
  const amount =
    unit === undefined || unit < 0n
      ? said.price('amount', currency)
      : mulPriceQuantity(unit, quantity, currencyDigits(currency))
  if (amount === undefined) said.note('amount', 'required', 'an item has an amount')
  else if (
    mulPriceQuantity(unitOf(amount, quantity, currency), quantity, currencyDigits(currency)) !== amount
  )
    said.note('amount', 'price_not_exact', 'no unit price of six decimals comes to its amount')
  return { sku, quantity, amount: amount ?? 0n }
}
