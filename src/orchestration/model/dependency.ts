import type { Rule, RuleSchema } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'
import { checkDuration, knownFacts, lineFacts, type LineComponent } from './line-component.ts'

/** Something of an order waits for something else of it, item by item (O-28 to O-31), as it is stored. */
export interface DependencyBody {
  /** A component, or one of its tasks: `deliver`, `deliver/ship`. */
  from: string
  to: string
  /** The pattern of the items that are waited for; absent: this one. */
  fromPattern?: string
  /** `same` line (unless said), `all` of the other pattern, or lines of which two expressions are equal. */
  items?: 'same' | 'all' | { from: string; to: string }
  /** A duration of ISO 8601 that passes between. */
  delay?: string
  /** CEL over the order and each line that is waited for: what has to be true of all of them, be the component done or not (O-30). */
  until?: string
}

/** A component, and one of its tasks; null: its usual one, the last that is waited for, the first that waits. */
export interface Step {
  component: string
  task: string | null
}

export interface Dependency {
  from: Step
  to: Step
  fromPattern: string
  items: 'same' | 'all' | { from: Rule; to: Rule }
  delay: string | null
  /** CEL; null: it has to be done. */
  until: string | null
}

/** Components of parts and of lines of a pattern, as far as dependencies name them. */
export interface Named {
  parts: readonly { kind: string; tasks: readonly { kind: string }[] }[]
  lines: readonly LineComponent[]
}

type Compile = (path: string, text: string, schema: RuleSchema, returns: 'bool' | 'string') => Rule | null

/** Makes the dependencies of a pattern ready; what is wrong with them is told to the check. */
export function compileDependencies(
  code: string,
  bodies: readonly DependencyBody[],
  named: Named,
  rule: Compile,
  check: Check,
): Dependency[] {
  const compiled = bodies.map((body, index): Dependency => {
    const path = `/dependencies/${index}`
    const { items = 'same', fromPattern = code, delay = null, until = null } = body
    const [from, to] = [stepOf(body.from), stepOf(body.to)]
    // What another pattern has is known when all of them are looked at (checkOthers).
    if (fromPattern === code) checkStep(from, named, `${path}/from`, check)
    else
      check.that(
        items !== 'same',
        `${path}/items`,
        'never_the_same',
        'An item goes by one pattern: of another one none is the same.',
      )
    checkStep(to, named, `${path}/to`, check)
    if (delay !== null) checkDuration(delay, `${path}/delay`, check)
    if (until !== null) rule(`${path}/until`, until, knownFacts, 'bool')
    const matched =
      typeof items === 'string'
        ? items
        : {
            from: rule(`${path}/items/from`, items.from, lineFacts, 'string')!,
            to: rule(`${path}/items/to`, items.to, lineFacts, 'string')!,
          }
    return { from, to, fromPattern, items: matched, delay, until }
  })
  checkCycles([{ code, dependencies: compiled, named, at: '' }], check)
  return compiled
}

export function stepOf(text: string): Step {
  const [component, task = null] = text.split('/')
  return { component: component!, task }
}

export function checkStep(
  { component, task }: Step,
  { parts, lines }: Named,
  path: string,
  check: Check,
): void {
  const tasks =
    parts.find(({ kind }) => kind === component)?.tasks.map(({ kind }) => kind) ??
    lines.find(({ kind }) => kind === component)?.tasks.map(({ name }) => name)
  if (!tasks) check.add(path, 'unknown_component', `The pattern has no component ${component}.`)
  else if (task !== null && !tasks.includes(task))
    check.add(path, 'unknown_task', `${component} has no task ${task}.`)
}

/** A pattern among others, and where in what is checked it stands. */
export interface Among {
  code: string
  dependencies: readonly Dependency[]
  named: Named
  at: string
}

/** What patterns wait for of others is there. */
export function checkOthers(patterns: readonly Among[], check: Check): void {
  const byCode = new Map(patterns.map((one) => [one.code, one]))
  for (const { code, dependencies, at } of patterns)
    for (const [index, { from, fromPattern }] of dependencies.entries()) {
      if (fromPattern === code) continue
      const path = `${at}/dependencies/${index}`
      const other = byCode.get(fromPattern)
      if (other) checkStep(from, other.named, `${path}/from`, check)
      else check.add(`${path}/fromPattern`, 'unknown_pattern', `There is no pattern ${fromPattern}.`)
    }
}

/** What waits for itself never starts, over however many patterns it goes round; the first round is told. */
export function checkCycles(patterns: readonly Among[], check: Check): void {
  const byCode = new Map(patterns.map((one) => [one.code, one]))
  const next = new Map<string, Set<string>>()
  const link = (from: string, to: string) => next.set(from, (next.get(from) ?? new Set()).add(to))
  for (const { code, named } of patterns)
    for (const [kind, tasks] of [
      ...named.parts.map((one) => [one.kind, one.tasks.map((task) => task.kind)] as const),
      ...named.lines.map((one) => [one.kind, one.tasks.map((task) => task.name)] as const),
    ])
      for (const [place, task] of tasks.slice(1).entries())
        link(`${code}:${kind}/${tasks[place]!}`, `${code}:${kind}/${task}`)
  for (const { code, dependencies, named, at } of patterns)
    for (const [index, { from, to, fromPattern, until }] of dependencies.entries()) {
      // What waits for something to become known may be waited for by what makes it so, when that ends.
      if (until !== null) continue
      const other = byCode.get(fromPattern)
      const end = other && endOf(from, other.named)
      const start = startOf(to, named)
      if (end === undefined || start === undefined) continue
      const [waited, waits] = [`${fromPattern}:${end}`, `${code}:${start}`]
      link(waited, waits)
      const way = wayFrom(next, waits, waited)
      if (!way) continue
      const told = [waited, ...way].map((step) => (patterns.length > 1 ? step : step.slice(code.length + 1)))
      const round = told.join(' → ')
      check.add(`${at}/dependencies/${index}`, 'cycle', `What waits for itself never starts: ${round}.`)
      return
    }
}

/** The task that is waited for: what of goods is delivered, the last of lines. */
function endOf({ component, task }: Step, { parts, lines }: Named): string | undefined {
  if (parts.some(({ kind }) => kind === component)) return `${component}/${task ?? DELIVERED}`
  const last = lines.find(({ kind }) => kind === component)?.tasks.at(-1)?.name
  return (task ?? last) === undefined ? undefined : `${component}/${task ?? last!}`
}

function startOf({ component, task }: Step, { parts, lines }: Named): string | undefined {
  const part = parts.find(({ kind }) => kind === component)
  if (part) {
    const moves = part.tasks.find(({ kind }) => MOVES.includes(kind))?.kind
    const asked = task === null || task === DELIVERED ? moves : task
    return asked === undefined ? undefined : `${component}/${asked}`
  }
  const first = lines.find(({ kind }) => kind === component)?.tasks[0]?.name
  return (task ?? first) === undefined ? undefined : `${component}/${task ?? first!}`
}

/** What of a component of parts is waited for, unless another task is named. */
export const DELIVERED = 'ship'
/** The first of these lets goods go: what waits for something else has its goods meanwhile. */
export const MOVES: readonly string[] = ['release', 'ship']

function wayFrom(
  next: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): string[] | undefined {
  const seen = new Set([from])
  const ways = [[from]]
  for (const way of ways) {
    const last = way.at(-1)!
    if (last === to) return way
    for (const one of next.get(last) ?? [])
      if (!seen.has(one)) {
        seen.add(one)
        ways.push([...way, one])
      }
  }
  return undefined
}
