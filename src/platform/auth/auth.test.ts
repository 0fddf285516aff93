import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Database, migrate } from '../database/index.ts'
import { ensureFirstRun, isLent, lendKey, takeKeyBack, type Loan } from './index.ts'
import { hashPassword, verifyPassword } from './passwords.ts'
import { acc, bearer, openAuth, type AuthFixture } from './auth-fixture.ts'

let fixture: AuthFixture
let postgres: AuthFixture['postgres']
let admin: AuthFixture['admin']
let db: AuthFixture['db']
let auth: AuthFixture['auth']
let first: AuthFixture['first']
let clock: AuthFixture['clock']
let root: AuthFixture['root']
let call: AuthFixture['call']
let signIn: AuthFixture['signIn']
let addKey: AuthFixture['addKey']
const logged: string[] = []
const later = (ms: number) => (clock.at = new Date(clock.at.getTime() + ms))

before(async () => {
  fixture = await openAuth('auth_test', logged)
  ;({ postgres, admin, db, auth, first, clock, root, call, signIn, addKey } = fixture)
})
after(() => fixture?.close())

test('the first run makes an administrator and a key, once, and shows them once', async () => {
  assert.equal(first.created, true)
  assert.match(first.adminPassword!, /^.{6}-.{6}-.{6}-.{6}$/)
  assert.match(first.apiKey!, /^dk_[0-9a-f]{16}_[\w-]{43}$/)
  assert.deepEqual(await ensureFirstRun(db, clock, { adminPassword: 'another password' }), {
    login: 'admin',
    created: false,
  })
  const [{ stored }] = (await db.sql<{ stored: string }>(
    'select jsonb_build_array(u, k, e)::text as stored from platform.app_user u, platform.api_key k, platform.auth_event e',
  )) as [{ stored: string }]
  assert.equal(stored.includes(first.apiKey!) || stored.includes(first.adminPassword!), false)
  assert.equal((await call('GET', 'session', root())).json().scopes[0], 'admin')
})

test('two nodes that start together make one administrator', async () => {
  const fresh = `auth_test_twice_${process.pid}`
  await admin.query(`create database ${fresh} template template0`)
  const url = new URL(postgres.adminUrl)
  url.pathname = `/${fresh}`
  await migrate(url.href)
  const nodes = [1, 2, 3].map(() => new Database({ url: url.href, name: 'node', max: 1 }))
  const made = await Promise.all(nodes.map((node) => ensureFirstRun(node, clock, {})))
  assert.equal(made.filter((one) => one.created && one.apiKey !== undefined).length, 1)
  const [count] = await nodes[0]!.sql<{ users: bigint; keys: bigint }>(
    'select (select count(*) from platform.app_user) as users, (select count(*) from platform.api_key) as keys',
  )
  assert.deepEqual(count, { users: 1n, keys: 1n })
  await Promise.all(nodes.map((node) => node.close()))
  await admin.query(`drop database ${fresh} with (force)`)
})

test('a key from the environment works in any form; revoked, it is not brought back by a restart', async () => {
  const apiKey = 'a key of sixteen characters'
  await ensureFirstRun(db, clock, { apiKey })
  await ensureFirstRun(db, clock, { apiKey })
  const basic = { authorization: `Basic ${Buffer.from(`anyone:${apiKey}`).toString('base64')}` }
  const me = await call('GET', 'session', basic)
  assert.equal(me.statusCode, 200)
  assert.equal((await call('DELETE', `keys/${me.json().id}`, root())).statusCode, 204)
  await ensureFirstRun(db, clock, { apiKey })
  assert.equal((await call('GET', 'session', basic)).statusCode, 401)
})

test('keys: Bearer and Basic, scopes, company, rows, expiry, revocation', async () => {
  const key = await addKey({
    company: 'ACME',
    name: 'shop',
    scopes: ['orders:read'],
    expiresAt: new Date(clock.at.getTime() + 3_600_000).toISOString(),
  })
  assert.deepEqual((await call('POST', 'rows', bearer(key.secret))).json(), {
    company: '1',
    kind: 'all',
    ids: [],
  })
  const basic = { authorization: `Basic ${Buffer.from(`${key.id}:${key.secret}`).toString('base64')}` }
  assert.equal((await call('POST', 'rows', basic)).statusCode, 200)
  const asName = { authorization: `Basic ${Buffer.from(`${key.secret}:`).toString('base64')}` }
  assert.equal((await call('POST', 'rows', asName)).statusCode, 200)
  assert.equal(
    (await call('POST', 'rows', { ...basic, 'docket-company': 'BETA' })).json().code,
    'company_forbidden',
  )
  assert.equal((await call('GET', 'keys', basic)).json().code, 'scope_missing')
  later(3_600_001)
  assert.equal((await call('POST', 'rows', basic)).statusCode, 401)

  const narrow = await addKey({
    company: 'ACME',
    name: 'buyer',
    scopes: ['orders:read'],
    rows: 'customers',
    customerAccountIds: [acc(7n), acc(9n)],
  })
  assert.deepEqual((await call('POST', 'rows', bearer(narrow.secret))).json().ids, ['7', '9'])
  assert.equal((await call('DELETE', `keys/${narrow.id}`, root())).statusCode, 204)
  assert.equal((await call('DELETE', `keys/${narrow.id}`, root())).statusCode, 404)
  assert.equal((await call('POST', 'rows', bearer(narrow.secret))).statusCode, 401)
  const list = await call('GET', 'keys?limit=2', root())
  assert.equal(list.json().rows.length, 2)
  assert.doesNotMatch(list.body, /secret|hash/)
  assert.equal(
    (await call('POST', 'keys', root(), { company: 'ACME', name: 'x', scopes: ['everything'] })).statusCode,
    422,
  )
})

test('another node believes a revoked key for five seconds at most', async () => {
  const key = await addKey({ company: 'ACME', name: 'short', scopes: ['orders:read'] })
  assert.equal((await call('POST', 'rows', bearer(key.secret))).statusCode, 200)
  await db.sql('update platform.api_key set revoked_at = created_at where key_id = $1', [key.id])
  assert.equal((await call('POST', 'rows', bearer(key.secret))).statusCode, 200)
  later(5_001)
  assert.equal((await call('POST', 'rows', bearer(key.secret))).statusCode, 401)
})

test('a change of one credential or partner makes this node ask anew about that one alone', async () => {
  const add = (name: string, more: object = {}) =>
    addKey({ company: 'ACME', name, scopes: ['orders:read'], ...more })
  const [one, other] = [await add('one'), await add('other')]
  const firm = (account: bigint) => ({ rows: 'partner', partnerId: acc(account) })
  const [dealer, rival] = [await add('dealer', firm(7n)), await add('rival', firm(8n))]
  const all = [one, other, dealer, rival]
  const heard = async () => {
    const answers: number[] = []
    for (const { secret } of all) answers.push((await call('POST', 'rows', bearer(secret))).statusCode)
    return answers
  }
  const before = await heard()
  assert.ok(!before.includes(401), before.join())
  // None of them is good any more, as who asks anew hears.
  await db.sql('update platform.api_key set revoked_at = created_at where key_id = any($1)', [
    all.map(({ id }) => id),
  ])
  const gone = async () => (await heard()).map((status) => status === 401)
  auth.forget({ kind: 'key', id: one.id })
  assert.deepEqual(await gone(), [true, false, false, false])
  auth.forget({ kind: 'partner', companyId: 1n, partnerId: 7n })
  assert.deepEqual(await gone(), [true, false, true, false])
  auth.forget({ kind: 'all' })
  assert.deepEqual(await gone(), [true, true, true, true])
})

test('a lent key keeps its public part and gets a new secret; taken back, it is not lent again', async () => {
  const loan: Loan = { keyId: 'dk_lent', name: 'a test', scopes: ['orders:read'] }
  assert.equal(await isLent(db, loan), false)
  const one = await lendKey(db, clock, loan)
  assert.equal(await isLent(db, loan), true)
  const seen = (secret: string) => call('POST', 'rows', { ...bearer(secret), 'docket-company': 'ACME' })
  assert.equal((await seen(one)).statusCode, 200)
  const two = await lendKey(db, clock, loan)
  auth.forget({ kind: 'key', id: loan.keyId })
  assert.equal((await seen(one)).statusCode, 401)
  assert.equal((await seen(two)).statusCode, 200)
  assert.equal((await call('GET', 'keys', bearer(two))).statusCode, 403)
  await assert.rejects(() => lendKey(db, clock, { ...loan, name: 'another' }), /cannot be lent/)
  later(61 * 60_000)
  auth.forget({ kind: 'key', id: loan.keyId })
  assert.equal((await seen(two)).statusCode, 401)
  assert.equal(await isLent(db, loan), true)
  await takeKeyBack(db, clock, loan)
  assert.equal(await isLent(db, loan), false)
  await assert.rejects(() => lendKey(db, clock, loan), /cannot be lent/)
})

test('sessions: cookie, csrf, idle and absolute end, sign out', async () => {
  const answer = await call('POST', 'session', {}, { login: 'ADMIN', password: first.adminPassword! })
  assert.match(
    answer.headers['set-cookie'] as string,
    /^docket_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  )
  const cookie = await signIn('admin', first.adminPassword!)
  assert.equal((await call('GET', 'session', cookie)).json().name, 'Administrator')
  const company = { ...cookie, 'docket-company': 'ACME' }
  assert.equal((await call('POST', 'rows', company)).json().code, 'csrf')
  assert.equal(
    (await call('POST', 'rows', { ...company, origin: 'https://evil.example', host: 'docket' })).json().code,
    'csrf',
  )
  assert.equal(
    (await call('POST', 'rows', { ...company, origin: 'null', host: 'docket' })).json().code,
    'csrf',
  )
  assert.equal(
    (await call('POST', 'rows', { ...company, origin: 'http://docket', host: 'docket' })).statusCode,
    200,
  )
  assert.equal((await call('POST', 'rows', { ...company, 'docket-csrf': '1' })).statusCode, 200)
  for (let hour = 0; hour < 11; hour += 1) {
    later(3_500_000)
    assert.equal((await call('GET', 'session', cookie)).statusCode, 200)
  }
  later(3_500_000 * 2)
  assert.equal((await call('GET', 'session', cookie)).statusCode, 401)
  const idle = await signIn('admin', first.adminPassword!)
  later(3_600_001)
  assert.equal((await call('GET', 'session', idle)).statusCode, 401)
  const out = await signIn('admin', first.adminPassword!)
  const gone = await call('DELETE', 'session', { ...out, 'docket-csrf': '1' })
  assert.equal(gone.statusCode, 204)
  assert.match(gone.headers['set-cookie'] as string, /Max-Age=0/)
  assert.equal((await call('GET', 'session', out)).statusCode, 401)
})

test('rows are named by opaque ids, in and out; what is no account is refused at its path', async () => {
  const rows = { customerAccountIds: [acc(7n), acc(8n)], partnerId: null }
  const key = { company: 'ACME', name: 'rows', scopes: ['orders:read'], rows: 'customers' }
  const made = await addKey({ ...key, ...rows })
  const keys = (await call('GET', 'keys?limit=500', root())).json()
  assert.equal(keys.next, null)
  const shown = keys.rows.find((one: { id: string }) => one.id === made.id)
  assert.deepEqual([shown.customerAccountIds, shown.partnerId], [rows.customerAccountIds, null])

  const user = { login: 'eve', name: 'Eve', password: 'a long enough password' }
  const grant = { company: 'ACME', role: 'customer', ...rows }
  const wrong = { ...grant, customerAccountIds: [acc(5n), acc(99n), '7'], partnerId: acc(98n) }
  const refused = await call('POST', 'users', root(), { ...user, grants: [grant, wrong] })
  assert.equal(refused.statusCode, 422)
  assert.deepEqual(
    refused.json().errors.map((one: { path: string; code: string }) => [one.path, one.code]),
    ['/grants/1/customerAccountIds/1', '/grants/1/customerAccountIds/2', '/grants/1/partnerId'].map(
      (path) => [path, 'unknown_account'],
    ),
  )
  const eve = await call('POST', 'users', root(), { ...user, grants: [grant] })
  assert.match(eve.json().id, /^usr_[0-9a-z]{13}$/)
  assert.equal(eve.headers['location'], `/api/v1/users/${eve.json().id}`)
  const page = (await call('GET', 'users?limit=1', root())).json()
  const rest = (await call('GET', `users?limit=500&after=${page.next}`, root())).json()
  const seen = rest.rows.find((one: { login: string }) => one.login === 'eve')
  assert.deepEqual([seen.id, seen.grants], [eve.json().id, [grant]])
  for (const [path, body] of [
    ['keys', { ...key, customerAccountIds: [acc(99n)] }],
    [`users/${seen.id}/grants`, wrong],
  ] as const) {
    const answer = await call(path === 'keys' ? 'POST' : 'PUT', path, root(), body)
    assert.equal(answer.statusCode, 422)
    assert.equal(answer.json().errors[0].code, 'unknown_account')
  }
  const cookie = await signIn('eve', user.password)
  assert.equal((await call('GET', 'session', cookie)).json().id, seen.id)
  assert.equal((await call('PATCH', 'users/1', root(), { disabled: true })).statusCode, 404)
})

test('an administrator of one company has no power over the others', async () => {
  const password = 'a long enough password'
  const grants = [{ company: 'ACME', role: 'administrator' }]
  await call('POST', 'users', root(), { login: 'boss', name: 'Boss', password, grants })
  const boss = { ...(await signIn('boss', password)), 'docket-csrf': '1' }
  const user = { login: 'dan', name: 'Dan', password }
  assert.equal(
    (await call('POST', 'users', boss, { ...user, grants: [{ company: 'BETA', role: 'viewer' }] })).json()
      .code,
    'company_forbidden',
  )
  assert.equal(
    (await call('POST', 'users', boss, { ...user, grants: [{ company: '*', role: 'viewer' }] })).json().code,
    'not_administrator',
  )
  assert.equal(
    (await call('POST', 'keys', boss, { company: '*', name: 'x', scopes: ['admin'] })).json().code,
    'not_administrator',
  )
  const dan = await call('POST', 'users', boss, { ...user, grants: [{ company: 'ACME', role: 'viewer' }] })
  assert.equal(dan.statusCode, 201)
  await call('PUT', `users/${dan.json().id}/grants`, root(), { company: 'BETA', role: 'viewer' })
  assert.equal(
    (await call('PATCH', `users/${dan.json().id}`, boss, { password: 'stolen stolen stolen' })).json().code,
    'not_administrator',
  )
  const [rootUser] = (await call('GET', 'users?limit=1', root())).json().rows
  assert.equal(
    (await call('PATCH', `users/${rootUser.id}`, boss, { disabled: true })).json().code,
    'not_administrator',
  )
  const seen = (await call('GET', 'users', boss)).json().rows as {
    login: string
    grants: { company: string }[]
  }[]
  assert.equal(
    seen.some((one) => one.login === 'admin'),
    false,
  )
  assert.equal(
    seen.flatMap((one) => one.grants).every((one) => one.company === 'ACME'),
    true,
  )
  const keys = (await call('GET', 'keys', boss)).json().rows as { company: string }[]
  assert.equal(
    keys.every((one) => one.company === 'ACME'),
    true,
  )
})

test('guessing is slowed down: sign-in by client and by login, keys by client', async () => {
  later(60_000)
  const attempt = (login: string, client: string) =>
    call('POST', 'session', {}, { login, password: 'wrong' }, client)
  const answers: number[] = []
  for (let i = 0; i < 12; i += 1) answers.push((await attempt('admin', `10.1.0.${i}`)).statusCode)
  assert.deepEqual(answers, [...Array<number>(10).fill(401), 429, 429])
  const blocked = await attempt('admin', '10.1.1.1')
  assert.ok(Number(blocked.headers['retry-after']) > 0)
  later(60_000)
  assert.equal((await attempt('admin', '10.1.1.1')).statusCode, 401)
  for (let i = 0; i < 60; i += 1) {
    assert.equal((await call('GET', 'session', bearer(`dk_no_${i}`), undefined, '10.2.0.1')).statusCode, 401)
  }
  assert.equal((await call('GET', 'session', bearer('dk_no_60'), undefined, '10.2.0.1')).statusCode, 429)
  // A credential that was good lately goes on working from the same address.
  assert.equal((await call('GET', 'session', root(), undefined, '10.2.0.1')).statusCode, 200)
  assert.equal((await call('GET', 'session', root(), undefined, '10.2.0.2')).statusCode, 200)
})

test('hostile credentials are refused and never a fault', async () => {
  const headers: Record<string, string>[] = [
    { authorization: 'Bearer' },
    { authorization: 'Bearer  ' },
    { authorization: `Bearer ${'x'.repeat(5000)}` },
    { authorization: 'Basic !!!!' },
    { authorization: `Basic ${Buffer.from(':').toString('base64')}` },
    { authorization: `Basic ${Buffer.from([255, 58, 254, 0]).toString('base64')}` },
    { authorization: 'Digest x' },
    { authorization: "Bearer ' or 1=1 --" },
    { cookie: 'docket_session=../../etc' },
    { cookie: `docket_session=${'a'.repeat(43)}` },
    { cookie: `${'a=b;'.repeat(3000)}docket_session=x` },
  ]
  for (const header of headers)
    assert.equal((await call('GET', 'session', header, undefined, '10.3.0.1')).statusCode, 401)
  for (const body of [
    { login: null, password: 1 },
    { login: 'x', password: 'y'.repeat(257) },
    { login: 'a', password: 'b', admin: true },
  ]) {
    assert.equal((await call('POST', 'session', {}, body, '10.3.0.2')).statusCode, 422)
  }
  assert.deepEqual(logged, [])
})

test('who shows no credential is nobody, which is an answer; a wrong one is refused', async () => {
  const nobody = await call('GET', 'session', {})
  assert.deepEqual([nobody.statusCode, nobody.json()], [200, null])
  assert.equal((await call('GET', 'session', { cookie: 'theme=dark' })).statusCode, 200)
  assert.equal((await call('GET', 'session', { cookie: 'docket_session=x' })).statusCode, 401)
  assert.equal((await call('GET', 'users', {})).statusCode, 401)
})

test('passwords: a salt of their own, right and wrong, nobody', async () => {
  const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')])
  assert.notEqual(one, two)
  assert.match(one, /^scrypt\$32768\$8\$1\$/)
  assert.equal(await verifyPassword('correct horse', one), true)
  assert.equal(await verifyPassword('correct horsf', one), false)
  assert.equal(await verifyPassword('', undefined), false)
})
