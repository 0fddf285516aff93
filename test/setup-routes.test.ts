import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { catalogRoutes } from '../src/catalog/index.ts'
import { installSample } from '../src/channels/index.ts'
import { customerRoutes } from '../src/customers/index.ts'
import { inventorySetupRoutes } from '../src/inventory/index.ts'
import { ledgerSetupRoutes } from '../src/ledger/index.ts'
import { orderSetupRoutes } from '../src/orders/index.ts'
import { patternRoutes } from '../src/orchestration/index.ts'
import { organizationRoutes } from '../src/organization/index.ts'
import { ROLE_SCOPES } from '../src/platform/auth/index.ts'
import { systemClock } from '../src/platform/clock.ts'
import { createHttpServer, httpDefaults, type HttpServer, type Identity } from '../src/platform/http/index.ts'
import { createTelemetry } from '../src/platform/telemetry.ts'
import { pricingRoutes } from '../src/pricing/index.ts'
import { taxRoutes } from '../src/tax/index.ts'
import { testDatabase, type TestDatabase } from './support/database.ts'

/** What can be described and listed, by its path. */
const NOUNS = [
  'calendars',
  'exchange-rates',
  'document-series',
  'items',
  'customer-accounts',
  'ledger-accounts',
  'posting-rules',
  'periods',
  'price-lists',
  'prices',
  'promotions',
  'freight-rules',
  'tax-rates',
  'locations',
  'transit-lanes',
  'source-systems',
  'recognition-rules',
  'transformation-rules',
  'lookup-values',
  'validation-rules',
  'patterns',
]

let t: TestDatabase
let server: HttpServer | undefined
let companyId: bigint
before(async () => {
  t = await testDatabase('setup_routes')
  companyId = (await installSample(t.door, t.db)).companyId
  const identity: Identity = {
    kind: 'key',
    id: 'dk_test',
    name: 'test',
    companies: [{ id: companyId, code: 'SAMPLE' }],
    access: new Map([[0n, { scopes: new Set(['admin' as const]), rowScope: { kind: 'all' as const } }]]),
  }
  const rowScope = { kind: 'customers' as const, customerAccountIds: [] }
  const outsider: Identity = {
    ...identity,
    id: 'dk_out',
    access: new Map([[companyId, { scopes: new Set(ROLE_SCOPES.customer), rowScope }]]),
  }
  const routing = { door: t.door, db: t.db, company: async () => ({ today: '2026-01-05' }) }
  server = await createHttpServer({
    config: httpDefaults,
    log: { info() {}, warn() {}, error() {} } as never,
    auth: {
      authenticate: ({ headers }) => ({ ok: true, identity: headers['x-outsider'] ? outsider : identity }),
    },
    clock: systemClock,
    telemetry: createTelemetry(),
    installation: { epoch: 'one', cursorKey: Buffer.alloc(32) },
    routes: [
      ...organizationRoutes({ ...routing, founded() {} }),
      ...catalogRoutes(routing),
      ...customerRoutes(routing),
      ...ledgerSetupRoutes(routing),
      ...pricingRoutes(routing),
      ...taxRoutes(routing),
      ...inventorySetupRoutes(routing),
      ...orderSetupRoutes(routing),
      ...patternRoutes(routing),
    ],
  })
})
after(async () => {
  await server?.close()
  await t.close()
})

const get = async (url: string) => server!.fastify.inject({ url })
const put = async (url: string, payload: object) => server!.fastify.inject({ method: 'PUT', url, payload })

test('what a list shows can be sent back as it is and changes nothing, for everything that can be set up', async () => {
  const standing = await t.sql('select setup_version from organization.company')
  for (const noun of NOUNS) {
    const answer = await get(`/api/v1/${noun}?limit=500`)
    assert.equal(answer.statusCode, 200, answer.body)
    const [rows] = Object.values(answer.json()) as [object[]]
    assert.ok(rows.length > 0, noun)
    for (const row of rows.slice(0, 25)) {
      const again = await put(`/api/v1/${noun}`, row)
      assert.equal(again.statusCode, 200, `${noun} ${again.body}`)
      assert.equal(again.json().change, 'unchanged', `${noun} ${JSON.stringify(row)}`)
    }
  }
  assert.deepEqual(await t.sql('select setup_version from organization.company'), standing)
})

test('an outsider reads the items, and nothing else of the set-up', async () => {
  for (const noun of NOUNS) {
    const url = `/api/v1/${noun}`
    const answer = await server!.fastify.inject({ url, headers: { 'x-outsider': '1' } })
    const open = noun === 'items' || noun === 'companies'
    assert.equal(answer.statusCode, open ? 200 : 403, noun)
  }
})

test('lists of set-up page by key without a gap or a repetition', async () => {
  for (const [noun, member, total] of [
    ['items', 'sku', 120],
    ['customer-accounts', 'account', 200],
    ['tax-rates', undefined, 17],
    ['prices', undefined, undefined],
  ] as const) {
    const seen = new Set<string>()
    let count = 0
    let url: string | undefined = `/api/v1/${noun}?limit=37`
    for (let pages = 0; url !== undefined && pages < 50; pages++) {
      const answer = await get(url)
      const [rows] = Object.values(answer.json()) as [Record<string, unknown>[]]
      for (const row of rows) seen.add(member === undefined ? JSON.stringify(row) : String(row[member]))
      count += rows.length
      url = /<([^>]+)>; rel="next"/.exec(String(answer.headers['link'] ?? ''))?.[1]
    }
    assert.equal(seen.size, count, noun)
    if (total !== undefined) assert.equal(count, total, noun)
  }
})

test('a description is refused with every problem and its place; a new one is created', async () => {
  const refused = await put('/api/v1/prices', {
    list: 'NONE',
    sku: 'NONE',
    validFrom: '2026-01-01',
    unitPrice: { amount: '1', currency: 'GBP' },
  })
  assert.equal(refused.statusCode, 422)
  assert.equal(refused.json().code, 'set_up_refused')
  assert.deepEqual(
    refused.json().errors.map((each: { path: string; code: string }) => `${each.path} ${each.code}`),
    ['/list unknown_price_list', '/sku unknown_item'],
  )
  const rate = { taxCode: 'standard', country: 'ZZ', validFrom: '2026-01-01', name: 'ZZ', percent: '1' }
  assert.deepEqual((await put('/api/v1/tax-rates', rate)).json(), {
    taxCode: 'standard',
    country: 'ZZ',
    region: null,
    validFrom: '2026-01-01',
    change: 'created',
  })
  const created = await put('/api/v1/items', { sku: 'NEW', name: 'New', itemClass: 'living' })
  assert.equal(created.statusCode, 201)
  const company = await put('/api/v1/companies', {
    code: 'SECOND',
    name: 'Second',
    currency: 'KWD',
    country: 'KW',
    timeZone: 'Asia/Kuwait',
  })
  assert.equal(company.statusCode, 201)
  const companies = (await get('/api/v1/companies')).json().companies
  assert.deepEqual(
    companies.map((each: { code: string }) => each.code),
    ['SAMPLE'],
  )
})

test('lists show ids, take filters, and a row of a list may be sent back as it is', async () => {
  const of = async (url: string, noun: string) => (await get(`/api/v1/${url}`)).json()[noun]
  const [account, ...others] = await of('customer-accounts?account=GB-0001', 'customerAccounts')
  assert.deepEqual([account.account, others], ['GB-0001', []])
  assert.match(`${account.id} ${account.customerId}`, /^acc_[0-9a-z]{13} cus_[0-9a-z]{13}$/)
  assert.deepEqual(
    await of(`customer-accounts?number=${account.number}&currency=XXX`, 'customerAccounts'),
    [],
  )
  const [item] = await of('items?sku=KIT-101', 'items')
  assert.match(item.id, /^itm_/)
  assert.deepEqual(await of('items?sku=KIT-101&active=false', 'items'), [])
  const [rule] = await of('posting-rules', 'postingRules')
  assert.match(rule.id, /^rul_/)
  for (const [url, row] of [
    ['items', item],
    ['posting-rules', rule],
    ['customer-accounts', account],
  ]) {
    const answer = await put(`/api/v1/${url}`, row)
    assert.deepEqual([answer.statusCode, answer.json().change], [200, 'unchanged'], answer.body)
  }
})

test('P-82 the clock of the sandbox moves over HTTP, and a credit limit changes', async () => {
  const moved = await put('/api/v1/clock', { days: 3 })
  assert.equal(moved.statusCode, 200)
  assert.ok(Date.parse(moved.json().businessTime) > Date.now() + 2.9 * 86_400_000)
  const back = await put('/api/v1/clock', { to: '2020-01-01T00:00:00Z' })
  assert.equal(back.json().code, 'clock_backward')
  const limit = await put('/api/v1/customer-accounts/GB-0001/credit-limit', { creditLimit: null })
  assert.deepEqual([limit.statusCode, limit.json().change], [200, 'changed'])
  const nobody = await put('/api/v1/customer-accounts/NOBODY/credit-limit', { creditLimit: null })
  assert.equal(nobody.statusCode, 422)
})
