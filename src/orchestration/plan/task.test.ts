import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complete, delay, fail, retry, type MovedTasks, type Task } from './task.ts'

const task = (state: string, waits = 0): Task => ({
  companyId: 1n,
  orderId: 2n,
  id: 3n,
  componentId: 4n,
  kind: 'collect',
  state,
  waits,
  frees: [],
  startAt: null,
  locationId: null,
  partIds: [],
  lineNos: [],
})

test('only what waits or is ready can be delayed: a task that failed does not become one that waits', () => {
  const moved: MovedTasks = new Map()
  const ready = task('ready')
  delay(moved, ready)
  delay(moved, ready)
  assert.deepEqual([ready.state, ready.waits], ['waiting', 2])
  for (const state of ['failed', 'completed', 'skipped']) {
    const other = task(state)
    assert.throws(() => delay(moved, other), new RegExp(`is ${state}: it cannot be delayed`))
    assert.deepEqual([other.state, other.waits, moved.has(other)], [state, 0, false])
  }
})

test('what is ready fails, and only what failed is tried again', () => {
  const moved: MovedTasks = new Map()
  const one = task('ready')
  assert.throws(() => retry(moved, one), /cannot be retried/)
  fail(moved, one, { attempt: 5, problem: 'unknown' })
  assert.throws(() => fail(moved, one, { attempt: 5, problem: 'unknown' }), /cannot be failed/)
  retry(moved, one)
  complete(moved, one)
  assert.equal(one.state, 'completed')
})
