import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { writeSoundCompany } from '../../../test/support/sound-company.ts'
import { countJob } from './count.ts'

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
