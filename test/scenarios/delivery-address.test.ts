import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const AT_HOME = {
  name: 'Zelda Quill',
  company: 'Quill & Daughters',
  lines: ['7 Hidden Lane', 'Rear door'],
  city: 'Quillton',
  postcode: 'QU1 1LL',
  region: 'Kent',
  country: 'GB',
  phone: '+44 20 7946 0000',
  email: 'zelda@example.org',
}
const ONE = [{ sku: 'KIT-101', quantity: '1' }]
const sql = <R>(text: string, values?: unknown[]) => flow.server.database.sql<R>(text, values)
const addresses = async (number: string) =>
  sql<{ id: bigint; name: string }>(
    `select d.id, d.name from customers.person_data d join customers.customer c on c.id = d.customer_id
     where c.number = $1 and d.id <> 0 order by d.id`,
    [number],
  )
const errorsOf = (answer: { body: Seen }) =>
  answer.body.errors.map((one: { path: string; code: string }) => `${one.path} ${one.code}`)

test('an order shows where it goes and who pays, and the same address of a customer is kept once', async () => {
  const billTo = { ...AT_HOME, name: 'Accounts', lines: ['1 Ledger Street'] }
  const orders = await Promise.all(
    Array.from({ length: 40 }, () => flow.sell(ONE, { shipTo: AT_HOME, billTo })),
  )
  const again = await flow.sell(ONE, { shipTo: { ...AT_HOME, city: ' Quillton ' } })
  assert.deepEqual((await addresses('GB-0001')).map((one) => one.name).sort(), ['Accounts', 'Zelda Quill'])
  for (const order of [orders[0], again]) {
    const seen = await flow.read(order.id)
    assert.deepEqual(seen.shipTo, { site: null, address: AT_HOME, addressState: 'shown' })
    assert.deepEqual([seen.shipToCountry, seen.shipToRegion], ['GB', 'Kent'])
  }
  const { billTo: payer } = await flow.read(orders[0].id)
  assert.deepEqual([payer.address.name, payer.address.lines], ['Accounts', ['1 Ledger Street']])
  const other = await flow.sell(ONE, { shipTo: AT_HOME, customer: { account: 'GB-0002' } })
  assert.deepEqual((await addresses('GB-0002')).length, 1, 'each customer has its own')
  assert.equal((await flow.read(other.id)).shipTo.address.name, 'Zelda Quill')
  const country = await flow.sell(ONE, { shipTo: { country: 'GB', region: 'Kent' } })
  assert.deepEqual((await flow.read(country.id)).shipTo, { site: null, address: null, addressState: 'none' })
  await flow.lawful()
})

test('an order names a site: it goes to the address that the site has, and a change of the site is for those to come', async () => {
  const site = {
    customer: 'GB-0003',
    code: 'DEPOT',
    purposes: ['ship_to'],
    ...AT_HOME,
    country: 'DE',
    region: '',
  }
  assert.deepEqual(await flow.put('/sites', site), { customer: 'GB-0003', code: 'DEPOT', change: 'created' })
  assert.deepEqual((await flow.put('/sites', site)).change, 'unchanged')
  const contact = {
    customer: 'GB-0003',
    code: 'GATE',
    site: 'DEPOT',
    role: 'goods in',
    name: 'Otto Pförtner',
  }
  assert.equal((await flow.put('/contacts', contact)).change, 'created')
  assert.equal((await flow.put('/contacts', contact)).change, 'unchanged')

  const customer = { account: 'GB-0003' }
  const first = await flow.sell(ONE, { customer, shipTo: { site: 'DEPOT' } })
  assert.equal(first.state, 'in_progress', JSON.stringify(first.problems))
  await flow.put('/sites', { ...site, lines: ['8 Open Road'] })
  const second = await flow.sell(ONE, { customer, shipTo: { site: 'DEPOT' } })
  const [before, now] = [await flow.read(first.id), await flow.read(second.id)]
  assert.deepEqual([before.shipTo.site, before.shipTo.address.lines], ['DEPOT', AT_HOME.lines])
  assert.deepEqual([now.shipTo.site, now.shipTo.address.lines], ['DEPOT', ['8 Open Road']])
  // Tax and sourcing go by the country of the site.
  assert.equal(before.shipToCountry, 'DE')

  const lists = await Promise.all(
    ['sites', 'contacts'].map((path) => flow.server.request('GET', `/api/v1/${path}`)),
  )
  const { region: _none, ...listed } = { ...site, lines: ['8 Open Road'] }
  const [{ id, ...shown }, ...others] = lists[0]!.body.sites
  assert.match(id, /^sit_/)
  assert.deepEqual([shown, ...others], [{ ...listed, region: '', active: true, custom: {} }])
  assert.deepEqual(lists[1]!.body.contacts, [{ ...contact, active: true, custom: {} }])
  await flow.lawful()
})

test('A1-6 a site that is unknown, not used any more or for something else keeps the order as a draft', async () => {
  const customer = { account: 'GB-0004' }
  await flow.put('/sites', { customer: 'GB-0004', code: 'OLD', country: 'GB', active: false })
  await flow.put('/sites', { customer: 'GB-0004', code: 'OFFICE', country: 'GB', purposes: ['bill_to'] })
  const problems = async (shipTo: object) =>
    (await flow.sell(ONE, { customer, shipTo })).problems.map((one: Seen) => `${one.path} ${one.code}`)
  assert.deepEqual(await problems({ site: 'NOWHERE' }), ['/shipTo/site unknown_site'])
  assert.deepEqual(await problems({ site: 'OLD' }), ['/shipTo/site inactive_site'])
  assert.deepEqual(await problems({ site: 'OFFICE' }), ['/shipTo/site wrong_purpose'])
  const paid = await flow.sell(ONE, { customer, billTo: { site: 'OFFICE' } })
  assert.equal((await flow.read(paid.id)).billTo.site, 'OFFICE')
})

test('everything that is wrong with an address is told at once, with its path, and none of its words', async () => {
  const answer = await flow.post('/orders', {
    source: 'webshop',
    externalId: 'WRONG-1',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { site: 'DEPOT', city: 'Secretville', lines: ['x'] },
    billTo: { name: 'Secret Name' },
    lines: ONE,
  })
  assert.deepEqual([answer.status, answer.body.code], [422, 'invalid_order'])
  assert.deepEqual(errorsOf(answer), [
    '/shipTo/city site_and_address',
    '/shipTo/lines site_and_address',
    '/billTo/country required',
    '/shipTo/site unknown_site',
  ])
  const long = await flow.post('/orders', {
    source: 'webshop',
    externalId: 'WRONG-2',
    customer: { account: 'GB-0001' },
    currency: 'GBP',
    shipTo: { country: 'Britain', name: 'x'.repeat(501), lines: Array(11).fill('x'), planet: 'Earth' },
    lines: ONE,
  })
  assert.equal(long.status, 422)
  const paths = new Set(long.body.errors.map((one: { path: string }) => one.path))
  for (const member of ['country', 'name', 'lines', 'planet'])
    assert.ok(paths.has(`/shipTo/${member}`), member)
  assert.doesNotMatch(answer.bytes.toString(), /secret/i)
})

test('an edit of a draft moves its delivery; history tells that, and not where to', async () => {
  const draft = await flow.sell(ONE, { shipTo: AT_HOME, submit: false })
  const edit = { shipTo: { ...AT_HOME, lines: ['9 Quiet Close'] } }
  const edited = await flow.server.request('PATCH', `/api/v1/orders/${draft.id}`, edit, {
    'if-match': `"${draft.revision}"`,
  })
  assert.equal(edited.status, 200, edited.bytes.toString())
  const seen = await flow.read(draft.id)
  assert.deepEqual(seen.shipTo.address.lines, ['9 Quiet Close'])
  const changes = seen.timeline
    .flatMap((row: Seen) => row.changes)
    .filter((one: Seen) => one.what === 'shipToAddress')
  assert.equal(changes.length, 1)
  assert.match(changes[0].to, /^adr_/)
  await flow.lawful()
})

test('A1-7 a customer that an order makes gets its first site', async () => {
  const customer = { account: 'NEW-77', create: { name: 'Zelda Quill' } }
  const orders = await Promise.all([1, 2].map(() => flow.sell(ONE, { customer, shipTo: AT_HOME })))
  const sites = await sql(
    `select s.code, s.ship_to, s.bill_to, s.country, s.region from customers.site s
     join customers.customer c on c.id = s.customer_id where c.number = 'NEW-77'`,
  )
  assert.deepEqual(sites, [{ code: 'MAIN', ship_to: true, bill_to: true, country: 'GB', region: 'Kent' }])
  assert.equal((await addresses('NEW-77')).length, 1)
  for (const order of orders) assert.equal((await flow.read(order.id)).shipTo.address.city, 'Quillton')
  const next = await flow.sell(ONE, { customer: { account: 'NEW-77' }, shipTo: { site: 'MAIN' } })
  assert.equal((await flow.read(next.id)).shipTo.address.city, 'Quillton')
  await flow.lawful()
})

test('a warehouse reads what to pick and where to send it; a credential without need does not', async () => {
  const order = await flow.sell(ONE, { shipTo: AT_HOME })
  const shipped = await flow.until(order.id, (one) => one.shipments.length > 0)
  const at = `/api/v1/shipments/${shipped.shipments[0].id}`
  const view = await flow.server.request('GET', at)
  assert.equal(view.status, 200, view.bytes.toString())
  assert.equal(view.body.orderId, order.id)
  assert.deepEqual(view.body.shipTo, { site: null, address: AT_HOME, addressState: 'shown' })
  assert.deepEqual(
    view.body.lines.map((line: Seen) => [line.sku, line.requested]),
    [['KIT-101', '1']],
  )
  const [account] = await sql<{ id: bigint }>("select id from customers.account where number = 'GB-0001'")
  const keyOf = async (more: object) => {
    const made = await flow.server.request('POST', '/api/v1/keys', { company: 'SAMPLE', name: 'K', ...more })
    assert.equal(made.status, 201, made.bytes.toString())
    return { authorization: `Bearer ${made.body.secret}` }
  }
  const read = async (path: string, more: object) =>
    flow.server.request('GET', path, undefined, await keyOf(more))
  const own = { rows: 'customers', customerAccountIds: [encodeId('acc', account!.id)] }
  const buyer = await read(at, { scopes: ['shipments:read'], ...own })
  assert.equal(buyer.body.shipTo.addressState, 'shown')
  const state = await read(`/api/v1/orders/${order.id}`, { scopes: ['orders:read'] })
  assert.deepEqual(state.body.shipTo, { site: null, address: null, addressState: 'hidden' })
  assert.doesNotMatch(state.bytes.toString(), /zelda quill|hidden lane/i)
  const [foreign] = await sql<{ id: bigint }>("select id from customers.account where number = 'GB-0005'")
  const other = { ...own, customerAccountIds: [encodeId('acc', foreign!.id)] }
  assert.equal((await read(at, { scopes: ['shipments:read'], ...other })).status, 404)
  assert.equal((await flow.server.request('GET', '/api/v1/shipments/shp_0000000000000')).status, 404)
})

test('an invoice shows who pays, to who may see it, until the person is erased', async () => {
  const customer = {
    number: 'PAYER-1',
    kind: 'person',
    name: 'Zelda Quill',
    currency: 'GBP',
    shipToCountry: 'GB',
  }
  await flow.put('/customer-accounts', customer)
  const order = await flow.sell(ONE, { customer: { account: 'PAYER-1' }, billTo: AT_HOME })
  const billed = await flow.until(order.id, (one) => one.invoices.length > 0)
  const at = `/api/v1/invoices/${billed.invoices[0].id}`
  const read = async (headers?: Record<string, string>) =>
    (await flow.server.request('GET', at, undefined, headers)).body.billTo
  assert.deepEqual(await read(), { site: null, address: AT_HOME, addressState: 'shown' })
  const made = await flow.server.request('POST', '/api/v1/keys', {
    company: 'SAMPLE',
    name: 'K',
    scopes: ['billing:read'],
  })
  const hidden = { site: null, address: null, addressState: 'hidden' }
  assert.deepEqual(await read({ authorization: `Bearer ${made.body.secret}` }), hidden)
  await sql(`delete from customers.person_data d using customers.customer c
    where c.company_id = d.company_id and c.id = d.customer_id and c.number = 'PAYER-1'`)
  assert.deepEqual(await read(), { site: null, address: null, addressState: 'erased' })
})

test('no word of an address stands in plain outside of person_data', async () => {
  const tables = await sql<{ name: string }>(
    `select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('channels', 'customers', 'orders', 'orchestration', 'fulfillment', 'billing',
       'ledger', 'inventory', 'tax', 'pricing', 'platform')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await sql<{ rows: bigint }>(
      `select count(*) as rows from ${name} t where t::text ~* 'hidden lane|quillton|qu1 1ll|zelda@'`,
    )
    if (row!.rows > 0n) found.push(name)
  }
  assert.deepEqual(found, ['customers.person_data'])
})
