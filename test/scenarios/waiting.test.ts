import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

async function newItem(sku: string): Promise<void> {
  await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
}

const lineOf = (sku: string, quantity: number) => [
  { sku, quantity: `${quantity}`, unitPrice: '10', net: `${quantity * 10}.00`, tax: `${quantity * 2}.00` },
]
const receive = (sku: string, quantity: string) =>
  flow.ok('/stock/receipts', [{ sku, location: 'PORT', quantity, unitCost: '6' }])

/** How many lines of orders the server has read. */
async function linesRead(): Promise<number> {
  const [row] = await flow.server.database.sql<{ rows: string }>(
    `select coalesce(sum(seq_tup_read + idx_tup_fetch), 0)::text as rows from pg_stat_user_tables
     where schemaname = 'orders' and relname like 'fulfillment_line%'`,
  )
  return Number(row!.rows)
}

/** What each goods line of an order waits for, or has: supply, quantity, promised day. */
async function promisesOf(id: string): Promise<string[]> {
  const { fulfillmentLines } = await flow.read(id)
  return fulfillmentLines.map((one: Seen) => `${one.supply} ${one.quantity} ${one.promisedOn}`)
}
const announce = (sku: string, quantity: string, dueOn: string, location = 'PORT') =>
  flow.ok('/supply-orders', [
    { sku, location, quantity, unitCost: '3', dueOn, number: `${sku}-${location}-${quantity}-${dueOn}` },
  ])

test('P-27 D3 supply that is announced is promised to those who wait, the oldest first, before anybody new', async () => {
  await newItem('DATE-1')
  const first = await flow.order(lineOf('DATE-1', 10))
  const second = await flow.order(lineOf('DATE-1', 5))
  const third = await flow.order(lineOf('DATE-1', 3))
  const fourth = await flow.order(lineOf('DATE-1', 2))
  const waiting = [first, second, third, fourth]
  const promises = () => Promise.all(waiting.map(async ({ id }) => (await promisesOf(id))[0]))
  await announce('DATE-1', '12', '2099-12-05')
  // The second and the third are passed over: nothing covers them whole.
  const day = '2099-12-05'
  assert.deepEqual(await promises(), [
    `dated 10 ${day}`,
    'backorder 5 null',
    'backorder 3 null',
    `dated 2 ${day}`,
  ])
  const fifth = await flow.order(lineOf('DATE-1', 4))
  assert.deepEqual(await promisesOf(fifth.id), ['backorder 4 null'])
  const detail = await flow.read(first.id)
  assert.equal(detail.promisedOn, day, JSON.stringify(detail))
  const [told] = detail.timeline.filter((one: Seen) => one.events.includes('order.promised'))
  assert.deepEqual(
    told.changes.map(({ what, key, from, to }: Seen) => [what, key, from, to]),
    [
      ['supply', detail.fulfillmentLines[0].id, 'backorder', 'dated'],
      ['promisedOn', detail.fulfillmentLines[0].id, null, day],
    ],
  )
  // More comes, sooner, elsewhere: it goes to those without a day; who has one keeps it.
  await announce('DATE-1', '9', '2099-11-05', 'LEEDS')
  assert.deepEqual(await promises(), [
    `dated 10 ${day}`,
    'dated 5 2099-11-05',
    'dated 3 2099-11-05',
    `dated 2 ${day}`,
  ])
  assert.deepEqual(await promisesOf(fifth.id), ['backorder 4 null'])
  await flow.lawful()
  // An order that is cancelled gives its day to who has none.
  await flow.ok(`/orders/${first.id}/cancel`, { reason: 'too late' })
  assert.deepEqual(await promisesOf(fifth.id), [`dated 4 ${day}`])
  await receive('DATE-1', '20')
  for (const { id } of [second, third, fourth, fifth])
    await flow.until(id, (one) => one.billingStatus === 'billed')
  await flow.lawful()
})

test('P-27 D3 supply is announced and received in one call: who waited has the goods, the next a day', async () => {
  await newItem('DATE-2')
  const first = await flow.order(lineOf('DATE-2', 3))
  const second = await flow.order(lineOf('DATE-2', 2))
  const third = await flow.order(lineOf('DATE-2', 2))
  const goods = { sku: 'DATE-2', location: 'LEEDS', unitCost: '3' }
  await Promise.all([
    flow.ok('/supply-orders', [{ ...goods, quantity: '5', number: 'DATE-2', dueOn: '2099-12-05' }]),
    receive('DATE-2', '3'),
  ])
  await flow.until(first.id, (one) => one.billingStatus === 'billed')
  assert.deepEqual(
    [await promisesOf(second.id), await promisesOf(third.id)],
    [['dated 2 2099-12-05'], ['dated 2 2099-12-05']],
  )
  await flow.lawful()
})

test('P-27 an order and supply that is announced at the same moment do not miss each other', async () => {
  for (const sku of ['RACE-2', 'RACE-3']) {
    await newItem(sku)
    const counted = { sku, location: 'PORT', unitCost: '2' }
    await flow.ok('/stock/adjustments', [
      { ...counted, quantity: '1' },
      { ...counted, quantity: '-1' },
    ])
    const held = flow.server.database.sql(
      `with held as materialized (select 1 from inventory.stock_gate g
         join catalog.item i on i.company_id = g.company_id and i.id = g.item_id where i.sku = $1 for update of g)
       select pg_sleep(1.2) from held`,
      [sku],
    )
    await sleep(200)
    const come = async () => await announce(sku, '2', '2099-12-05')
    const ask = async () => await flow.order(lineOf(sku, 2))
    // Whoever stands first at the gate writes first.
    let made: Promise<Seen>
    if (sku === 'RACE-2') {
      made = ask()
      await sleep(200)
      await come()
    } else {
      const announced = come()
      await sleep(200)
      made = ask()
      await announced
    }
    await held
    assert.deepEqual(await promisesOf((await made).id), ['dated 2 2099-12-05'], sku)
  }
  await flow.lawful()
})

test('P-27 D3 many who wait and many who come beside an announcement: none of those who come is before one who waits', async () => {
  await newItem('DATE-3')
  await flow.orders('DATE-3-A', 40, ['DATE-3'])
  await Promise.all([
    flow.orders('DATE-3-B', 20, ['DATE-3']),
    announce('DATE-3', '30', '2099-12-05'),
    flow.orders('DATE-3-C', 20, ['DATE-3']),
    announce('DATE-3', '15', '2099-12-06', 'LEEDS'),
  ])
  const rows = await flow.server.db.sql<{ dated: boolean }>(
    `select d.promised_on is not null as dated from inventory.planned_demand d
     join catalog.item i on i.company_id = d.company_id and i.id = d.item_id
     where i.sku = 'DATE-3' order by d.asked_at, d.root_id`,
  )
  assert.equal(rows.length, 80)
  assert.equal(rows.filter(({ dated }) => dated).length, 45)
  assert.ok(rows.slice(0, 40).every(({ dated }) => dated))
  await flow.lawful()
})

/** How much of an item waits without a day. */
async function undatedFor(sku: string): Promise<number> {
  const [row] = await flow.server.db.sql<{ count: bigint }>(
    `select count(*) from inventory.planned_demand d join catalog.item i on i.company_id = d.company_id and i.id = d.item_id
     where i.sku = $1 and d.promised_on is null`,
    [sku],
  )
  return Number(row!.count)
}

test('P-27 supply that many wait for gives the last of them a day, and reads no more lines than it can promise', async () => {
  await newItem('DATE-4')
  await newItem('DATE-5')
  await newItem('DATE-6')
  await flow.orders('DATE-4', 2100, ['DATE-4'])
  await announce('DATE-4', '2100', '2099-12-05')
  for (let left = 600; left > 0 && (await undatedFor('DATE-4')) > 0; left--) await sleep(50)
  assert.equal(await undatedFor('DATE-4'), 0)
  const lines = ['DATE-5', ...Array.from({ length: 149 }, () => 'DATE-6')]
  for (let part = 0; part < 100; part += 50) await flow.orders(`DATE-5-${part}`, 50, lines)
  await sleep(1500)
  const before = await linesRead()
  await announce('DATE-5', '3', '2099-12-05')
  assert.equal(await undatedFor('DATE-5'), 97)
  // A process tells what it read within some seconds.
  let read = 0
  for (let left = 100; left > 0 && read === 0; left--) {
    await sleep(150)
    read = (await linesRead()) - before
  }
  assert.ok(read > 0 && read < 5000, `${read} lines were read`)
  await flow.lawful()
})
