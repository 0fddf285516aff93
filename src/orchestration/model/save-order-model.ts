import type { Database, Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import {
  checkModel,
  differencesOf,
  type ItemsOf,
  type ModelDifference,
  type OrderModelInput,
} from './order-model.ts'
import { insertOrderModel, insertPattern, itemsOfPatterns, newestOrderModels } from './pattern.sql.ts'
import { newestOf, readPatternVersions, standingOf, type PatternRow } from './save-pattern.ts'

export type OrderModelRow = CamelRow<typeof newestOrderModels>

/** What a model meets, by company. */
interface Met {
  newest: Map<bigint, Map<string, PatternRow>>
  items: Map<bigint, ItemsOf[]>
}

async function readMet(db: Reader, companyIds: readonly bigint[]): Promise<Met> {
  const [versions, items] = await Promise.all([
    readPatternVersions(db, companyIds),
    db.read(itemsOfPatterns, { companyIds }),
  ])
  return { newest: newestOf(versions), items: Map.groupBy(items, ({ company_id }) => company_id) }
}

/**
 * A model is deployed whole, or not at all (decision 0071): each of its patterns that differs from what stands becomes a new version, and the
 * model a version that says which ones it is of. Running plans keep theirs (O-107).
 */
export const saveOrderModel: SetupAct<OrderModelInput> = setupAct<OrderModelInput, OrderModelRow, Met>({
  name: 'orchestration.save_order_model',
  key: () => '',
  async read(db, requests) {
    const companyIds = companiesOf(requests)
    const [rows, known] = await Promise.all([
      db.read(newestOrderModels, { companyIds }),
      readMet(db, companyIds),
    ])
    return { rows: camelRows(newestOrderModels, rows).map((row) => ['', row]), known }
  },
  describe({ note = '', patterns }, check, { companyId, before, known }) {
    const newest = known.newest.get(companyId)
    const { bodies, problems } = checkModel({ patterns }, standingOf(newest), known.items.get(companyId))
    if (check.stated('/patterns'))
      for (const { path, code, message } of problems) check.add(path, code, message)
    const changed = changedOf(differencesOf(patterns, bodies, newest ?? new Map()))
    const versions = Object.fromEntries(
      patterns.map(({ code }): [string, Json] => {
        const version = newest?.get(code)?.version ?? 0
        return [code, changed.has(code) ? version + 1 : Math.max(version, 1)]
      }),
    )
    return { companyId, version: before?.version ?? 1, note, versions, body: { patterns } as unknown as Json }
  },
  write(rows, writes, { now }, { newest }) {
    for (const row of rows) {
      const { patterns } = row.body as unknown as OrderModelInput
      const own = newest.get(row.companyId)!
      const { bodies } = checkModel({ patterns }, standingOf(own))
      const changed = changedOf(differencesOf(patterns, bodies, own))
      for (const [index, { code, active = true }] of patterns.entries())
        if (changed.has(code))
          writes.add(insertPattern, {
            companyId: row.companyId,
            code,
            version: (own.get(code)?.version ?? 0) + 1,
            body: bodies[index] as unknown as Json,
            active,
          })
      writes.add(insertOrderModel, { ...row, deployedAt: now })
    }
  },
})

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
  const { newest, items } = await readMet(db, [companyId])
  const own = newest.get(companyId)!
  const { bodies, problems } = checkModel(model, standingOf(own), items.get(companyId))
  return { problems, differences: differencesOf(model.patterns, bodies, own) }
}
