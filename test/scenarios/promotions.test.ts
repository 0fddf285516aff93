import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [sku, price] of [
    ['CHEAP', '4.00'],
    ['MIDDLE', '10.00'],
    ['DEAR', '25.00'],
    ['OTHER', '30.00'],
  ] as const) {
    const itemClass = sku === 'OTHER' ? 'other' : 'sale'
    await flow.put('/items', { sku, name: sku, itemClass, kind: 'service' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
  }
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const line = (sku: string, quantity: string) => ({ sku, quantity })
const promotion = (code: string, more: object) =>
  flow.put('/promotions', { code, condition: 'true', validFrom: '2020-01-01', rank: 1, ...more })
const end = (code: string, more: object) => promotion(code, { ...more, validTo: '2020-01-01' })

async function cart(lines: readonly object[], more: object = {}): Promise<Seen> {
  const asked = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    freight: gbp('0.00'),
    lines,
    ...more,
  }
  const { status, body, bytes } = await flow.server.request('POST', '/api/v1/prices', { carts: [asked] })
  assert.equal(status, 200, bytes.toString())
  return body.carts[0]
}

const nets = (of: Seen) => of.lines.map((one: Seen) => one.net.amount)
const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)

test('A9-22 a coupon calls its promotion, for those that state it; the step says which, and one that is not taken is a problem', async () => {
  await promotion('SUMMER', { percent: '20', coupon: 'SUN-20' })
  assert.deepEqual(nets(await cart([line('MIDDLE', '1')])), ['10.00'])
  const called = await cart([line('MIDDLE', '1')], { coupons: ['SUN-20'] })
  assert.deepEqual([nets(called), told(called)], [['8.00'], []])
  const step = called.lines[0].waterfall.at(-1)
  assert.deepEqual(
    [step.step, step.rule.code, step.code, step.percent],
    ['promotion', 'SUMMER', 'SUN-20', '20'],
  )
  assert.deepEqual(told(await cart([line('MIDDLE', '1')], { coupons: ['SUN-20', 'NEVER'] })), [
    '/carts/0/coupons/1 unknown_coupon',
  ])
  const sold = await flow.sell([line('MIDDLE', '1')], { coupons: ['SUN-20'], freight: gbp('0.00') })
  assert.deepEqual([sold.state, sold.lines[0].net.amount], ['in_progress', '8.00'])
  const draft = await flow.sell([line('MIDDLE', '1')], { coupons: ['NEVER'], freight: gbp('0.00') })
  assert.deepEqual([draft.state, told(draft)], ['draft', ['/coupons/0 unknown_coupon']])
  const right = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${draft.id}`,
    { submit: true, coupons: ['SUN-20'] },
    { 'if-match': '"1"' },
  )
  assert.deepEqual([right.body.state, right.body.lines[0].net.amount], ['in_progress', '8.00'])
  await end('SUMMER', { percent: '20', coupon: 'SUN-20' })
})

test('A9-22 of a group one promotion applies, of two groups one each, each on what is left; those that lost are named', async () => {
  await promotion('FIRST', { percent: '10', rank: 1 })
  await promotion('SECOND', { percent: '50', rank: 2 })
  await promotion('BESIDE', { amount: gbp('1.00'), group: 'beside', rank: 3 })
  const answer = await cart([line('MIDDLE', '1')])
  assert.deepEqual(nets(answer), ['8.00'])
  const steps: Seen[] = answer.lines[0].waterfall.filter((one: Seen) => one.step === 'promotion')
  assert.deepEqual(
    steps.map((one) => [one.rule.code, one.result.amount]),
    [
      ['FIRST', '9'],
      ['BESIDE', '8'],
    ],
  )
  const lost = steps[1]!.losers.map((one: Seen) => `${one.rule.code} ${one.why}`)
  assert.ok(lost.includes('SECOND incompatible'), lost.join())
  await end('FIRST', { percent: '10' })
  await end('SECOND', { percent: '50' })
  await end('BESIDE', { amount: gbp('1.00'), group: 'beside' })
})

test('A9-7 a promotion for a class takes nothing off what is not of it', async () => {
  await promotion('SALE', { percent: '10', itemClasses: ['sale'] })
  assert.deepEqual(nets(await cart([line('MIDDLE', '1'), line('OTHER', '1')])), ['9.00', '30.00'])
  const without = await cart([line('OTHER', '1')])
  assert.deepEqual(nets(without), ['30.00'])
  await end('SALE', { percent: '10', itemClasses: ['sale'] })
})

test('A9-22 buy two and get one free: the cheapest of three, as often as three are full, and it follows when the quantity changes', async () => {
  await promotion('TWO-AND-ONE', { percent: '100', buy: '2', get: '1', itemClasses: ['sale'] })
  const off = async (...lines: [string, string][]) => {
    const answer = await cart(lines.map(([sku, quantity]) => line(sku, quantity)))
    return nets(answer)
  }
  assert.deepEqual(await off(['MIDDLE', '2']), ['20.00'])
  assert.deepEqual(await off(['MIDDLE', '3']), ['20.00'])
  assert.deepEqual(await off(['MIDDLE', '5']), ['40.00'])
  assert.deepEqual(await off(['MIDDLE', '6']), ['40.00'])
  assert.deepEqual(await off(['DEAR', '1'], ['CHEAP', '1'], ['MIDDLE', '1']), ['25.00', '0.00', '10.00'])
  assert.deepEqual(await off(['DEAR', '2'], ['OTHER', '1']), ['50.00', '30.00'])
  assert.deepEqual(await off(['DEAR', '3'], ['CHEAP', '1'], ['MIDDLE', '2']), ['75.00', '0.00', '10.00'])
  await end('TWO-AND-ONE', { percent: '100', buy: '2', get: '1', itemClasses: ['sale'] })
})

test('A9-22 a promotion that takes nothing off leaves its turn to the next of its group, and is named with why', async () => {
  const three = { percent: '100', buy: '2', get: '1', skus: ['DEAR'], rank: 1 }
  const given = { percent: '50', skus: ['CHEAP'], rank: 2 }
  const ten = { percent: '10', condition: 'order.net >= minor("50.00", "GBP")', rank: 3 }
  await promotion('TEN-OVER-50', ten)
  const lines = [line('DEAR', '1'), line('OTHER', '1')]
  assert.deepEqual(nets(await cart(lines)), ['22.50', '27.00'])
  await promotion('THREE-FOR-TWO', three)
  const answer = await cart(lines)
  assert.deepEqual(nets(answer), ['22.50', '27.00'])
  const lost = (of: Seen) =>
    of.lines[0].waterfall.flatMap(({ losers }: Seen) =>
      losers.filter(({ why }: Seen) => why !== 'condition').map((one: Seen) => `${one.rule.code} ${one.why}`),
    )
  assert.deepEqual(lost(answer), ['THREE-FOR-TWO quantity'])
  assert.deepEqual(nets(await cart([line('DEAR', '3')])), ['50.00'])
  await promotion('CHEAP-HALF', given)
  const free = { discounts: [{ percent: '100' }] }
  const cheapGone = await cart([line('DEAR', '3'), { ...line('CHEAP', '1'), ...free }])
  assert.deepEqual(nets(cheapGone), ['50.00', '0.00'])
  await end('THREE-FOR-TWO', three)
  const passed = await cart([line('DEAR', '3'), { ...line('CHEAP', '1'), ...free }])
  assert.deepEqual([nets(passed), lost(passed)], [['67.50', '0.00'], ['CHEAP-HALF nothing_left']])
  const nothing = await cart([line('DEAR', '3')], free)
  assert.deepEqual([nets(nothing), lost(nothing)], [['0.00'], ['TEN-OVER-50 nothing_left']])
  await end('CHEAP-HALF', given)
  await end('TEN-OVER-50', ten)
})

test('every wrong thing of a promotion is told at once, and what a list shows can be sent back as it is', async () => {
  const wrong = await flow.server.request('PUT', '/api/v1/promotions', {
    code: 'WRONG',
    amount: gbp('1.00'),
    buy: '0',
    skus: ['CHEAP', 'NO-SUCH'],
    condition: 'order.nothing',
    validFrom: '2020-01-01',
  })
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/buy buy_and_get',
      '/percent buy_and_get',
      '/skus/1 unknown_item',
      '/condition rule_type',
      '/buy not_above_zero',
    ],
  )
  const { body } = await flow.server.request('GET', '/api/v1/promotions?limit=500')
  assert.ok(body.promotions.length > 5)
  for (const row of body.promotions)
    assert.equal((await flow.put('/promotions', row)).change, 'unchanged', row.code)
})
