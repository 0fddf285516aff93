import { Type, type Static } from 'typebox'
import { findItems } from '../catalog/index.ts'
import { minorToMicro, currencyDigits, isCurrency } from '../platform/money.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { MoneyShape } from '../platform/wire.ts'
import { saveBudgets } from './budget.sql.ts'
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
    coupon: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'It applies to orders that state this coupon',
      }),
    ),
    group: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Of the promotions of a group one applies, of several groups one each; absent: the group of all that name none',
      }),
    ),
    skus: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        maxItems: 1000,
        description: 'The items that it is for; with classes, those of either; absent: all',
      }),
    ),
    itemClasses: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 1000 })),
    buy: Type.Optional(Type.String({ maxLength: 24, description: 'With `get`: who buys so many units …' })),
    get: Type.Optional(
      Type.String({
        maxLength: 24,
        description:
          '… has so many more at `percent` off (100: free), the cheapest of the items, as often as they are full',
      }),
    ),
    budget: Type.Optional(MoneyShape),
    budgetUses: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000_000, description: 'How many orders may have it' }),
    ),
    givesBack: Type.Optional(
      Type.Union([Type.Literal('never'), Type.Literal('cancelled'), Type.Literal('returned')], {
        description:
          'What comes back into the budget: nothing, what is cancelled before it leaves (when absent), or what is returned as well',
      }),
    ),
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
export const savePromotion: SetupAct<PromotionInput> = setupAct<
  PromotionInput,
  PromotionRow,
  Awaited<ReturnType<typeof findItems>>
>({
  name: 'pricing.save_promotion',
  key: (input) => input.code,
  async read(db, requests) {
    const [rows, known] = await Promise.all([
      db.read(promotionsOfCompanies, { companyIds: companiesOf(requests) }),
      findItems(
        db,
        requests.flatMap(({ companyId, input }) => (input.skus ?? []).map((sku) => ({ companyId, sku }))),
      ),
    ])
    return { rows: camelRows(promotionsOfCompanies, rows).map((row) => [row.code, row]), known }
  },
  describe(input, check, { companyId, before, known, context }) {
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
    const { budget, budgetUses = null, givesBack } = input
    let budgetAmount: bigint | null = null
    if (budget !== undefined) {
      check.currency('/budget/currency', budget.currency)
      if (isCurrency(budget.currency)) budgetAmount = check.money('/budget', budget, budget.currency)
      check.that(
        amount === undefined || amount.currency === budget.currency,
        '/budget/currency',
        'currency_differs',
        'The budget is in the currency of the amount.',
      )
    }
    const bounded = budget !== undefined || budgetUses !== null
    check.that(bounded || givesBack === undefined, '/givesBack', 'no_budget', 'Say a budget, or budgetUses.')
    const { buy, get } = input
    const pair = 'Say both buy and get, with a percent.'
    check.that((buy === undefined) === (get === undefined), '/buy', 'buy_and_get', pair)
    if (buy !== undefined) check.that(percent !== undefined, '/percent', 'buy_and_get', pair)
    const units = (path: string, text: string | undefined) => {
      if (text === undefined) return null
      const quantity = check.decimal(path, text)
      check.that(quantity > 0n, path, 'not_above_zero', 'It must be above 0.')
      return quantity
    }
    input.skus?.forEach((sku, index) =>
      check.that(
        known(companyId, sku) !== undefined,
        `/skus/${index}`,
        'unknown_item',
        `There is no item "${sku}".`,
      ),
    )
    check.rule('/condition', input.condition, promotionFacts)
    check.validity(input)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      kind: percent === undefined ? 'amount' : 'percent',
      value,
      currency: (amount ?? budget)?.currency ?? null,
      condition: input.condition,
      coupon: input.coupon ?? null,
      exclusiveGroup: input.group ?? '',
      skus: input.skus ?? [],
      itemClasses: input.itemClasses ?? [],
      buyQuantity: units('/buy', buy),
      getQuantity: units('/get', get),
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      rank: input.rank ?? 100,
      budgetAmount,
      budgetUses: budgetUses === null ? null : BigInt(budgetUses),
      givesBack: bounded ? (givesBack ?? 'cancelled') : (before?.givesBack ?? null),
      version: before?.version ?? 1,
    }
  },
  write(rows, writes) {
    for (const row of rows) {
      writes.add(savePromotions, row)
      const { companyId, id: promotionId, budgetAmount, budgetUses, givesBack } = row
      if (givesBack === null) continue
      writes.add(saveBudgets, { companyId, promotionId, amount: budgetAmount, uses: budgetUses, givesBack })
    }
  },
})
