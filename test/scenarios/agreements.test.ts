import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { after, before, test } from 'node:test'
import { Database } from '../../src/platform/database/index.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
/** Another node of the same company. */
let beside: TestServer
before(async () => {
  flow = await Flow.open()
  beside = await startTestServer({ beside: flow.server, roles: 'api' })
})
after(async () => {
  await beside.close()
  await flow.close()
})

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
const noFreight = { freight: gbp('0.00') }
const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)
const agree = (code: string, lines: object[], more: object = {}) =>
  flow.put('/agreements', {
    code,
    account: 'GB-0001',
    currency: 'GBP',
    validFrom: '2020-01-01',
    lines,
    ...more,
  })

async function newItem(sku: string, price: string, more: object = {}) {
  await flow.put('/items', {
    sku,
    name: sku,
    itemClass: `class-${sku}`,
    kind: 'service',
    taxCode: 'none',
    ...more,
  })
  await priceOf(sku, price)
}
const priceOf = (sku: string, price: string) =>
  flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })

async function releasedOf(code: string): Promise<string[]> {
  const { body } = await flow.server.request('GET', '/api/v1/agreements?limit=200')
  const { released } = body.agreements.find((one: Seen) => one.code === code)
  return released.map((one: Seen) => `${one.line}: ${one.quantity} for ${one.amount.amount}`)
}

test('A9-16 P-12 P-9 an agreed price comes before the lists, stays when they rise, and is named with the price that lost', async () => {
  await newItem('AGREED', '10.00')
  await newItem('OFF', '10.00')
  await newItem('FREE-OF', '10.00')
  await agree('CONTRACT', [
    { line: 1, sku: 'AGREED', unitPrice: gbp('7.255') },
    { line: 2, itemClass: 'class-OFF', percent: '20' },
  ])
  await flow.put('/adjustment-rules', {
    code: 'TEN-OFF',
    percent: '10',
    itemClasses: ['class-AGREED', 'class-OFF'],
    bucket: 1,
    validFrom: '2020-01-01',
  })
  const lines = ['AGREED', 'OFF', 'FREE-OF'].map((sku) => ({ sku, quantity: '2' }))
  const sold = await flow.sell(lines, { ...noFreight, discounts: [{ amount: gbp('1.00') }] })
  // 2 × 7.255; 2 × 10 less 20 %, then 10 %; the discount of the order is off what is not agreed as a price.
  assert.deepEqual(
    sold.lines.map((line: Seen) => line.net.amount),
    ['14.51', '13.98', '19.42'],
  )
  const seen = await flow.read(sold.id)
  const [first, second] = seen.lines
  const [lost] = first.waterfall[0].losers
  assert.deepEqual(
    [first.waterfall[0].rule.code, lost.rule.code, lost.why],
    ['CONTRACT', 'RETAIL', 'lower_list'],
  )
  assert.ok(second.waterfall.some((step: Seen) => step.step === 'discount' && step.rule.code === 'CONTRACT'))
  assert.deepEqual(seen.decisions.agreements, ['CONTRACT'])
  // The list rises; another customer pays it, this one what was agreed.
  await priceOf('AGREED', '99.00')
  const again = await flow.sell([{ sku: 'AGREED', quantity: '1' }], noFreight)
  assert.equal(again.lines[0].unitPrice.amount, '7.255')
  const cart = (account: string) => ({
    source: 'webshop',
    customer: { account },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines: [{ sku: 'AGREED', quantity: '1' }],
    ...noFreight,
  })
  const { carts } = await flow.ok('/prices', { carts: [cart('GB-0001'), cart('GB-0002')] })
  assert.deepEqual(
    carts.map((one: Seen) => [one.lines[0].waterfall[0].rule.code, one.lines[0].waterfall[0].base.amount]),
    [
      ['CONTRACT', '7.255'],
      ['RETAIL', '99'],
    ],
  )
  assert.deepEqual(await releasedOf('CONTRACT'), ['1: 3 for 21.77', `2: 2 for ${second.net.amount}`])
})

test('A9-16 two lines that are for one item are an error until the order names one; so is one that is not for it', async () => {
  await newItem('TWICE', '10.00')
  await agree('BOTH', [
    { line: 1, sku: 'TWICE', unitPrice: gbp('8.00') },
    { line: 2, itemClass: 'class-TWICE', percent: '50' },
  ])
  const draft = await flow.sell([{ sku: 'TWICE', quantity: '1' }], noFreight)
  assert.deepEqual([draft.state, told(draft)], ['draft', ['/lines/0/agreement ambiguous_agreement']])
  const named = await flow.sell(
    [1, 2].map((line) => ({ sku: 'TWICE', quantity: '1', agreement: { code: 'BOTH', line } })),
    noFreight,
  )
  assert.deepEqual(
    [named.state, named.lines.map((line: Seen) => line.net.amount)],
    ['in_progress', ['8.00', '5.00']],
    JSON.stringify(named.problems),
  )
  const wrong = await flow.sell(
    [{ sku: 'TWICE', quantity: '1', agreement: { code: 'BOTH', line: 7 } }],
    noFreight,
  )
  assert.deepEqual(told(wrong), ['/lines/0/agreement agreement_not_for'])
  const mended = await flow.server.request(
    'PATCH',
    `/api/v1/orders/${wrong.id}`,
    { submit: true, lines: [{ lineNo: 1, agreement: { code: 'BOTH', line: 2 } }] },
    { 'if-match': `"${wrong.revision}"` },
  )
  assert.deepEqual([mended.status, mended.body.state], [200, 'in_progress'], mended.bytes.toString())
})

test('A9-17 B2-6 B11-9 P-9 a blanket of 100: 25 three times, 10 come back, 35 are taken and 36 are not', async () => {
  await newItem('BLANKET', '10.00')
  await agree('BLANKET-100', [
    { line: 1, sku: 'BLANKET', unitPrice: gbp('8.00'), quantity: '100', minRelease: '5' },
  ])
  const sell = (quantity: string) => flow.sell([{ sku: 'BLANKET', quantity }], noFreight)
  const [first] = [await sell('25'), await sell('25'), await sell('25')]
  assert.deepEqual(await releasedOf('BLANKET-100'), ['1: 75 for 600.00'])
  await flow.until(first.id, (one) => one.status === 'billed')
  await flow.ok('/returns', {
    orderId: first.id,
    reason: 'too many',
    lines: [{ lineNo: 1, quantity: '10', restock: false }],
  })
  assert.deepEqual(await releasedOf('BLANKET-100'), ['1: 65 for 520.00'])
  const over = await sell('36')
  assert.deepEqual([over.state, told(over)], ['draft', ['/lines/0/quantity agreement_exceeded']])
  assert.match(over.problems[0].message, /^35 are left of line 1 of agreement BLANKET-100, not 36$/)
  assert.deepEqual(told(await sell('4')), ['/lines/0/quantity release_too_small'])
  const last = await sell('35')
  assert.deepEqual([last.state, last.total.amount], ['in_progress', '280.00'])
  assert.deepEqual(await releasedOf('BLANKET-100'), ['1: 100 for 800.00'])
  // Of one that only warns, more is taken and told.
  const warns = [{ line: 1, sku: 'BLANKET', unitPrice: gbp('8.00'), quantity: '100' }]
  await agree('BLANKET-100', warns, { over: 'warn' })
  const warned = await sell('7')
  assert.equal(warned.state, 'in_progress')
  assert.deepEqual((await flow.read(warned.id)).decisions.agreementsExceeded, ['BLANKET-100'])
  assert.deepEqual(await releasedOf('BLANKET-100'), ['1: 107 for 856.00'])
})

test('A9-17 what is cancelled is given back, to the penny; an agreement of an amount is bounded by it', async () => {
  await newItem('WAITS', '10.00', { kind: 'goods' })
  await agree('BY-AMOUNT', [{ line: 1, sku: 'WAITS', unitPrice: gbp('3.333333'), amount: gbp('30.00') }])
  const sell = (quantity: string) => flow.sell([{ sku: 'WAITS', quantity }], noFreight)
  const order = await sell('7')
  assert.deepEqual(await releasedOf('BY-AMOUNT'), ['1: 7 for 23.33'])
  assert.deepEqual(told(await sell('3')), ['/lines/0/quantity agreement_exceeded'])
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'fewer', lines: [{ lineNo: 1, quantity: '3' }] })
  assert.deepEqual(await releasedOf('BY-AMOUNT'), ['1: 4 for 13.33'])
  assert.equal((await sell('5')).state, 'in_progress')
  await flow.ok(`/orders/${order.id}/cancel`, { reason: 'none of it' })
  assert.deepEqual(await releasedOf('BY-AMOUNT'), ['1: 5 for 16.67'])
  await flow.lawful()
})

test('A9-17 P-25 of 60 releases at once, through two nodes, exactly as many go as were agreed', async () => {
  await newItem('RUSH', '10.00')
  await agree('RUSH-20', [{ line: 1, sku: 'RUSH', unitPrice: gbp('8.00'), quantity: '20' }])
  const db = new Database({ url: flow.server.database.url, name: 'test-agreement', max: 1, unlimited: true })
  const release = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  // Both nodes have read what is left before the first of them may release it.
  const holding = db.use(async ({ client }) => {
    await client.query('begin')
    await client.query('select from pricing.agreement_line for update')
    held.resolve()
    await release.promise
    await client.query('commit')
  })
  await held.promise
  const answers = Array.from({ length: 60 }, (_, n) =>
    (n % 2 === 0 ? flow.server : beside).request(
      'POST',
      '/api/v1/orders',
      {
        source: 'webshop',
        externalId: `RUSH-${n}`,
        customer: { account: 'GB-0001' },
        currency: 'GBP',
        shipTo: { country: 'GB' },
        lines: [{ sku: 'RUSH', quantity: '1' }],
        ...noFreight,
      },
      { 'idempotency-key': `rush-${n}` },
    ),
  )
  await sleep(500)
  release.resolve()
  await holding
  await db.close()
  const states = (await Promise.all(answers)).map(({ body }) => body.state)
  assert.equal(states.filter((state) => state === 'in_progress').length, 20, states.join(' '))
  assert.equal(states.filter((state) => state === 'draft').length, 40)
  assert.deepEqual(await releasedOf('RUSH-20'), ['1: 20 for 160.00'])
  await flow.lawful()
})

test('A9-16 what is wrong with an agreement is told at once, a list can be sent back as it is, and only who may set up says it', async () => {
  const bad = await flow.server.request('PUT', '/api/v1/agreements', {
    code: 'BAD',
    account: 'NOBODY',
    currency: 'GBP',
    validFrom: 'soon',
    lines: [
      {
        line: 1,
        sku: 'NO-SUCH',
        itemClass: 'x',
        unitPrice: { amount: '1', currency: 'EUR' },
        percent: '101',
      },
      { line: 1, sku: 'RUSH', percent: '5', quantity: '0', minRelease: '9', maxRelease: '8' },
    ],
  })
  assert.deepEqual(
    bad.body.errors.map((one: Seen) => `${one.path} ${one.code}`),
    [
      '/account unknown_account',
      '/validFrom not_a_date',
      '/lines/0/sku unknown_item',
      '/lines/0/sku sku_or_class',
      '/lines/0/percent price_or_percent',
      '/lines/0/percent too_great',
      '/lines/0/unitPrice/currency wrong_currency',
      '/lines/1/line duplicate_line',
      '/lines/1/maxRelease below_least',
      '/lines/1/quantity not_above_zero',
    ],
  )
  const { body } = await flow.server.request('GET', '/api/v1/agreements')
  for (const one of body.agreements) assert.equal((await flow.put('/agreements', one)).change, 'unchanged')
  const reader = await flow.keyOf(['orders:read'])
  assert.equal((await flow.server.request('GET', '/api/v1/agreements', undefined, reader)).status, 403)
})
