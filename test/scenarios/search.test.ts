import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let order: Seen
let invoice: string
const RARE = {
  name: 'Zelda Quill',
  lines: ['7 Hidden Lane'],
  city: 'Quillton',
  postcode: 'ZQ1 1LL',
  country: 'GB',
}

before(async () => {
  flow = await Flow.open()
  const dock = { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false }
  await flow.put('/locations', dock)
  await flow.put('/items', {
    sku: 'CRANE-1',
    name: 'Harbor crane',
    itemClass: 'kitchen',
    taxCode: 'standard',
  })
  await flow.ok('/stock/opening', [{ sku: 'CRANE-1', location: 'DOCK', quantity: '100', unitCost: '5' }])
  const maria = { number: 'Q-1', kind: 'person', name: 'Maria Zephyr', email: 'Maria@zephyr.example' }
  await flow.put('/customer-accounts', { ...maria, currency: 'GBP', shipToCountry: 'GB' })
  const made = await flow.order([{ sku: 'CRANE-1', quantity: '1', net: '10.00', tax: '2.00' }], {
    externalId: 'Market-4711',
    customerReference: 'PO-Zeta-9',
    customer: { account: 'Q-1' },
    shipTo: { ...RARE, phone: '+44 20 7946 0321' },
  })
  order = await flow.until(made.id, (one) => one.shipments.length === 1)
  const lines = [{ fulfillmentLineId: order.fulfillmentLines[0].id, quantity: '1' }]
  await flow.ok(`/shipments/${order.shipments[0].id}/confirm`, {
    lines,
    carrier: 'DPD',
    trackingNumber: 'TRK-99-AB',
  })
  order = await flow.until(made.id, (one) => one.invoices.length === 1)
  invoice = order.invoices[0].number
  const paid = {
    account: 'Q-1',
    amount: { amount: '1.00', currency: 'GBP' },
    method: 'bank',
    reference: 'BANK-77-Q',
  }
  await flow.ok('/receipts', paid)
})
after(() => flow.close())

const search = async (text: string, headers: Record<string, string> = {}): Promise<Seen[]> => {
  const answer = await flow.server.request(
    'GET',
    `/api/v1/search?q=${encodeURIComponent(text)}`,
    undefined,
    headers,
  )
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body.hits
}
const short = (hits: Seen[]) => hits.map((hit) => `${hit.kind} ${hit.label} ${hit.where} ${hit.exact}`)

test('C12-1 one question finds orders, documents, shipments, money, customers and items by whatever is said', async () => {
  const customer = (where: string, exact = true) => [`customer Q-1 ${where} ${exact}`]
  const WANTED: [said: string, hits: string[]][] = [
    [order.number, [`order ${order.number} number true`]],
    ['Market-4711', [`order ${order.number} external_id true`]],
    ['Market-47', [`order ${order.number} external_id false`]],
    ['PO-Zeta-9', [`order ${order.number} customer_reference true`]],
    ['trk-99-ab', ['shipment TRK-99-AB tracking_number true']],
    [invoice.toLowerCase(), [`invoice ${invoice} number true`]],
    ['BANK-77-Q', ['receipt BANK-77-Q reference true']],
    ['Q-1', customer('number')],
    ['MARIA@ZEPHYR.EXAMPLE', customer('email')],
    ['020 7946 0321', customer('phone')],
    ['0044 (0)20 7946-0321', customer('phone')],
    ['zephyr', customer('name')],
    ['Zelda Qui', customer('name', false)],
    ['zq11ll', customer('postcode')],
    ['crane-1', ['item CRANE-1 sku true']],
    ['harbor', ['item CRANE-1 name false']],
  ]
  for (const [said, hits] of WANTED) assert.deepEqual(short(await search(said)), hits, said)
  const [shipment] = await search('TRK-99-AB')
  assert.deepEqual([shipment.id, shipment.orderNumber], [order.shipments[0].id, order.number])
})

test('C12-1 who sees some accounts finds nothing of the others, and nothing without the scope of its kind', async () => {
  const [own, other] = await flow.server.database.sql<{ id: bigint; customer_id: bigint }>(
    `select id, customer_id from customers.account where number in ('Q-1', 'GB-0001') order by number desc`,
  )
  const keyOf = async (id: bigint, scopes: string[]) => {
    const made = await flow.server.request('POST', '/api/v1/keys', {
      company: 'SAMPLE',
      name: `Of ${id} ${scopes.join()}`,
      scopes,
      rows: 'customers',
      customerAccountIds: [encodeId('acc', id)],
    })
    return { authorization: `Bearer ${made.body.secret}` }
  }
  const scopes = ['orders:read', 'customers:read', 'billing:read']
  const [mine, foreign] = [await keyOf(own!.id, scopes), await keyOf(other!.id, scopes)]
  const words = [
    order.number,
    order.id,
    'Market-4711',
    'PO-Zeta-9',
    'TRK-99-AB',
    invoice,
    order.invoices[0].id,
    'BANK-77-Q',
    'Q-1',
    encodeId('cus', own!.customer_id),
    'maria@zephyr.example',
    '02079460321',
    'zephyr',
    'ZQ1 1LL',
  ]
  for (const said of words) {
    assert.equal((await search(said, mine)).length, 1, said)
    assert.deepEqual(await search(said, foreign), [], said)
  }
  const orders = await keyOf(own!.id, ['orders:read'])
  assert.equal((await search(order.number, orders)).length, 1)
  assert.deepEqual(await search('zephyr', orders), [])
})

test('C12-7 an erased person is found by nothing personal any more, by its number and its orders still', async () => {
  const erased = await flow.server.request('PUT', '/api/v1/customers/Q-1/erasure', {
    reason: 'It asked to be forgotten',
    force: true,
  })
  assert.equal(erased.status, 200, erased.bytes.toString())
  for (const said of ['maria@zephyr.example', '02079460321', 'zephyr', 'Zelda Quill', 'ZQ1 1LL'])
    assert.deepEqual(await search(said), [], said)
  assert.deepEqual(short(await search('Q-1')), ['customer Q-1 number true'])
  assert.deepEqual(short(await search('Market-4711')), [`order ${order.number} external_id true`])
})
