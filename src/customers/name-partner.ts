import { Type, type Static } from 'typebox'
import { keyColumns, setupAct, type SetupAct } from '../platform/setup.ts'
import { orNull } from '../platform/wire.ts'
import { lockPartners, verifyPartners } from './account.sql.ts'
import { accountsByNumber, removePartners, savePartners } from './setup.sql.ts'

const Number = Type.String({ minLength: 1, maxLength: 100 })

/** Who acts for an account from now on, and who did when it was looked at: numbers of accounts; null: nobody. */
export const NamedPartner = Type.Object(
  { partner: orNull(Number), before: orNull(Number) },
  { title: 'NamedPartner', additionalProperties: false },
)
type Named = Static<typeof NamedPartner> & { account: string }

interface PartnerRow {
  companyId: bigint
  id: bigint
  partnerId: bigint | null
  /** As it was read: asked again under the lock of the account. */
  beforeId: bigint | null
}

/** Names the partner of an account and nothing else of it; refused (`changed_meanwhile`) where another one acts for it by now. */
export const namePartner: SetupAct<Named> = setupAct<Named, PartnerRow, Map<string, bigint>>({
  name: 'customers.name_partner',
  touches: false,
  key: (input) => input.account,
  async read(db, requests) {
    const named = requests.flatMap(({ companyId, input: { account, partner, before } }) =>
      [account, partner, before].flatMap((number) => (number === null ? [] : [{ companyId, input: number }])),
    )
    const rows = await db.read(
      accountsByNumber,
      keyColumns(named, (number) => number),
    )
    return {
      rows: rows.map(({ company_id: companyId, id, number, partner_id: partnerId }) => [
        number,
        { companyId, id, partnerId, beforeId: partnerId },
      ]),
      known: new Map(rows.map((row) => [`${row.company_id} ${row.number}`, row.id])),
    }
  },
  describe({ account, partner, before: was }, check, { companyId, before, known }) {
    if (!before) {
      check.add('/account', 'unknown_account', `There is no customer account "${account}".`)
      return undefined as never
    }
    const idOf = (number: string | null) => (number === null ? null : known.get(`${companyId} ${number}`))
    const partnerId = idOf(partner)
    check.that(
      partnerId !== undefined && partner !== account,
      '/partner',
      'unknown_account',
      `There is no other customer account "${partner}".`,
    )
    // Said once more it stands, whoever it was before.
    check.that(
      before.partnerId === partnerId || before.partnerId === idOf(was),
      '/before',
      'changed_meanwhile',
      'Another partner was named meanwhile: look at the account again.',
    )
    return { ...before, partnerId: partnerId ?? null }
  },
  write(rows, writes) {
    for (const { companyId, id, partnerId, beforeId } of rows) {
      writes.add(lockPartners, { companyId, id })
      writes.add(verifyPartners, { companyId, accountId: id, partnerId: beforeId })
      if (partnerId === null) writes.add(removePartners, { companyId, accountId: id })
      else writes.add(savePartners, { companyId, accountId: id, partnerId })
    }
  },
})
