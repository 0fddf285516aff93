import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

type Key = Record<string, string>
let flow: Flow
let sales: Key
let finance: Key
let made = 0
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

before(async () => {
  flow = await Flow.open()
  for (const itemClass of ['gift', 'ruled']) {
    const sku = itemClass.toUpperCase()
    await flow.put('/items', { sku, name: sku, itemClass, kind: 'goods', taxCode: 'standard' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp('100.00') })
    await flow.ok('/stock/opening', [{ sku, location: 'PORT', quantity: '1000', unitCost: '6' }])
  }
  const reason = { code: 'GOODWILL', name: 'Late last time', maxPercent: '50' }
  await flow.put('/discount-reasons', { ...reason, overLimit: 'approve' })
  await flow.put('/discount-reasons', { ...reason, code: 'FIRM' })
  await flow.put('/approval-rules', {
    code: 'RULED',
    condition: "order.discountOverLimit && 'ruled' in order.itemClasses",
    levels: ['goodwill:write'],
  })
  sales = await flow.keyOf(['orders:read', 'orders:write', 'goodwill:write'])
  finance = await flow.keyOf(['orders:read', 'orders:write', 'credit:write'])
})
after(() => flow.close())

const call = (method: string, path: string, body: unknown, headers: Key = {}) =>
  flow.server.request(method, `/api/v1${path}`, body, {
    'idempotency-key': `over-${(made += 1)}`,
    ...headers,
  })
const off = (percent: string, sku = 'GIFT', code = 'GOODWILL') => [
  { sku, quantity: '1', discounts: [{ code, percent }] },
]
const sell = (lines: object[], more: object = {}) => flow.sell(lines, { freight: gbp('0.00'), ...more })
const decide = async (key: Key, order: Seen, outcome: string, comment?: string) => {
  const row = { orderId: order.id, version: order.version, outcome, ...(comment ? { comment } : {}) }
  const { body } = await call('POST', '/approvals/decisions', [row], key)
  const [found] = body.outcomes
  return found.ok ? found.answer.state : found.code
}
const waiting = async (order: Seen) => {
  const { body } = await flow.server.request('GET', '/api/v1/approvals')
  const { rules, levels } = body.rows.find((row: Seen) => row.orderId === order.id)
  return { rules, levels }
}
const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)

test('A9-14 A4-1 50 % is taken, 50.01 % waits for whoever holds credit:write where its reason says so, and for nobody where it does not', async () => {
  const listed = (await flow.server.request('GET', '/api/v1/discount-reasons')).body.discountReasons
  assert.deepEqual(
    listed.map((one: Seen) => [one.code, one.overLimit]),
    [
      ['FIRM', 'refuse'],
      ['GOODWILL', 'approve'],
    ],
  )
  assert.equal((await sell(off('50'))).state, 'in_progress')
  const firm = await sell(off('50.01', 'GIFT', 'FIRM'))
  assert.deepEqual([firm.state, told(firm)], ['draft', ['/lines/0/discounts/0 discount_over_limit']])
  const over = await sell(off('50.01'))
  assert.deepEqual([over.state, told(over), over.lines[0].promises], ['pending_approval', [], []])
  assert.deepEqual(await waiting(over), { rules: ['discount GOODWILL@1'], levels: ['credit:write'] })
  assert.equal(await decide(sales, over, 'approve'), 'not_an_approver')
  assert.equal(await decide(finance, over, 'approve'), 'in_progress')
  const order = await flow.until(over.id, (one) => one.invoices.length === 1)
  assert.equal(order.lines[0].net.amount, '49.99')
  await flow.lawful()
})

test('A9-14 several reasons of a line, or of a line and its order, take together no more than one of them may', async () => {
  await flow.put('/discount-reasons', { code: 'SMALL', name: 'A little', maxPercent: '20' })
  await flow.put('/discount-reasons', { code: 'OTHER', name: 'Likewise', maxPercent: '20' })
  const line = (...stated: (readonly [string, string])[]) => [
    { sku: 'GIFT', quantity: '1', discounts: stated.map(([code, percent]) => ({ code, percent })) },
  ]
  const state = async (lines: object[], more: object = {}) => {
    const order = await sell(lines, more)
    return [order.state, ...told(order)]
  }
  assert.deepEqual(await state(line(['SMALL', '10'], ['OTHER', '10'])), ['in_progress'])
  assert.deepEqual(await state(line(['SMALL', '20'], ['OTHER', '20'])), [
    'draft',
    '/lines/0/discounts discounts_over_limit',
  ])
  // A small one beside one that may more: together they may as much as that.
  assert.deepEqual(await state(line(['SMALL', '10'], ['FIRM', '40'])), ['in_progress'])
  assert.deepEqual(await state(line(['SMALL', '10'], ['FIRM', '50'])), [
    'draft',
    '/lines/0/discounts discounts_over_limit',
  ])
  const header = (code: string, percent: string) => ({ discounts: [{ code, percent }] })
  assert.deepEqual(await state(line(['SMALL', '20']), header('OTHER', '20')), [
    'draft',
    '/lines/0/discounts discounts_over_limit',
  ])
  assert.deepEqual(
    await state(line(), {
      discounts: [...header('SMALL', '20').discounts, ...header('OTHER', '20').discounts],
    }),
    ['draft', '/discounts discounts_over_limit'],
  )
  // Where one of them lets somebody agree, it waits: for that one.
  const over = await sell(line(['FIRM', '40'], ['GOODWILL', '40']))
  assert.deepEqual([over.state, told(over)], ['pending_approval', []])
  assert.deepEqual(await waiting(over), { rules: ['discount GOODWILL@1'], levels: ['credit:write'] })
  assert.equal(await decide(finance, over, 'approve'), 'in_progress')
})

test('A4-1 A9-14 approval rules see what comes off a line together, by its own discounts and those of its order', async () => {
  await flow.put('/approval-rules', {
    code: 'DEEP',
    condition: "order.discountPercent > 30.0 && order.customerReference == 'deep'",
    levels: ['goodwill:write'],
  })
  const state = async (own: string, ofOrder: string) =>
    (
      await sell(off(own, 'GIFT', 'FIRM'), {
        customerReference: 'deep',
        discounts: [{ code: 'FIRM', percent: ofOrder }],
      })
    ).state
  assert.equal(await state('20', '10'), 'in_progress')
  assert.equal(await state('20', '20'), 'pending_approval')
})

test('A4-1 A9-14 approval rules see what truly comes off where an amount and a percentage meet', async () => {
  await flow.put('/approval-rules', {
    code: 'OVER-55',
    condition: "order.discountPercent > 55.0 && order.customerReference == 'met'",
    levels: ['goodwill:write'],
  })
  await flow.put('/discount-reasons', { code: 'HALF', name: 'Half and more', maxPercent: '60' })
  const state = async (amount: string) =>
    (
      await sell([{ sku: 'GIFT', quantity: '1', discounts: [{ code: 'HALF', amount: gbp(amount) }] }], {
        customerReference: 'met',
        discounts: [{ code: 'HALF', percent: '50' }],
      })
    ).state
  assert.equal(await state('10.00'), 'in_progress')
  assert.equal(await state('10.02'), 'pending_approval')
})

test('A9-14 A4-1 a rule that is true of an order over its limit says who is asked in its place', async () => {
  const over = await sell(off('60', 'RULED'))
  assert.deepEqual(await waiting(over), {
    rules: ['RULED@1', 'discount GOODWILL@1'],
    levels: ['goodwill:write'],
  })
  assert.equal(await decide(finance, over, 'approve'), 'not_an_approver')
  assert.equal(await decide(sales, over, 'approve'), 'in_progress')
  assert.equal((await sell(off('40', 'RULED'))).state, 'in_progress')
})

test('A9-14 A4-5 A4-6 an agreed limit is of its version, nobody agrees to what is theirs, and a rejected order is put right', async () => {
  const asked = (percent: string, externalId: string) => ({
    source: 'webshop',
    externalId,
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    freight: gbp('0.00'),
    lines: off(percent),
  })
  const own = (await call('POST', '/orders', asked('60', 'OWN-1'), finance)).body
  assert.equal(own.state, 'pending_approval')
  assert.equal(await decide(finance, own, 'approve'), 'self_approval')
  const edit = async (order: Seen, change: object) => {
    const answer = await call('PATCH', `/orders/${order.id}`, change, { 'if-match': `"${order.revision}"` })
    assert.equal(answer.status, 200, answer.bytes.toString())
    return answer.body
  }
  const changed = { submit: true, lines: [{ lineNo: 1, discounts: [{ code: 'GOODWILL', percent: '70' }] }] }
  const later = await edit(own, changed)
  assert.deepEqual([later.state, later.version], ['pending_approval', own.version + 1])
  assert.equal(await decide(finance, own, 'approve'), 'version_changed')
  assert.equal(await decide(finance, later, 'reject', 'half is enough'), 'draft')
  const draft = (await flow.server.request('GET', `/api/v1/orders/${own.id}`)).body
  const half = { submit: true, lines: [{ lineNo: 1, discounts: [{ code: 'GOODWILL', percent: '50' }] }] }
  assert.equal((await edit(draft, half)).state, 'in_progress')
  const cancelled = await sell(off('80'))
  assert.equal((await call('POST', `/orders/${cancelled.id}/cancel`, { reason: 'no' })).status, 200)
  await flow.lawful()
})

test('A9-14 B2-5 a quote with more than the limit waits when it is sent, and an order of it asks nobody again', async () => {
  const quote = { source: 'webshop', account: 'GB-0001', currency: 'GBP', validDays: 14 }
  const alternatives = [{ code: 'A', lines: off('60') }]
  const { body } = await call('POST', '/quotes', { ...quote, alternatives })
  const shown = (await flow.server.request('GET', `/api/v1/quotes/${body.id}`)).body
  assert.deepEqual(shown.approval.rules, ['discount GOODWILL@1'])
  assert.equal((await call('POST', `/quotes/${body.id}/send`, {})).body.state, 'pending_approval')
  const row = { quote: body.id, version: body.version, outcome: 'approve' }
  const said = await call('POST', '/quote-decisions', [row], finance)
  assert.equal(said.body.outcomes[0].answer?.state, 'sent', said.bytes.toString())
  const order = (await call('POST', `/quotes/${body.id}/accept`, { version: body.version })).body.order
  assert.equal(order.state, 'in_progress')
  await flow.lawful()
})
