import { Temporal } from 'temporal-polyfill'
import { businessTime, type Company } from '../organization/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { insertComponent, insertDependency, insertReady, insertTask } from './plan.sql.ts'
import type { Plan, PlanTask } from './plan.ts'

/** Writes a plan as rows; what waits for nothing goes into the queue at once. */
export function writePlan(orderId: bigint, plan: Plan, company: Company, context: Context): void {
  const { writes, now } = context
  const companyId = company.id
  for (const component of plan.components) {
    writes.add(insertComponent, {
      companyId,
      orderId,
      id: component.id,
      kind: component.kind,
      key: component.key,
      pattern: component.pattern,
      modelVersion: component.patternVersion,
      locationId: component.locationId,
      lineIds: component.partIds.join(' '),
    })
  }
  for (const task of plan.tasks) writeTask(orderId, task, company, context)
  for (const { from, to } of plan.dependencies) {
    writes.add(insertDependency, { companyId, orderId, fromTask: from, toTask: to })
  }
  for (const task of plan.tasks) {
    if (task.waits > 0) continue
    writes.add(insertReady, {
      companyId,
      orderId,
      taskId: task.id,
      kind: task.kind,
      dueAt: startOf(task, company, now) ?? now,
    })
  }
}

export function writeTask(orderId: bigint, task: PlanTask, company: Company, { writes, now }: Context): void {
  writes.add(insertTask, {
    companyId: company.id,
    orderId,
    id: task.id,
    componentId: task.componentId,
    kind: task.kind,
    state: task.waits === 0 ? 'ready' : 'waiting',
    waits: task.waits,
    startAt: startOf(task, company, now),
  })
}

/** The instant (time of operations) at which a task's first day begins where the company is; null: any time. */
function startOf(task: PlanTask, company: Company, now: Date): Date | null {
  if (task.startOn === null) return null
  const midnight = Temporal.PlainDate.from(task.startOn).toZonedDateTime(company.timeZone).epochMilliseconds
  const shift = businessTime(company, now).getTime() - now.getTime()
  return new Date(midnight - shift)
}
