import { camelRows, keyColumns, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { insertLegalHolds, legalHoldsByNumber, lockCustomers } from './erase.sql.ts'

export interface LegalHoldInput {
  customer: string
  /** The last day, null releases it; a day that has passed ends it as well. */
  until: string | null
  reason: string
  actor: string
}

/** A customer with its hold; without one it is empty, so that each customer has a row to be compared with. */
type HoldRow = CamelRow<typeof legalHoldsByNumber>

/** Says until when the law wants the personal data of a customer kept, or that it does not any more; what was said before stays. */
export const saveLegalHold: SetupAct<LegalHoldInput> = setupAct<LegalHoldInput, HoldRow>({
  name: 'customers.save_legal_hold',
  touches: false,
  key: (input) => input.customer,
  // Said twice in a batch both are kept.
  rowKey: ({ customerId, version }) => `${customerId} ${version}`,
  async read(db, requests) {
    const rows = await db.read(
      legalHoldsByNumber,
      keyColumns(requests, (input) => input.customer),
    )
    return { rows: camelRows(legalHoldsByNumber, rows).map((row) => [row.number, row]), known: undefined }
  },
  describe({ customer, until, reason, actor }, check, { before, context }) {
    if (until !== null) check.date('/until', until)
    if (!before) check.add('/customer', 'unknown_customer', `There is no customer "${customer}".`)
    if (check.problems.length > 0) return undefined as never
    // Said again it stays the hold of who placed it; nothing to release is nothing said.
    if (before!.until === until && (until === null || before!.reason === reason)) return before!
    return { ...before!, until, reason, placedBy: actor, batch: context.batch }
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(lockCustomers, row)
      writes.add(insertLegalHolds, row)
    }
  },
})
