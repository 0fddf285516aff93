import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { knownJobs } from '../../src/modules.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { writeSoundCompany } from '../support/sound-company.ts'

let t: TestDatabase
before(async () => {
  t = await testDatabase('queues-of-connections')
  await writeSoundCompany(t.sql)
})
after(() => t.close())

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
