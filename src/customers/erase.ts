import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import {
  advanceErasures,
  erasePersonData,
  findPersons,
  forgetAlternateNumbers,
  forgetContacts,
  forgetSites,
  insertErasures,
  lockCustomers,
  verifyNoHold,
} from './erase.sql.ts'
import { forgetQuestions } from './match-new.sql.ts'

/** A customer as far as it can be erased. */
export interface Person {
  companyId: bigint
  customerId: bigint
  accountIds: bigint[]
  /** Rows of person_data. */
  personRows: number
  /** Until when the law wants its data or those of another record of the customer kept, and why; null: it does not. */
  holdUntil: string | null
  holdReason: string | null
  /** An erasure of it began and has more to do. */
  underWay: boolean
  /** Numbers of other records of the customer that have personal data: each is erased on its own. */
  notErased: string[]
}

/** What one round of an erasure erases. */
export interface ErasedRound {
  personRows: number
  bodies: number
  drafts: number
  /** Nothing is left that the round knows of. */
  finished: boolean
}

/** Reads customers by number, keyed `company/number`; counts up to `most` rows of each. */
export async function readPersons(
  db: Reader,
  wanted: readonly { companyId: bigint; number: string }[],
  most: number,
): Promise<Map<string, Person>> {
  const rows = await db.read(findPersons, {
    companyIds: wanted.map((one) => one.companyId),
    numbers: wanted.map((one) => one.number),
    most,
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.number}`,
      {
        companyId: row.company_id,
        customerId: row.id,
        accountIds: row.account_ids,
        personRows: row.person_rows,
        holdUntil: row.hold_until,
        holdReason: row.hold_reason,
        underWay: row.under_way,
        notErased: row.not_erased,
      },
    ]),
  )
}

/**
 * Erases what is personal of a customer from its one home (decision 0009). An erasure is one row, by whom and why: a further round
 * adds to it what has gone.
 *
 * @param most rows of this round; null, all: the last round also takes those that came since they were counted
 */
export function erasePersonRows(
  person: Person,
  { actor, reason, forced, today }: { actor: string; reason: string; forced: boolean; today: string },
  { most, ...round }: ErasedRound & { most: number | null },
  { writes, batch }: Context,
): void {
  const { companyId, customerId, underWay } = person
  writes.add(lockCustomers, { companyId, customerId })
  if (!forced) writes.add(verifyNoHold, { companyId, customerId, day: today })
  writes.add(erasePersonData, { companyId, customerId, most })
  writes.add(forgetQuestions, { companyId, customerId })
  writes.add(forgetAlternateNumbers, { companyId, customerId })
  writes.add(forgetSites, { companyId, customerId })
  writes.add(forgetContacts, { companyId, customerId })
  const erasure = { companyId, customerId, batch, actor, reason, forced, ...round }
  writes.add(underWay ? advanceErasures : insertErasures, erasure)
}
