import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '../../src/platform/log.ts'
import { openDatabaseServer } from '../../src/platform/postgres/index.ts'
import { diceFrom } from '../simulation/dice.ts'
import { testDatabase } from '../support/database.ts'
import { judge, prepare } from './judge.ts'
import { Load } from './load.ts'
import { DocketProcess, killPostgres, newApiKey } from './process.ts'

const long = process.env['TEST_LONG'] !== undefined
const KILLS = long ? 60 : 3
const SEED = Number(process.env['KILL_SEED'] ?? 1)
const VICTIMS = ['server', 'postgres', 'both'] as const

/** A lease of a dead worker ends after 30 s. */
const SETTLE_MS = 60_000

// Both wait for leases to end: they wait together.
describe('real processes that are killed', { concurrency: 2 }, () => {
  test('P-26 P-81 N-3 N-9 F-5 after kill -9 of the server, of PostgreSQL and of both under load every acknowledged order and receipt is there once and the laws hold', async (t) => {
    const dice = diceFrom(SEED)
    const dataDir = mkdtempSync(join(tmpdir(), 'docket-kill-'))
    const apiKey = newApiKey()
    const log = createLogger({ level: 'error' })
    const server = await DocketProcess.start({ dataDir }, apiKey)
    let load: Load | undefined
    try {
      await inDatabase(prepare)
      load = new Load({ seed: SEED, apiKey, clients: 6, urls: () => [server.url] })
      await load.more(20)
      for (let kill = 0; kill < KILLS; kill += 1) {
        const victim = kill < VICTIMS.length ? VICTIMS[kill]! : dice.pick(VICTIMS)
        await sleep(dice.between(20, 400))
        const before = load.acknowledged.orders.size
        if (victim !== 'server') killPostgres(dataDir)
        if (victim !== 'postgres') {
          await server.kill()
          await server.start()
        }
        const began = performance.now()
        await load.more(30)
        t.diagnostic(
          `kill ${kill + 1}, ${victim}: after ${before} orders; 30 more were acknowledged within ${Math.round(performance.now() - began)} ms`,
        )
      }
      await load.stop()
      const { acknowledged, problems } = load
      const found = await inDatabase((url) => judge(url, acknowledged, SETTLE_MS))
      t.diagnostic(
        `${acknowledged.orders.size} orders, ${acknowledged.receipts.size} receipts acknowledged; ${acknowledged.refusals} times nobody answered`,
      )
      assert.deepEqual([...found, ...problems], [], server.output)
    } finally {
      await load?.stop().catch(() => {})
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    }

    /** Looks into the database beside the server, and leaves before the next kill: the server alone must bring it back. */
    async function inDatabase<T>(work: (url: string) => Promise<T>): Promise<T> {
      const database = await openDatabaseServer({ dataDir, log })
      try {
        return await work(database.adminUrl)
      } finally {
        await database.stop()
      }
    }
  })

  test('P-25 P-26 N-3 N-9 two servers on one database share the work, and after kill -9 of either the other one goes on and loses nothing', async (t) => {
    const database = await testDatabase('two_servers')
    const apiKey = newApiKey()
    const home = { databaseUrl: database.url }
    const servers: DocketProcess[] = []
    let load: Load | undefined
    try {
      await prepare(database.url)
      servers.push(await DocketProcess.start(home, apiKey))
      servers.push(await DocketProcess.start(home, apiKey))
      let alive = [...servers]
      load = new Load({ seed: SEED + 1000, apiKey, clients: 8, urls: () => alive.map((one) => one.url) })
      for (const victim of long ? [0, 1, 0, 1, 0, 1] : [0, 1]) {
        await load.more(40)
        for (const { url } of servers)
          assert.ok((load.acknowledged.answers.get(url) ?? 0) > 0, `${url} answered nothing`)
        await servers[victim]!.kill()
        alive = servers.filter((_one, place) => place !== victim)
        await load.more(40)
        await servers[victim]!.start()
        alive = [...servers]
      }
      await load.more(20)
      // One of them dies for good: the other does what it had claimed, too.
      await servers[0]!.kill()
      alive = [servers[1]!]
      await load.stop()
      const { acknowledged, problems } = load
      const found = await judge(database.url, acknowledged, SETTLE_MS)
      t.diagnostic(
        `${acknowledged.orders.size} orders, ${acknowledged.receipts.size} receipts; answers by server: ${[...acknowledged.answers.values()].join(' and ')}`,
      )
      assert.deepEqual([...found, ...problems], [], servers.map((one) => one.output).join('\n'))
    } finally {
      await load?.stop().catch(() => {})
      for (const server of servers) await server.stop()
      await database.close()
    }
  })
})
