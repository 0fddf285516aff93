import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { Flow } from '../../test/support/flow.ts'
import { saveCustomer, saveLegalHold, saveSite } from '../customers/index.ts'
import { lookAtOrders } from '../orders/index.ts'
import { Door } from '../platform/batch/index.ts'
import { Ids } from '../platform/ids.ts'
import { erasePerson } from './erase-person.ts'

/** Customers of these tests have no orders. */
const NOTHING = { pos: 0n, open: 0, drafts: [], located: [], more: false }

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('erase_person')
  companyId = await testCompany(t.door)
})
after(() => t.close())

test('a legal hold that is placed while a person is erased stops the erasure', async () => {
  const input = { number: 'C1', name: 'Ada', currency: 'GBP', shipToCountry: 'GB' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input })).ok)
  let held = false
  const door = new Door({
    db: t.db,
    ids: new Ids(t.db),
    async at(point) {
      if (point !== 'channels.erase_person:before-commit' || held) return
      held = true
      const hold = { customer: 'C1', until: '2999-12-31', reason: 'a court', actor: 'test' }
      assert.ok((await t.door.request(saveLegalHold, { companyId, input: hold })).ok)
    },
  })
  const erase = (force: boolean) =>
    door.request(erasePerson, {
      companyId,
      customer: 'C1',
      actor: 'test',
      reason: 'asked',
      force,
      seen: NOTHING,
    })
  const outcome = await erase(false)
  assert.ok(!outcome.ok)
  assert.deepEqual([held, outcome.problems.map((one) => one.code)], [true, ['legal_hold']])
  const names = () => t.sql('select name from customers.person_data')
  assert.deepEqual(await names(), [{ name: 'Ada' }])
  assert.ok((await erase(true)).ok)
  assert.deepEqual(await names(), [])
  await door.drain()
})

test('an address that is saved while its customer is erased is erased with it', async () => {
  const customer = { number: 'C2', name: 'Bo', currency: 'GBP', shipToCountry: 'GB' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input: customer })).ok)
  const waiting = async (count: number) => {
    for (let n = 0; n < 500; n += 1) {
      const [row] = await t.sql<{ count: number }>(
        `select count(*)::integer as count from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock'`,
      )
      if (row!.count >= count) return
      await sleep(10)
    }
    assert.fail(`nobody waits as number ${count}`)
  }
  const input = { customer: 'C2', code: 'HOME', country: 'GB', lines: ['9 Secret Row'], city: 'Hull' }
  const doors = [1, 2].map(() => new Door({ db: t.db, ids: new Ids(t.db) }))
  // The site has its address written, and waits for its place in the order of facts, when the erasure comes.
  const both = await t.db.use(async ({ client }) => {
    await client.query('begin')
    await client.query('select 1 from platform.company_head for update')
    const saved = doors[0]!.request(saveSite, { companyId, input })
    await waiting(1)
    const request = { companyId, customer: 'C2', actor: 'test', reason: 'asked', force: false, seen: NOTHING }
    const erased = doors[1]!.request(erasePerson, request)
    await waiting(2)
    await client.query('commit')
    return Promise.all([saved, erased])
  })
  assert.deepEqual(
    both.map((one) => one.ok && one.change),
    ['created', 'erased'],
  )
  const left = await t.sql(
    `select d.id from customers.person_data d join customers.customer c on c.id = d.customer_id where c.number = 'C2'`,
  )
  assert.deepEqual(left, [])
  assert.deepEqual(await t.sql("select person_id, active from customers.site where code = 'HOME'"), [
    { person_id: null, active: false },
  ])
  for (const door of doors) await door.drain()
})

test('an erasure that is broken off between its rounds goes on as the one that it is', async () => {
  const customer = { number: 'C3', name: 'Cy', currency: 'GBP', shipToCountry: 'GB' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input: customer })).ok)
  await t.sql(`insert into channels.intake
      (company_id, id, received_at, principal, content_type, body, body_hash, key, customer_id, outcome, problems)
    select c.company_id, n, '2026-01-01', 'test', 'application/json', '', '', '\\x01', c.id, 'refused', '[]'
    from customers.customer c cross join generate_series(1, 10500) n where c.number = 'C3'`)
  await t.sql(`insert into customers.person_data (company_id, customer_id, id, content, address)
    select c.company_id, c.id, n, sha256(n::text::bytea), '{}'
    from customers.customer c cross join generate_series(1, 21000) n where c.number = 'C3'`)
  const round = async (actor: string) => {
    const request = { companyId, customer: 'C3', actor, reason: actor, force: false, seen: NOTHING }
    const outcome = await t.door.request(erasePerson, request)
    assert.ok(outcome.ok)
    const rows = await t.sql(
      `select e.actor, e.person_rows, e.bodies, e.finished from customers.erasure e
       join customers.customer c on c.id = e.customer_id where c.number = 'C3'`,
    )
    return [outcome.change, ...rows]
  }
  const erasure = (rows: number, bodies: number, finished: boolean) => ({
    actor: 'first',
    person_rows: rows,
    bodies,
    finished,
  })
  assert.deepEqual(await round('first'), ['erased', erasure(10_000, 10_000, false)])
  assert.deepEqual(await round('second'), ['erased', erasure(20_000, 10_500, false)])
  assert.deepEqual(await round('third'), ['erased', erasure(21_001, 10_500, true)])
  assert.deepEqual(await round('fourth'), ['unchanged', erasure(21_001, 10_500, true)])
})

test('an order that is taken after the orders of a person were looked at stands against the erasure', async () => {
  const flow = await Flow.open()
  const { db } = flow.server
  const door = new Door({ db, ids: new Ids(db) })
  const [account] = await flow.server.database.sql<{ companyId: bigint; id: bigint; customer: string }>(
    `select a.company_id as "companyId", a.id, c.number as customer from customers.account a
     join customers.customer c on c.id = a.customer_id where a.number = 'GB-0001'`,
  )
  const ask = { ...account!, actor: 'test', reason: 'asked', force: false }
  const seen = await lookAtOrders(db, ask.companyId, [account!.id])
  assert.deepEqual([seen.open, seen.drafts], [0, []])
  const lines = [{ sku: 'KIT-101', quantity: '1' }]
  for (const submit of [false, true]) await flow.sell(lines, { submit })
  const refused = await door.request(erasePerson, { ...ask, seen })
  assert.deepEqual(refused.ok ? [] : refused.problems.map(({ code }) => code), ['open_orders'])
  // Forced, the draft that came meanwhile goes with what was seen.
  const forced = await door.request(erasePerson, { ...ask, seen, force: true })
  assert.deepEqual(forced.ok && [forced.drafts, forced.more], [1, false])
  await door.drain()
  await flow.close()
})
