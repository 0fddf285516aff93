import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Overloaded } from './act.ts'
import { OneAtATime } from './one-at-a-time.ts'

test('work goes one at a time in the order of asking, also after work that failed; who would wait too long is refused', async () => {
  const one = new OneAtATime('counts', 50)
  const ends: (() => void)[] = []
  let running = 0
  const begun: string[] = []
  const ask = (name: string) =>
    one.run(async () => {
      begun.push(name)
      assert.equal((running += 1), 1)
      await new Promise<void>((resolve) => ends.push(resolve))
      running -= 1
      if (name === 'b') throw new Error('b fails')
      return name
    })
  const end = () => new Promise((resolve) => setImmediate(resolve, ends.shift()!()))
  const [a, b, c] = [ask('a'), ask('b'), ask('c')]
  await end()
  assert.equal(await a, 'a')
  const d = ask('d')
  await Promise.all([assert.rejects(b, /b fails/), end()])
  await assert.rejects(
    d,
    (error) => error instanceof Overloaded && /counts: others take longer than 50 ms/.test(error.message),
  )
  await end()
  assert.equal(await c, 'c')
  const e = ask('e')
  await end()
  assert.equal(await e, 'e')
  assert.deepEqual(begun, ['a', 'b', 'c', 'e'])
})
