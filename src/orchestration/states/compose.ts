/** A condition over the states of what something is composed of. */
export interface StateCondition {
  /** any: one of them is in the set; all: each is; none: not one is. */
  quantifier: 'any' | 'all' | 'none'
  states: ReadonlySet<string>
}

/** A composite state, and what has to hold for it; all of it. */
export interface StateRule {
  state: string
  when: readonly StateCondition[]
}

/** Which common state a raw one is; what is null fits any. */
export interface StateMapping {
  pattern: string | null
  component: string | null
  task: string | null
  on: string | null
  state: string
}

export interface StateModel {
  version: number
  active: boolean
  /** Names of common states. */
  names: ReadonlyMap<string, string>
  map: readonly StateMapping[]
  items: readonly StateRule[]
  order: readonly StateRule[]
}

/** Where a component stands: at which of its tasks, and how that stands. */
export interface RawState {
  pattern: string
  component: string
  task: string
  on: string
}

export interface StateTask {
  /** Its name in the pattern, else its kind. */
  task: string
  state: string
  /** With which status work ended; null: it is none, or did not. */
  status: string | null
}

export interface StateComponent {
  pattern: string
  kind: string
  lineNos: readonly number[]
  /** In their order. */
  tasks: readonly StateTask[]
}

/** The raw state of a component (O-78): that of its first open task, else of the last one that was done, else that nothing is wanted of it. */
export function rawOf({ pattern, kind: component, tasks }: StateComponent): RawState | undefined {
  const open = tasks.find(({ state }) => state !== 'completed' && state !== 'skipped')
  const at = open ?? tasks.findLast(({ state }) => state === 'completed') ?? tasks.at(-1)
  return at && { pattern, component, task: at.task, on: at.status ?? at.state }
}

/** The common state of a raw one (O-79): that of the first entry that fits. */
export function mapped(map: readonly StateMapping[], raw: RawState): string | undefined {
  return map.find(
    (one) =>
      (one.pattern === null || one.pattern === raw.pattern) &&
      (one.component === null || one.component === raw.component) &&
      (one.task === null || one.task === raw.task) &&
      (one.on === null || one.on === raw.on),
  )?.state
}

/** The composite state of these (O-80): that of the first rule of which all conditions hold. Of nothing, nothing is any or all. */
export function composed(rules: readonly StateRule[], states: readonly string[]): string {
  const holds = ({ quantifier, states: set }: StateCondition) => {
    if (quantifier === 'any') return states.some((state) => set.has(state))
    if (quantifier === 'none') return !states.some((state) => set.has(state))
    return states.length > 0 && states.every((state) => set.has(state))
  }
  // The last rule has no condition.
  return rules.find(({ when }) => when.every(holds))!.state
}

/** What is told of an order. */
export interface ComposedOrder {
  state: string
  items: [lineNo: number, state: string][]
}

/**
 * The states of an order and of its lines. What no entry maps, because it came into a pattern after the model, is left out. A line of which nothing is done
 * by itself has no state; an order without any is told nothing. Pure.
 */
export function composeOrder(
  model: StateModel,
  components: readonly StateComponent[],
): ComposedOrder | undefined {
  const byLine = new Map<number, string[]>()
  for (const component of components) {
    const raw = rawOf(component)
    const state = raw && mapped(model.map, raw)
    if (state === undefined) continue
    for (const lineNo of component.lineNos) byLine.set(lineNo, [...(byLine.get(lineNo) ?? []), state])
  }
  if (byLine.size === 0) return undefined
  const items = Array.from(byLine, ([lineNo, states]): [number, string] => [
    lineNo,
    composed(model.items, states),
  ]).toSorted(([a], [b]) => a - b)
  return {
    items,
    state: composed(
      model.order,
      items.map(([, state]) => state),
    ),
  }
}
