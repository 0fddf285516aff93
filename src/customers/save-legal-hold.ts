import { camelRows, keyColumns, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { legalHoldsByNumber, lockCustomers, saveLegalHolds } from './erase.sql.ts'

export interface LegalHoldInput {
  customer: string
  /** The last day; an earlier one ends the hold. */
  until: string
  reason: string
  actor: string
}

/** A customer with its hold; without one it is empty, so that each customer has a row to be compared with. */
type HoldRow = CamelRow<typeof legalHoldsByNumber>

/** Says until when the law wants the personal data of a customer kept. */
export const saveLegalHold: SetupAct<LegalHoldInput> = setupAct<LegalHoldInput, HoldRow>({
  name: 'customers.save_legal_hold',
  touches: false,
  key: (input) => input.customer,
  async read(db, requests) {
    const rows = await db.read(
      legalHoldsByNumber,
      keyColumns(requests, (input) => input.customer),
    )
    return { rows: camelRows(legalHoldsByNumber, rows).map((row) => [row.number, row]), known: undefined }
  },
  describe({ customer, until, reason, actor }, check, { before }) {
    check.date('/until', until)
    if (!before) check.add('/customer', 'unknown_customer', `There is no customer "${customer}".`)
    if (check.problems.length > 0) return undefined as never
    // Said again it stays the hold of who placed it.
    const placedBy = before!.until === until && before!.reason === reason ? before!.placedBy : actor
    return { ...before!, until, reason, placedBy }
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(lockCustomers, row)
      writes.add(saveLegalHolds, row)
    }
  },
})
