import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { countJob } from '../../src/insight/index.ts'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { decodeId } from '../../src/platform/public-id.ts'
import { Database } from '../../src/platform/database/index.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
let today: string
before(async () => {
  flow = await Flow.open()
  // A warehouse that says itself what left.
  await flow.put('/locations', { code: 'DOCK', name: 'Dockside', country: 'GB', rank: 1, autoConfirm: false })
  for (const sku of ['CRANE-1', 'RARE-1'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/items', {
    sku: 'FIT-1',
    name: 'Fitting',
    itemClass: 'kitchen',
    taxCode: 'standard',
    kind: 'service',
  })
  await flow.ok('/stock/opening', [{ sku: 'CRANE-1', location: 'DOCK', quantity: '1000', unitCost: '5' }])
  await scenario()
})
after(() => flow.close())

const line = (sku: string, quantity: string, net: string) => ({
  sku,
  quantity,
  unitPrice: String(Number(net) / Number(quantity)),
  net,
  tax: '0.00',
})
const orders: Record<string, string> = {}
const day = (days: number) => new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10)

async function confirm(orderId: string, parts: readonly (readonly [line: number, quantity: string])[]) {
  const order = await flow.until(orderId, (one) => one.shipments.length > 0)
  await flow.ok(`/shipments/${order.shipments[0].id}/confirm`, {
    lines: parts.map(([at, quantity]) => ({ fulfillmentLineId: order.fulfillmentLines[at].id, quantity })),
  })
}

/**
 * Ordered today:
 * - whole: 10 for 100.00, all left today and paid, 2 came back;
 * - parts: 4 and 6; today 4 and 3 leave, two days later the other 3;
 * - late: 5, held by a person, released, nothing leaves before tomorrow is past;
 * - never: an item that is not there;
 * - service: rendered and billed, and no goods leave.
 */
async function scenario() {
  const made = await flow.order([line('CRANE-1', '10', '100.00')])
  orders['whole'] = made.id
  await confirm(made.id, [[0, '10']])
  const billed = await flow.until(made.id, (one) => one.billingStatus === 'billed')
  today = billed.orderedOn
  await flow.ok('/returns', {
    orderId: made.id,
    reason: 'broken',
    lines: [{ fulfillmentLineId: billed.fulfillmentLines[0].id, quantity: '2' }],
  })
  const amount = { amount: '80.00', currency: 'GBP' }
  await flow.ok('/receipts', { account: 'GB-0001', amount, orderId: made.id, method: 'transfer' })

  const parts = await flow.order([line('CRANE-1', '4', '40.00'), line('CRANE-1', '6', '60.00')])
  orders['parts'] = parts.id
  await confirm(parts.id, [
    [0, '4'],
    [1, '1'],
  ])
  await confirm(parts.id, [[1, '2']])

  const late = await flow.order([line('CRANE-1', '5', '50.00')])
  orders['late'] = late.id
  await flow.until(late.id, (one) => one.shipments.length > 0)
  const held = await fetch(`${flow.server.url}/api/v1/orders/${late.id}/holds`, {
    method: 'POST',
    headers: { ...(await signedIn()), 'idempotency-key': 'hold' },
    body: JSON.stringify({ code: 'call', reason: 'Call first' }),
  })
  assert.ok(held.ok, await held.text())

  orders['never'] = (await flow.order([line('RARE-1', '1', '10.00')])).id
  const service = await flow.order([line('FIT-1', '1', '30.00')])
  orders['service'] = service.id
  await flow.until(service.id, (one) => one.billingStatus === 'billed')
  await flow.put('/clock', { days: 2 })
  await confirm(parts.id, [[1, '3']])
  await flow.until(parts.id, (one) => one.billingStatus === 'billed')
}

/** What a browser sends along once a person has signed in. */
async function signedIn() {
  const { url, adminLogin: login, adminPassword: password } = flow.server
  const headers = { 'content-type': 'application/json', origin: url }
  const body = JSON.stringify({ login, password })
  const session = await fetch(`${url}/api/v1/session`, { method: 'POST', headers, body })
  return { ...headers, cookie: session.headers.get('set-cookie')!.split(';')[0]! }
}

async function definitionsOf(key?: Record<string, string>): Promise<Seen> {
  return (await flow.server.request('GET', '/api/v1/operations/measures', undefined, key)).body
}

async function get(path: string, more = ''): Promise<Seen> {
  const answer = await flow.server.request(
    'GET',
    `/api/v1/operations/${path}?from=${today}&to=${day(2)}${more}`,
  )
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}

/** All rows of a number, page by page. */
async function rowsOf(id: string, more = ''): Promise<Seen[]> {
  const rows: Seen[] = []
  let next = ''
  for (;;) {
    const page = await get(`measures/${id}/rows`, `${more}&limit=2${next}`)
    rows.push(...page.rows)
    if (page.next === null) return rows
    next = `&after=${encodeURIComponent(page.next)}`
  }
}

test('E-1 E-5 E-6 E-7 E-8 E-12 E-13 E-14 the shares of a small company are those that are counted by hand', async () => {
  const golden: [id: string, numerator: string, denominator: string, value: string][] = [
    // 100 − 20 of the return, less 8 at a cost of 5; and 100 less 10 at 5.
    ['gross-margin', '90.00', '180.00', '50.00'],
    // whole yes, parts no; the others have not begun to leave.
    ['order-fill-rate', '1', '2', '50.00'],
    // whole, and the first line of parts, but not its second.
    ['line-fill-rate', '2', '3', '66.67'],
    // 10 + 4 + 3 of 20.
    ['unit-fill-rate', '17', '20', '85.00'],
    // The line of two days and the held one are late; never has no date.
    ['on-time-in-full', '2', '4', '50.00'],
    ['touchless', '4', '5', '80.00'],
    ['promise-accuracy', '2', '3', '66.67'],
    ['re-promise', '0', '4', '0.00'],
  ]
  for (const [id, numerator, denominator, value] of golden) {
    const found = await get(`measures/${id}`)
    assert.deepEqual([found.numerator, found.denominator, found.value], [numerator, denominator, value], id)
  }
  const tolerant = await get('measures/promise-accuracy', '&tolerance=2')
  assert.deepEqual([tolerant.numerator, tolerant.value], ['3', '100.00'])
})

test('E-10 E-11 times are medians with the time on hold apart', async () => {
  const cycle = await get('measures/order-cycle-time')
  assert.deepEqual([cycle.denominator, cycle.measure.unit], ['2', 'hours'])
  // The clock of the log cannot be moved: an hour is put before the last shipment of one of both, the last that happened.
  // In the morning what follows is an hour later, else what came before an hour earlier: all of it stays on its day.
  await flow.server.database.sql(
    `with last as (select max(g.pos) as pos from platform.company_log g join orders.history h on h.batch = g.batch
       where h.order_id = $1 and 'shipment.shipped' = any(h.events)),
     clock as (select extract(hour from now() at time zone time_zone) < 12 as early from organization.company limit 1),
     head as (update platform.company_head set at = at + interval '1 hour' where (select early from clock))
     update platform.company_log g set at = at + case when early then interval '1 hour' else interval '-1 hour' end
     from last, clock where (g.pos >= last.pos) = early`,
    [decodeId('ord', orders['parts']!)],
  )
  const slower = await get('measures/order-cycle-time')
  assert.deepEqual([slower.value, slower.p90], ['0.00', '1.00'])
  const cash = await get('measures/order-to-cash')
  assert.deepEqual([cash.value, cash.denominator], ['0.00', '1'])
  assert.deepEqual(
    (await rowsOf('order-to-cash')).map((row) => row.orderId),
    [orders['whole']],
  )
})

test('E-5 E-6 E-7 E-8 E-10 E-11 E-12 E-13 E-14 every measure is the sum of its rows and of its series', async () => {
  const { measures } = await definitionsOf()
  for (const { id, kind, notMeasured } of measures) {
    const [whole, rows] = [await get(`measures/${id}`, '&by=week'), await rowsOf(id)]
    const sum = (list: Seen[], of: string) => list.reduce((total, one) => total + Number(one[of]), 0)
    if (notMeasured !== null) {
      assert.deepEqual([whole.value, rows], [null, []], id)
      continue
    }
    assert.equal(sum(rows, 'denominator'), Number(whole.denominator), id)
    assert.equal(sum(whole.series, 'denominator'), Number(whole.denominator), id)
    if (kind === 'share') assert.equal(sum(rows, 'numerator'), Number(whole.numerator), id)
    assert.equal(new Set(rows.map((row) => `${row.orderId} ${row.line}`)).size, rows.length, id)
  }
  const elsewhere = await get('measures/touchless', '&channel=webshop')
  assert.equal(elsewhere.denominator, '0')
})

test('C14-9 a day has three numbers of orders shipped, each with its definition and as many rows as it says', async () => {
  const { days } = await get('days')
  assert.deepEqual(
    days.map((one: Seen) => one.day),
    [today, day(1), day(2)],
  )
  const { shipped, 'shipped-picks': picks, 'shipped-invoices': invoices, ...others } = days[0].numbers
  assert.deepEqual([shipped, picks], [3, 5])
  // What leaves at about the same time may be billed together: the invoices themselves say how many there are.
  const issued = await Promise.all(Object.values(orders).map((id) => flow.read(id)))
  const documents = issued.flatMap((one) => one.invoices).filter((one: Seen) => one.kind === 'invoice')
  assert.equal(invoices, documents.length)
  assert.deepEqual(others, { received: 5, held: 1, backordered: 1, billed: 3, paid: 1 })
  const definitions = (await definitionsOf()).days
  assert.deepEqual(
    definitions
      .filter((one: Seen) => one.id.startsWith('shipped'))
      .map((one: Seen) => one.formula.split(':')[0]),
    ['ORDERS', 'PICKS', 'INVOICES'],
  )
  for (const { id } of definitions) {
    const sum = days.reduce((total: number, one: Seen) => total + one.numbers[id], 0)
    assert.equal((await rowsOf(id)).length, sum, id)
  }
})

test('E-1 a margin is for who sees costs, no number is for who sees part of the rows, and what is not known is said', async () => {
  const keyOf = async (scopes: string[], more = {}) => {
    const made = await flow.server.request('POST', '/api/v1/keys', {
      company: 'SAMPLE',
      name: 'k',
      scopes,
      ...more,
    })
    assert.equal(made.status, 201, made.bytes.toString())
    return { authorization: `Bearer ${made.body.secret}` }
  }
  const ask = (path: string, key: Record<string, string>) =>
    flow.server.request('GET', `/api/v1/operations/${path}?from=${today}&to=${today}`, undefined, key)
  const clerk = await keyOf(['orders:read'])
  for (const path of ['measures/gross-margin', 'measures/gross-margin/rows'])
    assert.equal((await ask(path, clerk)).body.code, 'scope_missing')
  assert.ok(!(await definitionsOf(clerk)).measures.some((one: Seen) => one.feature === 'E-1'))
  assert.equal((await ask('measures/touchless', clerk)).status, 200)
  const [account] = (await flow.server.request('GET', '/api/v1/customer-accounts?limit=1')).body
    .customerAccounts
  const own = { rows: 'customers', customerAccountIds: [account.id] }
  const customer = await keyOf(['orders:read'], own)
  for (const path of ['days', 'measures/touchless', 'measures/touchless/rows'])
    assert.equal((await ask(path, customer)).body.code, 'rows_limited')
  const perfect = await get('measures/perfect-order')
  assert.equal(perfect.value, null)
  assert.match(perfect.measure.notMeasured, /Damage/)
})

/** The job as it runs once a minute. */
async function count(): Promise<void> {
  const db = new Database({ url: flow.server.database.url, name: 'count', max: 3 })
  await countJob(db)
    .run(AbortSignal.timeout(60_000))
    .finally(() => db.close())
}

/** Others are broken: the clock of the log was moved. */
async function lawsOfCounting(): Promise<void> {
  const url = flow.server.database.url
  const db = new Database({ url, name: 'laws', max: 1, unlimited: true, wholeTables: true })
  const found = await checkInvariants(db).finally(() => db.close())
  const counting = found.filter(({ law }) => ['days_counted', 'measures_counted'].includes(law))
  assert.deepEqual(
    counting.map(({ rows }) => rows),
    [[], []],
  )
}

test('C14-9 E-5 E-10 what is kept of closed days and what is counted on the spot come to the same, whatever happens in between', async () => {
  const { database } = flow.server
  const { measures } = await definitionsOf()
  const all = async () => {
    const asked = measures.flatMap(({ id }: Seen) => [
      get(`measures/${id}`),
      get(`measures/${id}`, '&channel=marketplace&tolerance=2&by=month'),
    ])
    return (await Promise.all([get('days'), get('days', '&channel=marketplace'), ...asked])).map(
      ({ asOf: _asOf, ...answer }) => answer,
    )
  }
  const uncounted = async (): Promise<Seen> => {
    await database.sql(
      'delete from insight.counted; delete from insight.tally; delete from insight.order_tally',
    )
    return await all()
  }
  const fresh = await uncounted()
  assert.ok(fresh.every((one: Seen) => one.whole))
  await count()
  const [{ tail }] = (await database.sql(
    'select h.pos - k.pos as tail from insight.counted k join platform.company_head h using (company_id)',
  )) as Seen
  assert.equal(tail, 0n)
  assert.deepEqual(await all(), fresh)
  // An order that is counted changes: what it added is taken off, first on the spot, then for good.
  await confirm(orders['late']!, [[0, '5']])
  await flow.until(orders['late']!, (one) => one.billingStatus === 'billed')
  await flow.ok(`/orders/${orders['never']}/cancel`, { reason: 'not wanted' })
  const counted = await all()
  assert.notDeepEqual(counted, fresh)
  await count()
  assert.deepEqual(await all(), counted)
  const { rows } = await get('measures/touchless/rows')
  assert.ok(!rows.some((row: Seen) => row.orderId === orders['never']))
  await lawsOfCounting()
  assert.deepEqual(await uncounted(), counted)
})

test('E-1 E-5 E-6 E-7 E-8 what a customer cancelled of a line is no failure of ours', async () => {
  const { id } = await flow.order([line('CRANE-1', '5', '50.00'), line('CRANE-1', '1', '10.00')])
  await flow.until(id, (one) => one.shipments.length > 0)
  await flow.ok(`/orders/${id}/cancel`, {
    reason: 'Fewer',
    lines: [
      { lineNo: 1, quantity: '1' },
      { lineNo: 2, quantity: '1' },
    ],
  })
  await confirm(id, [[0, '4']])
  await flow.until(id, (one) => one.billingStatus === 'billed')
  const shares = ['gross-margin', 'order-fill-rate', 'line-fill-rate', 'unit-fill-rate', 'on-time-in-full']
  const found = await Promise.all(
    shares.map(async (share) =>
      (await rowsOf(share))
        .filter((row) => row.orderId === id)
        .map(({ numerator, denominator }) => [share, numerator, denominator]),
    ),
  )
  assert.deepEqual(found.flat(), [
    ['gross-margin', '20.00', '40.00'],
    ['order-fill-rate', '1', '1'],
    ['line-fill-rate', '1', '1'],
    ['unit-fill-rate', '4', '4'],
    ['on-time-in-full', '1', '1'],
  ])
})

test('C14-9 a day of another time zone is counted anew, and what was kept is forgotten', async () => {
  const { database } = flow.server
  await count()
  await database.sql(`update organization.company set time_zone = 'Pacific/Kiritimati'`)
  const before = await get('days')
  await count()
  const after = await get('days')
  assert.deepEqual(after.days, before.days)
  const kept = await database.sql<{ edition: number }>('select distinct edition from insight.tally')
  assert.deepEqual(kept, [{ edition: 2 }])
  await lawsOfCounting()
})

test('C14-9 days that cannot be counted in time are refused with the limit, not an error', async () => {
  const other = new Database({ url: flow.server.database.url, name: 'other', max: 1, unlimited: true })
  try {
    await other.use(async ({ client }) => {
      await client.query('begin; lock table orders.history')
      const paths = ['days', 'measures/touchless', 'measures/shipped/rows']
      const answers = await Promise.all(
        paths.map((path) =>
          flow.server.request('GET', `/api/v1/operations/${path}?from=${today}&to=${today}`),
        ),
      )
      await client.query('rollback')
      for (const { status, body } of answers) {
        assert.deepEqual([status, body.code], [503, 'unavailable'])
        assert.match(body.detail, /ask for fewer/)
      }
    })
  } finally {
    await other.close()
  }
})
