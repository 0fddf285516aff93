import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { test } from 'node:test'
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { testDatabase } from '../../../test/support/database.ts'
import { Database, isConnectionError } from './connection.ts'

test('a server that is gone, unreachable or full is a lost connection, an error of a statement is none', () => {
  const withCode = (code: string) => Object.assign(new Error('it failed'), { code })
  for (const code of [
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EAI_AGAIN',
    'ECONNRESET',
    '08006',
    '57P01',
  ])
    assert.equal(isConnectionError(withCode(code)), true, code)
  for (const code of ['23505', '57014', 'DK001', '42P01'])
    assert.equal(isConnectionError(withCode(code)), false, code)
  assert.equal(isConnectionError(new TypeError('x is not a function')), false)
})

test('a pool that cannot connect in time has lost the connection', async () => {
  const silent = createServer((socket) => void socket.on('error', () => {}))
  silent.listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as { port: number }
  const pool = new pg.Pool({ host: '127.0.0.1', port, max: 1, connectionTimeoutMillis: 50 })
  // Two ask for one place: the first is told by the driver, the second by the pool.
  const outcomes = await Promise.allSettled([pool.connect(), pool.connect()])
  for (const outcome of outcomes) {
    assert.ok(outcome.status === 'rejected')
    assert.equal(isConnectionError(outcome.reason), true, String(outcome.reason))
  }
  silent.close()
  await pool.end()
})

test('a statement whose client died ends in the database', async () => {
  const database = await testDatabase('died')
  const tool = new Database({ url: database.url, name: 'tool', max: 1, unlimited: true })
  try {
    const dying = tool.use(async ({ client }) => {
      const asked = client.query('select pg_sleep(120)')
      await sleep(500)
      ;(client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy()
      await asked
    })
    await assert.rejects(dying)
    const running = () =>
      database.sql(`select from pg_stat_activity where datname = current_database() and query like '%pg_sleep(120)%'
        and pid <> pg_backend_pid()`)
    for (let seconds = 0; seconds < 15 && (await running()).length > 0; seconds += 1) await sleep(1000)
    assert.deepEqual(await running(), [])
  } finally {
    await tool.close()
    await database.close()
  }
})
