import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { compilePattern, defaultPatterns, type PatternBody } from './pattern.ts'
import { insertPattern, patternsOfCompanies } from './pattern.sql.ts'

const Word = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[a-z][a-z0-9_]*$',
  form: 'small letters, digits and _, beginning with a letter',
})
const Condition = Type.String({ minLength: 1, maxLength: 2000, description: 'CEL; absent: always' })

export const PatternInput = Type.Object(
  {
    code: Type.String({ minLength: 1, maxLength: 100, description: 'By which items name it' }),
    version: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'As listed; said in a description, it has to be the newest, so that nobody is overruled',
      }),
    ),
    components: Type.Array(
      Type.Object(
        {
          kind: Word,
          when: Type.Optional(Condition),
          key: Type.String({
            minLength: 1,
            maxLength: 2000,
            description: 'CEL; parts with an equal key share a component',
          }),
          tasks: Type.Array(
            Type.Object(
              { kind: Type.String({ minLength: 1, maxLength: 50 }), when: Type.Optional(Condition) },
              { additionalProperties: false },
            ),
            { maxItems: 20 },
          ),
        },
        { additionalProperties: false },
      ),
      {
        maxItems: 20,
        description: 'A part goes by the first one whose condition is true; the last has none',
      },
    ),
    active: Type.Optional(
      Type.Boolean({ description: 'false: written down only; new orders take the newest active version' }),
    ),
  },
  { title: 'PatternInput', $id: 'PatternInput', additionalProperties: false },
)
export type PatternInput = Static<typeof PatternInput>

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

/**
 * What must happen to an item of a kind (O-26), by its code. Each change is a new version: a running plan keeps what it
 * was drawn by, new orders take the newest active one.
 */
export const savePattern: SetupAct<PatternInput> = setupAct<PatternInput, PatternRow>({
  name: 'orchestration.save_pattern',
  key: (input) => input.code,
  async read(db, requests) {
    const versions = await readPatternVersions(db, companiesOf(requests))
    // The newest of a code comes last, and stays.
    return { rows: versions.map((row) => [row.code, row]), known: undefined }
  },
  describe({ code, version, components, active }, check, { companyId, before }) {
    if (version !== undefined && version !== (before?.version ?? 1) && check.stated('/code')) {
      const message = before ? `The newest version is ${before.version}.` : 'There is no version yet.'
      check.add('/version', 'not_the_newest', message)
    }
    // Of components that are read in part nothing can be proven.
    const compiled = check.stated('/components') && compilePattern(code, 1, { components } as PatternBody)
    if (compiled && !compiled.ok)
      for (const one of compiled.problems) check.add(one.path, one.code, one.message)
    return {
      companyId,
      code,
      version: before?.version ?? 1,
      body: { components } as unknown as Json,
      active: active ?? true,
    }
  },
  write: insertPattern,
})
