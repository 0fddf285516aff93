import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

/** Someone with a key of their own, who shows in what they do. */
async function colleague(name: string) {
  const made = await flow.ok('/keys', { name, company: 'SAMPLE', scopes: ['admin'] })
  return { id: `key:${made.id}`, headers: { authorization: `Bearer ${made.secret}` } }
}

test('P-72 the timeline of an order says who changed which field from what to what, when and why', async () => {
  const clerk = await colleague('clerk')
  const boss = await colleague('boss')
  const draft = await flow.sell(
    [
      { sku: 'KIT-101', quantity: '1' },
      { sku: 'KIT-102', quantity: '2' },
    ],
    { submit: false },
  )
  const at = `/api/v1/orders/${draft.id}`
  const send = async (who: typeof clerk, method: string, path: string, body: unknown, key: string) => {
    const { headers } = await flow.server.request('GET', at)
    const answer = await flow.server.request(method, at + path, body, {
      ...who.headers,
      'if-match': headers.get('etag') ?? '',
      'idempotency-key': key,
    })
    assert.ok(answer.status < 300, answer.bytes.toString())
    return answer.body
  }
  const edit = {
    customerReference: 'PO-9',
    lines: [
      { lineNo: 1, quantity: '3' },
      { lineNo: 2, remove: true },
      { sku: 'KIT-103', quantity: '1' },
      { sku: 'KIT-104', quantity: '5' },
    ],
  }
  await send(clerk, 'PATCH', '', edit, 'edit')
  await send(boss, 'POST', '/submit', undefined, 'submit')
  const order = await flow.until(draft.id, (one) => one.billingStatus === 'billed')
  const [first, edited, submitted] = order.timeline
  assert.deepEqual(
    [first.act, first.actor, edited.actor, submitted.actor],
    ['capture', 'key:dk_test', clerk.id, boss.id],
  )
  const told = edited.changes.map((one: Seen) => [one.what, one.key, one.from, one.to])
  const has = (...change: unknown[]) =>
    assert.ok(
      told.some((one: unknown[]) => JSON.stringify(one) === JSON.stringify(change)),
      JSON.stringify(told),
    )
  has('version', null, 1, 2)
  has('customerReference', null, null, 'PO-9')
  has('quantity', '1', '1', '3')
  // What stays keeps its number.
  has('line', '2', '2 × KIT-102', null)
  has('line', '3', null, '1 × KIT-103')
  has('line', '4', null, '5 × KIT-104')
  assert.ok(told.some(([what, , from, to]: string[]) => what === 'total' && from !== to))
  assert.ok(!told.some(([what]: string[]) => what === 'currency'), 'what did not change is not told')
  assert.ok(Date.parse(edited.at) <= Date.parse(submitted.at))
  // What the world did stands in the words of the wire: the id of the line and a decimal quantity.
  const shipped = order.timeline
    .flatMap((one: Seen) => one.changes)
    .filter((one: Seen) => one.what === 'shipped')
  assert.deepEqual(
    shipped.map((one: Seen) => [one.key, one.to]),
    order.fulfillmentLines.map((part: Seen) => [part.id, part.quantity]),
  )
})

test('P-72 a hold and its release are told with person and reason', async () => {
  const boss = await colleague('chief')
  await flow.put('/items', { sku: 'SLOW-1', name: 'Slow', itemClass: 'kitchen', taxCode: 'standard' })
  const made = await flow.order([{ sku: 'SLOW-1', quantity: '1', net: '10.00', tax: '2.00' }])
  const hold = await flow.ok(`/orders/${made.id}/holds`, {
    code: 'fraud',
    reason: 'The address looks wrong.',
  })
  const released = await flow.server.request(
    'POST',
    `/api/v1/orders/${made.id}/holds/${hold.id}/release`,
    { reason: 'The customer called.' },
    { ...boss.headers, 'idempotency-key': 'release-1' },
  )
  assert.equal(released.status, 200, released.bytes.toString())
  const { timeline } = await flow.read(made.id)
  assert.deepEqual(
    timeline
      .slice(-2)
      .map((one: Seen) => [one.act, one.actor, one.reason, one.changes[0].key, one.events[0]]),
    [
      ['place_hold', 'key:dk_test', 'The address looks wrong.', hold.id, 'order.held'],
      ['release_hold', boss.id, 'The customer called.', hold.id, 'order.hold_released'],
    ],
  )
})
