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
  own = await businessOf('GB-0001')
  others = await businessOf('GB-0002')
})
after(() => flow.close())

/** An order of an account that was shipped, billed, paid in part and came back, and what speaks of it. */
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
  return {
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
    ] as const) {
      const { bytes } = await partners.send('GET', `${path}?limit=200`, key)
      assert.ok(bytes.toString().includes(mark!), `${caller} ${path}`)
    }
  }
})
