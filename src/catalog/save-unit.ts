import { Type, type Static } from 'typebox'
import { MICRO, type Micro } from '../platform/money.ts'
import { camelRows, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { lowest, ratioOf, type Ratio } from './ratio.ts'
import { findItems, type ItemKey } from './save-item.ts'
import { saveUnits, unitsOfItems } from './setup.sql.ts'
import { usualDecimals } from './unit.ts'

const Decimal = (description: string) =>
  Type.Union([Type.String({ maxLength: 32 }), Type.Number()], { description })
const Uom = (description: string) => Type.String({ minLength: 1, maxLength: 20, description })

export const ItemUnitInput = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 200 }),
    uom: Uom('The unit that it may be sold in'),
    quantity: Decimal('So much of `of` are `per` of it'),
    of: Type.Optional(
      Uom(
        'Another unit of the item: when that comes to hold more or fewer, so does this; the unit that it is stocked in when absent',
      ),
    ),
    per: Type.Optional(Decimal('1 when absent: 45359237 KGM per 100000000 LBR is exact')),
    whole: Type.Optional(
      Type.Boolean({
        description:
          'It is sold, and leaves, in whole ones; absent: true for a unit that is counted, false for one that is measured',
      }),
    ),
    minQuantity: Type.Optional(Decimal('The fewest of it that a line may have')),
    multipleOf: Type.Optional(Decimal('A line has a multiple of so many of it')),
    active: Type.Optional(Type.Boolean({ description: 'true when absent' })),
  },
  { title: 'ItemUnitInput', $id: 'ItemUnitInput', additionalProperties: false },
)
export type ItemUnitInput = Static<typeof ItemUnitInput>

type UnitRow = CamelRow<typeof unitsOfItems>

interface Known {
  items(companyId: bigint, sku: string): ItemKey | undefined
  /** By company and item, then by code; what a batch described before counts. */
  units: Map<string, Map<string, UnitRow>>
}

/** Of one item. */
const MOST_OF_AN_ITEM = 50
/** Above it a quantity in them would not be kept. */
const MOST_RATIO = 1_000_000_000_000n

const keyOf = (row: { companyId: bigint; itemId: bigint; uom: string }) => `${itemKeyOf(row)} ${row.uom}`
const itemKeyOf = (row: { companyId: bigint; itemId: bigint }) => `${row.companyId} ${row.itemId}`

/** A unit that an item is sold in beside the one that it is stocked in, by an exact ratio (B3-1). */
export const saveUnit: SetupAct<ItemUnitInput> = setupAct<ItemUnitInput, UnitRow, Known>({
  name: 'catalog.save_unit',
  key: (input) => JSON.stringify([input.sku, input.uom]),
  async read(db, requests) {
    const items = await findItems(
      db,
      requests.map(({ companyId, input }) => ({ companyId, sku: input.sku })),
    )
    const found = new Map<bigint, ItemKey>()
    for (const { companyId, input } of requests) {
      const one = items(companyId, input.sku)
      if (one) found.set(one.id, one)
    }
    const wanted = [...found.values()]
    const read = await db.read(unitsOfItems, {
      companyIds: wanted.map((one) => one.companyId),
      itemIds: wanted.map((one) => one.id),
    })
    const units: Known['units'] = new Map(
      wanted.map(({ companyId, id: itemId }) => [itemKeyOf({ companyId, itemId }), new Map()]),
    )
    for (const row of camelRows(unitsOfItems, read)) units.get(itemKeyOf(row))!.set(row.uom, row)
    return { rows: [], known: { items, units } }
  },
  find(input, { companyId, known }) {
    const item = known.items(companyId, input.sku)
    return item && known.units.get(itemKeyOf({ companyId, itemId: item.id }))!.get(input.uom)
  },
  rowKey: keyOf,
  describe(input, check, { companyId, known }) {
    const item = known.items(companyId, input.sku)
    if (!item) check.add('/sku', 'unknown_item', `There is no item "${input.sku}".`)
    const positive = (path: '/quantity' | '/per' | '/minQuantity' | '/multipleOf', said: string | number) => {
      const value = check.decimal(path, said)
      check.that(value > 0n, path, 'too_small', 'It must be above 0.')
      return value > 0n ? value : MICRO
    }
    const quantity = positive('/quantity', input.quantity)
    const per = input.per === undefined ? MICRO : positive('/per', input.per)
    const of = item && input.of === item.uom ? '' : (input.of ?? '')
    const standing =
      (item && known.units.get(itemKeyOf({ companyId, itemId: item.id }))) ?? new Map<string, UnitRow>()
    const units = new Map(
      Array.from(standing.values(), ({ uom, ofUom, numerator, denominator }) => [
        uom,
        { numerator, denominator, of: ofUom },
      ]),
    )
    check.that(of === '' || !item || units.has(of), '/of', 'unknown_unit', `The item has no unit "${of}".`)
    const said = lowest({ numerator: quantity, denominator: per })
    const after = new Map(units).set(input.uom, { ...said, of })
    const ratio = ratioOf(after, input.uom)
    check.that(ratio !== undefined || !units.has(of), '/of', 'itself', 'A unit is not made of itself.')
    const isTooGreat = ({ numerator, denominator }: Ratio) =>
      numerator > MOST_RATIO || denominator > MOST_RATIO
    // Units that are said of it come to more with it.
    const greatest = [said, ...Array.from(after.keys(), (uom) => ratioOf(after, uom) ?? said)].some(
      isTooGreat,
    )
    check.that(!greatest, '/quantity', 'too_great', 'Such a ratio cannot be kept.')
    if (item && input.uom === item.uom)
      check.that(
        ratio?.numerator === ratio?.denominator,
        '/quantity',
        'fixed',
        'It is the unit that the item is stocked in: one of it is 1.',
      )
    const others = [...standing.values()].filter(({ active, uom }) => active && uom !== input.uom)
    check.that(
      others.length < MOST_OF_AN_ITEM,
      '/uom',
      'too_many',
      `An item has at most ${MOST_OF_AN_ITEM} units.`,
    )
    const whole = input.whole ?? usualDecimals(input.uom) === 0
    const optional = (path: '/minQuantity' | '/multipleOf', said: string | number | undefined) =>
      said === undefined ? null : wholeOnes(positive(path, said), path)
    const wholeOnes = (value: Micro, path: '/minQuantity' | '/multipleOf') => {
      check.that(!whole || value % MICRO === 0n, path, 'not_whole', 'It is sold in whole ones.')
      return value
    }
    const row: UnitRow = {
      companyId,
      itemId: item?.id ?? 0n,
      sku: input.sku,
      uom: input.uom,
      ofUom: of,
      ...said,
      whole,
      minQuantity: optional('/minQuantity', input.minQuantity),
      multipleOf: optional('/multipleOf', input.multipleOf),
      active: input.active ?? true,
    }
    if (check.problems.length === 0) standing.set(row.uom, row)
    return row
  },
  write: saveUnits,
})
