import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import {
  erasePersonData,
  findPersons,
  forgetContacts,
  forgetSites,
  insertErasure,
  lockCustomers,
  verifyNoHold,
} from './erase.sql.ts'

/** A customer as far as it can be erased. */
export interface Person {
  companyId: bigint
  customerId: bigint
  accountIds: bigint[]
  /** Rows of person_data. */
  personRows: number
  /** Until when the law wants its data kept, and why; null: it does not. */
  holdUntil: string | null
  holdReason: string | null
}

/** Reads customers by number, keyed `company/number`. */
export async function readPersons(
  db: Reader,
  wanted: readonly { companyId: bigint; number: string }[],
): Promise<Map<string, Person>> {
  const rows = await db.read(findPersons, {
    companyIds: wanted.map((one) => one.companyId),
    numbers: wanted.map((one) => one.number),
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
      },
    ]),
  )
}

/** Erases what is personal of a customer from its one home (decision 0009), and keeps that, by whom and why. */
export function erasePersonRows(
  person: Person,
  { actor, reason, forced, today }: { actor: string; reason: string; forced: boolean; today: string },
  { writes, batch }: Context,
): void {
  const { companyId, customerId } = person
  writes.add(lockCustomers, { companyId, customerId })
  if (!forced) writes.add(verifyNoHold, { companyId, customerId, day: today })
  writes.add(erasePersonData, { companyId, customerId })
  writes.add(forgetSites, { companyId, customerId })
  writes.add(forgetContacts, { companyId, customerId })
  writes.add(insertErasure, { companyId, customerId, batch, actor, reason, forced })
}
