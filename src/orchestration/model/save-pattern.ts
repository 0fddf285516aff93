import type { Reader } from '../../platform/database/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { checkModel, type ItemsOf, type OrderModelInput } from './order-model.ts'
import { defaultPatterns, type PatternBody } from './pattern.ts'
import type { PatternInput } from './pattern-input.ts'
import { StandingPatterns } from './standing.ts'
import { insertPattern, itemsOfPatterns, patternsOfCompanies } from './pattern.sql.ts'
import { systemsOfCompanies } from './system.sql.ts'

export type PatternRow = CamelRow<typeof patternsOfCompanies>

/** Every version of the patterns of companies by code and version; those built in are versions 1. */
export async function readPatternVersions(db: Reader, companyIds: readonly bigint[]): Promise<PatternRow[]> {
  const rows = camelRows(patternsOfCompanies, await db.read(patternsOfCompanies, { companyIds }))
  const builtIn = companyIds.flatMap((companyId) =>
    Object.entries(defaultPatterns).map(([code, body]): PatternRow => ({
      companyId,
      code,
      version: 1,
      body: body as unknown as Json,
      active: true,
    })),
  )
  return [...builtIn, ...rows]
}

/** The newest versions of patterns, by company and code, of rows whose newest comes last. */
export function newestOf(versions: readonly PatternRow[]): Map<bigint, Map<string, PatternRow>> {
  const newest = new Map<bigint, Map<string, PatternRow>>()
  for (const row of versions) {
    const own = newest.get(row.companyId) ?? new Map<string, PatternRow>()
    newest.set(row.companyId, own.set(row.code, row))
  }
  return newest
}

/** What new orders of each company go by: the newest active version of each pattern, of rows whose newest comes last. */
export function standingOf(versions: readonly PatternRow[]): Map<bigint, StandingPatterns> {
  const active = newestOf(versions.filter((row) => row.active))
  return new Map(
    Array.from(active, ([companyId, rows]) => [
      companyId,
      new StandingPatterns(
        Array.from(rows.values(), ({ code, body }) => ({
          code,
          body: body as JsonObject as unknown as PatternBody,
        })),
      ),
    ]),
  )
}

/** What patterns of companies meet: each other, and the items that go by them. */
export interface MetByPatterns {
  newest: Map<bigint, Map<string, PatternRow>>
  standing: Map<bigint, StandingPatterns>
  items: Map<bigint, ItemsOf[]>
  /** Codes of the systems that they may call. */
  systems: Map<bigint, ReadonlySet<string>>
}

export async function readMet(
  db: Reader,
  companyIds: readonly bigint[],
): Promise<MetByPatterns & { versions: PatternRow[] }> {
  const [versions, items, systems] = await Promise.all([
    readPatternVersions(db, companyIds),
    db.read(itemsOfPatterns, { companyIds }),
    db.read(systemsOfCompanies, { companyIds }),
  ])
  const byCompany = Map.groupBy(systems, ({ company_id }) => company_id)
  return {
    versions,
    newest: newestOf(versions),
    standing: standingOf(versions),
    items: Map.groupBy(items, ({ company_id }) => company_id),
    systems: new Map(companyIds.map((id) => [id, new Set(byCompany.get(id)?.map(({ code }) => code))])),
  }
}

/**
 * What must happen to an item of a kind (O-26), by its code. Each change is a new version: a running plan keeps what it
 * was drawn by, new orders take the newest active one.
 */
export const savePattern: SetupAct<PatternInput> = setupAct<PatternInput, PatternRow, MetByPatterns>({
  name: 'orchestration.save_pattern',
  key: (input) => input.code,
  async read(db, requests) {
    const { versions, ...known } = await readMet(db, companiesOf(requests))
    // The newest of a code comes last, and stays.
    return { rows: versions.map((row) => [row.code, row]), known }
  },
  describe(
    { code, version, components, lineComponents, dependencies, waitsFor, extends: parent, active },
    check,
    { companyId, before, known },
  ) {
    if (version !== undefined && version !== (before?.version ?? 1) && check.stated('/code')) {
      const message = before ? `The newest version is ${before.version}.` : 'There is no version yet.'
      check.add('/version', 'not_the_newest', message)
    }
    const pattern = { code, components, lineComponents, dependencies, waitsFor, extends: parent, active }
    const { bodies, problems } = checkModel(
      { patterns: [pattern as OrderModelInput['patterns'][number]] },
      known.standing.get(companyId),
      known.items.get(companyId),
      known.systems.get(companyId),
    )
    // Of components that are read in part nothing can be proven.
    if (check.stated('/components', '/lineComponents', '/dependencies', '/waitsFor', '/extends'))
      for (const one of problems)
        check.add(one.path.replace(/^\/patterns(\/0)?/, '') || '/components', one.code, one.message)
    const body = bodies[0] ?? { components: [] }
    // The next one of the batch meets it.
    if (active !== false && check.problems.length === 0) known.standing.get(companyId)?.put(code, body)
    return {
      companyId,
      code,
      version: before?.version ?? 1,
      body: body as unknown as Json,
      active: active ?? true,
    }
  },
  write: insertPattern,
})
