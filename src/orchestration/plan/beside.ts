import { followersOf, type Order, type OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import type { JsonObject } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { Pattern } from '../model/pattern.ts'
import { drawDependencies } from './dependencies.ts'
import { roundIn, type Drawn, type Plan, type PlanComponent, type PlanQuestion } from './draw.ts'
import { drawLines, type OrderFacts } from './line-components.ts'
import { drawOtherOrders } from './other-orders.ts'
import { planStarts } from './start-days.ts'

/** What of a plan stands beside delivering. */
interface Beside {
  doing: Drawn[]
  gates: Drawn[]
  dependencies: Plan['dependencies']
  /** What waits for itself never starts: there is no such plan. */
  problem?: Problem
  /** Does a component begin only on a day that is to come? */
  startsLater(component: PlanComponent): boolean
}

const NOTHING: Beside = { doing: [], gates: [], dependencies: [], startsLater: () => false }

/**
 * What is done for lines beside delivering them, and what waits for what, by the patterns of an order; of most orders that is nothing.
 * What goes with other lines is delivered with them.
 */
export function besideDelivering(
  question: PlanQuestion,
  delivering: readonly Drawn[],
  ids: IdSource,
): Beside {
  const { order, patterns, patternOf } = question
  const ofLine = (line: OrderLine) => patterns.get(patternOf(line))
  const more = (pattern: Pattern | undefined) =>
    pattern !== undefined &&
    pattern.lineComponents.length + pattern.dependencies.length + pattern.waitsFor.length > 0
  if (!order.lines.some((line) => more(ofLine(line)))) return NOTHING
  const wanted = new Set(
    order.parts.flatMap(({ lineNo, cancelled, quantity }) => (cancelled < quantity ? [lineNo] : [])),
  )
  const lines = order.lines.filter(({ lineNo }) => wanted.has(lineNo))
  const facts = orderFactsOf(order)
  const doing = drawLines(facts, lines, ofLine, ids)
  const lineOf = new Map(order.parts.map(({ id, lineNo }) => [id, lineNo]))
  const drawn = new Map<string, Map<number, Drawn[]>>()
  for (const one of [...delivering, ...doing]) {
    const { pattern, kind, lineNos, partIds } = one.component
    const name = `${pattern}/${kind}`
    const byLine = drawn.get(name) ?? new Map<number, Drawn[]>()
    drawn.set(name, byLine)
    for (const lineNo of new Set([...lineNos, ...partIds.map((id) => lineOf.get(id)!)]))
      byLine.set(lineNo, [...(byLine.get(lineNo) ?? []), one])
  }
  deliverWithLeads(order, lines, delivering, lineOf, ofLine, drawn)
  const byPattern = Map.groupBy(lines, ofLine) as Map<Pattern, OrderLine[]>
  const instances = { order: facts, lines: byPattern, patterns, drawn }
  const { gates: between, dependencies } = drawDependencies(instances, ids)
  const gates = [...between, ...drawOtherOrders(instances, ids)]
  const all = [...delivering, ...doing, ...gates]
  const problem = dependencies.length > 0 ? waitsForItself(all) : undefined
  if (problem) return { ...NOTHING, problem }
  return { doing, gates, dependencies, startsLater: schedule(question, doing, all) }
}

/**
 * What goes with other lines is delivered with them and billed with them (decision 0077): whatever waits for that, or is waited for by it,
 * goes by what delivers those, be they delivered with others in turn.
 */
function deliverWithLeads(
  order: Order,
  lines: readonly OrderLine[],
  delivering: readonly Drawn[],
  lineOf: ReadonlyMap<bigint, number>,
  ofLine: (line: OrderLine) => Pattern | undefined,
  drawn: Map<string, Map<number, Drawn[]>>,
): void {
  const followers = followersOf(order)
  if (followers.length === 0) return
  const byLine = new Map<number, Set<Drawn>>()
  for (const one of delivering)
    for (const id of one.component.partIds) {
      const lineNo = lineOf.get(id)!
      byLine.set(lineNo, (byLine.get(lineNo) ?? new Set()).add(one))
    }
  const lineByNo = new Map(lines.map((line) => [line.lineNo, line]))
  // Those that others may go with come first.
  for (const { lineNo, leads } of followers) {
    const line = lineByNo.get(lineNo)
    const pattern = line && ofLine(line)
    if (!pattern) continue
    const together = new Set(leads.flatMap((lead) => [...(byLine.get(lead) ?? [])]))
    byLine.set(lineNo, together)
    for (const { kind } of pattern.components) {
      const name = `${pattern.code}/${kind}`
      drawn.set(name, (drawn.get(name) ?? new Map<number, Drawn[]>()).set(lineNo, [...together]))
    }
  }
}

export function orderFactsOf({ orderType, source, prepaid, shipToCountry }: Order): OrderFacts {
  return { type: orderType, source, prepaid, country: shipToCountry }
}

function waitsForItself(all: readonly Drawn[]): Problem | undefined {
  const round = roundIn(all.flatMap(({ tasks }) => tasks))
  if (!round) return undefined
  const nameOf = new Map(all.map(({ component: { id, pattern, kind } }) => [id, `${pattern}/${kind}`]))
  const way = round.map(({ componentId }) => nameOf.get(componentId)).join(' → ')
  return { path: '', code: 'plan_cycle', message: `what waits for itself never starts: ${way}` }
}

/** Keeps with each component of lines when it is to begin and to be over, where patterns say how long anything takes (O-36). */
function schedule(
  { order, patterns, now, timeZone }: PlanQuestion,
  doing: readonly Drawn[],
  all: readonly Drawn[],
): Beside['startsLater'] {
  const of = ({ pattern, kind }: PlanComponent) =>
    patterns.get(pattern)!.lineComponents.find((one) => one.kind === kind)
  const timed = ({ component }: Drawn) => {
    const made = of(component)
    return made !== undefined && (made.scheduled || made.duration !== null)
  }
  if (!doing.some(timed)) return NOTHING.startsLater
  const dueOn = new Map<number, string>()
  for (const { lineNo, requestedOn } of order.parts) {
    const known = dueOn.get(lineNo)
    if (requestedOn !== null && (known === undefined || requestedOn < known)) dueOn.set(lineNo, requestedOn)
  }
  const lineOf = new Map(order.parts.map(({ id, lineNo }) => [id, lineNo]))
  const tasksOf = new Map(all.map(({ component, tasks }) => [component.id, tasks]))
  const planned = planStarts(
    all,
    (component) => {
      if (component.kind === 'gate')
        return {
          dueOn: null,
          durations: tasksOf
            .get(component.id)!
            .flatMap(({ input }) => ((input as JsonObject)?.for as string) ?? []),
        }
      const lineNos = [...component.lineNos, ...component.partIds.map((id) => lineOf.get(id)!)]
      const [first = null] = lineNos.flatMap((lineNo) => dueOn.get(lineNo) ?? []).toSorted()
      return { dueOn: first, durations: [of(component)?.duration ?? []].flat() }
    },
    timeZone,
  )
  for (const { component } of doing) {
    const found = planned.get(component.id)
    if (!found) continue
    const dateOf = ({ epochMilliseconds }: { epochMilliseconds: number }) => new Date(epochMilliseconds)
    component.planned = { start: dateOf(found.start), end: dateOf(found.end) }
  }
  return (component) =>
    of(component)?.scheduled === true && component.planned !== undefined && component.planned.start > now
}
