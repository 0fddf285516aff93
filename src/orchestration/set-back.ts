import type { Act } from '../platform/batch/index.ts'
import { failTask, leaveQueue, postponeTask } from './plan.sql.ts'
import type { TaskRequest } from './progress.ts'

/** A task whose act failed: it is tried again later, or, after its last attempt, stands failed for a person. */
export interface SetBackRequest extends TaskRequest {
  problem: string
}

const LAST_ATTEMPT = 5
const FIRST_DELAY_MS = 1000

export const setBack: Act<SetBackRequest, null, { ok: true; failed: boolean }> = {
  name: 'orchestration.set_back',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  read: () => Promise.resolve(null),
  decide({ companyId, orderId, taskId, attempt, problem }, _facts, { writes, now }) {
    const failed = attempt >= LAST_ATTEMPT
    if (failed) {
      writes.add(failTask, { companyId, orderId, taskId, problem: problem.slice(0, 2000) })
      writes.add(leaveQueue, { companyId, orderId, taskId })
    } else {
      const dueAt = new Date(now.getTime() + FIRST_DELAY_MS * 4 ** (attempt - 1))
      writes.add(postponeTask, { companyId, orderId, taskId, dueAt })
    }
    return { ok: true, failed }
  },
}
