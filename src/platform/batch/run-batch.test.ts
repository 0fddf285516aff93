import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testCompany } from '../../../test/support/company.ts'
import { testDatabase } from '../../../test/support/database.ts'
import type { ReadStatement, WriteStatement } from '../database/index.ts'
import { Ids } from '../ids.ts'
import { DecideAgain, Fault, type Act } from './act.ts'
import { Door } from './door.ts'
import { runBatch, type Environment } from './run-batch.ts'

const write: WriteStatement<{ companyId: bigint }, unknown> = {
  name: 'test.write',
  kind: 'write',
  lockClass: 'insert',
  sequence: 0,
  params: [{ name: 'companyId', type: 'bigint', array: true }],
  text: '',
}

const readSetting: ReadStatement<Record<string, never>, { scans: string }> = {
  name: 'test.read_setting',
  kind: 'read',
  lockClass: 'insert',
  sequence: 0,
  params: [],
  text: "select current_setting('enable_indexscan') as scans",
}

/** Commits everything but a batch for which `stale` answers true: what that one decided on has changed. */
function environmentOf(stale: () => boolean): Environment {
  const connection = {
    client: { query: async () => ({ command: 'COMMIT', rows: [] }) },
    run: async () => ({ rows: [] }),
    cork() {},
    send() {},
  }
  return {
    db: { use: (work: (lent: unknown) => unknown) => work(connection) },
    ids: { lease: async () => ({ next: () => 1n }), giveBack() {} },
    now: () => new Date(0),
    at: (point: string) => {
      if (point.endsWith('before-commit') && stale())
        throw Object.assign(new Error('verify failed'), { code: 'DK001' })
    },
  } as unknown as Environment
}

/** Notes the size of each batch that was decided, and whether it was locked before. */
function noting(more: Partial<Act<number, number[], number>> = {}) {
  const decided: { requests: readonly number[]; locked: boolean }[] = []
  let locked = false
  const act: Act<number, number[], number> = {
    name: 'test.act',
    weigh: () => 1,
    companyOf: () => 1n,
    async read(_db, requests) {
      decided.push({ requests, locked })
      locked = false
      return [...requests]
    },
    decide(request, _facts, { writes }) {
      writes.add(write, { companyId: 1n })
      return request
    },
    lock: () => void (locked = true),
    ...more,
  }
  return { act, decided }
}

test('a batch that is stale once is decided once more, under locks', async () => {
  const { act, decided } = noting()
  const { outcomes } = await runBatch(
    environmentOf(() => decided.length === 1),
    act,
    [1, 2],
  )
  assert.deepEqual(outcomes, [1, 2])
  assert.deepEqual(
    decided.map(({ locked }) => locked),
    [false, true],
  )
})

test('a request that is stale under its locks again and again is a fault, and its neighbors are not', async () => {
  const { act, decided } = noting()
  const { outcomes } = await runBatch(
    environmentOf(() => decided.at(-1)!.requests.includes(3)),
    act,
    [1, 2, 3, 4],
  )
  assert.deepEqual([outcomes[0], outcomes[1], outcomes[3]], [1, 2, 4])
  assert.ok(outcomes[2] instanceof Fault)
  assert.equal(outcomes[2].code, 'stale')
  const alone = decided.filter(({ requests }) => requests.length === 1 && requests[0] === 3)
  assert.deepEqual(
    alone.map(({ locked }) => locked),
    [false, true, true, true],
  )
})

test('an act without locks tries as often as any batch, and then answers a fault to each', async () => {
  const { act, decided } = noting()
  delete (act as { lock?: unknown }).lock
  const { outcomes } = await runBatch(
    environmentOf(() => true),
    act,
    [1, 2],
  )
  assert.deepEqual(
    outcomes.map((outcome) => outcome instanceof Fault && outcome.code),
    ['stale', 'stale'],
  )
  assert.equal(decided.length, 8)
})

test('what a decision comes to know too late it knows when all are decided again, each on a fresh picture', async () => {
  const pictures: number[][] = []
  const { act } = noting({
    async read() {
      const picture: number[] = []
      pictures.push(picture)
      return picture
    },
    decide(request, picture, { writes, learned }) {
      const known = learned?.get(String(request)) as number | undefined
      picture.push(known ?? request)
      if (request > 2 && known === undefined) throw new DecideAgain(String(request), -request)
      writes.add(write, { companyId: 1n })
      return known ?? request
    },
  })
  const { outcomes } = await runBatch(
    environmentOf(() => false),
    act,
    [1, 3, 2, 4],
  )
  assert.deepEqual(outcomes, [1, -3, 2, -4])
  assert.deepEqual(pictures, [
    [1, 3],
    [1, -3, 2, 4],
    [1, -3, 2, -4],
  ])
})

test('a decision that learns the same again is a fault of its own', async () => {
  const { act } = noting({
    decide(request, _picture, { writes }) {
      if (request === 2) throw new DecideAgain('two', true)
      writes.add(write, { companyId: 1n })
      return request
    },
  })
  const { outcomes } = await runBatch(
    environmentOf(() => false),
    act,
    [1, 2, 3],
  )
  assert.deepEqual([outcomes[0], outcomes[2]], [1, 3])
  assert.ok(outcomes[1] instanceof Fault)
})

test('what is read under locks is planned as what is read without', async () => {
  const t = await testDatabase('run_batch')
  const companyId = await testCompany(t.door)
  let tries = 0
  const settings: unknown[] = []
  const door = new Door({
    db: t.db,
    ids: new Ids(t.db),
    async at(point) {
      if (point === 'test.act:before-commit' && (tries += 1) === 1)
        throw Object.assign(new Error('verify failed'), { code: 'DK001' })
    },
  })
  const { act, decided } = noting()
  const asking: typeof act = {
    ...act,
    async read(db, requests, locked) {
      settings.push(await db.read(readSetting, {}))
      return act.read(db, requests, locked)
    },
    decide(request, _facts, { writes }) {
      writes.add({ ...write, text: 'select count(*) from unnest($1::bigint[]) as r(id)' }, { companyId })
      return request
    },
  }
  await door.request(asking, 1).finally(() => t.close())
  assert.deepEqual(decided, [
    { requests: [1], locked: false },
    { requests: [1], locked: true },
  ])
  assert.deepEqual(settings, [[{ scans: 'on' }], [{ scans: 'on' }]])
})
