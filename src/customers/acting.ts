import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { insertPartners, lockPartners, readActing as readActingRows } from './account.sql.ts'
import type { Account } from './account.ts'

/** A firm that orders for an account which names it, or which its order may make. */
export interface Acting {
  readonly companyId: bigint
  readonly partnerId: bigint
  /** Number of the account that it orders for. */
  readonly account: string
}

/** What stands of firms that order for others, and what a batch adds. */
export interface ActingPicture {
  readonly most: number
  /** By company/partner: its number, and how many accounts name it. */
  readonly partners: Map<string, { number: string; named: number }>
  /** company/partner/account id */
  readonly pairs: Set<string>
}

const pairOf = (companyId: bigint, partnerId: bigint, accountId: bigint) =>
  `${companyId}/${partnerId}/${accountId}`

/** @param most accounts that a firm may act for */
export async function readActing(db: Reader, asked: readonly Acting[], most: number): Promise<ActingPicture> {
  const picture: ActingPicture = { most, partners: new Map(), pairs: new Set() }
  if (asked.length === 0) return picture
  const rows = await db.read(readActingRows, {
    companyIds: asked.map((one) => one.companyId),
    partnerIds: asked.map((one) => one.partnerId),
    numbers: asked.map((one) => one.account),
    most: BigInt(most),
  })
  for (const { ordinal, number, named, acts_for: accountId } of rows) {
    const { companyId, partnerId } = asked[Number(ordinal) - 1]!
    picture.partners.set(`${companyId}/${partnerId}`, { number, named: Number(named) })
    if (accountId !== null) picture.pairs.add(pairOf(companyId, partnerId, accountId))
  }
  return picture
}

/** Does the account name this firm, also since a moment ago? */
export function actsFor({ pairs }: ActingPicture, { companyId, id }: Account, partnerId: bigint): boolean {
  return pairs.has(pairOf(companyId, partnerId, id))
}

/**
 * May an order of a firm make this account, which is not there? Its number begins with that of the firm and a colon: so nobody finds
 * out by orders which numbers others use, nor takes one before the company does and sees what is ordered under it afterwards.
 */
export function mayMake(
  picture: ActingPicture,
  { companyId, partnerId, account }: Acting,
): boolean | 'limit' {
  const partner = picture.partners.get(`${companyId}/${partnerId}`)
  if (!partner || !account.startsWith(`${partner.number}:`)) return false
  return partner.named < picture.most || 'limit'
}

/** An account that was made in this batch names the firm whose order made it. */
export function nameMaker(
  picture: ActingPicture,
  { companyId, id: accountId }: Account,
  partnerId: bigint,
  { writes }: Context,
): void {
  picture.partners.get(`${companyId}/${partnerId}`)!.named += 1
  picture.pairs.add(pairOf(companyId, partnerId, accountId))
  writes.add(lockPartners, { companyId, id: partnerId })
  writes.add(insertPartners, { companyId, accountId, partnerId, most: BigInt(picture.most) })
}
