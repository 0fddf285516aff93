import { Temporal } from 'temporal-polyfill'
import { businessTime, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { insertComponent, insertReady, insertTask } from './plan.sql.ts'
import type { Plan, PlanTask } from './plan.ts'

/** Writes a plan as rows. */
export function writePlan(orderId: bigint, plan: Plan, company: Company, context: Context): void {
  const { writes } = context
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
      lineIds: component.partIds,
    })
  }
  for (const task of plan.tasks) writeTask(orderId, task, company, context)
}

/** Writes a task; one that waits for nothing goes into the queue at once. */
export function writeTask(orderId: bigint, task: PlanTask, company: Company, { writes, now }: Context): void {
  const { id, componentId, kind, waits, frees } = task
  const companyId = company.id
  const startAt = startOf(task, company, now)
  const state = waits === 0 ? 'ready' : 'waiting'
  const row = { companyId, orderId, id, componentId, kind, state, waits, frees, startAt }
  writes.add(insertTask, row)
  if (waits === 0) writes.add(insertReady, { companyId, orderId, taskId: id, kind, dueAt: startAt ?? now })
}

/** The instant (time of operations) before which a task does not start: its first day begins where the company is; null: any. */
export function startOf(
  task: Pick<PlanTask, 'startOn' | 'notBefore'>,
  company: Company,
  now: Date,
): Date | null {
  const { startOn, notBefore } = task
  if (startOn === null && notBefore === null) return null
  const midnight =
    startOn === null
      ? 0
      : Temporal.PlainDate.from(startOn).toZonedDateTime(company.timeZone).epochMilliseconds
  const shift = businessTime(company, now).getTime() - now.getTime()
  return new Date(Math.max(midnight, notBefore?.getTime() ?? 0) - shift)
}
