import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../../test/support/database.ts'
import { Database } from '../../platform/database/index.ts'
import { claimReturns, settleReturns } from './return.sql.ts'
import { hurryChannel, retryOrders } from './status.sql.ts'

const of = { companyId: 1n, source: 'web' }
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 5, 8, 0, seconds))

test('C-28 a return that is told now is left alone by who wants it told again, and one that waits after failures is hurried', async () => {
  const database = await testDatabase('open_returns')
  const db = new Database({ url: database.url, name: 'open_returns', max: 1 })
  try {
    await database.sql(`insert into channels.open_return (company_id, source, name, request, order_id, first_at, state, failures, problem, due_at)
      values (1, 'web', 'r1', 'r1', 7, '2026-01-05', 'open', 3, 'answered 503', '2026-01-05 08:00Z'),
        (1, 'web', 'r2', 'r2', 8, '2026-01-05', 'open', 0, null, '2026-01-05 08:00Z')`)
    const claim = (seconds: number) =>
      db.read(claimReturns, { ...of, now: at(seconds), count: 9, leaseUntil: at(seconds + 20) })
    const names = async (seconds: number) => (await claim(seconds)).map(({ name }) => name).toSorted()
    const again = { ...of, orderId: 7n, overState: '', actor: 'somebody' }
    assert.deepEqual(await names(0), ['r1', 'r2'])

    // Both are being told: nobody else claims them, whatever a person or a login wants.
    await db.read(retryOrders, { ...again, now: at(1) })
    await db.read(hurryChannel, { ...of, now: at(1), leaseUntil: at(21) })
    assert.deepEqual(await names(1), [])

    const settle = (outcome: string, pause: number) =>
      db.read(settleReturns, {
        ...of,
        now: at(2),
        names: ['r1'],
        attempts: [1],
        heards: [1n],
        outcomes: [outcome],
        problems: ['it was not looked at'],
        pauses: [pause],
      })
    // One that was not reached has failed no more than before, and is due at once.
    await settle('released', 0)
    const shown = await database.sql(
      `select failures, problem from channels.open_return where name = 'r1' and due_at = '2026-01-05 08:00:02Z'`,
    )
    assert.deepEqual(shown, [{ failures: 3, problem: 'answered 503' }])

    await settle('later', 600_000)
    assert.deepEqual(await names(3), [])
    await db.read(hurryChannel, { ...of, now: at(3), leaseUntil: at(23) })
    assert.deepEqual(await names(3), ['r1'])
  } finally {
    await db.close()
    await database.close()
  }
})
