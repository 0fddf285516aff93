import { Type, type Static } from 'typebox'
import { camelRows, keyColumns, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { accountsByNumber, setCreditLimits } from './setup.sql.ts'

export const CreditLimitInput = Type.Object(
  {
    account: Type.String({ minLength: 1, maxLength: 100 }),
    creditLimit: Type.Union([MoneyShape, Type.Null()], { description: 'null: not checked any more' }),
  },
  { title: 'CreditLimitInput', $id: 'CreditLimitInput', additionalProperties: false },
)
export type CreditLimitInput = Static<typeof CreditLimitInput>

type AccountRow = CamelRow<typeof accountsByNumber>

/** Changes the credit limit of an account; what it owes stays. Orders that are on hold stay so until looked at again. */
export const changeCreditLimit: SetupAct<CreditLimitInput> = setupAct<CreditLimitInput, AccountRow>({
  name: 'customers.change_credit_limit',
  touches: false,
  key: (input) => input.account,
  async read(db, requests) {
    const rows = await db.read(
      accountsByNumber,
      keyColumns(requests, (input) => input.account),
    )
    return { rows: camelRows(accountsByNumber, rows).map((row) => [row.number, row]), known: undefined }
  },
  describe(input, check, { before }) {
    if (!before) {
      check.add('/account', 'unknown_account', `There is no customer account "${input.account}".`)
      return undefined as never
    }
    const limit = input.creditLimit
    return {
      ...before,
      creditLimit: limit === null ? null : check.money('/creditLimit', limit, before.currency),
    }
  },
  write(rows, writes) {
    for (const { companyId, id, creditLimit } of rows)
      writes.add(setCreditLimits, { companyId, accountId: id, creditLimit })
  },
})
