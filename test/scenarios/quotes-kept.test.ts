import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

let flow: Flow
let today: string
const gbp = (amount: string) => ({ amount, currency: 'GBP' })

before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  for (const [sku, price] of [
    ['Q-RACK', '10.71'],
    ['Q-FLAT', '50.00'],
    ['Q-PART', '5.663'],
    ['Q-SCREW', '0.10'],
  ] as const) {
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', kind: 'service', taxCode: 'standard' })
    await flow.put('/prices', { list: 'RETAIL', sku, validFrom: '2020-01-01', unitPrice: gbp(price) })
  }
  await flow.put('/configuration-models', model('Q-RACK'))
  await flow.put('/configuration-models', { ...model('Q-FLAT'), pricing: 'fixed' })
})
after(() => flow.close())

const model = (code: string, screws = 4) => ({
  code,
  version: 1,
  sku: code,
  name: code,
  state: 'published',
  validFrom: '2020-01-01',
  groups: [
    { code: 'FRAME', min: 1, max: 1, options: [{ code: 'PART', sku: 'Q-PART' }] },
    {
      code: 'FIXED',
      options: [{ code: 'SCREWS', sku: 'Q-SCREW', included: true, quantity: { min: screws, max: screws } }],
    },
  ],
})

const configured = (sku: string, quantity: string) => ({
  sku,
  quantity,
  configuration: { choices: [{ option: 'PART' }] },
})

async function sent(lines: object[], more: Record<string, unknown> = {}): Promise<Seen> {
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    alternatives: [{ code: 'A', lines }],
    ...more,
  })
  return flow.ok(`/quotes/${quote.id}/send`, {})
}
async function read(id: string): Promise<Seen> {
  const answer = await flow.server.request('GET', `/api/v1/quotes/${id}`)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

test('B2-5 A8-10 parts of a configured line go with it, at their share of what was quoted', async () => {
  const quote = await sent([configured('Q-RACK', '3'), { sku: 'KIT-101', quantity: '1' }])
  const [alternative] = (await read(quote.id)).alternatives
  assert.deepEqual(
    alternative.lines.map((one: Seen) => [one.lineNo, one.parentLineNo, one.sku, one.quantity]),
    [
      [1, null, 'Q-RACK', '3'],
      [2, null, 'KIT-101', '1'],
      [3, 1, 'Q-PART', '3'],
      [4, 1, 'Q-SCREW', '12'],
    ],
  )
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'Q-PART',
    validFrom: today,
    unitPrice: gbp('99'),
  })
  const first = await flow.ok(`/quotes/${quote.id}/accept`, {
    version: 1,
    lines: [{ lineNo: 1, quantity: '1' }],
  })
  const rest = await flow.ok(`/quotes/${quote.id}/accept`, { version: 1 })
  const orders = [await flow.read(first.order.id), await flow.read(rest.order.id)]
  const minor = (money: Seen) => Number(money.amount.replace('.', ''))
  for (const sku of ['Q-RACK', 'Q-PART', 'Q-SCREW', 'KIT-101']) {
    const of = (lines: Seen[]) =>
      lines.filter((one) => one.sku === sku).reduce((sum, one) => sum + minor(one.net), 0)
    assert.equal(of(orders.flatMap((one) => one.lines)), of(alternative.lines), sku)
  }
  assert.deepEqual(
    orders.map((order) => order.lines.map((one: Seen) => [one.sku, one.quantity])),
    [
      [
        ['Q-RACK', '1'],
        ['Q-PART', '1'],
        ['Q-SCREW', '4'],
      ],
      [
        ['Q-RACK', '2'],
        ['KIT-101', '1'],
        ['Q-PART', '2'],
        ['Q-SCREW', '8'],
      ],
    ],
  )
  await flow.lawful()
})

test('B2-5 A8-13 what would be other goods today is not sold at the price of the quote, and leaves nothing', async () => {
  const quote = await sent([configured('Q-RACK', '1')])
  await flow.put('/configuration-models', { ...model('Q-RACK', 6), version: 2, validFrom: today })
  const count = async () =>
    (await flow.server.database.sql<{ n: number }>('select count(*)::int as n from orders.order_state'))[0]!.n
  const before = await count()
  await flow.put('/items', {
    sku: 'Q-PART',
    name: 'Q-PART',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'standard',
    active: false,
  })
  const refused = await flow.post(`/quotes/${quote.id}/accept`, { version: 1 })
  assert.deepEqual([refused.status, refused.body.code], [409, 'not_as_agreed'])
  assert.ok(refused.body.errors.some((one: Seen) => one.code === 'inactive_item'))
  assert.equal(await count(), before)
  assert.deepEqual((await read(quote.id)).state, 'sent')
})

test('A8-11 A9-2 parts that cost nothing of their own are priced beside rules that adjust prices', async () => {
  await flow.put('/items', {
    sku: 'Q-PART',
    name: 'Q-PART',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'standard',
    active: true,
  })
  await flow.put('/adjustment-rules', { code: 'TENTH', validFrom: '2020-01-01', percent: '10' })
  const order = await flow.sell([configured('Q-FLAT', '1')])
  assert.equal(order.state, 'in_progress', JSON.stringify(order.problems))
  assert.deepEqual(
    order.lines.map((one: Seen) => [one.sku, one.net.amount]),
    [
      ['Q-FLAT', '45.00'],
      ['Q-PART', '0.00'],
      ['Q-SCREW', '0.00'],
    ],
  )
  const quote = await sent([configured('Q-FLAT', '2'), { sku: 'KIT-101', quantity: '3' }])
  const taken = await flow.ok(`/quotes/${quote.id}/accept`, { version: 1 })
  const total = (await read(quote.id)).alternatives[0].total
  assert.deepEqual((await flow.read(taken.order.id)).total, total)
})

test('B2-5 P-13 a version reads the same when its price list is called otherwise and its prices are others', async () => {
  const quote = await sent([{ sku: 'KIT-102', quantity: '2' }])
  const { alternatives } = await read(quote.id)
  await flow.put('/prices', { list: 'RETAIL', sku: 'KIT-102', validFrom: today, unitPrice: gbp('77.77') })
  assert.deepEqual((await read(quote.id)).alternatives, alternatives)
  assert.ok(alternatives[0].lines[0].waterfall[0].rule.code)
})

test('B2-5 a quote ends after its last day by the clock of its company, unless it was accepted', async () => {
  const lines = [{ sku: 'KIT-102', quantity: '2' }]
  const [open, taken] = [await sent(lines, { validDays: 1 }), await sent(lines, { validDays: 1 })]
  await flow.ok(`/quotes/${taken.id}/accept`, { version: 1, lines: [{ lineNo: 1, quantity: '1' }] })
  await flow.put('/clock', { days: 2 })
  await flow.ok('/monitoring/jobs/quote-expiry/run', { reason: 'now' })
  const end = performance.now() + 20_000
  while ((await read(open.id)).state !== 'expired') {
    assert.ok(performance.now() < end, 'the job did not end the quote')
    await sleep(50)
  }
  const ended = await read(open.id)
  assert.deepEqual(ended.history.map((one: Seen) => [one.act, one.actor]).at(-1), ['expire', 'system'])
  const kept = await read(taken.id)
  assert.deepEqual([kept.state, kept.validUntil], ['accepted', addDays(today, 1)])
  const late = await flow.post(`/quotes/${taken.id}/accept`, { version: 1 })
  assert.deepEqual([late.status, late.body.code], [409, 'quote_expired'])
  // A part of it was ordered, so it is not offered anew.
  const anew = await flow.post(`/quotes/${taken.id}/accept`, { version: 1, repriceDays: 5 })
  assert.deepEqual([anew.status, anew.body.code], [409, 'quote_expired'])
})

test('B2-5 two processes that make orders of one quote at once take no more than was quoted', async () => {
  const other = await startTestServer({ beside: flow.server })
  try {
    const quote = await sent([{ sku: 'KIT-102', quantity: '9' }])
    const accept = (server: TestServer, index: number) =>
      server.request(
        'POST',
        `/api/v1/quotes/${quote.id}/accept`,
        { version: 1, lines: [{ lineNo: 1, quantity: '1' }] },
        { 'idempotency-key': `two-${index}` },
      )
    const asked = Array.from({ length: 16 }, (_, index) =>
      accept(index % 2 === 0 ? flow.server : other, index),
    )
    const answers = await Promise.all(asked)
    const codes = answers.map(({ status, body }) => (status === 200 ? 'ordered' : body.code))
    assert.equal(codes.filter((code) => code === 'ordered').length, 9, codes.join(' '))
    assert.deepEqual([...new Set(codes)].toSorted(), ['acceptance_refused', 'ordered'])
    const { alternatives, orders, revision } = await read(quote.id)
    assert.deepEqual([alternatives[0].lines[0].quantityLeft, orders.length, revision], ['0', 9, '11'])
    await flow.lawful()
  } finally {
    await other.close()
  }
})

test('B2-5 a quote of 10,000 lines is made, sent and accepted', async () => {
  const lines = Array.from({ length: 10_000 }, () => ({ sku: 'Q-SCREW', quantity: '1' }))
  const quote = await sent(lines)
  const taken = await flow.ok(`/quotes/${quote.id}/accept`, { version: 1 })
  assert.equal(taken.left.length, 10_000)
  const { alternatives, orders } = await read(quote.id)
  assert.deepEqual([orders.length, alternatives[0].lines.at(-1).quantityLeft], [1, '0'])
  const [order] = await flow.server.database.sql<{ total: bigint; lines: number }>(
    `select total, (select count(*)::int from orders.order_line l where l.company_id = o.company_id and l.order_id = o.id) as lines
     from orders.sales_order o where external_id = '${taken.order.externalId}'`,
  )
  const minor = BigInt(alternatives[0].total.amount.replace('.', ''))
  assert.deepEqual([order!.lines, order!.total], [10_000, minor])
})

test('B2-5 a version of a quote is a PDF with its alternatives, prices and totals', async () => {
  await flow.put('/items', {
    sku: 'Q-TEE',
    name: 'Żółty kubek „Ćma”, Ελλάδα',
    itemClass: 'kitchen',
    taxCode: 'standard',
  })
  await flow.put('/prices', {
    list: 'RETAIL',
    sku: 'Q-TEE',
    validFrom: '2020-01-01',
    unitPrice: gbp('12.345'),
  })
  const quote = await flow.ok('/quotes', {
    source: 'webshop',
    account: 'GB-0001',
    currency: 'GBP',
    validDays: 14,
    customerReference: 'PO-4711',
    alternatives: [
      { code: 'A', title: 'As asked', lines: [{ sku: 'KIT-101', quantity: '3' }, configured('Q-RACK', '2')] },
      {
        code: 'B',
        title: 'Many',
        lines: Array.from({ length: 60 }, () => ({ sku: 'Q-TEE', quantity: '2' })),
      },
    ],
  })
  const answer = await flow.server.request('GET', `/api/v1/quotes/${quote.id}/document?version=1`)
  assert.equal(answer.status, 200, answer.bytes.toString().slice(0, 500))
  assert.equal(answer.headers.get('content-type'), 'application/pdf')
  assert.match(answer.headers.get('content-disposition')!, new RegExp(`${quote.number}-1\\.pdf`))
  assert.equal(answer.bytes.subarray(0, 5).toString(), '%PDF-')
  // Three pages or more, each with the number of all of them.
  assert.ok(answer.bytes.toString('latin1').match(/\/Type \/Page\b(?!s)/g)!.length >= 3)
  const again = await flow.server.request('GET', `/api/v1/quotes/${quote.id}/document`)
  assert.equal(again.bytes.length, answer.bytes.length)
})
