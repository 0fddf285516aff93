import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { LoserSearch, repromise } from '../../src/orchestration/index.ts'
import { runBatch } from '../../src/platform/batch/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { Flow } from '../support/flow.ts'
import { startTestServer } from '../support/server.ts'
import { assertWithin } from '../support/pace.ts'

const LINES = 10_000
let flow: Flow
before(async () => {
  const limits = { DOCKET_REQUEST_BODY_BYTES: '8388608' }
  flow = new Flow(await startTestServer({ sample: true, roles: 'api', limits }))
})
after(() => flow.close())

for (const elsewhere of [false, true])
  test(`N-13 D3 an order of 10,000 lines loses its goods to a count within three seconds${elsewhere ? ', and gets others at once' : ''}`, async (context) => {
    const sku = elsewhere ? 'LOST-2' : 'LOST-1'
    await flow.put('/items', { sku, name: sku, itemClass: 'kitchen', taxCode: 'standard' })
    const at = (location: string) => ({ sku, location, quantity: LINES, unitCost: '5' })
    await flow.ok('/stock/opening', [at('PORT'), ...(elsewhere ? [at('LEEDS')] : [])])
    const line = { sku, quantity: '1', unitPrice: '10', net: '10.00', tax: '2.00' }
    const { id } = await flow.order(Array.from({ length: LINES }, () => line))
    await flow.ok('/stock/adjustments', [{ sku, location: 'PORT', quantity: -LINES }])
    const { db } = flow.server.database
    const losers = await new LoserSearch().find(db, new Date(Date.now() + 60_000))
    const start = performance.now()
    const { outcomes, report } = await runBatch({ db, ids: new Ids(db) }, repromise, losers)
    const ms = performance.now() - start
    context.diagnostic(`${ms.toFixed(0)} ms, of which it decided for ${report.decideMs} ms`)
    assert.deepEqual(outcomes, [{ ok: true, lost: LINES }])
    assertWithin(report.decideMs, 500, 'the decision')
    assertWithin(ms, 3000, 'the batch')
    const { fulfillmentLines } = await flow.read(id)
    assert.deepEqual(
      new Set(fulfillmentLines.map((one: { supply: string }) => one.supply)),
      new Set([elsewhere ? 'on_hand' : 'backorder']),
    )
    await flow.lawful()
  })
