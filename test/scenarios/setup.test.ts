import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Seen } from '../support/flow.ts'
import { startTestServer, type TestAnswer, type TestServer } from '../support/server.ts'

let server: TestServer
before(async () => {
  server = await startTestServer()
})
after(() => server.close())

const AT = { 'docket-company': 'ACME' }
let sent = 0
const post = (path: string, body?: unknown, headers: Record<string, string> = {}): Promise<TestAnswer> =>
  server.request('POST', `/api/v1${path}`, body, { ...AT, 'idempotency-key': `s-${(sent += 1)}`, ...headers })
async function put(path: string, body: unknown): Promise<void> {
  const answer = await server.request('PUT', `/api/v1${path}`, body, AT)
  assert.ok(answer.status < 300, `${path}: ${answer.bytes.toString()}`)
}
async function statusOf(company = 'ACME'): Promise<Seen> {
  const answer = await server.request('GET', '/api/v1/setup', undefined, { 'docket-company': company })
  assert.equal(answer.status, 200, answer.bytes.toString())
  return answer.body
}
const step = (status: Seen, key: string): Seen => status.steps.find((one: Seen) => one.key === key)
const failing = (status: Seen): string[] =>
  status.steps.filter((one: Seen) => one.required && one.state === 'fail').map((one: Seen) => one.key)
const check = async (key: string): Promise<Seen> => (await post(`/setup/steps/${key}/check`)).body
const BASICS = {
  code: 'ACME',
  name: 'Acme',
  currency: 'GBP',
  country: 'GB',
  timeZone: 'Europe/London',
}
const ORDER = {
  source: 'webshop',
  currency: 'GBP',
  customer: { account: 'C-1' },
  lines: [{ sku: 'CUP-1', quantity: '2' }],
}

test('a new company names every required step that is left, with its remedy, and does not go live', async () => {
  const made = await post('/setup/companies', BASICS, { 'docket-company': '' })
  assert.equal(made.status, 201, made.bytes.toString())
  // Not even its name is taken from a description that is refused.
  const again = await post('/setup/companies', { ...BASICS, name: 'Other' }, { 'docket-company': '' })
  assert.deepEqual([again.status, again.body.errors[0].path], [422, '/code'])
  const [{ name }] = (await server.request('GET', '/api/v1/companies')).body.companies
  assert.equal(name, 'Acme')
  const status = await statusOf()
  assert.deepEqual(failing(status), [
    'items',
    'prices',
    'users',
    'first_password',
    'keys',
    'public_url',
    'test_order',
    'laws',
  ])
  assert.ok(status.steps.every((one: Seen) => one.state !== 'fail' || one.remedy.length > 0))
  const refused = await post('/setup/go-live')
  assert.deepEqual([refused.status, refused.body.code], [409, 'not_ready'])
  assert.deepEqual(
    refused.body.errors.map((one: Seen) => one.path),
    failing(status).map((key) => `/steps/${key}`),
  )
  assert.match(refused.body.errors[0].message, /^Items: No item can be sold\. Take items in/)
})

/** `docket setup …` as a process of its own. */
function docket(...args: string[]): Promise<{ code: number; out: string; said: string }> {
  return docketWith({ DATABASE_URL: server.database.url }, args)
}

function docketWith(
  more: NodeJS.ProcessEnv,
  args: readonly string[],
): Promise<{ code: number; out: string; said: string }> {
  const bin = join(import.meta.dirname, '../../bin/docket.mjs')
  const { port } = new URL(server.url)
  const env = {
    ...process.env,
    DATA_DIR: join(tmpdir(), 'docket-none'),
    DOCKET_API_KEY: server.apiKey,
    PORT: port,
    ...more,
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, 'setup', ...args], { env }, (error, out, said) =>
      resolve({ code: error ? Number(error.code) : 0, out, said }),
    )
  })
}

test('the command line says the same, and its exit code is 1 while a required step fails', async () => {
  const { code, out } = await docket('status', '--json')
  const said = JSON.parse(out)
  assert.deepEqual([code, said.company, said.live], [1, 'ACME', false])
  assert.deepEqual(failing(said), failing(await statusOf()))
  const refused = await docket('go-live')
  assert.equal(refused.code, 1)
  assert.match(refused.said, /required steps of its set-up fail\.\n {2}Items: No item can be sold\./)
  const nameless = await docket('new-company', '--code', 'OTHER')
  assert.deepEqual(
    [nameless.code, nameless.said],
    [2, 'docket: Say --name, --country, --currency, --time-zone.\n'],
  )
})

test('a command beside the wrong folder names it, and makes no database there', async () => {
  const folder = join(tmpdir(), `docket-nobody-${process.pid}`)
  const { code, said } = await docketWith({ DATABASE_URL: '' }, ['status', '--data-dir', folder])
  assert.equal(code, 2, said)
  assert.ok(said.startsWith(`docket: There is no database in ${folder}. Say the folder`), said)
  assert.equal(existsSync(folder), false)
})

test('a probe that builds on what is missing says so and does nothing', async () => {
  const checked = await check('test_order')
  assert.deepEqual([checked.state, checked.found.slice(0, 13)], ['fail', 'First: Items.'])
  assert.match(checked.checkedBy, /^key:/)
  assert.equal((await post('/setup/steps/nothing/check')).status, 404)
})

test('checks see what is missing: a price of today, a tax rate where is sold to, an account of a posting rule', async () => {
  await put('/items', { sku: 'CUP-1', name: 'A cup', itemClass: 'kitchen' })
  let status = await statusOf()
  assert.match(step(status, 'prices').found, /CUP-1/)
  assert.match(step(status, 'tax_rates').found, /standard in GB/)
  await put('/prices', {
    list: 'RETAIL',
    sku: 'CUP-1',
    validFrom: '2026-01-01',
    validTo: '2026-02-01',
    unitPrice: { amount: '12.00', currency: 'GBP' },
  })
  assert.equal(step(await statusOf(), 'prices').state, 'fail')
  const price = { list: 'RETAIL', sku: 'CUP-1', validFrom: '2026-02-02' }
  await put('/prices', { ...price, unitPrice: { amount: '12.00', currency: 'GBP' } })
  const rate = { taxCode: 'standard', name: 'VAT', validFrom: '2020-01-01' }
  await put('/tax-rates', { ...rate, country: 'GB', percent: '20' })
  await put('/customer-accounts', { number: 'C-1', kind: 'walk_in', currency: 'GBP', shipToCountry: 'FR' })
  assert.match(step(await statusOf(), 'tax_rates').found, /standard in FR/)
  await put('/tax-rates', { ...rate, country: 'FR', percent: '20' })
  // What is never taxed needs no rate.
  await put('/items', {
    sku: 'GIFT',
    name: 'A gift card',
    itemClass: 'cards',
    kind: 'gift_card',
    taxCode: 'none',
  })
  await put('/prices', { ...price, sku: 'GIFT', unitPrice: { amount: '20.00', currency: 'GBP' } })
  assert.equal(step(await statusOf(), 'tax_rates').state, 'pass')

  const rule = { event: 'invoice.issued', amountKind: 'tax', debitAccount: '1200', creditAccount: '2200' }
  await put('/posting-rules', { ...rule, active: false })
  assert.match(step(await statusOf(), 'posting_rules').found, /^No accounts for tax of invoice\.issued\./)
  await put('/posting-rules', { ...rule, itemClass: 'kitchen' })
  // A rule for one class leaves the others without accounts.
  assert.match(step(await statusOf(), 'posting_rules').found, /tax of invoice\.issued/)
  await put('/posting-rules', { ...rule, active: true })

  await post('/stock/opening', [{ sku: 'CUP-1', location: 'MAIN', quantity: '10', unitCost: '2.50' }])
  status = await statusOf()
  assert.deepEqual(failing(status), ['users', 'first_password', 'keys', 'public_url', 'test_order', 'laws'])
})

test('what is ordered before a company is live is kept as a draft and promises nothing', async () => {
  const kept = await post('/orders', { ...ORDER, externalId: 'EARLY-1' })
  assert.equal(kept.status, 201, kept.bytes.toString())
  assert.deepEqual([kept.body.state, kept.body.problems[0].code], ['draft', 'company_not_live'])
  assert.equal((await statusOf()).drafts, 1)
  const rows = await server.database.sql('select 1 from inventory.reservation')
  assert.equal(rows.length, 0)
})

test('a test order goes from capture to cash in a sandbox beside, and leaves the own books clean', async () => {
  const before = await server.database.sql('select * from ledger.entry order by company_id, id')
  const checked = await check('test_order')
  assert.equal(checked.state, 'pass', checked.found)
  assert.match(checked.found, /was shipped, billed and paid in ACME-TRIAL; every law holds there/)
  const [own] = await server.database.sql<{ company_id: string }>(
    "select company_id from organization.company where code = 'ACME'",
  )
  const entries = await server.database.sql<{ company_id: string; event: string }>(
    'select company_id, event from ledger.entry order by id',
  )
  assert.equal(
    entries.filter((row) => String(row.company_id) === String(own!.company_id)).length,
    before.length,
  )
  const there = entries
    .filter((row) => String(row.company_id) !== String(own!.company_id))
    .map((row) => row.event)
  for (const event of ['stock.received', 'shipment.confirmed', 'invoice.issued', 'receipt.received'])
    assert.ok(there.includes(event), `${event} in ${there.join()}`)
  // Again: the same sandbox, one order more.
  assert.equal((await check('test_order')).state, 'pass')
  const companies = await server.database.sql('select 1 from organization.company')
  assert.equal(companies.length, 2)
})

test('a test order fails with the reason of the order', async () => {
  const rule = { name: 'nothing', condition: 'true', orderType: 'standard', failReason: 'We are closed.' }
  await put('/recognition-rules', { ...rule, relevancy: 50 })
  const checked = await check('test_order')
  assert.deepEqual([checked.state, /We are closed/.test(checked.found)], ['fail', true], checked.found)
  await put('/recognition-rules', { ...rule, relevancy: 50, active: false })
  assert.equal((await check('test_order')).state, 'pass')
})

test('only an optional step may be left, with who and why', async () => {
  const required = await post('/setup/steps/keys/waiver', { reason: 'later' })
  assert.deepEqual([required.status, required.body.code], [409, 'step_required'])
  const left = await post('/setup/steps/master_keys/waiver', { reason: 'We keep one in the safe.' })
  assert.equal(left.status, 200, left.bytes.toString())
  assert.deepEqual([left.body.state, /We keep one in the safe/.test(left.body.found)], ['waived', true])
  assert.match(left.body.checkedBy, /^key:/)
})

test('the public address is asked by https, or by http on this machine alone', async () => {
  const asked = async (publicUrl: string): Promise<Seen> => {
    await put('/companies', { ...BASICS, settings: { publicUrl } })
    return await check('public_url')
  }
  assert.match((await asked('http://192.0.2.1')).found, /is not HTTPS/)
  assert.match((await asked('https://me:secret@example.com')).found, /holds a password/)
  assert.match((await asked(`${server.url}/somewhere`)).found, /^Docket cannot be reached at /)
  const reached = await asked(server.url)
  assert.deepEqual([reached.state, reached.required], ['pass', true], reached.found)
})

test('a company whose required steps hold goes live once, and takes orders from then on', async () => {
  const grants = [{ company: 'ACME', role: 'operations' }]
  const user = { login: 'ada', name: 'Ada', password: 'a long enough password', grants }
  assert.equal((await post('/users', user)).status, 201)
  const key = { company: 'ACME', name: 'web shop', scopes: ['orders:read', 'orders:write'] }
  assert.equal((await post('/keys', key)).status, 201)
  const { adminLogin: login, adminPassword: password } = server
  const session = await fetch(`${server.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: JSON.stringify({ login, password }),
  })
  const changed = await fetch(`${server.url}/api/v1/session/password`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      origin: server.url,
      cookie: session.headers.get('set-cookie')!.split(';')[0]!,
    },
    body: JSON.stringify({ current: password, new: 'another long password' }),
  })
  assert.equal(changed.status, 204)
  assert.equal((await check('laws')).state, 'pass')
  assert.deepEqual(failing(await statusOf()), [])

  const by = await server.request('PUT', '/api/v1/companies', { ...BASICS, live: true }, AT)
  assert.deepEqual([by.status, by.body.errors[0].path], [422, '/live'], 'no way around the checklist')
  const live = await post('/setup/go-live')
  assert.deepEqual([live.status, live.body.live], [200, true], live.bytes.toString())
  assert.match(live.body.wentLive.by, /^key:/)
  assert.equal((await post('/setup/go-live')).body.code, 'already_live')

  const taken = await post('/orders', { ...ORDER, externalId: 'LATE-1' })
  assert.equal(taken.body.state, 'in_progress', taken.bytes.toString())
  const [early] = (await server.request('GET', '/api/v1/orders?status=draft', undefined, AT)).body.rows
  const submitted = await server.request(
    'PATCH',
    `/api/v1/orders/${early.id}`,
    { submit: true },
    { ...AT, 'if-match': '"1"' },
  )
  assert.equal(submitted.body.state, 'in_progress', submitted.bytes.toString())
})

test('records of the set-up need the right to change it, and a status the right to read it', async () => {
  const { body } = await post('/keys', { company: 'ACME', name: 'reader', scopes: ['orders:read'] })
  const as = { ...AT, authorization: `Bearer ${body.secret}` }
  assert.equal((await server.request('GET', '/api/v1/setup', undefined, as)).status, 403)
  assert.equal((await server.request('POST', '/api/v1/setup/go-live', undefined, as)).status, 403)
  assert.equal((await server.request('POST', '/api/v1/setup/steps/laws/check', undefined, as)).status, 403)
})

test('who administers one company changes neither another nor makes one, and its customers see no settings', async () => {
  const own = { ...BASICS, code: 'OWN', name: 'Own', settings: { publicUrl: 'https://own.example' } }
  const { settings, ...basics } = own
  const made = await post('/setup/companies', { ...basics, ...settings }, { 'docket-company': '' })
  assert.equal(made.status, 201, made.bytes.toString())
  const key = async (scopes: string[]) => {
    const made = await post(
      '/keys',
      { company: 'OWN', name: scopes.join(), scopes },
      { 'docket-company': 'OWN' },
    )
    assert.equal(made.status, 201, made.bytes.toString())
    return { authorization: `Bearer ${made.body.secret}`, 'docket-company': 'OWN' }
  }
  const boss = await key(['admin'])
  const change = (body: object) => server.request('PUT', '/api/v1/companies', body, boss)
  assert.equal((await change({ ...own, name: 'Ours' })).status, 200)
  // One that stands and one that does not look the same.
  for (const code of ['ACME', 'NOBODY']) {
    const refused = await change({ ...BASICS, code, name: 'Taken', timeZone: 'Pacific/Kiritimati' })
    assert.deepEqual([refused.status, refused.body.code], [403, 'not_administrator'])
  }
  const founded = await server.request('POST', '/api/v1/setup/companies', { ...BASICS, code: 'NEWCO' }, boss)
  assert.deepEqual([founded.status, founded.body.code], [403, 'not_administrator'])
  const rows = await server.database.sql('select code, name from organization.company order by code')
  assert.deepEqual(
    rows.filter((row) => !String(row['code']).includes('-')).map((row) => Object.values(row)),
    [
      ['ACME', 'Acme'],
      ['OWN', 'Ours'],
    ],
  )
  const seen = async (headers: Record<string, string>) =>
    (await server.request('GET', '/api/v1/companies', undefined, headers)).body.companies
  assert.deepEqual(
    (await seen(boss)).map((one: Seen) => one.settings),
    [own.settings],
  )
  assert.deepEqual(
    (await seen(await key(['orders:read']))).map((one: Seen) => one.settings),
    [undefined],
  )
})
