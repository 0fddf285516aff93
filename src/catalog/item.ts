import type { Reader, RowOf } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import type { Json } from '../platform/json.ts'
import { parseMicro, type Micro } from '../platform/money.ts'
import { ratioOf } from './ratio.ts'
import { readItems as readItemRows, readSubstitutes as readSubstituteRows } from './item.sql.ts'

/** What can be sold. `goods` move stock and cost; `service` and `charge` do neither; `gift_card` is owed, not earned; `coverage` covers another line. */
export interface Item {
  id: bigint
  sku: string
  name: string
  itemClass: string
  kind: 'goods' | 'service' | 'charge' | 'gift_card' | 'coverage'
  uom: string
  /** Decimals that a quantity of it may have, 0 to 6. */
  decimals: number
  taxCode: string
  pattern: string
  active: boolean
  /** What nobody has of it waits; else it is cancelled (B6-1). */
  backorders: boolean
  /** What a coverage costs for a period (A9-13): a percent of the line that it covers, or (null) its own price; absent: it covers nothing. */
  coverage?: { percent: Micro | null; basis: 'list' | 'net'; period: string }
  /** Units that it is sold in, by their codes; absent: the one that it is stocked in. */
  units?: ReadonlyMap<string, ItemUnit>
}

/** A unit that an item is sold in: one is numerator ÷ denominator of the unit that it is stocked in (B3-1). */
export interface ItemUnit {
  uom: string
  numerator: bigint
  denominator: bigint
  /** It is sold, and leaves, in whole ones. */
  whole: boolean
  minQuantity: Micro | null
  multipleOf: Micro | null
}

/** Most items kept in memory per company; past it the picture starts anew. */
const KEPT = 200_000

/** Reads items by SKU (upper or lower case as written); a SKU that is unknown is absent from the answer. */
export async function readItems(
  db: Reader,
  wanted: readonly { company: Versioned; sku: string }[],
): Promise<(company: bigint, sku: string) => Item | undefined> {
  const pictures = db.memory.get('catalog.items', () => new Pictures<Map<string, Item>>(() => new Map()))
  const found = new Map<bigint, Map<string, Item>>()
  const companyIds: bigint[] = []
  const skus: string[] = []
  const asked = new Set<string>()
  for (const { company, sku } of wanted) {
    let picture = found.get(company.id)
    if (!picture) {
      picture = pictures.of(company)
      if (picture.size > KEPT) picture = pictures.renew(company)
      found.set(company.id, picture)
    }
    if (picture.has(sku)) continue
    const key = `${company.id}/${sku}`
    if (asked.has(key)) continue
    asked.add(key)
    companyIds.push(company.id)
    skus.push(sku)
  }
  if (skus.length > 0) {
    for (const row of await db.read(readItemRows, { companyIds, skus })) {
      const item = itemOf(row)
      if (row.coverage !== null) item.coverage = coverageOf(row.coverage)
      if (row.units !== null) item.units = unitsOf(row.units)
      found.get(row.company_id)!.set(row.sku, item)
    }
  }
  return (company, sku) => found.get(company)?.get(sku)
}

type ItemRow = Pick<
  RowOf<typeof readItemRows>,
  | 'id'
  | 'sku'
  | 'name'
  | 'item_class'
  | 'kind'
  | 'uom'
  | 'decimals'
  | 'tax_code'
  | 'pattern'
  | 'active'
  | 'backorders'
>

function itemOf(row: ItemRow): Item {
  return {
    id: row.id,
    sku: row.sku,
    name: row.name,
    itemClass: row.item_class,
    kind: row.kind as Item['kind'],
    uom: row.uom,
    decimals: row.decimals,
    taxCode: row.tax_code,
    pattern: row.pattern,
    active: row.active,
    backorders: row.backorders,
  }
}

function coverageOf(kept: Json): NonNullable<Item['coverage']> {
  const { percent, basis, period } = kept as { percent: string | null; basis: 'list' | 'net'; period: string }
  return { percent: percent === null ? null : parseMicro(percent)!, basis, period }
}

/** Units as they are read with their item: those that it is sold in. */
function unitsOf(rows: Json): ReadonlyMap<string, ItemUnit> {
  type Row = { [member in keyof ItemUnit]: ItemUnit[member] extends boolean ? boolean : string } & {
    of: string
    active: boolean
  }
  const decimal = (text: string | null) => (text === null ? null : parseMicro(text)!)
  const said = new Map(
    (rows as Row[]).map(({ uom, of, numerator, denominator }) => [
      uom,
      { of, numerator: BigInt(numerator), denominator: BigInt(denominator) },
    ]),
  )
  const units = new Map<string, ItemUnit>()
  for (const { uom, active, whole, minQuantity, multipleOf } of rows as Row[]) {
    const ratio = active ? ratioOf(said, uom) : undefined
    if (ratio)
      units.set(uom, {
        uom,
        ...ratio,
        whole,
        minQuantity: decimal(minQuantity),
        multipleOf: decimal(multipleOf),
      })
  }
  return units
}

/** What may be sold in place of an item: `ratio` of it for one unit, from one day to another (null: without an end). */
export interface Substitute {
  item: Item
  kind: 'substitute' | 'successor'
  ratio: Micro
  validFrom: string
  validTo: string | null
}

/** What may stand for items, by item and there by rank; what is not sold any more stands for nothing. */
export async function readSubstitutes(
  db: Reader,
  items: readonly { companyId: bigint; itemId: bigint }[],
): Promise<Map<bigint, Substitute[]>> {
  const rows =
    items.length === 0
      ? []
      : await db.read(readSubstituteRows, {
          companyIds: items.map(({ companyId }) => companyId),
          itemIds: items.map(({ itemId }) => itemId),
        })
  const found = new Map<bigint, Substitute[]>()
  for (const row of rows) {
    const own = found.get(row.item_id)
    const substitute = {
      item: itemOf(row),
      kind: row.standing as Substitute['kind'],
      ratio: row.ratio,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    }
    if (own) own.push(substitute)
    else found.set(row.item_id, [substitute])
  }
  return found
}
