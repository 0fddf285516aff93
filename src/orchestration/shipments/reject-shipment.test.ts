import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Flow } from '../../../test/support/flow.ts'
import type { Reader } from '../../platform/database/index.ts'
import { decodeId } from '../../platform/public-id.ts'
import { rejectShipment } from './reject-shipment.ts'

let flow: Flow
before(async () => {
  flow = await Flow.open()
})
after(() => flow.close())

test('a rejection asks for no cost where no margin rule stands, and for configured lines once, of an order of several lines', async () => {
  await flow.put('/locations', { code: 'NO', name: 'No', country: 'GB', rank: 900, autoConfirm: false })
  const skus = ['REFUSED', 'REFUSED-TOO']
  for (const sku of skus) {
    await flow.put('/items', { sku, name: 'Refused', itemClass: 'kitchen', taxCode: 'standard' })
    await flow.ok('/stock/opening', [{ sku, location: 'NO', quantity: '9', unitCost: '1' }])
  }
  const shipmentOf = async (...of: string[]) => {
    const { id } = await flow.order(of.map((sku) => ({ sku, quantity: '2', net: '20.00', tax: '4.00' })))
    const order = await flow.until(id, ({ shipments }) => shipments.length > 0)
    return decodeId('shp', order.shipments[0].id)!
  }
  const alone = await shipmentOf('REFUSED')
  const several = await shipmentOf(...skus)
  const { db } = flow.server
  const [found] = await flow.server.database.sql<{ companyId: bigint }>(
    'select company_id as "companyId" from fulfillment.shipment where id = $1',
    [alone],
  )
  const asked = async (shipmentId: bigint) => {
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
  const facts = async () => {
    const names = [await asked(alone), await asked(several)]
    return names.map((own) => own.filter((name) => name === 'orders.read_components').length)
  }
  const rule = { code: 'FLOOR', floorPercent: '1', action: 'block', itemClasses: ['kitchen'] }
  await flow.put('/margin-rules', rule)
  // What is kept in memory is read before it is counted.
  await asked(alone)
  assert.deepEqual(await facts(), [0, 1])
  const judged = (await asked(alone)).length
  await flow.put('/margin-rules', { ...rule, active: false })
  await asked(alone)
  assert.deepEqual(await facts(), [0, 1])
  assert.ok((await asked(alone)).length < judged, 'nor for costs')
})
