import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { Sink } from '../support/sink.ts'
import { DocketProcess } from './process.ts'

// The server at hand answers and ships, but sends nothing: processes that are killed do.
let sink: Sink
let flow: Flow
before(async () => {
  sink = await Sink.open()
  const limits = { DOCKET_PRIVATE_WEBHOOKS: 'yes' }
  flow = new Flow(await startTestServer({ sample: true, roles: 'api', limits }))
  // Processes are started with the environment of this one.
  process.env['DOCKET_PRIVATE_WEBHOOKS'] = 'yes'
  process.env['DOCKET_WEBHOOK_TIMEOUT_MS'] = '1000'
})
after(async () => {
  await flow.close()
  await sink.close()
})

async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  const late = performance.now() + 40_000
  while (!(await is())) {
    assert.ok(performance.now() < late, 'waited too long')
    await sleep(50)
  }
}

test('P-71 P-40 what a killed process was sending is sent again, in order and with the same ids, and nothing is left out', async () => {
  const { request, database, apiKey } = flow.server
  for (const code of ['a', 'b'])
    await request('PUT', '/api/v1/webhook-endpoints', { code, url: sink.url(`/${code}`) })
  const { body: start } = await request('GET', '/api/v1/events')
  for (let i = 0; i < 3; i++) await flow.sell([{ sku: 'KIT-101', quantity: '1' }])
  // It dies after two events of one endpoint, while the third is under way: we have heard it, it has not heard us.
  sink.answer('/a', (response, _heard, count) => {
    if (count !== 3) response.writeHead(204).end()
  })
  const first = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
  await until(() => sink.of('/a').length === 3)
  await first.kill()
  const killed = sink.ids('/a').at(-1)

  const second = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
  try {
    await until(async () => {
      const { body } = await request('GET', '/api/v1/webhook-endpoints')
      return body.rows.every((row: { behind: number }) => row.behind === 0)
    })
    const after = encodeURIComponent(start.head)
    const { body: feed } = await request('GET', `/api/v1/events?limit=1000&after=${after}`)
    const ids: string[] = feed.events.map((event: { id: string }) => event.id)
    assert.equal(feed.next, feed.head)
    for (const code of ['a', 'b']) {
      const heard = sink.ids(`/${code}`)
      assert.deepEqual([...new Set(heard)], ids, code)
      // Again comes only what was not settled, from the first of it on.
      const again = heard.lastIndexOf(heard.find((id, index) => heard.indexOf(id) !== index) ?? '')
      if (again >= 0) assert.deepEqual(heard.slice(again), ids.slice(ids.indexOf(heard[again]!)))
    }
    assert.ok(sink.ids('/a').filter((id) => id === killed).length >= 2, 'it was sent again')
  } finally {
    await second.stop()
  }
})

test('C-22 what a killed process was handing on is handed on again with its id, what was taken is not, and the order holds', async () => {
  const { request, database, apiKey, url } = flow.server
  const { webhooks } = await flow.put('/channels/between', channelInput({}, { gateway: true }))
  await request('PUT', '/api/v1/webhook-endpoints', {
    code: 'other',
    url: sink.url('/other'),
    forwards: { channel: 'between', template: { id: '/order/id' } },
  })
  const ids = ['k-1', 'k-2', 'k-3', 'k-4', 'k-5']
  for (const id of ids) {
    const bytes = JSON.stringify(submittedOrder(id))
    const headers = { 'content-type': 'application/json', ...signed(bytes) }
    assert.equal((await fetch(url + webhooks, { method: 'POST', headers, body: bytes })).status, 202)
  }
  sink.answer('/other', (response, _heard, count) => {
    if (count !== 3) response.writeHead(204).end()
  })
  const first = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
  await until(() => sink.of('/other').length === 3)
  // The two before are settled by then, or within the moment that a transaction takes.
  await until(async () => {
    const { rows } = (await request('GET', '/api/v1/webhook-attempts?endpoint=other')).body
    return rows.length === 2
  })
  await first.kill()
  const second = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
  try {
    await until(async () => (await request('GET', '/api/v1/webhook-endpoints/other')).body.behind === 0)
    const heard = sink.of('/other')
    assert.deepEqual(
      heard.map(({ body }) => (JSON.parse(body) as { id: string }).id),
      ['k-1', 'k-2', 'k-3', 'k-3', 'k-4', 'k-5'],
    )
    assert.equal(heard[2]!.id, heard[3]!.id)
  } finally {
    await second.stop()
  }
})
