import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import type { TestAnswer } from '../support/server.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

/** What a refused call tells, by place. */
function told(answer: TestAnswer): string[] {
  assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_body'], answer.bytes.toString())
  return answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted()
}

test('an order is told at once what has another form, contradicts itself and is not there', async () => {
  const order = {
    source: 'webshop',
    externalId: 'AT-ONCE-1',
    customer: { account: 'NOBODY' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    hue: 'red',
    requestedOn: 'soon',
    lines: [
      { sku: 'GHOST', quantity: '1' },
      { sku: 'KIT-101', quantity: '0.5' },
      { sku: 'KIT-101', quantity: true },
      { quantity: '1' },
      { sku: 'KIT-101', quantity: '0', uom: 'box' },
    ],
  }
  assert.deepEqual(told(await flow.post('/orders', order)), [
    '/customer/account unknown_customer',
    '/hue unknown_member',
    '/lines/0/sku unknown_item',
    '/lines/1/quantity quantity_too_fine',
    '/lines/2/quantity no_form_fits',
    '/lines/3/sku required',
    '/lines/4/quantity bad_quantity',
    '/lines/4/uom unknown_unit',
    '/requestedOn wrong_form',
  ])
  // Of the right form, but against itself: what it names is told, too.
  const { hue: _hue, requestedOn: _on, ...formed } = order
  const against = await flow.post('/orders', { ...formed, lines: [order.lines[0], order.lines[4]] })
  assert.deepEqual([against.status, against.body.code], [422, 'invalid_order'])
  assert.deepEqual(
    against.body.errors.map((one: Seen) => one.path),
    ['/lines/1/quantity', '/customer/account', '/lines/0/sku', '/lines/1/uom'],
  )
  const site = { ...formed, customer: { account: 'GB-0001' }, shipTo: { site: 'NOWHERE' }, hue: 'red' }
  assert.ok(told(await flow.post('/orders', site)).includes('/shipTo/site unknown_site'))
})

test('a return is told at once what has another form and what is not there, and changes nothing', async () => {
  const back = {
    account: 'NOBODY',
    currency: 'pounds',
    reason: '',
    lines: [
      { sku: 'GHOST', quantity: 'two', unitPrice: '1' },
      { sku: 'KIT-101', quantity: '0.5', unitPrice: '1', location: 'MOON', unitCost: '1', hue: 'red' },
    ],
  }
  assert.deepEqual(told(await flow.post('/returns', back)), [
    '/account unknown_customer',
    '/currency wrong_form',
    '/lines/0/quantity wrong_form',
    '/lines/0/sku unknown_item',
    '/lines/1/hue unknown_member',
    '/lines/1/location unknown_location',
    '/lines/1/quantity quantity_too_fine',
    '/reason too_short',
  ])
  const made = await flow.order([{ sku: 'KIT-101', quantity: '2', net: '20.00', tax: '4.00' }])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  const ofOrder = {
    orderId: made.id,
    reason: 'broken',
    returnedOn: 'today',
    lines: [
      { lineNo: 1, quantity: '3' },
      { lineNo: 'one', quantity: '1' },
      { lineNo: 7, quantity: '1' },
    ],
  }
  assert.deepEqual(told(await flow.post('/returns', ofOrder)), [
    '/lines/0/quantity more_than_shipped',
    '/lines/1/lineNo wrong_type',
    '/lines/2 unknown_line',
    '/returnedOn wrong_form',
  ])
  assert.deepEqual((await flow.read(made.id)).returns, [])
  await flow.lawful()
})

test('goods are told at once, row by row, what has another form and what is not there, and none is taken in', async () => {
  const on = async () =>
    (await flow.server.request('GET', '/api/v1/stock?sku=KIT-101&location=PORT')).body.rows[0].onHand
  const before = await on()
  const row = { sku: 'KIT-101', location: 'PORT', quantity: '1', unitCost: '1' }
  const rows = [row, { ...row, sku: 'GHOST', quantity: [] }, { ...row, location: 'MOON', on: '2999-01-01' }]
  const expected = [
    '/1/quantity no_form_fits',
    '/1/sku unknown_item',
    '/2/location unknown_location',
    '/2/on in_future',
  ]
  assert.deepEqual(told(await flow.post('/stock/receipts', rows, 'mend-me')), expected)
  assert.equal(await on(), before)
  // The key is free for what is sent instead.
  const { outcomes } = await flow.ok('/stock/receipts', [row], 'mend-me')
  assert.equal(outcomes[0].ok, true)
  const announced = { ...row, number: 'PO-AT-ONCE', dueOn: 'soon', sku: 'GHOST' }
  assert.deepEqual(told(await flow.post('/supply-orders', [announced])), [
    '/0/dueOn wrong_form',
    '/0/sku unknown_item',
  ])
})

test('a confirmation is told at once what has another form and what does not fit its shipment', async () => {
  await flow.put('/locations', { code: 'HAND', name: 'By hand', country: 'GB', rank: 9, autoConfirm: false })
  await flow.put('/items', { sku: 'HAND-1', name: 'Hand', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'HAND-1', location: 'HAND', quantity: '9', unitCost: '1' }])
  const made = await flow.order([{ sku: 'HAND-1', quantity: '3', net: '30.00', tax: '6.00' }])
  const asked = await flow.until(made.id, (one) => one.shipments.length === 1)
  const path = `/shipments/${asked.shipments[0].id}/confirm`
  const fulfillmentLineId = asked.fulfillmentLines[0].id
  const lines = [
    { fulfillmentLineId, quantity: '-7' },
    { fulfillmentLineId: encodeId('ful', 1n), quantity: '0' },
    { fulfillmentLineId: 'one', quantity: '-1' },
  ]
  const unknown = [
    '/lines/0/quantity bad_quantity',
    '/lines/1/fulfillmentLineId unknown_line',
    '/lines/1/quantity bad_quantity',
    '/lines/2/fulfillmentLineId wrong_form',
    '/lines/2/quantity bad_quantity',
  ]
  for (const act of ['reject', 'accept']) {
    const more = act === 'reject' ? { reason: 'broken' } : {}
    const answer = await flow.post(`/shipments/${asked.shipments[0].id}/${act}`, { lines, ...more })
    assert.deepEqual(told(answer), unknown, act)
  }
  const wrong = { lines, carrier: 7, shippedOn: '2999-01-01' }
  assert.deepEqual(told(await flow.post(path, wrong, 'message-1')), [
    '/carrier wrong_type',
    ...unknown,
    '/shippedOn in_future',
  ])
  const right = await flow.ok(path, { lines: [{ fulfillmentLineId, quantity: '3' }] }, 'message-1')
  assert.equal(right.state, 'shipped')
  assert.equal((await flow.post(path, wrong, 'message-1')).status, 422)
  await flow.lawful()
})
