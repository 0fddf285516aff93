import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const lineOf = (sku: string, quantity: number) => [
  { sku, quantity: `${quantity}`, unitPrice: '10', net: `${quantity * 10}.00`, tax: `${quantity * 2}.00` },
]
function said(outcomes: Seen): unknown[] {
  return outcomes.map((one: Seen) =>
    one.ok ? true : one.problems.map((problem: Seen) => `${problem.path} ${problem.code}`).join(', '),
  )
}

test('D9 D10 goods cost nothing or more, whatever way they come in', async () => {
  await flow.newItem('COST-1')
  const goods = { sku: 'COST-1', location: 'PORT', quantity: '2' }
  const refused = '/unitCost bad_price'
  for (const path of ['/stock/receipts', '/stock/opening', '/stock/adjustments']) {
    const { outcomes } = await flow.ok(path, [{ ...goods, unitCost: '-5' }])
    assert.deepEqual(said(outcomes), [refused], path)
  }
  const standard = await flow.ok('/stock/receipts', [{ ...goods, unitCost: '1', standardCost: '-1' }])
  assert.deepEqual(said(standard.outcomes), ['/standardCost bad_price'])
  const supply = { ...goods, dueOn: '2099-01-31' }
  const announced = await flow.ok('/supply-orders', [
    { ...supply, number: 'COST-PO-1', unitCost: '-3' },
    { ...supply, number: 'COST-PO-2', unitCost: '0' },
  ])
  assert.deepEqual(said(announced.outcomes), [refused, true])
  const back = { sku: 'COST-1', quantity: '1', unitPrice: '3', location: 'PORT', unitCost: '-5' }
  const returned = await flow.post('/returns', { account: 'GB-0001', reason: 'dented', lines: [back] })
  assert.equal(returned.status, 422)
  assert.deepEqual(
    returned.body.errors.map((one: Seen) => [one.path, one.code]),
    [['/lines/0/unitCost', 'bad_price']],
  )
  const free = await flow.ok('/stock/receipts', [{ ...goods, unitCost: '0' }])
  assert.deepEqual(said(free.outcomes), [true])
  await flow.lawful()
})

test('D10 goods that come after more left than there was: what these cost otherwise is a variance of the receiving, by its rule', async () => {
  const sku = 'LATE-COST-1'
  await flow.newItem(sku)
  const goods = { sku, location: 'PORT' }
  const get = async (path: string) => (await flow.server.request('GET', `/api/v1${path}`)).body
  const come = async (quantity: string, unitCost: string, more: object = {}) => {
    const received = await flow.ok('/stock/receipts', [{ ...goods, quantity, unitCost, ...more }])
    assert.deepEqual(said(received.outcomes), [true])
    const { rows } = await get('/ledger/journals?event=stock.received&limit=1')
    return rows[0].postings.map((one: Seen) => [
      `${one.kind} ${one.debit.code}/${one.credit.code} ${one.functionalAmount.amount}`,
      rules.get(one.ruleId),
    ])
  }
  const count = (quantity: string) => flow.ok('/stock/adjustments', [{ ...goods, quantity }])
  /** Moves of the item, the newest first: kind, quantity, value. */
  const moves = async (limit: number) =>
    (await get(`/stock/moves?sku=${sku}&limit=${limit}`)).rows.map((one: Seen) =>
      [one.kind, one.quantity, one.value.amount].join(' '),
    )
  const worth = async () => {
    const [pool] = await flow.server.database.sql(
      `select p.quantity::text as quantity, p.value from inventory.cost_pool p
       join catalog.item i on i.company_id = p.company_id and i.id = p.item_id where i.sku = $1`,
      [sku],
    )
    return pool
  }
  const rules = new Map<string, string>(
    (
      await flow.server.database.sql<{ id: bigint; name: string }>(
        `select id, event || ' ' || amount_kind as name from ledger.posting_rule`,
      )
    ).map(({ id, name }) => [encodeId('rul', id), name]),
  )

  await come('2', '10')
  // Three more are gone than there were, at the last known cost.
  await count('-5')
  assert.deepEqual(await moves(1), ['adjustment -5 -50.00'])
  assert.deepEqual(await worth(), { quantity: '-3.000000', value: -30_00n })
  const cost = 'stock.received cost'
  const trueUp = 'cost.adjusted true_up'
  // One of the three cost 2 more than it was issued at; the others stay at what they were.
  assert.deepEqual(await come('1', '12'), [
    ['cost 1300/2000 12.00', cost],
    ['true_up 5150/1300 2.00', trueUp],
  ])
  assert.deepEqual((await moves(2)).toSorted(), ['receipt 1 12.00', 'revaluation 0 -2.00'])
  // Two were cheaper; what is left is worth what was paid for it.
  assert.deepEqual(await come('6', '9'), [
    ['cost 1300/2000 54.00', cost],
    ['true_up 1300/5150 2.00', trueUp],
  ])
  assert.deepEqual(await worth(), { quantity: '4.000000', value: 36_00n })
  // No unit is lost to rounding: an empty pool is worth nothing, also when it comes back from below zero.
  await come('3', '10.333333')
  for (const gone of ['-1', '-1', '-1', '-4']) await count(gone)
  assert.deepEqual(await worth(), { quantity: '0.000000', value: 0n })
  await count('-3')
  await come('3', '11.11')
  assert.deepEqual(await worth(), { quantity: '0.000000', value: 0n })

  await flow.newItem('STD-COST-1')
  assert.deepEqual(await come('4', '5.50', { sku: 'STD-COST-1', standardCost: '5' }), [
    ['cost 1300/2000 20.00', cost],
    ['price_variance 5100/2000 2.00', 'stock.received price_variance'],
  ])
  await flow.lawful()
})

test('A14-4 D10 what goods that left cost otherwise, had a receipt of a day before been there, is a variance of that receipt', async () => {
  const sku = 'BACK-COST-1'
  await flow.newItem(sku)
  const get = async (path: string) => (await flow.server.request('GET', `/api/v1${path}`)).body
  const receiveOn = async (rows: object[]) => {
    const all = rows.map((row) => ({ sku, location: 'PORT', ...row }))
    const { outcomes } = await flow.ok('/stock/receipts', all)
    assert.ok(outcomes.every((one: Seen) => one.ok))
    return outcomes
  }
  const worth = () =>
    flow.server.database.sql(
      `select p.quantity::text as quantity, p.value from inventory.cost_pool p
       join catalog.item i on i.company_id = p.company_id and i.id = p.item_id where i.sku = $1`,
      [sku],
    )
  const variances = async () => {
    const { rows } = await get('/ledger/trial-balance')
    return Number(rows.find((one: Seen) => one.code === '5150')?.balance.amount ?? 0)
  }
  const before = await variances()
  const [{ answer: first }] = await receiveOn([{ quantity: '10', unitCost: '1' }])
  const today: string = first.on
  const dayBefore = (days: number) =>
    new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
  const { id } = await flow.order(lineOf(sku, 6))
  await flow.until(id, (one) => one.billingStatus === 'billed')
  await flow.ok('/returns', { orderId: id, reason: 'too many', lines: [{ lineNo: 1, quantity: '2' }] })
  await flow.ok('/stock/adjustments', [{ sku, location: 'PORT', quantity: '-2' }])
  assert.deepEqual(await worth(), [{ quantity: '4.000000', value: 4_00n }])
  // Six are gone of ten, and of 20 at 1.50 they would have cost 3.00 more; the rest is worth 1.50 a unit.
  const on = dayBefore(1)
  await receiveOn([{ quantity: '10', unitCost: '2', on }])
  assert.deepEqual(await worth(), [{ quantity: '14.000000', value: 21_00n }])
  const { rows } = await get('/ledger/journals?event=stock.received&limit=1')
  assert.equal(rows[0].postedOn, on)
  assert.deepEqual(
    rows[0].postings.map((one: Seen) => [
      one.kind,
      one.debit.code,
      one.credit.code,
      one.functionalAmount.amount,
    ]),
    [
      ['cost', '1300', '2000', '20.00'],
      ['back_dated', '5150', '1300', '3.00'],
    ],
  )
  const { rows: moves } = await get(`/stock/moves?sku=${sku}&limit=2`)
  assert.deepEqual(
    moves.map((one: Seen) => [one.kind, one.quantity, one.value.amount, one.movedOn]).toSorted(),
    [
      ['receipt', '10', '20.00', on],
      ['revaluation', '0', '-3.00', on],
    ],
  )
  // Two of one call, of different days, go before one of today; the first costs what the pool costs.
  await receiveOn([
    { quantity: '5', unitCost: '1.50', on: dayBefore(3) },
    { quantity: '5', unitCost: '4.50', on: dayBefore(2) },
    { quantity: '1', unitCost: '2', on: today },
  ])
  // 15.00 more than the average for 5 of 30 in all, of which 6 are gone.
  assert.deepEqual(await worth(), [{ quantity: '25.000000', value: 50_00n }])
  assert.equal(await variances(), before + 6)
  await flow.lawful()
})

test('D3 a supply order that was due before today is still to come: it counts as due today', async () => {
  await flow.newItem('LATE-1')
  const goods = { sku: 'LATE-1', location: 'PORT', quantity: '2', unitCost: '3' }
  const announced = await flow.ok('/supply-orders', [{ ...goods, number: 'LATE-PO', dueOn: '2020-01-31' }])
  assert.deepEqual(said(announced.outcomes), [true])
  const made = await flow.order([
    { sku: 'LATE-1', quantity: '2', unitPrice: '10', net: '20.00', tax: '4.00' },
  ])
  const { fulfillmentLines } = await flow.read(made.id)
  assert.equal(fulfillmentLines[0].supply, 'dated', JSON.stringify(fulfillmentLines))
  assert.equal(fulfillmentLines[0].promisedOn, announced.outcomes[0].answer.dueOn)
  await flow.lawful()
})

test('D9 the stock to begin with is entered once for an item at a location', async () => {
  await flow.newItem('OPEN-1')
  const goods = { sku: 'OPEN-1', location: 'PORT', quantity: '4', unitCost: '2' }
  const twice = await flow.ok('/stock/opening', [goods, goods])
  assert.deepEqual(said(twice.outcomes), [true, '/location opened_before'])
  await flow.receive('OPEN-1', '1')
  const [again, elsewhere] = await Promise.all([
    flow.ok('/stock/opening', [goods]),
    flow.ok('/stock/opening', [{ ...goods, location: 'LEEDS' }]),
  ])
  assert.deepEqual(said(again.outcomes), ['/location opened_before'])
  assert.deepEqual(said(elsewhere.outcomes), [true])
  await flow.newItem('OPEN-2')
  const both = await Promise.all(
    [1, 2, 3, 4].map(() => flow.ok('/stock/opening', [{ ...goods, sku: 'OPEN-2' }])),
  )
  assert.equal(both.filter(({ outcomes }) => outcomes[0].ok).length, 1)
  await flow.lawful()
})

test('D9 goods come today or before, on a day that the books have a period for', async () => {
  await flow.newItem('DAY-1')
  const goods = { sku: 'DAY-1', location: 'PORT', quantity: '4', unitCost: '2' }
  const counted = await flow.ok('/stock/adjustments', [goods])
  const today: string = counted.outcomes[0].answer.on
  const year = Number(today.slice(0, 4))
  for (const path of ['/stock/opening', '/stock/receipts', '/stock/adjustments']) {
    const days = ['1970-01-01', '2150-01-01', `${year - 1}-12-31`, today]
    const { outcomes } = await flow.ok(
      path,
      days.map((on, at) => ({ ...goods, location: at === 2 ? 'LEEDS' : 'PORT', on })),
    )
    assert.deepEqual(said(outcomes), ['/on no_period', '/on in_future', true, true], path)
  }
  await flow.put('/periods', { code: '1970-01', startsOn: '1970-01-01', endsOn: '1970-01-31' })
  const opened = await flow.ok('/stock/receipts', [{ ...goods, on: '1970-01-01' }])
  assert.deepEqual(said(opened.outcomes), [true])
  await flow.lawful()
})

test('D9 a failure of ours is no outcome of a row: the call fails, and is sent again with its key', async () => {
  await flow.newItem('FAULT-1')
  const goods = { sku: 'FAULT-1', location: 'PORT', quantity: '4', unitCost: '2' }
  const { sql } = flow.server.database
  await sql(`alter table inventory.stock_move add constraint broken check (kind <> 'opening') not valid`)
  const failed = await flow.post('/stock/opening', [goods], 'fault-1')
  await sql('alter table inventory.stock_move drop constraint broken')
  assert.deepEqual([failed.status, failed.body.code], [500, 'internal'])
  const { outcomes } = await flow.ok('/stock/opening', [goods], 'fault-1')
  assert.deepEqual(said(outcomes), [true])
  await flow.lawful()
})
