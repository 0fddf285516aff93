import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { billingReadRoutes } from '../src/billing/index.ts'
import { strayOfInvoice } from '../src/fulfillment/index.ts'
import { insightRoutes, readBillTo } from '../src/insight/index.ts'
import { inventoryReadRoutes } from '../src/inventory/index.ts'
import { ledgerReadRoutes } from '../src/ledger/index.ts'
import { monitoringRoutes } from '../src/monitoring/index.ts'
import { businessDate, readCompanies } from '../src/organization/index.ts'
import {
  checkBody,
  createCursors,
  createHttpServer,
  httpDefaults,
  type HttpServer,
  type Identity,
  type Route,
  type RowScope,
  type Scope,
} from '../src/platform/http/index.ts'
import { encodeId } from '../src/platform/public-id.ts'
import { createTelemetry } from '../src/platform/telemetry.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'
import { SOUND, writeSoundCompany } from './support/sound-company.ts'

const NOW = new Date('2026-04-15T12:00:00Z')
const ORDER = encodeId('ord', SOUND.orderId)

let t: TestDatabase
let server: HttpServer
let routes: Route[]
let rowScope: RowScope = { kind: 'all' }
let scopes: readonly Scope[] = ['admin']

before(async () => {
  t = await testDatabase('reading')
  await writeSoundCompany(t.sql)
  await t.sql(
    `insert into ledger.posting_rule (company_id, id, event, amount_kind, debit_account, credit_account)
     select a.company_id, 1, 'stock.opened', 'stock', a.id, a.id from ledger.account a where a.company_id = $1 and a.code = '1200'`,
    [SOUND.companyId],
  )
  const clock = { now: () => NOW }
  const company = async (companyId: bigint) => {
    const one = (await readCompanies(t.db, [companyId])).get(companyId)!
    const { id, setupVersion, currency, timeZone } = one
    return { id, setupVersion, currency, timeZone, today: businessDate(one, NOW) }
  }
  const identity = (): Identity => ({
    kind: 'key',
    id: `dk_${rowScope.kind}_${scopes.join('_')}`,
    name: 'test',
    companies: [{ id: SOUND.companyId, code: 'SOUND' }],
    access: new Map([[0n, { scopes: new Set(scopes), rowScope }]]),
  })
  routes = [
    ...insightRoutes({ db: t.db, clock }),
    ...ledgerReadRoutes({ db: t.db, books: company }),
    ...inventoryReadRoutes({ db: t.db, company }),
    ...billingReadRoutes({ db: t.db, company, readBillTo, strayOfInvoice }),
    ...monitoringRoutes({
      db: t.db,
      laws: t.db,
      doors: () => [{ act: 'submit', lane: 'bulk', depth: 3 }],
      jobs: { known: [], queues: [] },
      alerts: {
        targets: [],
        thresholds: {
          queueSeconds: 300,
          stuckHours: 24,
          clockMs: 1000,
          diskPercent: 10,
          overReceiptPercent: 5,
        },
      },
      company,
    }),
  ]
  server = await createHttpServer({
    config: httpDefaults,
    log: { info() {}, warn() {}, error() {} } as never,
    auth: { authenticate: () => ({ ok: true, identity: identity() }) },
    clock,
    telemetry: createTelemetry(),
    installation: { epoch: 'one', cursorKey: Buffer.alloc(32) },
    routes,
  })
})
after(async () => {
  await server.close()
  await t.close()
})

/** Asks, and checks a good answer against the shape that its route states: no member may be missing or unknown. */
async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await server.fastify.inject({ url: `/api/v1${path}`, headers })
  if (answer.statusCode !== 200) return answer
  const asked = `/api/v1${path.split('?')[0]}`
  const own = routes.find(({ url }) => url === asked)
  const { responses } =
    own ?? routes.find(({ url }) => new RegExp(`^${url.replace(/:\w+/, '[^/]+')}$`).test(asked))!
  const checked = checkBody(responses[200]!.schema!)(answer.json())
  assert.ok(checked.ok, `${path} ${JSON.stringify(checked.ok ? [] : checked.problems)} ${answer.body}`)
  return answer
}

async function as<T>(scope: RowScope, work: () => Promise<T>): Promise<T> {
  rowScope = scope
  try {
    return await work()
  } finally {
    rowScope = { kind: 'all' }
  }
}

test('a filter that names what is not there is told with its place, in every list: an empty list would say something else', async () => {
  for (const [query, paths] of [
    ['/orders?source=fax', ['/source']],
    ['/orders?account=X&source=fax', ['/source', '/account']],
    ['/orders?customer=C10&account=X', ['/account']],
    ['/orders?q=SO100&customer=X', ['/customer']],
    [`/orders?account=${encodeId('acc', 99n)}`, ['/account']],
    ['/invoices?account=X', ['/account']],
    ['/receipts?customer=X', ['/customer']],
    [`/receivables?account=${encodeId('acc', 99n)}`, ['/account']],
    ['/stock?sku=NONE&location=MOON', ['/sku', '/location']],
    ['/ledger/journals?account=9&event=moon.risen', ['/account', '/event']],
    ['/ledger/journals?order=nothing', ['/order']],
    ['/invoices?kind=bill', ['/kind']],
  ] as const) {
    const answer = await get(query)
    assert.equal(answer.statusCode, 400, query)
    const { code, errors } = answer.json()
    assert.deepEqual(
      [code, errors.map((one: { path: string }) => one.path)],
      ['invalid_parameters', paths.map((path) => `/query${path}`)],
      query,
    )
  }
})

test('orders are listed by every filter and found by number, external id and name', async () => {
  for (const query of [
    '',
    '?status=partially_shipped,shipped',
    '?state=in_progress',
    '?source=shop',
    '?account=C10',
    `?account=${encodeId('acc', 11n)}`,
    '?customer=C10',
    '?customer=C10&account=C10',
    '?placedFrom=2026-03-02&placedTo=2026-03-02',
    '?q=SO100',
    '?q=100',
    '?q=web-7',
    '?q=ADA',
    `?q=${ORDER}`,
    '?source=shop&externalId=web-77',
  ]) {
    const { rows, next } = (await get(`/orders${query}`)).json()
    assert.deepEqual(
      rows.map((row: { number: string }) => row.number),
      ['SO100'],
      query,
    )
    assert.equal(next, null)
  }
  for (const query of [
    '?status=shipped',
    '?state=draft',
    '?placedFrom=2026-03-03',
    '?placedTo=2026-03-01',
    '?q=nobody',
    '?source=shop&externalId=web-7',
  ]) {
    assert.deepEqual((await get(`/orders${query}`)).json().rows, [], query)
  }
  assert.equal((await get('/orders?state=lost')).statusCode, 400)
  const unknown = await get('/orders?status=shipped,nope')
  assert.equal(unknown.statusCode, 400)
  assert.equal(unknown.json().errors[0].path, '/query/status')
  assert.match(
    unknown.json().errors[0].message,
    /"nope" is none of .*draft.*awaiting_shipping.*closed|closed.*paid/,
  )
  const lone = await get('/orders?externalId=web-77')
  assert.deepEqual([lone.statusCode, lone.json().errors[0].path], [400, '/query/externalId'])
  assert.match(lone.json().errors[0].message, /source/)
  assert.equal((await get('/orders?after=x')).statusCode, 400)
})

test('A2-2 P-31 one order shows lines, promise, plan, shipments, documents, timeline and books', async () => {
  const answer = await get(`/orders/${ORDER}`)
  assert.equal(answer.headers.etag, '"3"')
  const order = answer.json()
  assert.equal(order.statusName, 'Partially shipped')
  assert.deepEqual(order.total, { amount: '48.00', currency: 'GBP' })
  assert.equal(order.fulfillmentLines[0].status, 'partially_shipped')
  assert.equal(order.fulfillmentLines[0].decision.reason, 'on_time')
  assert.deepEqual(
    order.plan.tasks.map((task: { kind: string; state: string }) => `${task.kind} ${task.state}`),
    ['reserve completed', 'ship ready', 'invoice waiting'],
  )
  assert.equal(order.shipments[0].lines[0].shipped, '2')
  assert.equal(order.invoices[0].number, 'INV000001')
  assert.equal(order.invoices[0].applications[0].amount.amount, '10.00')
  assert.deepEqual(
    order.timeline.map(
      (row: { pos: string; act: string; actor: string }) => `${row.pos} ${row.act} ${row.actor}`,
    ),
    [`2 capture user:${encodeId('usr', 1n)}`, '3 ship system', `4 receive user:${encodeId('usr', 2n)}`],
  )
  assert.deepEqual(order.timeline[1].changes, [
    { what: 'shipped', key: order.fulfillmentLines[0].id, lineNo: 1, from: '0', to: '2' },
  ])
  assert.deepEqual(
    order.books.map((entry: { event: string }) => entry.event),
    ['shipment.confirmed', 'invoice.issued'],
  )
  assert.equal(order.holds[0].releasedBy, 'bob')
  assert.equal(order.intake.bodyHash, 'abcd')

  const some = (await get('/orders/SO100?include=plan,lines')).json()
  assert.ok(some.plan && some.lines && !some.books && !some.timeline)
  assert.equal((await get('/orders/100?include=')).json().lines, undefined)
  assert.equal((await get(`/orders/${ORDER}`, { 'if-none-match': '"3"' })).statusCode, 304)
  assert.equal((await get('/orders/SO100?include=secrets')).statusCode, 400)
  assert.equal((await get('/orders/SO101')).statusCode, 404)
})

test('a customer credential sees its own accounts only, in lists and one by one', async () => {
  const own: RowScope = { kind: 'customers', customerAccountIds: [SOUND.accountId] }
  const strangers: RowScope[] = [
    { kind: 'customers', customerAccountIds: [99n] },
    { kind: 'customers', customerAccountIds: [] },
    { kind: 'partner', partnerId: null, customerAccountIds: [], tooMany: false },
    { kind: 'partner', partnerId: 98n, customerAccountIds: [98n, 99n], tooMany: false },
  ]
  const lists = [
    '/orders',
    '/orders?q=SO100',
    '/orders?customer=C10',
    '/orders?source=shop&externalId=web-77',
    '/customers',
    '/customers?q=ada',
    '/receivables',
    '/invoices',
    '/receipts',
  ]
  const single = [`/orders/${ORDER}`, '/customers/C10', '/invoices/INV000001']
  for (const path of lists) {
    assert.equal((await as(own, () => get(path))).json().rows.length, 1, path)
    for (const stranger of strangers) {
      const answer = (await as(stranger, () => get(path))).json()
      // A customer of others is as unknown as one that is not there.
      if (path.includes('customer=')) assert.equal(answer.errors[0].code, 'unknown_value')
      else assert.deepEqual(answer.rows, [], path)
    }
  }
  for (const path of single) {
    assert.equal((await as(own, () => get(path))).statusCode, 200, path)
    for (const stranger of strangers)
      assert.equal((await as(stranger, () => get(path))).statusCode, 404, path)
  }
  for (const path of [
    '/events',
    '/ledger/trial-balance',
    '/ledger/journals',
    '/stock',
    '/monitoring/invariants',
  ]) {
    assert.equal((await as(own, () => get(path))).statusCode, 403, path)
  }
})

test('an outsider sees neither costs, nor books, nor what lost, nor who of the company acted', async () => {
  await t.sql(
    `update orders.order_line set unit_cost = 1.5,
       waterfall = '[["list", "1@1", null, "2", "0", "2", "4", ["2@1 lower_list"]]]' where order_id = $1`,
    [SOUND.orderId],
  )
  await t.sql(
    `update orders.sales_order set decisions = decisions || '{"costs": [["wms", "2026-03-02T07:00:00.000Z", [1]]]}' where id = $1`,
    [SOUND.orderId],
  )
  const look = async (query = '') => (await get(`/orders/SO100${query}`)).json()
  const whole = await look()
  assert.equal(whole.lines[0].unitCost.amount, '1.5')
  assert.deepEqual(whole.lines[0].costFrom, { system: 'wms', asOf: '2026-03-02T07:00:00.000Z' })
  assert.equal(whole.lines[0].waterfall[0].losers[0].why, 'lower_list')
  assert.ok(whole.books.length > 0 && whole.timeline[0].actor !== null && whole.intake !== null)

  const own: RowScope = { kind: 'customers', customerAccountIds: [SOUND.accountId] }
  scopes = ['orders:read', 'inventory:read']
  try {
    const clerk = await look()
    assert.equal(clerk.books, undefined)
    assert.equal(clerk.lines[0].unitCost.amount, '1.5')
    assert.equal((await look('?include=books')).code, 'scope_missing')
    // What became of an order is read with the order, and where scopes are looked up it says so.
    const became = await look('?include=shipments,invoices,deposits,returns,strays')
    assert.ok(became.shipments.length > 0 && became.invoices.length > 0)
    const roles = readFileSync(new URL('../docs/reference/roles.md', import.meta.url), 'utf8')
    const { paths } = JSON.parse(
      readFileSync(new URL('../docs/reference/openapi.json', import.meta.url), 'utf8'),
    )
    for (const said of [roles, paths['/api/v1/orders/{id}'].get.description])
      assert.match(said, /`orders:read`.* shipments.* invoices[^]*books[^]*`ledger:read`/)
    scopes = ['orders:read', 'ledger:read']
    assert.equal((await look()).lines[0].unitCost, null)
    assert.ok((await look('?include=books')).books.length > 0)
    const seen = await as(own, () => look())
    assert.equal(seen.books, undefined)
    assert.equal(seen.intake, null)
    assert.deepEqual(
      [seen.lines[0].unitCost, seen.lines[0].costFrom, seen.decisions.costs],
      [null, null, undefined],
    )
    assert.deepEqual([seen.lines[0].waterfall.length, seen.lines[0].waterfall[0].losers], [1, []])
    for (const fact of seen.timeline) assert.equal(fact.actor, null)
    for (const hold of seen.holds) assert.equal(hold.placedBy, null)
    for (const task of seen.plan.tasks) assert.deepEqual([task.input, task.output], [null, null])
    assert.equal((await as(own, () => look('?include=books'))).code, 'rows_limited')
  } finally {
    scopes = ['admin']
  }
})

test('D6 a customer shows exposure, open items, unapplied receipts and orders', async () => {
  assert.equal((await get('/customers?q=C1')).json().rows[0].name, 'Ada Trading')
  const view = (await get('/customers/C10')).json()
  assert.deepEqual(view.accounts[0].exposure.total, { amount: '33.00', currency: 'GBP' })
  assert.equal(view.accounts[0].available.amount, '967.00')
  assert.equal(view.openItems[0].open.amount, '14.00')
  assert.equal(view.unapplied[0].amount.amount, '5.00')
  assert.equal(view.orders[0].number, 'SO100')
})

test('P-39 the feed gives every event once, in order of facts, from any place', async () => {
  const all = (await get('/events')).json()
  assert.deepEqual(
    all.events.map((event: { id: string; type: string }) => `${event.id} ${event.type}`),
    [
      'e1:1:2:0 order.submitted',
      'e1:1:2:1 stock.reserved',
      'e1:1:3:0 shipment.confirmed',
      'e1:1:3:1 invoice.issued',
      'e1:1:4:0 receipt.applied',
    ],
  )
  assert.equal(all.events[0].subject, ORDER)
  const seen: unknown[] = []
  let after = '0'
  for (let page = 0; page < 10; page += 1) {
    const answer = await get(`/events?limit=1&after=${after}`)
    const feed = answer.json()
    seen.push(...feed.events)
    if (feed.next === after) break
    after = feed.next
  }
  assert.deepEqual(seen, all.events)
  assert.equal(after, all.head)
  assert.deepEqual((await get(`/events?after=${all.head}`)).json().events, [])
  assert.equal((await get('/events?after=4')).json().code, 'invalid_cursor')
})

test('a cursor holds for its own list, company and epoch, and for places that there are', async () => {
  const sealed = (epoch: string, key: bigint[]) =>
    createCursors({ epoch, cursorKey: Buffer.alloc(32) }).encode('/api/v1/events', key)
  const code = async (after: string) => (await get(`/events?after=${after}`)).json().code
  assert.equal((await get(`/events?after=${sealed('one', [1n, 3n])}`)).json().events.length, 1)
  assert.equal(await code(sealed('one', [1n, 99_999_999n])), 'invalid_cursor')
  assert.equal(await code(sealed('one', [2n, 3n])), 'invalid_cursor')
  assert.equal((await get(`/events?after=${sealed('two', [1n, 3n])}`)).statusCode, 410)
  assert.equal(await code(sealed('two', [1n, 3n])), 'cursor_outlived')
  const journals = (await get('/ledger/journals?limit=2')).json()
  assert.equal((await get(`/receipts?after=${journals.next}`)).json().code, 'invalid_cursor')
})

test('D9 the trial balance balances as of a place, a date and a period, and leads down to the posting', async () => {
  const balance = async (query: string) => {
    const answer = (await get(`/ledger/trial-balance${query}`)).json()
    assert.ok(answer.totals.balanced)
    const of = Object.fromEntries(
      answer.rows.map((row: { code: string; balance: { amount: string } }) => [row.code, row.balance.amount]),
    )
    return { pos: answer.pos, of, rows: answer.rows }
  }
  const now = await balance('')
  assert.equal(now.pos, '4')
  assert.deepEqual(
    [now.of['1200'], now.of['1300'], now.of['2150'], now.of['4000']],
    ['14.00', '40.00', '-5.00', '-20.00'],
  )
  assert.deepEqual((await balance('?asOf=3')).of['1200'], '24.00')
  const day = await balance('?asOf=2026-03-03')
  assert.deepEqual([day.pos, day.of['1300']], ['2', '50.00'])
  assert.equal((await balance('?asOf=2020-01-01')).pos, '0')
  assert.equal((await balance('?asOf=2030-01-01')).pos, '4')
  const april = (await balance('?period=2026-04')).rows.find((row: { code: string }) => row.code === '1200')
  assert.deepEqual(
    [april.opening.amount, april.credit.amount, april.balance.amount],
    ['24.00', '10.00', '14.00'],
  )

  const journals = (await get('/ledger/journals?limit=2')).json()
  assert.deepEqual(
    journals.rows.map((row: { event: string }) => row.event),
    ['receipt.received', 'invoice.issued'],
  )
  const more = (await get(`/ledger/journals?limit=2&after=${journals.next}`)).json()
  assert.deepEqual([more.rows.length, more.next], [2, null])
  for (const [query, count] of [
    ['order=SO100', 2],
    ['account=1200', 2],
    ['event=stock.opened', 1],
    ['postedFrom=2026-04-01', 1],
    ['order=SO100&account=2200', 1],
  ] as const) {
    assert.equal((await get(`/ledger/journals?${query}`)).json().rows.length, count, query)
  }
  const first = (await get('/ledger/accounts/1200/postings?limit=2')).json()
  assert.deepEqual(
    first.rows.map(
      (row: { event: string; side: string; against: { code: string } }) =>
        `${row.event} ${row.side} ${row.against.code}`,
    ),
    ['receipt.received credit 2150', 'invoice.issued debit 2200'],
  )
  const rest = (await get(`/ledger/accounts/1200/postings?limit=2&after=${first.next}`)).json()
  assert.equal(rest.rows[0].fulfillmentLineId, encodeId('ful', 101n))
  assert.equal((await get('/ledger/accounts/9/postings')).statusCode, 404)
})

test('D3 stock shows its cost pool, availability what can be promised over time', async () => {
  const { rows } = (await get('/stock?sku=CUP')).json()
  assert.deepEqual([rows[0].onHand, rows[0].reserved, rows[0].available], ['8', '2', '6'])
  assert.deepEqual([rows[0].costPool.value.amount, rows[0].costPool.average.amount], ['40.00', '5'])
  assert.deepEqual((await get('/stock?location=NORTH')).json().rows, [])
  assert.equal((await get('/stock?q=CU')).json().rows.length, 1)

  const later = (await get('/availability?sku=CUP&on=2026-04-20')).json()
  // The supply of 10 March is past due: it is shown and not counted.
  assert.equal(later.availableOn, '6')
  assert.equal(
    later.locations.find((one: { location: string }) => one.location === 'NORTH').supplies[0].pastDue,
    true,
  )
  assert.equal((await get('/availability?sku=NONE')).statusCode, 404)

  const moves = (await get('/stock/moves?sku=CUP')).json()
  assert.deepEqual(
    moves.rows.map((row: { kind: string; quantity: string; orderNumber: string | null }) => [
      row.kind,
      row.quantity,
      row.orderNumber,
    ]),
    [
      ['issue', '-2', 'SO100'],
      ['opening', '10', null],
    ],
  )
})

test('receivables age to the total of the receivable account', async () => {
  const answer = (await get('/receivables')).json()
  assert.equal(answer.asOf, '2026-04-15')
  assert.equal(answer.rows[0].bucket, 'days1to30')
  assert.equal(answer.rows[0].daysPastDue, 14)
  assert.deepEqual([answer.aging[0].days1to30.amount, answer.aging[0].total.amount], ['14.00', '14.00'])
  assert.deepEqual((await get('/receivables?asOf=2026-04-01&overdue=true')).json().rows, [])
  assert.equal((await get('/invoices?kind=invoice')).json().rows[0].open.amount, '14.00')
  assert.deepEqual((await get('/invoices?kind=credit_memo&customer=C10')).json().rows, [])
  const invoice = (await get('/invoices/INV000001')).json()
  assert.deepEqual(invoice.taxes, [
    { percent: '20', base: { amount: '20.00', currency: 'GBP' }, tax: { amount: '4.00', currency: 'GBP' } },
  ])
  const [receipt] = (await get('/receipts')).json().rows
  assert.deepEqual([receipt.applied.amount, receipt.unapplied.amount], ['10.00', '5.00'])
})

test('P-78 monitoring says which laws hold and what waits', async () => {
  assert.equal((await get('/monitoring/invariants')).json().holds, true)
  const queues = (await get('/monitoring/queues')).json()
  assert.deepEqual([queues.tasks[0].kind, queues.tasks[0].depth, queues.doors[0].depth], ['ship', 1, 3])
})
