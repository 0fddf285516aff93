import { randomBytes, timingSafeEqual } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Answer, Call, EmulatorRoute } from '../http.ts'
import { resendFailed } from './deliver.ts'
import { objectOf } from './object-of.ts'
import { listOrders } from './list-orders.ts'
import { Refused } from './refused.ts'
import type { Shop } from './shop.ts'
import { describe, type Inventory, type KeptOrder } from './state.ts'
import { changeWebhook, EVENTS, newSecret, type Webhook, type WebhookId } from './webhooks.ts'

/** C-41. */
const TOKEN_MS = 300_000
const MOST_TOKENS = 1000

/** What the shop's administration answers to an order system: with the application key a token, with the token the rest. */
export function adminRoutes(shop: Shop, applicationKey: string): EmulatorRoute[] {
  /** When each token ends, by the shop's clock. Tokens die with the process, as they may. */
  const tokens = new Map<string, number>()

  const newToken = (): Answer => {
    for (const [token, end] of tokens) if (end <= shop.now()) tokens.delete(token)
    if (tokens.size >= MOST_TOKENS) throw new Refused(429, '60002', 'Too many tokens are alive.')
    const token = randomBytes(32).toString('base64url')
    tokens.set(token, shop.now() + TOKEN_MS)
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: TOKEN_MS / 1000 } }
  }

  const guarded = (method: string, path: string, handle: (call: Call) => Answer): EmulatorRoute => ({
    method,
    path: `/ccadmin/v1${path}`,
    handle(call) {
      const { answers } = shop.state.switches
      if (answers.fail > 0) {
        answers.fail -= 1
        throw new Refused(answers.status, '1000', 'A disturbance that was asked for.')
      }
      const token = bearerOf(call)
      if ((tokens.get(token ?? '') ?? 0) <= shop.now())
        throw new Refused(401, '60001', 'The access token is not known, or has ended.')
      const answer = handle(call)
      if (method === 'GET' || answers.delay === 0) return answer
      answers.delay -= 1
      return { ...answer, after: pause(answers.delayMs) }
    },
  })

  return [
    {
      method: 'POST',
      path: '/ccadmin/v1/login',
      handle(call) {
        const { answers } = shop.state.switches
        if (answers.fail > 0) {
          answers.fail -= 1
          throw new Refused(answers.status, '1000', 'A disturbance that was asked for.')
        }
        const right = new URLSearchParams(call.body).get('grant_type') === 'client_credentials'
        if (!right) throw new Refused(400, '60003', 'grant_type is client_credentials.')
        const key = Buffer.from(bearerOf(call) ?? '')
        const wanted = Buffer.from(applicationKey)
        if (key.length !== wanted.length || !timingSafeEqual(key, wanted))
          throw new Refused(401, '60000', 'The application key is not known.')
        shop.say('logged in', {})
        return newToken()
      },
    },
    guarded('POST', '/refresh', newToken),
    {
      // For tests and curiosity: every token ends now.
      method: 'POST',
      path: '/emulator/expire-tokens',
      handle() {
        tokens.clear()
        return { status: 204 }
      },
    },

    guarded('GET', '/orders', ({ query }) => listOrders(shop, query)),
    guarded('GET', '/orders/:id', ({ parts }) => shownOrder(shop, shop.order(parts[0]!))),
    guarded('PUT', '/orders/:id', ({ parts, body, headers }) => {
      const seen = /^"(\d+)"$/.exec(headers['if-match'] ?? '')?.[1]
      const revision = shop.state.settings.etags && seen !== undefined ? Number(seen) : undefined
      return shownOrder(shop, shop.put(parts[0]!, objectOf(body), revision))
    }),

    guarded('GET', '/returnRequests/:id', ({ parts }) => ({ status: 200, body: shop.return(parts[0]!) })),
    guarded('PUT', '/returnRequests/:id', ({ parts, body }) => ({
      status: 200,
      body: shop.operate(parts[0]!, objectOf(body)),
    })),

    guarded('GET', '/inventories/:sku', ({ parts }) => shownInventory(shop, parts[0]!)),
    guarded('PUT', '/inventories/:sku', ({ parts, body }) => {
      const [sku] = parts as [string]
      const { availabilityDate, ...numbers } = objectOf(body)
      const standing = Object.hasOwn(shop.state.inventories, sku) ? shop.state.inventories[sku]! : NO_STOCK
      const inventory: Inventory = { ...standing }
      const wrong = describe(inventory, numbers)
      if (wrong.length > 0) throw new Refused(400, '31001', `Not understood: ${wrong.join(', ')}.`)
      if (availabilityDate !== undefined) inventory.availabilityDate = availabilityDate as string | null
      shop.state.inventories[sku] = inventory
      shop.touch()
      return shownInventory(shop, sku)
    }),

    guarded('GET', '/webhooks', () => ({
      status: 200,
      body: { items: Object.values(shop.state.webhooks).map((one) => shownWebhook(shop, one)) },
    })),
    guarded('GET', '/webhooks/:id', ({ parts }) => ({
      status: 200,
      body: shownWebhook(shop, webhookOf(shop, parts[0]!)),
    })),
    guarded('PUT', '/webhooks/:id', ({ parts, body }) => {
      const changed = changeWebhook(webhookOf(shop, parts[0]!), objectOf(body))
      return saveWebhook(shop, changed, 'webhook set up')
    }),
    guarded('POST', '/webhooks/:id', ({ parts }) => {
      const changed = { ...webhookOf(shop, parts[0]!), secretKey: newSecret() }
      return saveWebhook(shop, changed, 'webhook secret renewed')
    }),

    guarded('GET', '/webhookFailedMessages', ({ query }) => {
      const wanted = query.get('q')
      const found = shop.state.failed.filter((one) => wanted === null || JSON.stringify(one).includes(wanted))
      return { status: 200, body: { items: found, totalResults: found.length } }
    }),
    guarded('GET', '/webhookFailedMessages/:id', ({ parts }) => ({
      status: 200,
      body: failedOf(shop, parts[0]!),
    })),
    guarded('DELETE', '/webhookFailedMessages/:id', ({ parts }) => {
      const failed = failedOf(shop, parts[0]!)
      shop.state.failed = shop.state.failed.filter((one) => one !== failed)
      shop.touch()
      return { status: 204 }
    }),
    guarded('PUT', '/webhookFailedMessages/:id', ({ parts, body }) => {
      const failed = failedOf(shop, parts[0]!)
      if (objectOf(body)['resend'] !== true) throw new Refused(400, '30003', 'resend is true.')
      resendFailed(shop, failed)
      return { status: 200, body: failed }
    }),
  ]
}

function bearerOf(call: Call): string | undefined {
  return /^Bearer (\S+)$/.exec(call.headers.authorization ?? '')?.[1]
}

function shownOrder(shop: Shop, { order, revision }: KeptOrder): Answer {
  return {
    status: 200,
    body: order,
    ...(shop.state.settings.etags && { headers: { etag: `"${revision}"` } }),
  }
}

const NO_STOCK: Inventory = {
  stockLevel: 0,
  backorderLevel: 0,
  backorderThreshold: 0,
  preorderLevel: 0,
  preorderThreshold: 0,
  availabilityDate: null,
}

function shownInventory(shop: Shop, sku: string): Answer {
  if (!Object.hasOwn(shop.state.inventories, sku))
    throw new Refused(404, '31000', `Nothing is known of ${sku}.`)
  return { status: 200, body: { skuNumber: sku, ...shop.state.inventories[sku] } }
}

function webhookOf(shop: Shop, id: string): Webhook {
  if (!Object.hasOwn(shop.state.webhooks, id)) throw new Refused(404, '30000', `There is no webhook ${id}.`)
  return shop.state.webhooks[id as WebhookId]
}

function saveWebhook(shop: Shop, webhook: Webhook, what: string): Answer {
  shop.state.webhooks[webhook.id] = webhook
  shop.say(what, { webhook: webhook.id, urls: webhook.urls, algorithm: webhook.algorithm })
  shop.touch()
  return { status: 200, body: shownWebhook(shop, webhook) }
}

/** The secret is shown, as the shop's own page of the webhook does. */
function shownWebhook(shop: Shop, webhook: Webhook) {
  const targets = webhook.urls.map((url) => {
    const held = shop.state.deliveries.filter((one) => one.url === url && one.state === 'held').length
    return { url, held, ...(shop.state.targets[url] ?? { failuresInARow: 0, disabled: false }) }
  })
  return { ...webhook, name: EVENTS[webhook.id].name, targets }
}

function failedOf(shop: Shop, id: string) {
  const found = shop.state.failed.find((one) => one.id === id)
  if (!found) throw new Refused(404, '30004', `There is no failed message ${id}.`)
  return found
}
