import { Type, type Static } from 'typebox'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { camelRows, companiesOf, setupAct, type CamelRow, type SetupAct } from '../../platform/setup.ts'
import { LEADS_TO } from './line-component.ts'
import { compilePattern, defaultPatterns, type PatternBody } from './pattern.ts'
import { insertPattern, patternsOfCompanies } from './pattern.sql.ts'

const Word = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[a-z][a-z0-9_]*$',
  form: 'small letters, digits and _, beginning with a letter',
})
const Condition = Type.String({ minLength: 1, maxLength: 2000, description: 'CEL; absent: always' })

const Duration = Type.String({
  minLength: 2,
  maxLength: 30,
  description: 'ISO 8601, such as P2D or PT4H, by the clocks of the company',
})
const WorkTask = Type.Object(
  {
    kind: Type.Literal('work'),
    name: Word,
    title: Type.String({ minLength: 1, maxLength: 200, description: 'What is to be done' }),
    role: Type.Optional(Type.String({ minLength: 1, maxLength: 100, description: 'Who does it' })),
    statuses: Type.Optional(
      Type.Array(
        Type.Object(
          { code: Word, to: Type.Union(LEADS_TO.map((one) => Type.Literal(one))) },
          { additionalProperties: false },
        ),
        {
          maxItems: 20,
          description: 'How it can end: the plan goes on, or a person looks at it (fallout). Absent: done',
        },
      ),
    ),
  },
  { additionalProperties: false },
)
const WaitTask = Type.Object(
  {
    kind: Type.Literal('wait'),
    name: Word,
    for: Type.Optional(Duration),
    until: Type.Optional(
      Type.String({ minLength: 1, maxLength: 2000, description: 'CEL: a day, YYYY-MM-DD; empty: none' }),
    ),
  },
  { additionalProperties: false },
)
const LineComponents = Type.Array(
  Type.Object(
    {
      kind: Word,
      when: Type.Optional(Condition),
      key: Type.String({
        minLength: 1,
        maxLength: 2000,
        description: 'CEL; lines with an equal key share a component',
      }),
      duration: Type.Optional(Duration),
      scheduled: Type.Optional(
        Type.Boolean({
          description:
            'true: it begins so late that what waits for it, and the day that is asked for, are just met; at once when there is no time left',
        }),
      ),
      tasks: Type.Array(Type.Union([WorkTask, WaitTask]), { maxItems: 20 }),
    },
    { additionalProperties: false },
  ),
  {
    maxItems: 20,
    description: 'What is done for lines beside delivering them; a line is in each whose condition is true',
  },
)
const StepIn = Type.String({
  minLength: 1,
  maxLength: 101,
  pattern: '^[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?$',
  form: 'a component, or component/task',
})
const Dependencies = Type.Array(
  Type.Object(
    {
      from: StepIn,
      to: StepIn,
      fromPattern: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
      items: Type.Optional(
        Type.Union([
          Type.Literal('same'),
          Type.Literal('all'),
          Type.Object(
            {
              from: Type.String({
                minLength: 1,
                maxLength: 2000,
                description: 'CEL over a line that is waited for',
              }),
              to: Type.String({ minLength: 1, maxLength: 2000, description: 'CEL over a line that waits' }),
            },
            { additionalProperties: false },
          ),
        ]),
      ),
      delay: Type.Optional(Duration),
    },
    { additionalProperties: false },
  ),
  { maxItems: 50, description: 'What starts only when something else of the order is done, line by line' },
)

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
    lineComponents: Type.Optional(LineComponents),
    dependencies: Type.Optional(Dependencies),
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
  describe(
    { code, version, components, lineComponents, dependencies, active },
    check,
    { companyId, before },
  ) {
    if (version !== undefined && version !== (before?.version ?? 1) && check.stated('/code')) {
      const message = before ? `The newest version is ${before.version}.` : 'There is no version yet.'
      check.add('/version', 'not_the_newest', message)
    }
    // Of components that are read in part nothing can be proven.
    const body = {
      components,
      ...(lineComponents && lineComponents.length > 0 && { lineComponents }),
      ...(dependencies && dependencies.length > 0 && { dependencies }),
    }
    const stated = check.stated('/components', '/lineComponents', '/dependencies')
    const compiled = stated && compilePattern(code, 1, body as PatternBody)
    if (compiled && !compiled.ok)
      for (const one of compiled.problems) check.add(one.path, one.code, one.message)
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
