import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import {
  at,
  close,
  flow,
  item,
  limits,
  nextNumber,
  now,
  onHand,
  open,
  place,
  say,
  second,
  settled,
  sku,
  startSecond,
  stock,
  turnTo,
} from '../support/feed-desk.ts'
import type { Seen } from '../support/flow.ts'
import type { TestServer } from '../support/server.ts'

before(open)
after(close)
beforeEach(() => place())

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
    rank: 1000 + nextNumber(),
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
  turnTo(store)
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
  await startSecond()
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
