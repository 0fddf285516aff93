import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import { tasksOf, type Progress } from '../plan/progress.ts'
import { settlementTask } from '../plan/settlement.ts'
import { kindStops } from '../plan/stops.ts'
import { delay, type Task } from '../plan/task.ts'
import { writeTask } from '../plan/write-plan.ts'

/**
 * Draws one more invoice task into the component of each of these tasks, ready at once unless a hold stops it: it bills what of the component was
 * shipped by then, and the settlement waits for it. A plan is data: nothing else of it changes.
 */
export function drawInvoices(progress: Progress, context: Context, order: Order, of: readonly Task[]): void {
  if (of.length === 0) return
  const { companyId, id: orderId } = order
  const settlement = settlementTask(progress, order)
  if (settlement.state === 'completed') return
  const tasks = tasksOf(progress, { companyId, orderId })
  // One that nobody has run yet bills this, too; so does one that waits for what is done for its lines.
  const drawn = new Set(
    tasks.filter((one) => one.kind === 'invoice' && one.state === 'ready').map((one) => one.componentId),
  )
  for (const { state, lineNos, frees } of tasks)
    if (lineNos.length > 0 && state !== 'completed' && state !== 'skipped')
      for (const next of frees) if (next.kind === 'invoice') drawn.add(next.componentId)
  for (const { componentId, locationId, partIds } of of) {
    if (drawn.has(componentId)) continue
    drawn.add(componentId)
    const id = context.ids.next()
    const waits = kindStops(order, { kind: 'invoice', partIds, lineNos: [] }, [])
    const task = {
      id,
      componentId,
      kind: 'invoice',
      name: null,
      waits,
      frees: [settlement.id],
      startOn: null,
      notBefore: null,
    } as const
    writeTask(orderId, task, progress.companies.get(companyId)!, context)
    delay(progress.moved, settlement)
    tasks.push({
      companyId,
      orderId,
      id,
      componentId,
      kind: 'invoice',
      state: waits === 0 ? 'ready' : 'waiting',
      waits,
      frees: [settlement],
      startAt: null,
      locationId,
      partIds,
      lineNos: [],
    })
  }
}
