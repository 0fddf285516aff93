import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINIATURE } from '../support/base.ts'
import { openCluster } from '../support/cluster.ts'
import { keepResults } from '../support/result.ts'
import { orderStatusOf } from './order-status.ts'

test('P-80 C-21 the status of an order is measured where many stand, and every question is answered', async () => {
  const cluster = await openCluster()
  try {
    keepResults(false)
    // So few a second that a busy machine turns none away: only so many are answered at once.
    const results = await orderStatusOf(100, 400, 10, MINIATURE)({ cluster, seconds: 1 })
    assert.equal(results.length, 3)
    for (const { phase, value, p50Ms, p99Ms } of results)
      assert.ok(value > 0 && p50Ms! > 0 && p50Ms! <= p99Ms!, phase)
  } finally {
    await cluster.close()
  }
})
