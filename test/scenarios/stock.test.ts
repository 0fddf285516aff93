import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { decodeId, encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function newItem(sku: string): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
}

/** What a row of a stock call came to: true, or the places and codes of its refusal. */
function said(outcomes: Seen): unknown[] {
  return outcomes.map((one: Seen) =>
    one.ok ? true : one.problems.map((problem: Seen) => `${problem.path} ${problem.code}`).join(', '),
  )
}

test('D9 D10 goods cost nothing or more, whatever way they come in', async () => {
  await newItem('COST-1')
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
  await newItem(sku)
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

  await newItem('STD-COST-1')
  assert.deepEqual(await come('4', '5.50', { sku: 'STD-COST-1', standardCost: '5' }), [
    ['cost 1300/2000 20.00', cost],
    ['price_variance 5100/2000 2.00', 'stock.received price_variance'],
  ])
  await flow.lawful()
})

test('A14-4 D10 what goods that left cost otherwise, had a receipt of a day before been there, is a variance of that receipt', async () => {
  const sku = 'BACK-COST-1'
  await newItem(sku)
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
  await newItem('LATE-1')
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

const lineOf = (sku: string, quantity: number) => [
  { sku, quantity: `${quantity}`, unitPrice: '10', net: `${quantity * 10}.00`, tax: `${quantity * 2}.00` },
]
const receive = (sku: string, quantity: string, location = 'PORT') =>
  flow.ok('/stock/receipts', [{ sku, location, quantity, unitCost: '6' }])

test('P-27 who cannot be served whole does not keep the goods from those who wait behind', async () => {
  await newItem('WAIT-1')
  const big = await flow.order(lineOf('WAIT-1', 100))
  const small = await flow.order(lineOf('WAIT-1', 3))
  const smaller = await flow.order(lineOf('WAIT-1', 2))
  await receive('WAIT-1', '4')
  await flow.until(small.id, (one) => one.billingStatus === 'billed')
  assert.equal((await flow.read(smaller.id)).status, 'backordered')
  await receive('WAIT-1', '99')
  await flow.until(big.id, (one) => one.billingStatus === 'billed')
  assert.equal((await flow.read(smaller.id)).status, 'backordered')
  await flow.ok('/stock/adjustments', [{ sku: 'WAIT-1', location: 'PORT', quantity: '2' }])
  await flow.until(smaller.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('P-27 D3 what an earlier promise counts on stays with it, what is announced sets the rest free', async () => {
  await newItem('WAIT-2')
  const goods = { sku: 'WAIT-2', location: 'PORT', unitCost: '3' }
  await receive('WAIT-2', '20')
  const supply = { ...goods, number: 'WAIT-2-A', quantity: '80', dueOn: '2099-01-31' }
  await flow.ok('/supply-orders', [supply])
  const allowSplit = { allowSplit: false }
  const [line] = lineOf('WAIT-2', 100)
  const dated = await flow.order([{ ...line!, ...allowSplit }])
  assert.equal((await flow.read(dated.id)).fulfillmentLines[0].supply, 'dated')
  const behind = await flow.order(lineOf('WAIT-2', 3))
  await receive('WAIT-2', '2')
  assert.equal((await flow.read(behind.id)).status, 'backordered')
  await flow.ok('/supply-orders', [{ ...supply, number: 'WAIT-2-B', quantity: '5', dueOn: '2098-12-31' }])
  await flow.until(behind.id, (one) => one.billingStatus === 'billed')
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '81', supplyNumber: 'WAIT-2-A' }])
  await flow.until(dated.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('P-20 D3 parts of a line that are promised for different days leave each with its own goods', async () => {
  await newItem('DAYS-1')
  const goods = { sku: 'DAYS-1', location: 'PORT', unitCost: '3' }
  const soon = { ...goods, number: 'DAYS-A', quantity: '2', dueOn: '2020-01-31' }
  const later = { ...goods, number: 'DAYS-B', quantity: '3', dueOn: '2099-02-28' }
  await flow.ok('/supply-orders', [soon, later])
  const made = await flow.order(lineOf('DAYS-1', 5))
  const shipped = (one: Seen) => one.fulfillmentLines.map((part: Seen) => [part.quantity, part.shipped])
  assert.deepEqual(shipped(await flow.read(made.id)), [
    ['2', '0'],
    ['3', '0'],
  ])
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '2', supplyNumber: 'DAYS-A' }])
  const first = await flow.until(made.id, (one) => one.invoices.length === 1)
  assert.deepEqual(shipped(first), [
    ['2', '2'],
    ['3', '0'],
  ])
  await flow.ok('/stock/receipts', [{ ...goods, quantity: '3', supplyNumber: 'DAYS-B' }])
  await flow.until(made.id, (one) => one.invoices.length === 2)
  await flow.lawful()
})

test('D9 P-27 goods that a customer sends back go to the order that waits for them', async () => {
  await newItem('WAIT-3')
  await receive('WAIT-3', '2')
  const first = await flow.order(lineOf('WAIT-3', 2))
  await flow.until(first.id, (one) => one.billingStatus === 'billed')
  const second = await flow.order(lineOf('WAIT-3', 1))
  const third = await flow.order(lineOf('WAIT-3', 1))
  const lines = [{ lineNo: 1, quantity: '1' }]
  await flow.ok('/returns', { orderId: first.id, reason: 'too blue', lines })
  await flow.until(second.id, (one) => one.billingStatus === 'billed')
  const back = { sku: 'WAIT-3', quantity: '1', unitPrice: '3', location: 'PORT', unitCost: '5' }
  await flow.ok('/returns', { account: 'GB-0001', reason: 'found', lines: [back] })
  await flow.until(third.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-8 P-27 a held order takes its turn and blocks nobody; its release asks for goods that are free', async () => {
  await newItem('WAIT-4')
  const held = await flow.order(lineOf('WAIT-4', 10))
  const { id: holdId } = await flow.ok(`/orders/${held.id}/holds`, { code: 'fraud', reason: 'odd' })
  const behind = await flow.order(lineOf('WAIT-4', 3))
  await receive('WAIT-4', '5')
  await flow.until(behind.id, (one) => one.billingStatus === 'billed')
  // As a database of before may stand: the goods are there, and nobody asked for them.
  const wants = (quantity: number) =>
    flow.server.database.sql(`update inventory.planned_demand set quantity = $2 where root_id = $1`, [
      decodeId('ord', held.id),
      quantity,
    ])
  await wants(100)
  await receive('WAIT-4', '8')
  await wants(10)
  assert.equal((await flow.read(held.id)).fulfillmentLines[0].supply, 'backorder')
  await flow.ok(`/orders/${held.id}/holds/${holdId}/release`, { reason: 'called them' })
  await flow.until(held.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('A3-8 P-27 a held order that waits for goods ships when it has them, whatever ids its tasks were drawn with', async () => {
  await newItem('WAIT-5')
  const held = await flow.order(lineOf('WAIT-5', 10))
  const { id: holdId } = await flow.ok(`/orders/${held.id}/holds`, { code: 'fraud', reason: 'odd' })
  const { tasks } = (await flow.read(held.id)).plan
  const [reserve, ship] = tasks.map((one: Seen) => decodeId('tsk', one.id))
  assert.deepEqual(
    tasks.slice(0, 2).map((one: Seen) => `${one.kind} ${one.waits}`),
    ['reserve 2', 'ship 1'],
  )
  // As a plan may stand that was drawn over the end of a block of ids: what comes first has the higher id.
  await flow.server.database.sql(
    `update orchestration.task t set kind = o.kind, waits = o.waits, frees = array_replace(o.frees, t.id, o.id)
     from orchestration.task o where t.id = any($1) and o.id = any($1) and o.id <> t.id`,
    [[reserve, ship]],
  )
  await flow.lawful()
  await flow.ok(`/orders/${held.id}/holds/${holdId}/release`, { reason: 'called them' })
  await flow.lawful()
  const waiting = await flow.read(held.id)
  assert.deepEqual([waiting.status, waiting.shipments.length], ['backordered', 0])
  await receive('WAIT-5', '10')
  await flow.until(held.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

/** A warehouse that says itself what it shipped, asked after all others. */
async function confirmingWarehouse(): Promise<void> {
  await flow.put('/locations', {
    code: 'DOCK',
    name: 'Dockside',
    country: 'GB',
    rank: 90,
    autoConfirm: false,
  })
}

test('A6-4 P-27 goods that come to a warehouse that confirms leave when it says so, wherever they were expected', async () => {
  await confirmingWarehouse()
  await newItem('WAIT-13')
  const { id } = await flow.order(lineOf('WAIT-13', 2))
  assert.equal((await flow.read(id)).status, 'backordered')
  await receive('WAIT-13', '2', 'DOCK')
  const asked = await flow.until(id, (one) => one.shipments.length > 0)
  const [shipment] = asked.shipments
  assert.deepEqual([shipment.state, shipment.location.code], ['requested', 'DOCK'])
  await sleep(300)
  const still = await flow.read(id)
  assert.deepEqual([still.shipments.length, still.shipments[0].state], [1, 'requested'])
  assert.equal(still.fulfillmentLines[0].shipped, '0')
  assert.equal((await flow.post(`/shipments/${shipment.id}/confirm`, {})).status, 200)
  const billed = await flow.until(id, (one) => one.billingStatus === 'billed')
  assert.equal(billed.shipments.length, 1)
  await flow.lawful()
})

test('D3 P-27 what waited for goods and is asked for a later day keeps them until then', async () => {
  await newItem('DAYS-2')
  const [line] = lineOf('DAYS-2', 3)
  const { id } = await flow.order([{ ...line!, requestedOn: '2099-12-24' }])
  const now = await flow.order(lineOf('DAYS-2', 2))
  assert.equal((await flow.read(id)).status, 'backordered')
  await receive('DAYS-2', '5')
  await flow.until(now.id, (one) => one.billingStatus === 'billed')
  const { status, shipments, fulfillmentLines, plan } = await flow.read(id)
  const [part] = fulfillmentLines
  assert.deepEqual(
    [status, shipments, part.supply, part.promisedOn, part.reserved],
    ['awaiting_shipping', [], 'on_hand', '2099-12-24', '3'],
  )
  const starts = plan.tasks.map((one: Seen) => one.startAt).filter(Boolean)
  assert.deepEqual(starts, ['2099-12-24T00:00:00.000Z'])
  await flow.lawful()
})

test('A6-4 P-44 goods that were expected at a warehouse that confirms and came elsewhere, too, leave each from where they are', async () => {
  await confirmingWarehouse()
  await newItem('WAIT-14')
  // What is late counts as due today.
  const supply = { sku: 'WAIT-14', location: 'DOCK', quantity: '2', unitCost: '3', dueOn: '2020-01-31' }
  await flow.ok('/supply-orders', [
    { ...supply, number: 'WAIT-14-A' },
    { ...supply, number: 'WAIT-14-B', quantity: '3', dueOn: '2099-03-31' },
  ])
  const { id } = await flow.order(lineOf('WAIT-14', 5))
  const dated = (await flow.read(id)).fulfillmentLines
  assert.deepEqual(
    dated.map((one: Seen) => [one.supply, one.location.code, one.quantity]),
    [
      ['dated', 'DOCK', '2'],
      ['dated', 'DOCK', '3'],
    ],
  )
  await receive('WAIT-14', '2', 'PORT')
  await receive('WAIT-14', '3', 'DOCK')
  const asked = await flow.until(id, (one) => one.invoices.length === 1 && one.shipments.length === 2)
  const at = (code: string) => asked.shipments.find((one: Seen) => one.location.code === code)
  assert.deepEqual([at('PORT').state, at('DOCK').state], ['shipped', 'requested'])
  assert.equal((await flow.post(`/shipments/${at('DOCK').id}/confirm`, {})).status, 200)
  await flow.until(id, (one) => one.billingStatus === 'billed' && one.invoices.length === 2)
  await flow.lawful()
})

test('D9 the stock to begin with is entered once for an item at a location', async () => {
  await newItem('OPEN-1')
  const goods = { sku: 'OPEN-1', location: 'PORT', quantity: '4', unitCost: '2' }
  const twice = await flow.ok('/stock/opening', [goods, goods])
  assert.deepEqual(said(twice.outcomes), [true, '/location opened_before'])
  await receive('OPEN-1', '1')
  const [again, elsewhere] = await Promise.all([
    flow.ok('/stock/opening', [goods]),
    flow.ok('/stock/opening', [{ ...goods, location: 'LEEDS' }]),
  ])
  assert.deepEqual(said(again.outcomes), ['/location opened_before'])
  assert.deepEqual(said(elsewhere.outcomes), [true])
  await newItem('OPEN-2')
  const both = await Promise.all(
    [1, 2, 3, 4].map(() => flow.ok('/stock/opening', [{ ...goods, sku: 'OPEN-2' }])),
  )
  assert.equal(both.filter(({ outcomes }) => outcomes[0].ok).length, 1)
  await flow.lawful()
})

test('P-27 an order and goods that come at the same moment do not miss each other', async () => {
  await newItem('RACE-1')
  const counted = { sku: 'RACE-1', location: 'PORT', unitCost: '2' }
  await flow.ok('/stock/adjustments', [
    { ...counted, quantity: '1' },
    { ...counted, quantity: '-1' },
  ])
  // Somebody holds the gate: both have read and decided before the first of them writes.
  const gate = flow.server.database.sql(
    `with held as materialized (select 1 from inventory.stock_gate g
       join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = 'RACE-1' for update of g)
     select pg_sleep(1.2) from held`,
  )
  await sleep(200)
  const [made] = await Promise.all([flow.order(lineOf('RACE-1', 2)), receive('RACE-1', '2'), gate])
  await flow.until(made.id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('D9 goods come today or before, on a day that the books have a period for', async () => {
  await newItem('DAY-1')
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
  await newItem('FAULT-1')
  const goods = { sku: 'FAULT-1', location: 'PORT', quantity: '4', unitCost: '2' }
  const rule = async (active: boolean) => {
    const { sql } = flow.server.database
    await sql(`update ledger.posting_rule set active = $1 where event = 'stock.opened'`, [active])
    await sql(`update organization.company set setup_version = setup_version + 1`)
  }
  await rule(false)
  const failed = await flow.post('/stock/opening', [goods], 'fault-1')
  await rule(true)
  assert.deepEqual([failed.status, failed.body.code], [500, 'internal'])
  const { outcomes } = await flow.ok('/stock/opening', [goods], 'fault-1')
  assert.deepEqual(said(outcomes), [true])
  await flow.lawful()
})

/** How much demand waits for an item. */
async function waitingFor(sku: string): Promise<number> {
  const [row] = await flow.server.db.sql<{ count: bigint }>(
    `select count(*) from inventory.planned_demand d join catalog.item i on i.company_id = d.company_id and i.id = d.item_id
     where i.sku = $1`,
    [sku],
  )
  return Number(row!.count)
}

async function servedAll(sku: string): Promise<void> {
  for (let left = 600; left > 0 && (await waitingFor(sku)) > 0; left--) await sleep(50)
  assert.equal(await waitingFor(sku), 0)
}

test('P-27 goods that many wait for reach the last of them, without anything else that comes in', async () => {
  await newItem('WAIT-9')
  await flow.orders('WAIT-9', 2100, ['WAIT-9'])
  assert.equal(await waitingFor('WAIT-9'), 2100)
  await receive('WAIT-9', '2100')
  await servedAll('WAIT-9')
  await flow.lawful()
})

/** How many lines of orders the server has read. A session tells once a second at most, and one that rests after ten. */
async function linesRead(): Promise<number> {
  const [row] = await flow.server.database.sql<{ rows: string }>(
    `select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::text as rows from pg_stat_user_tables
     where schemaname = 'orders' and relname like 'fulfillment_line%'`,
  )
  return Number(row!.rows)
}

/** How many lines of orders are read while something is done, by a job beside it too, which reads all of them now and then. */
async function linesReadBy(act: () => Promise<void>): Promise<number> {
  await sleep(11_000)
  const before = await linesRead()
  await act()
  for (let left = 24; left > 0 && (await linesRead()) === before; left--) await sleep(500)
  await sleep(1000)
  return (await linesRead()) - before
}

test('P-27 goods that come in read only the lines of the orders that they can serve, however many and long wait', async () => {
  await newItem('WAIT-10')
  await newItem('WAIT-11')
  const lines = ['WAIT-10', ...Array.from({ length: 149 }, () => 'WAIT-11')]
  for (let part = 0; part < 100; part += 50) await flow.orders(`WAIT-10-${part}`, 50, lines)
  assert.equal(await waitingFor('WAIT-10'), 100)
  // A job beside it may read all lines once; what reads them all by itself does so each time.
  const reads: number[] = []
  do reads.push(await linesReadBy(() => receive('WAIT-10', '3')))
  while (reads.at(-1)! >= 5000 && reads.length < 4)
  const served = 3 * reads.length
  assert.equal(await waitingFor('WAIT-10'), 100 - served)
  assert.ok(reads.at(-1)! > 0 && reads.at(-1)! < 5000, `${reads.join(', ')} lines were read`)
  const start = performance.now()
  await receive('WAIT-10', String(100 - served))
  const took = performance.now() - start
  assert.ok(took < 2000, `it took ${Math.round(took)} ms`)
  await servedAll('WAIT-10')
  await flow.lawful()
})

test('P-27 a backorder is served though thousands of promises that nothing covers were made before it', async () => {
  await newItem('WAIT-12')
  await flow.orders('WAIT-12', 1, ['WAIT-12'])
  // As large promises for a day long after what was expected came to nothing.
  const promises = `insert into inventory.planned_demand (company_id, root_id, source_id, item_id, location_id, quantity, promised_on, asked_at)
    select d.company_id, -n, -n, d.item_id, d.location_id, 10, '2099-01-31', d.asked_at - n * interval '1 second'
    from generate_series(1, 2000) n, inventory.planned_demand d
    join catalog.item i on i.company_id = d.company_id and i.id = d.item_id where i.sku = 'WAIT-12'`
  await flow.server.database.sql(promises)
  await receive('WAIT-12', '8')
  for (let left = 600; left > 0 && (await waitingFor('WAIT-12')) > 2000; left--) await sleep(50)
  assert.equal(await waitingFor('WAIT-12'), 2000)
  await flow.server.database.sql('delete from inventory.planned_demand where root_id < 0')
  await flow.lawful()
})
