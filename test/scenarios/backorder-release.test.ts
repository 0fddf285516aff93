import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  await waitForRelease(true)
  await flow.put('/locations', { code: 'HALL', name: 'HALL', country: 'GB', rank: 500, autoConfirm: false })
  for (const [account, more] of [
    ['FIRST', { deliveryPriority: 9 }],
    ['USUAL', {}],
    ['WHOLE', { partialShipments: false }],
  ] as const)
    await flow.put('/customer-accounts', {
      number: account,
      name: account,
      currency: 'GBP',
      shipToCountry: 'GB',
      ...more,
    })
})
after(() => flow.close())

async function waitForRelease(backordersWaitForRelease: boolean, more: object = {}): Promise<void> {
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone, settings } = companies[0]
  await flow.put('/companies', {
    code,
    name,
    currency,
    country,
    timeZone,
    settings: { ...settings, backordersWaitForRelease, ...more },
  })
}

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
let made = 0
async function newItem(opening = '0'): Promise<string> {
  const sku = `REL-${(made += 1)}`
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'none' })
  if (opening !== '0')
    await flow.ok('/stock/opening', [{ sku, location: 'HALL', quantity: opening, unitCost: '6' }])
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  return sku
}
const receive = (sku: string, quantity: string) =>
  flow.ok('/stock/receipts', [{ sku, location: 'HALL', quantity, unitCost: '6' }])
const sell = (account: string, sku: string, quantity: string, more: object = {}): Promise<Seen> =>
  flow.sell([{ sku, quantity, ...more }], { customer: { account }, freight: gbp('0.00') })
const partsOf = async ({ id }: Seen): Promise<string[]> =>
  (await flow.read(id)).fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity}`)
const preview = (body: object): Promise<Seen> => flow.ok('/backorders/preview', body)
const told = ({ lines }: Seen) =>
  lines.map((one: Seen) => `${one.number} ${one.waits} ${one.releases} ${one.why}`)
const putBackOf = async (order: Seen, more: object = {}): Promise<Seen> => {
  const { fulfillmentLines } = await flow.read(order.id)
  const line = fulfillmentLines.find((one: Seen) => one.supply === 'on_hand').id
  const { outcomes } = await flow.ok('/backorders/put-back', [{ orderId: order.id, line, ...more }])
  return outcomes[0]
}

test('B6-2 of ten that come the customer with the higher delivery priority has six, and the other four or none, as it takes parts', async () => {
  for (const [account, parts, why] of [
    ['USUAL', ['backorder 2', 'on_hand 4'], 'in_part'],
    ['WHOLE', ['backorder 6'], 'not_in_parts'],
  ] as const) {
    const sku = await newItem()
    const second = await sell(account, sku, '6')
    const first = await sell('FIRST', sku, '6')
    assert.deepEqual((await preview({ skus: [sku] })).releasable, 0)
    await receive(sku, '10')
    // Nothing goes by itself to who waits for a release.
    assert.deepEqual(await partsOf(second), ['backorder 6'])
    assert.deepEqual(await partsOf(first), ['backorder 6'])
    const seen = await preview({ skus: [sku] })
    assert.deepEqual(told(seen), [
      `${first.number} 6 6 whole`,
      `${second.number} 6 ${why === 'in_part' ? 4 : 0} ${why}`,
    ])
    assert.deepEqual(await partsOf(first), ['backorder 6'])
    const released = await flow.ok('/backorders/release', { skus: [sku] }, `rel-${account}`)
    assert.deepEqual(
      released.lines.map((one: Seen) => `${one.number} ${one.quantity} ${one.location}`),
      [`${first.number} 6 HALL`, ...(why === 'in_part' ? [`${second.number} 4 HALL`] : [])],
    )
    assert.deepEqual(await flow.ok('/backorders/release', { skus: [sku] }, `rel-${account}`), released)
    assert.deepEqual(await partsOf(first), ['on_hand 6'])
    assert.deepEqual((await partsOf(second)).toSorted(), parts)
    // Released is reserved; the warehouse is asked by the plan.
    await flow.until(first.id, (order) => order.shipments.length === 1)
    await flow.lawful()
  }
})

test('B6-2 the rank is that of the call, of the company, or the usual one; an online release names its line', async () => {
  const sku = await newItem()
  const late = await sell('USUAL', sku, '5', { requestedOn: '2099-01-02' })
  const soon = await sell('USUAL', sku, '3', { requestedOn: '2099-01-01' })
  const first = await sell('FIRST', sku, '4', { requestedOn: '2099-01-03' })
  const order = async (body: object) =>
    (await preview({ skus: [sku], ...body })).lines.map((one: Seen) => one.number)
  assert.deepEqual(await order({}), [first.number, soon.number, late.number])
  const rank = [{ by: 'quantity', direction: 'descending' as const }]
  assert.deepEqual(await order({ rank }), [late.number, first.number, soon.number])
  await waitForRelease(true, { backorderRank: [{ by: 'quantity', direction: 'ascending' }] })
  assert.deepEqual(await order({}), [soon.number, first.number, late.number])
  await waitForRelease(true, { backorderRank: undefined })
  await receive(sku, '5')
  const line = (await flow.read(late.id)).fulfillmentLines[0].id
  const { lines } = await flow.ok('/backorders/release', { lines: [line] })
  assert.deepEqual(lines.length, 1)
  assert.deepEqual(await partsOf(late), ['on_hand 5'])
  assert.deepEqual(await partsOf(first), ['backorder 4'])
  const wrong = await flow.post('/backorders/release', { skus: ['NO-SUCH'] })
  assert.equal(wrong.body.errors[0].code, 'unknown_item')
  const { companies } = (await flow.server.request('GET', '/api/v1/companies')).body
  const { code, name, currency, country, timeZone } = companies[0]
  for (const [setting, value] of [
    ['backordersWaitForRelease', 'yes'],
    ['backorderRank', [{ by: 'age', direction: 'ascending' }]],
    ['backorderRank', [rank[0], rank[0]]],
  ] as const) {
    const settings = { [setting]: value }
    const input = { code, name, currency, country, timeZone, settings }
    const refused = await flow.server.request('PUT', '/api/v1/companies', input)
    assert.deepEqual([refused.status, refused.body.errors[0].path], [422, `/settings/${setting}`])
  }
  await flow.lawful()
})

test('B6-2 a released line that has not left is put back: its goods are free, its turn is kept, and nobody is robbed', async () => {
  const sku = await newItem()
  const a = await sell('FIRST', sku, '6')
  const b = await sell('USUAL', sku, '6')
  await receive(sku, '12')
  await flow.ok('/backorders/release', { skus: [sku] })
  assert.deepEqual([await partsOf(a), await partsOf(b)], [['on_hand 6'], ['on_hand 6']])
  // The warehouse was asked for it, and is not any more.
  await flow.until(a.id, (order) => order.shipments.length === 1)
  const outcome = await putBackOf(a, { reason: 'the other one is at the door' })
  assert.ok(outcome.ok, JSON.stringify(outcome))
  const back = await flow.read(a.id)
  assert.deepEqual([back.fulfillmentLines[0].supply, back.shipments[0].state], ['backorder', 'cancelled'])
  assert.deepEqual(await partsOf(b), ['on_hand 6'])
  const again = await putBackAgain(a, back.fulfillmentLines[0].id)
  assert.deepEqual(again.problems[0].code, 'holds_nothing')
  // Who orders now may have the goods; who was put back is the first when released.
  const c = await sell('USUAL', sku, '2')
  assert.deepEqual(await partsOf(c), ['on_hand 2'])
  await flow.lawful()
  await receive(sku, '2')
  await flow.ok('/backorders/release', { skus: [sku] })
  const served = await flow.until(a.id, (order) => order.shipments.length === 2)
  assert.equal(served.fulfillmentLines[0].supply, 'on_hand')
  await flow.ok(
    `/shipments/${served.shipments.find((one: Seen) => one.state === 'requested').id}/confirm`,
    {},
  )
  const left = await flow.read(a.id)
  assert.equal(left.fulfillmentLines[0].shipped, '6')
  const gone = await putBackAgain(a, left.fulfillmentLines[0].id)
  assert.deepEqual(gone.ok, false)
  await flow.lawful()
})

async function putBackAgain({ id: orderId }: Seen, line: string): Promise<Seen> {
  const { outcomes } = await flow.ok('/backorders/put-back', [{ orderId, line }])
  return outcomes[0]
}

test('B6-2 goods of a line that was put back go to who waits by itself, and of what left in part the rest is put back', async () => {
  await waitForRelease(false)
  const sku = await newItem('10')
  const a = await sell('USUAL', sku, '10')
  const b = await sell('USUAL', sku, '6')
  assert.deepEqual(await partsOf(b), ['backorder 6'])
  const asked = await flow.until(a.id, (order) => order.shipments.length === 1)
  await flow.ok(`/shipments/${asked.shipments[0].id}/confirm`, {
    lines: [{ fulfillmentLineId: asked.fulfillmentLines[0].id, quantity: '3' }],
  })
  assert.ok((await putBackOf(a)).ok)
  assert.deepEqual(await partsOf(a), ['on_hand 3', 'backorder 7'])
  assert.deepEqual(await partsOf(b), ['on_hand 6'])
  await receive(sku, '9')
  // It was put back, so nothing comes to it by itself.
  assert.deepEqual(await partsOf(a), ['on_hand 3', 'backorder 7'])
  await flow.ok(`/orders/${a.id}/cancel`, { reason: 'not wanted any more' })
  assert.equal((await flow.read(a.id)).fulfillmentLines[1].cancelled, '7')
  await flow.lawful()
})

test('B6-2 many who put back, release and order at once leave the laws as they are', async () => {
  await waitForRelease(true)
  const sku = await newItem('30')
  const orders: Seen[] = []
  for (let index = 0; index < 10; index += 1) orders.push(await sell('USUAL', sku, '5'))
  const [first, backs] = await Promise.all([
    sell('FIRST', sku, '4'),
    Promise.all(orders.slice(0, 6).map((order) => putBackOf(order))),
    ...orders.slice(6).map(() => flow.ok('/backorders/release', { skus: [sku] })),
    receive(sku, '3'),
    flow.ok(`/orders/${orders[9].id}/cancel`, { reason: 'not wanted' }),
  ])
  // The first six had all there was, and nobody else may give it up.
  assert.deepEqual(
    backs.map(({ ok, answer }) => [ok, answer?.quantity]),
    backs.map(() => [true, '5']),
  )
  await flow.lawful()
  const release = async (): Promise<Seen[]> => (await flow.ok('/backorders/release', { skus: [sku] })).lines
  await release()
  await flow.lawful()
  // 49 are wanted by now, and 33 are there: all of them are somebody's, and nobody has more than it wants.
  const { rows } = (await flow.server.request('GET', `/api/v1/stock?sku=${sku}&location=HALL`)).body
  assert.deepEqual(
    rows.map((row: Seen) => [row.onHand, row.reserved]),
    [['33', '33']],
  )
  const held = async (order: Seen) => {
    const { fulfillmentLines } = await flow.read(order.id)
    const sum = (parts: Seen[]) =>
      parts.reduce((all: number, part: Seen) => all + Number(part.quantity) - Number(part.cancelled), 0)
    return [sum(fulfillmentLines.filter((part: Seen) => part.supply === 'on_hand')), sum(fulfillmentLines)]
  }
  const all = await Promise.all([first, ...orders].map(held))
  assert.deepEqual(
    all.map(([, wanted]) => wanted),
    [4, ...Array.from({ length: 9 }, () => 5), 0],
  )
  assert.equal(
    all.reduce((sum, [has]) => sum + has!, 0),
    33,
  )
  assert.deepEqual(await release(), [])
})

test('B6-2 of lines that are put back in one call each is answered by itself, also one that nobody has', async () => {
  await waitForRelease(true)
  const sku = await newItem('5')
  const order = await sell('USUAL', sku, '5')
  const [{ id: line }] = (await flow.read(order.id)).fulfillmentLines
  const rows = [
    { orderId: order.id, line: 'ful_nobody' },
    { orderId: 'ord_nobody', line },
    { orderId: order.id, line: order.id },
    { orderId: order.number, line },
  ]
  const { outcomes } = await flow.ok('/backorders/put-back', rows)
  assert.deepEqual(
    outcomes.map((one: Seen) => [one.ok, one.problems?.map(({ path, code }: Seen) => `${path} ${code}`)]),
    [
      [false, ['/line unknown_line']],
      [false, ['/orderId not_found']],
      [false, ['/line unknown_line']],
      [true, undefined],
    ],
  )
  assert.deepEqual(await partsOf(order), ['backorder 5'])
  await flow.lawful()
})
