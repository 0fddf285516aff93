import assert from 'node:assert/strict'
import { request, type ClientRequest } from 'node:http'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await flow.put('/customer-accounts', { number: 'AGENT', currency: 'GBP', shipToCountry: 'GB' })
  await name('AGENT')
})
after(() => flow.close())

const accountOf = async (number: string): Promise<Seen> =>
  (await flow.server.request('GET', `/api/v1/customer-accounts?account=${number}`)).body.customerAccounts[0]
const name = async (partner: string | null) =>
  flow.put('/customer-accounts', { ...(await accountOf('GB-0001')), partner })

/** A stream of orders that stays open, and the answers to it so far. */
class Stream {
  readonly #request: ClientRequest
  readonly #answers: Seen[] = []
  #sent = 0

  constructor(secret: string) {
    const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/x-ndjson' }
    this.#request = request(`${flow.server.url}/api/v1/orders/batch`, { method: 'POST', headers })
    this.#request.on('response', (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        const lines = (text + piece).split('\n')
        text = lines.pop()!
        this.#answers.push(...lines.map((line) => JSON.parse(line)))
      })
    })
  }

  /** Sends an order and waits for its answer. */
  async order(externalId: string): Promise<Seen> {
    const of = { source: 'webshop', externalId, customer: { account: 'GB-0001' }, currency: 'GBP' }
    this.#request.write(`${JSON.stringify({ ...of, lines: [{ sku: 'KIT-101', quantity: '1' }] })}\n`)
    this.#sent += 1
    for (let tries = 0; this.#answers.length < this.#sent; tries += 1) {
      assert.ok(tries < 200, 'no answer')
      await sleep(50)
    }
    return this.#answers.at(-1)!
  }

  end(): void {
    this.#request.end()
  }
}

test('a stream takes no more orders once its accounts are those of another, or its key has ended', async () => {
  const key = await flow.ok('/keys', {
    name: 'agent',
    company: 'SAMPLE',
    scopes: ['orders:write', 'orders:read'],
    rows: 'partner',
    partnerId: (await accountOf('AGENT')).id,
  })
  const stream = new Stream(key.secret)
  assert.equal((await stream.order('LONG-1')).status, 201)
  await name(null)
  // A credential is believed for five seconds.
  await sleep(6200)
  const gone = await stream.order('LONG-2')
  assert.ok(gone.status >= 400, JSON.stringify(gone))
  await name('AGENT')
  await sleep(6200)
  assert.equal((await stream.order('LONG-3')).status, 201)
  const ended = await flow.server.request('DELETE', `/api/v1/keys/${key.id}`)
  assert.equal(ended.status, 204)
  await sleep(1100)
  const refused = await stream.order('LONG-4')
  assert.deepEqual([refused.status, refused.problem?.code ?? refused.code], [401, 'unauthenticated'])
  stream.end()
  const { body } = await flow.server.request('GET', '/api/v1/orders?source=webshop&limit=10')
  assert.deepEqual(
    body.rows.map((row: Seen) => row.externalId).filter((id: string) => id.startsWith('LONG-')),
    ['LONG-3', 'LONG-1'],
  )
})
