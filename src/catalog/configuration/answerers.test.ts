import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Worker } from 'node:worker_threads'
import { Allowance, Answerers } from './answerers.ts'
import { TooComplex } from './clauses.ts'
import type { Model } from './model.ts'

const DAY = '2026-05-04'
const small: Model = { groups: [{ code: 'G', min: 1, options: [{ code: 'A' }, { code: 'B' }] }] }
/** So many of one kind that have a place each, and one place less: nothing short of trying says that it cannot be. */
function crowded(many: number): Model {
  const places = [...Array(many - 1).keys()]
  const things = [...Array(many).keys()]
  return {
    groups: things.map((thing) => ({
      code: `P${thing}`,
      min: 1,
      max: 1,
      options: places.map((place) => ({ code: `P${thing}_${place}` })),
    })),
    rules: places.map((place) => ({
      kind: 'statement',
      code: `R${place}`,
      must: `${things.map((thing) => `P${thing}_${place}`).join(' + ')} <= 1`,
    })),
  }
}

const answerers = new Answerers({ deadlineMs: 1500 })
after(() => answerers.close())
const asked = (key: string, model: Model) => ({
  key,
  day: DAY,
  model,
  question: { choices: [], explain: [] },
})

test('A8-4 an answer that takes too long is ended, others are found meanwhile and afterwards', async () => {
  const first = await answerers.answer(asked('1/1', small), answerers.allowance())
  assert.deepEqual([first.answer.valid, first.answer.complete], [true, false])
  const hopeless = Promise.allSettled([
    answerers.answer(asked('1/2', crowded(11)), answerers.allowance()),
    answerers.judge(crowded(11), DAY, undefined, answerers.allowance()),
  ])
  // Behind both of them: it has its turn when one is ended.
  const behind = await answerers.answer(asked('1/1', small), answerers.allowance())
  assert.equal(behind.answer.valid, true)
  for (const one of await hopeless) {
    assert.equal(one.status, 'rejected')
    assert.ok(one.reason instanceof TooComplex)
    assert.equal(one.reason.message, 'it takes longer than 1500 ms to answer')
  }
  // What ran out of its whole time is told at once when it is asked again.
  const began = performance.now()
  await assert.rejects(answerers.answer(asked('1/2', crowded(11)), answerers.allowance()), TooComplex)
  assert.ok(performance.now() - began < 100)
})

test('A8-2 a model that is too large to prove names what makes it so', async () => {
  const sizes = Array.from({ length: 40 }, (_, at) => 100_000 + ((at * 7919 * (at + 3)) % 90_001))
  const options = sizes.map((size, at) => ({ code: `O${at}`, uses: { POWER: size, ROOM: 1 } }))
  const model: Model = {
    groups: [{ code: 'G', options }],
    resources: [
      { code: 'ROOM', capacity: 30 },
      { code: 'POWER', capacity: 3_000_000 },
    ],
  }
  const judged = await answerers.judge(model, DAY, undefined, answerers.allowance())
  assert.deepEqual(judged, [
    { path: '/resources/1', code: 'too_complex', message: 'a sum of it takes too many values' },
  ])
})

test('A8-2 a thread that has little of a busy machine has as long as it needs of the processor, but no more than five times by the clock', async (t) => {
  const own = new Answerers({ deadlineMs: 200 })
  t.after(() => own.close())
  const endedIn = async (key: string): Promise<number> => {
    await own.answer(asked('1/1', small), own.allowance())
    const began = performance.now()
    await assert.rejects(own.answer(asked(key, crowded(11)), own.allowance()), /longer than 200 ms/)
    return performance.now() - began
  }
  const taken = t.mock.method(Worker.prototype, 'cpuUsage', async () => ({ user: 0, system: 0 }))
  assert.ok((await endedIn('1/3')) >= 990)
  assert.ok(taken.mock.callCount() > 0)
  // Of what it has taken it has had enough, whatever the clock says.
  taken.mock.mockImplementation(async () => ({ user: 1_000_000, system: 0 }))
  assert.ok((await endedIn('1/4')) < 990)
})

test('A8-4 what takes long takes from the time of the same caller, and leaves a quarter for what is quick', () => {
  const allowance = new Allowance(2000)
  for (let quick = 0; quick < 1000; quick++) allowance.spend(400)
  assert.equal(allowance.ms, 2000)
  allowance.spend(1500)
  assert.equal(allowance.ms, 1000)
  allowance.spend(2000)
  assert.equal(allowance.ms, 500)
})

test('answers that nobody can give any more are refused, and nobody waits for them', async () => {
  const closing = new Answerers({ deadlineMs: 60_000 })
  const waiting = Promise.allSettled(
    [...Array(1200).keys()].map((key) =>
      closing.answer(asked(String(key), crowded(11)), closing.allowance()),
    ),
  )
  await closing.close()
  for (const one of await waiting) assert.equal(one.status, 'rejected')
  await assert.rejects(closing.answer(asked('1', small), closing.allowance()), TooComplex)
})
