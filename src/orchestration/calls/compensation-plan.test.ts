import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Task } from '../plan/task.ts'
import { undoPlan } from './compensation-plan.ts'
import { assertWithin } from '../../../test/support/pace.ts'

/** A task, and those that wait for it. */
const task = (id: number, ...frees: Task[]): Task => ({ id: BigInt(id), frees }) as unknown as Task
const plan = (chosen: Task[]) => {
  let last = 100n
  const undoing = undoPlan(chosen, { next: () => (last += 1n) })
  const nameOf = new Map(undoing.map(({ id, task: of }) => [id, of.id]))
  return undoing.map(
    ({ task: of, waits, frees }) => `${of.id}: ${waits} > ${frees.map((id) => nameOf.get(id)).join(' ')}`,
  )
}

test('O-63 what waited for each other is undone against that, over whatever stood between, and each once', () => {
  const last = task(4)
  const between = task(3, last)
  const [left, right] = [task(1, between), task(2, between, last)]
  assert.deepEqual(plan([left, right, last]), ['1: 1 > ', '2: 1 > ', '4: 0 > 1 2'])
  // What is not undone itself hands on what comes behind it.
  assert.deepEqual(plan([left, between, last]), ['1: 1 > ', '3: 1 > 1', '4: 0 > 3'])
  assert.deepEqual(plan([left]), ['1: 0 > '])
})

test('a chain of ten thousand tasks is turned round in no time', () => {
  const all: Task[] = []
  for (let id = 10_000; id > 0; id -= 1) all.push(task(id, ...all.slice(-1)))
  const began = performance.now()
  assert.equal(plan([all.at(-1)!, all[0]!]).at(0), '1: 1 > ')
  assert.equal(plan(all).length, 10_000)
  assertWithin(performance.now() - began, 2000, 'the order of 10,000')
})
