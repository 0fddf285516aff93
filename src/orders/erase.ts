import type { WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { camelRows } from '../platform/setup.ts'
import {
  countOfAccounts,
  eraseDrafts,
  eraseDraftsOfNobody,
  lockDraftsOfNobody,
  readCustomersOfBodies,
  verifyNothingOpen,
} from './erase.sql.ts'

/** An account as orders know it. */
export interface AccountKey {
  companyId: bigint
  accountId: bigint
}

/** How many orders of each account, by `company/account`, promise something yet, and how many keep a sealed draft. */
export async function countOrders(
  db: Reader,
  accounts: readonly AccountKey[],
): Promise<Map<string, { open: number; drafts: number }>> {
  if (accounts.length === 0) return new Map()
  const rows = await db.read(countOfAccounts, {
    companyIds: accounts.map((one) => one.companyId),
    accountIds: accounts.map((one) => one.accountId),
  })
  return new Map(rows.map(({ company_id, account_id, ...counts }) => [`${company_id}/${account_id}`, counts]))
}

/**
 * Erases what drafts of an account were stated as; they stand on as orders that cannot be edited.
 *
 * @param closed the decision relied on it that nothing is open: asked again under the locks of the batch
 */
export function eraseDraftsOf(account: AccountKey, writes: WriteSet, closed: boolean): void {
  writes.add(eraseDrafts, account)
  if (closed) writes.add(verifyNothingOpen, account)
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
