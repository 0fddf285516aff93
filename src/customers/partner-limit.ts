import type { WriteSet } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import { lockPartnerLimits, readLimited, readOwed, verifyPartnerLimits } from './partner-limit.sql.ts'

/** What a partner and the accounts that name it may owe together in a currency, and what a batch does to it (minor units). */
export interface PartnerLimit {
  readonly companyId: bigint
  readonly partnerId: bigint
  readonly currency: string
  readonly limit: Minor
  /** Exposure of all of them, as the batch sees it now (D6). */
  owed: Minor
  /** What the batch moved, and what of it was decided to fit; null: nothing was. */
  moved: Minor
  fit: Minor | null
}

/** Limits of partners by company/number of the account that falls under them. */
export type PartnerLimits = ReadonlyMap<string, readonly PartnerLimit[]>

/** An account by number; of one that is not there, the partner whose order may make it. */
export interface Limited {
  readonly companyId: bigint
  readonly number: string
  readonly makerId?: bigint | null | undefined
}

/** Reads the limits that accounts fall under; what is owed is summed only where there is one. */
export async function readPartnerLimits(db: Reader, asked: readonly Limited[]): Promise<PartnerLimits> {
  const found = new Map<string, PartnerLimit[]>()
  if (asked.length === 0) return found
  const rows = await db.read(readLimited, {
    companyIds: asked.map((one) => one.companyId),
    numbers: asked.map((one) => one.number),
    makerIds: asked.map((one) => one.makerId ?? 0n),
  })
  const limits = new Map<string, PartnerLimit>()
  for (const { ordinal, partner_id: partnerId, currency, credit_limit: limit } of rows) {
    const { companyId, number } = asked[Number(ordinal) - 1]!
    const name = `${companyId}/${partnerId}/${currency}`
    let one = limits.get(name)
    if (!one)
      limits.set(name, (one = { companyId, partnerId, currency, limit, owed: 0n, moved: 0n, fit: null }))
    const key = `${companyId}/${number}`
    const under = found.get(key)
    if (!under) found.set(key, [one])
    else if (!under.includes(one)) under.push(one)
  }
  if (limits.size === 0) return found
  const each = [...limits.values()]
  const sums = await db.read(readOwed, {
    companyIds: each.map((one) => one.companyId),
    partnerIds: each.map((one) => one.partnerId),
    currencies: each.map((one) => one.currency),
  })
  for (const { ordinal, owed } of sums) each[Number(ordinal) - 1]!.owed = owed
  return found
}

/** Locks the limits before anything of their accounts is decided, or written. */
export function lockLimits(limits: Iterable<PartnerLimit>, locks: WriteSet): void {
  for (const { companyId, partnerId, currency } of limits)
    locks.add(lockPartnerLimits, { companyId, partnerId, currency })
}

/** What was decided to fit under the limits is asked of the locked rows once more. */
export function verifyLimits(limits: Iterable<PartnerLimit>, writes: WriteSet): void {
  for (const one of limits) {
    const { companyId, partnerId, currency, moved, fit } = one
    if (fit === null) continue
    lockLimits([one], writes)
    writes.add(verifyPartnerLimits, { companyId, partnerId, currency, moved, fit })
  }
}
