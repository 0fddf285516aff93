import { addDays } from '../../platform/clock.ts'

/** Goods that were to be picked up until a day. */
export interface PickUpRequest {
  companyId: bigint
  orderId: bigint
  shipmentId: bigint
}

/** False: they were fetched meanwhile, or are kept longer. */
export interface PickUpLooked {
  ok: true
  done: boolean
}

/** So many days before the last one who is to come is reminded. */
const DAYS_BEFORE = 2

/** When to remind of what waits from today until a day; null: it waits without an end, or too short for it. */
export function remindOn(until: string | null, today: string): string | null {
  const day = until === null ? null : addDays(until, -DAYS_BEFORE)
  return day !== null && day > today ? day : null
}
