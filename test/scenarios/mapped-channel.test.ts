import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

// A shop that sends its own JSON and files, through real HTTP.
let flow: Flow
const SECRET = 'a-secret-of-this-channel'
const BY_TOKEN = { name: 'Mapped', kind: 'mapped', source: 'marketplace', signingSecrets: [SECRET] }
const json = {
  signature: { scheme: 'bearer' },
  cancellation: { when: 'body.find("/event") == "cancelled"', order: '/id' },
  lookups: { articles: { KETTLE: 'KIT-101', AWAITED: 'AWAITED' } },
  order: {
    id: '/id',
    customer: { account: '/buyer' },
    shipTo: { country: '/country' },
    lines: {
      each: '/lines',
      sku: 'lookups.find("articles", line.find("/article"))',
      quantity: '/pieces',
      unitPrice: '/price',
      taxAmount: '/vat',
    },
  },
}
const csv = {
  signature: { scheme: 'bearer' },
  csv: { orderColumn: 'order' },
  order: {
    id: '/rows/0/order',
    customer: { account: '/rows/0/buyer' },
    shipTo: { country: '/rows/0/country' },
    lines: { each: '/rows', sku: '/sku', quantity: '/pieces', unitPrice: '/price', taxAmount: '/vat' },
  },
}
const NAMES = 'order,buyer,country,sku,pieces,price,vat\n'
const addresses: Record<string, string> = {}
before(async () => {
  flow = await Flow.open()
  for (const [code, settings] of Object.entries({ json, csv }))
    addresses[code] = (await flow.put(`/channels/${code}`, { ...BY_TOKEN, settings })).webhooks
})
after(() => flow.close())

async function send(code: string, body: string | object, secret = SECRET) {
  const response = await fetch(flow.server.url + addresses[code], {
    method: 'POST',
    headers: {
      'content-type': typeof body === 'string' ? 'text/csv' : 'application/json',
      authorization: `Bearer ${secret}`,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, body: (await response.json()) as Seen }
}

/** The log of a channel, oldest first, as soon as all of it is worked off. */
async function settled(code: string): Promise<Seen[]> {
  const end = performance.now() + 10_000
  for (;;) {
    const { rows } = (await flow.server.request('GET', `/api/v1/channels/${code}/messages?limit=500`)).body
    if (rows.every((row: Seen) => row.outcome !== 'waiting')) return rows.toReversed()
    assert.ok(performance.now() < end, JSON.stringify(rows))
    await sleep(40)
  }
}

const count = async (table: string) =>
  (await flow.server.database.sql<{ count: bigint }>(`select count(*) from ${table}`))[0]!.count
const ofKey = (log: Seen[], key: string): Seen => log.findLast((row) => row.key === key)

test('A1-1 the same order by a request, by the JSON of a shop and by a row of its file is one and the same but for its channel', async () => {
  const made = await flow.order(
    [{ sku: 'KIT-101', quantity: '2', unitPrice: '9.99', net: '19.98', tax: '4.00' }],
    { shipTo: { country: 'GB' } },
  )
  const line = { article: 'KETTLE', pieces: 2, price: 9.99, vat: 4 }
  await send('json', { id: 'SAME-J', buyer: 'GB-0001', country: 'GB', lines: [line] })
  await send('csv', `${NAMES}SAME-C,GB-0001,GB,KIT-101,2,9.99,4.00\n`)
  const ids = [
    made.id,
    ofKey(await settled('json'), 'SAME-J').orderId,
    ofKey(await settled('csv'), 'SAME-C').orderId,
  ]
  const orders = await Promise.all(
    ids.map(async (id) => {
      const order = (await flow.server.request('GET', `/api/v1/orders/${id}?include=lines`)).body
      const { account, customer, currency, prePriced, net, tax, total, shipToCountry, problems } = order
      const lines = order.lines.map((one: Seen) => [one.sku, one.quantity, one.unitPrice, one.net, one.tax])
      return { account, customer, currency, prePriced, net, tax, total, shipToCountry, problems, lines }
    }),
  )
  assert.deepEqual(orders[1], orders[0])
  assert.deepEqual(orders[2], orders[0])
})

test('A1-3 C-14 of a file the good orders go in and each bad one is kept with its rows; mended and sent again it makes those alone', async () => {
  const good = Array.from({ length: 97 }, (_, n) => `ROW-${n},GB-0001,GB,KIT-101,1,10.00,2.00`)
  const rows = good.toSpliced(
    50,
    0,
    'BAD-1,GB-0001,GB,KIT-101,none,10.00,2.00',
    'BAD-2,GB-0001,GB,KIT-101,1',
    ',GB-0001,GB,KIT-101,1,10.00,2.00',
  )
  const before = new Set((await settled('csv')).map(({ id }) => id))
  const answer = await send('csv', `${NAMES}${rows.join('\n')}\n`)
  assert.equal(answer.status, 202)
  assert.equal(answer.body.others.length, 99)
  const log = (await settled('csv')).filter(({ id }) => !before.has(id))
  const counts = Object.groupBy(log, (row) => row.outcome)
  assert.deepEqual([counts['accepted']?.length, counts['failed']?.length], [97, 3])
  assert.deepEqual(
    counts['failed']!.map((row) => [
      row.place,
      ...row.problems.map((one: Seen) => `${one.path} ${one.code}`),
    ]),
    [
      ['row 52', '/rows/0/pieces not_a_decimal', '/rows/0/pieces bad_quantity'],
      ['row 53', '/rows/0 malformed_row'],
      ['row 54', '/rows/0/order required'],
    ],
  )
  const one = counts['failed']![1]
  const bytes = (await flow.server.request('GET', `/api/v1/intake/${one.id}`)).bytes.toString()
  assert.equal(bytes, `${NAMES}BAD-2,GB-0001,GB,KIT-101,1\n`)

  const orders = await count('orders.list')
  const mended = rows
    .with(50, 'BAD-1,GB-0001,GB,KIT-101,1,10.00,2.00')
    .toSorted()
    .filter((row) => row[0] !== ',')
  await send('csv', `${NAMES}${mended.join('\n')}\n`)
  const after = await settled('csv')
  assert.equal(ofKey(after, 'BAD-1').outcome, 'accepted')
  assert.equal(await count('orders.list'), orders + 1n)
  assert.equal(ofKey(after, 'ROW-0').came, 2)
})

test('C-06 what does not bring a secret of the channel is refused, and nothing of it is kept', async () => {
  const before = await count('channels.intake')
  assert.equal((await send('json', { id: 'X' }, 'another-secret-than-it')).status, 401)
  assert.equal((await send('csv', `${NAMES}X,GB-0001,GB,KIT-101,1,1,0\n`, '')).status, 401)
  assert.equal(await count('channels.intake'), before)
})

test('C-25 a cancellation by a mapping cancels its order', async () => {
  // Nothing of it is there, so nothing of it has left.
  await flow.put('/items', { sku: 'AWAITED', name: 'Awaited', itemClass: 'kitchen', taxCode: 'standard' })
  const line = { article: 'AWAITED', pieces: 1, price: 10, vat: 2 }
  await send('json', { id: 'GONE', buyer: 'GB-0001', country: 'GB', lines: [line] })
  const made = ofKey(await settled('json'), 'GONE')
  await send('json', { id: 'GONE', event: 'cancelled' })
  const cancelled = ofKey(await settled('json'), 'GONE')
  assert.deepEqual(
    [cancelled.event, cancelled.outcome, cancelled.problems],
    ['order_cancelled', 'accepted', []],
  )
  assert.equal((await flow.read(made.orderId)).state, 'cancelled')
})

test('A1-6 a word that has none of ours keeps the order as a draft with its place; with the mapping mended a replay makes it an order', async () => {
  const line = { article: 'TEAPOT', pieces: 1, price: 10, vat: 2 }
  await send('json', { id: 'POT', buyer: 'GB-0001', country: 'GB', lines: [line] })
  const kept = ofKey(await settled('json'), 'POT')
  assert.equal(kept.outcome, 'failed')
  assert.deepEqual(
    kept.problems.map((one: Seen) => `${one.path} ${one.code}`),
    ['/lines/0/article unmapped'],
  )
  const settings = { ...json, lookups: { articles: { ...json.lookups.articles, TEAPOT: 'KIT-101' } } }
  await flow.put('/channels/json', { ...BY_TOKEN, settings })
  const again = await flow.server.request('POST', `/api/v1/channels/json/messages/${kept.id}/replay`)
  assert.equal(again.status, 202)
  assert.equal(ofKey(await settled('json'), 'POT').outcome, 'accepted')
})

test('a try shows what would become of a body by the mapping that stands or by another, and nothing of it is kept', async () => {
  const tables = ['channels.intake', 'channels.message', 'orders.list', 'platform.request_key']
  const before = await Promise.all(tables.map(count))
  const tried = (code: string, body: object) =>
    flow.server.request('POST', `/api/v1/channels/${code}/try`, body)
  const file = `${NAMES}T-1,GB-0001,GB,KIT-101,1,10,2\nT-2,GB-0001,GB,KIT-101,none,10,2\n`
  const two = await tried('csv', { message: file })
  assert.equal(two.status, 200, two.bytes.toString())
  assert.deepEqual(
    two.body.messages.map((one: Seen) => [one.place, one.key, one.what, one.problems.length]),
    [
      ['row 2', 'T-1', 'order', 0],
      ['row 3', 'T-2', 'refused', 2],
    ],
  )
  assert.equal(two.body.messages[0].mapped.lines[0].unitPrice.amount, '10')
  const other = await tried('nowhere', { kind: 'mapped', settings: json, message: { id: 'T-3', buyer: 'B' } })
  assert.deepEqual(
    other.body.messages[0].problems.map((one: Seen) => `${one.path} ${one.code}`),
    ['/lines required'],
  )
  const wrong = await tried('csv', {
    settings: { ...csv, version: '1 +', signature: { scheme: 'rot13' } },
    message: file,
  })
  assert.equal(wrong.status, 422)
  assert.ok(wrong.body.errors.every((one: Seen) => one.path.startsWith('/settings/')))
  assert.equal((await tried('nowhere', { message: file })).status, 404)
  assert.deepEqual(await Promise.all(tables.map(count)), before)
})
