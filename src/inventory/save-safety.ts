import { Type, type Static } from 'typebox'
import { readItems, tooFine, type Item } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { Micro } from '../platform/money.ts'
import { companiesOf, setupAct, type SetupAct } from '../platform/setup.ts'
import { locationsOfCompanies, readSafety, setSafety } from './setup.sql.ts'
import { insertGates, lockStockGates } from './stock.sql.ts'

export const SafetyStockInput = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 200 }),
    location: Type.String({ minLength: 1, maxLength: 100, description: 'Its code' }),
    quantity: Type.Union(
      [
        Type.String({ maxLength: 32, description: 'Decimal string, up to 6 decimals' }),
        Type.Number({ description: 'Accepted in; answers carry decimal strings' }),
      ],
      { description: 'So much of what is on hand is promised to nobody; 0: nothing is kept back' },
    ),
  },
  { title: 'SafetyStockInput', $id: 'SafetyStockInput', additionalProperties: false },
)
export type SafetyStockInput = Static<typeof SafetyStockInput>

interface SafetyRow {
  companyId: bigint
  itemId: bigint
  locationId: bigint
  safety: Micro
}

interface Known {
  items(company: bigint, sku: string): Item | undefined
  locations: Map<string, bigint>
}

const keyOf = ({ sku, location }: Pick<SafetyStockInput, 'sku' | 'location'>) => `${sku}\t${location}`

/**
 * How much of an item at a place is promised to nobody new (P-28). What was promised before keeps its goods. The gate has it: orders that
 * are decided meanwhile ask it under its lock.
 */
export const saveSafetyStock: SetupAct<SafetyStockInput> = setupAct<SafetyStockInput, SafetyRow, Known>({
  name: 'inventory.save_safety_stock',
  key: keyOf,
  touches: false,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const companies = await readCompanies(db, companyIds)
    const [items, locations, gates] = await Promise.all([
      readItems(
        db,
        requests.flatMap(({ companyId, input }) => {
          const company = companies.get(companyId)
          return company ? [{ company, sku: input.sku }] : []
        }),
      ),
      db.read(locationsOfCompanies, { companyIds }),
      db.read(readSafety, {
        companyIds: requests.map(({ companyId }) => companyId),
        skus: requests.map(({ input }) => input.sku),
        locations: requests.map(({ input }) => input.location),
      }),
    ])
    return {
      rows: gates.map((row) => [
        keyOf(row),
        { companyId: row.company_id, itemId: row.item_id, locationId: row.location_id, safety: row.safety },
      ]),
      known: { items, locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])) },
    }
  },
  describe({ sku, location, quantity }, check, { companyId, known }) {
    const item = known.items(companyId, sku)
    if (!item) check.add('/sku', 'unknown_item', `There is no item "${sku}".`)
    else check.that(item.kind === 'goods', '/sku', 'not_goods', `Nothing of ${sku} is held in stock.`)
    const locationId = known.locations.get(`${companyId} ${location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    const safety = check.decimal('/quantity', quantity)
    const fine = item && tooFine(item, safety)
    if (fine) check.add('/quantity', fine.code, fine.message)
    return { companyId, itemId: item?.id ?? 0n, locationId: locationId ?? 0n, safety }
  },
  write(rows, writes) {
    for (const { companyId, itemId, locationId, safety } of rows) {
      const gate = { companyId, itemId, locationId }
      writes.add(insertGates, gate)
      writes.add(lockStockGates, gate)
      writes.add(setSafety, { ...gate, safety })
    }
  },
})
