import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, test } from 'node:test'
import { decodeId, encodeId } from '../public-id.ts'
import { acc, openAuth, type AuthFixture } from './auth-fixture.ts'

let fixture: AuthFixture
let db: AuthFixture['db']
let root: AuthFixture['root']
let call: AuthFixture['call']
let signIn: AuthFixture['signIn']
let addKey: AuthFixture['addKey']
before(async () => {
  fixture = await openAuth('users_test')
  ;({ db, root, call, signIn, addKey } = fixture)
})
after(() => fixture?.close())

test('a new user is told everything that is wrong with it at once, each at its place', async () => {
  const wrong = async (body: object) => {
    const answer = await call('POST', 'users', root(), body)
    const errors: { path: string; code: string }[] = answer.json().errors
    return [answer.json().code, ...errors.map(({ path, code }) => `${path} ${code}`).toSorted()]
  }
  const user = { login: 'Admin', name: 'Someone', password: 'a long enough password' }
  const grants = [
    { company: 'NOWHERE', role: 'customer', customerAccountIds: [acc(99n)] },
    { company: 'ACME', role: 'nonsense' },
    { company: 'ACME', role: 'customer', customerAccountIds: [acc(5n), acc(99n), 'x'] },
    { company: 'ACME', role: 'viewer', partnerId: acc(98n) },
  ]
  const ofGrants = [
    '/grants/0/company company_forbidden',
    '/grants/1/role no_form_fits',
    '/grants/2/customerAccountIds/1 unknown_account',
    '/grants/2/customerAccountIds/2 unknown_account',
    '/grants/3/partnerId unknown_account',
    '/grants/3/role outsider_mixed',
  ]
  assert.deepEqual(await wrong({ ...user, password: 'short', grants }), [
    'invalid_body',
    ...ofGrants,
    '/login login_taken',
    '/password too_short',
  ])
  assert.deepEqual(await wrong({ ...user, login: 'no spaces', grants }), [
    'invalid_body',
    ...ofGrants,
    '/login wrong_form',
  ])
  assert.deepEqual(await wrong({ ...user, grants: [{ company: 'ACME', role: 'viewer' }] }), [
    'login_taken',
    '/login login_taken',
  ])
  assert.deepEqual(await wrong({}), [
    'invalid_body',
    '/grants required',
    '/login required',
    '/name required',
    '/password required',
  ])
})

test('a user is not partner and customer in one company, but may be in two', async () => {
  const password = 'a long enough password'
  const partner = { company: 'ACME', role: 'partner', partnerId: acc(5n) }
  const customer = (company: string) => ({ company, role: 'customer', customerAccountIds: [acc(6n)] })
  const add = (login: string, grants: object[]) =>
    call('POST', 'users', root(), { login, name: 'Pat', password, grants })
  const refused = await add('pat', [partner, customer('BETA'), customer('ACME')])
  assert.deepEqual([refused.json().code, refused.json().errors[0].path], ['partner_mixed', '/grants/2/role'])
  assert.equal((await add('pat', [partner, customer('*')])).json().code, 'partner_mixed')
  const made = await add('pat', [partner, customer('BETA')])
  assert.equal(made.statusCode, 201, made.body)
  const url = `users/${made.json().id}/grants`
  assert.equal((await call('PUT', url, root(), customer('ACME'))).json().code, 'partner_mixed')
  assert.equal((await call('PUT', url, root(), { ...partner, company: '*' })).json().code, 'partner_mixed')
  const cookie = { ...(await signIn('pat', password)), 'docket-csrf': '1' }
  for (const [company, kind] of [
    ['ACME', 'partner'],
    ['BETA', 'customers'],
  ]) {
    const rows = await call('POST', 'rows', { ...cookie, 'docket-company': company! })
    assert.equal(rows.json().kind, kind)
  }
})

test('of two grants that are given at once, a user never gets an employee’s and an outsider’s; of one role the later stands whole', async () => {
  const password = 'a long enough password'
  const first = { company: 'ACME', role: 'viewer' }
  const made = await call('POST', 'users', root(), { login: 'both', name: 'Both', password, grants: [first] })
  const url = `users/${made.json().id}/grants`
  const roles = async (): Promise<
    { role: string; customerAccountIds: string[]; partnerId: string | null }[]
  > =>
    (await call('GET', 'users', root())).json().rows.find((one: { login: string }) => one.login === 'both')
      .grants
  for (let round = 0; round < 40; round += 1) {
    for (const { role } of await roles()) await call('DELETE', `${url}/ACME/${role}`, root())
    const both = await Promise.all([
      call('PUT', url, root(), { company: 'ACME', role: 'finance' }),
      call('PUT', url, root(), { company: 'ACME', role: 'customer', customerAccountIds: [acc(5n)] }),
    ])
    const codes = both.map((answer) => answer.statusCode).toSorted()
    assert.deepEqual(codes, [204, 422])
    assert.equal((await roles()).length, 1)
  }
  for (const { role } of await roles()) await call('DELETE', `${url}/ACME/${role}`, root())
  for (let round = 0; round < 20; round += 1) {
    const both = await Promise.all([
      call('PUT', url, root(), { company: 'ACME', role: 'partner', customerAccountIds: [acc(6n)] }),
      call('PUT', url, root(), { company: 'ACME', role: 'partner', partnerId: acc(7n) }),
    ])
    assert.deepEqual(
      both.map((answer) => answer.statusCode),
      [204, 204],
    )
    const [{ customerAccountIds, partnerId } = { customerAccountIds: [], partnerId: null }] = await roles()
    assert.equal((customerAccountIds.length === 1) !== (partnerId !== null), true)
  }
})

test('of the keys that stood before credit had a scope of its own, those that could do both of its acts go on to', async () => {
  const both = ['orders:write', 'operations:write', 'customers:write']
  const cases: [scopes: string[], gets: boolean][] = [
    [both, true],
    [[...both, 'billing:read'], true],
    [['orders:write', 'operations:write'], false],
    [['customers:write'], false],
    [['admin'], false],
  ]
  const keys: string[] = []
  for (const [scopes] of cases)
    keys.push((await addKey({ company: 'ACME', name: 'stood before', scopes })).id)
  const revoked = await addKey({ company: 'ACME', name: 'revoked', scopes: both })
  assert.equal((await call('DELETE', `keys/${revoked.id}`, root())).statusCode, 204)
  // Its rows are as they stood before: the migration changes no column.
  const migration = new URL('../../../db/migrations/0119_platform_credit_scope.sql', import.meta.url)
  const text = await readFile(migration, 'utf8')
  await db.sql(text)
  await db.sql(text)
  const found = await db.sql<{ key_id: string; scopes: string[] }>(
    'select key_id, scopes from platform.api_key',
  )
  const scopesOf = (id: string) => found.find((key) => key.key_id === id)!.scopes
  assert.deepEqual(
    keys.map(scopesOf),
    cases.map(([scopes, gets]) => (gets ? [...scopes, 'credit:write'] : scopes)),
  )
  assert.deepEqual(scopesOf(revoked.id), both)
})

test('users: roles, rows, disabling, passwords', async () => {
  const password = 'a long enough password'
  const add = (body: object) => call('POST', 'users', root(), { name: 'Someone', password, ...body })
  const ann = await add({
    login: 'Ann',
    grants: [
      { company: 'ACME', role: 'viewer' },
      { company: 'BETA', role: 'customer', customerAccountIds: [acc(5n)] },
    ],
  })
  assert.equal(ann.json().code, 'outsider_mixed')
  const made = await add({
    login: 'Ann',
    grants: [
      { company: 'ACME', role: 'viewer' },
      { company: 'BETA', role: 'operations', customerAccountIds: [acc(5n)] },
    ],
  })
  assert.equal(made.statusCode, 201, made.body)
  const id = made.json().id as string
  assert.equal(
    (await add({ login: 'ann', grants: [{ company: 'ACME', role: 'viewer' }] })).json().code,
    'login_taken',
  )
  const cookie = { ...(await signIn('ann', password)), 'docket-csrf': '1' }
  assert.equal((await call('POST', 'rows', cookie)).json().code, 'company_required')
  assert.deepEqual((await call('POST', 'rows', { ...cookie, 'docket-company': 'BETA' })).json(), {
    company: '2',
    kind: 'customers',
    ids: ['5'],
  })
  assert.equal((await call('GET', 'users', cookie)).json().code, 'scope_missing')
  assert.equal(
    (await call('PUT', `users/${id}/grants`, root(), { company: 'ACME', role: 'customer' })).json().code,
    'outsider_mixed',
  )

  const cem = await add({ login: 'cem', grants: [{ company: 'ACME', role: 'customer' }] })
  const buyer = { ...(await signIn('cem', password)), 'docket-csrf': '1' }
  assert.deepEqual((await call('POST', 'rows', buyer)).json(), { company: '1', kind: 'customers', ids: [] })
  const grant = { company: 'ACME', role: 'customer', customerAccountIds: [acc(11n)] }
  assert.equal((await call('PUT', `users/${cem.json().id}/grants`, root(), grant)).statusCode, 204)
  assert.deepEqual((await call('POST', 'rows', buyer)).json().ids, ['11'])

  const changed = await call('PUT', 'session/password', buyer, {
    current: password,
    new: 'another long password',
  })
  assert.equal(changed.statusCode, 204)
  assert.equal((await call('POST', 'rows', buyer)).statusCode, 200)
  assert.equal(
    (await call('POST', 'session', {}, { login: 'cem', password }, '10.0.0.9')).json().code,
    'sign_in_failed',
  )

  assert.equal((await call('PATCH', `users/${id}`, root(), { disabled: true })).statusCode, 204)
  assert.equal((await call('GET', 'session', cookie)).statusCode, 401)
  assert.equal(
    (await call('POST', 'session', {}, { login: 'ann', password }, '10.0.0.9')).json().code,
    'sign_in_failed',
  )
  assert.equal(
    (await call('PATCH', `users/${encodeId('usr', 99_999n)}`, root(), { disabled: true })).statusCode,
    404,
  )
  const events = await db.sql<{ act: string; actor: string }>(
    "select act, actor from platform.auth_event where subject = 'user:' || $1 order by event_id",
    [String(decodeId('usr', id))],
  )
  assert.deepEqual(
    events.map((one) => one.act),
    ['add_user', 'put_grant', 'put_grant', 'set_user_disabled'],
  )
  assert.match(events[0]!.actor, /^key:dk_/)
})

test('a user is added, and changed, whole or not at all', async () => {
  const breakOn = (table: string, when: string) =>
    db.sql(`create trigger breaks before insert on platform.${table} for each row when (${when})
      execute function platform.breaks()`)
  await db.sql(`create function platform.breaks() returns trigger language plpgsql
    as $$ begin raise exception 'broken on purpose'; end $$`)
  const rows = () =>
    db.sql(`select u.login, u.disabled, u.password, count(distinct g.role) as grants, count(distinct s.token_hash) as sessions,
        (select count(*) from platform.auth_event e where e.subject = 'user:' || u.user_id) as events
      from platform.app_user u left join platform.user_grant g using (user_id) left join platform.session s using (user_id)
      where u.login = 'whole' group by u.user_id`)
  const newcomer = {
    login: 'Whole',
    name: 'All Or Nothing',
    password: 'a long password',
    grants: [
      { company: 'ACME', role: 'customer', customerAccountIds: [acc(6n), acc(5n)] },
      { company: 'BETA', role: 'partner', partnerId: acc(7n), customerAccountIds: [acc(8n)] },
    ],
  }
  // The second grant fails.
  await breakOn('user_grant', "new.role = 'partner'")
  assert.equal((await call('POST', 'users', root(), newcomer)).statusCode, 500)
  assert.deepEqual(await rows(), [])
  await db.sql('drop trigger breaks on platform.user_grant')
  const added = await call('POST', 'users', root(), newcomer)
  assert.equal(added.statusCode, 201, added.body)
  const { id } = added.json()
  assert.deepEqual(
    await db.sql(`select company_id, role, customer_account_ids as accounts, partner_id as partner from platform.user_grant
      where user_id = ${decodeId('usr', id)} order by company_id, role`),
    [
      { company_id: 1n, role: 'customer', accounts: [6n, 5n], partner: null },
      { company_id: 2n, role: 'partner', accounts: [8n], partner: 7n },
    ],
  )

  // The new password is written, the note of the new state fails.
  await signIn('whole', 'a long password')
  const before = await rows()
  await breakOn('auth_event', "new.act = 'set_user_disabled'")
  const both = { password: 'another long password', disabled: true }
  assert.equal((await call('PATCH', `users/${id}`, root(), both)).statusCode, 500)
  assert.deepEqual(await rows(), before)
  await db.sql('drop trigger breaks on platform.auth_event')
  await signIn('whole', 'a long password')
  assert.equal((await call('PATCH', `users/${id}`, root(), both)).statusCode, 204)
  const [after] = await rows()
  assert.equal(after!['disabled'], true)
  assert.equal(after!['sessions'], 0n)
  assert.deepEqual(
    (
      await db.sql<{ act: string }>(
        `select act from platform.auth_event where subject = 'user:${decodeId('usr', id)}' order by event_id`,
      )
    ).map(({ act }) => act),
    ['add_user', 'put_grant', 'put_grant', 'set_password', 'set_user_disabled'],
  )
  await db.sql('drop function platform.breaks')
})
