import { hash } from 'node:crypto'
import { receiveStock, type StockRequest } from '../orchestration/index.ts'
import { Fault, type Door } from '../platform/batch/index.ts'
import { parseMicro } from '../platform/money.ts'
import { sampleStock, sampleSupplyOn, type SampleStock } from './sample/stock.ts'

/**
 * Fills the locations of the sample company and announces its supply. Doing it again changes nothing.
 *
 * @param sample what `installSample` answered
 */
export async function installSampleStock(
  door: Door,
  sample: { companyId: bigint; today: string },
): Promise<void> {
  const { companyId, today } = sample
  const request = (one: SampleStock, more: Partial<StockRequest>, name: string): StockRequest => ({
    companyId,
    actor: 'sample',
    kind: 'opening',
    sku: one.sku,
    location: one.location,
    quantity: parseMicro(one.quantity)!,
    unitCost: parseMicro(one.unitCost.amount)!,
    supplyNumber: null,
    on: null,
    standardCost: null,
    key: {
      companyId,
      principal: 'sample',
      route: 'installSampleStock',
      key: name,
      bodyHash: hash('sha256', name, 'buffer'),
      ours: true,
    },
    ...more,
  })
  const requests = [
    ...sampleStock.map((one) => request(one, {}, `stock ${one.location} ${one.sku}`)),
    ...sampleSupplyOn(today).map((one) =>
      request(one, { kind: 'announcement', supplyNumber: one.number, on: one.dueOn }, `supply ${one.number}`),
    ),
  ]
  for (const outcome of await door.requestAll(receiveStock, requests, { internal: true })) {
    if (outcome instanceof Fault) throw outcome
    if (!outcome.ok) throw new Error(`The sample stock was refused: ${outcome.problems[0]?.message}`)
  }
}
