import assert from 'node:assert/strict'
import { setImmediate as turn } from 'node:timers/promises'
import { test } from 'node:test'
import type { Act } from './act.ts'
import { defaultDoorLimits, Door } from './door.ts'
import type { Environment } from './run-batch.ts'

/** A door without a database: acts that write nothing need a connection in name only. */
function doorOf(limits: Partial<typeof defaultDoorLimits> = {}): Door {
  const ids = { next: () => 1n }
  const environment = {
    db: { use: (work: (connection: unknown) => unknown) => work({}) },
    ids: { lease: async () => ids, giveBack: () => {} },
    now: () => new Date(0),
  }
  return new Door(environment as unknown as Environment, { ...defaultDoorLimits, ...limits })
}

/** An act that tells when it reads, and ends when it is told. */
function slowAct(name: string, more: object = {}) {
  const reads: { count: number; end: () => void }[] = []
  const act: Act<number, null, number> = {
    name,
    weigh: () => 1,
    companyOf: () => 1n,
    read: (_db, requests) =>
      new Promise<null>((resolve) => reads.push({ count: requests.length, end: () => resolve(null) })),
    decide: (request) => request,
    ...more,
  }
  return { act, reads }
}

test('draining waits for what is in flight and for what waits behind it', async () => {
  const door = doorOf()
  const { act, reads } = slowAct('first')
  const answers: number[] = []
  const ask = async (request: number) => void answers.push(await door.request(act, request))
  const first = ask(1)
  await turn()
  await turn()
  const second = ask(2)
  let drained = false
  const drain = door.drain().then(() => (drained = true))
  reads[0]!.end()
  await first
  await turn()
  assert.deepEqual([reads.length, drained], [2, false])
  reads[1]!.end()
  await Promise.all([second, drain])
  assert.deepEqual(answers, [1, 2])
})

test('draining waits for what has not begun yet, and ends in time whatever does not', async () => {
  const door = doorOf({ drainMs: 200 })
  const { act, reads } = slowAct('first')
  const asked = door.request(act, 1)
  await door.drain()
  assert.equal(reads.length, 1, 'it was begun')
  reads[0]!.end()
  assert.equal(await asked, 1)
})

test('operators are served while capture has all of its slots, and tasks still have one', async () => {
  const door = doorOf()
  const captures = [slowAct('capture 1', { intake: true }), slowAct('capture 2', { intake: true })]
  const waiting = slowAct('capture 3', { intake: true })
  const operators = [slowAct('release'), slowAct('retry')]
  const task = slowAct('ship')
  const asked = [...captures, waiting, ...operators].map(({ act }) => door.request(act, 1))
  asked.push(door.request(task.act, 1, { internal: true }))
  await turn()
  await turn()
  const running = () => [...captures, waiting, ...operators, task].map(({ reads }) => reads.length).join(' ')
  assert.equal(running(), '1 0 0 1 1 1', 'operators have two of the slots, tasks one')
  operators[0]!.reads[0]!.end()
  await turn()
  await turn()
  assert.equal(running(), '1 1 0 1 1 1', 'capture has two at most')
  operators[1]!.reads[0]!.end()
  await turn()
  await turn()
  assert.equal(running(), '1 1 0 1 1 1')
  captures[0]!.reads[0]!.end()
  await turn()
  await turn()
  assert.equal(running(), '1 1 1 1 1 1')
  for (const { reads } of [captures[1]!, waiting, task]) reads[0]!.end()
  await Promise.all(asked)
})

test('when work after capture falls behind, capture is slowed and operators are not', async () => {
  const door = doorOf({ minWeight: 1, maxWeight: 10 })
  door.captureShare = 0.1
  const capture = slowAct('capture', { intake: true })
  const release = slowAct('release')
  const asked = [capture, release].flatMap(({ act }) => [1, 2, 3].map((one) => door.request(act, one)))
  for (let round = 0; round < 3; round += 1) {
    await turn()
    await turn()
    for (const { reads } of [capture, release]) reads[round]?.end()
  }
  await Promise.all(asked)
  assert.deepEqual(
    [capture, release].map(({ reads }) => reads.map(({ count }) => count)),
    [[1, 1, 1], [3]],
  )
})

/** Acts that always have the next request waiting, and one that comes once: is it answered within some batches of theirs? */
async function turnAmong(busy: number, options: object, more: object): Promise<boolean> {
  const door = doorOf()
  const acts = Array.from({ length: busy }, (_, index) => slowAct(`busy-${index}`, more))
  const asked: Promise<unknown>[] = []
  const ask = () => acts.forEach(({ act }) => asked.push(door.request(act, 1, options)))
  ask()
  await turn()
  const late = slowAct('late', more)
  let answered = false
  asked.push(door.request(late.act, 1).then(() => (answered = true)))
  for (let round = 0; round < 20; round += 1) {
    ask()
    for (const { reads } of [...acts, late]) for (const read of reads.splice(0)) read.end()
    await turn()
    await turn()
  }
  const was = answered
  while (door.depths().some(({ weight, inFlight }) => weight + inFlight > 0)) {
    for (const { reads } of [...acts, late]) for (const read of reads.splice(0)) read.end()
    await turn()
  }
  await Promise.all(asked)
  return was
}

test('who comes once has its turn beside acts that never rest', async () => {
  assert.equal(await turnAmong(2, {}, {}), true, 'an operator beside operators')
  assert.equal(await turnAmong(4, { internal: true }, { intake: true }), true, 'a capture beside tasks')
})

test('requests that are handed over together are let in or refused together, however many they are', async () => {
  const door = doorOf({ maxWaitMs: 10 })
  const { act, reads } = slowAct('rows', { weigh: () => 3 })
  const end = async () => {
    for (let n = 0; n < 4; n += 1) await turn()
    reads.splice(0).forEach((one) => one.end())
  }
  const rows = Array.from({ length: 800 }, (_, index) => index)
  const all = door.requestAll(act, rows)
  await assert.rejects(door.requestAll(act, rows), /the queue is longer than 10 ms/)
  await end()
  assert.deepEqual(await all, rows)
})
