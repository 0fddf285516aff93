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

/** Each of the starts waits for all of the ends, and then for these times to pass. */
interface Waiting {
  items: PlanDependency['items']
  delays: readonly string[]
  /** Not that they are done, but that this becomes true of their lines; null: that they are done. */
  until: string | null
  ends: Map<bigint, Side>
  starts: Map<bigint, Side>
}

/**
 * Draws what waits for what between components, item by item (O-28): the last task of one frees the first of the other. Of what has no
 * such component that is waited for which that one waits for, and as long after it: nothing starts sooner because there is less of the
 * order. Where time passes between, or many wait for many, a component `gate` stands between them, with waits.
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
    // In one component a task waits for the one before it as it is.
    const own = from.component === to.component
    if (!linked.has(edge) && !(own && from.task.frees.includes(to.task.id))) depend(from.task, to.task)
    linked.add(edge)
    if (!own) keep(kept, items, from, to)
  }
  const ends = new Ends(instances)
  for (const [pattern, lines] of instances.lines)
    for (const dependency of pattern.dependencies)
      for (const waiting of matched(instances, ends, pattern, lines, dependency)) {
        if (!needsGate(waiting)) {
          for (const end of waiting.ends.values())
            for (const start of waiting.starts.values()) link(waiting.items, end, start)
          continue
        }
        const gate = gateOf(pattern, dependency, waiting, ids)
        gates.push(gate)
        const side = { component: gate.component.id }
        for (const end of waiting.ends.values()) {
          const before = { ...side, task: gate.tasks[0]!, lineNos: end.lineNos }
          if (waiting.until === null) link(waiting.items, end, before)
          else keep(kept, waiting.items, end, before)
        }
        for (const start of waiting.starts.values())
          link(waiting.items, { ...side, task: gate.tasks.at(-1)!, lineNos: start.lineNos }, start)
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

/** Time passes, or something has to become known; or so many wait for so many that each pair, or the lines of one named with each of the others, were too much to keep. */
function needsGate({ items, delays, until, ends, starts }: Waiting): boolean {
  if (delays.length > 0 || until !== null) return true
  if (ends.size > 1 && starts.size > 1) return true
  const shared = (sides: Waiting['ends']) => sides.values().next().value!.lineNos.length > 1
  return items !== 'same' && ((starts.size > 1 && shared(ends)) || (ends.size > 1 && shared(starts)))
}

/** What waits for the same, of the items of a dependency. */
function matched(
  instances: Instances,
  ends: Ends,
  pattern: Pattern,
  lines: readonly OrderLine[],
  dependency: Dependency,
): Waiting[] {
  const groups = new Map<string, Waiting & { reached: Set<EndSet> }>()
  const own = dependency.delay === null ? [] : [dependency.delay]
  for (const line of lines) {
    const starts = startsOf(instances, pattern, dependency.to, line.lineNo)
    if (starts.length === 0) continue
    for (const set of ends.of(pattern, dependency, line))
      for (const start of starts) {
        // What several lines share starts when all of them are ready; what many wait for together is waited for once.
        const key = `${set.value ?? start.task.id} ${set.delays.join(' ')} ${set.until ?? ''}`
        let group = groups.get(key)
        if (!group) {
          const delays = [...set.delays, ...own]
          const { items, until } = set
          group = { items, delays, until, ends: new Map(), starts: new Map(), reached: new Set() }
          groups.set(key, group)
        }
        add(group.starts, start, line.lineNo)
        if (group.reached.has(set)) continue
        group.reached.add(set)
        for (const reached of set.ends) add(group.ends, reached, reached.lineNo)
      }
  }
  return [...groups.values()].filter(({ ends: { size } }) => size > 0)
}

interface Reached {
  component: bigint
  task: DrawnTask
}

function add(sides: Map<bigint, Side>, { component, task }: Reached, lineNo: number): void {
  const known = sides.get(task.id)
  if (!known) sides.set(task.id, { component, task, lineNos: [lineNo] })
  // They come line by line.
  else if (known.lineNos.at(-1) !== lineNo) known.lineNos.push(lineNo)
}

function at({ drawn }: Instances, pattern: Pattern, component: string, lineNo: number): readonly Drawn[] {
  return drawn.get(`${pattern.code}/${component}`)?.get(lineNo) ?? []
}

/** What a line waits for, and how long after. */
interface EndSet {
  items: Waiting['items']
  /** What lines share that wait for the same; undefined: each waits for its own. */
  value: string | undefined
  delays: readonly string[]
  until: string | null
  ends: (Reached & { lineNo: number })[]
}

/** What lines wait for by dependencies: of what is the same for many it is found once. */
class Ends {
  readonly #instances: Instances
  readonly #known = new Map<Dependency, Map<string, EndSet[]>>()
  readonly #byValue = new Map<Dependency, Map<string, OrderLine[]>>()

  constructor(instances: Instances) {
    this.#instances = instances
  }

  of(
    pattern: Pattern,
    dependency: Dependency,
    line: OrderLine,
    seen: readonly string[] = [],
  ): readonly EndSet[] {
    const { items, from, fromPattern, until } = dependency
    if (items === 'same') return this.#reach(pattern, from, until, line, seen)
    const value = this.#valueOf(dependency, line, 'to')
    const waited = this.#instances.patterns.get(fromPattern)
    if (value === undefined || !waited) return []
    let known = this.#known.get(dependency)
    if (!known) this.#known.set(dependency, (known = new Map()))
    let sets = known.get(value)
    if (!sets) {
      const byDelays = new Map<string, EndSet>()
      for (const other of this.#linesOf(dependency, waited).get(value) ?? [])
        for (const { delays, ends, until: asked } of this.#reach(waited, from, until, other, seen)) {
          const key = `${delays.join(' ')} ${asked ?? ''}`
          const set = byDelays.get(key)
          if (set) set.ends.push(...ends)
          else
            byDelays.set(key, {
              items: items === 'all' ? 'all' : 'equal',
              value: `=${value}`,
              delays,
              until: asked,
              ends: [...ends],
            })
        }
      known.set(value, (sets = [...byDelays.values()]))
    }
    return sets
  }

  /** Where a line has no such component, what that one would have waited for of it, and as long after that. */
  #reach(
    pattern: Pattern,
    step: Step,
    until: string | null,
    line: OrderLine,
    seen: readonly string[],
  ): readonly EndSet[] {
    const { lineNo } = line
    const own = at(this.#instances, pattern, step.component, lineNo)
    if (own.length > 0) {
      const ends = own.flatMap(({ component, tasks }) => {
        const asked = component.lineNos.length > 0 ? step.task : (step.task ?? DELIVERED)
        const task = asked === null ? tasks.at(-1) : tasks.find((one) => (one.name ?? one.kind) === asked)
        return task ? [{ component: component.id, task, lineNo }] : []
      })
      return [{ items: 'same', value: undefined, delays: [], until, ends }]
    }
    const name = `${pattern.code}/${step.component}`
    if (seen.includes(name)) return []
    return pattern.dependencies
      .filter(({ to }) => to.component === step.component && comesBefore(pattern, to, step))
      .flatMap((dependency) => {
        const sets = this.of(pattern, dependency, line, [...seen, name])
        const { delay } = dependency
        return delay === null ? sets : sets.map((set) => ({ ...set, delays: [...set.delays, delay] }))
      })
  }

  #linesOf(dependency: Dependency, waited: Pattern): Map<string, OrderLine[]> {
    let byValue = this.#byValue.get(dependency)
    if (!byValue) {
      this.#byValue.set(dependency, (byValue = new Map()))
      for (const line of this.#instances.lines.get(waited) ?? []) {
        const value = this.#valueOf(dependency, line, 'from')
        if (value === undefined) continue
        const own = byValue.get(value)
        if (own) own.push(line)
        else byValue.set(value, [line])
      }
    }
    return byValue
  }

  /** Of what cannot be said, or is empty, nothing is equal. */
  #valueOf({ items }: Dependency, line: OrderLine, side: 'from' | 'to'): string | undefined {
    if (typeof items === 'string') return ''
    const found = items[side].evaluate(lineFactsOf(this.#instances.order, line))
    return found.ok && found.value !== '' ? String(found.value) : undefined
  }
}

/** Whether a task of a component is done before another one of it may be: what comes later is not waited for. */
function comesBefore(pattern: Pattern, { component, task }: Step, awaited: Step): boolean {
  const parts = pattern.components.find(({ kind }) => kind === component)?.tasks.map(({ kind }) => kind)
  const tasks: readonly string[] =
    parts ??
    pattern.lineComponents.find(({ kind }) => kind === component)?.tasks.map(({ name }) => name) ??
    []
  const placeOf = (name: string | null, usual: number) => (name === null ? usual : tasks.indexOf(name))
  const last = parts ? tasks.indexOf(DELIVERED) : tasks.length - 1
  return placeOf(task, 0) <= placeOf(awaited.task, last)
}

/** What of a line waits: goods have been reserved meanwhile. */
export function startsOf(
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

/** Stands between what is waited for and what waits: a wait for what has to become known, and for each time that passes. */
function gateOf(
  { code, version }: Pattern,
  { from, to }: Dependency,
  { delays, until, ends, starts }: Waiting,
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
  const tasks: DrawnTask[] = []
  if (until !== null) {
    const task = draw(component, 'wait', ids, 'until')
    const lines = new Set([...ends.values()].flatMap((end) => end.lineNos))
    task.input = { when: until, lines: [...lines] }
    tasks.push(task)
  }
  for (const [place, delay] of delays.entries()) {
    const task = draw(component, 'wait', ids, place === 0 ? 'delay' : `delay_${place + 1}`)
    task.input = { for: delay }
    tasks.push(task)
  }
  if (tasks.length === 0) tasks.push(draw(component, 'wait', ids, 'all'))
  for (const [place, task] of tasks.slice(1).entries()) depend(tasks[place]!, task)
  return { component, tasks }
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
