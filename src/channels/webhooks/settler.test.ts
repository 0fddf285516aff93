import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { testDatabase } from '../../../test/support/database.ts'
import { Settler } from './settler.ts'

const data = await testDatabase('settler')
after(() => data.close())

test('deliveries are settled a hundred times a second at most, however many come, and none is left out', async () => {
  const settler = new Settler(data.db, (error) => assert.fail(error as Error))
  const began = performance.now()
  let count = 0
  // Each could have had a transaction of its own.
  for (; performance.now() - began < 300; count++) {
    settler.settle({
      attempt: {
        companyId: 1n,
        endpointId: 1n,
        id: BigInt(count),
        at: new Date(0),
        pos: 1n,
        n: count,
        eventId: `evt_${count}`,
        type: 'order.submitted',
        orderId: null,
        queueId: 0n,
        attempt: 1,
        outcome: 'delivered',
        durationMs: 1,
        status: 204,
        answer: null,
        problem: null,
      },
    })
    await pause(1)
  }
  await settler.idle()
  const tookMs = performance.now() - began
  const [written] = await data.sql<{ rows: number; transactions: number }>(
    'select count(*)::integer as rows, count(distinct xmin::text)::integer as transactions from channels.webhook_attempt',
  )
  assert.equal(written!.rows, count)
  // A timer may ring a millisecond early.
  assert.ok(written!.transactions <= tookMs / 9 + 1, `${written!.transactions} in ${tookMs} ms`)
})
