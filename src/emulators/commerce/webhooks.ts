import { createHmac, randomBytes } from 'node:crypto'
import type { Props, ShopOrder } from './order.ts'
import { Refused } from './refused.ts'

/** What the shop can tell the world, and whether the payment is told with it (C-08, C-09). */
export const EVENTS = {
  orderSubmit: { name: 'Order Submit', of: 'order', payment: true },
  orderSubmitWithoutPayment: { name: 'Order Submit without Payment Details', of: 'order', payment: false },
  cancelOrder: { name: 'Cancel Order', of: 'cancel', payment: true },
  returnRequestUpdate: { name: 'Return Request Update', of: 'return', payment: true },
  returnRequestUpdateWithoutPayment: {
    name: 'Return Request Update without Payment Details',
    of: 'return',
    payment: false,
  },
  remorsePeriodStarted: { name: 'Remorse Period Started', of: 'remorse', payment: true },
  remorsePeriodStartedWithoutPayment: {
    name: 'Remorse Period Started without Payment Details',
    of: 'remorse',
    payment: false,
  },
  accountCreate: { name: 'Account Create', of: 'accountCreate', payment: true },
  accountUpdate: { name: 'Account Update', of: 'accountUpdate', payment: true },
} as const

export type WebhookId = keyof typeof EVENTS
export type Happening = (typeof EVENTS)[WebhookId]['of']

export const ALGORITHMS = ['sha1', 'sha256', 'sha512'] as const

export interface Webhook {
  id: WebhookId
  urls: string[]
  secretKey: string
  algorithm: (typeof ALGORITHMS)[number]
  /** Attempts of one message at most; then it is a failed message (C-03). */
  maxAttempts: number
  resendIntervalSeconds: number
  basicAuth: { user: string; password: string } | null
  headers: Record<string, string>
}

export function newSecret(): string {
  return randomBytes(32).toString('base64')
}

export function freshWebhooks(): Record<WebhookId, Webhook> {
  const ids = Object.keys(EVENTS) as WebhookId[]
  return Object.fromEntries(
    ids.map((id): [WebhookId, Webhook] => [
      id,
      {
        id,
        urls: [],
        secretKey: newSecret(),
        algorithm: 'sha512',
        maxAttempts: 5,
        resendIntervalSeconds: 3600,
        basicAuth: null,
        headers: {},
      },
    ]),
  ) as Record<WebhookId, Webhook>
}

const MOST_URLS = 10

/** The webhook as it is to be; what is not said stays. @throws Refused */
export function changeWebhook(standing: Webhook, given: Props): Webhook {
  const changed = { ...standing }
  const wrong = (what: string) => new Refused(400, '30001', what)
  if (given['urls'] !== undefined) {
    const { urls } = given
    // As in the shop's own form, several stand in one text, separated by commas.
    const list = typeof urls === 'string' ? urls.split(',').map((one) => one.trim()) : urls
    if (!Array.isArray(list) || list.length > MOST_URLS || !list.every(isHttp))
      throw wrong(`urls are at most ${MOST_URLS} addresses that begin with https:// or http://.`)
    changed.urls = [...new Set(list as string[])]
  }
  if (given['algorithm'] !== undefined) {
    const found = ALGORITHMS.find((one) => one === given['algorithm'])
    if (!found) throw wrong(`algorithm is one of ${ALGORITHMS.join(', ')}.`)
    changed.algorithm = found
  }
  if (given['secretKey'] !== undefined) {
    if (typeof given['secretKey'] !== 'string' || given['secretKey'].length < 16)
      throw wrong('secretKey has at least 16 characters.')
    changed.secretKey = given['secretKey']
  }
  for (const [name, most] of [
    ['maxAttempts', 20],
    ['resendIntervalSeconds', 86_400],
  ] as const) {
    const value = given[name]
    if (value === undefined) continue
    if (!Number.isInteger(value) || (value as number) < 1 || (value as number) > most)
      throw wrong(`${name} is a whole number from 1 to ${most}.`)
    changed[name] = value as number
  }
  if (given['basicAuth'] !== undefined) changed.basicAuth = given['basicAuth'] as Webhook['basicAuth']
  if (given['headers'] !== undefined) changed.headers = given['headers'] as Webhook['headers']
  return changed
}

function isHttp(url: unknown): boolean {
  return typeof url === 'string' && /^https?:\/\//.test(url) && URL.canParse(url)
}

/** C-06: over the very bytes that are sent. */
export function signatureOf(webhook: Pick<Webhook, 'algorithm' | 'secretKey'>, body: string): string {
  return createHmac(webhook.algorithm, webhook.secretKey).update(body, 'utf8').digest('base64')
}

/** What a receiver that may not see card data is not told (C-08). */
const PAYMENT_DETAILS = [
  'authorizationStatus',
  'token',
  'creditCardNumber',
  'expirationMonth',
  'expirationYear',
  'paymentGroupClassType',
]

export function withoutPayment(order: ShopOrder): ShopOrder {
  const paymentGroups = order.paymentGroups.map(
    (group) =>
      Object.fromEntries(
        Object.entries(group).filter(([name]) => !PAYMENT_DETAILS.includes(name)),
      ) as ShopOrder['paymentGroups'][number],
  )
  return { ...order, paymentGroups }
}

/** C-16: a list longer than `most` is cut, and says so by a mark that is there only then. */
export function truncated<T extends Props>(object: T, list: string, most: number): T {
  const members = object[list] as unknown[]
  if (members.length <= most) return object
  return { ...object, [list]: members.slice(0, most), [`${list}IsTruncated`]: true }
}
