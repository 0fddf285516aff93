import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const errors = (answer: { body: Seen }) => answer.body.errors.map((one: Seen) => [one.path, one.code])
const item = (sku: string, more: object) =>
  flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard', ...more })

test('a piece is not halved, what is measured is taken as finely as its item says', async () => {
  await item('CUP-1', {})
  await item('ROPE-1', { uom: 'MTR' })
  await item('FLOUR-1', { uom: 'KGM', decimals: 1 })
  const listed = (await flow.server.request('GET', '/api/v1/items?limit=200')).body.items
  const decimals = (sku: string) => listed.find((one: Seen) => one.sku === sku).decimals
  assert.deepEqual(['CUP-1', 'ROPE-1', 'FLOUR-1'].map(decimals), [0, 6, 1])

  const goods = (sku: string, quantity: string) => ({ sku, location: 'PORT', quantity, unitCost: '1' })
  const rows = [
    goods('CUP-1', '2.5'),
    goods('CUP-1', '4'),
    goods('ROPE-1', '9.123456'),
    goods('FLOUR-1', '9.25'),
  ]
  const { outcomes } = await flow.ok('/stock/receipts', rows)
  assert.deepEqual(
    outcomes.map((one: Seen) => [one.ok, one.problems?.[0].path, one.problems?.[0].code]),
    [
      [false, '/quantity', 'quantity_too_fine'],
      [true, undefined, undefined],
      [true, undefined, undefined],
      [false, '/quantity', 'quantity_too_fine'],
    ],
  )
  assert.equal(outcomes[0].problems[0].message, 'item CUP-1 is counted in whole EA')
  assert.equal(outcomes[3].problems[0].message, 'a quantity of item FLOUR-1 has at most 1 decimals of KGM')

  const line = (sku: string, quantity: string) => ({
    sku,
    quantity,
    unitPrice: { amount: '5', currency: 'GBP' },
    taxAmount: { amount: '1.00', currency: 'GBP' },
  })
  const order = (externalId: string, ...lines: object[]) => ({
    source: 'marketplace',
    externalId,
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines,
  })
  const halved = order('HALF-1', line('ROPE-1', '0.5'), line('CUP-1', '0.5'))
  const refused = await flow.post('/orders', halved)
  assert.deepEqual([refused.status, refused.body.code], [422, 'invalid_order'])
  assert.deepEqual(errors(refused), [['/lines/1/quantity', 'quantity_too_fine']])
  // An order that is refused makes nobody.
  const stranger = { account: 'NEW-1', create: { name: 'Nora New' } }
  const bad = { ...order('HALF-3', { sku: 'CUP-1', quantity: '0.5' }), source: 'webshop', customer: stranger }
  assert.deepEqual(errors(await flow.post('/orders', bad))[0], ['/lines/0/quantity', 'quantity_too_fine'])
  const { body } = await flow.server.request('GET', '/api/v1/customer-accounts?limit=200')
  assert.ok(!body.customerAccounts.some((one: Seen) => one.number === 'NEW-1'))

  const made = await flow.ok('/orders', order('HALF-2', line('ROPE-1', '0.5'), line('CUP-1', '2')))
  const seen = await flow.until(made.id, (one) => one.invoices.length === 1)
  const back = (lineNo: number, quantity: string) =>
    flow.post('/returns', { orderId: made.id, reason: 'broken', lines: [{ lineNo, quantity }] })
  assert.deepEqual(errors(await back(2, '0.5')), [['/lines/0/quantity', 'quantity_too_fine']])
  assert.equal((await back(1, '0.25')).status, 201)
  assert.equal((await back(2, '1')).status, 201)
  const unreferenced = {
    account: 'GB-0001',
    reason: 'kind',
    lines: [{ sku: 'CUP-1', quantity: '0.5', unitPrice: '1', restock: false }],
  }
  assert.deepEqual(errors(await flow.post('/returns', unreferenced)), [
    ['/lines/0/quantity', 'quantity_too_fine'],
  ])
  assert.equal(seen.state, 'in_progress')
  await flow.lawful()
})

test('what was agreed more finely than its item allows now can still be shipped, returned and counted', async () => {
  await flow.put('/locations', { code: 'HAND', name: 'By hand', country: 'GB', rank: 9, autoConfirm: false })
  await item('OLD-1', { decimals: 6 })
  await flow.ok('/stock/opening', [{ sku: 'OLD-1', location: 'HAND', quantity: '9.75', unitCost: '1' }])
  const made = await flow.order([
    { sku: 'OLD-1', quantity: '2.5', unitPrice: '4', net: '10.00', tax: '2.00' },
  ])
  const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
  // As when it was agreed while the item was being described anew; what is described next lets all see it.
  await flow.server.database.sql("update catalog.item set decimals = 0 where sku = 'OLD-1'")
  await item('OLD-2', {})
  const { id } = asked.shipments[0]
  const confirm = (quantity: string) =>
    flow.post(`/shipments/${id}/confirm`, {
      lines: [{ fulfillmentLineId: asked.fulfillmentLines[0].id, quantity }],
    })
  assert.deepEqual(errors(await confirm('0.5')), [['/lines/0/quantity', 'quantity_too_fine']])
  assert.equal((await confirm('2')).status, 200)
  assert.equal((await confirm('0.5')).status, 200)
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const back = await flow.post('/returns', {
    orderId: made.id,
    reason: 'all of it',
    lines: [{ lineNo: 1, quantity: '2.5' }],
  })
  assert.equal(back.status, 201)
  const count = async (quantity: string) =>
    (await flow.ok('/stock/adjustments', [{ sku: 'OLD-1', location: 'HAND', quantity }])).outcomes[0].ok
  assert.deepEqual([await count('-0.5'), await count('-0.75')], [false, true])
  await flow.lawful()
})

test('an item is not counted less finely than what is held, ordered or announced of it', async () => {
  const coarser = async (sku: string, decimals: number) => {
    const body = { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard', uom: 'MTR', decimals }
    const answer = await flow.server.request('PUT', '/api/v1/items', body)
    return answer.status < 300 ? answer.status : [answer.status, errors(answer)]
  }
  const refused = [422, [['/decimals', 'finer_held']]]
  await item('CORD-1', { uom: 'MTR', decimals: 3 })
  await flow.ok('/stock/receipts', [{ sku: 'CORD-1', location: 'PORT', quantity: '9', unitCost: '1' }])
  assert.equal(await coarser('CORD-1', 2), 200)
  // Two halves are reserved as one whole: what each line has counts.
  const half = { sku: 'CORD-1', quantity: '0.5', unitPrice: '4', net: '2.00', tax: '0.40' }
  await flow.put('/locations', { code: 'PORT', name: 'PORT', country: 'GB', rank: 1, autoConfirm: false })
  await flow.order([half, half])
  assert.deepEqual(await coarser('CORD-1', 0), refused)
  assert.equal(await coarser('CORD-1', 1), 200)
  await item('CORD-2', { uom: 'MTR', decimals: 3 })
  await flow.order([{ ...half, sku: 'CORD-2', quantity: '1.25' }])
  assert.deepEqual(await coarser('CORD-2', 1), refused)
  await item('CORD-3', { uom: 'MTR', decimals: 3 })
  await flow.ok('/stock/receipts', [{ sku: 'CORD-3', location: 'PORT', quantity: '1.5', unitCost: '1' }])
  assert.deepEqual(await coarser('CORD-3', 0), refused)
})
