import { locationOf } from '../../inventory/index.ts'
import { stopsOf, type FulfillmentLine, type Order } from '../../orders/index.ts'
import { businessDate, businessTime, type Company } from '../../organization/index.ts'
import { Fault, type Context } from '../../platform/batch/index.ts'
import type { ItemOf } from '../plan/items-of.ts'
import type { Pattern } from '../model/pattern.ts'
import type { Plan, PlanTask } from '../plan/draw.ts'
import { drawPlan } from '../plan/plan.ts'
import { freeMore } from '../plan/plan.sql.ts'
import { tasksOf, type Progress } from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { delay, type Task } from '../plan/task.ts'
import { startOf, writePlan } from '../plan/write-plan.ts'
import type { ToldCall } from '../calls/compensate.ts'

/** What more of a plan is drawn by. */
export interface Drawing {
  company: Company
  patterns: ReadonlyMap<string, Pattern>
  itemOf: ItemOf
}

/**
 * Draws more into the plan of an order that runs: parts that were promised just now go their own ways, by the pattern of their item, and the
 * settlement waits for their invoices, too. Of lines that stood before nothing is done anew beside delivering.
 *
 * @param added numbers of the lines that did not stand before
 * @returns the calls that will be made
 */
export function drawMore(
  progress: Progress,
  context: Context,
  order: Order,
  parts: readonly FulfillmentLine[],
  added: ReadonlySet<number>,
  by: Drawing,
): ToldCall[] {
  const [fresh, more] = [
    parts.filter(({ lineNo }) => added.has(lineNo)),
    parts.filter((one) => !added.has(one.lineNo)),
  ]
  const calls = fresh.length > 0 ? draw(progress, context, order, fresh, by) : []
  const plain = new Map(
    [...by.patterns].map(([code, pattern]) => [code, { ...pattern, lineComponents: [], dependencies: [] }]),
  )
  if (more.length > 0) draw(progress, context, order, more, { ...by, patterns: plain })
  return calls
}

function draw(
  progress: Progress,
  context: Context,
  order: Order,
  parts: readonly FulfillmentLine[],
  { company, patterns, itemOf }: Drawing,
): ToldCall[] {
  const { companyId, id: orderId } = order
  const { ids, now } = context
  const lineNos = new Set(parts.map(({ lineNo }) => lineNo))
  const { plan, problems } = drawPlan(
    {
      order: {
        ...order,
        lines: order.lines.filter(({ lineNo }) => lineNos.has(lineNo)),
        parts: [...parts],
        openHolds: stopsOf(order),
      },
      patterns,
      patternOf: ({ lineNo }) => itemOf(order, lineNo)!.pattern,
      location: (id) => locationOf(progress.stock, companyId, id),
      today: businessDate(company, now),
      now: businessTime(company, now),
      timeZone: company.timeZone,
    },
    ids,
  )
  if (problems.length > 0)
    throw new Fault(problems.map(({ message }) => message).join('; '), 'plan_not_drawn')
  const tasks = tasksOf(progress, { companyId, orderId })
  const settle = plan.components.find(({ kind }) => kind === 'settle')!
  // The order has a settlement: what would wait for another one waits for that.
  const own = new Map(
    plan.tasks
      .filter(({ componentId }) => componentId === settle.id)
      .map((drawn) => [drawn.id, { drawn, stands: tasks.find(({ kind }) => kind === drawn.kind)! }]),
  )
  const firsts = new Set<bigint>()
  for (const { drawn, stands } of own.values())
    for (const id of drawn.frees) {
      if (own.has(id)) continue
      firsts.add(id)
      const first = plan.tasks.find((task) => task.id === id)!
      // The money was asked for beforehand, and is there.
      if (isDone(stands)) first.waits -= 1
      else context.writes.add(freeMore, { companyId, orderId, taskId: stands.id, nextId: id })
    }
  const drawn = plan.tasks.filter(({ id }) => !own.has(id))
  const components = new Map(plan.components.map((one) => [one.id, one]))
  stopDrawn(order, drawn, components)
  const made = new Map(
    drawn.map((task): [bigint, Task] => {
      const { id, componentId, kind, waits } = task
      const { locationId, partIds, lineNos: of } = components.get(componentId)!
      const state = waits === 0 ? 'ready' : 'waiting'
      const startAt = startOf(task, company, now)
      return [
        id,
        {
          companyId,
          orderId,
          id,
          componentId,
          kind,
          state,
          waits,
          frees: [],
          startAt,
          locationId,
          partIds,
          lineNos: of,
        },
      ]
    }),
  )
  for (const task of drawn) {
    const frees = task.frees.map((id) => own.get(id)?.stands ?? made.get(id)!)
    task.frees = frees.map(({ id }) => id)
    made.get(task.id)!.frees = frees
  }
  writePlan(
    orderId,
    {
      components: plan.components.filter(({ id }) => id !== settle.id),
      tasks: drawn,
      dependencies: plan.dependencies,
    },
    company,
    context,
  )
  for (const task of made.values())
    for (const next of task.frees) if (!made.has(next.id)) delay(progress.moved, next)
  for (const { drawn: of, stands } of own.values())
    if (!isDone(stands))
      stands.frees = [...stands.frees, ...of.frees.flatMap((id) => (firsts.has(id) ? made.get(id)! : []))]
  tasks.push(...made.values())
  progress.places.delete(order)
  return drawn.flatMap(({ id, kind, name, input }): ToldCall[] => {
    if (kind !== 'call') return []
    const { system } = input as { system: string }
    return [{ what: 'do', system, name: name ?? '', lineNos: made.get(id)!.lineNos, note: null }]
  })
}

/** Holds of lines and of kinds of task stop what is drawn for an order that they stand on already; those of all of it are counted by the plan. */
function stopDrawn(
  order: Order,
  drawn: readonly PlanTask[],
  components: ReadonlyMap<bigint, Plan['components'][number]>,
): void {
  for (const [componentId, own] of Map.groupBy(drawn, (task) => task.componentId)) {
    const { partIds, lineNos } = components.get(componentId)!
    for (const [place, task] of own.entries()) {
      const stopped = { kind: task.kind, partIds, lineNos }
      task.waits += kindStops(order, stopped, own)
      if (place === 0) task.waits += firstStops(order, stopped) - stopsOf(order)
    }
  }
}

function isDone({ state }: Task): boolean {
  return state === 'completed' || state === 'skipped'
}
