import type { Reader } from '../platform/database/index.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { readItems as readItemRows } from './item.sql.ts'

/** What can be sold. `goods` move stock and cost; `service` and `charge` do neither; `gift_card` is owed, not earned. */
export interface Item {
  id: bigint
  sku: string
  name: string
  itemClass: string
  kind: 'goods' | 'service' | 'charge' | 'gift_card'
  uom: string
  /** Decimals that a quantity of it may have, 0 to 6. */
  decimals: number
  taxCode: string
  pattern: string
  active: boolean
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
      found.get(row.company_id)!.set(row.sku, {
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
      })
    }
  }
  return (company, sku) => found.get(company)?.get(sku)
}
