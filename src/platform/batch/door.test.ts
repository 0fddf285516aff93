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
  const door = doorOf({ drainMs: 20 })
  const { act, reads } = slowAct('first')
  const asked = door.request(act, 1)
  await door.drain()
  assert.equal(reads.length, 1, 'it was begun')
  reads[0]!.end()
  assert.equal(await asked, 1)
})
