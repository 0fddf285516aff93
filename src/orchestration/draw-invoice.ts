import type { Order } from '../orders/index.ts'
import type { Context } from '../platform/batch/index.ts'
import { tasksOf, type Progress } from './progress.ts'
import { settlementTask } from './settlement.ts'
import { delay, type Task } from './task.ts'
import { writeTask } from './write-plan.ts'

/**
 * Draws one more invoice task into the component of a task, ready at once: it bills what of the component was shipped by
 * then, and the settlement waits for it. A plan is data: nothing else of it changes.
 */
export function drawInvoice(progress: Progress, context: Context, order: Order, of: Task): void {
  const { companyId, id: orderId } = order
  const tasks = tasksOf(progress, { companyId, orderId })
  // One that nobody has run yet bills this, too.
  if (
    tasks.some((one) => one.componentId === of.componentId && one.kind === 'invoice' && one.state === 'ready')
  )
    return
  const settlement = settlementTask(progress, order)
  if (settlement.state === 'completed') return
  const { componentId, locationId, partIds } = of
  const id = context.ids.next()
  const drawn = {
    id,
    componentId,
    kind: 'invoice',
    waits: 0,
    frees: [settlement.id],
    startOn: null,
    notBefore: null,
  } as const
  writeTask(orderId, drawn, progress.companies.get(companyId)!, context)
  delay(progress.moved, settlement)
  tasks.push({
    companyId,
    orderId,
    id,
    componentId,
    kind: 'invoice',
    state: 'ready',
    waits: 0,
    frees: [settlement],
    startAt: null,
    locationId,
    partIds,
  })
}
