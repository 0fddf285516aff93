import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  at,
  close,
  decide,
  flow,
  item,
  limits,
  nextNumber,
  now,
  onHand,
  open,
  place,
  say,
  settled,
  sku,
  snapshots,
  stock,
} from '../support/feed-desk.ts'
import type { Seen } from '../support/flow.ts'

before(open)
after(close)
beforeEach(() => place())

/** The alert of a condition that names this feed. */
async function alertOf(name: string): Promise<Seen> {
  const end = performance.now() + 20_000
  for (;;) {
    const { body } = await flow.server.request('GET', '/api/v1/monitoring/alerts?limit=200')
    const found = body.rows.find((one: Seen) => one.condition === name && one.subject === at)
    if (found) return found
    assert.ok(performance.now() < end, `waited too long for ${name}: ${JSON.stringify(body.rows)}`)
    await flow.run('alerts')
  }
}

test('an item is said once by a page; where two pages name it, the snapshot waits for a person', async () => {
  const page = (rows: object[], more: object) =>
    flow.server.request('PUT', '/api/v1/stock-snapshots', {
      feed: at,
      snapshot: 'twice',
      asOf: asOf,
      rows,
      ...more,
    })
  await stock('5')
  const asOf = now()
  const twice = await page(
    [
      { sku, onHand: '4' },
      { sku, onHand: '5' },
    ],
    { complete: true },
  )
  assert.deepEqual(
    [twice.status, twice.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/rows/1/sku', 'said_twice']]],
  )
  for (const [number, complete] of [
    [1, false],
    [2, true],
  ] as const)
    assert.equal((await page([{ sku, onHand: '5' }], { page: number, complete })).status, 200)
  const { id } = (await snapshots())[0]
  assert.deepEqual((await settled(id)).why, ['said_twice'])
  assert.equal(await onHand(), '5')
})

test('a snapshot that changes more than it may waits for a person, with why; one decision is for many', async () => {
  await place({ mostItemsPercent: 20, mostValuePercent: 20, itemsAlways: 1 })
  const others = [1, 2, 3].map((number) => `${at}-${number}`)
  for (const other of others) await item(other)
  await flow.ok(
    '/stock/receipts',
    [sku, ...others].map((one) => ({ sku: one, location: at, quantity: '10', unitCost: '2.00' })),
  )
  await sleep(20)
  // A system that lost its memory says 0 for everything.
  const zero = await say([])
  const held = await settled(zero.id)
  assert.deepEqual([held.state, held.why], ['held', ['empties_all', 'too_many', 'too_much_value']])
  assert.deepEqual([held.differing, held.valueHeld.amount, held.valueDiffering.amount], [4, '80.00', '80.00'])
  assert.equal(await onHand(), '10')
  const half = await say([sku, ...others].map((one) => ({ sku: one, onHand: '5' })))
  assert.deepEqual((await settled(half.id)).why, ['too_many', 'too_much_value'])
  const alert = await alertOf('feed-held')
  assert.match(alert.says, /waits? for a person/)

  assert.deepEqual((await decide([zero.id], 'leave')).outcomes, [{ index: 0, ok: true, state: 'left' }])
  // What moved meanwhile is known when it is taken.
  await flow.ok('/stock/adjustments', [{ sku, location: at, quantity: '-1' }])
  const both = await decide([half.id, zero.id], 'take')
  assert.deepEqual(
    both.outcomes.map((one: Seen) => one.code ?? one.state),
    ['complete', 'not_held'],
  )
  const taken = await settled(half.id)
  assert.deepEqual([taken.state, taken.posted, taken.reason], ['taken', 4, 'it was counted by hand'])
  assert.deepEqual([await onHand(), await onHand(others[0])], ['4', '5'])
  await flow.lawful()
})

test('a snapshot of supply announces, changes and ends supply orders; one that ends them all waits for a person', async () => {
  const feed = `${at}-P`
  await flow.put('/feeds', { code: feed, name: feed, gives: 'supply', ...limits })
  const row = (number: string, open: string, dueOn: string) => ({
    number: `${at}-${number}`,
    sku,
    location: at,
    open,
    dueOn,
    unitCost: '2.00',
  })
  const put = (rows: object[], more: object = {}) =>
    flow.put('/supply-snapshots', {
      feed,
      snapshot: `p${nextNumber()}`,
      asOf: now(),
      complete: true,
      rows,
      ...more,
    })
  const end = async (rows: object[], more: object = {}) => settled((await put(rows, more)).id, feed)
  const first = await end([row('1', '10', '2030-05-01'), row('2', '5', '2030-06-01')])
  assert.deepEqual([first.state, first.posted, first.refused], ['taken', 2, 0])
  const changed = await end([
    row('1', '8', '2030-05-03'),
    row('2', '5', '2030-06-01'),
    row('3', '1', '2030-07-01'),
  ])
  assert.deepEqual([changed.state, changed.posted], ['taken', 2])
  // Received since: it has not to come any more.
  await flow.ok('/stock/receipts', [{ sku, location: at, quantity: '3', supplyNumber: `${at}-1` }])
  const less = await end([row('1', '8', '2030-05-03'), row('3', '1', '2030-07-01')], { asOf: now(-5000) })
  assert.equal(less.state, 'overtaken')
  const supply = await flow.server.database.sql<{ number: string; open: string; due: string }>(
    `select number, (quantity - received)::float8::text as open, due_on::text as due from inventory.supply where number like $1 order by 1`,
    [`${at}-%`],
  )
  assert.deepEqual(
    supply.map((one) => [one.number, one.open, one.due]),
    [
      [`${at}-1`, '5', '2030-05-03'],
      [`${at}-2`, '5', '2030-06-01'],
      [`${at}-3`, '1', '2030-07-01'],
    ],
  )
  const none = await end([])
  assert.deepEqual([none.state, none.why, none.differing], ['held', ['empties_all'], 3])
  await decide([none.id], 'take')
  assert.equal((await settled(none.id, feed)).posted, 3)
  const history = await flow.server.database.sql<{ reason: string }>(
    `select c.reason from inventory.supply_change c join inventory.supply s on s.company_id = c.company_id and s.id = c.supply_id
     where s.number like $1`,
    [`${at}-%`],
  )
  assert.equal(history.length, 4)
  assert.match(history[0]!.reason, /^snapshot p\d+$/)
  await flow.lawful()
})
