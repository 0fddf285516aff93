import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { writeSoundCompany } from '../../test/support/sound-company.ts'
import { lawJob } from './index.ts'

test('P-78 a wake-up that was lost is found along the log, and stands until it is mended', async () => {
  const database = await testDatabase('laws_along')
  try {
    await writeSoundCompany(database.sql)
    const job = lawJob(database.db)
    const broken = async () => {
      await job.run(new AbortController().signal)
      return await database.sql(`select law, subject, what, expected, actual from monitoring.breach`)
    }
    // The goods have shipped, and nobody told the invoice.
    await database.sql(`update orchestration.task set state = 'completed' where id = 142`)
    await database.sql(`delete from orchestration.ready where task_id = 142`)
    const lost = { law: 'task_waits', subject: 100n, what: 'task 143' }
    assert.deepEqual(await broken(), [
      { ...lost, expected: 'not waiting: 0 unmet, 0 events', actual: '1 in state waiting' },
    ])
    // Nothing happened since: what is broken is asked again.
    assert.equal((await broken()).length, 1)
    await database.sql(`update orchestration.task set state = 'ready', waits = 0 where id = 143`)
    assert.deepEqual(await broken(), [])
  } finally {
    await database.close()
  }
})
