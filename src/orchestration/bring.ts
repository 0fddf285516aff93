import type { Act } from '../platform/batch/index.ts'
import { lockMoved } from '../inventory/index.ts'
import {
  claimed,
  concludeProgress,
  lockProgress,
  partsOf,
  readProgress,
  touch,
  type Progress,
  type TaskOutcome,
  type TaskRequest,
} from './progress.ts'
import { complete } from './task.ts'
import { askToBring, leftOfPart } from './transfers.ts'

/**
 * Asks the place from which a part is brought to send it to where it is collected (C13-1); its `reserve` waits until it is there. A part that
 * was promised otherwise meanwhile needs no such word.
 */
export const bring: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.bring',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, { lines: true }),
  lock(progress, locks) {
    lockProgress(progress, locks)
    lockMoved(progress.stock, locks)
  },
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const told = partsOf(order, task)
      .filter((part) => part.supply === 'transfer' && leftOfPart(part) > 0n)
      .map((part) => askToBring(progress, context, order, part))
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
