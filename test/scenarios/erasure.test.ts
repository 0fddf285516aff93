import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { expireOldBodies } from '../../src/channels/index.ts'
import { open } from '../../src/platform/blob.ts'
import { decodeId, encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const ADDRESS = { country: 'GB', name: 'Zelda Quill', lines: ['7 Hidden Lane'], city: 'Quillton' }
const sql = <R>(text: string, values?: unknown[]) => flow.server.database.sql<R>(text, values)
const put = (path: string, body: object) => flow.server.request('PUT', `/api/v1${path}`, body)
const codes = (answer: { body: Seen }) => answer.body.errors.map((one: { code: string }) => one.code)

/** An order of a customer that it makes, paid in full: nothing of it is open any more. */
async function closedOrder(account: string): Promise<Seen> {
  const { id, total } = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], {
    customer: { account, create: { name: 'Zelda Quill', email: 'zelda@example.org' } },
    shipTo: ADDRESS,
  })
  await flow.until(id, (order) => order.invoices.length > 0)
  await flow.ok('/receipts', { account, amount: total, orderId: id, method: 'bank', reference: 'R' })
  return flow.until(id, (order) => order.state === 'completed')
}

/** Everything that was received of an order: ids of bodies, and how many of them can be opened. */
async function bodiesOf(orderId: string) {
  const rows = await sql<{ id: bigint; body: Buffer; key: Buffer | null }>(
    'select i.id, i.body, i.key from channels.intake i where i.order_id = $1',
    [decodeId('ord', orderId)],
  )
  const readable = rows.filter(({ body, key }) => key !== null && /zelda/i.test(open(body, key).toString()))
  return { all: rows.length, readable: readable.length }
}

test('a person is erased: no name, address or received byte can be read any more, and the books stand', async () => {
  const order = await closedOrder('P-1')
  const neighbor = await closedOrder('P-2')
  const draft = await flow.sell([{ sku: 'NO-SUCH', quantity: '1' }], {
    customer: { account: 'P-1' },
    shipTo: { ...ADDRESS, lines: ['8 Other Lane'] },
  })
  await flow.put('/contacts', { customer: 'P-1', code: 'SISTER', name: 'Anna Quill', phone: '0123' })
  const books = await flow.books(order.id)
  const [head] = await sql<{ hash: Buffer }>(
    'select chain_hash as hash from platform.company_log order by pos limit 1',
  )
  assert.deepEqual(await bodiesOf(order.id), { all: 1, readable: 1 })
  // An order that was refused speaks of its customer, too.
  const { externalId } = await flow.read(order.id)
  const other = { source: 'webshop', externalId, customer: { account: 'P-1' }, currency: 'GBP' }
  const refused = await flow.post('/orders', {
    ...other,
    lines: [{ sku: 'KIT-101', quantity: '2' }],
    shipTo: ADDRESS,
  })
  assert.equal(refused.body.code, 'key_reused')

  const erased = await put('/customers/P-1/erasure', { reason: 'asked by letter 7' })
  assert.deepEqual(
    [erased.status, erased.body],
    [200, { customer: 'P-1', change: 'erased', personRows: 4, bodies: 3, drafts: 1, notErased: [] }],
  )
  assert.deepEqual(await bodiesOf(order.id), { all: 1, readable: 0 })
  assert.deepEqual(await bodiesOf(draft.id), { all: 1, readable: 0 })
  const kept = await flow.server.request('GET', `/api/v1/intake/${refused.body.intake}`)
  assert.equal(kept.status, 410)
  assert.deepEqual(await bodiesOf(neighbor.id), { all: 1, readable: 1 })
  const seen = await flow.server.request('GET', `/api/v1/orders/${order.id}`)
  assert.deepEqual(seen.body.shipTo, { site: 'MAIN', address: null, addressState: 'erased' })
  assert.equal(seen.body.customer.name, null)
  assert.doesNotMatch(seen.bytes.toString(), /zelda|hidden lane|quillton/i)
  const received = await flow.server.request('GET', `/api/v1/intake/${seen.body.intake.id}`)
  assert.deepEqual([received.status, received.body.code], [410, 'erased'])
  const edit = await flow.server.request('PATCH', `/api/v1/orders/${draft.id}`, {}, { 'if-match': '*' })
  assert.deepEqual([edit.status, edit.body.code], [410, 'erased'])
  const [left] = await sql(
    `select (select count(*) from customers.person_data d where d.customer_id = c.id) as rows,
       (select count(*) from channels.intake i where i.customer_id = c.id and i.key is not null) as bodies
     from customers.customer c where c.number = 'P-1'`,
  )
  assert.deepEqual(left, { rows: 0n, bodies: 0n })

  // The order, its invoice and its entries are what they were, and so is the chain over them.
  assert.deepEqual(await flow.books(order.id), books)
  assert.equal(seen.body.invoices.length, 1)
  const [first] = await sql<{ hash: Buffer }>(
    'select chain_hash as hash from platform.company_log order by pos limit 1',
  )
  assert.ok(first!.hash.equals(head!.hash))
  await flow.lawful()
  const history = await sql("select actor ~ '^key:' as key, reason, forced from customers.erasure")
  assert.deepEqual(history, [{ key: true, reason: 'asked by letter 7', forced: false }])
  const view = await flow.server.request('GET', '/api/v1/customers/P-1')
  assert.deepEqual(
    view.body.erasures.map((one: Seen) => [one.reason, one.forced]),
    [['asked by letter 7', false]],
  )
  assert.deepEqual(
    view.body.sites.map((one: Seen) => [one.code, one.active, one.address]),
    [['MAIN', false, null]],
  )
  const again = await put('/customers/P-1/erasure', { reason: 'asked again' })
  assert.deepEqual([again.status, again.body.change], [200, 'unchanged'])
  assert.equal((await put('/customers/NOBODY/erasure', { reason: 'asked' })).status, 404)
})

test('C12-7 of whom is erased no order says any more in which postcode area it went', async () => {
  await flow.put('/postcode-areas', { country: 'GB', prefix: 'QU7', latitude: 53.8, longitude: -1.55 })
  const rule = { code: 'ERASED', name: 'All', source: 'webshop', criteria: [{ by: 'proximity' }] }
  await flow.put('/sourcing-rules', rule)
  const customer = (account: string) => ({ account, create: { name: 'Zelda Quill' } })
  const shipTo = { ...ADDRESS, postcode: 'QU7 1AA' }
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const areas = async (orders: Seen[]) =>
    Promise.all(orders.map(async ({ id }) => (await flow.read(id)).decisions.area ?? null))
  const own = [await flow.sell(lines, { customer: customer('P-21'), shipTo })]
  own.push(await flow.sell(lines, { customer: { account: 'P-21' }, shipTo }))
  const other = await flow.sell(lines, { customer: customer('P-22'), shipTo })
  assert.deepEqual(await areas([...own, other]), ['QU7', 'QU7', 'QU7'])
  await put('/customers/P-21/erasure', { reason: 'asked in court', force: true })
  assert.deepEqual(await areas([...own, other]), [null, null, 'QU7'])
  await flow.put('/sourcing-rules', { ...rule, active: false })
  await flow.lawful()
})

test('who was erased can order again: that is new, and a site that was forgotten is not shipped to', async () => {
  await closedOrder('P-3')
  await put('/customers/P-3/erasure', { reason: 'asked' })
  const customer = { account: 'P-3' }
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const there = await flow.sell(lines, { customer, shipTo: { site: 'MAIN' } })
  assert.deepEqual(
    there.problems.map((one: Seen) => one.code),
    ['inactive_site'],
  )
  const anew = await flow.sell(lines, { customer, shipTo: ADDRESS })
  assert.equal((await flow.read(anew.id)).shipTo.address.name, 'Zelda Quill')
  await flow.lawful()
})

test('an open order and a legal hold stand against it, both told at once; force with a reason goes through', async () => {
  const customer = { account: 'P-4', create: { name: 'Zelda Quill' } }
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const order = await flow.sell(lines, { customer, shipTo: ADDRESS })
  const hold = { until: '2099-12-31', reason: 'tax audit' }
  assert.equal((await put('/customers/P-4/legal-hold', hold)).status, 200)
  assert.equal((await put('/customers/P-4/legal-hold', hold)).body.change, 'unchanged')
  assert.equal((await put('/customers/NOBODY/legal-hold', hold)).status, 422)
  const standing = await flow.server.request('GET', '/api/v1/customers/P-4')
  assert.deepEqual(standing.body.legalHold, hold)
  const refused = await put('/customers/P-4/erasure', { reason: 'asked' })
  assert.deepEqual([refused.status, refused.body.code], [409, 'erasure_blocked'])
  assert.deepEqual(codes(refused), ['legal_hold', 'open_orders'])
  assert.equal((await flow.read(order.id)).shipTo.address.name, 'Zelda Quill')
  await put('/customers/P-4/legal-hold', { ...hold, until: '2020-01-01' })
  assert.deepEqual(codes(await put('/customers/P-4/erasure', { reason: 'asked' })), ['open_orders'])
  const short = await put('/customers/P-4/erasure', { reason: 'x', force: true })
  assert.equal(short.status, 422)
  const forced = await put('/customers/P-4/erasure', { reason: 'ordered by a court', force: true })
  assert.deepEqual([forced.status, forced.body.change], [200, 'erased'])
  assert.equal((await flow.read(order.id)).shipTo.addressState, 'erased')
  assert.deepEqual(await sql("select forced from customers.erasure where reason = 'ordered by a court'"), [
    { forced: true },
  ])
  await flow.lawful()
})

test('what was said of a legal hold stays: each hold, its change and its release is a row', async () => {
  await flow.put('/customer-accounts', { number: 'P-5', name: 'Zelda', currency: 'GBP', shipToCountry: 'GB' })
  const said = [
    { until: null, reason: 'nothing to release' },
    { until: '2098-12-31', reason: 'tax audit' },
    { until: '2099-12-31', reason: 'audit goes on' },
    { until: '2099-12-31', reason: 'audit goes on' },
    { until: null, reason: 'audit closed' },
  ]
  const changes: string[] = []
  for (const one of said) {
    const answer = await put('/customers/P-5/legal-hold', one)
    changes.push(answer.body.change)
    if (one.until === null) continue
    assert.deepEqual(codes(await put('/customers/P-5/erasure', { reason: 'asked' })), ['legal_hold'])
  }
  assert.deepEqual(changes, ['unchanged', 'changed', 'changed', 'unchanged', 'changed'])
  // At once they come one after the other, and both are kept.
  const both = await Promise.all(
    ['first', 'second'].map((reason) => put('/customers/P-5/legal-hold', { until: '2020-01-01', reason })),
  )
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  const { body } = await flow.server.request('GET', '/api/v1/customers/P-5')
  const [newest, second, ...older] = body.legalHolds as Seen[]
  assert.deepEqual([newest.reason, second.reason].toSorted(), ['first', 'second'])
  assert.deepEqual(
    older.map(({ until, reason }) => ({ until, reason })),
    [said[4], said[2], said[1]],
  )
  for (const one of body.legalHolds) assert.ok(Date.parse(one.at) > 0 && one.actor !== '')
  assert.equal((await put('/customers/P-5/erasure', { reason: 'asked' })).body.change, 'erased')
})

test('erasing takes a scope of its own', async () => {
  const made = await flow.server.request('POST', '/api/v1/keys', {
    company: 'SAMPLE',
    name: 'office',
    scopes: ['customers:read', 'customers:write'],
  })
  const answer = await flow.server.request(
    'PUT',
    '/api/v1/customers/P-4/erasure',
    { reason: 'asked' },
    { authorization: `Bearer ${made.body.secret}` },
  )
  assert.deepEqual([answer.status, answer.body.code], [403, 'scope_missing'])
})

test('a customer of whom very much was received is erased in one request, in several transactions', async () => {
  await closedOrder('P-6')
  await sql(`insert into channels.intake
      (company_id, id, received_at, principal, content_type, body, body_hash, key, customer_id, outcome, problems)
    select c.company_id, n, i.received_at, i.principal, i.content_type, i.body, i.body_hash, '\\x01', c.id, 'accepted', '[]'
    from customers.customer c
    cross join lateral (select * from channels.intake i where i.company_id = c.company_id limit 1) i
    cross join generate_series(1, 10500) n where c.number = 'P-6'`)
  const erased = await put('/customers/P-6/erasure', { reason: 'asked' })
  assert.deepEqual([erased.status, erased.body.bodies], [200, 10_501])
  assert.deepEqual(await sql('select count(key) as keys from channels.intake where id <= 10500'), [
    { keys: 0n },
  ])
  const view = await flow.server.request('GET', '/api/v1/customers/P-6')
  assert.deepEqual(
    view.body.erasures.map(({ bodies, drafts, finished }: Seen) => [bodies, drafts, finished]),
    [[10_501, 0, true]],
  )
})

test('orders that come while a person is erased came before it and are erased, or after it and are whole', async () => {
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  for (let round = 0; round < 4; round += 1) {
    const account = `R-${round}`
    await closedOrder(account)
    const erase = put(`/customers/${account}/erasure`, { reason: `round ${round}`, force: round % 2 === 1 })
    // Some to the address that stands, some to new ones; drafts, and paid in advance, which leave the credit gate alone.
    const [erased, ...orders] = await Promise.all([
      erase,
      ...Array.from({ length: 8 }, (_, n) =>
        flow.sell(lines, {
          customer: { account },
          shipTo: n % 4 === 0 ? ADDRESS : { ...ADDRESS, lines: [`${n % 4} Lane`] },
          prepaid: n % 2 === 0,
          submit: n % 3 !== 0,
        }),
      ),
    ])
    if (erased.status !== 200) assert.deepEqual([erased.status, codes(erased)], [409, ['open_orders']])
    // By their places in the company's order of facts; an erasure that was refused has none, and everything came after.
    const placed = await sql<{ id: bigint; early: boolean; bodies: bigint; drafts: bigint; open: boolean }>(
      `select s.id, coalesce(o.pos < e.pos, false) as early, s.state = 'in_progress' as open,
         (select count(i.key) from channels.intake i where i.order_id = s.id) as bodies,
         (select count(*) from orders.draft d where d.order_id = s.id) as drafts
       from unnest($1::bigint[]) as w(id)
       cross join lateral (select o.id, o.batch, st.state from orders.sales_order o
         join orders.order_state st on st.order_id = o.id where o.id = w.id order by o.version limit 1) s
       join platform.company_log o on o.batch = s.batch
       left join (select max(g.pos) as pos from customers.erasure x join platform.company_log g on g.batch = x.batch
         join customers.customer c on c.id = x.customer_id where c.number = $2) e on true`,
      [orders.map((order) => decodeId('ord', order.id)), account],
    )
    assert.equal(placed.length, orders.length)
    for (const { id, early, bodies, drafts, open: stands } of placed) {
      const { shipTo } = await flow.read(encodeId('ord', id))
      assert.equal(shipTo.addressState, early ? 'erased' : 'shown')
      assert.deepEqual([bodies, drafts], early ? [0n, 0n] : [1n, stands ? 0n : 1n])
      // Without force, what is open cannot have come before.
      if (early && stands) assert.equal(round % 2, 1)
    }
  }
  await flow.lawful()
})

test('what was received of nobody cannot be opened after 90 days; what a customer sent can', async () => {
  const later = (days: number) => new Date(Date.now() + days * 24 * 60 * 60_000)
  const { db } = flow.server
  await expireOldBodies(db, later(91))
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const known = await flow.sell(lines, { shipTo: ADDRESS })
  const nobody = await flow.sell(lines, { customer: { account: 'UNKNOWN-1' }, shipTo: ADDRESS })
  const found = await flow.sell(lines, { customer: { account: 'LATE-1' }, shipTo: ADDRESS })
  await flow.put('/customer-accounts', {
    number: 'LATE-1',
    name: 'Late',
    currency: 'GBP',
    shipToCountry: 'GB',
  })
  const submitted = await flow.post(`/orders/${found.id}/submit`, undefined)
  assert.equal(submitted.body.state, 'in_progress', submitted.bytes.toString())
  await flow.post('/orders', { source: 'webshop', externalId: 'bad', name: 'Zelda Quill' })
  assert.equal(await expireOldBodies(db, later(89)), 0)
  await Promise.all([expireOldBodies(db, later(91), undefined, 1), expireOldBodies(db, later(91))])
  assert.equal((await bodiesOf(nobody.id)).readable, 0)
  assert.deepEqual(
    await sql('select 1 from orders.draft where order_id = $1', [decodeId('ord', nobody.id)]),
    [],
  )
  for (const order of [known, found]) assert.equal((await bodiesOf(order.id)).readable, 1)
  assert.equal(await expireOldBodies(db, later(91)), 0)
  await flow.lawful()
})

test('a draft that finds its customer while it expires keeps what it was stated as', async () => {
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  const draft = await flow.sell(lines, { customer: { account: 'UNKNOWN-2' }, shipTo: ADDRESS })
  const id = decodeId('ord', draft.id)
  const { db } = flow.server
  let looked: Promise<number> | undefined
  // As an edit does: the order and its draft are held, and it has a customer when they are let go.
  await db.use(async ({ client }) => {
    await client.query('begin')
    await client.query('select 1 from orders.order_state where order_id = $1 for update', [id])
    await client.query('select 1 from orders.draft where order_id = $1 for update', [id])
    looked = expireOldBodies(db, new Date(Date.now() + 91 * 24 * 60 * 60_000))
    await new Promise((resolve) => setTimeout(resolve, 300))
    await client.query(
      `with account as (select id, customer_id from customers.account limit 1), named as (
         update orders.sales_order o set account_id = a.id from account a where o.id = $1)
       update channels.intake i set customer_id = a.customer_id from account a where i.order_id = $1`,
      [id],
    )
    await client.query('commit')
  })
  assert.equal(await looked, 1)
  assert.equal((await sql('select 1 from orders.draft where order_id = $1', [id])).length, 1)
  assert.equal((await bodiesOf(draft.id)).readable, 1)
})

test("bodies that an update called nobody's find the customer of their order before they expire", async () => {
  const later = new Date(Date.now() + 91 * 24 * 60 * 60_000)
  const { db } = flow.server
  await expireOldBodies(db, later)
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  /** The order's body and that of a request refused under its key, both made nobody's. */
  const received = async (account: string) => {
    const order = await closedOrder(account)
    const { externalId } = await flow.read(order.id)
    const reused = { source: 'webshop', externalId, customer: { account }, currency: 'GBP' }
    const refused = await flow.post('/orders', { ...reused, lines: [{ ...lines[0], quantity: '2' }] })
    assert.equal(refused.body.code, 'key_reused')
    const bodies = await sql<{ id: bigint }>(
      'update channels.intake set customer_id = 0 where order_id = $1 or id = $2 returning id',
      [decodeId('ord', order.id), decodeId('itk', refused.body.intake)],
    )
    assert.equal(bodies.length, 2)
    return bodies.map(({ id }) => id)
  }
  const erased = await received('P-9')
  // An erasure finds them by itself; later it comes for them no more.
  assert.equal((await put('/customers/P-9/erasure', { reason: 'asked' })).body.bodies, 2)
  const [sealed] = await sql('select count(key) as keys from channels.intake where id = any($1)', [erased])
  assert.deepEqual(sealed, { keys: 0n })
  await sql("update channels.intake set customer_id = 0, key = '\\x01' where id = any($1)", [erased])
  const kept = await received('P-8')
  // Who was erased has ordered again since: that is this customer's.
  const anew = await received('P-9')
  const nobody = await flow.sell(lines, { customer: { account: 'UNKNOWN-8' }, shipTo: ADDRESS })
  assert.equal(await expireOldBodies(db, later, undefined, 1), 7)
  const customers = await sql(
    `select c.number, count(i.key) as keys from channels.intake i join customers.customer c on c.id = i.customer_id
     where i.id = any($1) group by c.number order by 1`,
    [[...kept, ...anew]],
  )
  assert.deepEqual(customers, [
    { number: 'P-8', keys: 2n },
    { number: 'P-9', keys: 2n },
  ])
  const [gone] = await sql('select count(key) as keys from channels.intake where id = any($1)', [erased])
  assert.deepEqual(gone, { keys: 0n })
  assert.equal((await bodiesOf(nobody.id)).readable, 0)
  assert.equal((await put('/customers/P-8/erasure', { reason: 'asked' })).body.bodies, 2)
})
