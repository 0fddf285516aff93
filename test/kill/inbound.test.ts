import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { testDatabase } from '../support/database.ts'
import { channelInput, signed, submittedOrder } from '../support/shop.ts'
import { DocketProcess, newApiKey } from './process.ts'

const ROUNDS = process.env['TEST_LONG'] === undefined ? 2 : 20
const EACH = 40

test('C-14 O-01 N-3 N-9 a server killed between the commit of webhooks and their answers: the shop sends all again, and each is one order', async (t) => {
  const database = await testDatabase('webhook_kill')
  const apiKey = newApiKey()
  await installSampleStock(database.door, await installSample(database.door, database.db))
  const server = await DocketProcess.start({ databaseUrl: database.url }, apiKey)
  const count = async (text: string) =>
    (await database.sql<{ count: bigint }>(`select count(*) ${text}`))[0]!.count
  try {
    const made = await fetch(`${server.url}/api/v1/channels/shop`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(channelInput()),
    })
    const { webhooks } = (await made.json()) as { webhooks: string }
    const send = async (body: string): Promise<string | undefined> => {
      try {
        const answer = await fetch(server.url + webhooks, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...signed(body) },
          body,
        })
        const { message } = (await answer.json()) as { message?: string }
        return answer.status === 202 ? message : undefined
      } catch {
        return undefined
      }
    }
    const sent: string[] = []
    for (let round = 0; round < ROUNDS; round++) {
      const before = await count('from channels.message')
      const bodies = Array.from({ length: EACH }, (_one, n) =>
        JSON.stringify(submittedOrder(`o-${round}-${n}`)),
      )
      const answers = Promise.all(bodies.map(send))
      while ((await count('from channels.message')) === before) await sleep(1)
      await server.kill()
      const acknowledged = (await answers).filter((one) => one !== undefined).length
      const kept = (await count('from channels.message')) - before
      t.diagnostic(`round ${round + 1}: ${kept} of ${EACH} were kept, ${acknowledged} of them acknowledged`)
      assert.ok(kept >= acknowledged)
      await server.start()
      for (const message of await Promise.all(bodies.map(send))) assert.ok(message)
      sent.push(...bodies)
    }
    const end = performance.now() + 60_000
    while ((await count("from channels.message where outcome = 'waiting'")) > 0n) {
      assert.ok(performance.now() < end, server.output)
      await sleep(200)
    }
    assert.equal(await count('from channels.message'), BigInt(sent.length))
    assert.equal(await count("from channels.message where outcome = 'accepted'"), BigInt(sent.length))
    assert.equal(await count("from orders.list where external_id like 'o-%'"), BigInt(sent.length))
    const broken = (await checkInvariants(database.db)).filter(({ rows }) => rows.length > 0)
    assert.deepEqual(
      broken.map(({ law }) => law),
      [],
    )
  } finally {
    await server.stop()
    await database.close()
  }
})
