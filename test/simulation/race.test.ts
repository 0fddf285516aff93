import assert from 'node:assert/strict'
import { test } from 'node:test'
import { race } from '../../src/cli/race.ts'
import { testDatabase } from '../support/database.ts'

const ROUNDS = process.env['TEST_LONG'] === undefined ? 10 : 100

test('D3 F-6 P-25 P-26 N-3 of 200 buyers at once of 10 units, through two processes, exactly 10 are promised one, every time', async (t) => {
  const database = await testDatabase('race')
  try {
    const problems = await race({
      url: database.url,
      buyers: 200,
      stock: 10,
      rounds: ROUNDS,
      processes: 2,
      doors: 4,
      tell: (line) => t.diagnostic(line),
    })
    assert.deepEqual(problems, [])
  } finally {
    await database.close()
  }
})
