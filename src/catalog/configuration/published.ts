import type { Reader } from '../../platform/database/index.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { answerersOf, type Allowance } from './answerers.ts'
import { TooComplex } from './clauses.ts'
import { compileModel } from './compile.ts'
import type { Compiled } from './compiled.ts'
import { modelContents, publishedModels } from './configuration.sql.ts'
import { boundsOf, daysOf, holdsOn, placedOptions, skusOf, type Model, type ModelOption } from './model.ts'
import { answerQuestion, type ModelAnswer, type ModelQuestion } from './question.ts'
import { Unfinished, Work } from './work.ts'

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

/** Models that are kept ready: some hundred kilobytes each. */
const MOST_READY = 32
/** Options of a model, and choices, that are looked at in the thread that answers everybody. */
const MOST_QUICK = 2000
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
  /**
   * What follows from choices, as the model is on a day. What is not quickly found is found in another thread, as long as the
   * allowance lasts.
   */
  answer(
    model: PublishedModel,
    day: string,
    question: ModelQuestion,
    allowance: Allowance,
  ): Promise<ModelAnswer | TooComplex>
  /** In the order of the model. */
  options(model: PublishedModel): readonly BoundedOption[]
  has(model: PublishedModel, option: string): boolean
  /** Items that its options name. */
  skus(model: PublishedModel): readonly string[]
}

/** An option, and how many of it there may be where it is taken. */
export interface BoundedOption {
  option: ModelOption
  min: number
  max: number
}

interface Kept {
  model: Model
  days: readonly string[]
  skus: readonly string[]
  /** In the order of the model. */
  options: readonly BoundedOption[]
  codes: ReadonlySet<string>
  /** By the day from which on it is so; null: it is too large for a quick answer. */
  compiled: Map<string, Compiled | null>
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
      const options = [...placedOptions(model.groups)].map(({ option }) => ({ option, ...boundsOf(option) }))
      const codes = new Set(options.map(({ option }) => option.code))
      const one = { model, days, skus: skusOf(model), options, codes, compiled: new Map() }
      found.set(key, one)
      kept.set(key, one)
      if (kept.size > MOST_READY) kept.delete(kept.keys().next().value!)
    }
  }
  const answerers = answerersOf(db.memory)
  return {
    async answer(model, day, question, allowance) {
      const key = keyOf(model)
      const one = found.get(key)!
      const from = one.days.findLast((start) => start <= day) ?? one.days[0]!
      try {
        const answered = quickAnswer(one, from, question)
        if (answered) return answered
        const asked = { key, day: from, model: one.model, question }
        return await answerers.answer(asked, allowance)
      } catch (error) {
        if (error instanceof TooComplex) return error
        throw error
      }
    },
    options: (model) => found.get(keyOf(model))!.options,
    has: (model, option) => found.get(keyOf(model))!.codes.has(option),
    skus: (model) => found.get(keyOf(model))!.skus,
  }
}

/** An answer that takes no more than some milliseconds; undefined: there is none. */
function quickAnswer(
  { model, options, compiled }: Kept,
  day: string,
  question: ModelQuestion,
): ModelAnswer | undefined {
  if (options.length > MOST_QUICK || question.choices.length > MOST_QUICK) return undefined
  try {
    let ready = compiled.get(day)
    if (ready === undefined) {
      compiled.set(day, null)
      compiled.set(day, (ready = compileModel(model, day, new Work(true))))
      if (compiled.size > MOST_DAYS_READY) compiled.delete(compiled.keys().next().value!)
    }
    return ready === null ? undefined : answerQuestion(ready, question)
  } catch (error) {
    if (error instanceof Unfinished) return undefined
    throw error
  }
}
