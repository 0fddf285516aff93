import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { loadConfig } from '../../src/platform/config.ts'
import { createLogger } from '../../src/platform/log.ts'
import { startServer } from '../../src/server.ts'
import { testDatabase, type TestDatabase } from '../support/database.ts'
import { endOfSampleDay } from '../support/server.ts'

const API_KEY = 'dk_test_0123456789abcdef0123456789abcdef'

let database: TestDatabase
before(async () => {
  database = await testDatabase('first_start')
})
after(() => database.close())

async function start(sampleDayMs: number) {
  const config = loadConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    DOCKET_ADMIN_PASSWORD: 'a password for tests',
    DOCKET_API_KEY: API_KEY,
  })
  const server = await startServer({
    config,
    log: createLogger({ level: 'warn' }),
    empty: false,
    sampleDayMs,
  })
  const get = async (path: string) => {
    const response = await fetch(`${server.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${API_KEY}` },
    })
    // oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
    return (await response.json()) as any
  }
  return { ...server, get }
}

test('the first start sees orders go to cash; stopped in the middle it goes on, and nothing is done twice', async () => {
  const first = await start(60_000)
  for (let tries = 0; tries < 300; tries++) {
    const { rows } = await first.get('/orders?status=closed&limit=500').catch(() => ({ rows: [] }))
    if ((rows ?? []).length > 20) break
    await setTimeout(100)
  }
  const stopping = performance.now()
  await first.stop()
  assert.ok(performance.now() - stopping < 10_000)
  const paid = await database.sql('select count(*)::int as receipts from billing.receipt')
  assert.ok((paid[0] as { receipts: number }).receipts > 20)

  const second = await start(0)
  try {
    await endOfSampleDay(second.url, API_KEY)
    const { rows } = await second.get('/orders?limit=500')
    const count = (status: string) => rows.filter((row: { status: string }) => row.status === status).length
    assert.equal(rows.length, 300)
    assert.ok(count('closed') >= 240, `${count('closed')} closed`)
    for (const status of ['draft', 'failed', 'on_hold', 'partially_shipped', 'partially_paid', 'billed'])
      assert.ok(count(status) > 0, status)
    const balance = await second.get('/ledger/trial-balance')
    assert.deepEqual(balance.totals.debit, balance.totals.credit)
    const invariants = await second.get('/monitoring/invariants')
    assert.deepEqual(
      invariants.laws.filter((law: { holds: boolean }) => !law.holds),
      [],
    )
    const twice = await database.sql(
      `select reference from billing.receipt where reference like 'Prepayment %' group by reference having count(*) > 1`,
    )
    assert.deepEqual(twice, [])
    const returns = await database.sql('select count(*)::int as many from fulfillment.customer_return')
    assert.deepEqual(returns, [{ many: 3 }])
  } finally {
    await second.stop()
  }
})
