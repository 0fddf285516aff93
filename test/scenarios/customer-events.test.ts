import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Sink } from '../support/sink.ts'

let flow: Flow
let sink: Sink
before(async () => {
  sink = await Sink.open()
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_PRIVATE_WEBHOOKS: 'yes' } }))
})
after(async () => {
  await flow.close()
  await sink.close()
})

const call = (method: string, path: string, body?: object) =>
  flow.server.request(method, `/api/v1${path}`, body)
const save = (number: string, more: object = {}) =>
  flow.put('/customer-accounts', { number, kind: 'person', currency: 'GBP', shipToCountry: 'GB', ...more })
const merge = (number: string, into: string | null, reason: string) =>
  flow.put(`/customers/${number}/merge`, { into, reason })

/** The events behind a place, page by page of `limit` facts. */
async function eventsBehind(after: string, limit: number): Promise<Seen[]> {
  const all: Seen[] = []
  for (let place = after; ;) {
    const { body } = await call('GET', `/events?limit=${limit}&after=${place}`)
    all.push(...body.events)
    if (body.next === body.head) return all
    place = body.next
  }
}

test('C12-2 that records are one customer, or are no longer, is an event in the feed and at subscribers, once and in order with those of orders', async () => {
  const eventTypes = ['customer.merged', 'customer.unmerged', 'order.submitted']
  const made = await call('PUT', '/webhook-endpoints', { code: 'crm', url: sink.url('/crm'), eventTypes })
  assert.equal(made.status, 201, made.bytes.toString())
  const { body: start } = await call('GET', '/events?limit=1000')
  assert.equal(start.next, start.head)
  for (const number of ['EV-1', 'EV-2', 'EV-3']) await save(number)
  await merge('EV-3', 'EV-2', 'The same person')
  const order = await flow.sell([{ sku: 'SRV-ASSEMBLY', quantity: '1' }])
  await merge('EV-2', 'EV-1', 'She said so')
  await merge('EV-3', null, 'It was her sister')
  // A rule decides, too.
  await flow.put('/match-rules', { code: 'mail', keys: ['email'], outcome: 'merge' })
  await save('EV-4', { email: 'ada@events.example' })
  await save('EV-5', { email: 'ada@events.example' })

  const wanted = [
    ['customer.merged', 'EV-3', 'EV-2', 'EV-2', 'The same person', null],
    ['order.submitted', order.id],
    // Who stood under it comes along: its head is another.
    ['customer.merged', 'EV-2', 'EV-1', 'EV-1', 'She said so', null],
    ['customer.merged', 'EV-3', 'EV-2', 'EV-1', 'She said so', null],
    ['customer.unmerged', 'EV-3', null, 'EV-3', 'It was her sister', null],
    ['customer.merged', 'EV-5', 'EV-4', 'EV-4', 'email agree', 'mail'],
  ]
  const shown = (events: Seen[]) =>
    events
      .filter(({ type }) => eventTypes.includes(type))
      .map(({ type, subject, data }) =>
        data.orderId ? [type, subject] : [type, subject, data.into, data.head, data.reason, data.rule],
      )
  const events = await eventsBehind(start.next, 1000)
  assert.deepEqual(shown(events), wanted)
  // The order goes on meanwhile: what was read is compared as far as it went.
  assert.deepEqual((await eventsBehind(start.next, 1)).slice(0, events.length), events)
  assert.equal(new Set(events.map(({ id }) => id)).size, events.length)

  const late = performance.now() + 10_000
  while (sink.of('/crm').length < wanted.length && performance.now() < late) await sleep(20)
  const heard = sink.of('/crm').map(({ body }) => JSON.parse(body))
  assert.deepEqual(
    heard,
    events.filter(({ type }) => eventTypes.includes(type)),
  )
  const [merged] = heard
  assert.deepEqual(
    [merged.specversion, merged.source, merged.data.customer, merged.data.act],
    ['1.0', '/companies/SAMPLE', 'EV-3', 'merge'],
  )
})
