import { Type, type Static } from 'typebox'
import { camelRows, keyColumns, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape, orNull } from '../platform/wire.ts'
import { partnerLimitsByNumber, savePartnerLimits } from './partner-limit.sql.ts'
import { accountsByNumber } from './setup.sql.ts'

export const PartnerLimitInput = Type.Object(
  {
    partner: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Account of the firm that acts for others',
    }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Of the accounts that it is for',
    }),
    creditLimit: {
      ...orNull(MoneyShape),
      description: 'What the partner and the accounts that name it may owe together; null: it is not checked',
    },
  },
  { title: 'PartnerLimitInput', $id: 'PartnerLimitInput', additionalProperties: false },
)
export type PartnerLimitInput = Static<typeof PartnerLimitInput>

type LimitRow = Omit<CamelRow<typeof partnerLimitsByNumber>, 'partner'>

const keyOf = (input: { partner: string; currency: string }) => `${input.partner} ${input.currency}`

/** What a partner may owe in all in a currency (decision 0032). Read with each order of its accounts, so the set-up version stays. */
export const savePartnerLimit: SetupAct<PartnerLimitInput> = setupAct<
  PartnerLimitInput,
  LimitRow,
  Map<string, bigint>
>({
  name: 'customers.save_partner_limit',
  touches: false,
  key: keyOf,
  async read(db, requests) {
    const named = keyColumns(requests, (input) => input.partner)
    const [rows, accounts] = await Promise.all([
      db.read(partnerLimitsByNumber, named),
      db.read(accountsByNumber, named),
    ])
    return {
      rows: camelRows(partnerLimitsByNumber, rows).map(({ partner, ...row }): [string, LimitRow] => [
        keyOf({ partner, currency: row.currency }),
        row,
      ]),
      known: new Map(accounts.map((row) => [`${row.company_id} ${row.number}`, row.id])),
    }
  },
  describe({ partner, currency, creditLimit }, check, { companyId, known }) {
    const partnerId = known.get(`${companyId} ${partner}`)
    check.that(
      partnerId !== undefined,
      '/partner',
      'unknown_account',
      `There is no customer account "${partner}".`,
    )
    check.currency('/currency', currency)
    const limit = creditLimit === null ? null : check.money('/creditLimit', creditLimit, currency)
    return { companyId, partnerId: partnerId ?? 0n, currency, creditLimit: limit }
  },
  write: savePartnerLimits,
})
