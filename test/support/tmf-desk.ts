import assert from 'node:assert/strict'
import { Flow, type Seen } from './flow.ts'
import type { TestAnswer } from './server.ts'
import { official, tmfFaults } from './tmf-schema.ts'
import { startTestServer, type TestServerOptions } from './server.ts'

export const BASE = '/tmf-api/productOrderingManagement/v4'

/** Members of ours beside those of TMF622. */
const OURS_IN_ERRORS = ['errors', 'requestId']

/** Of the tasks of our extension, which are made as those of cancellation. */
const EXTENSION = ['suspension', 'resumption', 'abort'].flatMap((noun) => {
  const capital = noun[0]!.toUpperCase() + noun.slice(1)
  return [`${noun}Reason`, `requested${capital}Date`, `effective${capital}Date`]
})

/** A CRM that speaks TMF622, before the sample company. Whatever is answered is held against the official schema. */
export class TmfDesk extends Flow {
  static async at(options: TestServerOptions = {}): Promise<TmfDesk> {
    const desk = new TmfDesk(await startTestServer({ sample: true, ...options }))
    await desk.put('/source-systems', { code: 'tmf622', name: 'CRM' })
    await desk.put('/recognition-rules', {
      name: 'crm',
      relevancy: 50,
      condition: 'order.source == "tmf622"',
      orderType: 'standard',
    })
    return desk
  }

  async tmf(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<TestAnswer> {
    const answer = await this.server.request(method, `${BASE}${path}`, body, headers)
    this.#check(path, answer)
    return answer
  }

  /** The same, taken. */
  async taken(method: string, path: string, body?: unknown): Promise<Seen> {
    const answer = await this.tmf(method, path, body)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.bytes.toString()}`)
    return answer.body
  }

  sent(more: Record<string, unknown> = {}): Promise<Seen> {
    return this.taken('POST', '/productOrder', { ...crmOrder(), ...more })
  }

  state(id: string): Promise<string> {
    return this.taken('GET', `/productOrder/${id}`).then((order) => order.state as string)
  }

  async untilState(id: string, ...states: string[]): Promise<Seen> {
    const end = performance.now() + 20_000
    for (;;) {
      const order = await this.taken('GET', `/productOrder/${id}`)
      if (states.includes(order.state)) return order
      assert.ok(performance.now() < end, `${id} is ${order.state}, not ${states.join(' or ')}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** Asks for something, and waits until it is settled. */
  async asked(task: string, orderId: string, more: object = {}): Promise<Seen> {
    const { id } = await this.taken('POST', task, { productOrder: { id: orderId }, ...more })
    return this.settled(task, id)
  }

  async settled(task: string, id: string): Promise<Seen> {
    const end = performance.now() + 20_000
    for (;;) {
      const seen = await this.taken('GET', `${task}/${id}`)
      if (seen.state === 'done' || seen.state === 'terminatedWithError') return seen
      assert.ok(performance.now() < end, `${id} is ${seen.state}`)
      await new Promise((resolve) => setTimeout(resolve, 30))
    }
  }

  /** Stops or starts what carries requests out. */
  async carriers(verb: 'stop' | 'start'): Promise<void> {
    await this.ok(`/monitoring/jobs/requests/${verb}`, { reason: 'to look' })
    await new Promise((resolve) => setTimeout(resolve, 1200))
  }

  /** An item that a place has, which ships when its warehouse says so, at 10 each. */
  async slowItem(sku: string, quantity = '50'): Promise<void> {
    await this.put('/locations', { code: 'SAYS', name: 'Says', country: 'GB', rank: 1, autoConfirm: false })
    await this.stockedItem(sku, { SAYS: quantity }, '4')
    await this.priced(sku)
  }

  async priced(sku: string, amount = '10.00'): Promise<void> {
    const unitPrice = { amount, currency: 'GBP' }
    await this.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice })
  }

  #check(path: string, { status, body, bytes }: TestAnswer): void {
    if (official.skip !== false || bytes.length === 0) return
    const name = path.startsWith('/productOrder')
      ? 'ProductOrder'
      : path.startsWith('/hub')
        ? 'EventSubscription'
        : 'CancelProductOrder'
    const faults =
      status >= 400
        ? tmfFaults('Error', body, OURS_IN_ERRORS)
        : [body].flat().flatMap((one) => tmfFaults(name, one, ['errorMessage', ...EXTENSION]))
    // What `fields` left out is missing on purpose.
    const real = path.includes('fields=') ? faults.filter((fault) => !fault.endsWith(': missing')) : faults
    assert.deepEqual(real, [], `${path} ${status} ${bytes.toString().slice(0, 2000)}`)
  }
}

/** An order for one item of a customer of the sample. */
export function crmOrder(sku = 'KIT-101', more: Record<string, unknown> = {}) {
  return {
    relatedParty: [{ id: 'GB-0001', role: 'Customer', '@referredType': 'Organization' }],
    productOrderItem: [{ id: '1', action: 'add', quantity: 1, productOffering: { id: sku }, ...more }],
  }
}
