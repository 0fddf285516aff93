import { Type, type Static } from 'typebox'
import { findItems, type ItemKey } from '../catalog/index.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../platform/setup.ts'
import { locationsOfCompanies, saveSellThroughs, sellThroughsOfItems } from './setup.sql.ts'

export const SellThroughInput = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 200 }),
    location: Type.String({ minLength: 1, maxLength: 100 }),
    quantity: Type.String({
      maxLength: 32,
      description: 'What the location is expected to sell by itself until it is filled up again',
    }),
  },
  { title: 'SellThroughInput', $id: 'SellThroughInput', additionalProperties: false },
)
export type SellThroughInput = Static<typeof SellThroughInput>

type Row = CamelRow<typeof sellThroughsOfItems>
interface Known {
  item(companyId: bigint, sku: string): ItemKey | undefined
  locations: Map<string, bigint>
  rows: Map<string, Row>
}

const idKey = ({ companyId, itemId, locationId }: Omit<Row, 'quantity'>) =>
  `${companyId} ${itemId} ${locationId}`

/** How fast a location sells an item by itself (C13-4, C13-6). It is no set-up that is kept in memory: it may come every night. */
export const saveSellThrough: SetupAct<SellThroughInput> = setupAct<SellThroughInput, Row, Known>({
  name: 'inventory.save_sell_through',
  key: (input) => `${input.sku}\t${input.location}`,
  touches: false,
  async read(db, requests) {
    const [item, locations] = await Promise.all([
      findItems(
        db,
        requests.map(({ companyId, input }) => ({ companyId, sku: input.sku })),
      ),
      db.read(locationsOfCompanies, { companyIds: companiesOf(requests) }),
    ])
    const items = new Map<bigint, ItemKey>()
    for (const { companyId, input } of requests) {
      const one = item(companyId, input.sku)
      if (one) items.set(one.id, one)
    }
    const wanted = [...items.values()]
    const rows = await db.read(sellThroughsOfItems, {
      companyIds: wanted.map((one) => one.companyId),
      itemIds: wanted.map((one) => one.id),
    })
    return {
      rows: [],
      known: {
        item,
        locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])),
        rows: new Map(camelRows(sellThroughsOfItems, rows).map((row) => [idKey(row), row])),
      },
    }
  },
  find(input, { companyId, known }) {
    const itemId = known.item(companyId, input.sku)?.id
    const locationId = known.locations.get(`${companyId} ${input.location}`)
    if (itemId === undefined || locationId === undefined) return undefined
    return known.rows.get(idKey({ companyId, itemId, locationId }))
  },
  rowKey: idKey,
  describe(input, check, { companyId, known }) {
    const itemId = known.item(companyId, input.sku)?.id
    if (itemId === undefined) check.add('/sku', 'unknown_item', `There is no item "${input.sku}".`)
    const locationId = known.locations.get(`${companyId} ${input.location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${input.location}".`)
    const quantity = check.decimal('/quantity', input.quantity)
    const row = { companyId, itemId: itemId ?? 0n, locationId: locationId ?? 0n, quantity }
    if (check.problems.length === 0) known.rows.set(idKey(row), row)
    return row
  },
  write: saveSellThroughs,
})
