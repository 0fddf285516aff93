import type { Props, ShopOrder } from './order.ts'
import { STORE_CREDIT } from './returns.ts'

/** What a shopper puts into the basket. */
export interface Basket {
  /** Lines; without them `count` lines are chosen. */
  items?: { sku: string; quantity: number; price?: string | undefined }[] | undefined
  count?: number | undefined
  shippingGroups?: number | undefined
  /** Every item is in every group: its quantity is split. */
  splitItems?: boolean | undefined
  payment?: 'card' | 'invoice' | 'inStore' | undefined
  /** What stands for the card. */
  token?: string | undefined
  locationId?: string | undefined
  currency?: string | undefined
  profileId?: string | undefined
  custom?: Props | undefined
}

const SKUS = ['KIT-101', 'KIT-102', 'KIT-103', 'LIV-101', 'LIV-102', 'LIV-103', 'GAR-101', 'GAR-102']
const FIRST = ['Ada', 'Brian', 'Chidi', 'Dora', 'Elif', 'Farid', 'Grace', 'Hiro']
const LAST = ['Archer', 'Bloom', 'Carver', 'Dunn', 'Ellis', 'Frost', 'Grant', 'Holt']
const PLACES = [
  ['Leeds', 'LS1 4AP'],
  ['Bristol', 'BS1 5TR'],
  ['York', 'YO1 7HH'],
  ['Exeter', 'EX4 3SB'],
] as const

/** An unending row of numbers that a seed decides (xorshift). */
export function dice(seed: number): (sides: number) => number {
  let x = seed | 0 || 1
  return (sides) => {
    x ^= x << 13
    x ^= x >>> 17
    x ^= x << 5
    return (x >>> 0) % sides
  }
}

const TAX_PERCENT = 20
const SHIPPING_PENCE = 495

/** Sums are made in pence; the shop's JSON has them as numbers. */
const amount = (pence: number) => pence / 100

/**
 * An order as a shopper places it, with all its groups, prices and taxes; the same for the same numbers.
 *
 * @param ids gives ids by prefix
 * @param now epoch milliseconds
 */
export function placeOrder(
  basket: Basket,
  ids: (prefix: string) => string,
  roll: (sides: number) => number,
  now: number,
): ShopOrder {
  const currencyCode = basket.currency ?? 'GBP'
  const id = ids('o')
  const chosen =
    basket.items ??
    Array.from({ length: basket.count ?? 2 }, () => ({
      sku: SKUS[roll(SKUS.length)]!,
      quantity: 1 + roll(4),
      price: undefined,
    }))
  const lines = chosen.map(({ sku, quantity, price }) => {
    const unit = price === undefined ? 499 + 50 * roll(100) : Math.round(Number(price) * 100)
    return { id: ids('ci'), sku, quantity, unit, amount: unit * quantity }
  })
  const commerceItems = lines.map((line) => ({
    id: line.id,
    catalogRefId: line.sku,
    productId: `p-${line.sku}`,
    quantity: line.quantity,
    returnedQuantity: 0,
    externalData: [],
    state: 'INITIAL',
    priceInfo: {
      currencyCode,
      amount: amount(line.amount),
      listPrice: amount(line.unit),
      salePrice: 0,
      rawTotalPrice: amount(line.amount),
      quantityDiscounted: 0,
      currentPriceDetailsSorted: [
        {
          quantity: line.quantity,
          range: { lowBound: 0, highBound: line.quantity - 1, size: line.quantity },
          amount: amount(line.amount),
          tax: amount(taxOf(line.amount)),
          detailedUnitPrice: amount(line.unit),
        },
      ],
    },
  }))
  const first = FIRST[roll(FIRST.length)]!
  const last = LAST[roll(LAST.length)]!
  const email = `${first}.${last}@example.com`.toLowerCase()
  const most = basket.splitItems ? Math.min(...lines.map((line) => line.quantity)) : lines.length
  const groups = Math.max(1, Math.min(basket.shippingGroups ?? 1, most))
  const shippingGroups = Array.from({ length: groups }, (_, index) => {
    const parts = lines.flatMap((line, at) => {
      const quantity = basket.splitItems
        ? share(line.quantity, groups, index)
        : at % groups === index
          ? line.quantity
          : 0
      return quantity === 0 ? [] : [{ line, quantity }]
    })
    const [city, postalCode] = PLACES[roll(PLACES.length)]!
    const groupId = ids('sg')
    return {
      id: groupId,
      description: groupId,
      state: 'INITIAL',
      shippingMethod: basket.locationId === undefined ? 'ground' : 'inStorePickup',
      ...(basket.locationId === undefined ? {} : { locationId: basket.locationId }),
      trackingNumber: null,
      submittedDate: null,
      specialInstructions: {},
      handlingInstructions: [],
      shippingAddress: {
        firstName: first,
        lastName: last,
        address1: `${1 + roll(90)} Mill Lane`,
        city,
        postalCode,
        country: 'GB',
        email,
        phoneNumber: `0113 4960${100 + roll(900)}`,
      },
      priceInfo: { currencyCode, amount: amount(SHIPPING_PENCE), rawShipping: amount(SHIPPING_PENCE) },
      commerceItemRelationships: parts.map(({ line, quantity }) => ({
        id: ids('r'),
        commerceItemId: line.id,
        relationshipType: 'SHIPPINGQUANTITY',
        quantity,
        state: 'INITIAL',
      })),
    }
  })
  const goods = lines.reduce((sum, line) => sum + line.amount, 0)
  const shipping = SHIPPING_PENCE * groups
  const tax = lines.reduce((sum, line) => sum + taxOf(line.amount), 0) + taxOf(SHIPPING_PENCE) * groups
  const total = goods + shipping + tax
  return {
    id,
    state: 'SUBMITTED',
    siteId: 'siteUS',
    profileId: basket.profileId ?? `shopper-${1 + roll(10_000)}`,
    profile: { firstName: first, lastName: last, email },
    organizationId: null,
    locale: 'en_GB',
    salesChannel: 'default',
    exchangeRate: null,
    secondaryCurrencyCode: null,
    creationTime: now,
    lastModifiedTime: now,
    submittedDate: null,
    shippingGroupCount: groups,
    paymentGroupCount: 1,
    priceInfo: {
      currencyCode,
      total: amount(total),
      amount: amount(goods),
      shipping: amount(shipping),
      tax: amount(tax),
      discounted: false,
      manualAdjustmentTotal: 0,
      amountIsFinal: true,
    },
    taxPriceInfo: { currencyCode, amount: amount(tax), isTaxIncluded: false },
    commerceItems,
    shippingGroups,
    paymentGroups: [
      paymentOf(basket.payment ?? 'card', amount(total), currencyCode, id, ids, now, basket.token),
    ],
    ...basket.custom,
  }
}

function taxOf(pence: number): number {
  return Math.round((pence * TAX_PERCENT) / 100)
}

/** The first groups get what does not divide. */
function share(quantity: number, groups: number, index: number): number {
  return Math.floor(quantity / groups) + (index < quantity % groups ? 1 : 0)
}

function paymentOf(
  kind: NonNullable<Basket['payment']>,
  total: number,
  currencyCode: string,
  orderId: string,
  ids: (prefix: string) => string,
  now: number,
  token: string | undefined,
) {
  const id = ids('pg')
  const group = { id, amount: total, currencyCode, submittedDate: now }
  if (kind === 'invoice')
    return { ...group, paymentMethod: 'invoiceRequest', state: 'INITIAL', amountAuthorized: 0 }
  if (kind === 'inStore')
    return { ...group, paymentMethod: 'physicalPOSPayment', state: 'INITIAL', amountAuthorized: 0 }
  const transactionId = `${orderId}-${id}-${now}`
  return {
    ...group,
    paymentMethod: 'creditCard',
    paymentGroupClassType: 'creditCard',
    state: 'AUTHORIZED',
    amountAuthorized: total,
    token: token ?? `tok_${id}`,
    creditCardNumber: '1111',
    expirationMonth: '11',
    expirationYear: '2031',
    authorizationStatus: [
      {
        transactionId,
        transactionUuid: `u-${transactionId}`,
        transactionSuccess: true,
        authorizationDecision: 'ACCEPT',
        reasonCode: '100',
        amount: total,
        currency: currencyCode,
      },
    ],
  }
}

/** The order as it is paid when credit of the store covers so many pence of it: the rest as it was to be paid. */
export function paidByCredit(order: ShopOrder, covered: number, ids: (prefix: string) => string): ShopOrder {
  const [group] = order.paymentGroups
  const left = Math.round(Number(group!['amount']) * 100) - covered
  const { currencyCode, submittedDate } = group!
  const credit = {
    id: ids('pg'),
    paymentMethod: STORE_CREDIT,
    state: 'AUTHORIZED',
    amount: amount(covered),
    amountAuthorized: amount(covered),
    currencyCode,
    submittedDate,
  }
  const rest = { ...group!, amount: amount(left), amountAuthorized: amount(left) }
  const paymentGroups = [...(covered > 0 ? [credit] : []), ...(left > 0 ? [rest] : [])]
  return { ...order, paymentGroups, paymentGroupCount: paymentGroups.length }
}
