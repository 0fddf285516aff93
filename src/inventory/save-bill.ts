import { Type, type Static } from 'typebox'
import { readItems, tooFine, type Item } from '../catalog/index.ts'
import { readCompanies } from '../organization/index.ts'
import type { Json } from '../platform/json.ts'
import {
  camelRows,
  companiesOf,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
} from '../platform/setup.ts'
import { plain } from './assignments.ts'
import { MOST } from './capable.ts'
import { billsOfCompanies, locationsOfCompanies, resourcesOfCompanies, saveBills } from './setup.sql.ts'

const Sku = Type.String({ minLength: 1, maxLength: 200 })
const decimal = (description: string) =>
  Type.Union([Type.String({ maxLength: 32 }), Type.Number()], { description })

/** Materials and resources of one bill. */
const MOST_NAMED = { materials: 200, resources: 20 }

export const BillOfMaterialsInput = Type.Object(
  {
    sku: Type.String({ minLength: 1, maxLength: 200, description: 'What is made' }),
    location: Type.Optional(
      Type.String({ maxLength: 100, description: 'Where; wherever it has no other bill when absent' }),
    ),
    active: Type.Optional(Type.Boolean()),
    leadDays: Type.Integer({
      minimum: 0,
      maximum: 3650,
      description: 'Working days of the location from the first day to the one on which it is there',
    }),
    materials: Type.Array(
      Type.Object(
        {
          sku: Sku,
          quantity: decimal('For one unit'),
          yieldPercent: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 100,
              description: 'So much of it is good, the rest is lost; 100 when absent',
            }),
          ),
          offsetDays: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 3650,
              description: 'Working days from the first day to the one on which it is needed; 0 when absent',
            }),
          ),
          validFrom: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the first day' })),
          validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
        },
        { additionalProperties: false },
      ),
      { maxItems: MOST_NAMED.materials },
    ),
    resources: Type.Optional(
      Type.Array(
        Type.Object(
          { resource: Type.String({ minLength: 1, maxLength: 100 }), hoursPerUnit: decimal('For one unit') },
          { additionalProperties: false },
        ),
        { maxItems: MOST_NAMED.resources, description: 'Of the location where it is made' },
      ),
    ),
  },
  { title: 'BillOfMaterialsInput', $id: 'BillOfMaterialsInput', additionalProperties: false },
)
export type BillOfMaterialsInput = Static<typeof BillOfMaterialsInput>
/** A material as it stands: an item with its id, a quantity as a decimal. */
export type StoredMaterial = BillOfMaterialsInput['materials'][number] & { itemId: string; quantity: string }
export type StoredWork = { resource: string; hoursPerUnit: string }

type BillRow = CamelRow<typeof billsOfCompanies>

interface Known {
  items(company: bigint, sku: string): Item | undefined
  locations: ReadonlyMap<string, bigint>
  /** By `company code`, the places that have it. */
  resources: ReadonlyMap<string, ReadonlySet<bigint>>
  /** Bills by company, then by key, as this batch leaves them. */
  bills: Map<bigint, Map<string, BillRow>>
}

const keyOf = (input: Pick<BillOfMaterialsInput, 'sku' | 'location'>) =>
  `${input.sku}\t${input.location ?? ''}`

/** What an item is made of, where and how long (A10-9). Nothing is made of itself, through however many levels. */
export const saveBill: SetupAct<BillOfMaterialsInput> = setupAct<BillOfMaterialsInput, BillRow, Known>({
  name: 'inventory.save_bill_of_materials',
  key: keyOf,
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const companies = await readCompanies(db, companyIds)
    const [read, items, locations, resources] = await Promise.all([
      db.read(billsOfCompanies, { companyIds }),
      readItems(
        db,
        requests.flatMap(({ companyId, input }) => {
          const company = companies.get(companyId)
          const materials = Array.isArray(input.materials) ? input.materials : []
          const skus = [input.sku, ...materials.map((one) => one?.sku)]
          return company ? skus.flatMap((sku) => (sku === undefined ? [] : [{ company, sku }])) : []
        }),
      ),
      db.read(locationsOfCompanies, { companyIds }),
      db.read(resourcesOfCompanies, { companyIds }),
    ])
    const codes = new Map(locations.map((row) => [`${row.company_id} ${row.id}`, row.code]))
    const bills = new Map<bigint, Map<string, BillRow>>(companyIds.map((id) => [id, new Map()]))
    const rows = camelRows(billsOfCompanies, read).map((row): [string, BillRow] => [
      keyOf({ sku: row.sku, location: codes.get(`${row.companyId} ${row.locationId}`) ?? '' }),
      row,
    ])
    for (const [key, row] of rows) bills.get(row.companyId)!.set(key, row)
    return {
      rows,
      known: {
        items,
        locations: new Map(locations.map((row) => [`${row.company_id} ${row.code}`, row.id])),
        resources: new Map(
          Array.from(
            Map.groupBy(resources, (row) => `${row.company_id} ${row.code}`),
            ([key, rows]) => [key, new Set(rows.map((row) => row.location_id))],
          ),
        ),
        bills,
      },
    }
  },
  describe(input, check, { companyId, before, known }) {
    const { sku, location = '', active = true, leadDays, materials = [], resources = [] } = input
    const locationId = location === '' ? 0n : known.locations.get(`${companyId} ${location}`)
    if (locationId === undefined)
      check.add('/location', 'unknown_location', `There is no location "${location}".`)
    const item = goodsOf(check, '/sku', sku, companyId, known)
    const named = new Set<string>()
    const stored = materials.map((material, index): StoredMaterial => {
      const at = `/materials/${index}`
      const of = goodsOf(check, `${at}/sku`, material.sku, companyId, known)
      checkDates(check, at, material)
      const quantity = check.decimal(`${at}/quantity`, material.quantity)
      const fine = of && tooFine(of, quantity)
      if (fine) check.add(`${at}/quantity`, fine.code, fine.message)
      check.that(
        quantity > 0n || !check.stated(`${at}/quantity`),
        `${at}/quantity`,
        'too_small',
        'It must be above 0.',
      )
      const key = `${material.sku} ${material.validFrom ?? ''}`
      if (named.has(key)) check.add(at, 'named_twice', 'It is named twice from this day on.')
      named.add(key)
      return { ...material, quantity: String(material.quantity), itemId: (of?.id ?? 0n).toString() }
    })
    const worked = resources.map(({ resource, hoursPerUnit }, index): StoredWork => {
      const at = `/resources/${index}`
      const places = known.resources.get(`${companyId} ${resource}`)
      if (!places || (location !== '' && locationId !== undefined && !places.has(locationId))) {
        const where = places ? ` at ${location}` : ''
        check.add(`${at}/resource`, 'unknown_resource', `There is no resource "${resource}"${where}.`)
      }
      check.decimal(`${at}/hoursPerUnit`, hoursPerUnit)
      return { resource, hoursPerUnit: String(hoursPerUnit) }
    })
    const row: BillRow = {
      companyId,
      itemId: item?.id ?? 0n,
      locationId: locationId ?? 0n,
      sku,
      version: before?.version ?? 1,
      active,
      leadDays,
      materials: plain(stored),
      resources: plain(worked),
    }
    const own = known.bills.get(companyId) ?? new Map<string, BillRow>()
    if (check.problems.length === 0) checkLevels(check, row, own, keyOf(input))
    if (check.problems.length === 0) own.set(keyOf(input), row)
    return row
  },
  write(rows, writes) {
    for (const { sku: _sku, ...row } of rows) writes.add(saveBills, row)
  },
})

function goodsOf(check: Check, path: string, sku: string, companyId: bigint, known: Known): Item | undefined {
  const item = known.items(companyId, sku)
  if (!item) check.add(path, 'unknown_item', `There is no item "${sku}".`)
  else if (item.kind !== 'goods') check.add(path, 'not_goods', `Nothing of ${sku} is held in stock.`)
  return item
}

function checkDates(check: Check, at: string, { validFrom, validTo }: StoredDates): void {
  const begins = validFrom === undefined || check.date(`${at}/validFrom`, validFrom)
  const ends = validTo === undefined || check.date(`${at}/validTo`, validTo)
  if (begins && ends && validFrom !== undefined && validTo !== undefined)
    check.that(validFrom <= validTo, `${at}/validTo`, 'dates_reversed', 'It lies before validFrom.')
}

type StoredDates = Pick<BillOfMaterialsInput['materials'][number], 'validFrom' | 'validTo'>

/** Bills of all places together have no circle, and no more levels than are looked through. */
function checkLevels(check: Check, row: BillRow, others: ReadonlyMap<string, BillRow>, key: string): void {
  const bills = Map.groupBy(
    [...others].flatMap(([at, one]) => (at === key ? [] : [one])).concat(row),
    ({ itemId }) => itemId.toString(),
  )
  const levels = new Map<string, number>()
  const path = new Set<string>()
  const levelsOf = (item: string): number => {
    if (path.has(item)) return Infinity
    const known = levels.get(item)
    if (known !== undefined) return known
    path.add(item)
    let most = 0
    for (const { materials } of bills.get(item) ?? [])
      for (const { itemId } of materials as unknown as StoredMaterial[])
        most = Math.max(most, levelsOf(itemId) + 1)
    path.delete(item)
    if (most !== Infinity) levels.set(item, most)
    return most
  }
  const deepest = Math.max(...Array.from(bills.keys(), levelsOf))
  if (deepest === Infinity) check.add('/materials', 'made_of_itself', 'It would be made of itself.')
  else if (deepest > MOST.levels)
    check.add(
      '/materials',
      'too_many_levels',
      `Something would be made through more than ${MOST.levels} levels.`,
    )
}

/** A bill as it was described. */
export function describedBill(
  { companyId: _company, itemId: _item, locationId: _location, materials, ...row }: BillRow,
  location: string,
): Record<string, Json> {
  const named = (materials as unknown as StoredMaterial[]).map(({ itemId: _id, ...one }) => one)
  return { ...row, location, materials: named }
}
