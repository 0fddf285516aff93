import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { startTestServer, type TestAnswer, type TestServer } from './server.ts'

// oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
export type Seen = any

/** The sample company behind its API, with the few steps that scenarios are made of. */
export class Flow {
  readonly server: TestServer
  #made = 0

  constructor(server: TestServer) {
    this.server = server
  }

  static async open(): Promise<Flow> {
    return new Flow(await startTestServer({ sample: true }))
  }

  close(): Promise<void> {
    return this.server.close()
  }

  /** Sends with a key of its own, or with the one that is given. */
  post(path: string, body: unknown, key?: string): Promise<TestAnswer> {
    return this.server.request('POST', `/api/v1${path}`, body, {
      'idempotency-key': key ?? `k-${(this.#made += 1)}`,
    })
  }

  async ok(path: string, body: unknown, key?: string): Promise<Seen> {
    const answer = await this.post(path, body, key)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.bytes.toString()}`)
    return answer.body
  }

  /** Headers of a key of the sample company that has these scopes and no others. */
  async keyOf(scopes: readonly string[]): Promise<Record<string, string>> {
    const { secret } = await this.ok('/keys', {
      name: scopes.join(' ').slice(0, 200),
      company: 'SAMPLE',
      scopes,
    })
    return { authorization: `Bearer ${secret}` }
  }

  /** Describes something of the set-up. */
  async put(path: string, body: unknown): Promise<Seen> {
    const answer = await this.server.request('PUT', `/api/v1${path}`, body)
    assert.ok(answer.status < 300, `${path}: ${answer.status} ${answer.bytes.toString()}`)
    return answer.body
  }

  /** A new item of a class and a tax code that the sample company has, with nothing in stock. */
  newItem(sku: string): Promise<Seen> {
    return this.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  }

  /** The same with so much of it at these locations, at a cost of a unit. */
  async stockedItem(sku: string, onHand: Record<string, string>, unitCost: string): Promise<void> {
    await this.newItem(sku)
    const rows = Object.entries(onHand).map(([location, quantity]) => ({ sku, location, quantity, unitCost }))
    if (rows.length === 0) return
    const { outcomes } = await this.ok('/stock/opening', rows)
    for (const one of outcomes) assert.ok(one.ok, JSON.stringify(one))
  }

  /** Goods come to a location, at 6 each. */
  receive(sku: string, quantity: string, location = 'PORT'): Promise<Seen> {
    return this.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '6' }])
  }

  /** Hands an order of the web shop over as it stands; the company prices and taxes it. */
  sell(lines: readonly object[], more: Record<string, unknown> = {}): Promise<Seen> {
    return this.ok('/orders', {
      source: 'webshop',
      externalId: `F-${(this.#made += 1)}`,
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines,
      ...more,
    })
  }

  /** Places an order of the marketplace, whose prices and taxes are final, with one line unless said otherwise. */
  async order(
    lines: {
      sku: string
      quantity: string
      net: string
      tax: string
      unitPrice?: string
      allowSplit?: boolean
      minSplitQuantity?: string
      location?: string
      requestedOn?: string
    }[],
    more: Record<string, unknown> = {},
  ): Promise<Seen> {
    const body = await this.ok('/orders', {
      source: 'marketplace',
      externalId: `F-${(this.#made += 1)}`,
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      shipTo: { country: 'GB' },
      lines: lines.map(({ sku, quantity, unitPrice, net, tax, ...line }) => ({
        ...line,
        sku,
        quantity,
        unitPrice: { amount: unitPrice ?? net, currency: 'GBP' },
        taxAmount: { amount: tax, currency: 'GBP' },
      })),
      ...more,
    })
    assert.equal(body.state, 'in_progress', JSON.stringify(body))
    return body
  }

  /** Orders of the marketplace for a unit of each of these, all in one stream. */
  async orders(name: string, count: number, skus: readonly string[]): Promise<void> {
    const lines = Array.from({ length: count }, (_, place) =>
      JSON.stringify({
        source: 'marketplace',
        externalId: `${name}-${place}`,
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines: skus.map((sku) => ({
          sku,
          quantity: '1',
          unitPrice: { amount: '10.00', currency: 'GBP' },
          taxAmount: { amount: '2.00', currency: 'GBP' },
        })),
      }),
    )
    const answer = await this.server.request('POST', '/api/v1/orders/batch', `${lines.join('\n')}\n`, {
      'content-type': 'application/x-ndjson',
      'idempotency-key': name.toLowerCase(),
    })
    assert.equal(answer.status, 200, answer.bytes.toString().slice(0, 500))
  }

  async read(orderId: string): Promise<Seen> {
    const all =
      'lines,fulfillmentLines,holds,plan,shipments,strays,returns,exchanges,invoices,deposits,timeline'
    const answer = await this.server.request('GET', `/api/v1/orders/${orderId}?include=${all}`)
    assert.equal(answer.status, 200, answer.bytes.toString())
    return answer.body
  }

  /** The order as soon as it is as it should be; workers get twenty seconds, since a machine may be slow. */
  async until(orderId: string, is: (order: Seen) => boolean, withinMs = 20_000): Promise<Seen> {
    const end = performance.now() + withinMs
    for (;;) {
      const order = await this.read(orderId)
      if (is(order)) return order
      assert.ok(
        performance.now() < end,
        `waited too long: ${JSON.stringify({ ...order, timeline: undefined, lines: undefined })}`,
      )
      await sleep(30)
    }
  }

  /** Lets periodic jobs come now, and waits until each has been through: what they leave then, they leave. */
  async run(...jobs: string[]): Promise<void> {
    for (const job of jobs) await this.ok(`/monitoring/jobs/${job}/run`, { reason: 'now' })
    const end = performance.now() + 30_000
    for (;;) {
      const rows = await this.server.database.sql<{ name: string; error: string | null; ran: boolean }>(
        `select j.name, r.error, r.id is not null as ran from platform.job j
         left join lateral (select id, error from platform.job_run
           where job = j.name and started_at >= j.asked_at order by id limit 1) r on true
         where j.name = any ($1)`,
        [jobs],
      )
      for (const { name, error } of rows) assert.equal(error, null, name)
      if (rows.every(({ ran }) => ran)) return
      assert.ok(performance.now() < end, `did not come: ${JSON.stringify(rows)}`)
      await sleep(50)
    }
  }

  /** What the books say of an order: event, accounts and amount, one line a posting, in the order of their batches. */
  async books(orderId: string): Promise<string[]> {
    const rows = await this.server.database.sql<{ text: string }>(
      `select e.event || ' ' || d.code || '/' || c.code || ' ' || round(p.functional_amount / 100.0, 2) as text
       from ledger.entry e
       join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
       join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
       join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
       where e.cause_id = $1 and p.functional_amount <> 0 order by e.id, p.ordinal`,
      [decodeId('ord', orderId)],
    )
    return rows.map((row) => row.text)
  }

  /** Every law holds. */
  async lawful(): Promise<void> {
    const results = await checkInvariants(this.server.database.laws)
    const broken = results.flatMap(({ law, rows }) =>
      rows.map(
        (row) =>
          `${law}: ${JSON.stringify(row, (_key, value) => (typeof value === 'bigint' ? String(value) : value))}`,
      ),
    )
    assert.deepEqual(broken, [])
  }
}
