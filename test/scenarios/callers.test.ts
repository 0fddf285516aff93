import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { ROLE_SCOPES } from '../../src/platform/auth/index.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { Flow, type Seen } from '../support/flow.ts'
import { ALL_SCOPES, Partners, type Key } from '../support/partners.ts'

/** What a caller of each kind is shown by an operation. */
type Shown =
  /** Everything of the company, or what belongs to nobody. */
  | 'all'
  /** Rows of its accounts alone; what else there is is not there for it. */
  | 'own'
  /** Nothing: its role has not the scope, its rows are not told apart, it has not signed in. */
  | 'scope'
  | 'rows'
  | 'signIn'

/** What stands: operation by operation, for employee (operations), partner, customer and nobody. */
type Table = Record<string, Record<Caller, Shown>>
const CALLERS = ['employee', 'partner', 'customer', 'nobody'] as const
type Caller = (typeof CALLERS)[number]

/** Where an empty body is refused for what it does not say. */
const BODIES: Record<string, object> = {
  returnGoods: { orderId: 'ord_1', reason: 'broken', lines: [{ lineNo: 1, quantity: '1' }] },
}

interface Operation {
  name: string
  method: string
  path: string
}

let flow: Flow
let partners: Partners
let operations: Operation[]
let stated: Table
const keys = {} as Record<Caller, Key>
/** With every scope: what such a caller is not shown, its rows alone keep from it. */
const limited = {} as Record<'partner' | 'customer', Key>
/** Ids of what belongs to the account of both callers, and to another. */
let own: Record<string, string>
let others: Record<string, string>

before(async () => {
  flow = await Flow.open()
  partners = new Partners(flow)
  stated = JSON.parse(await readFile(new URL('callers.json', import.meta.url), 'utf8')) as Table
  await partners.found('PARTNER-A')
  await partners.name('GB-0001', 'PARTNER-A')
  keys.employee = await flow.keyOf(ROLE_SCOPES.operations)
  keys.partner = await partners.keyOf('PARTNER-A', ROLE_SCOPES.partner)
  keys.customer = await partners.customerKeyOf('GB-0001')
  // Not the key that the test server adds when none is said.
  keys.nobody = { authorization: '' }
  limited.partner = await partners.keyOf('PARTNER-A', ALL_SCOPES)
  limited.customer = await partners.customerKeyOf('GB-0001', ALL_SCOPES)
  const { paths } = (await flow.server.request('GET', '/openapi.json')).body
  operations = Object.entries<Seen>(paths).flatMap(([path, methods]) =>
    Object.entries<Seen>(methods).map(([method, { operationId: name }]) => ({
      name,
      method: method.toUpperCase(),
      path,
    })),
  )
  const rule = { code: 'DEAR', condition: 'order.discountPercent > 10.0', levels: ['credit:write'] }
  await flow.put('/approval-rules', rule)
  await flow.put('/items', { sku: 'RARE', name: 'Rare', itemClass: 'kitchen', taxCode: 'standard' })
  own = await businessOf('GB-0001')
  others = await businessOf('GB-0002')
  // All of them wait in one run.
  await flow.ok('/backlog-runs', {})
})
after(() => flow.close())

/**
 * An order of an account that was shipped, billed, paid in part and came back, and what speaks of it; orders that wait for goods and for an
 * approval; quotes that it was sent, that it accepted, that it was not sent yet and that wait for an approval.
 */
async function businessOf(account: string): Promise<Record<string, string>> {
  const sold = await flow.sell([{ sku: 'KIT-101', quantity: '2' }], { customer: { account } })
  const order = await flow.until(sold.id, (one) => one.billingStatus === 'billed')
  const paid = { account, amount: { amount: '1.00', currency: 'GBP' }, method: 'bank' }
  const receipt = await flow.ok('/receipts', paid)
  const lines = [{ lineNo: 1, quantity: '1' }]
  const back = await flow.ok('/returns', { orderId: order.id, reason: 'broken', lines })
  const wrong = await flow.ok('/orders', {
    ...partners.orderOf(account),
    lines: [{ sku: 'NO-SUCH', quantity: '1' }],
  })
  const waits = await flow.order([{ sku: 'RARE', quantity: '3', net: '60.00', tax: '12.00' }], {
    customer: { account },
    customerReference: `WAITS-${account}`,
  })
  const dear = { sku: 'KIT-101', quantity: '1', discounts: [{ percent: '20' }] }
  const asked = await flow.ok('/orders', { ...partners.orderOf(account), lines: [dear] })
  const offer = async (line: object, send = true): Promise<Seen> => {
    const made = await flow.ok('/quotes', {
      source: 'webshop',
      account,
      currency: 'GBP',
      validDays: 14,
      customerReference: `RFQ-${account}`,
      alternatives: [{ code: 'A', lines: [line] }],
    })
    if (send) await flow.ok(`/quotes/${made.id}/send`, {})
    return made
  }
  const plain = { sku: 'KIT-101', quantity: '1' }
  const [sent, accepted, unsent, pending] = [
    await offer(plain),
    await offer(plain),
    await offer(plain, false),
    await offer(dear),
  ]
  const taken = await flow.ok(`/quotes/${accepted.id}/accept`, { version: 1 })
  return {
    waits: waits.id,
    waitsNumber: waits.number,
    reference: `WAITS-${account}`,
    asked: asked.id,
    quotes: sent.id,
    quoteNumber: sent.number,
    accepted: accepted.id,
    takenOrder: taken.order.id,
    unsent: unsent.id,
    pending: pending.id,
    quoteReference: `RFQ-${account}`,
    orders: order.id,
    drafts: wrong.id,
    number: order.number,
    shipments: order.shipments[0].id,
    invoices: order.invoices[0].id,
    creditMemo: back.creditMemoId,
    receipts: receipt.id,
    returns: back.id,
    customers: account,
  }
}

async function ask({ method, path, name }: Operation, key: Key, of = '1') {
  const url = path.replace(/\{[^}]*\}/g, of)
  const body = method === 'GET' || method === 'DELETE' ? undefined : (BODIES[name] ?? {})
  return flow.server.request(method, url, body, { ...key, 'idempotency-key': `callers-${name}` })
}

async function shownTo(caller: Caller, operation: Operation): Promise<Shown> {
  const { status, body } = await ask(operation, keys[caller])
  if (status === 401 && operation.name !== 'signIn') return 'signIn'
  if (status === 403 && body.code === 'scope_missing') return 'scope'
  // One that names what is not to be said has told rows apart.
  if (status === 403 && body.code === 'rows_limited' && body.errors === undefined) return 'rows'
  const apart = stated[operation.name]?.[caller] === 'own'
  return apart && caller !== 'employee' && caller !== 'nobody' ? 'own' : 'all'
}

test('every operation shows employees, partners, customers and nobody what is stated of it, and each is stated', async () => {
  const seen: Table = {}
  for (const operation of operations) {
    const row = {} as Record<Caller, Shown>
    for (const caller of CALLERS) row[caller] = await shownTo(caller, operation)
    seen[operation.name] = row
  }
  assert.deepEqual(seen, stated)
})

test('what is of others is not there: each operation on it answers a partner and a customer as for an id that never was', async () => {
  const nothing: Record<string, string> = {
    orders: encodeId('ord', 99n),
    shipments: encodeId('shp', 99n),
    invoices: encodeId('inv', 99n),
    receipts: encodeId('rct', 99n),
    quotes: encodeId('quo', 99n),
    customers: 'NOT-THERE',
  }
  let asked = 0
  for (const operation of operations) {
    const { 1: kind = '' } = /^\/api\/v1\/([a-z-]+)\/\{/.exec(operation.path) ?? []
    if (stated[operation.name]?.partner !== 'own' && !(kind in nothing)) continue
    if (!(kind in nothing)) continue
    for (const key of Object.values(limited)) {
      const ofOthers = await ask(operation, { ...key }, others[kind])
      const ofNobody = await ask(operation, { ...key, 'idempotency-key': 'x' }, nothing[kind])
      const told = ({ status, body }: Seen) => [status, body?.code, body?.detail, body?.errors]
      assert.deepEqual(told(ofOthers), told(ofNobody), operation.name)
      assert.ok(ofOthers.status >= 400, operation.name)
      asked += 1
    }
    if (operation.method === 'GET' && stated[operation.name]?.customer === 'own')
      assert.equal((await ask(operation, limited.customer, own[kind])).status, 200, operation.name)
  }
  assert.ok(asked >= 20, String(asked))
})

test('no list and no search names what is of others, whatever is asked for, and lists hold what is own', async () => {
  const marks = Object.values(others)
  const lists = operations.filter(({ method, path }) => method === 'GET' && !path.includes('{'))
  const filters = ['', '?limit=200', `?account=${others['customers']}`, `?order=${others['orders']}`]
  filters.push(`?q=${others['number']}`, `?q=GB-000`, `?customer=${others['customers']}`)
  filters.push('?q=RFQ-', '?q=WAITS-', '?state=sent&limit=200', '?state=accepted&limit=200', '?mine=true')
  for (const [caller, key] of Object.entries(limited)) {
    for (const { path, name } of lists) {
      if (name === 'listItems') continue
      for (const filter of filters) {
        const { status, bytes } = await flow.server.request('GET', `${path}${filter}`, undefined, key)
        const text = bytes.toString()
        if (status >= 400) continue
        assert.deepEqual(
          marks.filter((mark) => text.includes(mark) && !filter.includes(mark)),
          [],
          `${caller} ${name} ${filter}`,
        )
      }
    }
    for (const [path, mark] of [
      ['/orders', own['orders']],
      ['/shipments', own['shipments']],
      ['/invoices', own['invoices']],
      ['/receipts', own['receipts']],
      ['/returns', own['returns']],
      ['/customers', own['customers']],
      ['/orders', own['waits']],
      ['/quotes', own['quotes']],
      ['/quotes', own['accepted']],
    ] as const) {
      const { bytes } = await partners.send('GET', `${path}?limit=200`, key)
      assert.ok(bytes.toString().includes(mark!), `${caller} ${path}`)
    }
  }
})

test('whatever names something of others finds nothing in the search, and what is own is found', async () => {
  const found = async (text: string, key: Key): Promise<Seen[]> =>
    (await flow.server.request('GET', `/api/v1/search?q=${text}`, undefined, key)).body.hits
  const named = [
    'number',
    'waitsNumber',
    'reference',
    'takenOrder',
    'quotes',
    'quoteNumber',
    'accepted',
    'quoteReference',
  ]
  for (const [caller, key] of Object.entries(limited)) {
    for (const [what, text] of Object.entries(others))
      assert.deepEqual(await found(text, key), [], `${caller} ${what} ${text}`)
    for (const what of named) assert.ok((await found(own[what]!, key)).length > 0, `${caller} ${what}`)
    // What is not sent is the company's own, also that of one's own account.
    for (const what of ['unsent', 'pending']) assert.deepEqual(await found(own[what]!, key), [], what)
  }
})

test('calls of many rows take what is own and leave what is of others as if it never was', async () => {
  for (const [caller, key] of Object.entries(limited)) {
    const accept = (id: string) => [{ quote: id, version: 1 }]
    const said = async (id: string) => {
      const { body } = await partners.post('/quote-acceptances', key, accept(id))
      return body.outcomes.map(({ ok, code }: Seen) => [ok, code])
    }
    const never = await said(encodeId('quo', 99n))
    for (const what of ['quotes', 'accepted', 'unsent', 'pending'])
      assert.deepEqual(await said(others[what]!), never, `${caller} ${what}`)
    for (const what of ['unsent', 'pending'])
      assert.deepEqual(await said(own[what]!), never, `${caller} ${what}`)
    const cart = { ...partners.orderOf('GB-0002'), externalId: undefined }
    const priced = await partners.send('POST', '/prices', key, { carts: [cart] })
    assert.deepEqual([priced.status, priced.body.code], [403, 'account_forbidden'])
    const order = await partners.post('/orders', key, partners.orderOf('GB-0002'))
    assert.deepEqual([order.status, order.body.code], [403, 'account_forbidden'])
    for (const [path, body] of [
      ['/approvals/decisions', [{ orderId: others['asked'], version: 1, outcome: 'approve' }]],
      ['/quote-decisions', [{ quote: others['pending'], version: 1, outcome: 'approve' }]],
      ['/backlog-runs', {}],
      ['/promises/what-if', { lines: [others['waits']] }],
    ] as const) {
      const { status } = await partners.post(path, key, body)
      assert.equal(status, 403, `${caller} ${path}`)
    }
  }
  assert.equal((await flow.read(others['asked']!)).state, 'pending_approval')
})
