import type { Company } from '../../organization/index.ts'
import { businessTime, readCompanies } from '../../organization/index.ts'
import { type TRANSITIONS } from '../../orders/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/index.ts'
import { readDocuments } from './document.ts'
import type { ProductOrderFacts, ProductOrderReads, ProductOrderSearch } from './facts.ts'
import { renderProductOrder, type ProductOrder, type Telling } from './render.ts'
import type { TmfOrder } from './shapes.ts'
import type { ProductOrderState } from './state.ts'

/** An order as it stands, with what was sent of it. */
export interface Standing {
  facts: ProductOrderFacts
  sent: TmfOrder | undefined
  told: ProductOrder
}

export interface ProductOrderSource {
  db: Database
  clock: Clock
  reads: ProductOrderReads
}

/** Orders as they stand, in the order in which they were named; who is not there is left out. */
export async function readStanding(
  { db, clock, reads }: ProductOrderSource,
  companyId: bigint,
  orderIds: readonly bigint[],
): Promise<Standing[]> {
  const now = clock.now()
  const [facts, documents, companies] = await Promise.all([
    reads.facts({ companyId, orderIds, now }),
    readDocuments(db, companyId, orderIds),
    readCompanies(db, [companyId]),
  ])
  const telling = tellingOf(companies.get(companyId)!, now)
  return facts.map((one) => {
    const sent = documents.get(one.id)
    return { facts: one, sent, told: renderProductOrder(one, sent, telling) }
  })
}

export function tellingOf(company: Company, now: Date): Telling {
  const root = company.settings.publicUrl?.replace(/\/+$/, '') ?? ''
  return { root, now: businessTime(company, now) }
}

/** Orders that are looked at, the newest, when a state is asked for: it is derived, and no index knows it. */
const MOST_LOOKED_AT = 5000

/** A page of product orders; of those in a state so many of the newest orders are looked at. */
export async function listStanding(
  source: ProductOrderSource,
  search: Omit<ProductOrderSearch, 'states'>,
  page: { offset: number; limit: number },
  state: ProductOrderState | undefined,
): Promise<{ orders: Standing[]; total: number }> {
  const { companyId } = search
  if (state === undefined) {
    const { orderIds, total } = await source.reads.find({ ...search, states: [] }, page)
    return { orders: await readStanding(source, companyId, orderIds), total }
  }
  const states = storedStatesOf(state)
  const { orderIds } = await source.reads.find({ ...search, states }, { offset: 0, limit: MOST_LOOKED_AT })
  const found = (await readStanding(source, companyId, orderIds)).filter(({ told }) => told.state === state)
  return { orders: found.slice(page.offset, page.offset + page.limit), total: found.length }
}

type Stored = keyof typeof TRANSITIONS

/** In which stored states an order may be that is told in this one. */
export function storedStatesOf(state: ProductOrderState): Stored[] {
  return (Object.keys(MAY_BE) as Stored[]).filter((stored) => MAY_BE[stored].includes(state))
}

const UNDER_WAY = [
  'inProgress',
  'assessingCancellation',
  'completed',
  'partial',
  'cancelled',
  'pending',
] as const

/** What an order may be told as, by its stored state: all that `orderState` can come to. */
export const MAY_BE: Readonly<Record<Stored, readonly ProductOrderState[]>> = {
  draft: ['acknowledged', 'pending', 'assessingCancellation'],
  pending_approval: ['acknowledged', 'assessingCancellation'],
  rejected: ['rejected'],
  failed: ['rejected'],
  not_started: ['acknowledged', 'held', ...UNDER_WAY],
  in_progress: ['acknowledged', 'held', ...UNDER_WAY],
  suspended: ['held', ...UNDER_WAY],
  amending: ['acknowledged', 'held', ...UNDER_WAY],
  waiting_for_revision: ['held', ...UNDER_WAY],
  cancelling: ['pendingCancellation'],
  cancelled: ['cancelled'],
  completed: ['completed', 'partial', 'cancelled'],
  aborted: ['failed', 'completed', 'partial', 'cancelled'],
}
