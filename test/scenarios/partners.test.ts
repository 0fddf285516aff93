import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { MOST_PARTNER_ACCOUNTS } from '../../src/platform/auth/index.ts'
import { SCOPES } from '../../src/platform/http/index.ts'
import { Flow, type Seen } from '../support/flow.ts'

type Key = Record<string, string>

let flow: Flow
let a: Key
let b: Key
/** Accounts: the first names the partner A, the second B, the third nobody. */
const OF_A = 'GB-0001'
const OF_B = 'GB-0002'
const OF_NOBODY = 'GB-0003'

before(async () => {
  flow = await Flow.open()
  for (const number of ['PARTNER-A', 'PARTNER-B', 'PARTNER-C'])
    await flow.put('/customer-accounts', { number, currency: 'GBP', shipToCountry: 'GB' })
  await name(OF_A, 'PARTNER-A')
  await name(OF_B, 'PARTNER-B')
  a = await keyOf('PARTNER-A')
  b = await keyOf('PARTNER-B')
})
after(() => flow.close())

const send = (method: string, path: string, key: Key, body?: unknown) =>
  flow.server.request(method, `/api/v1${path}`, body, key)
const get = async (path: string, key: Key): Promise<Seen> => (await send('GET', path, key)).body
const accountOf = async (number: string): Promise<Seen> =>
  (await get(`/customer-accounts?account=${number}`, {})).customerAccounts[0]
const name = async (number: string, partner: string | null) =>
  flow.put('/customer-accounts', { ...(await accountOf(number)), partner })

/** A key that may do everything but administer, with the rows of a partner. */
async function keyOf(partner: string): Promise<Key> {
  const { secret } = await flow.ok('/keys', {
    name: partner,
    company: 'SAMPLE',
    scopes: SCOPES.filter((scope) => scope !== 'admin'),
    rows: 'partner',
    partnerId: (await accountOf(partner)).id,
  })
  return { authorization: `Bearer ${secret}` }
}

let made = 0
const orderOf = (account: string) => ({
  source: 'webshop',
  externalId: `P-${(made += 1)}`,
  customer: { account },
  currency: 'GBP',
  lines: [{ sku: 'KIT-101', quantity: '1' }],
})

/** Operations that tell rows apart. What is added here is tested below, by hand, for each kind of caller. */
const TELLS_APART = [
  'acceptQuote',
  'acceptQuotes',
  'acceptShipment',
  'amendOrder',
  'askPromises',
  'cancelOrder',
  'captureOrder',
  'captureOrders',
  'checkConfiguration',
  'compareOrderThen',
  'confirmShipment',
  'createCancelProductOrder',
  'createProductOrder',
  'editDraft',
  'explainOrder',
  'keepPickUp',
  'listAmendments',
  'listCancelProductOrder',
  'listConfigurationModels',
  'listCustomers',
  'listInvoices',
  'listItemUnits',
  'listItems',
  'listOrderFacts',
  'listOrderLines',
  'listOrderStates',
  'listOrderTasks',
  'listOrders',
  'listPickUps',
  'listProductOrder',
  'listQuotes',
  'listReceipts',
  'listReceivables',
  'listRecurringCharges',
  'listReturns',
  'listShipments',
  'listTransfers',
  'patchProductOrder',
  'pickShipment',
  'previewAmendment',
  'priceCarts',
  'readCustomer',
  'readFulfillmentState',
  'readIntake',
  'readInvoice',
  'readOrder',
  'readOrderThen',
  'readQuote',
  'readQuoteDocument',
  'readReceipt',
  'readSchedule',
  'readShipment',
  'receiveTransfer',
  'refuseQuote',
  'rejectShipment',
  'rejectTransfer',
  'retrieveCancelProductOrder',
  'retrieveProductOrder',
  'returnGoods',
  'sendTransfer',
  'submitDraft',
]
/** Operations without a scope: who is signed in, or anybody. */
const NEEDS_NONE = [
  'askFunction',
  'changePassword',
  'getLiveness',
  'getReadiness',
  'getSession',
  'listCompanies',
  'search',
  'signIn',
  'signOut',
  'takeMessage',
  'takeReply',
  'transactPayment',
]

test('an operation that does not tell rows apart refuses a partner, whatever its scopes', async () => {
  const { paths } = (await flow.server.request('GET', '/openapi.json')).body
  const open: string[] = []
  const none: string[] = []
  for (const [path, methods] of Object.entries<Seen>(paths)) {
    for (const [method, { operationId, description = '' }] of Object.entries<Seen>(methods)) {
      if (!description.includes('Needs the scope')) {
        none.push(operationId)
        continue
      }
      const url = path.replace(/\{[^}]*\}/g, '1')
      const body = method === 'get' || method === 'delete' ? undefined : {}
      const answer = await flow.server.request(method.toUpperCase(), url, body, {
        ...a,
        'idempotency-key': `m-${operationId}`,
      })
      const expected = description.includes('`admin`') ? 'scope_missing' : 'rows_limited'
      // One that names what is not to be said has told rows apart.
      const whole = answer.body?.code === expected && answer.body.errors === undefined
      if (answer.status !== 403 || !whole) open.push(operationId)
    }
  }
  assert.deepEqual(open.toSorted(), TELLS_APART)
  assert.deepEqual(none.toSorted(), NEEDS_NONE)
})

test('A8-4 a partner configures what is published, and is offered it for its own accounts', async () => {
  const groups = [{ code: 'G', min: 1, options: [{ code: 'ONE' }, { code: 'OTHER' }] }]
  await flow.put('/items', {
    sku: 'MADE',
    name: 'Made',
    itemClass: 'kitchen',
    kind: 'service',
    taxCode: 'none',
  })
  const unitPrice = { amount: '1.00', currency: 'GBP' }
  await flow.put('/prices', { list: 'RETAIL', sku: 'MADE', validFrom: '2020-01-01', unitPrice })
  const model = { code: 'SOLD', sku: 'MADE', name: 'Made', validFrom: '2020-01-01', groups }
  await flow.put('/configuration-models', { ...model, version: 1, state: 'published' })
  await flow.put('/configuration-models', { ...model, version: 2, state: 'draft' })
  const versions = async (key: Key) =>
    (await get('/configuration-models', key)).configurationModels.map((one: Seen) => one.version)
  assert.deepEqual(await versions(a), [1])
  assert.deepEqual(await versions({}), [1, 2])
  const check = (more: object) =>
    send('POST', '/configurations/check', a, { model: 'SOLD', choices: [{ option: 'ONE' }], ...more })
  const plain = await check({})
  assert.deepEqual([plain.status, plain.body.complete], [200, true], plain.bytes.toString())
  const own = await check({ offer: { currency: 'GBP', account: OF_A } })
  assert.deepEqual([own.body.offer.problems, own.body.offer.price?.lines.length], [[], 1])
  // Nobody is told of the account of another one, nor offered as nobody.
  for (const account of [OF_B, 'NOT-THERE']) {
    const { offer } = (await check({ offer: { currency: 'GBP', account } })).body
    assert.deepEqual([offer.price, offer.problems.map((one: Seen) => one.code)], [null, ['unknown_customer']])
  }
  const nobody = await check({ offer: { currency: 'GBP' } })
  assert.deepEqual(
    [nobody.status, nobody.body.errors.map((one: Seen) => [one.path, one.code])],
    [422, [['/offer/account', 'required']]],
  )
})

test('a partner orders for the accounts that name it and its own, and sees their rows alone', async () => {
  const own = orderOf(OF_A)
  const taken = await send('POST', '/orders', { ...a, 'idempotency-key': 'own' }, own)
  assert.equal(taken.status, 201, taken.bytes.toString())
  assert.equal((await send('POST', '/orders', a, orderOf('PARTNER-A'))).status, 201)
  for (const account of [OF_B, OF_NOBODY, 'PARTNER-B', 'NOT-THERE']) {
    const refused = await send('POST', '/orders', a, orderOf(account))
    assert.deepEqual([refused.status, refused.body.code], [403, 'account_forbidden'], account)
  }
  assert.equal((await send('POST', '/orders', b, orderOf(OF_B))).status, 201)
  const others = await flow.ok('/orders', orderOf(OF_NOBODY))
  const accounts = async (path: string, key: Key, of: (row: Seen) => string) =>
    [...new Set((await get(path, key)).rows.map(of))].toSorted()
  assert.deepEqual(await accounts('/orders?limit=200', a, (row) => row.account.number ?? row.account), [
    OF_A,
    'PARTNER-A',
  ])
  assert.deepEqual(await accounts('/orders?limit=200', b, (row) => row.account.number ?? row.account), [OF_B])
  for (const [order, key, status] of [
    [taken.body, a, 200],
    [taken.body, b, 404],
    [others, a, 404],
    [others, b, 404],
  ] as const) {
    for (const section of ['', '/lines', '/timeline', '/why'])
      assert.equal((await send('GET', `/orders/${order.id}${section}`, key)).status, status, section)
    const { hits } = await get(`/search?q=${order.number}`, key)
    assert.equal(hits.length > 0, status === 200)
  }
  const customers = await get('/customers?q=GB-000', a)
  assert.deepEqual(
    customers.rows.map((one: Seen) => one.number),
    [OF_A],
  )
})

test('a partner reads the documents, goods and debts of its accounts, and of nobody else', async () => {
  const sold = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], { customer: { account: OF_B } })
  const order = await flow.until(sold.id, (one) => one.billingStatus === 'billed')
  const paid = { account: OF_B, amount: { amount: '1.00', currency: 'GBP' }, method: 'bank' }
  const receipt = await flow.ok('/receipts', paid)
  const [invoice] = (await get('/invoices?account=GB-0002', {})).rows
  const paths = [
    `/orders/${order.id}`,
    `/orders/${order.id}/lines`,
    `/orders/${order.id}/tasks`,
    `/orders/${order.id}/timeline`,
    `/shipments/${order.shipments[0].id}`,
    `/invoices/${invoice.id}`,
    `/receipts/${receipt.id}`,
    '/customers/GB-0002',
  ]
  for (const path of paths) {
    assert.equal((await send('GET', path, b)).status, 200, path)
    assert.equal((await send('GET', path, a)).status, 404, path)
  }
  for (const path of ['/invoices', '/receipts', '/receivables', '/orders']) {
    const seen = await send('GET', `${path}?account=GB-0002`, a)
    assert.deepEqual(seen.status === 200 ? seen.body.rows : [], [], path)
  }
})

test('a partner cancels, and says what was shipped, for its accounts alone; shipments, returns and what it sent are its own', async () => {
  const more = { customer: { account: OF_B } }
  // A draft stays where it is; an order would be shipped meanwhile.
  const lines = [{ sku: 'NO-SUCH', quantity: '1' }]
  const toCancel = await flow.ok('/orders', { ...orderOf(OF_B), lines })
  const cancel = (key: Key, name: string) =>
    send('POST', `/orders/${toCancel.id}/cancel`, { ...key, 'idempotency-key': name }, { reason: 'changed' })
  for (const key of [a, await keyOf('PARTNER-A')]) {
    const refused = await cancel(key, 'cancel-a')
    assert.deepEqual([refused.status, refused.body.code], [404, 'not_found'])
  }
  assert.equal((await cancel(b, 'cancel-b')).status, 200)
  assert.equal((await cancel(b, 'cancel-b')).status, 200)

  const sold = await flow.sell([{ sku: 'KIT-101', quantity: '1' }], more)
  const order = await flow.until(sold.id, (one) => one.shipments.length > 0)
  const shipment = order.shipments[0].id
  const confirm = (key: Key, name: string) =>
    send('POST', `/shipments/${shipment}/confirm`, { ...key, 'idempotency-key': name }, {})
  assert.equal((await confirm(a, 'confirm-a')).status, 404)
  const returned = { orderId: order.id, reason: 'broken', lines: [{ lineNo: 1, quantity: '1' }] }
  await flow.until(sold.id, (one) => one.billingStatus === 'billed')
  await flow.ok('/returns', returned)
  const ids = async (path: string, key: Key) => (await get(path, key)).rows.map((row: Seen) => row.orderId)
  for (const path of ['/shipments', '/returns']) {
    assert.equal((await ids(path, b)).includes(order.id), true, path)
    assert.equal((await ids(path, a)).includes(order.id), false, path)
    const asked = await send('GET', `${path}?order=${order.id}`, a)
    assert.deepEqual([asked.status, asked.body.errors[0].path], [400, '/query/order'])
    const none = await send('GET', `${path}?order=SO999999`, a)
    assert.deepEqual([none.status, none.body.errors[0].code], [400, asked.body.errors[0].code])
  }
  assert.equal((await send('GET', '/returns?account=GB-0002', a)).status, 400)

  const wrong = await send('POST', '/orders', b, { ...orderOf(OF_B), lines: [] })
  assert.equal((await send('GET', `/intake/${wrong.body.intake}`, b)).status, 200)
  assert.equal((await send('GET', `/intake/${wrong.body.intake}`, a)).status, 404)
})

test('a user who is a partner has with a session the rows and the acts that its key has, and the scopes of its role', async () => {
  const password = 'a long enough password'
  const partnerId = (await accountOf('PARTNER-B')).id
  const grants = [{ company: 'SAMPLE', role: 'partner', partnerId }]
  await flow.ok('/users', { login: 'pat', name: 'Pat', password, grants })
  // Without the header of the test server's own key.
  const call = async (method: string, path: string, headers: Key, body?: object) => {
    const answer = await fetch(`${flow.server.url}/api/v1${path}`, {
      method,
      headers: { ...headers, 'content-type': 'application/json', 'docket-csrf': '1' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Seen }
  }
  const opened = await call('POST', '/session', {}, { login: 'pat', password })
  const session = { cookie: opened.headers.get('set-cookie')!.split(';')[0]! }
  const lines = [{ sku: 'NO-SUCH', quantity: '1' }]
  const own = await call('POST', '/orders', session, { ...orderOf(OF_B), lines })
  assert.equal(own.status, 201, JSON.stringify(own.body))
  const others = await flow.ok('/orders', { ...orderOf(OF_NOBODY), lines })
  assert.equal((await call('POST', '/orders', session, orderOf(OF_NOBODY))).body.code, 'account_forbidden')
  for (const [order, status] of [
    [own.body, 200],
    [others, 404],
  ] as const) {
    assert.equal((await call('GET', `/orders/${order.id}`, session)).status, status)
    const keyed = { ...session, 'idempotency-key': `cancel-${order.id}` }
    assert.equal((await call('POST', `/orders/${order.id}/cancel`, keyed, { reason: 'x' })).status, status)
  }
  const { rows } = (await call('GET', '/orders?limit=200', session)).body
  assert.equal(
    rows.some((row: Seen) => row.id === others.id),
    false,
  )
  for (const path of ['/invoices', '/receivables', '/customers'])
    assert.equal((await call('GET', path, session)).body.code, 'scope_missing', path)
})

test('what moves to another partner is no longer shown to the first, nor by a replay', async () => {
  const order = orderOf(OF_A)
  const key = { ...a, 'idempotency-key': 'moved' }
  const taken = await send('POST', '/orders', key, order)
  assert.equal(taken.status, 201)
  const replayed = await send('POST', '/orders', key, order)
  assert.deepEqual([replayed.status, replayed.body.id], [201, taken.body.id])
  await name(OF_A, 'PARTNER-B')
  assert.equal((await accountOf(OF_A)).partner, 'PARTNER-B')
  await sleep(5_100)
  const again = await send('POST', '/orders', key, order)
  assert.deepEqual([again.status, again.body.code], [403, 'account_forbidden'])
  assert.equal((await send('GET', `/orders/${taken.body.id}`, a)).status, 404)
  assert.equal((await send('GET', `/orders/${taken.body.id}`, b)).status, 200)
  await name(OF_A, null)
  assert.equal((await accountOf(OF_A)).partner, undefined)
  await sleep(5_100)
  assert.equal((await send('GET', `/orders/${taken.body.id}`, b)).status, 404)
})

test('a partner is an account that is there and another one; a description without it leaves it', async () => {
  const row = await accountOf(OF_B)
  for (const partner of ['NOT-THERE', OF_B]) {
    const answer = await send('PUT', '/customer-accounts', {}, { ...row, partner })
    assert.deepEqual([answer.status, answer.body.errors[0].path], [422, '/partner'])
  }
  const { partner, ...rest } = row
  await flow.put('/customer-accounts', { ...rest, termsDays: 3 })
  assert.equal((await accountOf(OF_B)).partner, partner)
})

test('a partner of more accounts than a credential can see is told so, instead of being shown a part', async () => {
  await flow.server.database.sql(
    `with made as (
       insert into customers.account (company_id, id, customer_id, number, currency, terms_days, ship_to_country)
       select p.company_id, p.id + 1000000 + i, p.customer_id, 'MANY-' || i, 'GBP', 30, 'GB'
       from customers.account p, generate_series(1, $1::integer) i where p.number = 'PARTNER-C' returning company_id, id)
     insert into customers.account_partner (company_id, account_id, partner_id)
     select m.company_id, m.id, p.id from made m join customers.account p on p.company_id = m.company_id and p.number = 'PARTNER-C'`,
    [MOST_PARTNER_ACCOUNTS + 1],
  )
  const many = await send('GET', '/orders', await keyOf('PARTNER-C'))
  assert.deepEqual([many.status, many.body.code], [403, 'partner_accounts_limit'])
})
