import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const price = (sku: string, amount: string) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(amount) })
const call = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    'idempotency-key': `cover-${(made += 1)}`,
    ...headers,
  })
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })
const nets = ({ lines }: Seen) => lines.map((line: Seen) => line.net.amount)

before(async () => {
  flow = await Flow.open()
  await flow.put('/promotions', {
    code: 'TEN-OVER-100',
    percent: '10',
    condition: 'true',
    validFrom: '2020-01-01',
    validTo: '2020-01-02',
  })
  const item = { itemClass: 'kitchen', taxCode: 'standard' }
  await flow.put('/items', { ...item, sku: 'OVEN', name: 'Oven' })
  await flow.ok('/stock/opening', [{ sku: 'OVEN', location: 'PORT', quantity: '100', unitCost: '6' }])
  await price('OVEN', '50.00')
  const coverage = { kind: 'coverage', itemClass: 'service', taxCode: 'standard' }
  const period = 'year'
  await flow.put('/items', {
    ...coverage,
    sku: 'CARE',
    name: 'Care',
    coverage: { percent: '20', basis: 'net', period },
  })
  await flow.put('/items', { ...coverage, sku: 'FIXED', name: 'Fixed care', coverage: { period } })
  await price('FIXED', '10.00')
})
after(() => flow.close())

const covers = { lineId: 'a', duration: '3' }

test('A9-13 three years of a fifth of 50.00 are 30.00, and a draft whose price changes is priced anew with its coverage', async () => {
  const lines = [
    { lineId: 'a', sku: 'OVEN', quantity: '1' },
    { lineId: 'b', sku: 'CARE', quantity: '1', covers },
    { lineId: 'c', sku: 'FIXED', quantity: '1', covers },
  ]
  const draft = await sell(lines, { submit: false })
  assert.deepEqual([draft.state, nets(draft)], ['draft', ['50.00', '30.00', '30.00']])
  const step = (order: Seen) =>
    order.lines[1].waterfall.map((one: Seen) => [one.step, one.percent, one.result.amount])
  const read = async (): Promise<Seen> => (await call('GET', `/orders/${draft.id}`, undefined)).body
  assert.deepEqual(step(await read()), [['coverage', '20', '30']])
  const edit = async (change: object, revision: string) => {
    const answer = await call('PATCH', `/orders/${draft.id}`, change, { 'if-match': `"${revision}"` })
    assert.equal(answer.status, 200, answer.bytes.toString())
    return answer.body
  }
  const reduced = await edit({ lines: [{ lineNo: 1, discounts: [{ percent: '10' }] }] }, draft.revision)
  assert.deepEqual(nets(reduced), ['45.00', '27.00', '30.00'])
  await price('OVEN', '40.00')
  const agreed = await edit({ submit: true, discounts: [{ amount: gbp('6.00') }] }, reduced.revision)
  // What is off the order is off the oven: nothing is taken off a coverage.
  assert.deepEqual([agreed.state, nets(agreed)], ['in_progress', ['30.00', '21.60', '30.00']])
  await price('OVEN', '50.00')
  const done = await flow.until(draft.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(nets(done), ['30.00', '21.60', '30.00'], 'what is agreed is not priced again')
  assert.deepEqual(done.decisions.covers, [
    [2, 1, '3', 'year'],
    [3, 1, '3', 'year'],
  ])
  await flow.lawful()
})

test('A9-13 a coverage without a line to cover, of more than there is, or with a discount of its own keeps a draft', async () => {
  const told = async (second: object) => {
    const order = await sell([
      { lineId: 'a', sku: 'OVEN', quantity: '1' },
      { quantity: '1', ...second },
    ])
    return [order.state, ...order.problems.map((one: Seen) => `${one.path} ${one.code}`)]
  }
  // What it comes to is a share of another price: it needs none of its own.
  assert.deepEqual(await told({ sku: 'CARE' }), ['draft', '/lines/1/covers required'])
  assert.deepEqual(await told({ sku: 'CARE', covers: { lineId: 'z', duration: '0' } }), [
    'draft',
    '/lines/1/covers/duration bad_quantity',
    '/lines/1/covers/lineId unknown_line',
  ])
  assert.deepEqual(await told({ sku: 'OVEN', covers }), ['draft', '/lines/1/covers not_a_coverage'])
  assert.deepEqual(await told({ sku: 'CARE', covers, quantity: '2' }), [
    'draft',
    '/lines/1/quantity more_than_covered',
  ])
  assert.deepEqual(await told({ sku: 'CARE', covers, discounts: [{ percent: '10' }] }), [
    'draft',
    '/lines/1/discounts not_discountable',
  ])
  const item = { sku: 'ODD', name: 'Odd', itemClass: 'service', kind: 'service', taxCode: 'standard' }
  const wrong = await call('PUT', '/items', { ...item, coverage: { period: 'year' } })
  assert.deepEqual([wrong.status, wrong.body.errors[0].code], [422, 'not_a_coverage'])
})
