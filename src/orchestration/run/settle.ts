import type { Act } from '../../platform/batch/index.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  readProgress,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { closeCancelled, closeOrder, nothingLeft } from '../plan/settlement.ts'
import { complete } from '../plan/task.ts'

/** The order's money is in: what waited for it goes on. */
export const collect: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.collect',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { billing: [], parts: 'sum' }),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    complete(progress.moved, task)
    touch(progress, order, { act: 'collect', actor: 'system' }, { events: ['order.paid'] })
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Nothing is left to do: the order is closed, or cancelled when what was done for it is undone. One that still owes or is owed a shipment stays open, loudly. */
export const close: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.close',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { billing: [], parts: 'sum' }),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    if (order.state === 'cancelling') {
      closeCancelled(progress, order, { act: 'close', actor: 'system' }, context)
      return { ok: true, taskId: task.id, done: 'completed' }
    }
    if (!nothingLeft(progress, order))
      throw new Error(`order ${order.id} cannot close: not all is billed and paid`)
    complete(progress.moved, task)
    closeOrder(progress, order, { act: 'close', actor: 'system' }, context)
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}
