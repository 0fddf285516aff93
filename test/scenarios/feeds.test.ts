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

const limits = { mostItemsPercent: 100, mostValuePercent: 10_000, settleSeconds: 0 }
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
  (await flow.put('/stock-events', { feed: at, events })).outcomes.map(
    (one: Seen) => one.answer?.change ?? one,
  )
const say = (rows: object[], more: object = {}) =>
  flow.put('/stock-snapshots', {
    feed: at,
    snapshot: `s${(made += 1)}`,
    asOf: now(),
    complete: true,
    rows,
    ...more,
  })

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

test('D9 D10 what shipped and came since a snapshot is left out; what differs is posted by a rule of its own, at the cost of its pool', async () => {
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

test('a snapshot of named items leaves others alone; a whole one counts what it does not name as gone', async () => {
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

test('what a warehouse was asked to ship and may have shipped is left for a while, then it is a difference', async () => {
  await place({ patienceSeconds: 3600 }, { autoConfirm: false })
  await stock('10')
  const sold = await flow.order([
    { sku, quantity: '4', net: '40.00', tax: '8.00', unitPrice: '10.00', location: at },
  ])
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
  await flow.put('/feeds', {
    code: at,
    name: at,
    gives: 'stock',
    location: at,
    ...limits,
    patienceSeconds: 0,
  })
  const late = await say([{ sku, onHand: '5' }])
  assert.deepEqual([(await settled(late.id)).posted, await onHand()], [1, '5'])
  await flow.lawful()
})

test('C13-1 what a place was asked to bring elsewhere and has sent is no loss, and what a store has of it before it received it no gain', async () => {
  await place({ patienceSeconds: 3600 }, { autoConfirm: false })
  const [from, store, item] = [at, `${at}-S`, sku]
  await flow.put('/locations', {
    code: store,
    name: store,
    country: 'IE',
    rank: 1000 + (made += 1),
    autoConfirm: false,
    transferMethod: 'van',
  })
  await flow.put('/transit-lanes', { shipMethod: 'van', country: 'IE', transitDays: 2 })
  await flow.put('/feeds', {
    code: store,
    name: store,
    gives: 'stock',
    location: store,
    ...limits,
    patienceSeconds: 3600,
  })
  await stock('9')
  const sold = { sku, net: '50.00', tax: '10.00', unitPrice: '10.00', quantity: '5', location: store }
  const { id } = await flow.order([sold])
  const kept = await flow.order([{ ...sold, quantity: '4', net: '40.00', tax: '8.00', location: from }])
  await flow.until(id, (one) => one.timeline.some((fact: Seen) => fact.act === 'bring'))
  await flow.until(kept.id, (one) => one.fulfillmentLines[0].reserved === '4')
  const { body } = await flow.server.request('GET', `/api/v1/transfers?order=${id}`)
  const transfer = body.rows[0].id
  await sleep(20)
  // It left with them, and its word has not come: nobody loses the goods.
  const left = await settled((await say([{ sku, onHand: '4' }])).id)
  assert.deepEqual([left.state, left.differing, left.inFlight], ['taken', 0, 1])
  assert.equal(await onHand(), '9')
  assert.equal((await flow.read(kept.id)).fulfillmentLines[0].reserved, '4')
  await flow.ok(`/transfers/${transfer}/send`, {})
  assert.equal(await onHand(), '4')
  await sleep(20)
  // The store has it in hand, and has not said so.
  at = store
  const there = await settled((await say([{ sku: item, onHand: '5' }])).id, store)
  assert.deepEqual([there.state, there.differing, there.inFlight], ['taken', 0, 1])
  await flow.ok(`/transfers/${transfer}/receive`, {})
  assert.equal(await onHand(item), '5')
  await flow.lawful()
})

test('what a snapshot takes away is promised anew, and what it gives serves who waits', async () => {
  await stock('5')
  const line = { sku, quantity: '5', net: '50.00', tax: '10.00', unitPrice: '10.00' }
  const sold = await flow.order([line], { prepaid: true })
  const reserved = (of: Seen) => of.fulfillmentLines.map((part: Seen) => part.reserved).join()
  await flow.until(sold.id, (one) => reserved(one) === '5')
  await sleep(20)
  await settled((await say([{ sku, onHand: '2' }])).id)
  await flow.until(sold.id, (one) => reserved(one) === '2,0')
  await sleep(20)
  await settled((await say([{ sku, onHand: '6' }])).id)
  await flow.until(sold.id, (one) => reserved(one) === '2,3')
  await flow.lawful()
})

test('pages come in any order, twice, from two processes, and after one was killed; the last one sets it off', async () => {
  const skus = Array.from({ length: 4 }, (_, index) => `${at}-${index}`)
  for (const one of skus) await item(one)
  await flow.ok(
    '/stock/receipts',
    skus.map((one) => ({ sku: one, location: at, quantity: '3', unitCost: '1.00' })),
  )
  await sleep(20)
  const head = { feed: at, snapshot: 'pages', asOf: now() }
  const page = (number: number, rows: object[], more: object = {}) => ({
    ...head,
    page: number,
    rows,
    ...more,
  })
  const pages = [
    page(1, [
      { sku: skus[0], onHand: '1' },
      { sku: 'NOBODY-KNOWS', onHand: '1' },
    ]),
    page(2, [{ sku: skus[1], onHand: '2' }]),
    page(
      3,
      [
        { sku: skus[2], onHand: '3' },
        { sku: skus[3], onHand: '2' },
      ],
      { complete: true },
    ),
  ]
  const put = (server: TestServer, body: object) => server.request('PUT', '/api/v1/stock-snapshots', body)
  const third = await put(second, pages[2]!)
  assert.deepEqual([third.status, third.body.state, third.body.pages], [200, 'coming', 1])
  const differs = await put(flow.server, { ...pages[2]!, rows: [] })
  assert.deepEqual([differs.status, differs.body.errors[0].code], [422, 'page_differs'])
  const beyond = await put(flow.server, page(4, []))
  assert.deepEqual([beyond.status, beyond.body.errors[0].code], [422, 'past_last'])
  const wrong = await put(flow.server, page(1, [{ sku: skus[0], onHand: '-1' }]))
  assert.deepEqual([wrong.status, wrong.body.errors[0].path], [422, '/rows/0/onHand'])
  // The process that takes one dies: what was taken stands.
  await second.close()
  second = await startTestServer({ beside: flow.server })
  const answers = await Promise.all(
    [0, 1, 0, 1].map((index, place) => put(place % 2 === 0 ? flow.server : second, pages[index]!)),
  )
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 200],
  )
  assert.deepEqual(answers[0]!.body.unknown, ['NOBODY-KNOWS'])
  const taken = await settled(third.body.id)
  assert.deepEqual([taken.state, taken.pages, taken.posted], ['taken', 3, 3])
  assert.deepEqual(await Promise.all(skus.map((one) => onHand(one))), ['1', '2', '3', '2'])
  const again = await put(second, pages[1]!)
  assert.deepEqual([again.status, again.body.change, again.body.state], [200, 'unchanged', 'taken'])
  await flow.lawful()
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

test(
  'ten thousand items of one snapshot are compared and posted within seconds',
  { timeout: 240_000 },
  async () => {
    const skus = Array.from({ length: 10_000 }, (_, index) => `${at}-${index}`)
    await flow.server.database.sql(
      `insert into catalog.item (company_id, id, sku, name, item_class, kind, uom, tax_code, pattern, decimals)
     select company_id, nextval('platform.id_block'), s, s, 'hardware', 'goods', uom, tax_code, pattern, decimals
     from catalog.item cross join unnest($1::text[]) s where sku = $2`,
      [skus, sku],
    )
    for (let from = 0; from < skus.length; from += 1000)
      await flow.ok(
        '/stock/receipts',
        skus
          .slice(from, from + 1000)
          .map((one) => ({ sku: one, location: at, quantity: '5', unitCost: '1.00' })),
      )
    await sleep(20)
    const [before] = await flow.server.database.sql<{ count: string }>(
      `select count(*) from platform.company_log`,
    )
    const looked = now()
    const begun = performance.now()
    let id = ''
    for (let page = 1; page <= 10; page++)
      id = (
        await say(
          skus
            .slice((page - 1) * 1000, page * 1000)
            .map((one, index) => ({ sku: one, onHand: index % 4 === 0 ? '4' : '5' })),
          { snapshot: 'large', asOf: looked, page, complete: page === 10 },
        )
      ).id
    const taken = await settled(id)
    const seconds = (performance.now() - begun) / 1000
    assert.deepEqual([taken.state, taken.compared >= 10_000, taken.posted], ['taken', true, 2500])
    const [behind] = await flow.server.database.sql<{ count: string }>(
      `select count(*) from platform.company_log`,
    )
    // Ten pages, a comparison, and 2,500 differences a thousand at a time.
    assert.ok(
      Number(behind!.count) - Number(before!.count) < 200,
      `${behind!.count} batches behind ${before!.count}`,
    )
    assert.ok(seconds < 60, `${seconds} s`)
    await flow.lawful()
  },
)

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
      snapshot: `p${(made += 1)}`,
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
