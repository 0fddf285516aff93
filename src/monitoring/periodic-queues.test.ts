import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { testDatabase, type TestDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { knownJobs } from '../modules.ts'
import { readPickUpDepths, readPlaceDepths } from './periodic-queues.sql.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('periodic-queues')
  await writeSoundCompany(t.sql)
})
after(() => t.close())

test('C14-1 C14-11 places that no job looked at are counted by job, with the time of the first; balances by so many together', async () => {
  const [head] = await t.sql<{ pos: bigint; at: Date }>(
    'select h.pos, (select min(g.at) from platform.company_log g) as at from platform.company_head h',
  )
  const depths = async (places: bigint) => {
    const rows = await t.db.read(readPlaceDepths, { places })
    return new Map(rows.map((row) => [row.job, [row.waiting, row.due, row.oldest_due_at]]))
  }
  const all = await depths(head!.pos)
  assert.deepEqual(all.get('laws'), [head!.pos, head!.pos, head!.at])
  assert.deepEqual(all.get('balance-fold')!.slice(0, 2), [1n, 1n])
  assert.equal((await depths(head!.pos + 1n)).has('balance-fold'), false)
  await t.sql(
    `insert into monitoring.law_progress (company_id, pos, checked_at) select company_id, pos - 1, now() from platform.company_head`,
  )
  assert.deepEqual((await depths(1n)).get('laws')!.slice(0, 2), [1n, 1n])
})

test('C14-1 C14-11 goods that nobody fetched wait since the day of their company after the last one', async () => {
  await t.sql(`insert into fulfillment.open_shipment (company_id, id, cause_id, location_id, keep_until, remind_on)
    values (1, 900, 100, 1, '2026-06-10', '2026-06-09'), (1, 901, 100, 1, '2026-06-11', '2026-06-11')`)
  const pickUps = async (now: string) => (await t.db.read(readPickUpDepths, { now: new Date(now) }))[0]!
  // London is an hour before UTC in June.
  assert.equal((await pickUps('2026-06-08T22:59:59Z')).waiting, 0n)
  assert.deepEqual(await pickUps('2026-06-08T23:00:00Z'), {
    waiting: 1n,
    oldest_due_at: new Date('2026-06-08T23:00:00Z'),
  })
  assert.equal((await pickUps('2026-06-10T23:00:00Z')).waiting, 3n)
})

test('C14-1 C14-11 what a shop is to be told waits for the job whose connection tells that source of that company, returns too', async () => {
  const [order] = await t.sql<{ source: string }>(
    'select source from orders.order_state where order_id = 100',
  )
  const { source } = order!
  await t.sql(
    `insert into orders.source_system (company_id, code, name, pre_priced, create_customers, duplicate_reference, remorse_minutes, active)
     values (1, $1, 'Shop', false, false, 'ignore', 0, true) on conflict do nothing`,
    [source],
  )
  await t.sql(`insert into organization.company (company_id, code, name, country, currency, time_zone)
    select 2, 'OTHER', c.name, c.country, c.currency, c.time_zone from organization.company c where c.company_id = 1`)
  const [company] = await t.sql<{ code: string }>(
    'select code from organization.company where company_id = 1',
  )
  const now = new Date('2027-03-03T00:00:00Z')
  const told = async (name: string, said: { source?: string; companies?: string[] }) => {
    const connection = {
      baseUrl: 'https://shop.example',
      applicationKey: 'k'.repeat(16),
      source: said.source,
      companies: said.companies,
    }
    const job = { name: `tell-${name}`, title: 'Tells', everyMs: 500, run: async () => {} }
    const shops = new Map([[name, connection]])
    const { queues } = knownJobs([job], { shops, outside: new Map() })
    const depths = await queues.find(({ jobs }) => jobs[0]!.name === job.name)!.depths(t.db, now)
    const depth = depths.get(job.name)
    return depth && [depth.waiting, depth.due]
  }
  const named = source.toLowerCase().replaceAll('-', '_')
  const companies = [company!.code]
  assert.deepEqual(await told(named, { companies }), [1, 1])
  assert.deepEqual(await told('trial', { companies, source }), [1, 1])
  assert.equal(await told(named, { companies, source: 'elsewhere' }), undefined)
  assert.equal(await told(named, { companies: ['OTHER'] }), undefined)
  // There are two companies, and nothing is said of either.
  assert.equal(await told(named, {}), undefined)

  await t.sql(
    `insert into channels.open_return (company_id, source, name, request, order_id, first_at, state, due_at)
     values (1, $1, 'return-1', 'r1', 100, '2027-03-01T00:00:00Z', 'open', '2027-03-02T00:00:00Z'),
       (1, $1, 'return-2', 'r2', 100, '2027-03-01T00:00:00Z', 'told', null)`,
    [source],
  )
  assert.deepEqual(await told(named, { companies }), [2, 2])
  // A shop that does not answer is left alone: nothing of it is late before its time.
  await t.sql(
    `insert into channels.status_channel (company_id, source, heard_pos, due_at, failures) values (1, $1, 0, '2027-03-03T01:00:00Z', 3)`,
    [source],
  )
  assert.deepEqual(await told(named, { companies }), [2, 0])
})

test('C14-1 C14-11 an inventory system waits for the job of its connection where that was given to its company', async () => {
  await t.sql(`insert into inventory.system (company_id, id, code, name, connection, costs, prices, price_rank, refresh_seconds, stale_seconds, active)
    values (1, 801, 'WMS', 'Warehouse', 'wms_one', true, false, 0, 60, 600, true)`)
  const [company] = await t.sql<{ code: string }>(
    'select code from organization.company where company_id = 1',
  )
  const job = { name: 'ask-wms-one', title: 'Asks', everyMs: 500, run: async () => {} }
  const asked = async (companies: string[]) => {
    const outside = new Map([
      ['wms_one', { url: 'https://wms.example', token: undefined, secret: undefined, companies }],
    ])
    const { queues } = knownJobs([job], { shops: new Map(), outside })
    const depths = await queues
      .find(({ jobs }) => jobs[0]!.name === job.name)!
      .depths(t.db, new Date('2027-03-03T00:00:00Z'))
    return depths.get(job.name)?.due
  }
  assert.equal(await asked([company!.code]), 1)
  assert.equal(await asked(['OTHER']), undefined)
})
