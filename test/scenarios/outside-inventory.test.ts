import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { OutsideInventory, type OutsideRow } from '../support/outside-inventory.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// A company whose warehouse system says what goods cost and are sold for. Two processes of Docket ask it.
let outside: OutsideInventory
let slow: OutsideInventory
let flow: Flow
let second: TestServer
const TOKEN = 'token-of-the-warehouse'

before(async () => {
  outside = await OutsideInventory.open()
  slow = await OutsideInventory.open()
  const limits = {
    DOCKET_OUTSIDE_WMS_URL: outside.url,
    DOCKET_OUTSIDE_WMS_TOKEN: TOKEN,
    DOCKET_OUTSIDE_SLOW_ONE_URL: slow.url,
  }
  flow = new Flow(await startTestServer({ sample: true, limits }))
  second = await startTestServer({ beside: flow.server, limits })
  for (const sku of ['PUMP-1', 'PUMP-2', 'PUMP-3', 'PUMP-4'])
    await flow.put('/items', { sku, name: sku, itemClass: 'pumps', taxCode: 'standard' })
  await flow.put('/inventory-systems', {
    code: 'wms',
    name: 'Warehouse',
    connection: 'wms',
    costs: true,
    prices: true,
    itemClass: 'pumps',
    refreshSeconds: 1,
  })
})
after(async () => {
  await second.close()
  await flow.close()
  await outside.close()
  await slow.close()
})

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const row = (sku: string, cost: string, asOf: string, more: object = {}): OutsideRow => ({
  sku,
  unitCost: gbp(cost),
  asOf,
  ...more,
})

async function report(): Promise<Seen> {
  return (await flow.server.request('GET', '/api/v1/monitoring/snapshots')).body
}

/** The report as soon as it is as it should be. */
async function reported(is: (wms: Seen, report: Seen) => boolean): Promise<Seen> {
  const end = performance.now() + 8000
  for (;;) {
    const seen = await report()
    if (is(seen.systems[0], seen)) return seen
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(seen)}`)
    await sleep(50)
  }
}

/** What it said is with us. */
async function heard(...rows: OutsideRow[]): Promise<void> {
  outside.say(...rows)
  await reported((wms) => wms.asOf >= outside.asOf)
}

/** An operator who does not wait for the next try. */
const askNow = () =>
  flow.server.database.sql(
    `update inventory.system_state set due_at = clock_timestamp() - interval '1 second'`,
  )

async function poolOf(sku: string): Promise<Seen> {
  const { body } = await flow.server.request('GET', `/api/v1/stock?sku=${sku}`)
  return body.rows[0].costPool
}

test('B3-2 D9 D10 F-5 an outside cost is shown at entry as of its time, and taken as it is at relief; the price is a step of the waterfall', async () => {
  await heard(row('PUMP-1', '10', '2026-03-02T07:00:00Z', { unitPrice: gbp('30.00') }))
  await flow.ok('/stock/receipts', [{ sku: 'PUMP-1', location: 'PORT', quantity: '10', unitCost: '9' }])
  assert.deepEqual((await poolOf('PUMP-1')).value, gbp('100.00'))

  const made = await flow.sell([{ sku: 'PUMP-1', quantity: '3' }], { prepaid: true })
  const entered = await flow.read(made.id)
  assert.equal(entered.state, 'in_progress', JSON.stringify(entered.problems))
  const [line] = entered.lines
  assert.deepEqual(line.unitCost, gbp('10'))
  assert.deepEqual(line.costFrom, { system: 'wms', asOf: '2026-03-02T07:00:00.000Z' })
  const [list] = line.waterfall
  assert.deepEqual(
    [list.step, list.rule.code, list.asOf, list.result, line.net],
    ['list', 'wms', '2026-03-02T07:00:00.000Z', gbp('30'), gbp('90.00')],
  )

  await heard(row('PUMP-1', '12', '2026-03-02T09:00:00Z', { unitPrice: gbp('33.00') }))
  const paid = { account: 'GB-0001', amount: entered.total, orderId: made.id, method: 'card' }
  await flow.ok('/receipts', paid)
  const done = await flow.until(made.id, (one) => one.state === 'completed')
  assert.deepEqual([done.lines[0].unitCost, done.lines[0].net], [gbp('10'), gbp('90.00')])
  assert.equal(
    (await flow.books(made.id)).find((one) => one.startsWith('shipment')),
    'shipment.confirmed 5000/1300 36.00',
  )

  // What is on hand was worth 2 more a unit; what has left is not costed again.
  await heard(row('PUMP-1', '5', '2026-03-02T10:00:00Z'))
  assert.deepEqual((await poolOf('PUMP-1')).value, gbp('35.00'))
  const { body } = await flow.server.request('GET', '/api/v1/stock/moves?sku=PUMP-1')
  assert.deepEqual(body.rows.map((move: Seen) => [move.kind, move.quantity, move.value.amount]).toSorted(), [
    ['issue', '-3', '-36.00'],
    ['receipt', '10', '100.00'],
    ['revaluation', '0', '-49.00'],
    ['revaluation', '0', '20.00'],
  ])
  await flow.lawful()
})

test('an outside price is ranked among the price lists: it loses to one that stands before it', async () => {
  await heard(row('PUMP-2', '10', '2026-03-02T07:00:00Z', { unitPrice: gbp('30.00') }))
  const lists = (await flow.server.request('GET', '/api/v1/price-lists')).body.priceLists
  const ours = lists.find((one: Seen) => one.currency === 'GBP' && !one.segment)
  await flow.put('/prices', { list: ours.code, sku: 'PUMP-2', validFrom: '2020-01-01', unitPrice: gbp('25') })
  const priced = async () => {
    const made = await flow.sell([{ sku: 'PUMP-2', quantity: '1' }])
    const [step] = (await flow.read(made.id)).lines[0].waterfall
    const lost = step.losers.filter((one: Seen) => one.why === 'lower_list').map((one: Seen) => one.rule.code)
    return [step.rule.code, step.result.amount, step.asOf !== null, lost]
  }
  const system = {
    code: 'wms',
    name: 'Warehouse',
    connection: 'wms',
    costs: true,
    prices: true,
    itemClass: 'pumps',
    refreshSeconds: 1,
  }
  await flow.put('/inventory-systems', { ...system, priceRank: ours.rank + 1 })
  assert.deepEqual(await priced(), [ours.code, '25', false, ['wms']])
  if (ours.rank === 1) await flow.put('/price-lists', { ...ours, rank: 2 })
  await flow.put('/inventory-systems', { ...system, priceRank: 1 })
  assert.deepEqual(await priced(), ['wms', '30', true, [ours.code]])
})

test('an outside price holds in its own currency; the cost beside it is in that of the books', async () => {
  const eur = { amount: '40', currency: 'EUR' }
  await heard(row('PUMP-2', '10', '2026-03-02T07:30:00Z', { unitPrice: eur }))
  const shipTo = { country: 'DE' }
  const made = await flow.sell([{ sku: 'PUMP-2', quantity: '1' }], {
    customer: { account: 'DE-0001' },
    currency: 'EUR',
    shipTo,
  })
  const [line] = (await flow.read(made.id)).lines
  assert.deepEqual([line.waterfall[0].rule.code, line.waterfall[0].result], ['wms', eur])
  assert.deepEqual(line.unitCost, gbp('10'))
})

test('B3-2 a cost that nobody has said is a problem of the line, never zero; handed over, the order goes on', async () => {
  const made = await flow.sell([{ sku: 'PUMP-3', quantity: '1' }])
  const draft = await flow.read(made.id)
  assert.equal(draft.state, 'draft')
  assert.deepEqual(
    draft.problems.map((one: Seen) => [one.path, one.code]),
    [
      ['/lines/0/sku', 'price_not_found'],
      ['/lines/0/sku', 'cost_not_found'],
    ],
  )
  const rows = [
    {
      system: 'wms',
      sku: 'PUMP-3',
      unitCost: gbp('7.50'),
      unitPrice: gbp('20'),
      asOf: '2026-03-02T07:00:00Z',
    },
    { system: 'wms', sku: 'PUMP-3', unitCost: gbp('0'), asOf: '2026-03-02T08:00:00Z' },
    {
      system: 'erp',
      sku: 'NONE',
      unitCost: { amount: '1', currency: 'USD' },
      location: 'X',
      asOf: '2999-01-01T00:00:00Z',
    },
  ]
  const pushed = await flow.server.request('PUT', '/api/v1/inventory-snapshots', rows)
  assert.deepEqual(
    pushed.body.outcomes.map(
      (one: Seen) => one.change ?? one.problems.map(({ path, code }: Seen) => `${path} ${code}`),
    ),
    [
      'created',
      ['/unitCost not_above_zero'],
      [
        '/system unknown_system',
        '/sku unknown_item',
        '/asOf as_of_in_future',
        '/location unknown_location',
        '/unitCost/currency wrong_currency',
      ],
    ],
  )
  // One of another form disturbs no other either.
  const mixed = [17, { sku: 'PUMP-3', unitCost: { amount: 5 }, more: 1 }, rows[0]]
  const again = await flow.server.request('PUT', '/api/v1/inventory-snapshots', mixed)
  assert.deepEqual(
    again.body.outcomes.map((one: Seen) => [
      one.index,
      one.change ?? one.code,
      one.problems?.map(({ path, code }: Seen) => `${path} ${code}`).toSorted(),
    ]),
    [
      [0, 'invalid_body', [' wrong_type']],
      [
        1,
        'invalid_body',
        [
          '/asOf required',
          '/more unknown_member',
          '/system required',
          '/unitCost/amount wrong_type',
          '/unitCost/currency required',
        ],
      ],
      [2, 'unchanged', undefined],
    ],
  )
  for (const body of [{}, [], Array.from({ length: 1001 }, () => 17)])
    assert.equal((await flow.server.request('PUT', '/api/v1/inventory-snapshots', body)).status, 422)
  await flow.ok(`/orders/${made.id}/submit`, {})
  const order = await flow.read(made.id)
  assert.deepEqual([order.state, order.lines[0].unitCost], ['in_progress', gbp('7.5')])
})

test('B3-2 P-78 a system that fails or answers garbage is seen, keeps nobody from ordering, and is asked again', async () => {
  outside.mood = { body: '<html>login</html>' }
  const failing = (await reported((one) => one.failures > 0)).systems[0]
  assert.match(failing.problem, /answered no JSON/)
  assert.ok(!JSON.stringify(failing).includes(TOKEN))
  const made = await flow.sell([{ sku: 'PUMP-1', quantity: '1' }])
  assert.equal((await flow.read(made.id)).lines[0].costFrom.asOf, '2026-03-02T10:00:00.000Z')
  outside.mood = 'well'
  outside.say(
    row('NOBODY', '1', '2026-03-02T11:00:00Z'),
    row('PUMP-4', '0', '2026-03-02T11:00:00Z'),
    { sku: 'PUMP-2', unitCost: 12 as unknown as object },
    17 as unknown as OutsideRow,
    row('PUMP-1', '6', '2026-03-02T11:00:00Z'),
  )
  await askNow()
  const { systems, refused } = await reported((one) => one.failures === 0 && one.rowsRefused === 4)
  assert.equal(systems[0].problem, null)
  assert.deepEqual(refused.map((one: Seen) => [one.sku, one.problems[0].code]).toSorted(), [
    ['NOBODY', 'unknown_item'],
    ['PUMP-2', 'wrong_type'],
    ['PUMP-4', 'not_above_zero'],
    ['row 4', 'wrong_type'],
  ])
  assert.deepEqual((await poolOf('PUMP-1')).average, gbp('6'))
  await heard(row('PUMP-4', '3', '2026-03-02T12:00:00Z'))
  // Its place in a round names a row without a sku: with the next round that goes, those of items stay.
  assert.deepEqual((await report()).refused.map((one: Seen) => one.sku).toSorted(), ['NOBODY', 'PUMP-2'])
  await flow.lawful()
})

test('B3-2 A1-5 what two processes ask at once comes in once, whatever of it is on hand, sold or shipped meanwhile', async () => {
  const skus = Array.from({ length: 40 }, (_, index) => `VALVE-${index}`)
  for (const sku of skus)
    await flow.put('/items', { sku, name: sku, itemClass: 'pumps', taxCode: 'standard' })
  outside.most = 7
  const priced = { unitPrice: gbp('9') }
  await heard(...skus.map((sku) => row(sku, '2', '2026-03-02T07:00:00Z', priced)))
  await flow.ok(
    '/stock/receipts',
    skus.map((sku) => ({ sku, location: 'PORT', quantity: '5', unitCost: '2' })),
  )
  const orders = skus.map((sku) => flow.sell([{ sku, quantity: '1' }]))
  for (let hour = 8; hour < 11; hour++)
    await heard(
      ...skus.map((sku) =>
        row(sku, String(hour), `2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`, priced),
      ),
    )
  for (const made of await Promise.all(orders))
    await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const [count] = await flow.server.database.sql<{ moves: string }>(
    `select count(*) as moves from inventory.stock_move m join catalog.item i on i.company_id = m.company_id and i.id = m.item_id
     where i.sku like 'VALVE-%' and m.kind = 'revaluation'`,
  )
  assert.equal(Number(count!.moves), 3 * skus.length)
  await flow.lawful()
})

test('P-78 a snapshot that is older than allowed is stale: in the report, and as a number to watch', async () => {
  const system = {
    code: 'wms',
    name: 'Warehouse',
    connection: 'wms',
    costs: true,
    prices: true,
    itemClass: 'pumps',
    refreshSeconds: 1,
  }
  const stale = async () => {
    const metrics = (await flow.server.request('GET', '/metrics')).bytes.toString()
    return [(await report()).systems[0].stale, /^docket_inventory_systems_stale (\d)/m.exec(metrics)?.[1]]
  }
  outside.asOf = new Date(Date.now() - 1000).toISOString()
  await heard()
  assert.deepEqual(await stale(), [false, '0'])
  outside.mood = { status: 503 }
  await flow.put('/inventory-systems', { ...system, staleSeconds: 1 })
  await sleep(1500)
  assert.deepEqual(await stale(), [true, '1'])
  await flow.put('/inventory-systems', { ...system, connection: 'nowhere' })
  const { problem, failures } = (await report()).systems[0]
  assert.match(problem, /^no process asks over the connection "nowhere"/)
  assert.equal(failures, 0)
})

test('a system that is slow is asked once, whichever process asks, and holds up no other', async () => {
  outside.mood = 'well'
  slow.delayMs = 4000
  const often = { costs: true, refreshSeconds: 1 }
  const described = { code: 'slow', name: 'Slow', connection: 'slow_one', itemClass: 'slow', ...often }
  await flow.put('/inventory-systems', {
    code: 'wms',
    name: 'Warehouse',
    connection: 'wms',
    itemClass: 'pumps',
    ...often,
  })
  await flow.put('/inventory-systems', described)
  const end = performance.now() + 8000
  while (slow.calls.length === 0) {
    assert.ok(performance.now() < end, 'it was not asked')
    await sleep(20)
  }
  const others = outside.calls.length
  await sleep(3000)
  assert.equal(slow.calls.length, 1)
  assert.ok(outside.calls.length >= others + 2, `${outside.calls.length - others} calls of the other`)
  await flow.put('/inventory-systems', { ...described, active: false })
})
