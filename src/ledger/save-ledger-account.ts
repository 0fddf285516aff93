import { Type, type Static } from 'typebox'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { problemsOfRule } from './posted-amounts.ts'
import {
  accountsOfCompanies,
  accountsWithEntries,
  rulesOfCompanies,
  saveLedgerAccounts,
} from './setup.sql.ts'

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
        [
          ...(
            ['receivable', 'inventory', 'cash', 'deposits', 'unapplied', 'tax', 'receipts_accrual'] as const
          ).map((control) => Type.Literal(control)),
          Type.Null(),
        ],
        {
          description:
            'The sub-ledger that this account must agree with; only one account has it. Absent: as it was; null: none. Fixed once entries stand in the account',
        },
      ),
    ),
  },
  { title: 'LedgerAccountInput', $id: 'LedgerAccountInput', additionalProperties: false },
)
export type LedgerAccountInput = Static<typeof LedgerAccountInput>

type AccountRow = CamelRow<typeof accountsOfCompanies>

interface Known {
  /** Codes of the accounts that agree with a sub-ledger, by company and control. */
  holders: Map<string, string>
  /** Controls of all accounts, by id. */
  controls: Map<bigint, string | null>
  /** Accounts with entries, of those whose control is to change. */
  used: Set<bigint>
  rules: CamelRow<typeof rulesOfCompanies>[]
}

/** A ledger account, by its code. */
export const saveLedgerAccount: SetupAct<LedgerAccountInput> = setupAct<
  LedgerAccountInput,
  AccountRow,
  Known
>({
  name: 'ledger.save_account',
  key: (input) => input.code,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [read, readRules] = await Promise.all([
      db.read(accountsOfCompanies, { companyIds }),
      db.read(rulesOfCompanies, { companyIds }),
    ])
    const rows = camelRows(accountsOfCompanies, read)
    const byCode = new Map(rows.map((row) => [`${row.companyId} ${row.code}`, row]))
    const changing = requests.flatMap(({ companyId, input }) => {
      const row = byCode.get(`${companyId} ${input.code}`)
      return row && input.control !== undefined && input.control !== row.control ? [row] : []
    })
    const used = await db.read(accountsWithEntries, {
      companyIds: changing.map((row) => row.companyId),
      ids: changing.map((row) => row.id),
    })
    return {
      rows: rows.map((row) => [row.code, row]),
      known: {
        holders: new Map(
          rows.flatMap((row) =>
            row.control === null ? [] : [[`${row.companyId} ${row.control}`, row.code]],
          ),
        ),
        controls: new Map(rows.map((row) => [row.id, row.control])),
        used: new Set(used.map((row) => row.id)),
        rules: camelRows(rulesOfCompanies, readRules),
      },
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { code, name, type } = input
    const control = input.control === undefined ? (before?.control ?? null) : input.control
    const id = before?.id ?? context.ids.next()
    if (before)
      check.that(before.type === type, '/type', 'fixed', 'It never changes: entries stand in the account.')
    if (before && before.control !== control) {
      const fixed = 'It does not change any more: entries stand in the account.'
      check.that(!known.used.has(id), '/control', 'fixed', fixed)
      const rule = ruleThatWouldPart(known, companyId, id, control)
      if (rule)
        check.add(
          '/control',
          'rules_need_it',
          `The posting rule of ${rule.amountKind} of ${rule.event} needs it as it is: put that out of use first.`,
        )
    }
    if (control !== null) {
      const holder = known.holders.get(`${companyId} ${control}`)
      check.that(
        holder === undefined || holder === code || !check.stated('/code'),
        '/control',
        'control_taken',
        `Account ${holder} agrees with ${control} already.`,
      )
    }
    if (check.problems.length === 0) {
      if (before) known.holders.delete(`${companyId} ${before.control}`)
      if (control !== null) known.holders.set(`${companyId} ${control}`, code)
      known.controls.set(id, control)
    }
    return { companyId, id, code, name, type, control }
  },
  write: saveLedgerAccounts,
})

/** The first rule that moves the right accounts now and would not with another control of one. */
function ruleThatWouldPart(known: Known, companyId: bigint, id: bigint, control: string | null) {
  const { rules, controls } = known
  const after = new Map(controls).set(id, control)
  const faults = (rule: Known['rules'][number], by: Map<bigint, string | null>) =>
    problemsOfRule({ ...rule, debit: by.get(rule.debitAccount), credit: by.get(rule.creditAccount) }).length
  return rules.find(
    (rule) =>
      rule.active &&
      rule.companyId === companyId &&
      (rule.debitAccount === id || rule.creditAccount === id) &&
      faults(rule, after) > faults(rule, controls),
  )
}
