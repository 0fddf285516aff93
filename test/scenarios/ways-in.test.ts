import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { Sink } from '../support/sink.ts'
import { startTestServer } from '../support/server.ts'

// An order is one order however it comes, has a number of its own, and is heard of by whoever wants to.
let sink: Sink
let flow: Flow
before(async () => {
  sink = await Sink.open()
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_PRIVATE_WEBHOOKS: 'yes' } }))
  await flow.stockedItem('WAY-1', { PORT: '50' }, '6')
})
after(async () => {
  await flow?.close()
  await sink?.close()
})

const content = (source: string, externalId: string) => ({
  source,
  externalId,
  customerReference: 'PO-4711',
  customer: { account: 'GB-0001' },
  currency: 'GBP',
  shipTo: { country: 'GB' },
  lines: [
    {
      sku: 'WAY-1',
      quantity: '1',
      unitPrice: { amount: '10.00', currency: 'GBP' },
      taxAmount: { amount: '2.00', currency: 'GBP' },
    },
  ],
})
const stream = (key: string, ...orders: object[]) =>
  flow.server.request('POST', '/api/v1/orders/batch', orders.map((one) => JSON.stringify(one)).join('\n'), {
    'content-type': 'application/x-ndjson',
    'idempotency-key': key,
  })
const linesOf = (bytes: Buffer): Seen[] =>
  bytes
    .toString()
    .trim()
    .split('\n')
    .map((one) => JSON.parse(one))

test('O-01 the same content by itself and in a stream, whichever comes first, is one order', async () => {
  const [first, second] = [content('marketplace', 'WAY-A'), content('marketplace', 'WAY-B')]
  const alone = await flow.post('/orders', first)
  assert.equal(alone.status, 201, alone.bytes.toString())
  const streamed = linesOf((await stream('ways', first, second)).bytes)
  assert.equal(streamed[0].order.id, alone.body.id)
  const again = await flow.post('/orders', second)
  assert.deepEqual([again.status, again.body.id], [200, streamed[1].order.id], again.bytes.toString())
  const { rows } = (await flow.server.request('GET', '/api/v1/orders?q=WAY-')).body
  assert.deepEqual(rows.filter(({ externalId }: Seen) => /^WAY-[AB]$/.test(externalId)).length, 2)
  // Whatever else it says of itself, each way in took it as the same.
  const [one, other] = await Promise.all([flow.read(alone.body.id), flow.read(streamed[1].order.id)])
  for (const member of ['total', 'net', 'tax', 'orderType', 'source', 'customerReference'])
    assert.deepEqual(one[member], other[member], member)
})

test('O-09 orders of two sources with the same reference have numbers of their own, and both are found by it', async () => {
  await flow.put('/source-systems', { code: 'bazaar', name: 'Bazaar', prePriced: true })
  const made: Seen[] = []
  for (const source of ['marketplace', 'bazaar'])
    made.push(await flow.ok('/orders', content(source, 'SAME-1')))
  const [one, other] = made as [Seen, Seen]
  assert.notEqual(one.number, other.number)
  const { rows } = (await flow.server.request('GET', '/api/v1/orders?q=SAME-1')).body
  assert.deepEqual(rows.map(({ number, source }: Seen) => `${source} ${number}`).toSorted(), [
    `bazaar ${other.number}`,
    `marketplace ${one.number}`,
  ])
  for (const { id, number } of made) {
    const found = await flow.server.request('GET', `/api/v1/orders/${number}`)
    assert.deepEqual([found.status, found.body.id], [200, id])
  }
})

test('O-57 of what happens to an order that is amended a subscriber hears what it chose, and nobody who chose nothing of it', async () => {
  const events = { amended: ['order.amended'], others: ['order.submitted'] }
  for (const [code, eventTypes] of Object.entries(events))
    await flow.put('/webhook-endpoints', { code, url: sink.url(`/${code}`), eventTypes })
  const { id } = await flow.ok('/orders', {
    ...content('marketplace', 'HEARD-1'),
    requestedOn: '2031-03-03',
  })
  await flow.ok(`/orders/${id}/amendments`, { lines: [{ lineNo: 1, quantity: '2' }] })
  const typesOf = (code: string) => sink.of(`/${code}`).map(({ type }) => type)
  const end = performance.now() + 60_000
  while (typesOf('amended').length < 1 || typesOf('others').length < 1) {
    assert.ok(performance.now() < end, 'nothing was heard')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  // What happens after it was heard, too.
  await flow.ok(`/orders/${id}/amendments`, { lines: [{ lineNo: 1, quantity: '3' }] })
  while (typesOf('amended').length < 2) {
    assert.ok(performance.now() < end, 'the second one was not heard')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.deepEqual(
    [typesOf('amended'), typesOf('others')],
    [['order.amended', 'order.amended'], ['order.submitted']],
  )
})
