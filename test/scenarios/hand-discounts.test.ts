import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { gbp, COMPANY, noFreight, newItem } from '../support/price-desk.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('A9-14 a discount by hand names a reason and keeps its limit: 50 % of the list price is taken, 50.01 keeps a draft, which is put right', async () => {
  await newItem(flow, 'HAND', '100.00')
  const hand = (discounts: object[]) => [{ sku: 'HAND', quantity: '1', discounts }]
  const free = await flow.sell(hand([{ percent: '90' }]), noFreight)
  assert.equal(free.state, 'in_progress', 'without reasons there is no limit')
  await flow.put('/discount-reasons', { code: 'GOODWILL', name: 'Late last time', maxPercent: '50' })
  await flow.put('/discount-reasons', {
    code: 'OLD',
    name: 'Not given any more',
    maxPercent: '50',
    active: false,
  })
  const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)
  const GOODWILL = { code: 'GOODWILL', reason: 'Late' }
  const half = await flow.sell(hand([{ ...GOODWILL, percent: '50' }]), noFreight)
  assert.deepEqual([half.state, half.lines[0].net.amount], ['in_progress', '50.00'])
  for (const discounts of [
    [{ ...GOODWILL, percent: '50.01' }],
    [
      { ...GOODWILL, percent: '30' },
      { ...GOODWILL, amount: gbp('20.01') },
    ],
  ]) {
    const over = await flow.sell(hand(discounts), noFreight)
    assert.equal(over.state, 'draft')
    assert.deepEqual(told(over), ['/lines/0/discounts/0 discount_over_limit'])
    const asked = {
      source: 'webshop',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      lines: hand(discounts),
    }
    const { body } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
    assert.deepEqual(told(body.carts[0]), ['/carts/0/lines/0/discounts/0 discount_over_limit'])
    const edit = { submit: true, lines: [{ lineNo: 1, discounts: [{ ...GOODWILL, percent: '20' }] }] }
    const right = await flow.server.request('PATCH', `/api/v1/orders/${over.id}`, edit, { 'if-match': '"1"' })
    assert.deepEqual([right.status, right.body.state], [200, 'in_progress'], right.bytes.toString())
  }
  const nameless = await flow.sell(hand([{ percent: '1' }, { code: 'OLD', percent: '1' }]), {
    ...noFreight,
    discounts: [{ code: 'GOODWILL', amount: gbp('50.01') }],
  })
  assert.deepEqual(told(nameless), [
    '/lines/0/discounts/0/code unknown_reason',
    '/lines/0/discounts/1/code unknown_reason',
    '/discounts/0 discount_over_limit',
  ])
})

test('A9-14 what is off for one reason counts together over a line and its order, and what is off for all of them keeps the limit of the company', async () => {
  await newItem(flow, 'TWICE', '100.00')
  await newItem(flow, 'PENNY', '0.26')
  for (const code of ['HALF', 'OTHER-HALF'])
    await flow.put('/discount-reasons', { code, name: code, maxPercent: '50' })
  await flow.put('/discount-reasons', { code: 'TENTH', name: 'A tenth', maxPercent: '10' })
  const told = async (discounts: object[], more: object = {}, sku = 'TWICE') => {
    const asked = {
      source: 'webshop',
      customer: { account: 'GB-0001' },
      currency: 'GBP',
      ...noFreight,
      lines: [
        { sku, quantity: '1', discounts },
        { sku: 'TWICE', quantity: '1' },
      ],
      ...more,
    }
    const { body } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
    return body.carts[0].problems.map((one: Seen) => `${one.path.slice(8)} ${one.code}`)
  }
  const of = (code: string, percent: string) => ({ code, percent })
  const half = of('HALF', '50')
  const over = '/lines/0/discounts/0 discount_over_limit'
  assert.deepEqual(await told([half]), [])
  assert.deepEqual(await told([half], { discounts: [half] }), [over])
  assert.deepEqual(await told([of('HALF', '1')], { discounts: [half] }), [over])
  assert.deepEqual(await told([of('HALF', '20')], { discounts: [of('HALF', '37.5')] }), [])
  assert.deepEqual(await told([half], { discounts: [half, { code: 'HALF', amount: gbp('100.00') }] }), [
    over,
    '/discounts/0 discount_over_limit',
  ])
  // 10 % of 0.26 leave 0.234, so 0.23: what rounding takes is not over the limit.
  assert.deepEqual(await told([of('TENTH', '10')], {}, 'PENNY'), [])
  assert.deepEqual(await told([of('TENTH', '25')], {}, 'PENNY'), [over])

  const all = '/lines/0/discounts discounts_over_limit'
  // Nobody said what all may come to: no more than one of them may.
  assert.deepEqual(await told([half, of('OTHER-HALF', '10')]), [all])
  await flow.put('/companies', { ...COMPANY, settings: { maxDiscountPercent: '60' } })
  assert.deepEqual(await told([half, of('OTHER-HALF', '50')]), [all])
  assert.deepEqual(await told([half, of('OTHER-HALF', '10')]), [])
  assert.deepEqual(await told([half, of('OTHER-HALF', '10.01')]), [all])
  assert.deepEqual(await told([half], { discounts: [of('OTHER-HALF', '20')] }), [])
  assert.deepEqual(await told([half], { discounts: [of('OTHER-HALF', '21')] }), [all])
  assert.deepEqual(await told([], { discounts: [half, of('OTHER-HALF', '50')] }), [
    '/discounts discounts_over_limit',
  ])
  for (const maxDiscountPercent of ['101', '-1', 'x', 60]) {
    const company = { ...COMPANY, settings: { maxDiscountPercent } }
    const { status, body } = await flow.server.request('PUT', '/api/v1/companies', company)
    assert.deepEqual(
      [status, body.errors?.map((one: Seen) => one.path)],
      [422, ['/settings/maxDiscountPercent']],
    )
  }
  await flow.put('/companies', { ...COMPANY, settings: {} })
})
