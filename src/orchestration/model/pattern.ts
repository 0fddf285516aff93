import type { Reader } from '../../platform/database/index.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { compileRule, type Rule, type RuleSchema } from '../../platform/rules.ts'
import { Check } from '../../platform/setup.ts'
import { compileDependencies, type Dependency, type DependencyBody } from './dependency.ts'
import { compileLineComponents, type LineComponent, type LineComponentBody } from './line-component.ts'
import { compileOtherOrders, type OtherOrder, type OtherOrderBody } from './other-order.ts'
import { readPatterns as readPatternRows } from './pattern.sql.ts'
import { provePattern } from './prove-pattern.ts'

/** What keys and conditions of components may ask: the order, and one part of it (a fulfillment line). */
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

/** What the condition of a task may ask: so little that every case is tried before a pattern is taken (prove-pattern.ts). */
export const taskFacts = {
  order: { prepaid: 'bool' },
  part: { kind: 'string', supply: 'string', autoConfirm: 'bool' },
} satisfies RuleSchema

/** Kinds of tasks that a pattern draws, in the only order in which they can be done. */
export const PATTERN_TASKS = ['reserve', 'release', 'ship', 'invoice'] as const
/** All that a component of goods may have, in their order: what is brought from another place is asked for first (C13-1). */
export const COMPONENT_TASKS = ['transfer', ...PATTERN_TASKS] as const
/** What a component of lines may have, in any order: work of people, waits, and calls of outside systems (decisions 0070, 0072). */
export const LINE_TASKS = ['work', 'wait', 'call'] as const
/** Kinds of tasks. `collect` and `close` are drawn for every order. */
export type TaskKind = (typeof COMPONENT_TASKS)[number] | (typeof LINE_TASKS)[number] | 'collect' | 'close'

/** A pattern as it is stored: what must happen to an item of its kind. All expressions are CEL. */
export interface PatternBody {
  components: {
    kind: string
    /** A part goes by the first component whose condition is true; the last has none. */
    when?: string
    /** Parts with an equal key share a component (O-26). */
    key: string
    /** Tasks in order; one whose `when` is false is not drawn. */
    tasks: { kind: string; when?: string }[]
  }[]
  lineComponents?: LineComponentBody[]
  dependencies?: DependencyBody[]
  waitsFor?: OtherOrderBody[]
}

export interface Pattern {
  code: string
  version: number
  /** True when goods can go by it; true when what is no goods can. */
  fits: { goods: boolean; others: boolean }
  components: PatternComponent[]
  lineComponents: LineComponent[]
  dependencies: Dependency[]
  /** What its lines wait for of other orders. */
  waitsFor: OtherOrder[]
}

export interface PatternComponent {
  kind: string
  when: Rule | null
  key: Rule
  tasks: { kind: TaskKind; when: Rule | null }[]
}

/** True when what is sold can go by this pattern. */
export function fitsItem(pattern: Pattern | undefined, item: { kind: string }): boolean {
  return pattern?.fits[item.kind === 'goods' ? 'goods' : 'others'] ?? false
}

/** The tasks of a component for a part, in their order. */
export function tasksFor(
  component: Pick<PatternComponent, 'tasks'>,
  facts: Readonly<Record<string, unknown>>,
): TaskKind[] {
  return component.tasks.flatMap(({ kind, when }) => {
    if (when === null) return [kind]
    const outcome = when.evaluate(facts)
    return outcome.ok && outcome.value === true ? [kind] : []
  })
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
 * Makes a pattern ready: every expression is compiled against what it may ask, and every case that tasks depend on is tried.
 *
 * @returns the pattern, or everything that is wrong with it and where
 */
export function compilePattern(
  code: string,
  version: number,
  body: PatternBody,
): { ok: true; pattern: Pattern } | { ok: false; problems: Problem[] } {
  const check = new Check()
  checkShape(body, check)
  const rule = (path: string, text: string, schema: RuleSchema, returns: 'bool' | 'string'): Rule | null => {
    check.rule(path, text, schema, returns)
    const outcome = compileRule(text, schema, returns)
    return outcome.ok ? outcome.rule : null
  }
  const components = body.components.map((component, index): PatternComponent => {
    const path = `/components/${index}`
    const { kind, when, key, tasks } = component
    return {
      kind,
      when: when === undefined ? null : rule(`${path}/when`, when, patternFacts, 'bool'),
      key: rule(`${path}/key`, key, patternFacts, 'string')!,
      tasks: tasks.map((task, place) => ({
        kind: task.kind as TaskKind,
        when:
          task.when === undefined ? null : rule(`${path}/tasks/${place}/when`, task.when, taskFacts, 'bool'),
      })),
    }
  })
  const lineComponents = compileLineComponents(body.lineComponents ?? [], rule, check)
  const named = { parts: body.components, lines: lineComponents }
  const dependencies = compileDependencies(code, body.dependencies ?? [], named, rule, check)
  const waitsFor = compileOtherOrders(body.waitsFor ?? [], named, rule, check)
  // Only what is sound can be tried.
  const fits = check.problems.length === 0 ? provePattern(components, check) : { goods: false, others: false }
  if (check.problems.length > 0) return { ok: false, problems: check.problems }
  return { ok: true, pattern: { code, version, fits, components, lineComponents, dependencies, waitsFor } }
}

/** What is wrong with a pattern before any expression is read. */
function checkShape({ components, lineComponents = [] }: PatternBody, check: Check): void {
  check.that(components.length > 0, '/components', 'no_component', 'It has no component.')
  const kinds = new Set(OWN_COMPONENTS)
  for (const [index, { kind, when, tasks }] of components.entries()) {
    const path = `/components/${index}`
    check.that(
      !kinds.has(kind),
      `${path}/kind`,
      'duplicate_component',
      `Another component is called ${kind}.`,
    )
    kinds.add(kind)
    if (index === components.length - 1) {
      const message = 'The last component takes every part that is left: it has no condition.'
      check.that(when === undefined, `${path}/when`, 'last_conditional', message)
    } else {
      const message = 'Without a condition it takes every part: none is left for the components behind it.'
      check.that(when !== undefined, `${path}/when`, 'unreachable', message)
    }
    checkTasks(tasks, `${path}/tasks`, check)
  }
  for (const [index, { kind }] of lineComponents.entries()) {
    const message = `Another component is called ${kind}.`
    check.that(!kinds.has(kind), `/lineComponents/${index}/kind`, 'duplicate_component', message)
    kinds.add(kind)
  }
}

/** Components that a plan has of its own. */
const OWN_COMPONENTS = ['settle', 'gate']

function checkTasks(tasks: PatternBody['components'][number]['tasks'], path: string, check: Check): void {
  const order: readonly string[] = PATTERN_TASKS
  let last = -1
  for (const [place, { kind, when }] of tasks.entries()) {
    const at = `${path}/${place}`
    const rank = order.indexOf(kind)
    if (rank < 0) {
      check.add(
        `${at}/kind`,
        'unknown_task_kind',
        `A pattern draws ${order.join(', ')}; collect and close come by themselves.`,
      )
      continue
    }
    if (tasks.slice(0, place).some((task) => task.kind === kind))
      check.add(`${at}/kind`, 'duplicate_task', `${kind} stands twice.`)
    else if (rank < last) check.add(`${at}/kind`, 'task_order', `${kind} cannot come after ${order[last]}.`)
    last = Math.max(last, rank)
    if (kind !== 'ship' && kind !== 'invoice') continue
    const message = `Every part needs ${kind}: it has no condition.`
    check.that(when === undefined, `${at}/when`, 'always_needed', message)
  }
  for (const kind of ['ship', 'invoice']) {
    const there = tasks.some((task) => task.kind === kind)
    check.that(there, path, 'task_missing', `It has no ${kind}, without which an order is never done.`)
  }
}

type PatternBook = Map<string, Pattern>

/**
 * Reads the patterns of companies, newest version of each; kept in memory while the set-up stands. One that no longer
 * compiles is none, not even the built-in one of its code: what goes by it is a draft that says so.
 */
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
      const book = books.get(row.company_id)!
      if (compiled.ok) book.set(row.code, compiled.pattern)
      else book.delete(row.code)
    }
  })
}

const builtIn: [string, Pattern][] = Object.entries(defaultPatterns).map(([code, body]) => {
  const compiled = compilePattern(code, 1, body)
  if (!compiled.ok) throw new Error(`built-in pattern ${code}: ${JSON.stringify(compiled.problems)}`)
  return [code, compiled.pattern]
})
