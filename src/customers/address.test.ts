import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testCompany } from '../../test/support/company.ts'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { WriteSet } from '../platform/batch/index.ts'
import { addressOf, keepAddress, readPlaces } from './address.ts'
import { insertAddresses, relyOnAddresses } from './address.sql.ts'
import { erasePersonData } from './erase.sql.ts'
import { saveCustomer, saveSite, type SiteInput } from './index.ts'

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
  assert.deepEqual([ids.size, first.writes.rowCount], [1, 1])
  assert.equal(first.writes.rowsOf(insertAddresses as never).length, 1)
  const again = context()
  const standing = { ...fresh, held: new Set<string>() }
  for (let n = 0; n < 100; n += 1) keepAddress(standing, owner, address, again)
  assert.deepEqual(again.writes.rowsOf(relyOnAddresses as never), [{ ...owner, id: [...ids][0] }])
  assert.equal(again.writes.rowCount, 1)
  const unchanged = context()
  keepAddress({ ...fresh, held: new Set() }, owner, address, unchanged, [...ids][0])
  assert.ok(unchanged.writes.empty)
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
  await t.sql(erasePersonData.text, [[companyId], [customerId]])
  await assert.rejects(rely([id]), { code: 'DK001' })
})
