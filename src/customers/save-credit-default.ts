import { Type, type Static } from 'typebox'
import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape, orNull } from '../platform/wire.ts'
import { creditDefaultsOfCompanies, saveCreditDefaults } from './setup.sql.ts'

export const CreditDefaultInput = Type.Object(
  {
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Of the accounts that it is for',
    }),
    creditLimit: {
      ...orNull(MoneyShape),
      description: 'What a new account may owe until its limit is set; null: it is not checked',
    },
  },
  { title: 'CreditDefaultInput', $id: 'CreditDefaultInput', additionalProperties: false },
)
export type CreditDefaultInput = Static<typeof CreditDefaultInput>

/** The limit of new accounts of a currency. It is read when one is made, so the set-up version stays. */
export const saveCreditDefault: SetupAct<CreditDefaultInput> = setupAct<
  CreditDefaultInput,
  CamelRow<typeof creditDefaultsOfCompanies>
>({
  name: 'customers.save_credit_default',
  touches: false,
  key: (input) => input.currency,
  async read(db, requests) {
    const rows = await db.read(creditDefaultsOfCompanies, { companyIds: companiesOf(requests) })
    return {
      rows: camelRows(creditDefaultsOfCompanies, rows).map((row) => [row.currency, row]),
      known: undefined,
    }
  },
  describe({ currency, creditLimit }, check, { companyId }) {
    check.currency('/currency', currency)
    const limit = creditLimit === null ? null : check.money('/creditLimit', creditLimit, currency)
    return { companyId, currency, creditLimit: limit }
  },
  write: saveCreditDefaults,
})

/** The limit of a new account; null: it is not checked. */
export type CreditDefaults = (companyId: bigint, currency: string) => Minor | null

/** Reads the limits of new accounts of companies. */
export async function readCreditDefaults(db: Reader, companyIds: readonly bigint[]): Promise<CreditDefaults> {
  const rows = companyIds.length === 0 ? [] : await db.read(creditDefaultsOfCompanies, { companyIds })
  const limits = new Map(rows.map((row) => [`${row.company_id} ${row.currency}`, row.credit_limit]))
  return (companyId, currency) => limits.get(`${companyId} ${currency}`) ?? null
}
