import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow, type Seen } from '../support/flow.ts'

// What a web site may show as there.
let flow: Flow
before(async () => {
  flow = await Flow.open()
  for (const [rank, code] of ['PQ-A', 'PQ-B', 'PQ-C'].entries())
    await flow.put('/locations', { code, name: code, country: 'GB', rank: rank + 1, locationType: 'store' })
  for (const sku of ['ZPQ-1', 'ZPQ-2', 'ZPQ-3'])
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
  await flow.put('/items', {
    sku: 'ZPQ-4',
    name: 'Wrapping',
    itemClass: 'kitchen',
    taxCode: 'standard',
    kind: 'service',
  })
  await flow.ok('/stock/opening', [
    { sku: 'ZPQ-1', location: 'PQ-A', quantity: '20', unitCost: '1' },
    { sku: 'ZPQ-1', location: 'PQ-B', quantity: '4', unitCost: '1' },
    { sku: 'ZPQ-1', location: 'PQ-C', quantity: '9', unitCost: '1' },
    { sku: 'ZPQ-2', location: 'PQ-B', quantity: '1', unitCost: '1' },
  ])
})
after(() => flow.close())

async function listed(query = ''): Promise<{ rows: Seen[]; next: string | null }> {
  const { status, body } = await flow.server.request('GET', `/api/v1/probable-quantities?${query}`)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const shown = async (query = '') =>
  (await listed(`limit=500&${query}`)).rows
    .filter(({ sku }) => sku.startsWith('ZPQ'))
    .map(
      ({ sku, quantity, locations }) =>
        `${sku} ${quantity}: ${locations.map((one: Seen) => `${one.location} ${one.quantity}`).join(', ')}`,
    )

test('C13-5 C13-4 of 20 on hand with a sell-through of 15 five are shown; what the rule excludes is not, and the stock is as it was', async () => {
  assert.deepEqual(await shown(), ['ZPQ-1 33: PQ-A 20, PQ-B 4, PQ-C 9', 'ZPQ-2 1: PQ-B 1', 'ZPQ-3 0: '])
  await flow.put('/sell-throughs', { sku: 'ZPQ-1', location: 'PQ-A', quantity: '15' })
  await flow.put('/sourcing-rules', {
    code: 'WEB',
    name: 'Of the shop',
    precedence: 1,
    source: 'webshop',
    criteria: [{ by: 'priority' }],
    locationTypes: ['store'],
    preferences: [{ location: 'PQ-B', safetyMinimum: '1' }],
    used: [
      { location: 'PQ-A', minusSellThroughPercent: 100 },
      { location: 'PQ-C', exclude: true },
    ],
  })
  assert.deepEqual(await shown('source=webshop'), ['ZPQ-1 8: PQ-A 5, PQ-B 3', 'ZPQ-2 0: ', 'ZPQ-3 0: '])
  // Orders of others come by no rule.
  assert.deepEqual((await shown('source=marketplace'))[0], 'ZPQ-1 33: PQ-A 20, PQ-B 4, PQ-C 9')
  const { body } = await flow.server.request('GET', '/api/v1/stock?sku=ZPQ-1&location=PQ-A')
  assert.equal(body.rows[0].onHand, '20')
})

test('C13-5 C13-13 what an order reserves is gone from what is shown at once', async () => {
  const before = (await listed('limit=500&source=webshop')).rows.find(({ sku }) => sku === 'ZPQ-1')
  await flow.put('/locations', {
    code: 'PQ-A',
    name: 'PQ-A',
    country: 'GB',
    rank: 1,
    locationType: 'store',
    autoConfirm: false,
  })
  await flow.order([{ sku: 'ZPQ-1', quantity: '2', net: '10.00', tax: '2.00', location: 'PQ-A' }])
  const after = (await listed('limit=500&source=webshop')).rows.find(({ sku }) => sku === 'ZPQ-1')
  assert.deepEqual([before.quantity, after.quantity], ['8', '6'])
})

test('C13-5 pages lead on to every item once, in order of sku', async () => {
  const seen: string[] = []
  let query = 'limit=7'
  for (let pages = 0; pages < 200; pages += 1) {
    const { rows, next } = await listed(query)
    seen.push(...rows.map(({ sku }) => sku))
    if (next === null) break
    query = `limit=7&after=${encodeURIComponent(next)}`
  }
  assert.deepEqual(
    seen,
    (await listed('limit=500')).rows.map(({ sku }) => sku),
  )
  assert.equal(new Set(seen).size, seen.length)
  assert.ok(!seen.includes('ZPQ-4'))
})
