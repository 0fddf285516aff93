import type { Reader } from '../../platform/database/index.ts'
import { countRequests, readRequests } from './find-requests.sql.ts'

/** What somebody outside may ask to be done with an order, to be told later what became of it. */
export const REQUEST_KINDS = ['cancel', 'suspend', 'resume', 'abort'] as const
export type RequestKind = (typeof REQUEST_KINDS)[number]

export type RequestState = 'acknowledged' | 'in_progress' | 'done' | 'failed'

export interface OrderRequest {
  id: bigint
  orderId: bigint
  reason: string | null
  madeAt: Date
  /** Not before this instant; null: at once. */
  wantedAt: Date | null
  state: RequestState
  /** Why it failed. */
  code: string | null
  problem: string | null
  settledAt: Date | null
}

/** What requests are looked for by; null: by anything. */
export interface RequestSearch {
  companyId: bigint
  kind: RequestKind
  id: bigint | null
  orderId: bigint | null
  state: RequestState | null
  /** Accounts whose orders the caller sees; null: all. */
  accounts: readonly bigint[] | null
}

const MOST_COUNTED = 100_000n

/** A page of requests, the newest first, and how many there are. */
export async function findRequests(
  db: Reader,
  { accounts, ...filters }: RequestSearch,
  { offset, limit }: { offset: number; limit: number },
): Promise<{ requests: OrderRequest[]; total: number }> {
  const asked = { ...filters, accounts: accounts ?? [], seesAll: accounts === null }
  const [rows, counted] = await Promise.all([
    db.read(readRequests, { ...asked, skip: BigInt(offset), most: BigInt(limit) }),
    db.read(countRequests, { ...asked, most: MOST_COUNTED }),
  ])
  const requests = rows.map((row): OrderRequest => ({
    id: row.id,
    orderId: row.order_id,
    reason: row.reason,
    madeAt: row.made_at,
    wantedAt: row.wanted_at,
    state: row.state as RequestState,
    code: row.code,
    problem: row.problem,
    settledAt: row.settled_at,
  }))
  return { requests, total: counted[0]!.found }
}
