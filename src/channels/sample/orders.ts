import type { OrderInput, OrderLineInput } from '../../orders/index.ts'
import { money, type MoneyValue } from '../../platform/wire.ts'
import { sampleTaxRates } from './company.ts'
import { sampleCountries, sampleCustomers } from './customers.ts'
import { sampleItems, type SampleItem } from './items.ts'
import { choicesFrom, type Choices } from './prng.ts'

/** Which orders are made. The same options make the same orders, byte for byte. */
export interface SampleOrderOptions {
  seed?: number
  count: number
  /** The first order's number; orders after a restart go on where the last run stopped. */
  from?: number
  /** RFC 3339; when given, orders are placed from then on, some minutes apart. */
  placedFrom?: Date
}

type Customer = (typeof sampleCustomers)[number]

const people = sampleCustomers.filter((customer) => customer.kind === 'person')
const trade = sampleCustomers.filter((customer) => customer.segment === 'trade')
const tight = trade.filter((customer) => customer.creditLimit?.amount === '150.00')
const goods = sampleItems.filter((item) => item.input.kind === undefined)
const services = sampleItems.filter((item) => item.input.kind === 'service')

/**
 * Orders of the sample company as its four channels hand them over. Of a hundred about 55 come from the web shop (most of
 * them prepaid), 20 from the marketplace (priced, with tax), 15 from the call center on credit and 10 from the till;
 * three have 60 lines, two go over a credit limit, two name an unknown item, one is of a type nobody knows.
 */
export function* sampleOrders(options: SampleOrderOptions): Generator<OrderInput> {
  const { seed = 1, count, from = 1, placedFrom } = options
  for (let number = from; number < from + count; number++) {
    // Each order has choices of its own, so that the n-th is the same wherever a run begins.
    const choose = choicesFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number, 0x85ebca77))
    choose.below(2)
    const order = makeOrder(choose, `${seed}-${String(number).padStart(6, '0')}`)
    if (placedFrom) {
      order.placedAt = new Date(placedFrom.getTime() + (number - from) * 180_000).toISOString()
    }
    yield order
  }
}

function makeOrder(choose: Choices, id: string): OrderInput {
  const kind = choose.below(100)
  if (kind < 55) return webshopOrder(choose, id)
  if (kind < 75) return marketplaceOrder(choose, id)
  if (kind < 90) return callCenterOrder(choose, id)
  return counterOrder(choose, id)
}

function webshopOrder(choose: Choices, id: string): OrderInput {
  const guest = choose.percent(12)
  const customer = choose.pick(people)
  const lines = someLines(choose, lineCount(choose), 4)
  if (choose.percent(8)) lines.push({ sku: choose.pick(services).input.sku, quantity: '1' })
  if (choose.percent(3)) lines.push({ sku: 'GIFT-CARD', quantity: String(choose.between(1, 3)) })
  if (choose.percent(4)) lines[0] = { ...lines[0]!, sku: `OLD-${choose.between(100, 999)}` }
  const order: OrderInput = {
    source: 'webshop',
    externalId: `WEB-${id}`,
    customer: guest ? guestAccount(choose, `WEB-${id}`) : { account: customer.number },
    currency: guest ? 'GBP' : customer.currency,
    shipTo: guest ? addressIn(choose, 'GB') : addressOf(customer),
    prepaid: choose.percent(70),
    lines,
  }
  if (choose.percent(2)) order.orderType = 'consignment'
  if (choose.percent(10)) order.custom = { giftMessage: 'Happy birthday!' }
  return order
}

function marketplaceOrder(choose: Choices, id: string): OrderInput {
  const country = choose.pick(['GB', 'GB', 'GB', 'DE', 'FR', 'IE'])
  const currency = country === 'GB' ? 'GBP' : 'EUR'
  const lines = someLines(choose, Math.min(lineCount(choose), 12), 3).map((line) => {
    const item = goods.find((one) => one.input.sku === line.sku)!
    // The marketplace sells a little above the shop; what it says is kept as it is.
    const unit = (item.price * BigInt(choose.between(100, 112))) / 100n
    const net = unit * BigInt(line.quantity)
    return {
      ...line,
      unitPrice: money(unit, currency),
      taxAmount: taxOn(net, item.input.taxCode!, country, currency),
    }
  })
  return {
    source: 'marketplace',
    externalId: `MKT-${id}`,
    customer: guestAccount(choose, `MKT-${id}`),
    customerReference: `M${choose.between(10_000_000, 99_999_999)}`,
    currency,
    shipTo: addressIn(choose, country),
    prepaid: true,
    lines,
  }
}

function callCenterOrder(choose: Choices, id: string): OrderInput {
  const customer = choose.percent(15) ? choose.pick(tight) : choose.pick(trade)
  const big = choose.percent(18)
  const lines = big ? someLines(choose, 60, 6) : someLines(choose, lineCount(choose), 12)
  if (choose.percent(20))
    lines[0] = { ...lines[0]!, discounts: [{ code: 'GOODWILL', percent: '5', reason: 'Late last time' }] }
  // As for a whole chain of hotels.
  if (choose.percent(10)) lines[0] = { ...lines[0]!, quantity: String(choose.between(40, 90)) }
  return {
    source: 'call-center',
    externalId: `CALL-${id}`,
    customer: { account: customer.number },
    customerReference: `PO ${choose.between(1000, 9999)}/${choose.between(1, 12)}`,
    currency: customer.currency,
    shipTo: addressOf(customer),
    lines,
  }
}

function counterOrder(choose: Choices, id: string): OrderInput {
  return {
    source: 'pos-file',
    externalId: `POS-${id}`,
    customer: { account: 'COUNTER' },
    currency: 'GBP',
    shipTo: { country: 'GB', city: 'Brighton', postcode: 'BN1 1AA' },
    prepaid: true,
    lines: someLines(choose, choose.between(1, 4), 2),
  }
}

/** Mostly one to eight lines, few of them many. */
function lineCount(choose: Choices): number {
  return choose.percent(3) ? 60 : choose.percent(60) ? choose.between(1, 3) : choose.between(2, 8)
}

function someLines(choose: Choices, count: number, most: number): OrderLineInput[] {
  const taken = new Set<SampleItem>()
  while (taken.size < count) taken.add(popular(choose))
  return [...taken].map((item, index) => ({
    lineId: String(index + 1),
    sku: item.input.sku,
    quantity: String(choose.between(1, most)),
  }))
}

/** A third of all lines is for the ten best sellers. */
function popular(choose: Choices): SampleItem {
  return choose.percent(33) ? goods[choose.below(10) * 11]! : choose.pick(goods)
}

function guestAccount(choose: Choices, account: string): OrderInput['customer'] {
  const country = choose.pick(sampleCountries)
  const name = `${choose.pick(country.first)} ${choose.pick(country.last)}`
  return { account, create: { name, email: `${account.toLowerCase()}@example.org`, kind: 'person' } }
}

function addressOf(customer: Customer): NonNullable<OrderInput['shipTo']> {
  const { lines, city, postcode } = customer.address as { lines: string[]; city: string; postcode: string }
  return {
    country: customer.shipToCountry,
    ...(customer.shipToRegion ? { region: customer.shipToRegion } : {}),
    name: customer.name!,
    lines: [...lines],
    city,
    postcode,
  }
}

function addressIn(choose: Choices, code: string): NonNullable<OrderInput['shipTo']> {
  const country = sampleCountries.find((one) => one.code === code)!
  const [city, postcode] = choose.pick(country.cities)
  return {
    country: code,
    name: `${choose.pick(country.first)} ${choose.pick(country.last)}`,
    lines: [`${choose.between(1, 140)} ${choose.pick(country.streets)}`],
    city,
    postcode,
  }
}

/** Tax of today's rates, in thousandths of a percent so that 13.5 is whole. */
function taxOn(net: bigint, taxCode: string, country: string, currency: string): MoneyValue {
  const rate = sampleTaxRates.find(
    (one) => one.taxCode === taxCode && one.country === country && !one.validTo,
  )!
  const thousandths = BigInt(Math.round(Number(rate.percent) * 1000))
  return money((net * thousandths + 50_000n) / 100_000n, currency)
}
