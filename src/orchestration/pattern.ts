import type { Reader } from '../platform/database/index.ts'
import type { JsonObject } from '../platform/json.ts'
import { Pictures, type Versioned } from '../platform/picture.ts'
import { compileRule, type Rule, type RuleSchema } from '../platform/rules.ts'
import { readPatterns as readPatternRows } from './plan.sql.ts'

/** What the expressions of a pattern may ask: the order, and one part of it (a fulfillment line). */
export const patternFacts = {
  order: { type: 'string', source: 'string', prepaid: 'bool', country: 'string' },
  part: {
    lineNo: 'int',
    itemClass: 'string',
    kind: 'string',
    supply: 'string',
    location: 'string',
    promisedOn: 'string',
    autoConfirm: 'bool',
  },
} satisfies RuleSchema

/** Kinds of inside tasks. `collect` and `close` are drawn for every order; a pattern draws the others. */
export const TASK_KINDS = ['reserve', 'release', 'ship', 'invoice', 'collect', 'close'] as const
export type TaskKind = (typeof TASK_KINDS)[number]

/** A pattern as it is stored: what must happen to an item of its kind. All expressions are CEL. */
export interface PatternBody {
  components: {
    kind: string
    /** Parts with an equal key share a component (O-26). */
    key: string
    /** Tasks in order; one whose `when` is false is not drawn. */
    tasks: { kind: TaskKind; when?: string }[]
  }[]
}

export interface Pattern {
  code: string
  version: number
  components: { kind: string; key: Rule; tasks: { kind: TaskKind; when: Rule | null }[] }[]
}

const perform: PatternBody = {
  components: [
    { kind: 'perform', key: '"perform/" + part.promisedOn', tasks: [{ kind: 'ship' }, { kind: 'invoice' }] },
  ],
}

/** The patterns of a company that sets up none of its own: one a kind of item (docs/concepts/plan.md). */
export const defaultPatterns: Readonly<Record<string, PatternBody>> = {
  goods: {
    components: [
      {
        kind: 'ship',
        key: `part.supply == "on_hand" ? "on_hand/" + part.location + "/" + part.promisedOn : part.supply + "/" + part.location + "/" + string(part.lineNo)`,
        tasks: [
          { kind: 'reserve', when: 'part.supply != "on_hand"' },
          { kind: 'release', when: '!part.autoConfirm' },
          { kind: 'ship' },
          { kind: 'invoice' },
        ],
      },
    ],
  },
  service: perform,
  charge: perform,
  gift_card: perform,
}

/**
 * Makes a pattern ready: every expression is compiled against what it may ask.
 *
 * @returns the pattern, or what is wrong with it and where
 */
export function compilePattern(
  code: string,
  version: number,
  body: PatternBody,
): { ok: true; pattern: Pattern } | { ok: false; problems: { path: string; message: string }[] } {
  const problems: { path: string; message: string }[] = []
  const rule = (text: string, path: string, returns: 'bool' | 'string'): Rule | null => {
    const outcome = compileRule(text, patternFacts, returns)
    if (outcome.ok) return outcome.rule
    for (const problem of outcome.problems) problems.push({ path, message: problem.message })
    return null
  }
  const components = body.components.map((component, index) => {
    const path = `/components/${index}`
    return {
      kind: component.kind,
      key: rule(component.key, `${path}/key`, 'string')!,
      tasks: component.tasks.map((task, place) => ({
        kind: task.kind,
        when: task.when === undefined ? null : rule(task.when, `${path}/tasks/${place}/when`, 'bool'),
      })),
    }
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, pattern: { code, version, components } }
}

type PatternBook = Map<string, Pattern>

/** Reads the patterns of companies, newest version of each; kept in memory while the set-up stands. */
export async function readPatterns(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, PatternBook>> {
  const pictures = db.memory.get(
    'orchestration.patterns',
    () => new Pictures<PatternBook>(() => new Map(builtIn)),
  )
  return pictures.load(companies, async (companyIds, books) => {
    for (const row of await db.read(readPatternRows, { companyIds })) {
      const compiled = compilePattern(row.code, row.version, row.body as JsonObject as unknown as PatternBody)
      if (compiled.ok) books.get(row.company_id)!.set(row.code, compiled.pattern)
    }
  })
}

const builtIn: [string, Pattern][] = Object.entries(defaultPatterns).map(([code, body]) => {
  const compiled = compilePattern(code, 1, body)
  if (!compiled.ok) throw new Error(`built-in pattern ${code}: ${JSON.stringify(compiled.problems)}`)
  return [code, compiled.pattern]
})
