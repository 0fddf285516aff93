import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDays } from '../../src/platform/clock.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  today = (await flow.server.request('GET', '/api/v1/availability?sku=KIT-101')).body.today
  const store = { name: 'Store', country: 'GB', rank: 90, autoConfirm: false }
  for (const code of ['STORE', 'SHED']) await flow.put('/locations', { ...store, code })
})
after(() => flow.close())

/** An item with stock at places, and supply on its way, as [place, days from today, quantity]. */
async function stocked(
  sku: string,
  onHand: Record<string, string>,
  supplies: readonly (readonly [string, number, string])[] = [],
): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  const opening = Object.entries(onHand).map(([location, quantity]) => ({ location, quantity }))
  if (opening.length > 0)
    await flow.ok(
      '/stock/opening',
      opening.map((one) => ({ ...one, sku, unitCost: '1' })),
    )
  for (const [location, days, quantity] of supplies) await announce(sku, location, days, quantity)
}

let announced = 0
async function announce(sku: string, location: string, days: number, quantity: string): Promise<string> {
  const number = `PO-${(announced += 1)}`
  const row = { sku, location, quantity, unitCost: '1', number, dueOn: addDays(today, days) }
  const { outcomes } = await flow.ok('/supply-orders', [row])
  assert.equal(outcomes[0].ok, true, JSON.stringify(outcomes))
  return number
}

/** What is answered to questions, each a list of lines. */
async function ask(...questions: object[][]): Promise<Seen[]> {
  const { outcomes } = await flow.ok(
    '/promises',
    questions.map((lines) => ({ lines })),
  )
  return outcomes.map((one: Seen) => one.answer.lines)
}

const line = (sku: string, quantity: string, more: object = {}) => ({ sku, quantity, ...more })

/** Place, quantity, supply and day of each part of each line: of an answer, and of an order. */
const toldOf = (lines: Seen[]): unknown[] =>
  lines.map(({ promises }) =>
    promises.map((one: Seen) => [one.location, one.quantity, one.supply, one.promisedOn]),
  )
async function promisedTo(lines: readonly Seen[]): Promise<unknown[]> {
  const priced = lines.map((one) => ({ ...one, net: '10.00', tax: '2.00' }))
  const order = await flow.read((await flow.order(priced as Parameters<Flow['order']>[0])).id)
  return lines.map((_line, index) =>
    order.fulfillmentLines
      .filter((part: Seen) => part.lineNo === index + 1)
      .map((part: Seen) => [part.location?.code ?? null, part.quantity, part.supply, part.promisedOn]),
  )
}

test('A10-16 what would be promised is answered twice the same, and an order then is promised just that', async () => {
  await stocked('ASK-1', { PORT: '4', STORE: '6' }, [
    ['STORE', 5, '3'],
    ['SHED', 2, '8'],
    ['SHED', 9, '40'],
  ])
  await flow.put('/items', {
    sku: 'ASK-CARE',
    name: 'Care',
    itemClass: 'care',
    kind: 'service',
    taxCode: 'standard',
  })
  const orders = [
    [line('ASK-1', '3')],
    // Of two lines the second finds what the first left.
    [line('ASK-1', '1'), line('ASK-1', '5', { allowSplit: false }), line('ASK-CARE', '2')],
    [line('ASK-1', '12', { requestedOn: addDays(today, 3) })],
    [line('ASK-1', '1', { location: 'PORT' }), line('ASK-1', '2', { allowSplit: false })],
    [line('ASK-1', '90')],
  ]
  const seen = new Set<unknown>()
  for (const lines of orders) {
    const answers = await ask(lines, lines)
    assert.deepEqual(answers[1], answers[0])
    assert.deepEqual(await ask(lines), [answers[0]])
    const told = toldOf(answers[0])
    for (const parts of told as Seen[][]) for (const part of parts) seen.add(part[2])
    assert.deepEqual(await promisedTo(lines), told, JSON.stringify(lines))
  }
  assert.deepEqual(seen, new Set(['on_hand', 'dated', 'backorder', 'none']))
  await flow.lawful()
})

test('A10-16 a question takes nothing away and writes nothing', async () => {
  await stocked('ASK-2', { PORT: '5' }, [['PORT', 4, '5']])
  const stand = async () =>
    flow.server.database.sql(
      `select (select jsonb_agg(g order by g.item_id, g.location_id) from inventory.stock_gate g) as gates,
        (select count(*) from inventory.reservation) as reserved, (select count(*) from inventory.planned_demand) as planned,
        (select count(*) from orders.source_key) as keys, (select count(*) from platform.request_key) as used`,
    )
  const before = await stand()
  for (let turn = 0; turn < 3; turn += 1) {
    const answers = await ask(...Array.from({ length: 20 }, () => [line('ASK-2', '7')]))
    assert.equal(new Set(answers.map((one) => JSON.stringify(one))).size, 1)
    assert.deepEqual(toldOf(answers[0]), [
      [
        ['PORT', '5', 'on_hand', today],
        ['PORT', '2', 'dated', addDays(today, 4)],
      ],
    ])
    assert.equal(answers[0][0].completeOn, addDays(today, 4))
  }
  assert.deepEqual(await stand(), before)
})

test('A10-16 what is remembered of the goods that come follows every change of them', async () => {
  await stocked('ASK-3', {}, [])
  const days = async (quantity: string) =>
    toldOf((await ask([line('ASK-3', quantity, { allowSplit: false })]))[0]).flat()
  assert.deepEqual(await days('4'), [['PORT', '4', 'backorder', null]])
  const number = await announce('ASK-3', 'STORE', 6, '10')
  assert.deepEqual(await days('4'), [['STORE', '4', 'dated', addDays(today, 6)]])
  const made = await flow.order([{ ...line('ASK-3', '8'), net: '10.00', tax: '2.00' }])
  assert.deepEqual(await days('4'), [['PORT', '4', 'backorder', null]])
  await announce('ASK-3', 'SHED', 8, '4')
  assert.deepEqual(await days('4'), [['SHED', '4', 'dated', addDays(today, 8)]])
  await flow.ok(`/orders/${made.id}/cancel`, { reason: 'changed_mind' })
  assert.deepEqual(await days('4'), [['STORE', '4', 'dated', addDays(today, 6)]])
  const received = { sku: 'ASK-3', location: 'STORE', quantity: '10', supplyNumber: number }
  await flow.ok('/stock/receipts', [received])
  assert.deepEqual(await days('4'), [['STORE', '4', 'on_hand', today]])
})

test('A10-16 questions that cannot be answered are told everything that is wrong, and the others are answered', async () => {
  await stocked('ASK-4', { PORT: '5' })
  const wrong = [
    { sku: 'NO-SUCH', quantity: '1' },
    { sku: 'ASK-4', quantity: '0.5', uom: 'ton', location: 'NOWHERE' },
  ]
  const { outcomes } = await flow.ok('/promises', [{ lines: wrong }, { lines: [line('ASK-4', '1')] }])
  assert.deepEqual(
    outcomes[0].problems.map((one: Seen) => [one.path, one.code]),
    [
      ['/lines/0/sku', 'unknown_item'],
      ['/lines/1/uom', 'unknown_unit'],
      ['/lines/1/location', 'unknown_location'],
    ],
  )
  assert.deepEqual([outcomes[0].code, outcomes[1].ok], ['promise_refused', true])
  const malformed = await flow.post('/promises', [
    { lines: wrong },
    {
      requestedOn: 'soon',
      lines: [
        { sku: 'ASK-4', quantity: '0' },
        { sku: 'GONE', quantity: 'x', by: 1 },
      ],
    },
  ])
  assert.equal(malformed.status, 422)
  assert.deepEqual(malformed.body.errors.map((one: Seen) => [one.path, one.code]).toSorted(), [
    ['/0/lines/0/sku', 'unknown_item'],
    ['/0/lines/1/location', 'unknown_location'],
    ['/0/lines/1/uom', 'unknown_unit'],
    ['/1/lines/0/quantity', 'bad_quantity'],
    ['/1/lines/1/by', 'unknown_member'],
    ['/1/lines/1/quantity', 'wrong_form'],
    ['/1/lines/1/sku', 'unknown_item'],
    ['/1/requestedOn', 'wrong_form'],
  ])
  const many = Array.from({ length: 21 }, () => ({
    lines: Array.from({ length: 1000 }, () => line('ASK-4', '1')),
  }))
  assert.equal((await flow.post('/promises', many)).status, 422)
})
