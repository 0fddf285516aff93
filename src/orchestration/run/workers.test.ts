import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '../../platform/database/index.ts'
import { testDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { readNextDue } from '../plan/plan.sql.ts'
import { defaultWorkerLimits, startWorkers, taskKinds } from './workers.ts'

const POLL_MS = 50

let t: TestDatabase
before(async () => {
  t = await testDatabase('workers')
})
after(() => t.close())

/** The database, with its questions counted. */
function counted(): { db: Database; asked(): number } {
  let asked = 0
  const db = {
    read: (...question: Parameters<Database['read']>) => {
      asked += 1
      return t.db.read(...question)
    },
  }
  return { db: db as unknown as Database, asked: () => asked }
}

test('C-23 idle workers ask what is due once a poll for all kinds together, and take what nobody told them of', async () => {
  const { db, asked } = counted()
  const limits = { ...defaultWorkerLimits, pollMs: POLL_MS }
  const workers = startWorkers({ db, door: t.door, log: { error() {} }, limits })
  try {
    const began = performance.now()
    await sleep(1000)
    const looks = Math.ceil((performance.now() - began) / POLL_MS)
    // The time and what is due; and each worker looks once at its start.
    assert.ok(asked() <= 2 * looks + 2 * taskKinds.length, `${asked()} questions in ${looks} looks`)

    await t.sql(
      `insert into orchestration.ready (company_id, order_id, task_id, kind, due_at) values (1, 1, 1, 'close', now())`,
    )
    const end = performance.now() + 5000
    const waits = async () =>
      (await t.sql('select 1 from orchestration.ready where attempt = 0 and due_at <= now()')).length > 0
    while (await waits()) {
      assert.ok(performance.now() < end, 'nobody took it')
      await sleep(20)
    }
  } finally {
    await workers.stop()
  }
})

for (const [how, answer] of [
  ['fails', () => Promise.reject(new Error('no such thing'))],
  ['never ends', () => new Promise<never>(() => {})],
] as const)
  test(`C-23 when the look for what is due ${how}, that is logged once and each worker looks for itself`, async () => {
    // At the start every worker looks: what is to be found comes later.
    let asked = 0
    const hanging: ((rows: never[]) => void)[] = []
    const read = (...question: Parameters<Database['read']>) => {
      if (question[0] !== readNextDue) return t.db.read(...question)
      asked += 1
      return Promise.race([answer(), new Promise<never[]>((resolve) => hanging.push(resolve))])
    }
    const logged: string[] = []
    const log = { error: (_detail: object, message: string) => void logged.push(message) }
    const limits = { ...defaultWorkerLimits, pollMs: POLL_MS, lookMs: 200 }
    const workers = startWorkers({ db: { read } as unknown as Database, door: t.door, log, limits })
    try {
      await until(() => asked > 0)
      await sleep(10 * POLL_MS)
      await t.sql(
        `insert into orchestration.ready (company_id, order_id, task_id, kind, due_at) values (1, 2, 2, 'close', now())
         on conflict (company_id, order_id, task_id) do update set due_at = now(), attempt = 0`,
      )
      await until(
        async () =>
          (await t.sql('select 1 from orchestration.ready where order_id = 2 and attempt = 0')).length === 0,
      )
      const look = 'looking for due tasks failed; each worker looks for itself'
      assert.equal(logged.filter((message) => message === look).length, 1)
    } finally {
      for (const end of hanging) end([])
      await workers.stop()
      await t.sql('delete from orchestration.ready')
    }
  })

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const end = performance.now() + 5000
  while (!(await holds())) {
    assert.ok(performance.now() < end, 'it did not come to be')
    await sleep(20)
  }
}
