import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** Where Debian and its kin put a PostgreSQL 15; another place is named by POSTGRES_15_BIN. */
const BIN = process.env['POSTGRES_15_BIN'] ?? '/usr/lib/postgresql/15/bin'
const skip = existsSync(join(BIN, 'initdb')) ? false : `no PostgreSQL 15 at ${BIN}`

/** PostgreSQL refuses to run as root: there it runs as nobody. */
const NOBODY = 65534
const root = process.geteuid?.() === 0
const as = root ? { uid: NOBODY, gid: NOBODY } : {}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

test('an order goes to cash on a PostgreSQL 15 of the user, and every law holds', { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'docket-pg15-'))
  if (root) chownSync(folder, NOBODY, NOBODY)
  const data = join(folder, 'data')
  const made = spawnSync(
    join(BIN, 'initdb'),
    ['-D', data, '-U', 'docket', '--auth=trust', '-E', 'UTF8', '--locale=C'],
    {
      ...as,
      cwd: folder,
      encoding: 'utf8',
    },
  )
  assert.equal(made.status, 0, made.stderr)
  const port = await freePort()
  const args = [
    '-D',
    data,
    '-p',
    String(port),
    '-k',
    folder,
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'fsync=off',
  ]
  const server = spawn(join(BIN, 'postgres'), args, { ...as, cwd: folder, stdio: 'ignore' })
  const gone = new Promise((resolve) => server.once('exit', resolve))
  const url = `postgres://docket@127.0.0.1:${port}/postgres`
  try {
    for (let tries = 0; ; tries++) {
      const client = new pg.Client({ connectionString: url })
      try {
        await client.connect()
        const { rows } = await client.query<{ server_version: string }>('show server_version')
        assert.match(rows[0]!.server_version, /^15\./)
        await client.end()
        break
      } catch (error) {
        if (tries > 100) throw error
        await setTimeout(100)
      }
    }
    process.env['DOCKET_TEST_SERVER_URL'] = url
    const { Flow } = await import('../support/flow.ts')
    const flow = await Flow.open()
    try {
      const made = await flow.sell([
        { sku: 'KIT-101', quantity: '3' },
        { sku: 'LIV-101', quantity: '2' },
      ])
      const billed = await flow.until(made.id, (one) => one.billingStatus === 'billed')
      await flow.ok('/receipts', {
        account: 'GB-0001',
        amount: billed.total,
        orderId: made.id,
        method: 'card',
      })
      await flow.until(made.id, (one) => one.state === 'completed')
      const back = { orderId: made.id, reason: 'broken', lines: [{ lineNo: 1, quantity: '1' }] }
      assert.equal((await flow.post('/returns', back)).status, 201)
      await flow.lawful()
    } finally {
      await flow.close()
    }
  } finally {
    server.kill('SIGINT')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
})
