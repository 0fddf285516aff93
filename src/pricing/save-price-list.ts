import { Type, type Static } from 'typebox'
import { HUNDRED_PERCENT, parseMicro, type Micro } from '../platform/money.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { listsOfCompanies, savePriceLists } from './setup.sql.ts'

export const PriceListInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100 }),
    currency: Type.String({
      pattern: '^[A-Z]{3}$',
      form: 'three capital letters, such as GBP',
      description: 'Never changes',
    }),
    segment: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100, description: 'Absent: for everyone' }),
    ),
    rank: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Lowest first; 100 when absent' }),
    ),
    convertedFrom: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 100,
        description:
          'Code of the list in another currency whose prices it has, converted at the rate of the day, or at one that an order states; a price that stands in it holds instead',
      }),
    ),
    markupPercent: Type.Optional(
      Type.String({ maxLength: 24, description: 'On top of what is converted; below zero: off it' }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
  },
  { title: 'PriceListInput', $id: 'PriceListInput', additionalProperties: false },
)
export type PriceListInput = Static<typeof PriceListInput>

/** A row of a price list. */
export type PriceListRow = CamelRow<typeof listsOfCompanies>

/** A dated price list of one currency (P-11); a change raises its version. */
export const savePriceList: SetupAct<PriceListInput> = setupAct<PriceListInput, PriceListRow, Lists>({
  name: 'pricing.save_price_list',
  key: (input) => input.code,
  async read(db, requests) {
    const rows = await db.read(listsOfCompanies, { companyIds: companiesOf(requests) })
    const lists = camelRows(listsOfCompanies, rows)
    return {
      rows: lists.map((row) => [row.code, row]),
      known: new Map(lists.map((row) => [`${row.companyId} ${row.code}`, row])),
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    check.currency('/currency', input.currency)
    check.validity(input)
    if (before) {
      const fixed = 'It never changes: prices stand in it.'
      check.that(before.currency === input.currency, '/currency', 'fixed', fixed)
    }
    const base = describeBase(input, check, companyId, known)
    const row: PriceListRow = {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      currency: input.currency,
      segment: input.segment ?? null,
      rank: input.rank ?? 100,
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      version: before?.version ?? 1,
      ...base,
    }
    if (check.problems.length === 0) known.set(`${companyId} ${row.code}`, row)
    return row
  },
  write: savePriceLists,
})

/** Lists by company and code. */
type Lists = Map<string, PriceListRow>

const MOST_MARKUP: Micro = 10n * HUNDRED_PERCENT

/** What it is converted from: a list in another currency that is converted from none, so that no price is converted twice. */
function describeBase(
  { code, currency, convertedFrom, markupPercent }: PriceListInput,
  check: Check,
  companyId: bigint,
  known: Lists,
): Pick<PriceListRow, 'convertedFrom' | 'markupPercent'> {
  if (convertedFrom === undefined) {
    check.that(
      markupPercent === undefined,
      '/markupPercent',
      'converted_only',
      'Only a converted list has one.',
    )
    return { convertedFrom: null, markupPercent: null }
  }
  const path = '/convertedFrom'
  const base = known.get(`${companyId} ${convertedFrom}`)
  if (!base) check.add(path, 'unknown_price_list', `There is no price list "${convertedFrom}".`)
  else {
    check.that(base.currency !== currency, path, 'same_currency', 'It is in the same currency.')
    const twice = 'It is converted itself: no price is converted twice.'
    check.that(base.convertedFrom === null, path, 'converted_twice', twice)
  }
  const own = known.get(`${companyId} ${code}`)
  const used =
    own && [...known.values()].find((one) => one.companyId === companyId && one.convertedFrom === own.id)
  if (used) check.add(path, 'converted_twice', `List "${used.code}" is converted from this one.`)
  // Not read by `decimal`, which takes nothing below zero.
  const markup = parseMicro(markupPercent ?? '0')
  check.that(
    markup !== undefined && markup > -HUNDRED_PERCENT && markup <= MOST_MARKUP,
    '/markupPercent',
    'not_a_percentage',
    'It must be a percentage above -100 and at most 1000, with at most 6 decimals.',
  )
  return { convertedFrom: base?.id ?? 0n, markupPercent: markup ?? 0n }
}
