import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from './flow.ts'
import { GATEWAY_TOKEN, PaymentsProcess } from './payments-process.ts'
import { channelInput, SECRET, signed } from './shop.ts'
import { startTestServer } from './server.ts'

export const GATEWAYS = { card: 'cards', physicalGiftCard: 'cards', lost: 'nowhere' }

/** A gateway that does at once what it is asked. */
export const CALM = {
  delayMs: 0,
  fail: 0,
  status: 503,
  lose: 0,
  drop: 0,
  duplicate: 0,
  declineAbove: 0,
  partial: 0,
  empty: 0,
  refuseVoids: 0,
}

let made = 0
/** A question of a shop about a payment of an order. */
export function asked(
  type: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> & { orderId: string } {
  const orderId = (more['orderId'] as string | undefined) ?? `o-pay-${(made += 1)}`
  const paymentId = (more['paymentId'] as string | undefined) ?? `pg-${orderId}`
  return {
    transactionType: type,
    paymentId,
    transactionId: `${orderId}-${paymentId}-${1_458_555_741_310 + (made += 1)}`,
    transactionTimestamp: '2026-03-21T10:22:21+0000',
    paymentMethod: 'card',
    gatewayId: 'docket',
    amount: '000000012575',
    currencyCode: 'GBP',
    cardDetails: { token: 'tok_secret_1', cvv: '123', maskedCardNumber: 'xxxxxxxxxxxx1111' },
    ...more,
    orderId,
  }
}

/** What is found within twenty seconds. */
export async function eventually<T>(look: () => Promise<T | undefined>, what: string): Promise<T> {
  const end = performance.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== undefined) return found
    assert.ok(performance.now() < end, what)
    await sleep(50)
  }
}

/** A shop of the sample company whose cards a payment gateway authorizes, which is a process of its own. */
export class PayingShop {
  readonly flow: Flow
  readonly gateway: PaymentsProcess
  /** Where it asks, by the kind of its function webhooks. */
  readonly paths: Record<string, string>
  /** Where its other webhooks go. */
  readonly webhooks: string

  private constructor(flow: Flow, gateway: PaymentsProcess, channel: Seen) {
    this.flow = flow
    this.gateway = gateway
    this.paths = channel.functions
    this.webhooks = channel.webhooks
  }

  static async open(): Promise<PayingShop> {
    const gateway = await PaymentsProcess.start()
    const limits = {
      DOCKET_PAYMENTS_CARDS_URL: gateway.url,
      DOCKET_PAYMENTS_CARDS_TOKEN: GATEWAY_TOKEN,
      DOCKET_PAYMENT_TIMEOUT_MS: '1000',
    }
    const flow = new Flow(await startTestServer({ sample: true, limits }))
    await flow.put('/items', { sku: 'PAY-1', name: 'Not there', itemClass: 'kitchen', taxCode: 'standard' })
    return new PayingShop(
      flow,
      gateway,
      await flow.put('/channels/shop', channelInput({ gateways: GATEWAYS })),
    )
  }

  async close(): Promise<void> {
    await this.flow.close()
    await this.gateway.stop()
  }

  async send(body: object, name = 'card-payment', secret = SECRET): Promise<{ status: number; body: Seen }> {
    const bytes = JSON.stringify(body)
    const response = await fetch(this.flow.server.url + this.paths[name]!, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes, secret) },
      body: bytes,
    })
    return { status: response.status, body: (await response.json()) as Seen }
  }

  async pay(body: object, name?: string): Promise<Seen> {
    const answer = await this.send(body, name)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body
  }

  /** The payments of an order, oldest first. */
  async payments(orderKey: string): Promise<Seen[]> {
    const { body } = await this.flow.server.request('GET', '/api/v1/payments?limit=200')
    return body.rows.filter((one: Seen) => one.externalId === orderKey).reverse()
  }

  /** Lets what a job looks at be due now. */
  hurry(key: unknown): Promise<unknown> {
    return this.flow.server.database.sql(
      `update channels.payment_work set due_at = '2020-01-01', lease_until = null where key = $1 and due_at is not null`,
      [key],
    )
  }

  /** A payment of an order, once it is in one of these states. */
  settledAs(orderKey: string, index: number, ...states: string[]): Promise<Seen> {
    return eventually(
      async () =>
        (await this.payments(orderKey)).find((one, at) => at === index && states.includes(one.state)),
      `payment ${index} of ${orderKey} does not become ${states.join(', ')}`,
    )
  }
}
