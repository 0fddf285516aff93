import { billedOf } from '../billing/index.ts'
import type { Act } from '../platform/batch/index.ts'
import { completeTasks } from './plan.sql.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  readProgress,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'

/** The order's money is in: what waited for it goes on. */
export const collect: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.collect',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { billing: [] }),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const { companyId, id: orderId } = order
    context.writes.add(completeTasks, { companyId, orderId, taskId: task.id, now: context.now })
    touch(progress, order, { act: 'collect', actor: 'system' }, { events: ['order.paid'] })
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Nothing is left to do: the order is closed. One that still owes or is owed a shipment stays open, loudly. */
export const close: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.close',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { billing: [] }),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const { companyId, id: orderId } = order
    const open = order.parts.filter((part) => part.invoiced < part.quantity - part.cancelled)
    const { open: owed } = billedOf(progress.billing, companyId, orderId)
    if (open.length > 0 || owed !== 0n) {
      throw new Error(
        `order ${orderId} cannot close: ${open.length} parts not billed, ${owed} minor units open`,
      )
    }
    context.writes.add(completeTasks, { companyId, orderId, taskId: task.id, now: context.now })
    touch(
      progress,
      order,
      { act: 'close', actor: 'system' },
      { changes: [['state', null, order.state, 'completed']], events: ['order.closed'] },
    )
    order.state = 'completed'
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}
