import { Type, type Static } from 'typebox'
import { checkBody } from '../../platform/http/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Reader } from '../../platform/database/index.ts'
import {
  camelRows,
  setupAct,
  type CamelRow,
  type Check,
  type SetupAct,
  type SetupRequest,
} from '../../platform/setup.ts'
import { findItems, type ItemKey } from '../save-item.ts'
import { itemsInCircles, modelsByCode, modelsOfItems, saveModels } from './configuration.sql.ts'
import { answerersOf, type Allowance } from './answerers.ts'
import { judgeReferences, proveMeaning } from './judge-model.ts'
import { modelMembers, placedOptions, skusOf, type Model } from './model.ts'
import { readUvl } from './uvl.ts'

const code = (maxLength: number) => Type.String({ minLength: 1, maxLength })

export const ConfigurationModelInput = Type.Object(
  {
    code: code(100),
    version: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'A published version stays as it is',
    }),
    sku: { ...code(200), description: 'The item that is sold configured' },
    name: code(300),
    state: Type.Optional(
      Type.Union([Type.Literal('draft'), Type.Literal('published'), Type.Literal('withdrawn')], {
        description:
          'draft when absent. A draft may change; published, orders are configured by it; withdrawn, it is not used for new orders.',
      }),
    ),
    pricing: Type.Optional(
      Type.Union([Type.Literal('roll_up'), Type.Literal('fixed')], {
        description:
          'roll_up (when absent): prices of options are added; fixed: the price of the item is all',
      }),
    ),
    validFrom: Type.String({ description: 'YYYY-MM-DD, the first day' }),
    validTo: Type.Optional(Type.String({ description: 'YYYY-MM-DD, the last day' })),
    ...modelMembers,
    groups: Type.Optional(modelMembers.groups),
    uvl: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 1_000_000,
        description: 'A feature model in the Universal Variability Language, in place of groups and rules',
      }),
    ),
  },
  { title: 'ConfigurationModelInput', $id: 'ConfigurationModelInput', additionalProperties: false },
)
export type ConfigurationModelInput = Static<typeof ConfigurationModelInput>

type ModelRow = CamelRow<typeof modelsByCode>

interface Known {
  items(companyId: bigint, sku: string): ItemKey | undefined
  /** Codes of the models of an item, by company and item. */
  models: ReadonlyMap<string, string>
  contents: ReadonlyMap<ConfigurationModelInput, ReturnType<typeof contentOf>>
  /** What is wrong with what models mean, of those that are to be published and refer to nothing wrong. */
  meanings: ReadonlyMap<ConfigurationModelInput, readonly Problem[]>
  /** Items of models that come to themselves, by company and SKU. */
  circles: ReadonlySet<string>
}

/** A version of a configuration model (A8-1, A8-2, A8-13): a draft may change, a published one is judged and then stays. */
export const saveConfigurationModel: SetupAct<ConfigurationModelInput> = setupAct<
  ConfigurationModelInput,
  ModelRow,
  Known
>({
  name: 'catalog.save_configuration_model',
  key: (input) => `${input.code} ${input.version}`,
  async read(db, requests) {
    const contents = new Map(requests.map(({ input }) => [input, contentOf(input)]))
    const skus = requests.flatMap(({ companyId, input }) => [
      { companyId, sku: input.sku },
      ...skusOf(contents.get(input)!.model).map((sku) => ({ companyId, sku })),
    ])
    const [rows, items] = await Promise.all([
      db.read(modelsByCode, {
        companyIds: requests.map((request) => request.companyId),
        codes: requests.map((request) => request.input.code),
        versions: requests.map((request) => request.input.version),
      }),
      findItems(db, skus),
    ])
    const sold = requests.flatMap(({ companyId, input }) => {
      const item = items(companyId, input.sku)
      return item ? [{ companyId, itemId: item.id }] : []
    })
    // What is published together must not lead around either.
    const parts = requests.flatMap(({ companyId, input }) =>
      input.state === 'published'
        ? skusOf(contents.get(input)!.model).map((part) => ({ companyId, sku: input.sku, part }))
        : [],
    )
    const [models, circles] = await Promise.all([
      db.read(modelsOfItems, {
        companyIds: sold.map((one) => one.companyId),
        itemIds: sold.map((one) => one.itemId),
      }),
      parts.length === 0
        ? []
        : db.read(itemsInCircles, {
            companyIds: parts.map((one) => one.companyId),
            skus: parts.map((one) => one.sku),
            parts: parts.map((one) => one.part),
          }),
    ])
    const standing = camelRows(modelsByCode, rows).map(
      (row) => [`${row.code} ${row.modelVersion}`, row] as const,
    )
    const fixed = new Set(
      standing.filter(([, row]) => row.state !== 'draft').map(([key, row]) => `${row.companyId} ${key}`),
    )
    const toPublish = requests.filter(
      ({ companyId, input }) =>
        input.state === 'published' && !fixed.has(`${companyId} ${input.code} ${input.version}`),
    )
    const meanings = await readMeanings(db, toPublish, contents)
    return {
      rows: standing.map(([key, row]) => [key, row]),
      known: {
        meanings,
        items,
        models: new Map(models.map((row) => [`${row.company_id} ${row.item_id}`, row.code])),
        contents,
        circles: new Set(circles.map((row) => `${row.company_id} ${row.sku}`)),
      },
    }
  },
  describe(input, check, { companyId, before, known, context }) {
    const { model, problems } = known.contents.get(input) ?? contentOf(input)
    for (const problem of problems) check.add(problem.path, problem.code, problem.message)
    check.validity(input)
    const state = input.state ?? 'draft'
    const item = known.items(companyId, input.sku)
    check.that(item !== undefined, '/sku', 'unknown_item', `There is no item ${input.sku}.`)
    const other = item && known.models.get(`${companyId} ${item.id}`)
    if (other !== undefined && other !== input.code)
      check.add('/sku', 'model_of_item', `The model of ${input.sku} is ${other}: describe a version of it.`)
    const row: ModelRow = {
      companyId,
      id: before?.id ?? context.ids.next(),
      code: input.code,
      modelVersion: input.version,
      itemId: item?.id ?? 0n,
      name: input.name,
      state,
      pricing: input.pricing ?? 'roll_up',
      validFrom: input.validFrom,
      validTo: input.validTo ?? null,
      content: model as unknown as Json,
    }
    if (before && before.state !== 'draft') return kept(row, before, check)
    check.that(
      state !== 'withdrawn' || before !== undefined,
      '/state',
      'not_published',
      'It was never published.',
    )
    if (problems.length > 0) return row
    for (const problem of judgeReferences(model)) check.add(problem.path, problem.code, problem.message)
    if (state === 'draft') return row
    for (const { option, path } of placedOptions(model.groups))
      if (option.sku !== undefined && !known.items(companyId, option.sku))
        check.add(`${path}/sku`, 'unknown_item', `There is no item ${option.sku}.`)
    check.that(
      !known.circles.has(`${companyId} ${input.sku}`),
      '/groups',
      'kit_in_itself',
      `${input.sku} would be a part of itself: an option, or what its item comes to, names it.`,
    )
    check.that(
      model.groups.length > 0,
      '/groups',
      'nothing_to_choose',
      'A published model has something to choose.',
    )
    if (check.problems.length > 0) return row
    const meaning = known.meanings.get(input)
    if (!meaning) throw new Error(`Nobody judged version ${input.version} of ${input.code}`)
    for (const problem of meaning) check.add(problem.path, problem.code, problem.message)
    return row
  },
  write: saveModels,
})

/** Judges what models mean before their batch decides; those of one company share the time for it. */
async function readMeanings(
  db: Reader,
  requests: readonly SetupRequest<ConfigurationModelInput>[],
  contents: Known['contents'],
): Promise<Known['meanings']> {
  const meanings = new Map<ConfigurationModelInput, readonly Problem[]>()
  const allowances = new Map<bigint, Allowance>()
  const answerers = answerersOf(db.memory)
  for (const { companyId, input, malformed } of requests) {
    const { model, problems } = contents.get(input)!
    if (malformed || problems.length > 0 || model.groups.length === 0) continue
    if (judgeReferences(model).length > 0) continue
    const allowance = allowances.get(companyId) ?? answerers.allowance(2)
    allowances.set(companyId, allowance)
    const { validFrom: from, validTo: to } = input
    meanings.set(input, await proveMeaning(answerers, { model, from, to }, allowance))
  }
  return meanings
}

/** Orders were configured by it: of a published version only its last day and whether it is used may change. */
function kept(row: ModelRow, before: ModelRow, check: Check): ModelRow {
  check.that(row.state !== 'draft', '/state', 'fixed', 'It was published: describe another version.')
  const fixed = 'It never changes in a published version: describe another version.'
  check.that(row.itemId === before.itemId, '/sku', 'fixed', fixed)
  check.that(row.pricing === before.pricing, '/pricing', 'fixed', fixed)
  check.that(row.validFrom === before.validFrom, '/validFrom', 'fixed', fixed)
  check.that(sorted(row.content) === sorted(before.content), '/groups', 'fixed', fixed)
  return row
}

/** One text for equal values, whatever the order of their members. */
function sorted(value: Json): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each !== 'object' || each === null || Array.isArray(each)
      ? each
      : Object.fromEntries(Object.entries(each).sort(([x], [y]) => (x < y ? -1 : 1))),
  )
}

/** What a description says of choices, in its own words or as a feature model. */
function contentOf(input: ConfigurationModelInput) {
  const { groups, attributes, resources, rules, uvl } = input
  const model: Model = {
    groups: groups ?? [],
    ...(attributes ? { attributes } : {}),
    ...(resources ? { resources } : {}),
    ...(rules ? { rules } : {}),
  }
  if (uvl === undefined) return { model, problems: [] }
  if (groups || rules) {
    const message = 'A feature model has groups and rules of its own.'
    return { model, problems: [{ path: '/uvl', code: 'groups_or_uvl', message }] }
  }
  const read = readUvl(uvl)
  if (!read.ok) return { model, problems: read.problems.map((problem) => ({ ...problem, path: '/uvl' })) }
  // What a feature model may say is less than its words allow: codes and quantities have the bounds of any model.
  const checked = checkModel(read.model)
  const wrong = checked.ok ? [] : checked.problems
  return {
    model: { ...model, ...read.model },
    problems: wrong.map((one) => ({ ...one, path: '/uvl', message: `${one.path}: ${one.message}` })),
  }
}

const checkModel = checkBody(Type.Object(modelMembers, { additionalProperties: false }))
