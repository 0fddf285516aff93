import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { docketClient, DocketProblem, expectData } from '../clients/typescript/index.ts'
import { startTestServer, type TestServer } from './support/server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer({ sample: true })
})
after(() => server.close())

test('P-76 the client that is generated from the API places an order, pages a list and gets refusals with their places', async () => {
  const client = docketClient({ url: server.url, apiKey: server.apiKey, company: 'SAMPLE' })
  const body = {
    source: 'webshop',
    externalId: 'client-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    lines: [{ sku: 'KIT-101', quantity: '2' }],
  }
  const placed = expectData(await client.POST('/api/v1/orders', { body }))
  assert.deepEqual([placed.change, placed.lines[0]?.quantity], ['new', '2'])
  const seen = expectData(
    await client.GET('/api/v1/orders/{id}', {
      params: { path: { id: placed.number }, query: { include: 'lines' } },
    }),
  )
  assert.deepEqual([seen.id, seen.total, seen.lines?.length], [placed.id, placed.total, 1])
  const list = expectData(await client.GET('/api/v1/orders', { params: { query: { q: 'client-1' } } }))
  assert.deepEqual(
    list.rows.map((row) => row.number),
    [placed.number],
  )
  const refused = await client.POST('/api/v1/orders', {
    body: { ...body, externalId: 'client-2', lines: [{ sku: 'KIT-101', quantity: '0' }] },
  })
  assert.deepEqual([refused.response.status, refused.error?.code], [422, 'invalid_order'])
  assert.throws(
    () => expectData(refused),
    (error) => error instanceof DocketProblem && error.problem.errors?.[0]?.path === '/lines/0/quantity',
  )
})

test('the published API is the one that is committed', async () => {
  const { default: committed } = await import('../docs/reference/openapi.json', { with: { type: 'json' } })
  const answer = await fetch(`${server.url}/openapi.json`)
  assert.equal(answer.status, 200)
  const published = (await answer.json()) as { paths: object }
  assert.deepEqual(Object.keys(published.paths).toSorted(), Object.keys(committed.paths).toSorted())
})

test('the example places an order and follows it', async () => {
  const example = fileURLToPath(new URL('../examples/place-order.ts', import.meta.url))
  const child = spawn(process.execPath, [example], {
    env: { ...process.env, DOCKET_URL: server.url, DOCKET_API_KEY: server.apiKey },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 20_000,
  })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  const code = await new Promise((resolve) => child.once('close', resolve))
  assert.equal(code, 0, out)
  assert.match(out, /^SO\d+ is \w+: [\d.]+ GBP\nSO\d+ is .*invoices: INV/)
})
