import type { Delivery, FailedMessage, ShopState } from './state.ts'
import { signatureOf } from './webhooks.ts'

/** What sending needs of the shop. */
interface Sender {
  state: ShopState
  now(): number
  say(what: string, detail: object): void
  touch(): void
}

const AT_ONCE = 16

/** Sends what is due; addresses do not wait for one another. */
export async function deliverDue(shop: Sender): Promise<void> {
  const now = shop.now()
  const lanes = new Map<string, Delivery[]>()
  for (const one of shop.state.deliveries) {
    if (one.state !== 'waiting' || one.dueAt > now) continue
    const lane = lanes.get(one.url)
    if (lane) lane.push(one)
    else lanes.set(one.url, [one])
  }
  const waiting = [...lanes.values()]
  const next = async (): Promise<void> => {
    for (let lane = waiting.shift(); lane; lane = waiting.shift())
      for (const one of lane) await attempt(shop, one)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, waiting.length) }, next))
}

async function attempt(shop: Sender, delivery: Delivery): Promise<void> {
  const { state } = shop
  const target = (state.targets[delivery.url] ??= { failuresInARow: 0, disabled: false })
  if (target.disabled) {
    delivery.state = 'held'
    return
  }
  const answer = await post(shop, delivery)
  delivery.attempts.push({ at: shop.now(), answer })
  const taken = /^2\d\d$/.test(answer)
  const attempts = delivery.attempts.length
  const line = { webhook: delivery.webhook, message: delivery.messageId, url: delivery.url, attempts, answer }
  shop.say(taken ? 'webhook delivered' : 'webhook failed', line)
  if (taken) {
    target.failuresInARow = 0
    delivery.state = 'delivered'
  } else {
    target.failuresInARow += 1
    fail(shop, delivery)
    if (target.failuresInARow >= state.settings.disableAfter) {
      target.disabled = true
      shop.say('target disabled', { url: delivery.url, failuresInARow: target.failuresInARow })
    }
  }
  shop.touch()
}

/** C-03: again after the interval, or put away when that was the last attempt. */
function fail(shop: Sender, delivery: Delivery): void {
  const { state } = shop
  const webhook = state.webhooks[delivery.webhook]
  if (delivery.attempts.length < webhook.maxAttempts) {
    delivery.dueAt += webhook.resendIntervalSeconds * 1000
    return
  }
  state.deliveries = state.deliveries.filter((one) => one !== delivery)
  const { messageId: id, body, url } = delivery
  const failed = state.failed.find((one) => one.id === id)
  if (failed) failed.failedUrls.push(url)
  else state.failed.push({ id, webhook: delivery.webhook, body, failedUrls: [url], savedAt: shop.now() })
  shop.say('webhook given up', { message: id, url })
}

/** The status, or why there is none. */
async function post(shop: Sender, { webhook: id, url, body }: Delivery): Promise<string> {
  const webhook = shop.state.webhooks[id]
  const { basicAuth } = webhook
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      // A redirect is no 2xx, so it is a failure (C-02).
      redirect: 'manual',
      signal: AbortSignal.timeout(shop.state.settings.webhookTimeoutMs),
      headers: {
        ...webhook.headers,
        'content-type': 'application/json; charset=utf-8',
        'x-oracle-cc-webhook-signature': signatureOf(webhook, body),
        ...(basicAuth && {
          authorization: `Basic ${Buffer.from(`${basicAuth.user}:${basicAuth.password}`).toString('base64')}`,
        }),
      },
    })
    await response.body?.cancel()
    return String(response.status)
  } catch (error) {
    const { code } = ((error as Error).cause ?? error) as { code?: unknown }
    return typeof code === 'string' ? code : (error as Error).name
  }
}

/** Sends a failed message again, to the addresses that did not take it and to no other (C-05). */
export function resendFailed(shop: Sender, failed: FailedMessage): void {
  const { state } = shop
  state.failed = state.failed.filter((one) => one !== failed)
  for (const url of failed.failedUrls) {
    state.deliveries.push({
      messageId: failed.id,
      webhook: failed.webhook,
      url,
      body: failed.body,
      dueAt: shop.now(),
      attempts: [],
      state: 'waiting',
    })
  }
  shop.say('webhook resent', { message: failed.id, urls: failed.failedUrls })
  shop.touch()
}

/** An address is a target again; what was kept for it goes out now. */
export function enableTarget(shop: Sender, url: string): void {
  shop.state.targets[url] = { failuresInARow: 0, disabled: false }
  for (const one of shop.state.deliveries) {
    if (one.url !== url || one.state !== 'held') continue
    one.state = 'waiting'
    one.dueAt = shop.now()
  }
  shop.say('target enabled', { url })
  shop.touch()
}
