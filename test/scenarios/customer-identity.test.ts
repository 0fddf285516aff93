import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

const request = (method: string, path: string, body?: object, headers?: Record<string, string>) =>
  flow.server.request(method, `/api/v1${path}`, body, headers)
const get = async (path: string): Promise<Seen> => {
  const answer = await request('GET', path)
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const person = (number: string, more: object = {}) =>
  flow.put('/customer-accounts', { number, kind: 'person', currency: 'GBP', shipToCountry: 'GB', ...more })
const found = async (query: string) => (await get(`/customers?${query}`)).rows.map((row: Seen) => row.number)

test('C12-2 a customer is found by its number in any other system, which stays until it is said anew', async () => {
  const numbers = [
    { system: 'pos', number: 'POS-88121' },
    { system: 'loyalty', number: '7700-11' },
  ]
  const ada = { name: 'Ada Byron', alternateNumbers: numbers }
  assert.equal((await person('N-1', ada)).change, 'created')
  assert.equal((await person('N-1', { ...ada, alternateNumbers: numbers.toReversed() })).change, 'unchanged')
  // Not said: as they were.
  await person('N-1', { name: 'Ada Lovelace' })
  const hits = (await get('/search?q=pos-88')).hits
  assert.deepEqual(
    hits.map((hit: Seen) => [hit.kind, hit.label, hit.where, hit.exact]),
    [['customer', 'N-1', 'alternate_number', false]],
  )
  assert.equal((await get('/search?q=POS-88121')).hits[0].exact, true)
  assert.deepEqual(await found('q=7700-'), ['N-1'])
  assert.deepEqual(await found('system=loyalty&alternateNumber=7700-11'), ['N-1'])
  assert.deepEqual(await found('system=pos&alternateNumber=7700-11'), [])
  assert.equal((await request('GET', '/customers?system=pos')).status, 400)
  // However many spaces its name is written with, there and here.
  await person('N-1', { name: 'Ada  Lovelace' })
  for (const name of ['ada%20lovelace', 'Ada%20%20%20Love']) {
    assert.deepEqual(await found(`q=${name}`), ['N-1'])
    assert.deepEqual(
      (await get(`/search?q=${name}`)).hits.map((hit: Seen) => hit.label),
      ['N-1'],
    )
  }
  // Another record of the same person, from another channel: both are found, nothing is lost.
  await person('N-2', { name: 'A. Lovelace', alternateNumbers: [numbers[0]] })
  assert.deepEqual(await found('system=pos&alternateNumber=POS-88121'), ['N-1', 'N-2'])
  await person('N-2', { name: 'A. Lovelace', alternateNumbers: [] })
  assert.deepEqual(await found('system=pos&alternateNumber=POS-88121'), ['N-1'])
  const answer = await request('PUT', '/customers/N-1/erasure', { reason: 'asked by letter 9' })
  assert.equal(answer.status, 200)
  assert.deepEqual(await found('q=7700-'), [])
})

test('numbers in other systems are checked, and shown to nobody who does not see the customer', async () => {
  await person('N-3', { alternateNumbers: [{ system: 'pos', number: 'POS-3' }] })
  await person('N-4', { alternateNumbers: [{ system: 'pos', number: 'POS-4' }] })
  const wrong = await request('PUT', '/customer-accounts', {
    number: 'N-5',
    currency: 'GBP',
    shipToCountry: 'GB',
    alternateNumbers: [{ system: 'a b', number: '' }],
  })
  assert.deepEqual(
    wrong.body.errors.map((one: Seen) => one.path),
    ['/alternateNumbers/0/system', '/alternateNumbers/0/number'],
  )
  const accountId = (await get('/customers/N-3')).accounts[0].id
  const buyer = await buyerOf(accountId)
  const seen = async (path: string) => (await request('GET', path, undefined, buyer)).body
  assert.deepEqual(
    (await seen('/search?q=POS-')).hits.map((hit: Seen) => hit.label),
    ['N-3'],
  )
  assert.deepEqual((await seen('/customers?system=pos&alternateNumber=POS-4')).rows, [])
  assert.equal((await seen('/customers?q=POS-')).rows.length, 1)
})

const merge = (number: string, into: string | null, reason = 'the same, said on the phone') =>
  request('PUT', `/customers/${number}/merge`, { into, reason })
const codes = (answer: { body: Seen }) => answer.body.errors.map((one: Seen) => `${one.path} ${one.code}`)
const records = async (number: string): Promise<string[]> =>
  (await get(`/customers/${number}`)).records.map((row: Seen) => row.number)

test('C12-1 C12-2 records that are merged are one customer in every view, and unmerged stand exactly as before', async () => {
  await person('M-1', { name: 'Maria Zephyr', email: 'maria@zephyr.example' })
  await person('M-2', { name: 'M. Zephyr' })
  await person('M-3', { name: 'Maria Z' })
  const sell = async (account: string, source: string) => {
    const lines = [{ sku: 'KIT-101', quantity: '1' }]
    const order = await flow.sell(lines, { customer: { account }, source })
    return flow.until(order.id, (one) => one.billingStatus === 'billed')
  }
  const one = await sell('M-1', 'webshop')
  const two = await sell('M-2', 'webshop')
  const three = await sell('M-3', 'webshop')
  const views = async () => {
    const seen = []
    for (const number of ['M-1', 'M-2', 'M-3']) {
      const { merges: _merges, ...view } = await get(`/customers/${number}`)
      seen.push(view, (await get(`/orders?customer=${number}`)).rows)
    }
    return seen
  }
  const before = await views()
  assert.deepEqual((await merge('M-3', 'M-2')).body, {
    change: 'merged',
    head: 'M-2',
    records: ['M-2', 'M-3'],
  })
  const between = await views()
  assert.deepEqual((await merge('M-2', 'M-1')).body, {
    change: 'merged',
    head: 'M-1',
    records: ['M-1', 'M-2', 'M-3'],
  })
  assert.equal((await merge('M-3', 'M-1')).body.change, 'unchanged')
  const view = await get('/customers/M-3')
  assert.deepEqual([view.number, view.askedNumber, view.name], ['M-1', 'M-3', 'Maria Zephyr'])
  assert.deepEqual(
    view.records.map((row: Seen) => [row.number, row.head, row.into]),
    [
      ['M-1', true, null],
      ['M-2', false, 'M-1'],
      ['M-3', false, 'M-2'],
    ],
  )
  const numbers = [three, two, one].map((order) => order.number)
  for (const number of ['M-1', 'M-2', 'M-3']) {
    const { orders, lifetime, accounts } = await get(`/customers/${number}`)
    assert.deepEqual(
      orders.map((row: Seen) => row.number),
      numbers,
    )
    const listed = (await get(`/orders?customer=${number}`)).rows
    assert.deepEqual(
      listed.map((row: Seen) => row.number),
      numbers,
    )
    const invoices = (await get(`/invoices?customer=${number}`)).rows
    const sum = (rows: Seen[]) =>
      rows.reduce((all, row) => all + Math.round(Number(row.total.amount) * 100), 0)
    assert.deepEqual([lifetime.orders, lifetime.invoices], [listed.length, invoices.length])
    assert.equal(Math.round(Number(lifetime.sales[0].ordered.amount) * 100), sum(listed))
    assert.equal(Math.round(Number(lifetime.sales[0].billed.amount) * 100), sum(invoices))
    assert.deepEqual(
      accounts.map((row: Seen) => row.customer),
      ['M-1', 'M-2', 'M-3'],
    )
  }
  // The tree of decisions: M-2 goes as it came, with M-3.
  assert.deepEqual((await merge('M-2', null, 'somebody else')).body, {
    change: 'unmerged',
    head: 'M-2',
    records: ['M-2', 'M-3'],
  })
  assert.deepEqual(await views(), between)
  await merge('M-3', null)
  assert.deepEqual(await views(), before)
  const { merges } = await get('/customers/M-1')
  assert.deepEqual(
    merges.map((row: Seen) => [row.customer, row.into, row.reason, row.rule]),
    [
      ['M-2', null, 'somebody else', null],
      ['M-2', 'M-1', 'the same, said on the phone', null],
    ],
  )
  await flow.lawful()
})

test('what cannot be one customer is refused, and nobody stands under two', async () => {
  for (const number of ['R-1', 'R-2', 'R-3']) await person(number)
  await person('R-ORG', { kind: 'organization' })
  await person('R-TILL', { kind: 'walk_in' })
  assert.deepEqual(codes(await merge('R-1', 'R-ORG')), ['/into kinds_differ'])
  assert.deepEqual(codes(await merge('R-1', 'R-TILL')), ['/into walk_in'])
  assert.deepEqual(codes(await merge('NOBODY', 'NONE')), [
    '/customer unknown_customer',
    '/into unknown_customer',
  ])
  assert.equal((await merge('R-1', 'R-1')).body.change, 'unchanged')
  assert.equal((await merge('R-1', null)).body.change, 'unchanged')
  await merge('R-2', 'R-1')
  // Into one that is merged: it lands at its head. A circle is nothing new.
  assert.deepEqual((await merge('R-3', 'R-2')).body.head, 'R-1')
  assert.equal((await merge('R-1', 'R-3')).body.change, 'unchanged')
  assert.deepEqual(codes(await merge('R-1', null)), ['/customer leads_others'])
})

test('merges that come at once leave no chain and no circle', async () => {
  const all = Array.from({ length: 12 }, (_value, index) => `X-${String(index).padStart(2, '0')}`)
  await Promise.all(all.map((number) => person(number)))
  const second = await startTestServer({ beside: flow.server, roles: 'api' })
  try {
    // A ring, each record into the next one, from two servers in turn.
    const answers = await Promise.all(
      all.map((number, index) =>
        (index % 2 === 0 ? flow.server : second).request('PUT', `/api/v1/customers/${number}/merge`, {
          into: all[(index + 1) % all.length],
          reason: 'a ring',
        }),
      ),
    )
    assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200])
    for (const number of all) assert.deepEqual((await records(number)).toSorted(), all)
    await flow.lawful()
  } finally {
    await second.close()
  }
})

test('C12-7 who is erased says which other records are not, and a legal hold of any of them stands', async () => {
  await person('E-1', { name: 'Zelda Quill' })
  await person('E-2', { name: 'Z. Quill' })
  await merge('E-2', 'E-1')
  await request('PUT', '/customers/E-1/legal-hold', { until: '2099-01-01', reason: 'a lawsuit' })
  assert.deepEqual((await get('/customers/E-2')).legalHold, { until: '2099-01-01', reason: 'a lawsuit' })
  const refused = await request('PUT', '/customers/E-2/erasure', { reason: 'asked by letter 10' })
  assert.deepEqual([refused.status, codes(refused)], [409, [' legal_hold']])
  await request('PUT', '/customers/E-1/legal-hold', { until: null, reason: 'it is over' })
  const erased = await request('PUT', '/customers/E-2/erasure', { reason: 'asked by letter 10' })
  assert.deepEqual([erased.body.change, erased.body.notErased], ['erased', ['E-1']])
  const view = await get('/customers/E-2')
  assert.deepEqual(
    view.records.map((row: Seen) => [row.number, row.name, row.erased]),
    [
      ['E-1', 'Zelda Quill', false],
      ['E-2', null, true],
    ],
  )
  assert.deepEqual([view.legalHold, view.erasures[0].customer], [null, 'E-2'])
})

test('who sees some accounts only is not told which records are one customer', async () => {
  await person('S-1', { name: 'Sam One' })
  await person('S-2', { name: 'Sam Two' })
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  await flow.sell(lines, { customer: { account: 'S-1' } })
  await flow.sell(lines, { customer: { account: 'S-2' } })
  await merge('S-2', 'S-1')
  const buyer = await buyerOf((await get('/customers/S-1')).accounts[1].id)
  const view = await request('GET', '/customers/S-2', undefined, buyer)
  assert.deepEqual(
    [
      view.body.number,
      view.body.records,
      view.body.merges,
      view.body.orders.length,
      view.body.lifetime.orders,
    ],
    ['S-2', [], [], 1, 1],
  )
  assert.doesNotMatch(view.bytes.toString(), /S-1|Sam One/)
  for (const path of ['/customers/S-1', '/orders?customer=S-1', '/invoices?customer=S-1']) {
    const answer = await request('GET', path, undefined, buyer)
    assert.doesNotMatch(answer.bytes.toString(), /"S-2"/)
  }
})

test('C12-2 C12-7 notes of a customer are only added, stand in its view, and are erased with the person', async () => {
  await person('W-1', { name: 'Wanda' })
  await person('W-2', { name: 'Wanda W' })
  await merge('W-2', 'W-1')
  const text = 'Prefers the phone. Knows Zelda Quill.'
  const first = await flow.ok('/customers/W-2/notes', { text }, 'note-1')
  assert.deepEqual(await flow.ok('/customers/W-2/notes', { text }, 'note-1'), first)
  for (const more of ['second', 'third']) await flow.ok('/customers/W-1/notes', { text: more })
  const { notes } = await get('/customers/W-1')
  assert.deepEqual(
    notes.map((one: Seen) => [one.customer, one.text]),
    [
      ['W-1', 'third'],
      ['W-1', 'second'],
      ['W-2', text],
    ],
  )
  assert.match(notes[2].actor, /^key:/)
  const page = await get('/customers/W-2/notes?limit=2')
  const rest = await get(`/customers/W-2/notes?limit=2&after=${encodeURIComponent(page.next)}`)
  assert.deepEqual([...page.rows, ...rest.rows], notes)
  for (const wrong of ['', ' ', 'x'.repeat(4001)]) {
    assert.equal((await flow.post('/customers/W-1/notes', { text: wrong })).status, 422)
  }
  assert.equal((await flow.post('/customers/NOBODY/notes', { text: 'who?' })).status, 404)
  const erased = await request('PUT', '/customers/W-2/erasure', { reason: 'asked by letter 11' })
  assert.deepEqual([erased.body.personRows, erased.body.notErased], [2, ['W-1']])
  const after = await request('GET', '/customers/W-1')
  assert.deepEqual(
    after.body.notes.map((one: Seen) => one.text),
    ['third', 'second', null],
  )
  assert.doesNotMatch(after.bytes.toString(), /Zelda/)
  const [kept] = await flow.server.database.sql<{ rows: bigint }>(
    `select count(*) as rows from customers.person_data where note like '%Zelda%'`,
  )
  assert.equal(kept!.rows, 0n)
  await flow.lawful()
})

/** Headers of a key that sees one account. */
async function buyerOf(accountId: string): Promise<Record<string, string>> {
  const made = await request('POST', '/keys', {
    name: `buyer ${accountId}`,
    company: 'SAMPLE',
    scopes: ['customers:read', 'orders:read', 'billing:read'],
    rows: 'customers',
    customerAccountIds: [accountId],
  })
  assert.equal(made.status, 201, made.bytes.toString())
  return { authorization: `Bearer ${made.body.secret}` }
}
