import type { Database } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { checkModel, differencesOf, type ModelDifference, type OrderModelInput } from './order-model.ts'
import { insertOrderModel, insertPattern, newestOrderModels } from './pattern.sql.ts'
import type { PatternBody } from './pattern.ts'
import { readMet, type MetByPatterns, type PatternRow } from './save-pattern.ts'

export type OrderModelRow = CamelRow<typeof newestOrderModels>

/**
 * A model is deployed whole, or not at all (decision 0071): each of its patterns that differs from what stands becomes a new version, and the
 * model a version that says which ones it is of. Running plans keep theirs (O-107).
 */
export const saveOrderModel: SetupAct<OrderModelInput> = setupAct<
  OrderModelInput,
  OrderModelRow,
  MetByModels
>({
  name: 'orchestration.save_order_model',
  key: () => '',
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, known] = await Promise.all([
      db.read(newestOrderModels, { companyIds }),
      readMet(db, companyIds),
    ])
    const models = camelRows(newestOrderModels, rows)
    const stored = new Map(models.map(({ companyId, version }) => [companyId, version]))
    return { rows: models.map((row) => ['', row]), known: { ...known, made: [], models: [], stored } }
  },
  describe({ note = '', patterns }, check, { companyId, before, known }) {
    const newest = known.newest.get(companyId) ?? new Map<string, PatternRow>()
    const { bodies, problems } = checkModel(
      { patterns },
      known.standing.get(companyId),
      known.items.get(companyId),
      known.systems.get(companyId),
    )
    if (check.stated('/patterns'))
      for (const { path, code, message } of problems) check.add(path, code, message)
    const changed = changedOf(differencesOf(patterns, bodies, newest))
    const made: PatternRow[] = patterns.flatMap(({ code, active = true }, index) =>
      changed.has(code)
        ? [
            {
              companyId,
              code,
              version: (newest.get(code)?.version ?? 0) + 1,
              body: bodies[index] as unknown as Json,
              active,
            },
          ]
        : [],
    )
    if (check.problems.length === 0) meet(known, companyId, made)
    const versions = Object.fromEntries(
      patterns.map(({ code }): [string, Json] => [code, newest.get(code)?.version ?? 1]),
    )
    const body = { patterns } as unknown as Json
    const row: OrderModelRow = { companyId, version: before?.version ?? 1, note, versions, body }
    if (check.problems.length === 0) known.models.push(row)
    return row
  },
  write(_rows, writes, { now }, { made, models, stored }) {
    for (const row of made) writes.add(insertPattern, row)
    // One that said what stood already was given no version of its own.
    const told = new Set<string>()
    for (const row of models) {
      const name = `${row.companyId} ${row.version}`
      if (row.version <= (stored.get(row.companyId) ?? 0) || told.has(name)) continue
      told.add(name)
      writes.add(insertOrderModel, { ...row, deployedAt: now })
    }
  },
})

/** What models of a batch make, each meeting what those before it made. */
interface MetByModels extends MetByPatterns {
  made: PatternRow[]
  models: OrderModelRow[]
  /** The newest version of each company that stood before. */
  stored: Map<bigint, number>
}

function meet({ newest, standing, made }: MetByModels, companyId: bigint, rows: readonly PatternRow[]): void {
  made.push(...rows)
  const own = newest.get(companyId) ?? new Map<string, PatternRow>()
  for (const row of rows) own.set(row.code, row)
  newest.set(companyId, own)
  for (const { code, body, active } of rows)
    if (active) standing.get(companyId)?.put(code, body as unknown as PatternBody)
}

function changedOf(differences: readonly ModelDifference[]): Set<string> {
  const changed = differences.filter(({ change }) => change === 'created' || change === 'changed')
  return new Set(changed.map(({ code }) => code))
}

/** How a model differs from what a company has, and what is wrong with it there; nothing is written. */
export async function compareOrderModel(
  db: Database,
  companyId: bigint,
  model: OrderModelInput,
): Promise<{ problems: Problem[]; differences: ModelDifference[] }> {
  const { newest, standing, items, systems } = await readMet(db, [companyId])
  const own = newest.get(companyId)!
  const { bodies, problems } = checkModel(
    model,
    standing.get(companyId),
    items.get(companyId),
    systems.get(companyId),
  )
  return { problems, differences: differencesOf(model.patterns, bodies, own) }
}
