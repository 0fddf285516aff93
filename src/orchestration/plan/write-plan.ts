import { Temporal } from 'temporal-polyfill'
import { businessTime, type Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import {
  insertComponent,
  insertDependency,
  insertLineComponent,
  insertLineTask,
  insertTask,
  insertWork,
} from './plan.sql.ts'
import { insertOrderWait } from './other-orders.sql.ts'
import type { Plan, PlanTask } from './draw.ts'
import { enqueue } from './task.ts'

/** Writes a plan as rows. */
export function writePlan(orderId: bigint, plan: Plan, company: Company, context: Context): void {
  const { writes } = context
  const companyId = company.id
  for (const component of plan.components) {
    const { id, kind, key, pattern, patternVersion, locationId, partIds, lineNos, planned } = component
    const row = { companyId, orderId, id, kind, key, pattern, modelVersion: patternVersion }
    if (lineNos.length > 0) {
      const [plannedStart, plannedEnd] = [planned?.start ?? null, planned?.end ?? null]
      writes.add(insertLineComponent, { ...row, lineNos, plannedStart, plannedEnd })
    } else writes.add(insertComponent, { ...row, locationId, lineIds: partIds })
  }
  for (const { from, to, items, fromLines, toLines } of plan.dependencies)
    writes.add(insertDependency, {
      companyId,
      orderId,
      fromComponent: from,
      toComponent: to,
      items,
      fromLines,
      toLines,
    })
  for (const task of plan.tasks) writeTask(orderId, task, company, context)
}

/** Writes a task; one that waits for nothing goes into the queue at once. */
export function writeTask(orderId: bigint, task: PlanTask, company: Company, { writes, now }: Context): void {
  const { id, componentId, kind, name, waits, frees, input = null, work } = task
  const companyId = company.id
  const startAt = startOf(task, company, now)
  const state = waits === 0 ? 'ready' : 'waiting'
  const row = { companyId, orderId, id, componentId, kind, state, waits, frees, startAt }
  if (name === null) writes.add(insertTask, row)
  else writes.add(insertLineTask, { ...row, name, input })
  if (work) {
    const { title, role, lineNos } = work
    const statuses = work.statuses.map(({ code, to }) => [code, to])
    writes.add(insertWork, { companyId, orderId, taskId: id, title, role, statuses, lineNos })
  }
  if (task.awaits) {
    const { source, externalId, orderId: baseOrderId, line, component } = task.awaits
    const base = { baseSource: source, baseExternalId: externalId, baseOrderId }
    writes.add(insertOrderWait, {
      companyId,
      orderId,
      taskId: id,
      ...base,
      baseLine: line,
      baseComponent: component,
    })
  }
  if (waits === 0) enqueue({ companyId, orderId, taskId: id, kind, dueAt: startAt ?? now }, writes)
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
