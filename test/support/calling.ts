import assert from 'node:assert/strict'
import { Flow, type Seen } from './flow.ts'
import { ProvisioningProcess, WELL } from './provisioning-process.ts'
import { startTestServer } from './server.ts'

/** Asks the network to activate what each line is, and to take it back. */
export const activate = {
  kind: 'call',
  name: 'activate',
  request: {
    method: 'POST',
    path: '"/activations"',
    body: {
      order: '=order.number',
      reference: '=call.key',
      lines: {
        $lines: {
          line: '=line.lineNo',
          sku: '=line.sku',
          quantity: '=line.quantity',
          site: '=line.custom.find("site")',
        },
      },
    },
  },
  facts: { serial: '/result/serial' },
  undo: { method: 'DELETE', path: '"/activations/" + reply.find("/result/id")' },
}

export const perform = {
  kind: 'perform',
  key: 'string(part.lineNo)',
  tasks: [{ kind: 'ship' }, { kind: 'invoice' }],
}

export const STATUSES = [
  { code: 'active', means: 'done' },
  { code: 'removed', means: 'done' },
  { code: 'in_progress', means: 'going_on' },
  { code: 'rejected', means: 'impossible' },
]

/** The sample company with a network of its own, which it calls; and services that are activated before they are performed. */
export class Calling {
  readonly flow: Flow
  readonly network: ProvisioningProcess
  #made = 0

  private constructor(flow: Flow, network: ProvisioningProcess) {
    this.flow = flow
    this.network = network
  }

  static async open(): Promise<Calling> {
    const network = await ProvisioningProcess.start()
    const server = await startTestServer({ sample: true, limits: network.settings })
    const flow = new Flow(server)
    const calling = new Calling(flow, network)
    const shared = {
      connection: 'network',
      statuses: STATUSES,
      timeoutSeconds: 1,
      retrySeconds: 1,
      attempts: 3,
    }
    await flow.put('/systems', { ...shared, code: 'answers', reply: 'answer' })
    await flow.put('/systems', { ...shared, code: 'calls_back', reply: 'callback' })
    const lookUp = '"/activations/" + call.key'
    await flow.put('/systems', { ...shared, code: 'polled', reply: 'poll', pollSeconds: 1, lookUp })
    await flow.put('/systems', { ...shared, code: 'looked_up', reply: 'answer', lookUp })
    await flow.put('/systems', { ...shared, code: 'twice', reply: 'answer', takesKeysTwice: true })
    for (const system of ['answers', 'calls_back', 'polled', 'looked_up', 'twice'])
      await calling.pattern(system, [{ ...activate, system }])
    return calling
  }

  async close(): Promise<void> {
    await this.flow.close()
    await this.network.stop()
  }

  /** Each test finds it well, answering at once. */
  async calm(): Promise<void> {
    await this.network.behave(WELL)
    await this.network.callBack(null)
  }

  /** From now on it says by itself what came of what the system `calls_back` was asked for. */
  callBack(): Promise<void> {
    return this.network.callBack(`${this.flow.server.url}/systems/SAMPLE/calls_back/replies`)
  }

  /** A pattern whose lines are served by these tasks before they are performed, and an item `SVC-<CODE>` that goes by it. */
  async pattern(code: string, tasks: readonly object[], more: object = {}): Promise<void> {
    await this.flow.put('/patterns', {
      code,
      components: [perform],
      lineComponents: [{ kind: 'provision', key: '"all"', tasks }],
      dependencies: [{ from: 'provision', to: 'perform' }],
      ...more,
    })
    const sku = skuOf(code)
    await this.flow.put('/items', {
      sku,
      name: sku,
      kind: 'service',
      itemClass: 'kitchen',
      taxCode: 'standard',
      pattern: code,
    })
  }

  order(code: string, lines = 1): Promise<Seen> {
    return this.flow.order(
      Array.from({ length: lines }, () => ({ sku: skuOf(code), quantity: '1', net: '10.00', tax: '2.00' })),
      { externalId: `CALL-${(this.#made += 1)}` },
    )
  }

  /** The order as soon as its call is in a state. */
  until(id: string, state: string, name = 'activate', withinMs?: number): Promise<Seen> {
    return this.flow.until(id, (seen) => taskOf(seen, name)?.state === state, withinMs)
  }

  /** What it said that moved nothing. */
  async parked(): Promise<Seen[]> {
    return (await this.flow.server.request('GET', '/api/v1/parked-replies?limit=100')).body.rows
  }

  /** What the network was asked for, for an order. */
  asked({ number }: Seen) {
    return this.network.activations(number)
  }

  /** How a call of an order stands. */
  async call(id: string): Promise<Seen> {
    const { body } = await this.flow.server.request('GET', `/api/v1/orders/${id}/calls`)
    assert.ok(Array.isArray(body.rows), JSON.stringify(body))
    return body.rows.at(-1)
  }

  async why(id: string): Promise<[string, string][]> {
    const { body } = await this.flow.server.request('GET', `/api/v1/orders/${id}/why`)
    return body.reasons.map(({ code, text }: Seen) => [code, text])
  }
}

export function skuOf(code: string): string {
  return `SVC-${code.toUpperCase().replaceAll('_', '-')}`
}

export function taskOf(seen: Seen, name = 'activate'): Seen {
  return seen.plan.tasks.find((task: Seen) => task.name === name)
}
