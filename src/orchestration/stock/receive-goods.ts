import { readItems } from '../../catalog/index.ts'
import { countGone, readLocationsOf, type Gone, type Uncounted } from '../../inventory/index.ts'
import { businessDate, readCompanies } from '../../organization/index.ts'
import type { Door, Fault, OneAtATime, RequestOptions } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Answered } from '../../platform/keyed.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { findRequestKey, readRequestKeys } from '../../platform/request-key.ts'
import { receiveBackDated, receiveStock, type StockRequest } from './receive-stock.ts'

/** What left since, of receipts of a day before. */
type Counts = Map<StockRequest, Gone | Uncounted>

/**
 * Takes in goods of one company, each receipt of a day before with what left since (A14-4). The call is let in or refused as a
 * whole, before anything is counted if that can be told by then.
 *
 * @returns an outcome for each, in their order
 * @throws Overloaded
 */
export async function receiveGoods(
  { db, door, counting }: { db: Reader; door: Door; counting: OneAtATime },
  requests: readonly StockRequest[],
  options: RequestOptions,
): Promise<(Answered | Refusal | Fault)[]> {
  const dated = requests.filter(({ kind, on, malformed }) => kind === 'receipt' && on !== null && !malformed)
  if (dated.length === 0) return door.requestAll(receiveStock, requests, options)
  const [clock] = await db.read(readClock, {})
  const late = await unanswered(db, (await lateOf(db, dated, clock!.now))?.late ?? [])
  if (late.length === 0) return door.requestAll(receiveStock, requests, options)
  door.admit(receiveBackDated, options)
  const gone = await counting.run(() => countBackDated(db, late, clock!.now))
  const asked = requests.map((one) => (gone.has(one) ? { ...one, gone: gone.get(one)! } : one))
  return door.requestAll(receiveBackDated, asked, options)
}

/** Those of a day before today. */
async function lateOf(db: Reader, dated: readonly StockRequest[], now: Date) {
  const { companyId } = dated[0]!
  const company = (await readCompanies(db, new Set([companyId]))).get(companyId)
  if (!company) return undefined
  const today = businessDate(company, now)
  return { company, today, late: dated.filter(({ on }) => on! < today) }
}

/** What is sent again counts nothing. */
async function unanswered(db: Reader, requests: readonly StockRequest[]): Promise<StockRequest[]> {
  const keys = requests.flatMap(({ key }) => key ?? [])
  const used = await readRequestKeys(db, keys)
  return requests.filter(({ key }) => !key || !findRequestKey(used, key))
}

/** What left since, of each receipt of a day before that has a pool at moving average; the act refuses what is wrong with others. */
export async function countBackDated(db: Reader, dated: readonly StockRequest[], now: Date): Promise<Counts> {
  const of = await lateOf(db, dated, now)
  if (!of) return new Map()
  const { company, today, late } = of
  const [items, locations] = await Promise.all([
    readItems(
      db,
      late.map(({ sku }) => ({ company, sku })),
    ),
    readLocationsOf(db, [company]),
  ])
  const asked = late.flatMap((request) => {
    const item = items(company.id, request.sku)
    const place = locations.get(company.id)?.find(({ code }) => code === request.location)
    if (!item || !place) return []
    return [{ request, itemId: item.id, costOrganization: place.costOrganization, on: request.on! }]
  })
  const counted = asked.length === 0 ? [] : await countGone(db, company.id, today, asked)
  return new Map(
    asked.flatMap(({ request }, index) => {
      const gone = counted[index]
      return gone ? [[request, gone] as const] : []
    }),
  )
}
