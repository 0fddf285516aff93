import { createHmac } from 'node:crypto'

export type Algorithm = 'sha1' | 'sha256' | 'sha512'
export const SECRET = 'a-secret-of-the-shop-1'
export const OTHER_SECRET = 'a-secret-of-the-shop-2'

/** The signature header of a shop, over bytes as they are sent. */
export function signed(bytes: Buffer | string, secret = SECRET, algorithm: Algorithm = 'sha512') {
  return { 'X-Oracle-CC-WebHook-Signature': createHmac(algorithm, secret).update(bytes).digest('base64') }
}

/** How the channel of the tests is set up; `more` changes its settings. */
export function channelInput(more: object = {}, top: object = {}) {
  return {
    name: 'Shop of the tests',
    kind: 'commerce',
    source: 'marketplace',
    settings: {
      algorithm: 'sha512',
      payment: 'with_details',
      shippingMethods: { ground: 'standard', nextDay: 'express' },
      paymentMethods: {
        creditCard: { code: 'card', prepaid: false },
        voucher: { code: 'voucher', prepaid: true },
      },
      ...more,
    },
    signingSecrets: [SECRET],
    ...top,
  }
}

export interface ShopItem {
  id?: string
  sku?: string
  quantity?: number
  amount: number
  tax?: number
  listPrice?: number
  more?: object
}

const sum = (all: readonly number[]) => Math.round(all.reduce((total, one) => total + one, 0) * 100) / 100

/** What a shop says when an order is submitted; `order` and `price` change its parts. Its own money adds up. */
export function submittedOrder(
  id: string,
  items: readonly ShopItem[] = [{ amount: 20 }],
  {
    order = {},
    price = {},
    groups,
    payment = {},
    shipping = 5,
    tax,
    off = 0,
  }: {
    order?: object
    price?: object
    groups?: object[]
    payment?: object
    shipping?: number
    tax?: number
    off?: number
  } = {},
) {
  const named = items.map((item, index) => ({
    id: `ci${id.slice(1)}${index}`,
    sku: 'KIT-101',
    quantity: 1,
    tax: 0,
    ...item,
  }))
  const goods = sum(named.map(({ amount }) => amount))
  const taxes = tax ?? sum(named.map((item) => item.tax))
  const amount = sum([goods, -off])
  const total = sum([amount, shipping, taxes])
  return {
    site: { siteURL: 'https://shop.example', siteName: 'Shop' },
    order: {
      id,
      siteId: 'siteUS',
      profileId: `p-${id}`,
      locale: 'en',
      salesChannel: 'default',
      creationTime: 1767268800000,
      lastModifiedTime: 1767268805000,
      state: 'SUBMITTED',
      shippingGroupCount: 1,
      paymentGroupCount: 1,
      priceInfo: {
        total,
        amount,
        shipping,
        tax: taxes,
        currencyCode: 'GBP',
        discounted: off > 0,
        manualAdjustmentTotal: 0,
        ...price,
      },
      commerceItems: named.map((item) => ({
        id: item.id,
        catalogRefId: item.sku,
        productId: `prod-${item.sku}`,
        quantity: item.quantity,
        priceInfo: {
          amount: item.amount,
          listPrice: item.listPrice ?? item.amount / item.quantity,
          currentPriceDetailsSorted: [{ quantity: item.quantity, amount: item.amount, tax: item.tax }],
        },
        ...item.more,
      })),
      shippingGroups: groups ?? [
        shippingGroup(
          'sg1',
          named.map(({ id: item, quantity }) => [item, quantity]),
          { priceInfo: { amount: shipping } },
        ),
      ],
      paymentGroups: [
        {
          id: `pg-${id}`,
          paymentMethod: 'creditCard',
          amount: total,
          amountAuthorized: total,
          authorizationStatus: [{ transactionSuccess: true, amount: total, currency: 'GBP' }],
          ...payment,
        },
      ],
      ...order,
    },
  }
}

export const HOME = {
  firstName: 'Zelda',
  lastName: 'Quill',
  address1: '7 Hidden Lane',
  city: 'Quillton',
  postalCode: 'QU1 1LL',
  country: 'GB',
  email: 'zelda@example.org',
}

export function shippingGroup(id: string, items: readonly (readonly [string, number])[], more: object = {}) {
  return {
    id,
    state: 0,
    shippingMethod: 'ground',
    shippingAddress: HOME,
    priceInfo: { amount: 0 },
    commerceItemRelationships: items.map(([commerceItemId, quantity]) => ({
      commerceItemId,
      quantity,
      state: 'INITIAL',
    })),
    ...more,
  }
}
