import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { accountsOfCompanies, saveLedgerAccounts } from './setup.sql.ts'

export const LedgerAccountInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 40 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    type: Type.Union(
      (['asset', 'liability', 'equity', 'revenue', 'expense'] as const).map((type) => Type.Literal(type)),
      { description: 'Never changes' },
    ),
    control: Type.Optional(
      Type.Union(
        (
          ['receivable', 'inventory', 'cash', 'deposits', 'unapplied', 'tax', 'receipts_accrual'] as const
        ).map((control) => Type.Literal(control)),
        { description: 'The sub-ledger that this account must agree with; only one account has it' },
      ),
    ),
  },
  { title: 'LedgerAccountInput', $id: 'LedgerAccountInput', additionalProperties: false },
)
export type LedgerAccountInput = Static<typeof LedgerAccountInput>

type AccountRow = CamelRow<typeof accountsOfCompanies>

/** A ledger account, by its code. */
export const saveLedgerAccount: SetupAct<LedgerAccountInput> = setupAct<
  LedgerAccountInput,
  AccountRow,
  Map<string, string>
>({
  name: 'ledger.save_account',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = camelRows(
      accountsOfCompanies,
      await db.read(accountsOfCompanies, { companyIds: companiesOf(requests) }),
    )
    const controls = rows.filter((row) => row.control !== null)
    return {
      rows: rows.map((row) => [row.code, row]),
      known: new Map(controls.map((row) => [`${row.companyId} ${row.control}`, row.code])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { code, name, type } = input
    const control = input.control ?? null
    if (before)
      check.that(before.type === type, '/type', 'fixed', 'It never changes: entries stand in the account.')
    if (control !== null) {
      const holder = known.get(`${companyId} ${control}`)
      check.that(
        holder === undefined || holder === code,
        '/control',
        'control_taken',
        `Account ${holder} agrees with ${control} already.`,
      )
      if (check.problems.length === 0) known.set(`${companyId} ${control}`, code)
    }
    return { companyId, id: before?.id ?? context.ids.next(), code, name, type, control }
  },
  write: saveLedgerAccounts,
})
