import type { OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import { DELIVERED, MOVES, type Dependency, type Step } from '../model/dependency.ts'
import type { Pattern } from '../model/pattern.ts'
import { depend, draw, type Drawn, type DrawnTask, type PlanDependency } from './draw.ts'
import { lineFactsOf, type OrderFacts } from './line-components.ts'

/** What was drawn of an order, by the lines that it is about. */
export interface Instances {
  order: OrderFacts
  /** By pattern, its lines of which something is wanted. */
  lines: ReadonlyMap<Pattern, readonly OrderLine[]>
  patterns: ReadonlyMap<string, Pattern>
  /** By `pattern/component` and line. */
  drawn: ReadonlyMap<string, ReadonlyMap<number, readonly Drawn[]>>
}

/** A task of a component that waits, or is waited for, and the lines for which it does. */
interface Side {
  component: bigint
  task: DrawnTask
  lineNos: number[]
}

/** Each of the starts waits for all of the ends. */
interface Waiting {
  items: PlanDependency['items']
  ends: Map<bigint, Side>
  starts: Map<bigint, Side>
}

/**
 * Draws what waits for what between components, item by item (O-28): the last task of one frees the first of the other. Of what has no
 * such component that is waited for which that one waits for: nothing starts sooner because there is less of the order. Where time
 * passes between, or many wait for many, a component `gate` stands between them, with a wait.
 */
export function drawDependencies(
  instances: Instances,
  ids: IdSource,
): { gates: Drawn[]; dependencies: PlanDependency[] } {
  const gates: Drawn[] = []
  const kept = new Map<string, Kept>()
  const linked = new Set<string>()
  const link = (items: Waiting['items'], from: Side, to: Side) => {
    const edge = `${from.task.id}/${to.task.id}`
    if (!linked.has(edge)) depend(from.task, to.task)
    linked.add(edge)
    keep(kept, items, from, to)
  }
  for (const [pattern, lines] of instances.lines)
    for (const dependency of pattern.dependencies)
      for (const { items, ends, starts } of matched(instances, pattern, lines, dependency)) {
        if (dependency.delay === null && (ends.size === 1 || starts.size === 1)) {
          for (const end of ends.values()) for (const start of starts.values()) link(items, end, start)
          continue
        }
        const gate = gateOf(pattern, dependency, starts, ids)
        gates.push(gate)
        const side = { component: gate.component.id, task: gate.tasks[0]! }
        for (const end of ends.values()) link(items, end, { ...side, lineNos: end.lineNos })
        for (const start of starts.values()) link(items, { ...side, lineNos: start.lineNos }, start)
      }
  return {
    gates,
    dependencies: Array.from(kept.values(), ({ from, to, items, pairs }) => ({
      from,
      to,
      items,
      fromLines: [...pairs.from],
      toLines: [...pairs.to],
    })),
  }
}

/** What waits for the same, of the items of a dependency. */
function matched(
  instances: Instances,
  pattern: Pattern,
  lines: readonly OrderLine[],
  { items, from, to, fromPattern }: Dependency,
): Waiting[] {
  const waited = instances.patterns.get(fromPattern)
  if (!waited) return []
  const groups = new Map<string | bigint, Waiting>()
  if (items === 'same') {
    // What several lines share starts when all of them are ready.
    for (const { lineNo } of lines)
      for (const start of startsOf(instances, pattern, to, lineNo)) {
        const group = groupOf(groups, start.task.id, 'same')
        add(group.starts, start, lineNo)
        for (const end of endsOf(instances, pattern, from, lineNo)) add(group.ends, end, lineNo)
      }
  } else {
    // Of what cannot be said nothing is equal.
    const valueOf = (line: OrderLine, side: 'from' | 'to') => {
      if (items === 'all') return 'all'
      const found = items[side].evaluate(lineFactsOf(instances.order, line))
      return found.ok && found.value !== '' ? `=${String(found.value)}` : undefined
    }
    for (const line of lines) {
      const value = valueOf(line, 'to')
      if (value === undefined) continue
      const { starts } = groupOf(groups, value, items === 'all' ? 'all' : 'equal')
      for (const start of startsOf(instances, pattern, to, line.lineNo)) add(starts, start, line.lineNo)
    }
    for (const line of instances.lines.get(waited) ?? []) {
      const group = groups.get(valueOf(line, 'from') ?? '')
      if (!group) continue
      for (const end of endsOf(instances, waited, from, line.lineNo)) add(group.ends, end, line.lineNo)
    }
  }
  return [...groups.values()].filter(({ ends, starts }) => ends.size > 0 && starts.size > 0)
}

function groupOf<K>(groups: Map<K, Waiting>, key: K, items: Waiting['items']): Waiting {
  let group = groups.get(key)
  if (!group) groups.set(key, (group = { items, ends: new Map(), starts: new Map() }))
  return group
}

type Reached = Omit<Side, 'lineNos'>

function add(sides: Map<bigint, Side>, reached: Reached, lineNo: number): void {
  const known = sides.get(reached.task.id)
  if (!known) sides.set(reached.task.id, { ...reached, lineNos: [lineNo] })
  // They come line by line.
  else if (known.lineNos.at(-1) !== lineNo) known.lineNos.push(lineNo)
}

function at({ drawn }: Instances, pattern: Pattern, component: string, lineNo: number): readonly Drawn[] {
  return drawn.get(`${pattern.code}/${component}`)?.get(lineNo) ?? []
}

/** What of a line is waited for: where it has no such component, what that one would have waited for of it. */
function endsOf(
  instances: Instances,
  pattern: Pattern,
  step: Step,
  lineNo: number,
  seen: readonly string[] = [],
): Reached[] {
  const own = at(instances, pattern, step.component, lineNo)
  if (own.length > 0)
    return own.flatMap(({ component, tasks }) => {
      const asked = component.lineNos.length > 0 ? step.task : (step.task ?? DELIVERED)
      const task = asked === null ? tasks.at(-1) : tasks.find((one) => (one.name ?? one.kind) === asked)
      return task ? [{ component: component.id, task }] : []
    })
  if (seen.includes(step.component)) return []
  const beyond = [...seen, step.component]
  return pattern.dependencies.flatMap(({ from, to, items }) =>
    to.component === step.component && items === 'same'
      ? endsOf(instances, pattern, from, lineNo, beyond)
      : [],
  )
}

/** What of a line waits: goods have been reserved meanwhile. */
function startsOf(
  instances: Instances,
  pattern: Pattern,
  { component, task }: Step,
  lineNo: number,
): Reached[] {
  return at(instances, pattern, component, lineNo).flatMap(({ component: { id, lineNos }, tasks }) => {
    const named = tasks.find((one) => (one.name ?? one.kind) === task)
    const first = lineNos.length > 0 ? tasks[0] : tasks.find(({ kind }) => MOVES.includes(kind))
    const start = task === DELIVERED ? first : (named ?? first)
    return start ? [{ component: id, task: start }] : []
  })
}

/** Stands between what is waited for and what waits. */
function gateOf(
  { code, version }: Pattern,
  { from, to, delay }: Dependency,
  starts: ReadonlyMap<bigint, Side>,
  ids: IdSource,
): Drawn {
  const lineNos = new Set([...starts.values()].flatMap((start) => start.lineNos))
  const component = {
    id: ids.next(),
    kind: 'gate',
    key: `${from.component}>${to.component}`,
    pattern: code,
    patternVersion: version,
    locationId: null,
    partIds: [],
    lineNos: [...lineNos],
  }
  const task = draw(component, 'wait', ids, delay === null ? 'all' : 'delay')
  if (delay !== null) task.input = { for: delay }
  return { component, tasks: [task] }
}

interface Kept {
  from: bigint
  to: bigint
  items: PlanDependency['items']
  pairs: { from: Set<number>; to: Set<number> }
}

function common(one: readonly number[], other: readonly number[]): readonly number[] {
  if (one.length === 1) return other.includes(one[0]!) ? one : []
  const both = new Set(other)
  return one.filter((lineNo) => both.has(lineNo))
}

/** The items of each pair of components, however many dependencies say the same. */
function keep(kept: Map<string, Kept>, items: Waiting['items'], from: Side, to: Side): void {
  const name = `${from.component}/${to.component}`
  let known = kept.get(name)
  if (!known) {
    const pairs = { from: new Set<number>(), to: new Set<number>() }
    kept.set(name, (known = { from: from.component, to: to.component, items, pairs }))
  }
  // Of lines that are the same those alone that both are about.
  const fromLines = items === 'same' ? common(from.lineNos, to.lineNos) : from.lineNos
  const toLines = items === 'same' ? fromLines : to.lineNos
  for (const one of fromLines) known.pairs.from.add(one)
  for (const one of toLines) known.pairs.to.add(one)
  if (known.items !== items) known.items = 'all'
}
