import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, shippingGroup, signed, submittedOrder, type ShopItem } from '../support/shop.ts'

// A shop tells of orders again after they were changed there; a warehouse says itself what it shipped.
let flow: Flow
let address: string
before(async () => {
  flow = await Flow.open()
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  await flow.put('/items', { sku: 'CH-1', name: 'Chair', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/items', { sku: 'CH-2', name: 'Stool', itemClass: 'kitchen', taxCode: 'standard' })
  for (const sku of ['CH-1', 'CH-2'])
    await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '1000', unitCost: '5' }])
  address = flow.server.url + (await flow.put('/channels/shop', channelInput())).webhooks
})
after(() => flow.close())

async function send(body: unknown): Promise<string> {
  const bytes = JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...signed(bytes) }
  const response = await fetch(address, { method: 'POST', headers, body: bytes })
  assert.equal(response.status, 202)
  return ((await response.json()) as Seen).message
}

async function settled(id: string): Promise<Seen> {
  const end = performance.now() + 15_000
  for (;;) {
    const { body } = await flow.server.request('GET', '/api/v1/channels/shop/messages?limit=500')
    const message = body.rows.find((one: Seen) => one.id === id)
    if (message && message.outcome !== 'waiting') return message
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(message)}`)
    await sleep(40)
  }
}

const item = (id: string, quantity: number, more: Partial<ShopItem> = {}): ShopItem => ({
  id,
  sku: 'CH-1',
  quantity,
  amount: 10 * quantity,
  tax: 2 * quantity,
  ...more,
})
/** The order in its version of that minute. */
const version = (name: string, minute: number, items: ShopItem[], more: object = {}) =>
  submittedOrder(name, items, {
    shipping: 0,
    order: { lastModifiedTime: 1767268800000 + minute * 60_000 },
    ...more,
  })
const told = async (...args: Parameters<typeof version>) => settled(await send(version(...args)))
const saying = ({ outcome, problems }: Seen) => [outcome, ...problems.map((one: Seen) => one.code)]
const rest = async (orderId: string): Promise<string[]> => {
  const { fulfillmentLines } = await flow.read(orderId)
  return fulfillmentLines.map((one: Seen) => `${one.lineNo}: ${one.quantity} - ${one.cancelled}`)
}

test('C-14 C-26 a version that lowers quantities and drops lines cancels just that, as often as it comes, and only what is left ships', async () => {
  const made = await told('o-less', 1, [item('a', 3), item('b', 2, { sku: 'CH-2' }), item('c', 1)])
  assert.deepEqual(saying(made), ['accepted'])
  const { orderId } = made
  const second = await told('o-less', 2, [item('a', 2), item('c', 1)])
  assert.deepEqual([saying(second), second.orderId], [['accepted'], orderId])
  assert.deepEqual(await rest(orderId), ['1: 3 - 1', '2: 2 - 2', '3: 1 - 0'])
  const third = await told('o-less', 3, [item('a', 1), item('c', 1)])
  assert.deepEqual(saying(third), ['accepted'])
  // A resend of the second is older by now; one that says nothing new changes nothing.
  const old = { ...version('o-less', 2, [item('a', 2), item('c', 1)]), sent: 'again' }
  assert.deepEqual(saying(await settled(await send(old))), ['kept', 'older_version'])
  assert.deepEqual(saying(await told('o-less', 4, [item('a', 1), item('c', 1)])), ['accepted'])
  assert.deepEqual(await rest(orderId), ['1: 3 - 2', '2: 2 - 2', '3: 1 - 0'])
  const order = await flow.until(orderId, (one) => one.shipments.length === 1)
  assert.deepEqual(order.shipments[0].lines.map((one: Seen) => one.requested).sort(), ['0', '1', '1'])
  assert.equal(order.timeline.at(-1).actor, 'channel:shop')
  await flow.ok(`/shipments/${order.shipments[0].id}/confirm`, {})
  const { invoices } = await flow.until(orderId, (one) => one.invoices.length === 1)
  assert.equal(invoices[0].total.amount, '24.00')
  await flow.lawful()
})

test('C-26 versions that come together are carried out one after the other, and end as the last one says', async () => {
  const { orderId } = await told('o-burst', 1, [item('a', 9)])
  const sent = await Promise.all(
    [8, 6, 3, 2].map((n, at) => send(version('o-burst', 2 + at, [item('a', n)]))),
  )
  const outcomes = await Promise.all(sent.map(settled))
  assert.deepEqual(await rest(orderId), ['1: 9 - 7'])
  // One that was overtaken changes nothing.
  for (const one of outcomes) assert.match(saying(one).join(' '), /^accepted|^kept older_version/)
  await flow.lawful()
})

test('C-15 lines of a changed order are known by external id, then id, then SKU', async () => {
  const named = (id: string, name: string, quantity: number) =>
    item(id, quantity, { more: { externalId: name } })
  const { orderId } = await told('o-names', 1, [
    named('a', 'left', 3),
    named('b', 'right', 3),
    item('c', 2, { sku: 'CH-2' }),
  ])
  // The shop made them anew: ids that others had, one that nobody had.
  const changed = await told('o-names', 2, [
    named('b', 'left', 1),
    named('a', 'right', 3),
    item('z', 1, { sku: 'CH-2' }),
  ])
  assert.deepEqual(saying(changed), ['accepted'])
  assert.deepEqual(await rest(orderId), ['1: 3 - 2', '2: 3 - 0', '3: 2 - 1'])
})

test('C-26 whatever else changed is kept with its reason, and so is what comes after goods have left', async () => {
  const base = [item('a', 3), item('b', 1)]
  const { orderId } = await told('o-else', 1, base)
  const home = {
    firstName: 'Z',
    lastName: 'Q',
    address1: '8 Other Lane',
    city: 'Q',
    postalCode: 'Q1',
    country: 'GB',
  }
  const elsewhere = shippingGroup(
    'sg1',
    [
      ['a', 2],
      ['b', 1],
    ],
    { shippingAddress: home, priceInfo: { amount: 0 } },
  )
  const cases: [Parameters<typeof version>, RegExp][] = [
    [['o-else', 2, [item('a', 4), item('b', 1)]], /more of line a/],
    [['o-else', 3, [...base, item('c', 1, { sku: 'CH-2' })]], /line c was added/],
    [['o-else', 4, [item('a', 2, { amount: 18 }), item('b', 1)]], /line a has other terms/],
    [['o-else', 5, [item('a', 2), item('b', 1)], { groups: [elsewhere] }], /its shipTo is another/],
    [['o-else', 6, base, { off: 3 }], /its total is another/],
  ]
  for (const [args, why] of cases) {
    const message = await told(...args)
    assert.deepEqual([saying(message), message.orderId], [['kept', 'not_supported_yet'], orderId])
    assert.match(message.problems[0].message, why)
  }
  assert.deepEqual(await rest(orderId), ['1: 3 - 0', '2: 1 - 0'])
  // The shop takes a discount back with the line: the rest is carried out, the sum is named.
  const money = await told('o-else', 7, [item('a', 2), item('b', 1)], { shipping: 1 })
  assert.deepEqual(saying(money), ['accepted', 'amount_differs'])
  const { shipments } = await flow.until(orderId, (one) => one.shipments.length === 1)
  await flow.ok(`/shipments/${shipments[0].id}/confirm`, {})
  assert.deepEqual(saying(await told('o-else', 8, [item('a', 1), item('b', 1)], { shipping: 1 })), [
    'kept',
    'already_shipped',
  ])
  await flow.lawful()
})
