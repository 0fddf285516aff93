import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { writeSoundCompany } from '../../../test/support/sound-company.ts'
import { COUNT_LIMITS, countJob } from './count.ts'

test('C14-9 a company that cannot be counted is told, and the others are counted', async () => {
  const database = await testDatabase('count_others')
  try {
    await writeSoundCompany(database.sql)
    const job = countJob(database.db)
    await job.run(new AbortController().signal)
    // What the first company is counted to has no room for more; a second one has begun since.
    await database.sql('update insight.tally set denominator = 9223372036854775807 where code > 1000')
    await database.sql('update insight.counted set pos = 0')
    for (const table of ['organization.company', 'platform.company_head', 'platform.company_log'])
      await database.sql(`insert into ${table} select (jsonb_populate_record(null::${table},
        to_jsonb(t) || '{"company_id": 2, "code": "OTHER"}')).* from ${table} t`)
    await assert.rejects(
      async () => await job.run(new AbortController().signal),
      /company 1 behind place 0: .*bigint out of range/,
    )
    const counted = await database.sql<{
      behind: boolean
    }>(`select h.pos > k.pos as behind from insight.counted k
      join platform.company_head h using (company_id) order by k.company_id`)
    assert.deepEqual(counted, [{ behind: true }, { behind: false }])
  } finally {
    await database.close()
  }
})

test('C14-9 companies that are counted together come to what each comes to alone', async () => {
  const database = await testDatabase('count_together')
  try {
    await writeSoundCompany(database.sql)
    const run = () => countJob(database.db).run(new AbortController().signal)
    await run()
    // More than one round takes.
    const others = COUNT_LIMITS.companies + 20
    const tables = await database.sql<{ name: string }>(`select c.oid::regclass::text as name from pg_class c
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id' and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace::regnamespace::text = any('{organization,platform,orders,billing,inventory,catalog}')`)
    for (const { name } of tables)
      await database.sql(`insert into ${name} overriding system value select (jsonb_populate_record(null::${name},
        to_jsonb(t) || jsonb_build_object('company_id', n, 'code', 'C' || n))).* from ${name} t, generate_series(2, ${others + 1}) n
        where t.company_id = 1 on conflict do nothing`)
    // Some have a place that is more than their share.
    await database.sql(`update orders.order_state set lines = $1 where company_id % 3 = 0`, [
      COUNT_LIMITS.lines,
    ])
    assert.equal((await run())!.evaluated, others)
    const sums = await database.sql(`select distinct of from (select t.company_id,
        array_agg((t.code, t.day, t.source, t.bin, t.numerator, t.denominator)::text order by t.code, t.day, t.source, t.bin) as of
      from insight.tally t group by t.company_id) t`)
    assert.equal(sums.length, 1)
    const counted =
      await database.sql(`select count(distinct t.company_id) as tallies, count(distinct o.company_id) as orders,
        count(distinct k.company_id) filter (where k.pos = h.pos) as whole
      from insight.counted k join platform.company_head h using (company_id)
      join insight.tally t using (company_id) join insight.order_tally o using (company_id)`)
    const all = BigInt(others + 1)
    assert.deepEqual(counted, [{ tallies: all, orders: all, whole: all }])
  } finally {
    await database.close()
  }
})
