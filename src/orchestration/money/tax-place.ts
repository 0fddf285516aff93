import { locationOf } from '../../inventory/index.ts'
import type { Order } from '../../orders/index.ts'
import type { TaxPlace } from '../../tax/index.ts'
import type { Progress } from '../plan/progress.ts'

/**
 * Where and when something of an order is taxed: what is picked up at its store, whoever lives where, all else where it is sent
 * (D13).
 *
 * @param boundTo the store; null: it is sent
 */
export function taxPlaceOf({ stock }: Progress, order: Order, boundTo: bigint | null, on: string): TaxPlace {
  const store = boundTo === null ? undefined : locationOf(stock, order.companyId, boundTo)
  const country = store?.country ?? order.shipToCountry
  const region = store ? store.region : order.shipToRegion
  return { country, region: region || undefined, on }
}
