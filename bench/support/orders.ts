import type { OrderInput } from '../../src/orders/index.ts'
import { accountOf, skuOf, type CompanyShape } from './company.ts'

/** Which items the lines ask for. */
export type Spread = 'uniform' | 'hot' | 'disjoint'

export interface OrderShape extends Pick<CompanyShape, 'items' | 'customers'> {
  /** Tells the orders of one run from those of another. */
  run: string
  lines: number
  spread: Spread
  /** Stated by every order. */
  shipMethod?: string
  paymentMethod?: string
}

/** The n-th order of a run: the same whenever it is made. `hot` has all lines of all orders on one item, `disjoint` every eighth order from items of its own. */
export function orderOf(shape: OrderShape, n: number): OrderInput {
  const random = randomFrom(n)
  const lines: OrderInput['lines'] = []
  const start = random(shape.items)
  // A stride that is prime to the number of items: the lines of an order name different items.
  const uniform = (line: number) => (start + line * 7919) % shape.items
  const range = Math.max(1, Math.floor(shape.items / 8))
  const disjoint = (line: number) => (n % 8) * range + ((start + line * 7919) % range)
  for (let line = 0; line < shape.lines; line++) {
    const item = shape.spread === 'hot' ? 0 : shape.spread === 'disjoint' ? disjoint(line) : uniform(line)
    lines.push({ lineId: String(line + 1), sku: skuOf(item), quantity: String(1 + random(3)) })
  }
  const customer = random(shape.customers)
  return {
    source: 'webshop',
    externalId: `${shape.run}-${n}`,
    customer: { account: accountOf(customer) },
    customerReference: `PO ${n}`,
    currency: 'GBP',
    // A customer has one address: its first order keeps it, the others find it.
    shipTo: { country: 'GB', lines: [`${1 + customer} Mill Lane`], city: 'Leeds', postcode: 'LS1 4AP' },
    lines,
    ...(shape.shipMethod === undefined ? {} : { shipMethod: shape.shipMethod }),
    ...(shape.paymentMethod === undefined ? {} : { paymentMethod: shape.paymentMethod }),
  }
}

/** The n-th cart of a run: what asks for the lines of that order. */
export function cartOf(shape: OrderShape, n: number): object {
  const { source, customer, currency, lines } = orderOf(shape, n)
  return { id: `${shape.run}-${n}`, source, customer, currency, shipTo: { country: 'GB' }, lines }
}

/** The n-th order of a run as a shop would send it: the same lines, at 10.00 and 2.00 of tax a unit. */
export function webhookOf(shape: OrderShape, n: number): object {
  const { externalId, customer, lines } = orderOf(shape, n)
  const items = lines.map(({ lineId, sku, quantity }) => ({
    id: `ci${lineId}`,
    sku,
    quantity: Number(quantity),
  }))
  const units = items.reduce((sum, { quantity }) => sum + quantity, 0)
  const amounts = { amount: units * 10, tax: units * 2, shipping: 5, total: units * 12 + 5 }
  return {
    site: { siteURL: 'https://shop.example', siteName: 'Shop' },
    order: {
      id: externalId,
      profileId: customer.account,
      creationTime: 1767268800000,
      lastModifiedTime: 1767268805000,
      state: 'SUBMITTED',
      priceInfo: { ...amounts, currencyCode: 'GBP' },
      commerceItems: items.map(({ id, sku, quantity }) => ({
        id,
        catalogRefId: sku,
        quantity,
        priceInfo: {
          amount: quantity * 10,
          listPrice: 10,
          currentPriceDetailsSorted: [{ quantity, amount: quantity * 10, tax: quantity * 2 }],
        },
      })),
      shippingGroups: [
        {
          id: 'sg1',
          state: 0,
          shippingMethod: 'ground',
          shippingAddress: { address1: '1 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' },
          priceInfo: { amount: 5 },
          commerceItemRelationships: items.map(({ id, quantity }) => ({ commerceItemId: id, quantity })),
        },
      ],
      paymentGroups: [
        { id: 'pg1', paymentMethod: 'creditCard', amount: amounts.total, amountAuthorized: amounts.total },
      ],
    },
  }
}

/** What a shop asks of a function about an order that it may become. */
export function askedOf(name: string, shape: OrderShape, n: number): object {
  const { lines } = orderOf(shape, n)
  const items = lines.map(({ sku, quantity }) => ({ catRefId: sku, quantity: Number(quantity) }))
  if (name === 'inventory') return { items }
  if (name !== 'shipping') return webhookOf(shape, n)
  const address = { address1: '1 Mill Lane', city: 'Leeds', postalCode: 'LS1 4AP', country: 'GB' }
  return {
    request: {
      currencyCode: 'GBP',
      items: items.map((item) => ({ ...item, amount: item.quantity * 10 })),
      address,
    },
  }
}

/** A small generator (mulberry32): a number below `limit`. */
function randomFrom(seed: number): (limit: number) => number {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}
