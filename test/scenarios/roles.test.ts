import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { ROLE_SCOPES } from '../../src/platform/auth/index.ts'
import { Flow, type Seen } from '../support/flow.ts'

type Key = Record<string, string>

let flow: Flow
let finance: Key
let operations: Key
let shop: Key
before(async () => {
  flow = await Flow.open()
  finance = await flow.keyOf(ROLE_SCOPES.finance)
  operations = await flow.keyOf(ROLE_SCOPES.operations)
  shop = await flow.keyOf(['orders:read', 'orders:write', 'billing:write'])
})
after(() => flow.close())

const gbp = (amount: string) => ({ amount, currency: 'GBP' })
let sent = 0
const send = (method: string, path: string, body: unknown, key: Key) =>
  flow.server.request(method, `/api/v1${path}`, body, { 'idempotency-key': `r-${(sent += 1)}`, ...key })
const refused = (answer: Seen) => [
  answer.status,
  answer.body.code,
  answer.body.detail ?? answer.body.errors[0].message,
]

test('A3-9 a credit hold is released by who answers for credit, and by nobody who wants the order out', async () => {
  const account = { number: 'ROLE-1', currency: 'GBP', shipToCountry: 'GB' }
  const limited = { ...account, creditLimit: gbp('1.00') }
  assert.equal((await send('PUT', '/customer-accounts', limited, {})).status, 201)
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '2' }], { customer: { account: 'ROLE-1' } })
  const { holds } = await flow.read(made.id)
  assert.deepEqual([holds[0].kind, holds[0].code], ['system', 'credit'])
  const release = `/orders/${made.id}/holds/${holds[0].id}/release`
  const reason = { reason: 'paid by phone' }
  for (const key of [operations, shop]) {
    assert.deepEqual(refused(await send('POST', release, reason, key)), [
      403,
      'hold_of_check',
      'Releasing the hold "credit" needs the scope credit:write.',
    ])
  }
  const outside = await send('POST', release, reason, await flow.keyOf(['operations:write']))
  assert.deepEqual(refused(outside), [
    403,
    'scope_missing',
    'This needs the scope orders:write or credit:write.',
  ])
  const placed = await flow.ok(`/orders/${made.id}/holds`, { code: 'ask', reason: 'asked first' })
  const byHand = `/orders/${made.id}/holds/${placed.id}/release`
  assert.deepEqual(refused(await send('POST', byHand, reason, finance)), [
    403,
    'scope_missing',
    'Releasing the hold "ask" needs the scope orders:write.',
  ])
  assert.equal((await send('POST', byHand, reason, operations)).status, 200)
  assert.equal((await send('POST', release, reason, finance)).status, 200)
  await flow.lawful()
})

test('a limit is set by who answers for credit, whichever way it is said; who describes the customer sends it back as it stands', async () => {
  const account = { number: 'ROLE-2', currency: 'GBP', shipToCountry: 'GB', termsDays: 30 }
  const limitOf = async () =>
    (await flow.server.request('GET', '/api/v1/customer-accounts?account=ROLE-2')).body.customerAccounts[0]
      .creditLimit
  const needs = [403, 'scope_missing', 'This needs the scope credit:write.']
  const put = (more: object, key: Key) => send('PUT', '/customer-accounts', { ...account, ...more }, key)
  const limit = (amount: string, key: Key) =>
    send('PUT', '/customer-accounts/ROLE-2/credit-limit', { creditLimit: gbp(amount) }, key)
  assert.deepEqual(refused(await put({ creditLimit: gbp('9000.00') }, operations)), needs)
  assert.equal((await put({}, operations)).status, 201)
  assert.deepEqual(refused(await limit('9000.00', operations)), needs)
  assert.equal((await limit('500.00', finance)).status, 200)
  assert.deepEqual(refused(await put({ creditLimit: null }, operations)), needs)
  assert.deepEqual(refused(await put({ creditLimit: gbp('500.01') }, operations)), needs)
  assert.equal((await put({ creditLimit: gbp('500.00'), termsDays: 10 }, operations)).status, 200)
  assert.deepEqual(await limitOf(), gbp('500.00'))
  assert.deepEqual(refused(await put({}, finance)), [
    403,
    'scope_missing',
    'This needs the scope customers:write.',
  ])
})

test('A3-9 a new account has the limit that finance gave new ones of its currency, whoever makes it, until finance sets another', async () => {
  const limitOf = async (number: string) =>
    (await flow.server.request('GET', `/api/v1/customer-accounts?account=${number}`)).body.customerAccounts[0]
      .creditLimit
  const put = (number: string, more: object, key: Key) =>
    send('PUT', '/customer-accounts', { number, currency: 'GBP', shipToCountry: 'GB', ...more }, key)
  const setDefault = (creditLimit: object | null, key: Key) =>
    send('PUT', '/credit-defaults', { currency: 'GBP', creditLimit }, key)
  assert.equal((await put('ROLE-3', {}, operations)).status, 201)
  assert.equal((await setDefault(gbp('20.00'), operations)).status, 403)
  assert.equal((await setDefault(gbp('20.00'), finance)).status, 201)
  const listed = await send('GET', '/credit-defaults', undefined, operations)
  assert.deepEqual(listed.body.creditDefaults, [{ currency: 'GBP', creditLimit: gbp('20.00') }])
  assert.equal((await put('ROLE-3', { account: 'ROLE-3B' }, operations)).status, 201)
  assert.equal((await put('ROLE-4', { creditLimit: null }, operations)).status, 201)
  const both = await flow.keyOf(['customers:write', 'credit:write'])
  assert.equal((await put('ROLE-5', { creditLimit: null }, both)).status, 201)
  assert.equal((await put('ROLE-3', {}, operations)).body.change, 'unchanged')
  const limits = await Promise.all(['ROLE-3', 'ROLE-3B', 'ROLE-4', 'ROLE-5'].map(limitOf))
  assert.deepEqual(limits, [null, gbp('20.00'), gbp('20.00'), null])

  const customer = { account: 'ROLE-6', create: { name: 'Ann' } }
  const made = await flow.sell([{ sku: 'KIT-101', quantity: '3' }], { customer })
  assert.deepEqual(await limitOf('ROLE-6'), gbp('20.00'))
  const { holds } = await flow.read(made.id)
  assert.deepEqual(
    holds.map((hold: Seen) => hold.code),
    ['credit'],
  )
  assert.equal((await setDefault(null, finance)).status, 200)
  assert.equal((await put('ROLE-7', {}, operations)).status, 201)
  assert.equal(await limitOf('ROLE-7'), null)
  assert.match(
    (
      await send('PUT', '/credit-defaults', { currency: 'XXY', creditLimit: gbp('1.001') }, finance)
    ).bytes.toString(),
    /\/currency.*\/creditLimit/s,
  )
  await flow.lawful()
})

test('finance and operations credit goodwill: money on account, no goods, no order; a shop does not', async () => {
  const line = { sku: 'KIT-101', quantity: '1', unitPrice: '5', restock: false }
  const kind = (line: object, more: object = {}) => ({
    account: 'GB-0001',
    reason: 'late last time',
    lines: [line],
    ...more,
  })
  for (const key of [finance, operations]) {
    const answer = await send('POST', '/returns', kind(line), key)
    assert.equal(answer.status, 201, answer.bytes.toString())
  }
  const plain = await flow.keyOf(['orders:write'])
  assert.deepEqual(refused(await send('POST', '/returns', kind(line), plain)), [
    403,
    'scope_missing',
    'This needs the scope billing:write or goodwill:write.',
  ])
  // Goods that come, or what an order was billed, are no goodwill.
  const goods = kind({ ...line, restock: true })
  assert.match(refused(await send('POST', '/returns', goods, finance))[2], /scope orders:write\./)
  assert.match(refused(await send('POST', '/returns', goods, operations))[2], /scope billing:write\./)
  const made = await flow.order([
    { sku: 'KIT-101', quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' },
  ])
  const ofOrder = {
    orderId: made.id,
    reason: 'kind',
    lines: [{ lineNo: 1, quantity: '1', unitPrice: '5', restock: false }],
  }
  assert.match(refused(await send('POST', '/returns', ofOrder, finance))[2], /scope orders:write\./)
  const cost = kind({ ...line, unitCost: '4' })
  assert.match(refused(await send('POST', '/returns', cost, finance))[2], /scope inventory:write\./)
  await flow.lawful()
})
