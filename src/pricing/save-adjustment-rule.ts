import { Type, type Static } from 'typebox'
import { findItems } from '../catalog/index.ts'
import { formatMicro, HUNDRED_PERCENT, MOST_PRICE, parseMicro } from '../platform/money.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { UnitPriceShape } from '../platform/wire.ts'
import { adjustmentFacts } from './adjustment.ts'
import { adjustmentsOfCompanies, saveAdjustments } from './setup.sql.ts'

const names = (what: string, maxItems = 1000) =>
  Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems, description: what }))
const decimal = (description: string) => Type.Optional(Type.String({ maxLength: 24, description }))

export const AdjustmentRuleInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    percent: decimal(
      'Off the price; negative: on top of it. One of percent, amount, newPrice, minPrice and maxPrice',
    ),
    amount: Type.Optional(UnitPriceShape),
    newPrice: Type.Optional(UnitPriceShape),
    minPrice: Type.Optional(UnitPriceShape),
    maxPrice: Type.Optional(UnitPriceShape),
    convert: Type.Optional(
      Type.Boolean({
        description:
          'true: what it says in money is converted for orders in other currencies, at the exchange rate of the day; absent: it is for its own alone',
      }),
    ),
    onAgreedPrice: Type.Optional(
      Type.Boolean({
        description: 'true: it is for prices of agreements, too; absent: it leaves them alone',
      }),
    ),
    skus: names('The items that it is for; absent: all'),
    itemClasses: names('The classes of items that it is for; absent: all'),
    segments: names('The segments of accounts that it is for; absent: all'),
    sources: names('The source systems that it is for; absent: all'),
    condition: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 2000,
        description:
          'CEL over `order` and `line`; absent: always. docs/guides/price-rules.md says what it may ask.',
      }),
    ),
    bucket: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 999,
        description:
          'Buckets run in order, each on the price that the one before left; absent: after them all, on the list price',
      }),
    ),
    group: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Of the rules of one group one applies' }),
    ),
    precedence: Type.Optional(
      Type.Integer({
        minimum: 0,
        maximum: 1_000_000,
        description: 'The lowest of a group applies; of equal ones that which takes more off',
      }),
    ),
    quantityOver: Type.Optional(
      Type.Union([Type.Literal('line'), Type.Literal('order')], {
        description: 'Whose quantity the bounds are of: a line (when absent), or all lines that it is for',
      }),
    ),
    minQuantity: decimal('It applies from this quantity on'),
    maxQuantity: decimal('It applies up to this quantity'),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
  },
  { title: 'AdjustmentRuleInput', $id: 'AdjustmentRuleInput', additionalProperties: false },
)
export type AdjustmentRuleInput = Static<typeof AdjustmentRuleInput>

export type AdjustmentRow = CamelRow<typeof adjustmentsOfCompanies>

/** A rule that adjusts the price of lines (A9-6 … A9-9); a change raises its version. */
export const saveAdjustmentRule: SetupAct<AdjustmentRuleInput> = setupAct<
  AdjustmentRuleInput,
  AdjustmentRow,
  Awaited<ReturnType<typeof findItems>>
>({
  name: 'pricing.save_adjustment_rule',
  key: (input) => input.code,
  async read(db, requests) {
    const [rows, known] = await Promise.all([
      db.read(adjustmentsOfCompanies, { companyIds: companiesOf(requests) }),
      findItems(
        db,
        requests.flatMap(({ companyId, input }) => (input.skus ?? []).map((sku) => ({ companyId, sku }))),
      ),
    ])
    return { rows: camelRows(adjustmentsOfCompanies, rows).map((row) => [row.code, row]), known }
  },
  describe(input, check, { companyId, before, known, context }) {
    const said = valueOf(input, check)
    input.skus?.forEach((sku, index) =>
      check.that(
        known(companyId, sku) !== undefined,
        `/skus/${index}`,
        'unknown_item',
        `There is no item "${sku}".`,
      ),
    )
    const condition = input.condition ?? 'true'
    check.rule('/condition', condition, adjustmentFacts)
    const [least, most] = [input.minQuantity, input.maxQuantity]
    const minQuantity = least === undefined ? null : check.decimal('/minQuantity', least)
    const maxQuantity = most === undefined ? null : check.decimal('/maxQuantity', most)
    if (minQuantity !== null && maxQuantity !== null)
      check.that(minQuantity <= maxQuantity, '/maxQuantity', 'below_minimum', 'It lies below minQuantity.')
    check.validity(input)
    return {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      ...said,
      skus: input.skus ?? [],
      itemClasses: input.itemClasses ?? [],
      segments: input.segments ?? [],
      sources: input.sources ?? [],
      condition,
      bucket: input.bucket ?? null,
      exclusiveGroup: input.group ?? null,
      precedence: input.precedence ?? null,
      quantityOver: input.quantityOver ?? 'line',
      minQuantity,
      maxQuantity,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      version: before?.version ?? 1,
      converts: input.convert ?? false,
      onAgreed: input.onAgreedPrice ?? false,
    }
  },
  write(rows, writes) {
    for (const row of rows) writes.add(saveAdjustments, row)
  },
})

/** The most that a rule puts on top of a price, like a tier: a thousand times the price. */
const MOST_MARKUP = 1000n * HUNDRED_PERCENT

function valueOf(
  { percent, amount, newPrice, minPrice, maxPrice, convert, bucket, group }: AdjustmentRuleInput,
  check: Check,
): Pick<AdjustmentRow, 'kind' | 'value' | 'currency'> {
  const given = [percent, amount, newPrice, minPrice, maxPrice].filter((one) => one !== undefined).length
  check.that(
    given === 1,
    '/percent',
    'one_value',
    'Say one of percent, amount, newPrice, minPrice and maxPrice.',
  )
  const bound = minPrice ?? maxPrice
  if (bound !== undefined)
    check.that(
      bucket === undefined && group === undefined,
      '/bucket',
      'of_no_bucket',
      'A least and a most price hold after all buckets, and in no group.',
    )
  if (percent !== undefined)
    check.that(convert !== true, '/convert', 'not_money', 'A percentage is for every currency.')
  if (percent !== undefined)
    return {
      kind: 'percent',
      value: signed('/percent', percent, MOST_MARKUP, HUNDRED_PERCENT),
      currency: null,
    }
  const price = newPrice ?? bound ?? amount
  if (!price) return { kind: 'percent', value: 0n, currency: null }
  const path = newPrice ? '/newPrice' : minPrice ? '/minPrice' : maxPrice ? '/maxPrice' : '/amount'
  check.currency(`${path}/currency`, price.currency)
  const value = signed(`${path}/amount`, price.amount, MOST_PRICE, MOST_PRICE)
  if (newPrice ?? bound) check.that(value >= 0n, `${path}/amount`, 'below_zero', 'A price is not below zero.')
  const kind = newPrice ? 'price' : minPrice ? 'floor' : maxPrice ? 'ceiling' : 'amount'
  return { kind, value, currency: price.currency }

  function signed(at: string, text: string, onTop: bigint, most: bigint): bigint {
    const read = parseMicro(text)
    if (read !== undefined && read <= most && read >= -onTop) return read
    check.add(
      at,
      'not_a_decimal',
      `It must be a decimal from ${formatMicro(-onTop)} to ${formatMicro(most)} with at most 6 decimals.`,
    )
    return 0n
  }
}

/** A row as it is described. */
export function adjustmentShown(row: AdjustmentRow): Record<string, unknown> {
  const price = () => ({ amount: formatMicro(row.value), currency: row.currency! })
  const some = (list: readonly string[]) => (list.length === 0 ? null : list)
  return {
    code: row.code,
    percent: row.kind === 'percent' ? formatMicro(row.value) : null,
    amount: row.kind === 'amount' ? price() : null,
    newPrice: row.kind === 'price' ? price() : null,
    minPrice: row.kind === 'floor' ? price() : null,
    maxPrice: row.kind === 'ceiling' ? price() : null,
    convert: row.converts || null,
    onAgreedPrice: row.onAgreed || null,
    skus: some(row.skus),
    itemClasses: some(row.itemClasses),
    segments: some(row.segments),
    sources: some(row.sources),
    condition: row.condition,
    bucket: row.bucket,
    group: row.exclusiveGroup,
    precedence: row.precedence,
    quantityOver: row.quantityOver,
    minQuantity: row.minQuantity === null ? null : formatMicro(row.minQuantity),
    maxQuantity: row.maxQuantity === null ? null : formatMicro(row.maxQuantity),
    validFrom: row.validFrom,
    validTo: row.validTo,
  }
}
