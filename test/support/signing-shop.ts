import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from './flow.ts'
import { startTestServer, type TestAnswer } from './server.ts'
import { channelInput, SECRET, signed } from './shop.ts'

type HowToSend = { secret?: string; to?: string; headers?: Record<string, string> }

/** A shop that sends signed webhooks to the sample company, through real HTTP. */
export class SigningShop {
  readonly flow: Flow
  /** Where its webhooks go. */
  readonly address: string

  private constructor(flow: Flow, address: string) {
    this.flow = flow
    this.address = address
  }

  static async open(): Promise<SigningShop> {
    const limits = { DOCKET_PRIVATE_WEBHOOKS: 'yes' }
    const flow = new Flow(await startTestServer({ sample: true, limits }))
    return new SigningShop(flow, (await flow.put('/channels/shop', channelInput())).webhooks)
  }

  close(): Promise<void> {
    return this.flow.close()
  }

  sql<R>(text: string, values?: unknown[]): Promise<R[]> {
    return this.flow.server.database.sql<R>(text, values)
  }

  /** Sends bytes as the shop does: without a credential, signed. */
  async send(
    body: unknown,
    { secret = SECRET, to = this.address, headers = {} }: HowToSend = {},
  ): Promise<{ status: number; body: Seen; text: string }> {
    const bytes = typeof body === 'string' ? body : JSON.stringify(body)
    const response = await fetch(this.flow.server.url + to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes, secret), ...headers },
      body: bytes,
    })
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text) as Seen, text }
  }

  /** What is answered to a webhook that is taken. */
  async taken(body: unknown, how?: HowToSend): Promise<Seen> {
    let answer = await this.send(body, how)
    // A shop that is told to come later does: on a busy machine many are more than can wait.
    for (; answer.status === 429; answer = await this.send(body, how)) await sleep(200)
    assert.equal(answer.status, 202, answer.text)
    return answer.body
  }

  /** The message as the log has it, as soon as it was worked off. */
  async settled(
    id: string,
    is: (message: Seen) => boolean = (one) => one.outcome !== 'waiting',
    channel = 'shop',
  ): Promise<Seen> {
    const end = performance.now() + 8000
    for (;;) {
      const { body } = await this.flow.server.request('GET', `/api/v1/channels/${channel}/messages?limit=500`)
      const message = body.rows.find((one: Seen) => one.id === id)
      if (message && is(message)) return message
      assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(message)}`)
      await sleep(40)
    }
  }

  async worked(body: unknown): Promise<Seen> {
    return this.settled((await this.taken(body)).message)
  }

  replay(id: string): Promise<TestAnswer> {
    return this.flow.server.request('POST', `/api/v1/channels/shop/messages/${id}/replay`)
  }

  /** How many orders there are by a key of the shop. */
  async ordersOf(externalId: string): Promise<bigint> {
    const counting = 'select count(*) from orders.list where external_id = $1'
    const [row] = await this.sql<{ count: bigint }>(counting, [externalId])
    return row!.count
  }
}

/** Places and codes of what is wrong with a message. */
export const codes = (message: Seen): string[] =>
  message.problems.map(({ path, code }: Seen) => `${path} ${code}`)
