import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

before(async () => {
  flow = await Flow.open()
  for (const sku of ['QA-1', 'QA-2', 'QA-3', 'QA-4', 'QA-5', 'QA-6']) {
    await flow.put('/items', {
      sku,
      name: sku,
      itemClass: `class-${sku}`,
      kind: 'goods',
      taxCode: 'standard',
    })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '1000', unitCost: '6' }])
  }
})
after(() => flow.close())

const send = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    ...(method === 'GET' ? {} : { 'idempotency-key': `agreed-${(made += 1)}` }),
    ...headers,
  })
const quoteOf = (lines: object[]) => ({
  source: 'webshop',
  account: 'GB-0001',
  currency: 'GBP',
  validDays: 14,
  alternatives: [{ code: 'A', lines }],
})
async function sent(...lines: object[]): Promise<Seen> {
  const quote = await flow.ok('/quotes', quoteOf(lines))
  await flow.ok(`/quotes/${quote.id}/send`, {})
  return (await send('GET', `/quotes/${quote.id}`)).body
}
const accept = (id: string, body: object = {}, headers: Record<string, string> = {}) =>
  send('POST', `/quotes/${id}/accept`, { version: 1, ...body }, headers)

test('B2-5 what a quote took of the budget of a promotion its orders spend, and no more than there is', async () => {
  const promotion = {
    code: 'QA-BUDGET',
    condition: 'true',
    validFrom: '2020-01-01',
    rank: 1,
    percent: '50',
    budget: gbp('20.00'),
  }
  await flow.put('/promotions', promotion)
  const [one, other] = [
    await sent({ sku: 'QA-1', quantity: '3' }),
    await sent({ sku: 'QA-1', quantity: '3' }),
  ]
  assert.equal(one.alternatives[0].net.amount, '15.00')
  const spent = async () => {
    const { promotions } = (await send('GET', '/promotions?limit=200')).body
    return promotions.find(({ code }: Seen) => code === 'QA-BUDGET').spent.amount
  }
  const part = await accept(one.id, { lines: [{ lineNo: 1, quantity: '1' }] })
  assert.equal(part.status, 200, part.bytes.toString())
  assert.equal(await spent(), '5.00')
  assert.equal((await accept(one.id)).status, 200)
  assert.equal(await spent(), '15.00')
  const none = await accept(other.id)
  assert.deepEqual(
    [none.status, none.body.code, none.body.errors.map(({ code }: Seen) => code)],
    [409, 'not_as_agreed', ['promotion_spent']],
    none.bytes.toString(),
  )
  assert.equal((await accept(other.id, { lines: [{ lineNo: 1, quantity: '1' }] })).status, 200)
  assert.equal(await spent(), '20.00')
  await flow.put('/promotions', { ...promotion, validTo: '2020-01-02' })
  await flow.lawful()
})

test('B2-5 freight that was quoted without tax is ordered without tax', async () => {
  const rule = { currency: 'GBP', amount: gbp('5.00'), country: 'GB', rank: 1 }
  await flow.put('/freight-rules', { ...rule, taxCode: 'none' })
  const quote = await sent({ sku: 'QA-2', quantity: '2' })
  const taken = await accept(quote.id)
  assert.equal(taken.status, 200, taken.bytes.toString())
  const order = await flow.read(taken.body.order.id)
  assert.deepEqual(order.total, quote.alternatives[0].total)
})

test('B2-5 A4-5 a quote whose order nobody approved is not accepted, and keeps its prices', async () => {
  const rule = { code: 'QA-LARGE', condition: 'order.total > 5000', levels: ['credit:write'] }
  const quote = await sent({ sku: 'QA-3', quantity: '600' })
  await flow.put('/approval-rules', rule)
  const none = await accept(quote.id)
  assert.deepEqual(
    [none.status, none.body.code, none.body.errors?.map(({ code }: Seen) => code)],
    [409, 'not_as_agreed', ['approval_required']],
    none.bytes.toString(),
  )
  await flow.put('/approval-rules', { ...rule, active: false })
  const taken = await accept(quote.id)
  assert.equal(taken.body.order.state, 'in_progress')
})

test('B2-5 an acceptance names the goods that a cart holds', async () => {
  const quote = await sent({ sku: 'QA-4', quantity: '1000' })
  const until = new Date(Date.now() + 3_600_000).toISOString()
  const lines = [{ sku: 'QA-4', quantity: '1000' }]
  await flow.ok('/promises', [{ lines, reserve: { key: 'qa-cart', until } }])
  const [account] = await flow.server.database.sql<{ id: bigint }>(
    `select id from customers.account where number = 'GB-0001'`,
  )
  const { secret } = await flow.ok('/keys', {
    company: 'SAMPLE',
    name: 'QA',
    scopes: ['orders:read', 'orders:write'],
    rows: 'customers',
    customerAccountIds: [encodeId('acc', account!.id)],
  })
  const body = { reservationKey: 'qa-cart' }
  const limited = await accept(quote.id, body, { authorization: `Bearer ${secret}` })
  assert.deepEqual([limited.status, limited.body.code], [403, 'rows_limited'], limited.bytes.toString())
  const taken = await accept(quote.id, body)
  assert.equal(taken.status, 200, taken.bytes.toString())
  const order = (await send('GET', `/orders/${taken.body.order.id}?include=fulfillmentLines`)).body
  assert.deepEqual(
    order.fulfillmentLines.map((part: Seen) => [part.location.code, part.quantity, part.supply]),
    [['PORT', '1000', 'on_hand']],
  )
})

test('B2-5 a quote is dated from the places that the sourcing rule of its order names', async () => {
  await flow.put('/locations', { code: 'QA-FAR', name: 'Far', country: 'GB', rank: 900, autoConfirm: false })
  await flow.ok('/stock/opening', [{ sku: 'QA-5', location: 'QA-FAR', quantity: '10', unitCost: '6' }])
  const rule = { code: 'QA-WEB', name: 'Web', source: 'webshop', criteria: [{ by: 'priority' }] }
  await flow.put('/sourcing-rules', { ...rule, locations: ['QA-FAR'] })
  const quote = await sent({ sku: 'QA-5', quantity: '3' })
  const places = quote.alternatives[0].lines[0].promises.map(({ location }: Seen) => location)
  const taken = await accept(quote.id)
  const order = (await send('GET', `/orders/${taken.body.order.id}?include=fulfillmentLines`)).body
  assert.deepEqual(
    places,
    order.fulfillmentLines.map((part: Seen) => part.location.code),
  )
  assert.deepEqual(places, ['QA-FAR'])
  await flow.put('/sourcing-rules', { ...rule, locations: ['QA-FAR'], active: false })
})

test('B2-5 A9-16 an acceptance releases the agreement of its quote, also when that has ended, and no other', async () => {
  const agreement = (quantity: string, more: object = {}) =>
    flow.put('/agreements', {
      code: 'QA-LATER',
      account: 'GB-0001',
      currency: 'GBP',
      validFrom: '2020-01-01',
      over: 'block',
      lines: [{ line: 1, sku: 'QA-6', unitPrice: gbp('7'), quantity }],
      ...more,
    })
  const released = async () => {
    const rows = await flow.server.database.sql<{ released: string }>(
      `select l.released_quantity::float8::text as released from pricing.agreement_line l
       join pricing.agreement a on a.company_id = l.company_id and a.id = l.agreement_id where a.code = 'QA-LATER'`,
    )
    return rows.map((row) => row.released)
  }
  const before = await sent({ sku: 'QA-6', quantity: '4' })
  await agreement('2')
  const taken = await accept(before.id)
  assert.equal(taken.status, 200, taken.bytes.toString())
  assert.deepEqual(await released(), ['0'])
  await agreement('100')
  const under = await sent({ sku: 'QA-6', quantity: '4', agreement: { code: 'QA-LATER' } })
  assert.equal(under.alternatives[0].net.amount, '28.00')
  await agreement('100', { validTo: '2020-01-02' })
  const kept = await accept(under.id)
  assert.equal(kept.status, 200, kept.bytes.toString())
  assert.equal((await flow.read(kept.body.order.id)).lines[0].net.amount, '28.00')
  assert.deepEqual(await released(), ['4'])
  await flow.lawful()
})

test('B2-5 A9-16 an order of a quote that is cancelled gives back the budget, the agreement and the goods of its cart, in parts and whole', async () => {
  const sku = 'QA-7'
  await flow.put('/items', { sku, name: sku, itemClass: 'class-QA-7', kind: 'goods', taxCode: 'standard' })
  await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
  await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '4', unitCost: '6' }])
  const promotion = {
    code: 'QA-BACK',
    condition: 'true',
    validFrom: '2020-01-01',
    rank: 1,
    percent: '50',
    budget: gbp('100.00'),
    givesBack: 'cancelled',
  }
  await flow.put('/promotions', promotion)
  await flow.put('/agreements', {
    code: 'QA-BACK',
    account: 'GB-0001',
    currency: 'GBP',
    validFrom: '2020-01-01',
    over: 'block',
    lines: [{ line: 1, sku, unitPrice: gbp('8'), quantity: '10' }],
  })
  const state = async () => {
    const [row] = await flow.server.database.sql<{ released: string; reserved: string }>(
      `select (select l.released_quantity::float8::text from pricing.agreement_line l
         join pricing.agreement a on a.company_id = l.company_id and a.id = l.agreement_id where a.code = 'QA-BACK') as released,
        (select sum(g.reserved)::float8::text from inventory.stock_gate g join catalog.item i on i.company_id = g.company_id
         and i.id = g.item_id where i.sku = 'QA-7') as reserved`,
    )
    const { promotions } = (await send('GET', '/promotions?limit=200')).body
    const spent = promotions.find(({ code }: Seen) => code === 'QA-BACK').spent.amount
    return [spent, row!.released, row!.reserved]
  }
  const quote = await sent({ sku, quantity: '4' }, { sku: 'QA-1', quantity: '2' })
  assert.equal(quote.alternatives[0].net.amount, '42.00')
  const until = new Date(Date.now() + 3_600_000).toISOString()
  await flow.ok('/promises', [{ lines: [{ sku, quantity: '4' }], reserve: { key: 'qa-back', until } }])
  // Nothing leaves meanwhile.
  await flow.put('/source-systems', { code: 'webshop', name: 'Web shop', remorseMinutes: 60 })
  const taken = await accept(quote.id, { reservationKey: 'qa-back' })
  assert.equal(taken.status, 200, taken.bytes.toString())
  assert.deepEqual(await state(), ['10.00', '4', '4'])
  const { id } = taken.body.order
  const less = [1, 2].map((lineNo) => ({ lineNo, quantity: '1' }))
  await flow.ok(`/orders/${id}/cancel`, { reason: 'one less of each', lines: less })
  assert.deepEqual(await state(), ['5.00', '3', '3'])
  await flow.ok(`/orders/${id}/cancel`, { reason: 'none' })
  assert.deepEqual(await state(), ['0.00', '0', '0'])
  await flow.lawful()
})
