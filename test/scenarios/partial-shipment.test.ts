import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { confirmShipment } from '../../src/orchestration/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  // A warehouse that says itself what it shipped; it is asked before all others.
  const location = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false }
  const saved = await flow.server.request('PUT', '/api/v1/locations', location)
  assert.ok(saved.status < 300, saved.bytes.toString())
  const item = { sku: 'CRANE-1', name: 'Crane', itemClass: 'kitchen', taxCode: 'standard' }
  assert.ok((await flow.server.request('PUT', '/api/v1/items', item)).status < 300)
  await flow.ok('/stock/opening', [{ sku: 'CRANE-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
})
after(() => flow.close())

async function requested() {
  const made = await flow.order([
    { sku: 'CRANE-1', quantity: '7', unitPrice: '14.285714', net: '100.00', tax: '20.00' },
  ])
  const order = await flow.until(made.id, (one) => one.shipments.length === 1)
  const [shipment] = order.shipments
  const fulfillmentLineId = order.fulfillmentLines[0].id
  const confirm = (quantity: string, key?: string, more: object = {}) =>
    flow.post(`/shipments/${shipment.id}/confirm`, { lines: [{ fulfillmentLineId, quantity }], ...more }, key)
  return { orderId: made.id as string, shipment, fulfillmentLineId, confirm }
}

test('P-44 P-54 D1 seven units for 100.00 that ship 3, 3 and 1 are billed 42.86, 42.85 and 14.29, each when it ships', async () => {
  const { orderId, confirm } = await requested()
  const nets = async (count: number) => {
    const order = await flow.until(orderId, (one) => one.invoices.length === count)
    return order.invoices.map((one: Seen) => one.total.amount).sort()
  }
  const first = await confirm('3', undefined, { carrier: 'DPD', trackingNumber: 'T1' })
  assert.equal(first.status, 200, first.bytes.toString())
  assert.equal(first.body.state, 'partially_shipped')
  assert.deepEqual(await nets(1), ['51.43'])
  const order = await flow.read(orderId)
  assert.equal(order.status, 'partially_shipped')
  assert.equal(order.fulfillmentLines[0].quantityInvoiced ?? order.fulfillmentLines[0].invoiced, '3')
  await confirm('3')
  await nets(2)
  const last = await confirm('1')
  assert.equal(last.body.state, 'shipped')
  await nets(3)
  assert.deepEqual(await flow.books(orderId), [
    'shipment.confirmed 5000/1300 15.00',
    'invoice.issued 1200/4000 42.86',
    'invoice.issued 1200/2200 8.57',
    'shipment.confirmed 5000/1300 15.00',
    'invoice.issued 1200/4000 42.85',
    'invoice.issued 1200/2200 8.57',
    'shipment.confirmed 5000/1300 5.00',
    'invoice.issued 1200/4000 14.29',
    'invoice.issued 1200/2200 2.86',
  ])
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: { amount: '120.00', currency: 'GBP' },
    orderId,
    method: 'transfer',
  })
  await flow.until(orderId, (one) => one.state === 'completed')
  await flow.lawful()
})

test('P-40 a confirmation counts once, twice at a time, late, and out of order', async () => {
  const { orderId, shipment, confirm } = await requested()
  const twice = await Promise.all([
    confirm('3', 'msg-1'),
    confirm('3', 'msg-1'),
    confirm('2', 'msg-2'),
    confirm('2', 'msg-2'),
  ])
  for (const one of twice) assert.equal(one.status, 200, one.bytes.toString())
  assert.deepEqual(twice[0]!.body, twice[1]!.body)
  const rest = await flow.ok(`/shipments/${shipment.id}/confirm`, {})
  assert.equal(rest.state, 'shipped')
  const order = await flow.until(orderId, (one) => one.billingStatus === 'billed')
  assert.equal(order.shipments[0].confirmations.length, 3)
  const late = await confirm('3', 'msg-1')
  assert.deepEqual(late.body, twice[0]!.body)
  const other = await confirm('1', 'msg-1')
  assert.deepEqual([other.status, other.body.code], [422, 'idempotency_key_reused'])
  // Keys are kept for 30 days; the message is known for ever.
  await flow.server.database.sql(`delete from platform.request_key where key = 'msg-1'`)
  const later = await confirm('3', 'msg-1')
  assert.equal(later.status, 200)
  assert.equal(later.body.lines[0].shipped, '7')
  const again = await flow.read(orderId)
  assert.equal(again.shipments[0].confirmations.length, 3)
  await flow.lawful()
})

test('P-40 confirmations at a time never bill more than was ordered, whatever left', async () => {
  const { orderId, fulfillmentLineId, shipment, confirm } = await requested()
  const unknown = await flow.post('/shipments/shp_0000000000000/confirm', {
    lines: [{ fulfillmentLineId, quantity: '1' }],
  })
  assert.equal(unknown.status, 404)
  const many = await Promise.all([confirm('3'), confirm('3'), confirm('3'), confirm('3')])
  assert.deepEqual(
    many.map((one) => [one.status, one.body.strays.map((stray: Seen) => stray.quantity)]).sort(),
    [
      [200, []],
      [200, []],
      [200, ['2']],
      [200, ['3']],
    ],
  )
  const again = await flow.post(`/shipments/${shipment.id}/confirm`, {})
  assert.deepEqual([again.status, again.body.errors[0].code], [422, 'nothing_left'])
  const order = await flow.until(orderId, (one) => one.billingStatus === 'billed')
  const billed = order.invoices.reduce((sum: number, one: Seen) => sum + Number(one.total.amount) * 100, 0)
  assert.equal(Math.round(billed), 120_00)
  await flow.lawful()
})

test('P-40 two nodes take confirmations of one shipment at the same time, and none is lost or counted twice', async () => {
  const { orderId, shipment, fulfillmentLineId } = await requested()
  const beside = await startTestServer({ beside: flow.server })
  try {
    const send = (server: TestServer, key: string) =>
      server.request(
        'POST',
        `/api/v1/shipments/${shipment.id}/confirm`,
        { lines: [{ fulfillmentLineId, quantity: '1' }] },
        { 'idempotency-key': `node-${key}` },
      )
    // Each message goes to both nodes.
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].flatMap((key) => [send(flow.server, key), send(beside, key)]),
    )
    assert.deepEqual(
      answers.map((one) => one.status),
      answers.map(() => 200),
    )
    const order = await flow.read(orderId)
    assert.equal(order.shipments[0].confirmations.length, 4)
    const rest = await flow.ok(`/shipments/${shipment.id}/confirm`, {})
    assert.deepEqual([rest.lines[0].confirmed, rest.state], ['3', 'shipped'])
    await flow.until(orderId, (one) => one.billingStatus === 'billed')
    await flow.lawful()
  } finally {
    await beside.close()
  }
})

test('A3-8 P-44 a hold that is released while an invoice waits to be issued frees the shipping, whatever their ids', async () => {
  const { sql } = flow.server.database
  const tell = async (verb: string) => {
    const path = `/api/v1/monitoring/jobs/tasks-invoice/${verb}`
    const answer = await flow.server.request('POST', path, { reason: 'to try what waits' })
    assert.equal(answer.status, 200, answer.bytes.toString())
  }
  const { orderId, confirm } = await requested()
  const { id: holdId } = await flow.ok(`/orders/${orderId}/holds`, { code: 'fraud', reason: 'odd' })
  await tell('stop')
  try {
    // The worker looks twice a second whether it may.
    await sleep(1000)
    assert.equal((await confirm('3')).status, 200)
    // As a node draws it whose ids are older than the plan.
    const drawn = await sql(
      `with drawn as (select t.company_id, t.order_id, t.id, (select min(o.id) - 1 from orchestration.task o
          where o.company_id = t.company_id and o.order_id = t.order_id) as older from orchestration.task t
        where t.order_id = $1 and t.kind = 'invoice' and t.state = 'ready'),
       queued as (update orchestration.ready y set task_id = d.older from drawn d
        where y.company_id = d.company_id and y.order_id = d.order_id and y.task_id = d.id)
       update orchestration.task t set id = d.older from drawn d
       where t.company_id = d.company_id and t.order_id = d.order_id and t.id = d.id returning t.id`,
      [decodeId('ord', orderId)],
    )
    assert.equal(drawn.length, 1)
    await flow.lawful()
    await flow.ok(`/orders/${orderId}/holds/${holdId}/release`, { reason: 'called them' })
    await flow.lawful()
  } finally {
    await tell('start')
  }
  assert.equal((await confirm('4')).body.state, 'shipped')
  const order = await flow.until(orderId, (one) => one.billingStatus === 'billed')
  assert.equal(order.plan.tasks.find((one: Seen) => one.kind === 'ship').state, 'completed')
  await flow.lawful()
})

test('P-19 D13 a tax rate that changes between two shipments: the later invoice takes it, the difference is named, and order, invoices and books tie', async () => {
  const rate = (percent: string, validFrom: string) =>
    flow.put('/tax-rates', { taxCode: 'book', country: 'GB', name: `VAT ${percent} %`, percent, validFrom })
  await rate('5', '2011-01-04')
  await flow.put('/items', { sku: 'BOOK-1', name: 'Book', itemClass: 'living', taxCode: 'book' })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'BOOK-1',
    validFrom: '2020-01-01',
    unitPrice: { amount: '3.33', currency: 'GBP' },
  })
  await flow.ok('/stock/opening', [{ sku: 'BOOK-1', location: 'DOCK', quantity: '100', unitCost: '2' }])
  const customer = {
    number: 'BOOKS',
    kind: 'organization',
    name: 'Book club',
    currency: 'GBP',
    shipToCountry: 'GB',
    creditLimit: { amount: '1000.00', currency: 'GBP' },
  }
  await flow.put('/customer-accounts', customer)
  for (const taxInclusive of [false, true]) {
    const made = await flow.sell([{ sku: 'BOOK-1', quantity: '7' }], {
      customer: { account: 'BOOKS' },
      taxInclusive,
    })
    assert.equal(made.state, 'in_progress', JSON.stringify(made.problems))
    const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
    const [line] = asked.fulfillmentLines
    const ship = (quantity: string) =>
      flow.ok(`/shipments/${asked.shipments[0].id}/confirm`, {
        lines: [{ fulfillmentLineId: line.id, quantity }],
      })
    await ship('3')
    await flow.until(made.id, (one) => one.invoices.length === 1)
    const today = asked.orderedOn as string
    await rate('20', today)
    await ship('3')
    await flow.until(made.id, (one) => one.invoices.length === 2)
    await ship('1')
    const order = await flow.until(made.id, (one) => one.billingStatus === 'billed')
    const pence = (money: Seen) => Math.round(Number(money.amount) * 100)
    const invoices: Seen[] = await Promise.all(
      order.invoices.map(
        async (one: Seen) => (await flow.server.request('GET', `/api/v1/invoices/${one.id}`)).body,
      ),
    )
    const lines = invoices.flatMap((one) => one.lines)
    assert.deepEqual(lines.map((one) => one.taxPercent).sort(), ['20', '20', '5'])
    const named = lines.reduce((sum, one) => sum + (one.taxDifference ? pence(one.taxDifference) : 0), 0)
    const billed = invoices.reduce((sum, one) => sum + pence(one.total), 0)
    const tax = invoices.reduce((sum, one) => sum + pence(one.tax), 0)
    assert.ok(named > 0)
    // On top of the price the difference is paid; inside an inclusive price it only moves between goods and tax.
    assert.equal(billed, pence(order.total) + (taxInclusive ? 0 : named))
    assert.equal(tax, pence(order.tax) + named)
    const books = await flow.books(made.id)
    const posted = (accounts: string) =>
      books
        .filter((one) => one.startsWith(`invoice.issued ${accounts} `))
        .reduce((sum, one) => sum + Math.round(Number(one.split(' ').at(-1)) * 100), 0)
    assert.equal(posted('1200/4000') + posted('1200/2200') + posted('1200/4100'), billed)
    assert.equal(posted('1200/2200'), tax)
    const told = order.timeline
      .flatMap((row: Seen) => row.changes)
      .filter((one: Seen) => one.what === 'tax_difference')
    assert.equal(told.length, 2)
    assert.equal(
      told.reduce((sum: number, one: Seen) => sum + pence(one.to) - pence(one.from), 0),
      named,
    )
    await flow.lawful()
    await rate('5', today)
  }
  const exposure = await flow.server.database.sql(
    `select g.open_orders from customers.credit_gate g join customers.account a on a.id = g.account_id where a.number = 'BOOKS'`,
  )
  assert.deepEqual(exposure, [{ open_orders: 0n }])
})

test('P-40 in one batch with goods that nobody wants any more a part of a shipment leaves, and the shipment says so', async () => {
  const line = { sku: 'CRANE-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '4.00' }
  const { id } = await flow.order([line, line])
  const { shipments } = await flow.until(id, (one) => one.shipments.length === 1)
  const [unwanted, wanted] = shipments[0].lines
  await flow.ok(`/orders/${id}/cancel`, { reason: 'no', lines: [{ lineNo: unwanted.lineNo }] })
  const { database } = flow.server
  const [row] = await database.sql<{ company_id: bigint }>(
    'select company_id from orders.order_state where order_id = $1',
    [decodeId('ord', id)!],
  )
  const confirm = (of: Seen, messageKey: string) => ({
    companyId: row!.company_id,
    actor: 'system',
    shipmentId: decodeId('shp', shipments[0].id)!,
    messageKey,
    lines: [{ fulfillmentLineId: decodeId('ful', of.fulfillmentLineId)!, quantity: 1_000_000n }],
    carrier: null,
    trackingNumber: null,
    shippedOn: null,
  })
  // One of the two that nobody wants any more, which moves nothing of the shipment; and one of the two that are wanted.
  const outcomes = await database.door.requestAll(confirmShipment, [
    confirm(unwanted, 'a'),
    confirm(wanted, 'b'),
  ])
  assert.deepEqual(
    outcomes.map((one) => 'ok' in one && one.ok),
    [true, true],
  )
  const [shipment] = (await flow.read(id)).shipments
  assert.deepEqual(
    [shipment.state, shipment.lines.map((one: Seen) => one.shipped)],
    ['partially_shipped', ['0', '1']],
  )
  await flow.lawful()
})
