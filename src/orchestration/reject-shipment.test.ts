import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow } from '../../test/support/flow.ts'
import type { Reader } from '../platform/database/index.ts'
import { decodeId } from '../platform/public-id.ts'
import { rejectShipment } from './reject-shipment.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('a rejection asks for no cost and no configured line where no margin rule stands', async () => {
  await flow.put('/locations', { code: 'NO', name: 'No', country: 'GB', rank: 900, autoConfirm: false })
  await flow.put('/items', { sku: 'REFUSED', name: 'Refused', itemClass: 'kitchen', taxCode: 'standard' })
  await flow.ok('/stock/opening', [{ sku: 'REFUSED', location: 'NO', quantity: '9', unitCost: '1' }])
  const { id } = await flow.order([{ sku: 'REFUSED', quantity: '2', net: '20.00', tax: '4.00' }])
  const order = await flow.until(id, ({ shipments }) => shipments.length > 0)
  const shipmentId = decodeId('shp', order.shipments[0].id)!
  const { db } = flow.server
  const [found] = await flow.server.database.sql<{ companyId: bigint }>(
    'select company_id as "companyId" from fulfillment.shipment where id = $1',
    [shipmentId],
  )
  const asked = async () => {
    const names: string[] = []
    const reader: Reader = {
      memory: db.memory,
      read(statement, params) {
        names.push(statement.name)
        return db.read(statement, params)
      },
    }
    const request = { companyId: found!.companyId, shipmentId, actor: 'test', reason: 'none', lines: null }
    await rejectShipment.read(reader, [request], false)
    return names
  }
  const facts = async () => (await asked()).filter((name) => name === 'orders.read_components')
  const rule = { code: 'FLOOR', floorPercent: '1', action: 'block', itemClasses: ['kitchen'] }
  await flow.put('/margin-rules', rule)
  // What is kept in memory is read before it is counted.
  await asked()
  assert.deepEqual(await facts(), ['orders.read_components'])
  const judged = (await asked()).length
  await flow.put('/margin-rules', { ...rule, active: false })
  await asked()
  assert.deepEqual(await facts(), [])
  assert.ok((await asked()).length < judged - 1, 'nor for costs')
})
