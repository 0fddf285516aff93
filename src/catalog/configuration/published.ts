import type { Reader } from '../../platform/database/index.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { compileModel, type Compiled } from './compile.ts'
import { modelContents, publishedModels } from './configuration.sql.ts'
import { daysOf, holdsOn, skusOf, type Model } from './model.ts'

/** A published version, without what it says. */
export interface PublishedModel {
  companyId: bigint
  id: bigint
  code: string
  version: number
  sku: string
  name: string
  pricing: 'roll_up' | 'fixed'
  validFrom: string
  validTo: string | undefined
}

/** Models that are kept ready: some hundred kilobytes each, and a solver that was needed has 64 MB of address space. */
const MOST_READY = 32
/** Days of one model that are kept ready: orders of today ask for one. */
const MOST_DAYS_READY = 3

/** Published models of companies, from pictures in memory. */
export interface PublishedModels {
  /** All versions for an item, the newest first. */
  ofItem(companyId: bigint, sku: string): readonly PublishedModel[]
  /** By code of the model or SKU of its item: the newest version that holds on a day, of a number when it is named. */
  named(companyId: bigint, name: string, on: string, version?: number): PublishedModel | undefined
  /** By the SKU of its item alone. */
  holding(companyId: bigint, sku: string, on: string, version?: number): PublishedModel | undefined
}

type Picture = { bySku: Map<string, PublishedModel[]>; byCode: Map<string, PublishedModel[]> }

export async function readPublishedModels(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<PublishedModels> {
  const pictures = db.memory.get(
    'catalog.models',
    () => new Pictures<Picture>(() => ({ bySku: new Map(), byCode: new Map() })),
  )
  const found = await pictures.load(companies, async (companyIds, empty) => {
    for (const row of await db.read(publishedModels, { companyIds })) {
      const picture = empty.get(row.company_id)!
      const model: PublishedModel = {
        companyId: row.company_id,
        id: row.id,
        code: row.code,
        version: row.model_version,
        sku: row.sku,
        name: row.name,
        pricing: row.pricing as PublishedModel['pricing'],
        validFrom: row.valid_from,
        validTo: row.valid_to ?? undefined,
      }
      for (const [map, key] of [
        [picture.bySku, model.sku],
        [picture.byCode, model.code],
      ] as const)
        map.set(key, [...(map.get(key) ?? []), model])
    }
  })
  // Newest first, as they were read.
  const newest = (all: readonly PublishedModel[] | undefined, on: string, version?: number) =>
    all?.find((one) => holdsOn(one, on) && (version === undefined || one.version === version))
  return {
    ofItem: (companyId, sku) => found.get(companyId)?.bySku.get(sku) ?? [],
    named(companyId, name, on, version) {
      const picture = found.get(companyId)
      return newest(picture?.byCode.get(name) ?? picture?.bySku.get(name), on, version)
    },
    holding: (companyId, sku, on, version) => newest(found.get(companyId)?.bySku.get(sku), on, version),
  }
}

/** Models of which everything is at hand, ready to answer without another look at the database. */
export interface ReadyModels {
  /** As it is on a day. */
  on(model: PublishedModel, day: string): Compiled
  /** Items that its options name. */
  skus(model: PublishedModel): readonly string[]
}

interface Kept {
  model: Model
  days: readonly string[]
  skus: readonly string[]
  /** By the day from which on it is so. */
  compiled: Map<string, Compiled>
}

/** Reads what models say; each is kept ready, since a published version says the same for ever. */
export async function readReadyModels(db: Reader, wanted: readonly PublishedModel[]): Promise<ReadyModels> {
  const kept = db.memory.get('catalog.compiled', () => new Map<string, Kept>())
  const keyOf = ({ companyId, id }: PublishedModel) => `${companyId}/${id}`
  const found = new Map<string, Kept>()
  const missing = new Map<string, PublishedModel>()
  for (const model of wanted) {
    const key = keyOf(model)
    const one = kept.get(key)
    if (!one) missing.set(key, model)
    else {
      found.set(key, one)
      kept.delete(key)
      kept.set(key, one)
    }
  }
  if (missing.size > 0) {
    const all = [...missing.values()]
    const rows = await db.read(modelContents, {
      companyIds: all.map((one) => one.companyId),
      ids: all.map((one) => one.id),
    })
    for (const row of rows) {
      const key = `${row.company_id}/${row.id}`
      const model = row.content as unknown as Model
      const { validFrom } = missing.get(key)!
      const days = daysOf(model, validFrom, undefined)
      const one = { model, days, skus: skusOf(model), compiled: new Map() }
      found.set(key, one)
      kept.set(key, one)
      if (kept.size > MOST_READY) kept.delete(kept.keys().next().value!)
    }
  }
  return {
    on(model, day) {
      const one = found.get(keyOf(model))!
      const from = one.days.findLast((start) => start <= day) ?? one.days[0]!
      let compiled = one.compiled.get(from)
      if (!compiled) {
        one.compiled.set(from, (compiled = compileModel(one.model, from)))
        if (one.compiled.size > MOST_DAYS_READY) one.compiled.delete(one.compiled.keys().next().value!)
      }
      return compiled
    },
    skus: (model) => found.get(keyOf(model))!.skus,
  }
}
