import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow } from '../../../test/support/flow.ts'
import type { Reader } from '../../platform/database/index.ts'
import { parseMicro } from '../../platform/money.ts'
import { decodeId } from '../../platform/public-id.ts'
import { confirmShipment } from './confirm-shipment.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('a last word that leaves no rest reads its order once', async () => {
  const once = {
    code: 'ONCE',
    name: 'Once',
    country: 'GB',
    rank: 900,
    autoConfirm: false,
    confirmsOnce: true,
  }
  await flow.put('/locations', once)
  await flow.put('/items', { sku: 'LEFT', name: 'Left', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'LEFT', location: 'ONCE', quantity: '9', unitCost: '1' }])
  const { id } = await flow.order([{ sku: 'LEFT', quantity: '2', net: '20.00', tax: '4.00' }])
  const order = await flow.until(id, ({ shipments }) => shipments.length > 0)
  const shipmentId = decodeId('shp', order.shipments[0].id)!
  const fulfillmentLineId = decodeId('ful', order.fulfillmentLines[0].id)!
  const { db } = flow.server
  const [found] = await flow.server.database.sql<{ companyId: bigint }>(
    'select company_id as "companyId" from fulfillment.shipment where id = $1',
    [shipmentId],
  )
  const asked = async (...quantities: string[]) => {
    const names: string[] = []
    const reader: Reader = {
      memory: db.memory,
      read(statement, params) {
        names.push(statement.name)
        return db.read(statement, params)
      },
    }
    const lines = quantities.map((quantity) => ({ fulfillmentLineId, quantity: parseMicro(quantity)! }))
    const about = { companyId: found!.companyId, actor: 'test', shipmentId, messageKey: 'm', shippedOn: null }
    const request = { ...about, lines, carrier: null, trackingNumber: null, final: null }
    await confirmShipment.read(reader, [request], false)
    return names.filter((name) => name === 'fulfillment.read_shipments').length
  }
  assert.deepEqual([await asked('2'), await asked('1', '1'), await asked('3')], [1, 1, 1])
  assert.equal(await asked('1'), 2)
})
