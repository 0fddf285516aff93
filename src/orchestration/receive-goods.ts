import { readItems } from '../catalog/index.ts'
import { countGone, readLocationsOf, type Gone } from '../inventory/index.ts'
import { businessDate, readCompanies } from '../organization/index.ts'
import type { Door, Fault, RequestOptions } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Answered } from '../platform/keyed.ts'
import type { Refusal } from '../platform/outcome.ts'
import { readClock } from '../platform/platform.sql.ts'
import { receiveBackDated, receiveStock, type StockRequest } from './receive-stock.ts'

/**
 * Takes in goods of one company: receipts of a day before first, each with what left since (A14-4), then the others.
 *
 * @returns an outcome for each, in their order
 */
export async function receiveGoods(
  { db, door }: { db: Reader; door: Door },
  requests: readonly StockRequest[],
  options: RequestOptions,
): Promise<(Answered | Refusal | Fault)[]> {
  const dated = requests.filter(({ kind, on, malformed }) => kind === 'receipt' && on !== null && !malformed)
  if (dated.length === 0) return door.requestAll(receiveStock, requests, options)
  const [clock] = await db.read(readClock, {})
  const gone = await countBackDated(db, dated, clock!.now)
  const backDated = requests.flatMap((one) => (gone.has(one) ? [{ ...one, gone: gone.get(one)! }] : []))
  const others = requests.filter((one) => !gone.has(one))
  const first = await door.requestAll(receiveBackDated, backDated, options)
  const then = await door.requestAll(receiveStock, others, options)
  const [ofFirst, ofThen] = [first.values(), then.values()]
  return requests.map((one) => (gone.has(one) ? ofFirst : ofThen).next().value!)
}

/** What left since, of each receipt of a day before that has a pool at moving average; the act refuses what is wrong with others. */
export async function countBackDated(
  db: Reader,
  dated: readonly StockRequest[],
  now: Date,
): Promise<Map<StockRequest, Gone>> {
  const { companyId } = dated[0]!
  const company = (await readCompanies(db, new Set([companyId]))).get(companyId)
  if (!company) return new Map()
  const today = businessDate(company, now)
  const before = dated.filter(({ on }) => on! < today)
  const [items, locations] = await Promise.all([
    readItems(
      db,
      before.map(({ sku }) => ({ company, sku })),
    ),
    readLocationsOf(db, [company]),
  ])
  const asked = before.flatMap((request) => {
    const item = items(companyId, request.sku)
    const place = locations.get(companyId)?.find(({ code }) => code === request.location)
    if (!item || !place) return []
    return [{ request, itemId: item.id, costOrganization: place.costOrganization, on: request.on! }]
  })
  const counted = asked.length === 0 ? [] : await countGone(db, companyId, today, asked)
  return new Map(
    asked.flatMap(({ request }, index) => {
      const gone = counted[index]
      return gone ? [[request, gone] as const] : []
    }),
  )
}
