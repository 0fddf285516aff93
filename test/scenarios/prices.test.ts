import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { Partners } from '../support/partners.ts'

let flow: Flow
before(async () => {
  // Without workers: nobody else writes while it is looked whether pricing does.
  flow = new Flow(await startTestServer({ sample: true, roles: 'api' }))
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })

function cart(lines: readonly object[], more: Record<string, unknown> = {}) {
  return {
    source: 'webshop',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'GB' },
    lines,
    ...more,
  }
}

const ask = (carts: readonly object[], key: Record<string, string> = {}, more: object = {}) =>
  flow.server.request('POST', '/api/v1/prices', { carts, ...more }, key)

async function priced(carts: readonly object[]): Promise<Seen[]> {
  const { status, body, bytes } = await ask(carts)
  assert.equal(status, 200, bytes.toString())
  return body.carts
}

const CARTS = [
  cart([{ sku: 'KIT-101', quantity: '3' }]),
  cart(
    [
      { sku: 'KIT-101', quantity: '20', discounts: [{ percent: '12.5', code: 'VIP', reason: 'Old friend' }] },
      { sku: 'KIT-102', quantity: '7' },
    ],
    { discounts: [{ amount: gbp('5.00') }] },
  ),
  cart([{ sku: 'KIT-102', quantity: '1' }], { shipTo: { country: 'IE' }, freight: gbp('9.99') }),
  cart([{ sku: 'KIT-103', quantity: '2' }], { taxInclusive: true }),
]

test('A9-23 A9-2 a cart is told what its order then comes to: the same amounts, steps and rules, in one request for many', async () => {
  const answers = await priced(CARTS.map((one, place) => ({ ...one, id: `cart-${place}` })))
  for (const [place, { lines, ...of }] of CARTS.entries()) {
    const sold = await flow.sell(lines, of)
    const order = await flow.read(sold.id)
    const answer = answers[place]
    assert.equal(answer.id, `cart-${place}`)
    assert.deepEqual(answer.problems, [])
    assert.deepEqual([answer.total, answer.tax, answer.freight], [sold.total, sold.tax, sold.freight])
    const seen = (line: Seen) => [line.sku, line.quantity, line.unitPrice, line.net, line.tax, line.freight]
    assert.deepEqual(answer.lines.map(seen), sold.lines.map(seen))
    assert.deepEqual(
      answer.lines.map((line: Seen) => line.waterfall),
      order.lines.map((line: Seen) => line.waterfall),
    )
  }
})

test('A9-23 pricing writes nothing: no row in any table, and no place in the log', async () => {
  const rows = () =>
    flow.server.database.sql(
      `select schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del as changed from pg_stat_user_tables
       where schemaname not in ('platform', 'monitoring', 'insight') order by 1, 2`,
    )
  const log = () => flow.server.database.sql('select count(*) as places from platform.company_log')
  await flow.server.database.sql('select pg_stat_force_next_flush()')
  const [before, place] = [await rows(), await log()]
  await priced(CARTS)
  await flow.server.database.sql('select pg_stat_force_next_flush()')
  assert.deepEqual([await rows(), await log()], [before, place])
})

test('A9-23 everything that is wrong with carts is told at once, at its place, and the others are priced', async () => {
  const [first, second, third] = await priced([
    cart(
      [
        { sku: 'NO-SUCH', quantity: '1' },
        { sku: 'KIT-101', quantity: '2' },
      ],
      {
        customer: { account: 'NOBODY' },
        discounts: [{}],
      },
    ),
    cart([{ sku: 'KIT-101', quantity: '2' }]),
    cart([
      { sku: 'NO-SUCH', quantity: '1' },
      { sku: 'KIT-101', quantity: '2' },
    ]),
  ])
  const told = ({ problems }: Seen) => problems.map((one: Seen) => `${one.path} ${one.code}`)
  assert.deepEqual(told(first), [
    '/carts/0/discounts/0 bad_discount',
    '/carts/0/customer/account unknown_customer',
    '/carts/0/lines/0/sku unknown_item',
  ])
  assert.equal(first.total, null)
  assert.deepEqual(told(second), [])
  assert.deepEqual(told(third), ['/carts/2/lines/0/sku unknown_item'])
  assert.deepEqual(third.lines[1].net, second.lines[0].net)
  const { status, body } = await ask([{ ...cart([]), lines: [] }, { currency: 'GBP' }])
  assert.deepEqual([status, body.code], [422, 'invalid_body'])
  assert.ok(body.errors.some((one: Seen) => one.path === '/carts/0/lines'))
  assert.ok(body.errors.some((one: Seen) => one.path === '/carts/1/source'))
})

test('A9-23 a line with a quantity that nobody can order leaves the others their prices', async () => {
  const lines = ['2', '1000000001', '0', '3'].map((quantity) => ({ sku: 'KIT-101', quantity }))
  const [answer, sound] = await priced([cart(lines), cart([lines[0]!, lines[3]!])])
  assert.deepEqual(
    answer.problems.map((one: Seen) => `${one.path} ${one.code}`),
    ['/carts/0/lines/1/quantity too_great', '/carts/0/lines/2/quantity bad_quantity'],
  )
  assert.equal(answer.total.amount, sound.total.amount)
  assert.deepEqual(
    answer.lines.map((one: Seen) => one.net),
    [sound.lines[0].net, gbp('0.00'), gbp('0.00'), sound.lines[1].net],
  )
})

test('A9-23 who sees some accounts prices for these alone, states no prices, and is not told which rules lost', async () => {
  const partners = new Partners(flow)
  await flow.put('/promotions', {
    code: 'NEVER',
    percent: '5',
    condition: 'order.net > minor("90000.00", "GBP")',
    validFrom: '2020-01-01',
    rank: 1,
  })
  const key = await partners.customerKeyOf('GB-0001')
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const own = await ask([cart(lines)], key)
  assert.equal(own.status, 200, own.bytes.toString())
  assert.deepEqual(own.body.carts[0].lines[0].waterfall[0].losers, [])
  const [open] = await priced([cart(lines)])
  assert.ok(
    open.lines[0].waterfall.some((step: Seen) => step.losers.some((one: Seen) => one.rule.code === 'NEVER')),
  )
  const other = await ask([cart(lines), cart(lines, { customer: { account: 'GB-0002' } })], key)
  assert.deepEqual(
    [other.status, other.body.code, other.body.errors[0].path],
    [403, 'account_forbidden', '/carts/1/customer/account'],
  )
  const stated = await ask([cart(lines, { freight: gbp('0.00') })], key)
  assert.deepEqual([stated.status, stated.body.code], [403, 'prices_forbidden'])
})

test('A9-23 more lines than an order may have are not priced at once', async () => {
  const lines = Array.from({ length: 5001 }, () => ({ sku: 'KIT-101', quantity: '1' }))
  const { status, body } = await ask([cart(lines), cart(lines)])
  assert.deepEqual([status, body.code], [422, 'too_many_lines'])
})
