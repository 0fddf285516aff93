import type { WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { camelRows } from '../platform/setup.ts'
import {
  eraseAreas,
  eraseAreasSince,
  eraseDrafts,
  eraseDraftsOfNobody,
  eraseDraftsSince,
  lockDraftsOfNobody,
  lockLocated,
  lookAtChanges,
  lookAtOrders as lookAtPage,
  readCustomersOfBodies,
  readPosition,
  verifyNothingOpen,
} from './erase.sql.ts'

/** Orders of one look: their states are read by key, some tens of milliseconds. */
const PAGE = 5000

/** Drafts, and orders that say whereabouts they went, that are remembered of accounts: who has more is looked at again. */
const MOST_SEEN = 100_000

export interface DraftKey {
  accountId: bigint
  orderId: bigint
}

/** What was seen of the orders of accounts. */
export interface SeenOrders {
  /** Everything up to this place of the company's order of facts is in it. */
  pos: bigint
  /** How many promise something yet. */
  open: number
  /** Those that keep a sealed draft. */
  drafts: readonly DraftKey[]
  /** Those that say whereabouts they went. */
  located: readonly DraftKey[]
  /** There are more of either than are remembered. */
  more: boolean
}

/** Looks at every order of accounts, page by page: an account may have a million. What comes meanwhile is `changedOrders`. */
export async function lookAtOrders(
  db: Reader,
  companyId: bigint,
  accountIds: readonly bigint[],
  count = PAGE,
): Promise<SeenOrders> {
  const [head] = await db.read(readPosition, { companyId })
  const drafts: DraftKey[] = []
  const located: DraftKey[] = []
  let open = 0
  let more = false
  for (const accountId of accountIds) {
    const place = { beforeAt: 'infinity' as string | null, beforeId: 0n as bigint | null }
    while (place.beforeAt !== null) {
      const [page] = await db.read(lookAtPage, { companyId, accountId, ...place, count })
      open += page!.open
      for (const [found, of] of [
        [drafts, page!.drafts],
        [located, page!.located],
      ] as const)
        if (found.length < MOST_SEEN) found.push(...of.map((orderId) => ({ accountId, orderId })))
        else more ||= of.length > 0
      place.beforeAt = page!.last_at
      place.beforeId = page!.last_id
    }
  }
  return { pos: head!.pos, open, drafts, located, more }
}

interface ChangedOrders {
  open: number
  drafts: DraftKey[]
  located: DraftKey[]
}

/** What of the orders of accounts changed since they were looked at, by `company/account`. */
export async function changedOrders(
  db: Reader,
  accounts: readonly { companyId: bigint; accountId: bigint; pos: bigint }[],
): Promise<Map<string, ChangedOrders>> {
  const rows = await db.read(lookAtChanges, {
    companyIds: accounts.map((one) => one.companyId),
    accountIds: accounts.map((one) => one.accountId),
    positions: accounts.map((one) => one.pos),
  })
  const changed = new Map<string, ChangedOrders>()
  for (const { companyId, accountId, orderId, open, draft, located } of camelRows(lookAtChanges, rows)) {
    const key = `${companyId}/${accountId}`
    const one = changed.get(key) ?? { open: 0, drafts: [], located: [] }
    changed.set(key, one)
    if (open) one.open += 1
    if (draft) one.drafts.push({ accountId, orderId })
    if (located) one.located.push({ accountId, orderId })
  }
  return changed
}

/** Erases what drafts were stated as; they stand on as orders that cannot be edited. */
export function eraseDraftsOf(companyId: bigint, drafts: readonly DraftKey[], writes: WriteSet): void {
  for (const draft of drafts) writes.add(eraseDrafts, { companyId, ...draft })
}

/** Erases whereabouts orders went, as far as a postcode area told; the distances that a search was weighed by stay. */
export function eraseAreasOf(companyId: bigint, orders: readonly DraftKey[], writes: WriteSet): void {
  for (const order of orders) {
    writes.add(lockLocated, { companyId, ...order })
    writes.add(eraseAreas, { companyId, ...order })
  }
}

/** Erases the same of orders of an account that came since `pos` as well, under the lock of its customer: one that nobody saw coming. */
export function eraseThatCame(
  account: { companyId: bigint; accountId: bigint; pos: bigint },
  writes: WriteSet,
): void {
  writes.add(eraseDraftsSince, account)
  writes.add(eraseAreasSince, account)
}

/** The decision relied on it that nothing of an account is open: what came since `pos` is asked again under the locks of the batch. */
export function relyOnNothingOpen(
  account: { companyId: bigint; accountId: bigint; pos: bigint },
  writes: WriteSet,
): void {
  writes.add(verifyNothingOpen, account)
}

/** What was received, with the order that it became or names. */
export interface ReceivedBody {
  companyId: bigint
  id: bigint
  orderId: bigint | null
  source: string | null
  externalId: string | null
}

/** Reads whom bodies speak of whose order has an account by now, and in which batch the order came. */
export async function customersOfBodies(
  db: Reader,
  bodies: readonly ReceivedBody[],
): Promise<{ companyId: bigint; id: bigint; customerId: bigint; batch: bigint }[]> {
  const rows = await db.read(readCustomersOfBodies, {
    companyIds: bodies.map((body) => body.companyId),
    ids: bodies.map((body) => body.id),
    orderIds: bodies.map((body) => body.orderId ?? 0n),
    sources: bodies.map((body) => body.source ?? ''),
    externalIds: bodies.map((body) => body.externalId ?? ''),
  })
  return camelRows(readCustomersOfBodies, rows)
}

/** Erases what drafts were stated as that have no account yet. */
export function eraseNamelessDrafts(
  orders: readonly { companyId: bigint; orderId: bigint }[],
  writes: WriteSet,
): void {
  for (const order of orders) {
    writes.add(lockDraftsOfNobody, order)
    writes.add(eraseDraftsOfNobody, order)
  }
}
