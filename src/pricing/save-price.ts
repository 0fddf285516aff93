import { Type, type Static } from 'typebox'
import { findItems, type ItemKey } from '../catalog/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { UnitPriceShape } from '../platform/wire.ts'
import { formatMicro } from '../platform/money.ts'
import type { PriceListRow } from './save-price-list.ts'
import { describeTiers, TiersInput } from './tiers-input.ts'
import { chargeTypesOfCompanies, listsOfCompanies, pricesOfItems, savePrices } from './setup.sql.ts'

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
    charges: Type.Optional(
      Type.Array(
        Type.Object(
          {
            charge: Type.String({ minLength: 1, maxLength: 100, description: 'Code of a charge type' }),
            unitPrice: UnitPriceShape,
          },
          { additionalProperties: false },
        ),
        { maxItems: 20, description: 'What a unit costs beside it: no discount takes anything off these' },
      ),
    ),
  },
  { title: 'PriceInput', $id: 'PriceInput', additionalProperties: false },
)
export type PriceInput = Static<typeof PriceInput>

type PriceRow = CamelRow<typeof pricesOfItems>

interface Known {
  item(companyId: bigint, sku: string): ItemKey | undefined
  lists: Map<string, PriceListRow>
  /** By company and code, whether they are active. */
  charges: Map<string, boolean>
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
    const [item, lists, types] = await Promise.all([
      findItems(
        db,
        requests.map(({ companyId, input }) => ({ companyId, sku: input.sku })),
      ),
      db.read(listsOfCompanies, { companyIds: companiesOf(requests) }),
      db.read(chargeTypesOfCompanies, { companyIds: companiesOf(requests) }),
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
        charges: new Map(types.map(({ company_id, code, active }) => [`${company_id} ${code}`, active])),
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
      charges: describeCharges(input, check, { companyId, currency, known: known.charges }),
      version: before?.version ?? 1,
    }
    if (check.problems.length === 0) known.prices.set(idKey(row), row)
    return row
  },
  write: savePrices,
})

/** Charges as they are kept, by type and in the currency of the list; null: there are none. */
function describeCharges(
  { charges = [] }: PriceInput,
  check: Check,
  { companyId, currency, known }: { companyId: bigint; currency: string; known: Known['charges'] },
): Json {
  const seen = new Set<string>()
  const described = charges.map(({ charge, unitPrice }, index): JsonObject => {
    const path = `/charges/${index}`
    const active = known.get(`${companyId} ${charge}`)
    if (active === undefined)
      check.add(`${path}/charge`, 'unknown_charge_type', `There is no charge type "${charge}".`)
    check.that(active !== false, `${path}/charge`, 'not_active', `Charge type "${charge}" is not active.`)
    check.that(!seen.has(charge), `${path}/charge`, 'named_twice', 'A price has a charge once.')
    seen.add(charge)
    return { charge, unitPrice: formatMicro(check.unitPrice(`${path}/unitPrice`, unitPrice, currency)) }
  })
  return described.length === 0 ? null : described
}
