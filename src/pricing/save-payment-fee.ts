import { Type, type Static } from 'typebox'
import { readCompanies } from '../organization/index.ts'
import { HUNDRED_PERCENT } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { feesOfCompanies, saveFees } from './setup.sql.ts'

export const PaymentFeeInput = Type.Object(
  {
    method: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'As orders name it in `paymentMethod`; absent: orders that name none',
      }),
    ),
    percent: Type.Optional(
      Type.String({ maxLength: 24, description: 'Of what the buyer pays, tax included; 0 when absent' }),
    ),
    fixed: Type.Optional(MoneyShape),
  },
  {
    title: 'PaymentFeeInput',
    $id: 'PaymentFeeInput',
    additionalProperties: false,
    description: '`fixed` is for each order, in the currency of the books; nothing when absent',
  },
)
export type PaymentFeeInput = Static<typeof PaymentFeeInput>

type FeeRow = CamelRow<typeof feesOfCompanies>

/** What taking the money costs by method of payment (N-10); a change raises its version. */
export const savePaymentFee: SetupAct<PaymentFeeInput> = setupAct<
  PaymentFeeInput,
  FeeRow,
  Map<bigint, { currency: string }>
>({
  name: 'pricing.save_payment_fee',
  key: (input) => input.method ?? '',
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, companies] = await Promise.all([
      db.read(feesOfCompanies, { companyIds }),
      readCompanies(db, new Set(companyIds)),
    ])
    return {
      rows: camelRows(feesOfCompanies, rows).map((row) => [row.method, row]),
      known: companies,
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const percent = input.percent === undefined ? 0n : check.decimal('/percent', input.percent)
    check.that(percent <= HUNDRED_PERCENT, '/percent', 'too_great', 'More than 100 % cannot be a fee.')
    const { currency } = known.get(companyId)!
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      method: input.method ?? '',
      percent,
      fixed: input.fixed === undefined ? 0n : check.money('/fixed', input.fixed, currency),
      version: before?.version ?? 1,
    }
  },
  write: saveFees,
})
