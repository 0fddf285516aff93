import { Temporal } from 'temporal-polyfill'
import { goesOn, readPromised, type PromisedOrder, type PromisedPart } from '../../orders/index.ts'
import { businessTime, readCompanies, type Company } from '../../organization/index.ts'
import type { Reader, RowOf } from '../../platform/database/index.ts'
import { isDuration } from '../model/duration.ts'
import type { Takes } from './duration-of.ts'
import { readTimedComponents, readTimedTasks } from './jeopardy.sql.ts'
import type { JudgedTask } from './judge.ts'
import { readPolicies, type JeopardyPolicy } from './policy.ts'
import { project, type TimedTask } from './project.ts'

/** The plan of an order with its days. */
export interface Schedule {
  company: Company
  policy: JeopardyPolicy
  order: PromisedOrder
  components: ScheduledComponent[]
  /** Business time at which it was looked at. */
  now: number
}

export interface ScheduledComponent {
  id: bigint
  kind: string
  key: string
  pattern: string
  lineNos: number[]
  tasks: ScheduledTask[]
}

export interface ScheduledTask extends JudgedTask {
  kind: string
  name: string | null
  state: string
  /** It ended before anybody kept when, or is open. */
  endedAt: number | null
  lineNos: number[]
}

type TaskRow = RowOf<typeof readTimedTasks>
type ComponentRow = RowOf<typeof readTimedComponents>

/** Reads the plans of orders, by company/order, and computes their days: four statements, however many orders. */
export async function readSchedules(
  db: Reader,
  keys: readonly { companyId: bigint; orderId: bigint }[],
  now: Date,
): Promise<Map<string, Schedule>> {
  const found = new Map<string, Schedule>()
  if (keys.length === 0) return found
  const asked = {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
  }
  const [companies, orders, tasks, components] = await Promise.all([
    readCompanies(db, new Set(asked.companyIds)),
    readPromised(db, keys),
    db.read(readTimedTasks, asked),
    db.read(readTimedComponents, asked),
  ])
  const policies = await readPolicies(db, companies.values())
  const keyOf = (row: { company_id: bigint; order_id: bigint }) => `${row.company_id}/${row.order_id}`
  const tasksOf = Map.groupBy(tasks, keyOf)
  const componentsOf = Map.groupBy(components, keyOf)
  for (const [key, order] of orders) {
    const company = companies.get(order.companyId)!
    found.set(
      key,
      scheduleOf(order, tasksOf.get(key) ?? [], componentsOf.get(key) ?? [], {
        company,
        policy: policies.get(order.companyId)!,
        now,
      }),
    )
  }
  return found
}

function scheduleOf(
  order: PromisedOrder,
  tasks: readonly TaskRow[],
  components: readonly ComponentRow[],
  { company, policy, now }: { company: Company; policy: JeopardyPolicy; now: Date },
): Schedule {
  const parts = new Map(order.parts.flatMap((part) => (part.wanted ? [[part.id, part]] : [])))
  const ownOf = Map.groupBy(tasks, ({ component_id }) => component_id)
  const timed: TimedTask[] = []
  const drawn = components.map((component) => {
    const own = ownOf.get(component.id) ?? []
    const held = component.line_ids.flatMap((id) => parts.get(id) ?? [])
    const lineNos = component.line_nos.length > 0 ? component.line_nos : held.map(({ lineNo }) => lineNo)
    timed.push(...timedOf(component, own, held, { order, company, policy }))
    return { component, own, lineNos: [...new Set(lineNos)] }
  })
  const at = businessTime(company, now).getTime()
  const agreedAt = order.placedAt.getTime()
  const dates = project(timed, { agreedAt, now: at, timeZone: company.timeZone })
  return {
    company,
    policy,
    order,
    now: at,
    components: drawn.map(({ component: { id, kind, key, pattern }, own, lineNos }) => ({
      id,
      kind,
      key,
      pattern,
      lineNos,
      tasks: own.map((task) => ({
        id: task.id,
        pattern,
        component: kind,
        task: task.name ?? task.kind,
        kind: task.kind,
        name: task.name,
        state: task.state,
        endedAt: task.ended_at?.getTime() ?? null,
        lineNos,
        dates: dates.get(task.id)!,
      })),
    })),
  }
}

/** What says when the tasks of a component are to go. */
function timedOf(
  component: ComponentRow,
  tasks: readonly TaskRow[],
  parts: readonly PromisedPart[],
  { order, company, policy }: Pick<Schedule, 'order' | 'company' | 'policy'>,
): TimedTask[] {
  const leads = tasks.map((task) => leadOf(task, component, order, policy))
  const { planned_start: start, planned_end: end } = component
  const goods = parts.filter(({ supply }) => AWAITED.includes(supply))
  return tasks.map((task, place): TimedTask => {
    const lead = leads[place] ?? null
    let takes: Takes = lead ?? task.lasts ?? 0
    // How long the component takes as its pattern says, where nobody says it of one of its tasks.
    if (place === 0 && start && end && leads.every((one) => one === null))
      takes = end.getTime() - start.getTime()
    const last = place === tasks.length - 1
    return {
      id: task.id,
      state: task.state,
      frees: task.frees,
      takes,
      notBefore: task.start_at && businessTime(company, task.start_at).getTime(),
      expectedAt: goods.length > 0 ? arrivalOf(goods, company) : null,
      endedAt: task.ended_at?.getTime() ?? null,
      dueAt: task.kind === 'ship' ? promiseOf(parts, company) : last && end ? end.getTime() : null,
      expected: lead !== null && task.kind !== 'wait',
    }
  })
}

/** How goods are supplied that are not there yet. */
const AWAITED = ['dated', 'backorder', 'transfer']

/** The day on which the goods of parts are to be there; Infinity: nobody knows one of them. */
function arrivalOf(parts: readonly PromisedPart[], { timeZone }: Company): number {
  return Math.max(
    ...parts.map(({ promisedOn }) => (promisedOn === null ? Infinity : dayBegins(promisedOn, timeZone))),
  )
}

/** Until when what was promised first is kept; what the customer wants later than that is not promised sooner. */
function promiseOf(parts: readonly PromisedPart[], { timeZone }: Company): number | null {
  const days = parts.flatMap(({ firstPromisedOn, promisedOn, requestedOn }) => {
    const first = firstPromisedOn ?? promisedOn
    if (first === null) return []
    return requestedOn !== null && requestedOn > first ? requestedOn : first
  })
  const [earliest] = days.toSorted()
  return earliest === undefined ? null : dayBegins(earliest, timeZone, 1)
}

function dayBegins(day: string, timeZone: string, after = 0): number {
  return Temporal.PlainDate.from(day).add({ days: after }).toZonedDateTime(timeZone).epochMilliseconds
}

/** How long a task is expected to take: as the lead time says that names most of it; null: none does, or its expression gives no duration. */
function leadOf(
  task: TaskRow,
  component: ComponentRow,
  order: PromisedOrder,
  { leadTimes }: JeopardyPolicy,
): string | null {
  const name = task.name ?? task.kind
  let found: JeopardyPolicy['leadTimes'][number] | undefined
  for (const lead of leadTimes) {
    const fits =
      (lead.pattern === null || lead.pattern === component.pattern) &&
      (lead.component === null || lead.component === component.kind) &&
      (lead.task === null || lead.task === name)
    if (fits && (!found || lead.names > found.names)) found = lead
  }
  if (!found) return null
  if (typeof found.takes === 'string') return found.takes
  const { orderType: type, source, prepaid, country } = order
  const { pattern, kind, key, location, line_ids: held, line_nos: lineNos } = component
  const outcome = found.takes.evaluate({
    order: { type, source, prepaid, country },
    component: {
      pattern,
      kind,
      key,
      location: location ?? '',
      lines: BigInt(Math.max(held.length, lineNos.length)),
    },
    task: { kind: task.kind, name: task.name ?? '' },
  })
  return outcome.ok && isDuration(String(outcome.value)) ? String(outcome.value) : null
}

/** The tasks of a schedule, as rules know them; of an order that does not go on none. */
export function tasksOf({ order, components }: Schedule): ScheduledTask[] {
  return goesOn(order.state) ? components.flatMap(({ tasks }) => tasks) : []
}
