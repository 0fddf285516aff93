import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  at,
  close,
  differences,
  flow,
  now,
  onHand,
  open,
  place,
  say,
  second,
  settled,
  sku,
  stock,
  told,
} from '../support/feed-desk.ts'
import type { Seen } from '../support/flow.ts'
import type { TestServer } from '../support/server.ts'

before(open)
after(close)
beforeEach(() => place())

test('events of an outside system count once, in any order, and not what a snapshot of later had already', async () => {
  await stock('10')
  const first = { id: 'e1', sku, quantity: '-3', asOf: now(-2000) }
  assert.deepEqual(await told(first, { id: 'e2', sku, quantity: '5', asOf: now(-1000) }, first), [
    'created',
    'created',
    'unchanged',
  ])
  assert.deepEqual(await told(first), ['unchanged'])
  assert.equal(await onHand(), '12')
  const [other] = await told({ ...first, quantity: '-4' })
  assert.deepEqual(other.problems[0].code, 'other_event')

  // As of an instant before the last event: their count of 7 is before its 5.
  const { id } = await say([{ sku, onHand: '7' }], { asOf: now(-1500) })
  const taken = await settled(id)
  assert.deepEqual([taken.state, taken.differing, taken.posted], ['taken', 1, 1])
  // 10 came in with us after the instant and may not be counted as held by then: 7 + 10 + 5.
  assert.deepEqual(
    (await differences(id)).map((one: Seen) => [one.said, one.held, one.quantity, one.state]),
    [['7', '-3', '10', 'posted']],
  )
  assert.equal(await onHand(), '22')
  assert.deepEqual(await told({ id: 'e0', sku, quantity: '-1', asOf: now(-60_000) }), ['covered'])
  assert.equal(await onHand(), '22')
  await flow.lawful()
})

test('an event of before the last seven days is refused, one that was taken in stays known, and too much taken is below zero as counted', async () => {
  const event = (asOf: string, id = 'e1', quantity = '3') => ({ id, sku, quantity, asOf, unitCost: '2.00' })
  const [old] = await told(event('2001-01-01T00:00:00Z'))
  assert.deepEqual(
    [old.ok, old.problems.map((one: Seen) => [one.path, one.code])],
    [false, [['/asOf', 'too_old']]],
  )
  assert.deepEqual(await told(event(now(-6 * 86_400_000))), ['created'])
  await flow.server.database.sql(
    `update inventory.feed_event set as_of = '2001-01-01' where external_id = 'e1'`,
  )
  assert.deepEqual(await told(event('2001-01-01T00:00:00Z')), ['unchanged'])
  // What is gone is gone: it is taken in as a count is, and orders that lose by it are promised anew.
  assert.deepEqual(await told(event(now(), 'e2', '-10')), ['created'])
  assert.equal(await onHand(), '-7')
  const { outcomes } = await flow.ok('/stock/adjustments', [{ sku, location: at, quantity: '-10' }])
  assert.deepEqual([outcomes[0].ok, await onHand()], [true, '-17'])
})

test('all that is wrong with events is told at once, each where it stands in the body and once', async () => {
  const { body } = await flow.server.request('PUT', '/api/v1/stock-events', {
    feed: at,
    events: [
      { id: 'w1', sku, quantity: '0', asOf: now() },
      { id: 'w2', sku: 'NO-SUCH', quantity: 'x', asOf: '2026-02-30T00:00:00Z' },
      { id: 'w3', sku, quantity: '1', asOf: '2020-01-01T00:00:00Z', unitCost: '-1' },
      { id: 'w4', sku, quantity: '-1', asOf: now(), supplyNumber: 'NO-SUCH' },
    ],
  })
  assert.deepEqual(body.errors.map((one: Seen) => `${one.path} ${one.code}`).toSorted(), [
    '/events/0/quantity bad_quantity',
    '/events/1/asOf wrong_form',
    '/events/1/quantity wrong_form',
    '/events/1/sku unknown_item',
    '/events/2/asOf too_old',
    '/events/2/unitCost bad_price',
    '/events/3/quantity bad_quantity',
    '/events/3/supplyNumber unknown_supply',
  ])
  const words = body.errors.flatMap((one: Seen) => (one.code === 'bad_quantity' ? [one.message] : []))
  assert.deepEqual(words, ['a quantity above or below 0', 'a quantity above 0'])
})

test('what a feed said ends after its days, and what it moved stays, with the newest snapshot', async () => {
  const event = (id: string, quantity: string) => ({ id, sku, quantity, asOf: now(-1000), unitCost: '2.00' })
  assert.deepEqual(await told(event('a', '6'), event('b', '4')), ['created', 'created'])
  const old = await say([{ sku, onHand: '8' }])
  assert.equal((await settled(old.id)).state, 'taken')
  const newest = await say([{ sku, onHand: '7' }])
  await settled(newest.id)
  await told(event('c', '1'))
  const { database } = flow.server
  const left = async () => {
    const [row] = await database.sql<{ events: string; snapshots: string; differences: string }>(
      `select (select string_agg(external_id, ' ' order by 1) from inventory.feed_event e where e.feed_id = f.id) as events,
        (select count(*)::text from inventory.feed_snapshot s where s.feed_id = f.id) as snapshots,
        (select count(*)::text from inventory.feed_difference d join inventory.feed_snapshot s on s.id = d.snapshot_id
          where s.feed_id = f.id) as differences
       from inventory.feed f where f.code = $1`,
      [at],
    )
    return row
  }
  const age = (table: string, columns: string[], where: string) =>
    database.sql(
      `update inventory.${table} set ${columns.map((one) => `${one} = ${one} - interval '91 days'`).join(', ')}
       where ${where} and feed_id = (select id from inventory.feed where code = $1)`,
      [at],
    )
  await age('feed_event', ['as_of'], `external_id <> 'c'`)
  await age('feed_snapshot', ['begun_at', 'as_of'], 'true')
  const clean = () => flow.ok('/monitoring/jobs/feed-cleanup/run', { reason: 'to see what is left' })
  const until = async (wanted: object) => {
    const end = performance.now() + 20_000
    for (let found = await left(); JSON.stringify(found) !== JSON.stringify(wanted); found = await left()) {
      assert.ok(performance.now() < end, JSON.stringify(found))
      await sleep(100)
    }
  }
  assert.deepEqual(await left(), { events: 'a b c', snapshots: '2', differences: '2' })
  await clean()
  await until({ events: 'c', snapshots: '1', differences: '1' })
  assert.equal(await onHand(), '8')
  await flow.lawful()
  const again = await told({ ...event('a', '6'), asOf: now(-91 * 86_400_000) })
  assert.deepEqual([again[0].ok, again[0].problems[0].code], [false, 'too_old'])
})

test('events of two processes at once, each twice, count once', async () => {
  await stock('100')
  const events = Array.from({ length: 40 }, (_, index) => ({
    id: `r${index}`,
    sku,
    quantity: '-1',
    asOf: now(),
  }))
  const put = (server: TestServer, part: object[]) =>
    server.request('PUT', '/api/v1/stock-events', { feed: at, events: part })
  const all = await Promise.all([
    put(flow.server, events),
    put(second, events.toReversed()),
    put(second, events.slice(20)),
    put(flow.server, events.slice(0, 20)),
    say([{ sku, onHand: '70' }], { asOf: now(-60_000) }),
  ])
  const changes = all
    .slice(0, 4)
    .flatMap((one: Seen) => one.body.outcomes.map(({ answer }: Seen) => answer.change))
  assert.equal(changes.filter((one) => one === 'created').length, 40)
  await settled(all[4].id)
  // As of a minute ago there were 70, and nothing with us; 100 came in and 40 left since.
  assert.equal(await onHand(), '130')
  await flow.lawful()
})
