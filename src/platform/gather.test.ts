import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { gathered } from './gather.ts'

test('who comes while a batch runs makes the next one, one batch at a time, each caller with his own answer', async () => {
  const batches: number[][] = []
  let running = 0
  const ask = gathered(3, async (batch: readonly number[]) => {
    assert.equal((running += 1), 1)
    batches.push([...batch])
    await pause(5)
    running -= 1
    return batch.map((one) => one * 10)
  })
  const first = ask(1)
  await pause(1)
  assert.deepEqual(await Promise.all([first, ...[2, 3, 4, 5].map(ask)]), [10, 20, 30, 40, 50])
  assert.deepEqual(batches, [[1], [2, 3, 4], [5]])
  assert.equal(await ask(6), 60)
})

test('an error of the data reaches who is at fault alone; a database that is away, all of the batch', async () => {
  const gone = Object.assign(new Error('gone'), { code: 'ECONNRESET' })
  const ask = gathered(10, async (batch: readonly string[]) => {
    if (batch.includes('away')) throw gone
    if (batch.includes('bad')) throw new Error('bad data')
    return batch
  })
  const told = async (asked: string[]) =>
    (await Promise.allSettled(asked.map(ask))).map((one) =>
      one.status === 'fulfilled' ? one.value : (one.reason as Error).message,
    )
  assert.deepEqual(await told(['a', 'bad', 'b', 'c']), ['a', 'bad data', 'b', 'c'])
  assert.deepEqual(await told(['a', 'away']), ['gone', 'gone'])
})
