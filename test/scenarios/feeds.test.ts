import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

// A company whose warehouse system says what is on hand at a place, and whose purchasing says what comes. Two processes of Docket.
let flow: Flow
let second: TestServer
let made = 0
/** The place of a test, its feed, and its item. */
let at = ''
let sku = ''

before(async () => {
  flow = new Flow(await startTestServer({ sample: true }))
  second = await startTestServer({ beside: flow.server })
})
after(async () => {
  await second.close()
  await flow.close()
})

const limits = { mostItemsPercent: 100, mostValuePercent: 100, settleSeconds: 0 }
const item = async (code: string) =>
  flow.put('/items', { sku: code, name: code, itemClass: 'hardware', taxCode: 'standard' })

/** A place with a feed of its own. */
async function place(more: object = {}, location: object = {}): Promise<void> {
  at = `F${(made += 1)}`
  await flow.put('/locations', { code: at, name: at, country: 'GB', rank: 1000 + made, ...location })
  await flow.put('/feeds', { code: at, name: at, gives: 'stock', location: at, ...limits, ...more })
  sku = `${at}-A`
  await item(sku)
}
beforeEach(() => place())

const now = (milliseconds = 0) => new Date(Date.now() + milliseconds).toISOString()
const stock = (quantity: string, of = sku) =>
  flow.ok('/stock/receipts', [{ sku: of, location: at, quantity, unitCost: '2.00' }])
const told = async (...events: object[]) =>
  (await flow.put('/stock-events', { feed: at, events })).outcomes.map((one: Seen) => one.answer?.change ?? one)
const say = (rows: object[], more: object = {}) =>
  flow.put('/stock-snapshots', { feed: at, snapshot: `s${(made += 1)}`, asOf: now(), complete: true, rows, ...more })

async function onHand(of = sku): Promise<string | undefined> {
  const { body } = await flow.server.request('GET', `/api/v1/stock?sku=${of}`)
  return body.rows.find((row: Seen) => row.location === at)?.onHand
}

async function snapshots(feed = at): Promise<Seen[]> {
  return (await flow.server.request('GET', `/api/v1/feed-snapshots?feed=${feed}&limit=200`)).body.rows
}

const differences = async (id: string) =>
  (await flow.server.request('GET', `/api/v1/feed-snapshots/${id}/differences?limit=200`)).body.rows

/** What became of a snapshot once nobody has anything to do with it. */
async function settled(id: string, feed = at): Promise<Seen> {
  const end = performance.now() + 20_000
  for (;;) {
    const found = (await snapshots(feed)).find((one) => one.id === id)
    if (found && !['coming', 'complete', 'posting'].includes(found.state)) return found
    assert.ok(performance.now() < end, `waited too long: ${JSON.stringify(found)}`)
    await sleep(50)
  }
}
const decide = (ids: string[], decision: string) =>
  flow.ok('/feed-snapshots/decide', { ids, decision, reason: 'it was counted by hand' })

test('A10 events of an outside system count once, in any order, and not what a snapshot of later had already', async () => {
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

test('A10 what shipped and came since a snapshot is left out; what differs is posted by a rule of its own, at the cost of its pool', async () => {
  await stock('10')
  await sleep(20)
  const asOf = now()
  await sleep(20)
  await flow.ok('/stock/adjustments', [{ sku, location: at, quantity: '-4' }])
  await stock('2')
  const { id } = await say([{ sku, onHand: '9' }], { asOf })
  assert.equal((await settled(id)).state, 'taken')
  assert.equal(await onHand(), '7')
  const rows = await flow.server.database.sql<{ text: string }>(
    `select e.event || ' ' || d.code || '/' || c.code || ' ' || p.functional_amount as text
     from ledger.entry e join ledger.posting_public p on p.company_id = e.company_id and p.entry_id = e.id
     join ledger.account d on d.company_id = p.company_id and d.id = p.debit_account
     join ledger.account c on c.company_id = p.company_id and c.id = p.credit_account
     where e.event = 'stock.reconciled' order by e.id desc limit 1`,
  )
  assert.deepEqual(rows, [{ text: 'stock.reconciled 5200/1300 200' }])
  // The same again changes nothing, nor does a snapshot of before, whole or of some items.
  const again = await say([{ sku, onHand: '9' }], { asOf: now(-60_000), snapshot: 'old' })
  assert.equal((await settled(again.id)).state, 'overtaken')
  const named = await say([{ sku, onHand: '1' }], { asOf: now(-60_000), scope: 'named' })
  assert.equal((await settled(named.id)).state, 'overtaken')
  assert.equal(await onHand(), '7')
  await flow.lawful()
})

test('A10 a snapshot of named items leaves others alone; a whole one counts what it does not name as gone', async () => {
  const other = `${at}-B`
  await item(other)
  await stock('5')
  await stock('6', other)
  await sleep(20)
  const named = await say([{ sku, onHand: '4' }], { scope: 'named' })
  assert.equal((await settled(named.id)).state, 'taken')
  assert.deepEqual([await onHand(), await onHand(other)], ['4', '6'])
  // A whole one of before: the item that was named later stays.
  const before = await say([{ sku, onHand: '1' }], { asOf: new Date(Date.now() - 1).toISOString() })
  assert.equal((await settled(before.id)).state, 'taken')
  assert.deepEqual([await onHand(), await onHand(other)], ['1', '0'])
  await flow.lawful()
})

test('A10 a snapshot that changes more than it may waits for a person, with why; one decision is for many', async () => {
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
  assert.match(alert.says, /waits for a person/)

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

/** The alert of a condition that names this feed. */
async function alertOf(name: string): Promise<Seen> {
  const end = performance.now() + 20_000
  for (;;) {
    const { body } = await flow.server.request('GET', '/api/v1/monitoring/alerts?limit=200')
    const found = body.rows.find((one: Seen) => one.condition === name && one.subject === at)
    if (found) return found
    assert.ok(performance.now() < end, `waited too long for ${name}: ${JSON.stringify(body.rows)}`)
    await sleep(100)
  }
}

test('A10 what a warehouse was asked to ship and may have shipped is left for a while, then it is a difference', async () => {
  await place({ settleSeconds: 3600, patienceSeconds: 3600 }, { autoConfirm: false })
  await stock('10')
  const order = await flow.sell([{ sku, quantity: '4', location: at }], { prepaid: false }).catch((error) => error)
  void order
  const sold = await flow.order([{ sku, quantity: '4', net: '40.00', tax: '8.00', unitPrice: '10.00', location: at }])
  await flow.until(sold.id, (one) => one.shipments.length === 1)
  await sleep(20)
  // It left with them, and the word has not come.
  const { id } = await say([{ sku, onHand: '6' }])
  const seen = await settled(id)
  assert.deepEqual([seen.state, seen.differing, seen.inFlight], ['taken', 0, 1])
  assert.equal(await onHand(), '10')
  // Beyond what is on its way it is missing.
  const less = await say([{ sku, onHand: '5' }])
  assert.deepEqual([(await settled(less.id)).posted, await onHand()], [1, '9'])
  // After the time that a word may take, all of it is.
  await flow.put('/feeds', { code: at, name: at, gives: 'stock', location: at, ...limits, settleSeconds: 3600, patienceSeconds: 0 })
  const late = await say([{ sku, onHand: '5' }])
  assert.deepEqual([(await settled(late.id)).posted, await onHand()], [1, '5'])
  await flow.lawful()
})

test('A10 what a snapshot takes away is promised anew, and what it gives serves who waits', async () => {
  await stock('5')
  const sold = await flow.order([{ sku, quantity: '5', net: '50.00', tax: '10.00', unitPrice: '10.00' }], { requestedOn: '2030-01-01' }).catch(() => undefined)
  void sold
  const waits = await flow.order([{ sku, quantity: '3', net: '30.00', tax: '6.00', unitPrice: '10.00' }])
  await sleep(20)
  const { id } = await say([{ sku, onHand: '3' }])
  await settled(id)
  await flow.until(waits.id, (one) => one.state === 'completed')
  await flow.lawful()
})
