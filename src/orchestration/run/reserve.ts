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
import { complete } from '../plan/task.ts'

/** The stock was there while a hold or the money was not: nothing is left to wait for, what follows goes on. */
export const reserve: Act<TaskRequest, Progress, TaskOutcome> = {
  name: 'orchestration.reserve',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) => readProgress(db, requests, {}),
  lock: lockProgress,
  decide(request, progress, context) {
    const found = claimed(progress, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    complete(progress.moved, task)
    touch(progress, order, { act: 'reserve', actor: 'system' }, {})
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}
