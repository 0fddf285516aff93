import { setTimeout as sleep } from 'node:timers/promises'
import { sampleOrders } from '../../src/channels/index.ts'

/** What the world was told, and will hold Docket to. */
export interface Acknowledged {
  /** External id of each order → the id that was answered, by every answer. */
  orders: Map<string, Set<string>>
  /** Key of each receipt → the ids that were answered. */
  receipts: Map<string, Set<string>>
  /** Answers by address. */
  answers: Map<string, number>
  /** Times that nobody answered, or that it was asked to come back. */
  refusals: number
}

export interface LoadOptions {
  seed: number
  apiKey: string
  clients: number
  /** Addresses to try in turn; a client that is not answered goes on to the next. */
  urls(): readonly string[]
}

interface Answer {
  status: number
  body: { id?: string; total?: { amount: string; currency: string }; prepaid?: boolean; state?: string }
}

/**
 * Clients that hand orders over and pay for them, each order and each receipt with a key, until somebody acknowledges it:
 * what breaks off or is not answered is sent again, byte for byte.
 */
export class Load {
  readonly #options: LoadOptions
  readonly #stopped = new AbortController()
  readonly acknowledged: Acknowledged = {
    orders: new Map(),
    receipts: new Map(),
    answers: new Map(),
    refusals: 0,
  }
  /** What was answered and must never be: a conflict, a fault, another id. */
  readonly problems: string[] = []
  readonly #clients: Promise<void>[]
  #number = 0

  constructor(options: LoadOptions) {
    this.#options = options
    this.#clients = Array.from({ length: options.clients }, (_, client) => this.#client(client))
  }

  /** Waits until so many more orders were acknowledged. */
  async more(orders: number, longestMs = 60_000): Promise<void> {
    const wanted = this.acknowledged.orders.size + orders
    const deadline = performance.now() + longestMs
    while (this.acknowledged.orders.size < wanted) {
      if (performance.now() > deadline)
        throw new Error(
          `only ${this.acknowledged.orders.size} of ${wanted} orders in ${longestMs} ms: ${this.problems.join('; ')}`,
        )
      await sleep(10)
    }
  }

  /** Ends when every client has its last acknowledgment. */
  async stop(): Promise<void> {
    this.#stopped.abort()
    await Promise.all(this.#clients)
  }

  async #client(client: number): Promise<void> {
    while (!this.#stopped.signal.aborted) {
      const number = ++this.#number
      const [order] = sampleOrders({ seed: this.#options.seed, count: 1, from: number })
      const text = JSON.stringify(order)
      const { externalId } = order!
      const taken = await this.#until(client, 'orders', text, {}, this.acknowledged.orders, externalId)
      const { id, total, state } = taken.body
      if (!order!.prepaid || state !== 'in_progress' || total === undefined || number % 3 === 0) continue
      const receipt = {
        account: order!.customer.account,
        orderId: id,
        amount: total,
        method: 'card',
        reference: externalId,
      }
      const key = { 'idempotency-key': `pay-${externalId}` }
      await this.#until(
        client,
        'receipts',
        JSON.stringify(receipt),
        key,
        this.acknowledged.receipts,
        externalId,
      )
    }
  }

  /** Sends until it is acknowledged; some senders send once more although they were heard. */
  async #until(
    client: number,
    what: string,
    text: string,
    headers: Record<string, string>,
    kept: Map<string, Set<string>>,
    name: string,
  ): Promise<Answer> {
    let left = name.endsWith('7') ? 2 : 1
    for (let tries = 0; tries < 3000; tries += 1) {
      const urls = this.#options.urls()
      const url = urls[(client + tries) % urls.length]!
      const answer = await this.#send(url, what, text, headers)
      if (answer === undefined || answer.status === 429 || answer.status >= 500) {
        this.acknowledged.refusals += 1
        if (answer?.status === 500) this.#note(`${what} ${name}: 500 ${JSON.stringify(answer.body)}`)
        await sleep(20)
        continue
      }
      if (answer.status !== 200 && answer.status !== 201) {
        // On another node the same key is still at work: it says so, and the sender comes back.
        if (answer.status === 409) {
          await sleep(20)
          continue
        }
        this.#note(`${what} ${name}: ${answer.status} ${JSON.stringify(answer.body)}`)
        return answer
      }
      const ids = kept.get(name) ?? new Set()
      kept.set(name, ids.add(answer.body.id!))
      this.acknowledged.answers.set(url, (this.acknowledged.answers.get(url) ?? 0) + 1)
      left -= 1
      if (left === 0) return answer
    }
    throw new Error(`${what} ${name} was never acknowledged`)
  }

  #note(problem: string): void {
    if (this.problems.length < 20) this.problems.push(problem)
  }

  async #send(
    url: string,
    what: string,
    text: string,
    headers: Record<string, string>,
  ): Promise<Answer | undefined> {
    try {
      const response = await fetch(`${url}/api/v1/${what}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#options.apiKey}`,
          'content-type': 'application/json',
          'docket-company': 'SAMPLE',
          ...headers,
        },
        body: text,
        signal: AbortSignal.timeout(10_000),
      })
      return { status: response.status, body: (await response.json()) as Answer['body'] }
    } catch {
      // Not answered: nobody knows whether it was taken.
      return undefined
    }
  }
}
