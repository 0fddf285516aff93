import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MINIATURE } from '../support/base.ts'
import { openCluster } from '../support/cluster.ts'
import { keepResults } from '../support/result.ts'
import { configureOf } from './configure.ts'

test('A8-4 what follows from choices is measured beside reads by key, and every question is answered', async () => {
  const cluster = await openCluster()
  try {
    keepResults(false)
    const results = await configureOf(6, 5, MINIATURE)({ cluster, seconds: 1 })
    assert.equal(results.length, 3)
    for (const { phase, value, p50Ms, p99Ms } of results)
      assert.ok(value > 0 && p50Ms! > 0 && p50Ms! <= p99Ms!, phase)
  } finally {
    await cluster.close()
  }
})
