import { followersOf, remorseUntil, type FulfillmentLine, type OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import type { Problem } from '../../platform/outcome.ts'
import { tasksFor, type TaskKind } from '../model/pattern.ts'
import { besideDelivering, orderFactsOf } from './beside.ts'
import {
  depend,
  draw,
  type Drawn,
  type DrawnTask,
  type Plan,
  type PlanComponent,
  type PlanQuestion,
} from './draw.ts'
import { handingOf, togetherOf } from './together.ts'

/**
 * Draws the plan of an order. Each part goes by the pattern of its item into the component of its key (O-22, O-26); the
 * tasks of a component run in order, `collect` after every invoice (before anything moves, if the order is prepaid),
 * `close` last. A part without a pattern refuses the plan (step 4 of the algorithm: never skip).
 */
export function drawPlan(question: PlanQuestion, ids: IdSource): { plan: Plan; problems: Problem[] } {
  const { order } = question
  const plan: Plan = { components: [], tasks: [], dependencies: [] }
  const problems: Problem[] = []
  const groups = new Map<string, Group>()
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const follows = new Set(followersOf(order).map(({ lineNo }) => lineNo))
  const together = togetherOf(order.parts)
  const alone = new Set(together.flat().map(({ id }) => id))
  // What was cancelled as it was promised moves nothing; what goes with others has nothing to do of its own.
  for (const part of order.parts)
    if (part.cancelled < part.quantity && !follows.has(part.lineNo))
      assign({ ...question, alone }, lines.get(part.lineNo)!, part, groups, problems, ids)
  if (problems.length > 0) return { plan, problems }

  // Whoever takes an order back in time finds all of it here: what comes first in each component starts only then.
  const notBefore = remorseUntil(order)
  const firsts: DrawnTask[] = []
  const invoices: DrawnTask[] = []
  const drawn = new Map<bigint, DrawnTask[]>()
  const delivering: Drawn[] = []
  for (const { component, tasks, startOn, autoConfirm } of groups.values()) {
    plan.components.push(component)
    const own: DrawnTask[] = []
    delivering.push({ component, tasks: own })
    for (const id of component.partIds) drawn.set(id, own)
    let previous: DrawnTask | undefined
    for (const kind of tasks) {
      const task = draw(component, kind, ids)
      task.waits = eventsOf(kind, autoConfirm)
      plan.tasks.push(task)
      own.push(task)
      if (previous) depend(previous, task)
      else {
        task.startOn = startOn
        task.notBefore = notBefore
        firsts.push(task)
      }
      if (kind === 'invoice') invoices.push(task)
      previous = task
    }
  }
  for (const parts of together) {
    const own = parts.map(({ id }) => handingOf(drawn.get(id)!))
    for (const one of own)
      for (const other of own) if (one !== other && one.reserve && other.hand) depend(one.reserve, other.hand)
  }
  const beside = besideDelivering(question, delivering, ids)
  if (beside.problem) return { plan, problems: [beside.problem] }
  plan.dependencies = beside.dependencies
  for (const { component, tasks } of [...beside.doing, ...beside.gates]) {
    plan.components.push(component)
    plan.tasks.push(...tasks)
  }
  for (const { component, tasks } of beside.doing) {
    const first = tasks[0]!
    first.notBefore = notBefore
    if (beside.startsLater(component)) first.notBefore = later(notBefore, component.planned!.start)
    firsts.push(first)
  }
  const settle: PlanComponent = {
    id: ids.next(),
    kind: 'settle',
    key: 'settle',
    pattern: 'settle',
    patternVersion: 1,
    locationId: null,
    partIds: [],
    lineNos: [],
  }
  plan.components.push(settle)
  const collect = draw(settle, 'collect', ids)
  const close = draw(settle, 'close', ids)
  plan.tasks.push(collect, close)
  if (order.prepaid) {
    // The money first: everything that moves waits for `collect`, and that for the receipt. Nobody can pay nothing.
    if (order.total > order.cancelledTotal) collect.waits += 1
    for (const first of firsts) depend(collect, first)
    for (const invoice of invoices) depend(invoice, close)
  } else {
    for (const invoice of invoices) depend(invoice, collect)
    depend(collect, close)
  }
  for (const { tasks } of beside.doing) depend(tasks.at(-1)!, close)
  // A hold is an event that the first task of every component waits for.
  const stopped = [...firsts, ...beside.gates.map(({ tasks }) => tasks[0]!)]
  if (order.openHolds > 0) for (const first of stopped) first.waits += order.openHolds
  return { plan, problems }
}

function later(one: Date | null, other: Date): Date {
  return one !== null && one > other ? one : other
}

interface Group {
  component: PlanComponent
  tasks: TaskKind[]
  startOn: string | null
  autoConfirm: boolean
}

/** @param question.alone parts that share a component with no others, as what waits for goods */
function assign(
  question: PlanQuestion & { alone: ReadonlySet<bigint> },
  line: OrderLine,
  part: FulfillmentLine,
  groups: Map<string, Group>,
  problems: Problem[],
  ids: IdSource,
): void {
  const { order } = question
  const code = question.patternOf(line)
  const pattern = question.patterns.get(code)
  const path = `/lines/${line.lineNo - 1}`
  if (!pattern) {
    problems.push({
      path,
      code: 'pattern_not_found',
      message: `item ${line.sku} asks for pattern ${code}, which does not exist`,
    })
    return
  }
  const isBrought = part.supply === 'transfer'
  const location = part.locationId === null ? undefined : question.location(part.locationId)
  const facts = {
    order: orderFactsOf(order),
    part: {
      lineNo: BigInt(part.lineNo),
      itemClass: line.itemClass,
      kind: line.kind,
      // What is brought waits for its goods as what comes does.
      supply: isBrought ? 'dated' : part.supply,
      location: location?.code ?? '',
      promisedOn: part.promisedOn ?? '',
      autoConfirm: location?.autoConfirm ?? true,
    },
  }
  const place = pattern.components.findIndex(({ when }) => {
    const outcome = when?.evaluate(facts) ?? { ok: true, value: true }
    return outcome.ok && outcome.value === true
  })
  // The last component has no condition.
  const drawn = pattern.components[place]!
  const asked = drawn.key.evaluate(facts)
  // A key that cannot be computed shares with nobody.
  const key = asked.ok ? String(asked.value) : `line/${line.lineNo}`
  const own = tasksFor(drawn, facts)
  const tasks: TaskKind[] = isBrought ? ['transfer', ...own] : own
  const waits = waitsForGoods(part.supply) || question.alone.has(part.id)
  // Whatever the key says: what leaves together stands at one place, has the same tasks, and waits for no goods of others.
  const name = [code, place, part.locationId ?? '', waits ? part.id : '', tasks.join(' '), key].join('/')
  let group = groups.get(name)
  if (!group) {
    group = {
      component: {
        id: ids.next(),
        kind: drawn.kind,
        key,
        pattern: code,
        patternVersion: pattern.version,
        locationId: part.locationId,
        partIds: [],
        lineNos: [],
      },
      tasks,
      startOn: null,
      autoConfirm: facts.part.autoConfirm,
    }
    groups.set(name, group)
  }
  group.component.partIds.push(part.id)
  // A warehouse that confirms is asked when it has to begin; one that ships by itself ships when it is asked.
  const { startsOn = part.promisedOn } = group.autoConfirm && !isBrought ? {} : part
  group.startOn = firstDay([{ ...part, promisedOn: startsOn }], question.today, group.startOn)
}

/**
 * The business date before which parts that leave together do not start; null: any. Those that do not share a day leave on the
 * last one. What waits for goods leaves as soon as they are there, but not before the day that was asked for.
 */
export function firstDay(
  parts: readonly FulfillmentLine[],
  today: string,
  from: string | null = null,
): string | null {
  return parts.reduce((last: string | null, { supply, requestedOn, promisedOn }) => {
    const day = waitsForGoods(supply) && supply !== 'transfer' ? requestedOn : promisedOn
    return day !== null && day > today && (last === null || day > last) ? day : last
  }, from)
}

function waitsForGoods(supply: FulfillmentLine['supply']): boolean {
  return supply === 'dated' || supply === 'backorder' || supply === 'transfer'
}

/** Events from outside the plan that a task of this kind waits for: stock to arrive, the warehouse to confirm. */
function eventsOf(kind: TaskKind, autoConfirm: boolean): number {
  return kind === 'reserve' || (kind === 'ship' && !autoConfirm) ? 1 : 0
}
