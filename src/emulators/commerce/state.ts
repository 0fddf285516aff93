import { freshFunctions, type FunctionId, type FunctionWebhook } from './checkout.ts'
import type { Props, ShopOrder } from './order.ts'
import type { ReturnRequest } from './returns.ts'
import { freshWebhooks, type Webhook, type WebhookId } from './webhooks.ts'

/** Everything the shop knows: plain data, so that it can be kept in a file. */
export interface ShopState {
  /** How far the shop's clock is ahead of the machine's. */
  clockAheadMs: number
  /** The next number of each kind of id. */
  ids: Record<string, number>
  orders: Record<string, KeptOrder>
  returns: Record<string, ReturnRequest>
  accounts: Record<string, Props>
  inventories: Record<string, Inventory>
  webhooks: Record<WebhookId, Webhook>
  functions: Record<FunctionId, FunctionWebhook>
  deliveries: Delivery[]
  failed: FailedMessage[]
  targets: Record<string, Target>
  settings: Settings
  switches: Switches
}

/** An order, and what its API does not show. */
export interface KeptOrder {
  order: ShopOrder
  /** Counts its changes: its ETag. */
  revision: number
  /** While QUEUED: when it is handed over (C-23). Epoch milliseconds. */
  releaseAt: number | null
  submittedAt: number | null
  /** What its order system said last, once it was asked. */
  heard?: { status: Props; /** Epoch milliseconds by the shop's clock. */ at: number }
}

/** A message on its way to one address. */
export interface Delivery {
  messageId: string
  webhook: WebhookId
  url: string
  body: string
  /** Epoch milliseconds by the shop's clock. */
  dueAt: number
  attempts: { at: number; answer: string }[]
  /** waiting: has its turn. held: the target is disabled. */
  state: 'waiting' | 'held' | 'delivered'
}

/** A message that some of its addresses did not take (C-05). */
export interface FailedMessage {
  id: string
  webhook: WebhookId
  body: string
  failedUrls: string[]
  savedAt: number
}

/** How an address answered of late (C-04). */
export interface Target {
  failuresInARow: number
  disabled: boolean
}

export interface Inventory {
  stockLevel: number
  backorderLevel: number
  backorderThreshold: number
  preorderLevel: number
  preorderThreshold: number
  availabilityDate: string | null
}

export interface Settings {
  /** C-23: 0 is none. */
  remorseMinutes: number
  /** C-23: days after the submission in which a shopper may still cancel. */
  extendedRemorseDays: number
  allowReturnOnPartiallyFulfilledOrder: boolean
  /** A refund holds the shipping of what comes back, pro rata. */
  refundsShipping: boolean
  /** C-04: failures in a row that disable an address. */
  disableAfter: number
  webhookTimeoutMs: number
  /** So long the page of an order waits for its live status. */
  statusTimeoutMs: number
  /** C-16: members of a list in a webhook at most; 0 is all. */
  truncateAfter: number
  /** The API answers an ETag and honors If-Match. */
  etags: boolean
}

/** Disturbances. */
export interface Switches {
  messages: {
    /** Copies of each message beside the first. */
    duplicate: number
    delaySeconds: number
    /** So many of the next messages are lost. */
    drop: number
  }
  answers: {
    /** So many of the next calls of the API get `status`. */
    fail: number
    status: number
    /** So many of the next writes are done, and answered `delayMs` later. */
    delay: number
    delayMs: number
  }
}

export function freshState(): ShopState {
  return {
    clockAheadMs: 0,
    ids: {},
    orders: {},
    returns: {},
    accounts: {},
    inventories: {},
    webhooks: freshWebhooks(),
    functions: freshFunctions(),
    deliveries: [],
    failed: [],
    targets: {},
    settings: {
      remorseMinutes: 0,
      extendedRemorseDays: 0,
      allowReturnOnPartiallyFulfilledOrder: false,
      refundsShipping: false,
      disableAfter: 10,
      webhookTimeoutMs: 10_000,
      statusTimeoutMs: 2000,
      truncateAfter: 0,
      etags: false,
    },
    switches: {
      messages: { duplicate: 0, delaySeconds: 0, drop: 0 },
      answers: { fail: 0, status: 503, delay: 0, delayMs: 0 },
    },
  }
}

/** Merges numbers and booleans of a description into what stands, group by group; anything else is refused by name. */
export function describe<T extends object>(standing: T, given: Props): string[] {
  const wrong: string[] = []
  for (const [name, value] of Object.entries(given)) {
    const before = (standing as Props)[name]
    if (typeof before === 'object' && before !== null && typeof value === 'object' && value !== null)
      wrong.push(...describe(before, value as Props).map((one) => `${name}.${one}`))
    else if (typeof before === 'number' && Number.isInteger(value) && (value as number) >= 0)
      Object.assign(standing, { [name]: value })
    else if (typeof before === 'boolean' && typeof value === 'boolean')
      Object.assign(standing, { [name]: value })
    else wrong.push(name)
  }
  return wrong
}
