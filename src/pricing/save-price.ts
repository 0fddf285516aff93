import { Type, type Static } from 'typebox'
import { findItems, type ItemKey } from '../catalog/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { UnitPriceShape } from '../platform/wire.ts'
import type { PriceListRow } from './save-price-list.ts'
import { describeTiers, TiersInput } from './tiers-input.ts'
import { listsOfCompanies, pricesOfItems, savePrices } from './setup.sql.ts'

export const PriceInput = Type.Object(
  {
    list: Type.String({ minLength: 1, maxLength: 100 }),
    sku: Type.String({ minLength: 1, maxLength: 200 }),
    uom: Type.Optional(
      Type.String({ minLength: 1, maxLength: 20, description: 'The unit of the item when absent' }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
    unitPrice: UnitPriceShape,
    tiers: Type.Optional(TiersInput),
  },
  { title: 'PriceInput', $id: 'PriceInput', additionalProperties: false },
)
export type PriceInput = Static<typeof PriceInput>

type PriceRow = CamelRow<typeof pricesOfItems>

interface Known {
  item(companyId: bigint, sku: string): ItemKey | undefined
  lists: Map<string, PriceListRow>
  /** Prices by list, item, unit and first day: the natural code has a list's code and a SKU, the rows have ids. */
  prices: Map<string, PriceRow>
}

const idKey = (row: { companyId: bigint; listId: bigint; itemId: bigint; uom: string; validFrom: string }) =>
  `${row.companyId} ${row.listId} ${row.itemId} ${row.validFrom} ${row.uom}`

/** A price of an item on a list from a day on, per unit of measure (P-11); a change raises its version. */
export const savePrice: SetupAct<PriceInput> = setupAct<PriceInput, PriceRow, Known>({
  name: 'pricing.save_price',
  key: (input) => JSON.stringify([input.list, input.sku, input.uom ?? null, input.validFrom]),
  async read(db, requests) {
    const [item, lists] = await Promise.all([
      findItems(
        db,
        requests.map(({ companyId, input }) => ({ companyId, sku: input.sku })),
      ),
      db.read(listsOfCompanies, { companyIds: companiesOf(requests) }),
    ])
    const items = new Map<bigint, ItemKey>()
    for (const { companyId, input } of requests) {
      const one = item(companyId, input.sku)
      if (one) items.set(one.id, one)
    }
    const wanted = [...items.values()]
    const prices = await db.read(pricesOfItems, {
      companyIds: wanted.map((one) => one.companyId),
      itemIds: wanted.map((one) => one.id),
    })
    const listRows = camelRows(listsOfCompanies, lists)
    return {
      rows: [],
      known: {
        item,
        lists: new Map(listRows.map((list) => [`${list.companyId} ${list.code}`, list])),
        prices: new Map(camelRows(pricesOfItems, prices).map((row) => [idKey(row), row])),
      },
    }
  },
  find(input, { companyId, known }) {
    const list = known.lists.get(`${companyId} ${input.list}`)
    const item = known.item(companyId, input.sku)
    if (!list || !item) return undefined
    const { uom = item.uom, validFrom } = input
    return known.prices.get(idKey({ companyId, listId: list.id, itemId: item.id, uom, validFrom }))
  },
  rowKey: idKey,
  describe(input, check, { companyId, before, known }) {
    const list = known.lists.get(`${companyId} ${input.list}`)
    const item = known.item(companyId, input.sku)
    if (!list) check.add('/list', 'unknown_price_list', `There is no price list "${input.list}".`)
    if (!item) check.add('/sku', 'unknown_item', `There is no item "${input.sku}".`)
    check.validity(input)
    const currency = list?.currency ?? input.unitPrice.currency
    const price = check.unitPrice('/unitPrice', input.unitPrice, currency)
    const row: PriceRow = {
      companyId,
      listId: list?.id ?? 0n,
      itemId: item?.id ?? 0n,
      uom: input.uom ?? item?.uom ?? '',
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      unitPrice: price,
      tiers: input.tiers === undefined ? null : describeTiers(input.tiers, check, { currency, base: price }),
      version: before?.version ?? 1,
    }
    if (check.problems.length === 0) known.prices.set(idKey(row), row)
    return row
  },
  write: savePrices,
})
