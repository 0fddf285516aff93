import type { Act } from '../../platform/batch/index.ts'
import { locationOf, lockMoved } from '../../inventory/index.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  touch,
  type TaskOutcome,
  type TaskRequest,
} from '../plan/progress.ts'
import { isShort, readLeaving, waitForGoods, type Leaving } from './short-goods.ts'
import { complete } from '../plan/task.ts'
import { askToBring, leftOfPart } from '../waiting/transfers.ts'

/**
 * Asks the place from which a part is brought to send it to where it is collected (C13-1); its `reserve` waits until it is there. A part that
 * was promised otherwise meanwhile needs no such word. Nothing leaves a place that sends by itself where more is reserved than is there.
 */
export const bring: Act<TaskRequest, Leaving, TaskOutcome> = {
  name: 'orchestration.bring',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  read: (db, requests, locked) => readLeaving(db, requests, { lines: true }, locked),
  lock(progress, locks) {
    lockProgress(progress, locks)
    lockMoved(progress.stock, locks)
  },
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const brought = partsOf(order, task).filter((part) => part.supply === 'transfer' && leftOfPart(part) > 0n)
    const short = brought.filter(
      (part) =>
        locationOf(progress.stock, order.companyId, part.fromId!)!.autoConfirm &&
        isShort(progress, order, part),
    )
    if (short.length > 0) return waitForGoods(progress, context, request, short)
    const told = brought.map((part) => askToBring(progress, context, order, part))
    complete(progress.moved, task)
    touch(
      progress,
      order,
      { act: 'bring', actor: 'system' },
      {
        changes: told.flatMap(({ changes }) => changes),
        events: [...new Set(told.flatMap(({ events }) => events))],
      },
    )
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}
