import assert from 'node:assert/strict'
import { test } from 'node:test'
import { race } from '../../src/cli/race.ts'
import { testDatabase } from '../support/database.ts'

const LONG = process.env['TEST_LONG'] !== undefined
const ROUNDS = LONG ? 100 : 10
const KILLED = LONG ? 1000 : 6

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
      killEvery: 0,
      tell: (line) => t.diagnostic(line),
    })
    assert.deepEqual(problems, [])
  } finally {
    await database.close()
  }
})

test('A10-15 P-26 N-3 whoever is killed while the buyers buy, and whatever is sent again then, exactly 10 of 200 have one', async (t) => {
  const database = await testDatabase('race-killed')
  try {
    const problems = await race({
      url: database.url,
      buyers: 200,
      stock: 10,
      rounds: KILLED,
      processes: 2,
      doors: 4,
      killEvery: LONG ? 10 : 2,
      tell: (line) => t.diagnostic(line),
    })
    assert.deepEqual(problems, [])
  } finally {
    await database.close()
  }
})
