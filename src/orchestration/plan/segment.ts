import { accountById, type AccountPicture } from '../../customers/index.ts'
import type { Order } from '../../orders/index.ts'

/** Of the account of an order, out of a picture that it was read into; '': none. */
export function segmentOf(accounts: AccountPicture, { companyId, accountId }: Order): string {
  return accountId === null ? '' : (accountById(accounts, companyId, accountId)?.segment ?? '')
}
