import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { settleStray } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = new Flow(await startTestServer({ sample: true, limits: { DOCKET_ALERT_EVERY_SECONDS: '1' } }))
  // A warehouse that says itself what it shipped; it is asked before all others.
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const why = { reason: 'the customer said so' }
const get = async (path: string): Promise<Seen> => {
  const answer = await flow.server.request('GET', `/api/v1${path}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

/** An order of so many at 10.00 and 2.00 tax each, cost 6.00 unless said otherwise, that the warehouse was asked to ship. */
async function requested(sku: string, quantity: number, { unitCost = '6', price = 10 } = {}) {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '20', unitCost }])
  const line = {
    sku,
    quantity: `${quantity}`,
    unitPrice: `${price}`,
    net: `${quantity * price}.00`,
    tax: `${(quantity * price) / 5}.00`,
  }
  const made = await flow.order([line])
  const { shipments, fulfillmentLines } = await flow.until(made.id, (one) => one.shipments.length === 1)
  const path = `/shipments/${shipments[0].id}/confirm`
  return {
    id: made.id as string,
    confirm: (body: object, key?: string) => flow.ok(path, body, key),
    lines: (left: string) => ({ lines: [{ fulfillmentLineId: fulfillmentLines[0].id, quantity: left }] }),
    cancel: (more: object = {}) =>
      flow.ok(`/orders/${made.id}/cancel`, { reason: 'changed my mind', ...more }),
  }
}

async function stock(sku: string): Promise<string[]> {
  const [row] = await flow.server.db.sql<{ text: string[] }>(
    `select array[trim_scale(g.on_hand)::text, trim_scale(g.reserved)::text, p.value::text] as text from inventory.stock_gate g
     join catalog.item i on i.company_id = g.company_id and i.id = g.item_id
     join inventory.location l on l.company_id = g.company_id and l.id = g.location_id and l.code = 'DOCK'
     join inventory.cost_pool p on p.company_id = g.company_id and p.item_id = g.item_id and p.cost_organization = l.cost_organization
     where i.sku = $1`,
    [sku],
  )
  return row!.text
}

async function alert(subject: string, standing: boolean, condition = 'goods-astray'): Promise<Seen> {
  const end = performance.now() + 20_000
  for (;;) {
    const { rows } = await get('/monitoring/alerts')
    const found = rows.find((row: Seen) => row.condition === condition && row.subject === subject)
    if ((found?.standing ?? false) === standing) return found
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(rows)}`)
    await sleep(100)
  }
}

test('F-7 what left although it was cancelled leaves stock at its cost without a sale, is told, and comes back at its cost', async () => {
  const { id, confirm, cancel } = await requested('AST-1', 5)
  await cancel()
  assert.deepEqual(await stock('AST-1'), ['20', '0', '12000'])
  const confirmed = await confirm({ carrier: 'DPD', trackingNumber: 'T7' }, 'late')
  const [left] = confirmed.strays
  assert.deepEqual([confirmed.state, left.quantity, left.why], ['cancelled', '5', 'cancelled'])
  assert.deepEqual(await stock('AST-1'), ['15', '0', '9000'])
  assert.deepEqual(await confirm({ carrier: 'DPD', trackingNumber: 'T7' }, 'late'), confirmed)
  const again = await flow.post(`/shipments/${confirmed.id}/confirm`, {})
  assert.deepEqual([again.status, again.body.errors[0].code], [422, 'nothing_left'])

  const order = await flow.read(id)
  assert.deepEqual(
    [order.state, order.billingStatus, order.shipments[0].trackingNumber],
    ['cancelled', 'not_billed', 'T7'],
  )
  assert.deepEqual(
    [order.strays[0].id, order.strays[0].says, order.strays[0].state, order.strays[0].left],
    [left.id, 'left although cancelled', 'open', '5'],
  )
  assert.ok(order.timeline.at(-1).events.includes('shipment.strayed'))
  const raised = await alert('cancelled', true)
  assert.match(raised.says, /left although cancelled/)
  assert.deepEqual([raised.page, raised.atRisk], ['docs/operating/goods-astray.md', gbp('30.00')])
  await flow.lawful()

  const expected = await flow.ok(`/strays/${left.id}/expect`, why)
  assert.deepEqual([expected.state, expected.left], ['expected', '5'])
  await alert('cancelled', false)
  const wrong = await flow.post(`/strays/${left.id}/receive`, { ...why, quantity: '6', location: 'MOON' })
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => [one.path, one.code]),
    [
      ['/quantity', 'more_than_left'],
      ['/location', 'unknown_location'],
    ],
  )
  await flow.ok(`/strays/${left.id}/receive`, { ...why, quantity: '2' })
  const back = await flow.ok(`/strays/${left.id}/receive`, why)
  assert.deepEqual([back.state, back.returned, back.left], ['settled', '5', '0'])
  assert.deepEqual(await stock('AST-1'), ['20', '0', '12000'])
  assert.deepEqual(await flow.books(id), [
    'stray.left 5250/1300 30.00',
    'stray.returned 1300/5250 12.00',
    'stray.returned 1300/5250 18.00',
  ])
  const nothing = await flow.post(`/strays/${left.id}/bill`, why)
  assert.deepEqual([nothing.status, nothing.body.code], [409, 'nothing_left'])
  await flow.lawful()
})

test('F-7 what left of a cancelled line beside the rest is billed when a person says so: invoice, receivable, cost of sales', async () => {
  const { id, confirm, lines, cancel } = await requested('AST-2', 4)
  await cancel({ lines: [{ lineNo: 1, quantity: '1' }] })
  const confirmed = await confirm(lines('4'))
  assert.deepEqual([confirmed.lines[0].confirmed, confirmed.strays[0].quantity], ['3', '1'])
  const order = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.equal(order.invoices[0].total.amount, '36.00')
  const open = async () => {
    const [row] = await flow.server.db.sql<{ open: bigint }>(
      `select g.open_receivables as open from customers.credit_gate g
       join customers.account a on a.company_id = g.company_id and a.id = g.account_id where a.number = 'GB-0001'`,
    )
    return Number(row!.open)
  }
  const before = await open()
  const billed = await flow.ok(`/strays/${confirmed.strays[0].id}/bill`, why, 'bill-once')
  assert.deepEqual(await flow.ok(`/strays/${confirmed.strays[0].id}/bill`, why, 'bill-once'), billed)
  assert.deepEqual([billed.state, billed.billed], ['settled', '1'])
  const invoice = await get(`/invoices/${billed.invoiceId}`)
  assert.deepEqual(
    [invoice.orderId, invoice.stray.id, invoice.stray.orderId, invoice.lines[0].fulfillmentLineId],
    [null, confirmed.strays[0].id, id, order.fulfillmentLines[0].id],
  )
  assert.equal((await get(`/invoices/${order.invoices[0].id}`)).stray, null)
  const postings = await flow.server.db.sql<{ line: string }>(
    `select distinct p.line_id::text as line from ledger.posting_public p join ledger.entry e on e.company_id = p.company_id and e.id = p.entry_id
     where e.event = 'invoice.issued' and e.source_id = $1`,
    [decodeId('inv', billed.invoiceId)],
  )
  assert.deepEqual(postings, [{ line: decodeId('ful', order.fulfillmentLines[0].id)!.toString() }])
  assert.deepEqual(
    [invoice.total, invoice.dueOn, invoice.lines[0].quantity, invoice.lines[0].tax],
    [gbp('12.00'), order.invoices[0].dueOn, '1', gbp('2.00')],
  )
  assert.equal((await open()) - before, 1200)
  assert.deepEqual(
    (await flow.books(id)).filter((one) => !one.startsWith('invoice')),
    ['shipment.confirmed 5000/1300 18.00', 'stray.left 5250/1300 6.00', 'stray.billed 5000/5250 6.00'],
  )
  // The order shows both: revenue beside cost, each marked. Its statuses count what it sold alone.
  const shown = await get(`/orders/${id}?include=invoices,books`)
  assert.deepEqual(
    shown.invoices.map((one: Seen) => [one.id, one.strayId, one.total.amount]),
    [
      [order.invoices[0].id, null, '36.00'],
      [billed.invoiceId, confirmed.strays[0].id, '12.00'],
    ],
  )
  assert.deepEqual(
    [shown.billingStatus, shown.paymentStatus, shown.total],
    [order.billingStatus, order.paymentStatus, order.total],
  )
  const ofStray = (rows: Seen[]) => rows.filter((one) => one.strayId === confirmed.strays[0].id)
  const revenue = [
    'stray.left 5250/1300 6.00 1',
    'invoice.issued 1200/4000 10.00 1',
    'stray.billed 5000/5250 6.00 1',
  ]
  const told = (one: Seen, { debit, credit, functionalAmount, lineNo }: Seen) =>
    `${one.event} ${debit}/${credit} ${functionalAmount.amount} ${lineNo}`
  const goods = (rows: string[]) => rows.filter((row) => !row.includes('/2200 '))
  assert.deepEqual(
    goods(ofStray(shown.books).flatMap((one) => one.postings.map((posting: Seen) => told(one, posting)))),
    revenue,
  )
  assert.equal(shown.books.length - ofStray(shown.books).length, 2)
  const pages: Seen[] = []
  for (let next = ''; ;) {
    const { body } = await flow.server.request('GET', `/api/v1/orders/${id}/postings?limit=2${next}`)
    pages.push(...body.rows)
    if (body.next === null) break
    next = `&after=${body.next}`
  }
  assert.deepEqual(goods(ofStray(pages).map((row) => told(row, row.posting))), revenue)
  assert.equal(pages.length, shown.books.flatMap((one: Seen) => one.postings).length)
  // The order is what it was: it closes when its own invoice is paid.
  await flow.ok('/receipts', { account: 'GB-0001', amount: gbp('36.00'), orderId: id, method: 'bank' })
  const completed = await flow.until(id, (one) => one.state === 'completed')
  assert.equal(completed.paymentStatus, 'paid')
  // Money for the other invoice is told beside it.
  await flow.ok('/receipts', {
    account: 'GB-0001',
    amount: gbp('12.00'),
    invoiceIds: [billed.invoiceId],
    method: 'bank',
  })
  const paid = await get(`/orders/${id}?include=invoices,books`)
  assert.deepEqual(
    paid.invoices.map((one: Seen) => [one.open.amount, one.applications.length]),
    [
      ['0.00', 1],
      ['0.00', 1],
    ],
  )
  assert.deepEqual(
    ofStray(paid.books).map((one) => one.event),
    ['stray.left', 'invoice.issued', 'stray.billed', 'receipt.applied'],
  )
  await flow.lawful()
})

test('P-40 a confirmation without lines never ships what was cancelled beside the rest, however often it comes', async () => {
  const { id, confirm, cancel } = await requested('AST-7', 10)
  await cancel({ lines: [{ lineNo: 1, quantity: '4' }] })
  const confirmed = await confirm({}, 'first')
  assert.deepEqual([confirmed.state, confirmed.lines[0].shipped, confirmed.strays], ['shipped', '6', []])
  const refused = async (shipment: string) => {
    const again = await flow.post(`/shipments/${shipment}/confirm`, {})
    assert.deepEqual([again.status, again.body.errors?.[0].code], [422, 'nothing_left'])
  }
  await refused(confirmed.id)
  assert.deepEqual(await stock('AST-7'), ['14', '0', '8400'])
  // Also of one that was taken back whole, when the warehouse said before what of it left.
  const whole = await requested('AST-8', 5)
  await whole.cancel()
  const two = await whole.confirm(whole.lines('2'))
  assert.deepEqual([two.state, two.strays[0].quantity], ['cancelled', '2'])
  await refused(two.id)
  assert.deepEqual(await stock('AST-8'), ['18', '0', '10800'])
  assert.deepEqual((await flow.read(id)).strays, [])
  await flow.lawful()
})

test('F-7 billed, goods of an order whose prices contain the tax come to their price, whatever the rate is by then', async () => {
  const sku = 'AST-9'
  const rate = (percent: string, validFrom: string) =>
    flow.put('/tax-rates', {
      taxCode: 'book',
      country: 'GB',
      name: `VAT ${percent} %, ${validFrom}`,
      percent,
      validFrom,
    })
  await rate('5', '2011-01-04')
  await flow.put('/items', { sku, name: sku, itemClass: 'living', taxCode: 'book' })
  const unitPrice = gbp('0.025')
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice })
  await flow.ok('/stock/opening', [{ sku, location: 'DOCK', quantity: '100', unitCost: '0.02' }])
  const strays = async (more: Record<string, unknown>) => {
    const made = await flow.sell([{ sku, quantity: '10' }], more)
    const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
    await flow.ok(`/orders/${made.id}/cancel`, why)
    const lines = (quantity: string) => ({
      lines: [{ fulfillmentLineId: asked.fulfillmentLines[0].id, quantity }],
    })
    const found: { id: string }[] = []
    for (const quantity of ['1', '1', '8'])
      found.push(...(await flow.ok(`/shipments/${asked.shipments[0].id}/confirm`, lines(quantity))).strays)
    return { asked, found, on: asked.orderedOn as string }
  }
  const bill = async (id: string) => {
    const { invoiceId } = await flow.ok(`/strays/${id}/bill`, why)
    const { net, tax, total } = await get(`/invoices/${invoiceId}`)
    return [net.amount, tax.amount, total.amount]
  }
  const inclusive = await strays({ taxInclusive: true })
  const exclusive = await strays({})
  // Ten of them and the freight of the sample, both taxed.
  assert.deepEqual([inclusive.asked.total.amount, exclusive.asked.net.amount], ['5.20', '0.25'])
  assert.deepEqual(await bill(inclusive.found[0]!.id), ['0.03', '0.00', '0.03'])
  await rate('20', inclusive.on)
  // Each bill takes what is left to the sum so far: 0.03, 0.05, 0.25.
  assert.deepEqual(await bill(inclusive.found[1]!.id), ['0.02', '0.00', '0.02'])
  assert.deepEqual(await bill(inclusive.found[2]!.id), ['0.17', '0.03', '0.20'])
  assert.deepEqual(await bill(exclusive.found[0]!.id), ['0.03', '0.01', '0.04'])
  assert.deepEqual(await bill(exclusive.found[1]!.id), ['0.02', '0.00', '0.02'])
  assert.deepEqual(await bill(exclusive.found[2]!.id), ['0.20', '0.04', '0.24'])
  await flow.lawful()
})

test('P-40 more than was ordered is taken in: the order is billed for what it ordered, the rest waits for a person', async () => {
  const { id, confirm, lines } = await requested('AST-3', 2)
  const confirmed = await confirm(lines('5'))
  assert.deepEqual(
    [confirmed.state, confirmed.lines[0].shipped, confirmed.strays[0].quantity, confirmed.strays[0].why],
    ['shipped', '2', '3', 'more_than_ordered'],
  )
  const order = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.deepEqual([order.invoices.length, order.invoices[0].total.amount], [1, '24.00'])
  assert.deepEqual(await stock('AST-3'), ['15', '0', '9000'])
  await alert('more_than_ordered', true)
  const listed = await get('/strays?state=open&sku=AST-3')
  assert.deepEqual(
    listed.rows.map((row: Seen) => [row.id, row.says, row.orderNumber]),
    [[confirmed.strays[0].id, 'left beyond what was ordered', order.number]],
  )
  const gone = await flow.ok(`/strays/${confirmed.strays[0].id}/write-off`, why)
  assert.deepEqual([gone.state, gone.writtenOff], ['settled', '3'])
  await alert('more_than_ordered', false)
  // What is not decided twice is decided by one of two at a time.
  const other = await requested('AST-4', 1)
  await other.cancel()
  const [stray] = (await other.confirm({})).strays
  const both = await Promise.all([
    flow.post(`/strays/${stray.id}/bill`, why),
    flow.post(`/strays/${stray.id}/write-off`, why),
  ])
  assert.deepEqual(both.map((one) => one.status).sort(), [200, 409])
  await flow.lawful()
})

test('P-40 what left beyond a line is told apart: what of it was cancelled, and what nobody ever ordered', async () => {
  const { confirm, lines, cancel } = await requested('AST-10', 10)
  await cancel({ lines: [{ lineNo: 1, quantity: '2' }] })
  const told = ({ strays }: Seen) => strays.map((one: Seen) => [one.why, one.quantity])
  assert.deepEqual(told(await confirm(lines('9'))), [['cancelled', '1']])
  assert.deepEqual(told(await confirm(lines('4'))), [
    ['cancelled', '1'],
    ['more_than_ordered', '3'],
  ])
  assert.deepEqual(told(await confirm(lines('1'))), [['more_than_ordered', '1']])
  assert.deepEqual(await stock('AST-10'), ['6', '0', '3600'])
  await flow.lawful()
})

test('goods that are to come back go on to be expected when some of them come back in the same batch', async () => {
  const { cancel, confirm } = await requested('AST-11', 5)
  await cancel()
  const [stray] = (await confirm({})).strays
  const strayId = decodeId('str', stray.id)!
  const { db } = flow.server
  const [row] = await db.sql<{ company_id: bigint }>(
    'select company_id from fulfillment.stray where id = $1',
    [strayId],
  )
  const asked = {
    companyId: row!.company_id,
    actor: 'user:1',
    strayId,
    location: null,
    on: null,
    until: null,
    expectedDays: 30,
    ...why,
  }
  const { outcomes } = await runBatch({ db, ids: new Ids(db) }, settleStray, [
    { ...asked, act: 'receive', quantity: 1_000_000n },
    { ...asked, act: 'expect', quantity: null },
  ])
  assert.deepEqual(
    outcomes.map((one) => 'ok' in one && one.ok),
    [true, true],
  )
  const early = await flow.post(`/strays/${stray.id}/receive`, { ...why, receivedOn: '2020-01-01' })
  assert.deepEqual([early.status, early.body.errors[0].path], [422, '/receivedOn'])
  const { rows } = await get('/strays?sku=AST-11')
  assert.deepEqual([rows[0].state, rows[0].returned], ['expected', '1'])
  await flow.lawful()
})

test('P-40 what comes back in pieces comes back at what it left for, and no document bears more than one can', async () => {
  // Three left for 1.00: each time what is left of the sum so far, 0.33, 0.67, 1.00.
  const { confirm, lines } = await requested('AST-12', 1, { unitCost: '0.335' })
  const [stray] = (await confirm(lines('4'))).strays
  const worth = async () => Number((await stock('AST-12'))[2])
  const left = await worth()
  const steps: number[] = []
  for (let n = 0; n < 3; n += 1) {
    await flow.ok(`/strays/${stray.id}/receive`, { ...why, quantity: '1' })
    steps.push((await worth()) - left)
  }
  assert.deepEqual(steps, [33, 67, 100])
  const many = await requested('AST-13', 1, { price: 10_000 })
  const [far] = (await many.confirm(many.lines('1000000000'))).strays
  const tooMuch = await flow.post(`/strays/${far.id}/bill`, why)
  assert.deepEqual([tooMuch.status, tooMuch.body.errors?.[0].code], [422, 'too_great'])
  assert.equal((await flow.ok(`/strays/${far.id}/write-off`, why)).state, 'settled')
  await flow.lawful()
})

test('P-40 a warehouse ships late what others were promised since: who waits keeps the promise, and stock says what is short', async () => {
  const { cancel, confirm } = await requested('AST-5', 20)
  await cancel()
  const made = await flow.order([
    { sku: 'AST-5', quantity: '15', unitPrice: '10', net: '150.00', tax: '30.00' },
  ])
  await flow.until(made.id, (one) => one.shipments.length === 1)
  assert.equal((await confirm({})).strays[0].quantity, '20')
  assert.deepEqual(await stock('AST-5'), ['0', '15', '0'])
  await flow.lawful()
})

test('more than was ordered of a supply order is taken in, and said: in the answer, on the supply order, in an alert', async () => {
  await flow.put('/items', { sku: 'AST-6', name: 'AST-6', itemClass: 'kitchen', taxCode: 'standard' })
  const goods = { sku: 'AST-6', location: 'PORT' }
  const order = { ...goods, quantity: '100', unitCost: '2', dueOn: '2099-01-01' }
  await flow.ok('/supply-orders', [
    { ...order, number: 'PO-FEW' },
    { ...order, number: 'PO-MANY' },
  ])
  const { outcomes } = await flow.ok('/stock/receipts', [
    { ...goods, quantity: '103', supplyNumber: 'PO-FEW' },
    { ...goods, quantity: '60', supplyNumber: 'PO-MANY' },
    { ...goods, quantity: '50', supplyNumber: 'PO-MANY' },
  ])
  assert.deepEqual(
    outcomes.map((one: Seen) => one.answer.supplyOrder),
    [
      { number: 'PO-FEW', quantity: '100', received: '103', over: '3' },
      { number: 'PO-MANY', quantity: '100', received: '60', over: '0' },
      { number: 'PO-MANY', quantity: '100', received: '110', over: '10' },
    ],
  )
  const { rows } = await get('/supply-orders?sku=AST-6')
  assert.deepEqual(
    rows.map((row: Seen) => [row.number, row.over]),
    [
      ['PO-MANY', '10'],
      ['PO-FEW', '3'],
    ],
  )
  const raised = await alert('PO-MANY', true, 'received-too-much')
  assert.match(raised.says, /^110 of AST-6 came for supply order PO-MANY/)
  assert.deepEqual(raised.atRisk, gbp('20.00'))
  await alert('PO-FEW', false, 'received-too-much')
})
