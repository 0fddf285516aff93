import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, signed } from '../support/shop.ts'

// What a channel sent over several days, as an operator looks for it. Nothing is worked off meanwhile.
let flow: Flow
const messages: { id: string; bytes: string }[] = []
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
  const { webhooks } = await flow.put('/channels/shop', channelInput())
  for (let n = 0; n < 12; n++) {
    const bytes = JSON.stringify({ cart: { id: `c-${n}` } })
    const response = await fetch(flow.server.url + webhooks, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed(bytes) },
      body: bytes,
    })
    assert.equal(response.status, 202)
    messages.push({ id: ((await response.json()) as Seen).message, bytes })
  }
  // One an hour, the last at 11:00.
  await flow.server.database.sql(
    `update channels.message m set received_at = '2026-03-01T00:00:00Z'::timestamptz + interval '1 hour' * w.n
     from (select id, row_number() over (order by id) - 1 as n from channels.message) w where m.id = w.id`,
  )
})
after(() => flow.close())

const get = (path: string) => flow.server.request('GET', `/api/v1/channels/shop${path}`)

async function listed(query: string): Promise<number[]> {
  const { status, body, bytes } = await get(`/messages?${query}`)
  assert.equal(status, 200, bytes.toString())
  return body.rows.map((row: Seen) => messages.findIndex((one) => one.id === row.id))
}

test('C-14 the log of a channel is looked through by time, together with outcome, event and page', async () => {
  const time = (from?: number, until?: number) =>
    [
      ['from', from],
      ['until', until],
    ]
      .filter(([, hour]) => hour !== undefined)
      .map(([name, hour]) => `${name}=2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`)
      .join('&')
  assert.deepEqual(await listed(time(3, 6)), [5, 4, 3])
  assert.deepEqual(await listed(time(10)), [11, 10])
  assert.deepEqual(await listed(time(undefined, 2)), [1, 0])
  assert.deepEqual(await listed('from=2026-04-01T00:00:00Z'), [])
  assert.deepEqual(await listed('until=2026-02-01T00:00:00Z'), [])
  assert.deepEqual(await listed(`outcome=failed&event=unknown&${time(3, 5)}`), [4, 3])
  assert.deepEqual(await listed(`outcome=accepted&${time(3, 5)}`), [])
  assert.deepEqual(await listed(`event=unknown&${time(9)}`), [11, 10, 9])
  const first = await get(`/messages?limit=2&${time(2, 6)}`)
  assert.deepEqual(await listed(`limit=2&${time(2, 6)}&after=${first.body.next}`), [3, 2])
  assert.equal((await get('/messages?from=yesterday')).status, 400)
})

test('C-14 one message says how its bytes are kept, and its channel when it was heard of last', async () => {
  const { id, bytes } = messages[4]!
  const { body } = await get(`/messages/${id}`)
  assert.deepEqual(
    [body.id, body.outcome, body.contentType, body.erased],
    [id, 'failed', 'application/json', false],
  )
  assert.equal(body.bodyHash, createHash('sha256').update(bytes).digest('hex'))
  await flow.server.database.sql('update channels.intake set key = null')
  assert.equal((await get(`/messages/${id}`)).body.erased, true)
  assert.equal((await get('/messages/itk_0000000000000')).status, 404)

  const { body: channel } = await get('')
  assert.ok(Date.now() - Date.parse(channel.lastMessageAt) < 600_000, channel.lastMessageAt)
  const { lastMessageAt } = await flow.put('/channels/quiet', channelInput())
  assert.equal(lastMessageAt, null)
})
