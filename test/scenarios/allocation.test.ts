import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { AllocationDesk } from '../support/allocation-desk.ts'
import type { Seen } from '../support/flow.ts'

let desk: AllocationDesk
before(async () => {
  desk = await AllocationDesk.open()
})
after(() => desk.close())

const weekOf = (day: string) => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))

const briefly = ({ promises }: Seen) => promises.map((one: Seen) => [one.quantity, one.supply])

async function tradeAccount(): Promise<{ number: string; id: bigint }> {
  const [account] = await desk.flow.server.database.sql<{ number: string; id: bigint }>(
    `select number, id from customers.account
     where segment = 'trade' and currency = 'GBP' and ship_to_country = 'GB' order by number limit 1`,
  )
  return account!
}

test('A10-17 D4 an order has what its channel may have, and is told what is allotted to others', async () => {
  await desk.stocked('AL-1', '10')
  assert.equal((await desk.split('AL-1', ['AL-1'])).change, 'created')
  assert.equal((await desk.split('AL-1', ['AL-1'])).change, 'unchanged')
  assert.equal(await desk.available('AL-1'), '10')
  assert.equal(await desk.available('AL-1', 'marketplace'), '7')
  assert.equal(await desk.available('AL-1', 'outlet'), '3')
  // Who is in no node has nothing: all is somebody's share.
  assert.equal(await desk.available('AL-1', 'fair'), '0')
  const question = await desk.asked('outlet', 'AL-1', '4')
  assert.deepEqual(briefly(question), [
    ['3', 'on_hand'],
    ['1', 'backorder'],
  ])
  assert.equal(question.promises[1].allocation.toOthers, '7')
  assert.deepEqual(await desk.asked('outlet', 'AL-1', '4'), question)
  const order = await desk.buy('outlet', 'AL-1', '4')
  const { fulfillmentLines } = await desk.flow.read(order.id)
  const [got, waits] = fulfillmentLines
  assert.deepEqual(
    [got.quantity, got.supply, waits.quantity, waits.supply],
    ['3', 'on_hand', '1', 'backorder'],
  )
  assert.deepEqual(got.decision.allocation, {
    plan: 'AL-1',
    node: 'OUTLET',
    from: [{ node: 'OUTLET', week: weekOf(desk.today), quantity: '3' }],
    toOthers: '7',
  })
  assert.deepEqual(waits.decision.allocation.from, [])
  assert.equal(await desk.available('AL-1', 'outlet'), '0')
  // The others have theirs, though there is less now.
  assert.equal(await desk.available('AL-1', 'marketplace'), '7')
  assert.deepEqual(await desk.partsOf((await desk.buy('marketplace', 'AL-1', '7')).id), [['7', 'on_hand']])
  assert.equal(await desk.available('AL-1'), '0')
  await desk.flow.lawful()
})

test('A10-17 what is cancelled is its channel’s again, what left is not', async () => {
  await desk.stocked('AL-2', '10')
  await desk.split('AL-2', ['AL-2'])
  const order = await desk.buy('outlet', 'AL-2', '3', { requestedOn: addDays(desk.today, 5) })
  const waits = await desk.buy('outlet', 'AL-2', '2')
  assert.deepEqual(await desk.partsOf(waits.id), [['2', 'backorder']])
  await desk.flow.ok(`/orders/${waits.id}/cancel`, { reason: 'changed my mind' })
  assert.equal(await desk.available('AL-2', 'outlet'), '0')
  const lines = [{ lineNo: 1, quantity: '2' }]
  await desk.flow.ok(`/orders/${order.id}/cancel`, { reason: 'changed my mind', lines })
  assert.equal(await desk.available('AL-2', 'outlet'), '2')
  assert.equal(await desk.available('AL-2', 'marketplace'), '7')
  const leaves = await desk.buy('outlet', 'AL-2', '1')
  await desk.flow.until(leaves.id, (one) =>
    one.shipments.some((shipment: Seen) => shipment.state === 'shipped'),
  )
  assert.equal(await desk.available('AL-2', 'outlet'), '1')
  assert.equal(await desk.available('AL-2', 'marketplace'), '7')
  await desk.flow.lawful()
})

test('A10-17 who waits gets what comes by its share, though others wait before it', async () => {
  await desk.stocked('AL-4', '0')
  await desk.split('AL-4', ['AL-4'])
  const market: Seen[] = []
  for (let one = 0; one < 12; one += 1) market.push(await desk.buy('marketplace', 'AL-4', '1'))
  const outlet: Seen[] = []
  for (let one = 0; one < 4; one += 1) outlet.push(await desk.buy('outlet', 'AL-4', '1'))
  await desk.flow.ok('/stock/receipts', [{ sku: 'AL-4', location: 'PORT', quantity: '10', unitCost: '1' }])
  const served = async (orders: readonly Seen[]) =>
    (await Promise.all(orders.map(({ id }) => desk.partsOf(id)))).filter(([part]) => part![1] === 'on_hand')
      .length
  assert.deepEqual([await served(market), await served(outlet)], [7, 3])
  await desk.flow.lawful()
  // More is announced: who waits has a day.
  const dueOn = addDays(desk.today, 10)
  await desk.flow.ok('/supply-orders', [
    { sku: 'AL-4', location: 'PORT', quantity: '10', unitCost: '1', number: 'AL-4-PO', dueOn },
  ])
  const dated = async (orders: readonly Seen[]) =>
    (await Promise.all(orders.map(({ id }) => desk.partsOf(id)))).filter(([part]) => part![1] === 'dated')
      .length
  assert.deepEqual([await dated(market), await dated(outlet)], [5, 1])
  // What came early is given to who was promised it; of the rest each has its share still.
  await desk.flow.ok('/stock/receipts', [
    { sku: 'AL-4', location: 'PORT', quantity: '10', supplyNumber: 'AL-4-PO' },
  ])
  assert.deepEqual([await served(market), await served(outlet)], [12, 4])
  // Of twenty in all fourteen are the marketplace's: it had twelve of them. Of fourteen this week four are the outlet's: it had three.
  const left = [
    await desk.available('AL-4', 'marketplace'),
    await desk.available('AL-4', 'outlet'),
    await desk.available('AL-4'),
  ]
  assert.deepEqual(left, ['2', '1', '4'])
  await desk.flow.lawful()
})

test('A10-17 A10-20 what a cart holds is of its channel’s share, and given back when it is given up', async () => {
  await desk.stocked('AL-5', '10')
  await desk.split('AL-5', ['AL-5'])
  const until = new Date(Date.now() + 600_000).toISOString()
  const hold = async (key: string, quantity: string) =>
    (
      await desk.flow.ok('/promises', [
        { source: 'outlet', reserve: { key, until }, lines: [{ sku: 'AL-5', quantity }] },
      ])
    ).outcomes[0].answer.reserved.whole
  assert.equal(await hold('AL-A', '2'), true)
  assert.equal(await hold('AL-A', '2'), true)
  assert.equal(await hold('AL-B', '2'), false)
  assert.equal(await desk.available('AL-5', 'outlet'), '0')
  assert.equal(await desk.available('AL-5', 'marketplace'), '7')
  await desk.flow.lawful()
  await desk.flow.ok('/promises/release', [{ key: 'AL-B' }])
  assert.equal(await desk.available('AL-5', 'outlet'), '1')
  const order = await desk.flow.order([{ sku: 'AL-5', quantity: '2', net: '10.00', tax: '2.00' }], {
    source: 'outlet',
    reservationKey: 'AL-A',
  })
  assert.deepEqual(await desk.partsOf(order.id), [['2', 'on_hand']])
  assert.equal(await desk.available('AL-5', 'outlet'), '1')
  await desk.flow.lawful()
})

test('A10-17 A10-21 a backlog is promised anew by shares, and who has another day takes of those of its week', async () => {
  await desk.stocked('AL-7', '0')
  await desk.split('AL-7', ['AL-7'])
  const announced = [7, 14].map((on) => ({
    sku: 'AL-7',
    location: 'PORT',
    quantity: '10',
    unitCost: '1',
    number: `AL-7 of ${on}`,
    dueOn: addDays(desk.today, on),
  }))
  await desk.flow.ok('/supply-orders', announced)
  const whole = { allowSplit: false }
  const first = await desk.buy('marketplace', 'AL-7', '7', whole)
  const outlet = await desk.buy('outlet', 'AL-7', '3', whole)
  const urgent = await desk.buy('marketplace', 'AL-7', '7', whole)
  const last = await desk.buy('marketplace', 'AL-7', '1', whole)
  const dayOf = async ({ id }: Seen) => (await desk.flow.read(id)).fulfillmentLines[0].promisedOn
  const daysOf = () => Promise.all([first, outlet, urgent, last].map(dayOf))
  const [one, two] = announced.map(({ dueOn }) => dueOn)
  assert.deepEqual(await daysOf(), [one, one, two, null])
  await desk.flow.lawful()
  await desk.flow.ok(`/orders/${urgent.id}/priority`, { priority: 9, reason: 'the planner says so' })
  const run = await desk.flow.ok('/backlog-runs', { skus: ['AL-7'] })
  const { body } = await desk.flow.server.request('GET', `/api/v1/backlog-runs/${run.id}/lines?limit=200`)
  // Three of the outlet are left, and nobody of the marketplace is promised them.
  assert.deepEqual(
    body.rows.map((line: Seen) => [line.number, line.promisedOn]),
    [
      [urgent.number, one],
      [first.number, two],
      [outlet.number, one],
      [last.number, null],
    ],
  )
  await desk.flow.ok(`/backlog-runs/${run.id}/release`, undefined, 'al-7')
  assert.deepEqual(await daysOf(), [two, one, one, null])
  await desk.flow.lawful()
  const on = async (source: string) =>
    (await desk.flow.server.request('GET', `/api/v1/availability?sku=AL-7&on=${two}&source=${source}`)).body
      .availableOn
  assert.deepEqual([await on('marketplace'), await on('outlet')], ['0', '3'])
  // Its week has seven again: who waited has one of them.
  await desk.flow.ok(`/orders/${urgent.id}/cancel`, { reason: 'changed my mind' })
  assert.equal(await dayOf(last), one)
  assert.deepEqual([await on('marketplace'), await on('outlet')], ['6', '3'])
  await desk.flow.lawful()
})

test('A10-18 quantities that were stated for a week are scaled down when there is less', async () => {
  await desk.stocked('AL-6', '500')
  const nodes = [
    { code: 'MARKET', sources: ['marketplace'] },
    { code: 'OUTLET', sources: ['outlet'] },
  ]
  await desk.flow.put('/allocation-plans', {
    code: 'AL-6',
    name: 'Stated',
    by: 'quantity',
    skus: ['AL-6'],
    nodes,
  })
  const week = weekOf(desk.today)
  const state = (node: string, quantity: string) =>
    desk.flow.put('/allocation-quantities', {
      plan: 'AL-6',
      node,
      sku: 'AL-6',
      location: 'PORT',
      week,
      quantity,
    })
  // Nothing is stated: everybody may have all of it.
  assert.equal(await desk.available('AL-6', 'fair'), '500')
  await state('MARKET', '700')
  await state('OUTLET', '300')
  assert.equal((await state('OUTLET', '300')).change, 'unchanged')
  assert.equal(await desk.available('AL-6', 'marketplace'), '350')
  assert.equal(await desk.available('AL-6', 'outlet'), '150')
  assert.equal(await desk.available('AL-6', 'fair'), '0')
  assert.deepEqual(await desk.partsOf((await desk.buy('outlet', 'AL-6', '151')).id), [
    ['150', 'on_hand'],
    ['1', 'backorder'],
  ])
  assert.equal(await desk.available('AL-6', 'marketplace'), '350')
  await desk.flow.lawful()
})

test('D4 A10-17 of 200 an order for 220 has 40 of its node, 10 and 30 of those above; 140 are sought elsewhere', async () => {
  await desk.stocked('AL-8', '200')
  await desk.split(
    'AL-8',
    ['AL-8'],
    [
      { code: 'ALL', percent: 15 },
      { code: 'OUTLET', parent: 'ALL', sources: ['outlet'], percent: 5 },
      { code: 'TRADE', parent: 'OUTLET', segments: ['trade'], percent: 20 },
      { code: 'MARKET', sources: ['marketplace'], percent: 60 },
    ],
  )
  const { number, id } = await tradeAccount()
  const { outcomes } = await desk.flow.ok('/promises', [
    { source: 'outlet', segment: 'trade', lines: [{ sku: 'AL-8', quantity: '220' }] },
  ])
  assert.deepEqual(briefly(outcomes[0].answer.lines[0]), [
    ['80', 'on_hand'],
    ['140', 'backorder'],
  ])
  const customer = { account: number }
  const line = { sku: 'AL-8', quantity: '220', net: '10.00', tax: '2.00', unitPrice: '0.05' }
  const order = await desk.flow.order([{ ...line, net: '11.00' }], { source: 'outlet', customer })
  const { fulfillmentLines } = await desk.flow.read(order.id)
  const { from, toOthers, node } = fulfillmentLines[0].decision.allocation
  assert.deepEqual(
    [node, toOthers, ...from.map((one: Seen) => [one.node, one.quantity])],
    ['TRADE', '120', ['TRADE', '40'], ['OUTLET', '10'], ['ALL', '30']],
  )
  // Who sees some accounts only learns nothing of the shares of others.
  const { secret } = await desk.flow.ok('/keys', {
    company: 'SAMPLE',
    name: 'A dealer',
    scopes: ['orders:read', 'orders:write'],
    rows: 'customers',
    customerAccountIds: [encodeId('acc', id)],
  })
  const headers = { authorization: `Bearer ${secret}` }
  const url = `/api/v1/orders/${order.id}?include=fulfillmentLines`
  const seen = await desk.flow.server.request('GET', url, undefined, headers)
  assert.equal(seen.body.fulfillmentLines[0].decision.reason, fulfillmentLines[0].decision.reason)
  assert.equal(seen.body.fulfillmentLines[0].decision.allocation, undefined)
  const question = [{ source: 'marketplace', lines: [{ sku: 'AL-8', quantity: '121' }] }]
  const told = await desk.flow.server.request('POST', '/api/v1/promises', question, headers)
  const { promises } = told.body.outcomes[0].answer.lines[0]
  assert.deepEqual(
    promises.map((one: Seen) => [one.quantity, one.allocation]),
    [
      ['120', undefined],
      ['1', undefined],
    ],
  )
  await desk.flow.lawful()
})

test('A10-17 what a place refuses is sought by the share of the order elsewhere, and that of the place is given back', async () => {
  for (const code of ['AL-A', 'AL-B'])
    await desk.flow.put('/locations', { code, name: code, country: 'GB', rank: 50, autoConfirm: false })
  await desk.stocked('AL-9', '10', 'AL-A')
  await desk.flow.ok('/stock/opening', [{ sku: 'AL-9', location: 'AL-B', quantity: '10', unitCost: '1' }])
  await desk.split(
    'AL-9',
    ['AL-9'],
    [
      { code: 'TRADE', segments: ['trade'], percent: 50 },
      { code: 'REST', sources: ['marketplace'], percent: 50 },
    ],
  )
  const { number } = await tradeAccount()
  const line = { sku: 'AL-9', quantity: '4', net: '40.00', tax: '8.00', unitPrice: '10' }
  const { id } = await desk.flow.order([line], { source: 'outlet', customer: { account: number } })
  const { shipments } = await desk.flow.until(id, (one) => one.shipments.length === 1)
  assert.equal(await desk.available('AL-9', 'marketplace'), '10')
  await desk.flow.ok(`/shipments/${shipments[0].id}/reject`, { reason: 'not on the shelf' })
  const order = await desk.flow.read(id)
  const [part] = order.fulfillmentLines
  assert.deepEqual([part.location.code, part.supply], ['AL-B', 'on_hand'])
  assert.deepEqual(
    part.decision.allocation.from.map((one: Seen) => [one.node, one.quantity]),
    [['TRADE', '4']],
  )
  assert.equal(await desk.available('AL-9', 'marketplace'), '10')
  await desk.flow.lawful()
})

test('A10-19 a part of what is configured is not shared out: its plan binds only who asks for it alone', async () => {
  await desk.stocked('AL-PART', '10')
  await desk.flow.put('/items', {
    sku: 'AL-KIT',
    name: 'Kit',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  await desk.flow.put('/configuration-models', {
    code: 'AL-KIT',
    version: 1,
    sku: 'AL-KIT',
    name: 'Kit',
    state: 'published',
    validFrom: '2020-01-01',
    groups: [
      {
        code: 'G',
        options: [{ code: 'PART', sku: 'AL-PART', included: true, quantity: { min: 1, max: 9 } }],
      },
    ],
  })
  await desk.split('AL-PART', ['AL-PART'])
  const configuration = { choices: [{ option: 'PART', quantity: 8 }] }
  const { outcomes } = await desk.flow.ok('/promises', [
    { source: 'outlet', lines: [{ sku: 'AL-KIT', quantity: '1', configuration }] },
  ])
  assert.deepEqual(briefly(outcomes[0].answer.lines[0].parts[0]), [['8', 'on_hand']])
  const line = { sku: 'AL-KIT', quantity: '1', net: '10.00', tax: '2.00', configuration }
  const order = await desk.flow.order([line], { source: 'outlet' })
  const { fulfillmentLines } = await desk.flow.read(order.id)
  const part = fulfillmentLines.find((one: Seen) => one.lineNo === 2)
  assert.deepEqual([part.quantity, part.supply, part.decision.allocation], ['8', 'on_hand', undefined])
  // Of the two that are left each has its share.
  assert.deepEqual(
    [await desk.available('AL-PART', 'marketplace'), await desk.available('AL-PART', 'outlet')],
    ['1', '1'],
  )
  await desk.flow.lawful()
})

test('A10-17 everything that is wrong with a plan is told at once, and those that stand come back as they are', async () => {
  await desk.flow.put('/items', {
    sku: 'AL-WRAP',
    name: 'Wrapping',
    itemClass: 'kitchen',
    taxCode: 'standard',
    kind: 'service',
  })
  const wrong = await desk.flow.server.request('PUT', '/api/v1/allocation-plans', {
    code: 'BAD',
    name: 'Bad',
    skus: ['NO-SUCH', 'AL-WRAP', 'AL-1', 'AL-1'],
    nodes: [
      { code: 'A', percent: 50 },
      { code: 'A', parent: 'NONE', percent: 40 },
      { code: 'B', parent: 'C', percent: 5 },
      { code: 'C', parent: 'B', percent: 0 },
    ],
  })
  assert.equal(wrong.status, 422)
  assert.deepEqual(wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted(), [
    '/nodes not_whole',
    '/nodes/1/code named_twice',
    '/nodes/1/parent unknown_node',
    '/nodes/2/parent too_deep',
    '/nodes/3/parent too_deep',
    '/skus/0 unknown_item',
    '/skus/1 not_goods',
    '/skus/3 named_twice',
  ])
  const four = ['A', 'B', 'C', 'D'].map((code, index) => ({
    code,
    ...(index === 0 ? {} : { parent: 'ABCD'[index - 1] }),
    percent: 25,
  }))
  const deep = await desk.flow.server.request('PUT', '/api/v1/allocation-plans', {
    code: 'D',
    name: 'D',
    nodes: four,
  })
  assert.deepEqual(
    deep.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/nodes/3/parent too_deep'],
  )
  for (const path of ['allocation-plans', 'allocation-quantities']) {
    const { body } = await desk.flow.server.request('GET', `/api/v1/${path}?limit=1`)
    const [rows] = Object.values(body) as Seen[][]
    assert.ok(rows!.length > 0, path)
    for (const row of rows!) {
      const again = await desk.flow.server.request('PUT', `/api/v1/${path}`, row)
      assert.deepEqual([path, again.status, again.body.change], [path, 200, 'unchanged'])
    }
  }
})

test('A10-17 when a week is over what it left is shared out anew, and what was promised stands', async () => {
  await desk.stocked('AL-11', '10')
  await desk.split('AL-11', ['AL-11'])
  const order = await desk.buy('outlet', 'AL-11', '3')
  assert.equal(await desk.available('AL-11', 'outlet'), '0')
  await desk.flow.put('/clock', { days: 7 })
  assert.deepEqual(await desk.partsOf(order.id), [['3', 'on_hand']])
  // Of the seven that are left.
  assert.deepEqual(
    [await desk.available('AL-11', 'outlet'), await desk.available('AL-11', 'marketplace')],
    ['2', '5'],
  )
  const next = await desk.buy('outlet', 'AL-11', '3')
  assert.deepEqual(await desk.partsOf(next.id), [
    ['2', 'on_hand'],
    ['1', 'backorder'],
  ])
  await desk.flow.lawful()
})
