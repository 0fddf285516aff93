import type { Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { insertDependency, insertReady, raiseWaits } from './plan.sql.ts'
import { tasksOf, type Progress, type Task } from './progress.ts'
import { settlementTask } from './settlement.ts'
import { writeTask } from './write-plan.ts'

/**
 * Draws one more invoice task into the component of a task, ready at once: it bills what of the component was shipped by
 * then, and the settlement waits for it. A plan is data: nothing else of it changes.
 */
export function drawInvoice(progress: Progress, context: Context, order: Order, of: Task): void {
  const { companyId, id: orderId } = order
  const { writes, ids, now } = context
  const tasks = tasksOf(progress, { companyId, orderId })
  // One that nobody has run yet bills this, too.
  const drawn = tasks.some(
    (one) => one.componentId === of.componentId && one.kind === 'invoice' && one.state === 'ready',
  )
  if (drawn) return
  const settlement = settlementTask(progress, order)
  if (settlement.state === 'completed') return
  const task: Task = { ...of, id: ids.next(), kind: 'invoice', state: 'ready', waits: 0 }
  const { id, componentId } = task
  writeTask(
    orderId,
    { id, componentId, kind: 'invoice', waits: 0, startOn: null },
    progress.companies.get(companyId)!,
    context,
  )
  writes.add(insertDependency, { companyId, orderId, fromTask: id, toTask: settlement.id })
  writes.add(insertReady, { companyId, orderId, taskId: id, kind: 'invoice', dueAt: now })
  writes.add(raiseWaits, { companyId, orderId, taskId: settlement.id, n: 1 })
  settlement.waits += 1
  tasks.push(task)
}
