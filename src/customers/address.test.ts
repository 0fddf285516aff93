import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { Door, WriteSet } from '../platform/batch/index.ts'
import { addressOf, keepAddress, readPlaces } from './address.ts'
import { insertAddresses, relyOnAddresses } from './address.sql.ts'
import { erasePersonData, forgetContacts, forgetSites } from './erase.sql.ts'
import { saveContact, saveCustomer, saveSite, type SiteInput } from './index.ts'
import { Ids } from '../platform/ids.ts'

let t: TestDatabase
let companyId: bigint
before(async () => {
  t = await testDatabase('addresses')
  companyId = await testCompany(t.door)
  const input = { number: 'C1', currency: 'GBP', shipToCountry: 'GB' }
  assert.ok((await t.door.request(saveCustomer, { companyId, input })).ok)
})
after(() => t.close())

const site = (code: string, more: Partial<SiteInput> = {}): SiteInput => ({
  customer: 'C1',
  code,
  country: 'GB',
  lines: ['1 Mill Lane'],
  city: 'Leeds',
  ...more,
})
const save = (input: SiteInput) => t.door.request(saveSite, { companyId, input })

test('a place that says country and region alone has no address; what is said is trimmed', () => {
  assert.equal(addressOf({ country: 'GB', region: 'Kent', name: '  ', lines: ['', ' '] }), undefined)
  const said = addressOf({ country: 'GB', name: ' Ada ', lines: [' 1 Mill Lane', ''] })!
  assert.deepEqual([said.name, said.lines, said.city, said.region], ['Ada', ['1 Mill Lane'], null, null])
})

test('ten thousand orders to one address write one row, and hold one that stands once', async () => {
  const owner = { companyId, customerId: 1n }
  const address = addressOf({ country: 'GB', lines: ['1 Mill Lane'] })!
  let last = 0n
  const context = () => ({
    batch: 1n,
    now: new Date(0),
    ids: { next: () => (last += 1n) },
    writes: new WriteSet(),
  })
  const fresh = await readPlaces(t.db, [{ ...owner, address }])
  const first = context()
  const ids = new Set(Array.from({ length: 10_000 }, () => keepAddress(fresh, owner, address, first)))
  // The address, and the hold of its customer.
  assert.deepEqual([ids.size, first.writes.rowCount], [1, 2])
  assert.equal(first.writes.rowsOf(insertAddresses as never).length, 1)
  const again = context()
  const standing = { ...fresh, held: new Set<string>() }
  for (let n = 0; n < 100; n += 1) keepAddress(standing, owner, address, again)
  assert.deepEqual(again.writes.rowsOf(relyOnAddresses as never), [{ ...owner, id: [...ids][0] }])
  assert.equal(again.writes.rowCount, 2)
})

test('who asks for nothing reads nothing', async () => {
  let asked = 0
  const places = await readPlaces(
    { read: () => Promise.reject(new Error(`asked ${(asked += 1)}`)) } as never,
    [],
  )
  assert.deepEqual([places.sites.size, asked], [0, 0])
})

test('sites with one address share its row; a batch that says a site twice keeps what was said last', async () => {
  const said = await t.door.requestAll(
    saveSite,
    [site('A'), site('B'), site('A', { city: 'York' })].map((input) => ({ companyId, input })),
  )
  assert.deepEqual(
    said.map((one) => !(one instanceof Error) && one.ok && one.change),
    ['created', 'created', 'changed'],
  )
  const rows = await t.sql(
    `select s.code, d.address->>'city' as city from customers.site s
     join customers.person_data d on d.customer_id = s.customer_id and d.id = s.person_id order by s.code`,
  )
  assert.deepEqual(rows, [
    { code: 'A', city: 'York' },
    { code: 'B', city: 'Leeds' },
  ])
  const both = await Promise.all([save(site('C')), save(site('C'))])
  assert.ok(both.every((one) => one.ok))
  const [{ rows: kept } = { rows: 0n }] = await t.sql<{ rows: bigint }>(
    'select count(*) as rows from customers.person_data where id <> 0',
  )
  assert.equal(kept, 2n)
})

test('who refers to an address that was erased meanwhile is decided again', async () => {
  await save(site('D', { city: 'Hull' }))
  const [row] = await t.sql<{ customer_id: bigint; id: bigint }>(
    `select customer_id, id from customers.person_data where address->>'city' = 'Hull'`,
  )
  const { customer_id: customerId, id } = row!
  const rely = (ids: bigint[]) =>
    t.sql(relyOnAddresses.text, [ids.map(() => companyId), ids.map(() => customerId), ids])
  await rely([id])
  await t.sql(erasePersonData.text, [[companyId], [customerId], [100]])
  await assert.rejects(rely([id]), { code: 'DK001' })
})

test('a site and a contact that are saved while their customer is erased keep no reference to what is gone', async () => {
  const contact = { customer: 'C1', code: 'ADA', name: 'Ada' }
  const [{ id } = { id: 0n }] = await t.sql<{ id: bigint }>(
    `select id from customers.customer where number = 'C1'`,
  )
  // An erasure between what is read and what is written, once for each act.
  let point = ''
  const door = new Door({
    db: t.db,
    ids: new Ids(t.db),
    async at(name) {
      if (name !== point) return
      point = ''
      await t.sql(erasePersonData.text, [[companyId], [id], [100]])
      for (const { text } of [forgetSites, forgetContacts]) await t.sql(text, [[companyId], [id]])
    },
  })
  for (const act of ['customers.save_site', 'customers.save_contact']) {
    await save(site('E', { city: 'Bath' }))
    await t.door.request(saveContact, { companyId, input: contact })
    point = `${act}:before-commit`
    const saved = await (act === 'customers.save_site'
      ? door.request(saveSite, { companyId, input: site('E', { city: 'Bath', purposes: ['ship_to'] }) })
      : door.request(saveContact, { companyId, input: { ...contact, role: 'Stores' } }))
    assert.deepEqual([point, saved.ok], ['', true])
    const lost = await t.sql(
      `select p.code from (select customer_id, code, person_id, active from customers.site
         union all select customer_id, code, person_id, active from customers.contact) p
       where p.active and not exists (select from customers.person_data d
         where d.customer_id = p.customer_id and d.id = p.person_id)`,
    )
    assert.deepEqual(lost, [])
  }
  await door.drain()
})
