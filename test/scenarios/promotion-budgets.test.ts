import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Database } from '../../src/platform/database/index.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
/** Another node of the same company. */
let beside: TestServer
before(async () => {
  flow = await Flow.open()
  beside = await startTestServer({ beside: flow.server, roles: 'api' })
  // Nobody has any of it: what is ordered waits.
  await flow.put('/items', { sku: 'PLAIN', name: 'Plain', itemClass: 'sale', kind: 'goods', taxCode: 'none' })
  // Nothing but a budget makes two orders of it meet.
  await flow.put('/items', { sku: 'WORK', name: 'Work', itemClass: 'sale', kind: 'service', taxCode: 'none' })
  for (const sku of ['PLAIN', 'WORK'])
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
})
after(async () => {
  await beside.close()
  await flow.close()
})

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const line = (sku: string, quantity: string) => ({ sku, quantity })
const noFreight = { freight: gbp('0.00') }
const promotion = (code: string, more: object) =>
  flow.put('/promotions', { code, condition: 'true', validFrom: '2020-01-01', rank: 1, ...more })
const end = (code: string, more: object) => promotion(code, { ...more, validTo: '2020-01-01' })
const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)

async function spentOf(code: string): Promise<Seen> {
  const { body, bytes } = await flow.server.request('GET', '/api/v1/promotions?limit=200')
  assert.ok(Array.isArray(body.promotions ?? body), bytes.toString().slice(0, 300))
  const { budget, budgetUses, spent, used } = (body.promotions ?? body).find((one: Seen) => one.code === code)
  return {
    budget: budget?.amount ?? null,
    budgetUses: budgetUses ?? null,
    spent: spent?.amount ?? null,
    used,
  }
}

test('A9-7 D2 a promotion of so many uses is given as often and no more; who comes later has the next of its group, or a coupon that is spent', async () => {
  const two = { percent: '50', budgetUses: 2 }
  await promotion('FIRST-TWO', two)
  await promotion('ALL-OTHERS', { percent: '10', rank: 2 })
  const orders = []
  for (let n = 0; n < 3; n += 1) orders.push(await flow.sell([line('PLAIN', '1')], noFreight))
  assert.deepEqual(
    orders.map((one) => one.lines[0].net.amount),
    ['5.00', '5.00', '9.00'],
  )
  const last = await flow.read(orders[2].id)
  const step = last.lines[0].waterfall.at(-1)
  assert.deepEqual(
    [step.rule.code, step.losers.map((one: Seen) => [one.rule.code, one.why])],
    ['ALL-OTHERS', [['FIRST-TWO', 'budget']]],
  )
  assert.deepEqual((await flow.read(orders[0].id)).decisions.promotionBudgets, ['FIRST-TWO'])
  assert.deepEqual(await spentOf('FIRST-TWO'), { budget: null, budgetUses: 2, spent: null, used: 2 })
  // One that is cancelled gives its use back.
  await flow.ok(`/orders/${orders[0].id}/cancel`, { reason: 'changed my mind' })
  const again = await flow.sell([line('PLAIN', '1')], noFreight)
  assert.equal(again.lines[0].net.amount, '5.00')
  await end('FIRST-TWO', two)
  await end('ALL-OTHERS', { percent: '10', rank: 2 })

  const coupon = { amount: gbp('3.00'), coupon: 'ONCE', budgetUses: 1 }
  await promotion('COUPON', coupon)
  const first = await flow.sell([line('PLAIN', '1')], { ...noFreight, coupons: ['ONCE'] })
  const second = await flow.sell([line('PLAIN', '1')], { ...noFreight, coupons: ['ONCE'] })
  assert.deepEqual([first.state, first.total.amount], ['in_progress', '7.00'])
  assert.deepEqual([second.state, told(second)], ['draft', ['/coupons/0 coupon_spent']])
  await end('COUPON', coupon)
})

test('A9-7 D2 a budget of money is never exceeded: what does not fit whole is not given, and a smaller order may still have it', async () => {
  const budget = { percent: '50', budget: gbp('12.00') }
  await promotion('HALF', budget)
  const nets = []
  for (const quantity of ['1', '2', '1', '1'])
    nets.push((await flow.sell([line('PLAIN', quantity)], noFreight)).total.amount)
  assert.deepEqual(nets, ['5.00', '20.00', '5.00', '10.00'])
  assert.deepEqual(await spentOf('HALF'), { budget: '12.00', budgetUses: null, spent: '10.00', used: 2 })
  // A budget in pounds is for orders in pounds; a change of it keeps what is spent.
  await promotion('HALF', { ...budget, budget: gbp('30.00') })
  assert.deepEqual(await spentOf('HALF'), { budget: '30.00', budgetUses: null, spent: '10.00', used: 2 })
  // A cart spends nothing.
  const cart = {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [line('PLAIN', '3')],
    ...noFreight,
  }
  const { carts } = await flow.ok('/prices', { carts: [cart, cart] })
  assert.deepEqual(
    carts.map((one: Seen) => one.total.amount),
    ['15.00', '15.00'],
  )
  assert.equal((await spentOf('HALF')).spent, '10.00')
  await end('HALF', { ...budget, budget: gbp('30.00') })
})

test('A9-7 D1-6 what is cancelled, and by its rule what comes back, gives its share of the budget back, to the penny', async () => {
  for (const [code, givesBack, expected] of [
    ['BACK-NOT', 'never', ['10.00', '10.00', '10.00']],
    ['BACK-CANCEL', 'cancelled', ['10.00', '8.57', '8.57']],
    ['BACK-ALL', 'returned', ['10.00', '8.57', '4.28']],
  ] as const) {
    const budget = { amount: gbp('10.00'), budget: gbp('100.00'), givesBack }
    await promotion(code, budget)
    const sku = `G-${code}`
    await flow.put('/items', { sku, name: sku, itemClass: 'sale', kind: 'goods', taxCode: 'none' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('10.00') })
    await flow.ok('/stock/receipts', [{ sku, location: 'PORT', quantity: '6', unitCost: '1.00' }])
    const { id } = await flow.sell([{ sku, quantity: '7', allowSplit: true }], noFreight)
    const seen = [(await spentOf(code)).spent]
    await flow.until(id, (one) => one.fulfillmentLines.some((part: Seen) => part.shipped === '6'))
    await flow.ok(`/orders/${id}/cancel`, { reason: 'the last one', lines: [{ lineNo: 1, quantity: '1' }] })
    seen.push((await spentOf(code)).spent)
    await flow.until(id, (one) => one.invoices.length > 0)
    await flow.ok('/returns', {
      orderId: id,
      reason: 'too many',
      lines: [{ lineNo: 1, quantity: '3', restock: false }],
    })
    seen.push((await spentOf(code)).spent)
    assert.deepEqual(seen, expected, code)
    if (givesBack === 'returned') {
      await flow.ok('/returns', {
        orderId: id,
        reason: 'all of it',
        lines: [{ lineNo: 1, quantity: '3', restock: false }],
      })
      assert.deepEqual(await spentOf(code), { budget: '100.00', budgetUses: null, spent: '0.00', used: 0 })
    }
    await end(code, budget)
  }
})

test('A9-7 P-25 of 200 buyers at once, through two nodes, one by one and in streams, exactly as many are given a promotion as its budget has', async () => {
  const budget = { amount: gbp('4.00'), budget: gbp('50.00'), budgetUses: 11 }
  await promotion('RUSH', budget)
  const order = (name: string) => ({
    source: 'webshop',
    externalId: name,
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [line('WORK', '1')],
    ...noFreight,
  })
  // Both nodes have read the budget before the first of them may spend it.
  const db = new Database({ url: flow.server.database.url, name: 'test-budget', max: 1, unlimited: true })
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const holding = db.use(async ({ client }) => {
    await client.query('begin')
    await client.query('select from pricing.promotion_budget for update')
    held.resolve()
    await release.promise
    await client.query('commit')
  })
  await held.promise
  const node = (n: number) => (n % 2 === 0 ? flow.server : beside)
  const alone = Array.from({ length: 100 }, (_, n) =>
    node(n)
      .request('POST', '/api/v1/orders', order(`RUSH-A-${n}`), { 'idempotency-key': `rush-a-${n}` })
      .then((answer) => assert.equal(answer.status, 201, answer.bytes.toString().slice(0, 500))),
  )
  const streams = Array.from({ length: 4 }, (_, n) =>
    node(n)
      .request(
        'POST',
        '/api/v1/orders/batch',
        Array.from({ length: 25 }, (_one, m) => JSON.stringify(order(`RUSH-B-${n}-${m}`))).join('\n') + '\n',
        { 'content-type': 'application/x-ndjson', 'idempotency-key': `rush-${n}` },
      )
      .then((answer) => assert.equal(answer.status, 200, answer.bytes.toString().slice(0, 500))),
  )
  await sleep(500)
  release.resolve()
  await holding
  await db.close()
  await Promise.all([...alone, ...streams])
  const rows = await flow.server.database.sql<{ total: bigint; orders: bigint }>(
    `select total, count(*) as orders from orders.sales_order where external_id like 'RUSH-%' group by 1 order by 1`,
  )
  assert.deepEqual(
    rows.map((row) => [Number(row.total), Number(row.orders)]),
    [
      [600, 11],
      [1000, 189],
    ],
  )
  assert.deepEqual(await spentOf('RUSH'), { budget: '50.00', budgetUses: 11, spent: '44.00', used: 11 })
  await end('RUSH', budget)
})

test('A9-7 what is wrong with a budget is told at once, and every law holds', async () => {
  const refused = await flow.server.request('PUT', '/api/v1/promotions', {
    code: 'WRONG',
    amount: gbp('1.00'),
    condition: 'order.nothing',
    validFrom: '2020-01-01',
    budget: { amount: '-1.00', currency: 'EUR' },
  })
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => one.path),
    ['/budget/amount', '/budget/currency', '/condition'],
    JSON.stringify(refused.body.errors),
  )
  const none = await flow.server.request('PUT', '/api/v1/promotions', {
    code: 'WRONG',
    percent: '1',
    condition: 'true',
    validFrom: '2020-01-01',
    givesBack: 'returned',
  })
  assert.deepEqual(
    none.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    ['/givesBack no_budget'],
  )
  await flow.lawful()
})
