import { call, type Asking } from './checkout.ts'
import type { Props } from './order.ts'
import type { KeptOrder } from './state.ts'

/** The status of an order as its page shows it; `stale`: not asked, or not answered just now, and so possibly no longer so. */
export interface LiveStatus {
  stale: boolean
  /** Null: nobody has ever said. */
  status: Props | null
  asOf: string | null
  /** Why it is stale. */
  problem: string | null
}

/** Asks the order system how far an order is (C-21); when it does not say, what it said last stands, marked as stale. */
export async function readLive(kept: KeptOrder, asking: Asking, now: () => number): Promise<LiveStatus> {
  const { id } = kept.order
  const { status, answer } = await call('orderStatus', { orders: [{ id }] }, asking)
  const found = ((answer?.['orders'] as Props[] | undefined) ?? []).find((one) => one['id'] === id)
  if (found) kept.heard = { status: found, at: now() }
  const heard = kept.heard ?? null
  return {
    stale: !found,
    status: heard && heard.status,
    asOf: heard && new Date(heard.at).toISOString(),
    problem: found ? null : answer ? 'it does not know the order' : `it did not answer: ${status}`,
  }
}
