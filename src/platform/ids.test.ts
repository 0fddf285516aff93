import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { Ids } from './ids.ts'

test('the ids of a batch rise and are nobody else’s, in whatever order the batches before it ended', async () => {
  const database = await testDatabase('ids')
  try {
    const ids = new Ids(database.db)
    // The second lease runs over the end of a block.
    const first = await ids.lease(400)
    const second = await ids.lease(700)
    const drawn = [first.next(), second.next()]
    ids.giveBack(first)
    ids.giveBack(second)
    const third = await ids.lease(1500)
    const own = Array.from({ length: 1500 }, () => third.next())
    assert.deepEqual(
      own,
      own.toSorted((a, b) => Number(a - b)),
    )
    assert.equal(new Set([...drawn, ...own]).size, 1502)
  } finally {
    await database.close()
  }
})
