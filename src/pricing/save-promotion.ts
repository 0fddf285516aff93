import { Type, type Static } from 'typebox'
import { minorToMicro, currencyDigits, isCurrency } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { promotionFacts } from './promotion.ts'
import { promotionsOfCompanies, savePromotions } from './setup.sql.ts'

export const PromotionInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    percent: Type.Optional(Type.String({ maxLength: 24, description: 'Either percent or amount' })),
    amount: Type.Optional(MoneyShape),
    condition: Type.String({
      minLength: 1,
      maxLength: 2000,
      description:
        'CEL over `order`; true: the promotion applies. docs/guides/promotions.md says what it may ask.',
    }),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
    rank: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Lowest first; 100 when absent' }),
    ),
  },
  { title: 'PromotionInput', $id: 'PromotionInput', additionalProperties: false },
)
export type PromotionInput = Static<typeof PromotionInput>

type PromotionRow = CamelRow<typeof promotionsOfCompanies>

const HUNDRED = 100_000_000n

/** An order-level promotion with its condition (A9-7); a change raises its version. */
export const savePromotion: SetupAct<PromotionInput> = setupAct<PromotionInput, PromotionRow>({
  name: 'pricing.save_promotion',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(promotionsOfCompanies, { companyIds: companiesOf(requests) })
    return { rows: camelRows(promotionsOfCompanies, rows).map((row) => [row.code, row]), known: undefined }
  },
  describe(input, check, { companyId, before, context }) {
    const { percent, amount } = input
    if ((percent === undefined) === (amount === undefined)) {
      check.add('/percent', 'percent_or_amount', 'Say either percent or amount.')
    }
    let value = 0n
    if (percent !== undefined) {
      value = check.decimal('/percent', percent)
      check.that(value <= HUNDRED, '/percent', 'too_great', 'More than 100 % cannot be taken off.')
    } else if (amount !== undefined) {
      check.currency('/amount/currency', amount.currency)
      if (isCurrency(amount.currency)) {
        value = minorToMicro(check.money('/amount', amount, amount.currency), currencyDigits(amount.currency))
      }
    }
    check.rule('/condition', input.condition, promotionFacts)
    check.validity(input)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      kind: percent === undefined ? 'amount' : 'percent',
      value,
      currency: amount?.currency ?? null,
      condition: input.condition,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      rank: input.rank ?? 100,
      version: before?.version ?? 1,
    }
  },
  write: savePromotions,
})
