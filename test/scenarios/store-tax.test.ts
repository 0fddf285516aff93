import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { channelInput, shippingGroup, signed, submittedOrder, SECRET } from '../support/shop.ts'

// Two stores of other tax than the customer's address, and goods that bear it in both.
let flow: Flow
let functions: Record<string, string>
before(async () => {
  flow = await Flow.open()
  const rate = { taxCode: 'fetched', name: 'Sales tax', validFrom: '2020-01-01' }
  await flow.put('/tax-rates', { ...rate, country: 'GB', percent: '20' })
  await flow.put('/tax-rates', { ...rate, country: 'US', percent: '4' })
  await flow.put('/tax-rates', { ...rate, country: 'US', region: 'NY', percent: '8.875' })
  const place = { rank: 1, autoConfirm: false }
  await flow.put('/locations', { ...place, code: 'NYC', name: 'New York', country: 'US', region: 'NY' })
  await flow.put('/locations', { ...place, code: 'OHIO', name: 'Ohio', country: 'US' })
  await flow.put('/items', { sku: 'TX-1', name: 'Taxed', itemClass: 'kitchen', taxCode: 'fetched' })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'TX-1',
    validFrom: '2020-01-01',
    unitPrice: { amount: '19.99', currency: 'GBP' },
  })
  await flow.ok(
    '/stock/opening',
    ['NYC', 'OHIO', 'DEPOT'].map((location) => ({
      sku: 'TX-1',
      location,
      quantity: '50',
      unitCost: '5',
    })),
  )
  const made = await flow.put(
    '/channels/shop',
    channelInput({
      shippingMethods: { ground: 'standard', inStorePickup: 'pick-up' },
      locations: { 'store-ny': 'NYC' },
    }),
  )
  functions = made.functions
})
after(() => flow.close())

const taxes = async (id: string): Promise<string[]> =>
  (await flow.read(id)).lines.map((one: Seen) => one.tax.amount)
const noFreight = { freight: { amount: '0.00', currency: 'GBP' } }

test('D13 what is picked up bears the tax of its store, to the penny, and what is sent that of its address, in one order', async () => {
  const lines = [
    { sku: 'TX-1', quantity: '1', location: 'NYC' },
    { sku: 'TX-1', quantity: '1', location: 'OHIO' },
    { sku: 'TX-1', quantity: '1' },
  ]
  const order = await flow.sell(lines, noFreight)
  // 19.99 at 8.875 %, at 4 % and at 20 %.
  assert.deepEqual(await taxes(order.id), ['1.77', '0.80', '4.00'])
  assert.equal(order.total.amount, '66.54')

  // Its invoice is of the same tax, and so is what is given back for it.
  const { shipments } = await flow.until(order.id, (one) => one.shipments.length >= 2)
  const atStore = shipments.find((one: Seen) => one.location.code === 'NYC')
  await flow.ok(`/shipments/${atStore.id}/confirm`, {})
  const { invoices } = await flow.until(order.id, (one) => one.invoices.length > 0)
  const billed = await flow.server.request('GET', `/api/v1/invoices/${invoices.at(-1).id}`)
  assert.equal(billed.body.tax.amount, '1.77')
  const back = await flow.ok('/returns', {
    orderId: order.id,
    reason: 'large',
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  assert.equal(back.lines[0].tax.amount, '1.77')
  await flow.lawful()
})

test('D13 a service that names a place abroad bears the tax of where the order goes, on the order as on the invoice', async () => {
  const item = { sku: 'TX-S', name: 'Assembly', itemClass: 'kitchen', kind: 'service', taxCode: 'fetched' }
  await flow.put('/items', item)
  const unitPrice = { amount: '10.00', currency: 'GBP' }
  await flow.put('/prices', { list: 'RETAIL', sku: 'TX-S', validFrom: '2020-01-01', unitPrice })
  const order = await flow.sell([{ sku: 'TX-S', quantity: '1', location: 'OHIO' }], noFreight)
  const { invoices } = await flow.until(order.id, (one) => one.invoices.length > 0)
  assert.deepEqual([await taxes(order.id), invoices[0].tax.amount], [['2.00'], '2.00'])
  assert.deepEqual([order.total.amount, invoices[0].total.amount], ['12.00', '12.00'])
})

test('what is sent from a store and what is picked up there leave apart, each at its tax, also what left without a sale', async () => {
  const lines = [
    { sku: 'TX-1', quantity: '2', location: 'NYC' },
    { sku: 'TX-1', quantity: '1' },
  ]
  const order = await flow.sell(lines, noFreight)
  const { shipments, fulfillmentLines } = await flow.until(order.id, (one) => one.shipments.length === 2)
  assert.deepEqual(
    shipments.map((one: Seen) => [one.location.code, one.lines.length]),
    [
      ['NYC', 1],
      ['NYC', 1],
    ],
  )
  // They were cancelled, and given away all the same: whoever has them buys them at the tax of the store.
  const picked = fulfillmentLines.find((one: Seen) => one.lineNo === 1)
  const shipment = shipments.find((one: Seen) => one.lines[0].fulfillmentLineId === picked.id)
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'no more', lines: [{ lineNo: 1, quantity: '1' }] })
  const confirmed = { leftAlready: true, lines: [{ fulfillmentLineId: picked.id, quantity: '2' }] }
  const { strays } = await flow.ok(`/shipments/${shipment.id}/confirm`, confirmed)
  const { invoiceId } = await flow.ok(`/strays/${strays[0].id}/bill`, { reason: 'she has it' })
  const billed = await flow.server.request('GET', `/api/v1/invoices/${invoiceId}`)
  assert.equal(billed.body.tax.amount, '1.77')
  await flow.lawful()
})

test('C-35 a shop that asks for the tax of a group that is picked up is told that of the store, whoever asks where', async () => {
  const groups = [
    shippingGroup('sg1', [['ci0', 1]], {
      priceInfo: { amount: 0 },
      locationId: 'store-ny',
      shippingMethod: 'inStorePickup',
    }),
    shippingGroup('sg2', [['ci1', 1]], { priceInfo: { amount: 0 } }),
  ]
  const items = ['ci0', 'ci1'].map((id) => ({ id, sku: 'TX-1', amount: 19.99 }))
  const body = JSON.stringify(submittedOrder('o-tax', items, { groups, shipping: 0 }))
  const response = await fetch(flow.server.url + functions['tax']!, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signed(body, SECRET) },
    body,
  })
  const answer = (await response.json()) as Seen
  assert.deepEqual(
    answer.shippingGroups?.map((group: Seen) => [group.shippingGroupId, group.tax]),
    [
      ['sg1', 1.77],
      ['sg2', 4],
    ],
    JSON.stringify(answer),
  )
})
