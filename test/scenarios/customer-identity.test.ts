import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

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
