import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { failOpen } from '../plan/events.ts'
import { endWork } from '../plan/plan.sql.ts'
import { concludeProgress, lockProgress, touch } from '../plan/progress.ts'
import { complete } from '../plan/task.ts'
import { doable, readWork, workAnswer, workOf, type Work, type WorkFacts, type WorkRequest } from './work.ts'

export interface CompleteWorkRequest extends WorkRequest {
  status: string
  note: string | null
  /** What came of it, by name. */
  data: Readonly<Record<string, string>> | null
}

/**
 * Work ends with one of its statuses (O-44): the plan goes on, or stands failed for a person to look at. Whoever has taken it on ends it,
 * also while its order is held or suspended, so that nothing of what was done is lost (trap 6). Ended alike again, it stays as it is; what
 * differs is not taken for the same.
 */
export const completeWork = keyed<CompleteWorkRequest, WorkFacts>({
  name: 'orchestration.complete_work',
  weigh: () => 5,
  companyOf: (request) => request.companyId,
  read: readWork,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, { writes, now }): Answered | Refusal {
    const found = workOf(facts, request)
    if ('ok' in found) return found
    const { order, task, of } = found
    const { companyId, orderId, taskId, actor, status, note, data } = request
    if (of.status === status && of.doneBy === actor && of.note === note && sameData(of.data, data))
      return { ok: true, answer: workAnswer(task, of) }
    // Whoever was at it while its lines were cancelled tells what came of it all the same: it is kept, and moves nothing.
    const late = task.state === 'skipped' && of.owner === actor && of.status === null
    const refused = late ? undefined : doable(found, request, now)
    if (refused) return refused
    const chosen = of.statuses.find(({ code }) => code === status)
    if (!chosen) {
      const known = of.statuses.map(({ code }) => code).join(', ')
      const message = `it ends with one of ${known}`
      return refuse('work_refused', [{ path: '/status', code: 'unknown_status', message }])
    }
    const before = task.state
    if (!late && chosen.to === 'next') complete(facts.progress.moved, task)
    else if (!late) {
      const problem = note === null ? `${of.title}: ${status}` : `${of.title}: ${status}. ${note}`
      failOpen(facts.progress, order, task, problem)
    }
    Object.assign(of, { status, note, data, doneBy: actor })
    writes.add(endWork, {
      companyId,
      orderId,
      taskId,
      status,
      note,
      data: data as Json,
      doneBy: actor,
      doneAt: now,
    })
    touch(
      facts.progress,
      order,
      // What was told stands with the work, where it is erased with a person; history only grows.
      { act: 'complete_work', actor },
      {
        changes: [
          ['task', taskId.toString(), before, task.state],
          ['work', taskId.toString(), null, status],
        ],
        events: late
          ? ['work.late']
          : chosen.to === 'next'
            ? ['work.completed']
            : ['work.completed', 'task.failed'],
      },
    )
    return { ok: true, answer: workAnswer(task, of) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<CompleteWorkRequest, WorkFacts, Answered | Refusal>)

function sameData(one: Work['data'], other: Work['data']): boolean {
  const [a, b] = [Object.entries(one ?? {}), other ?? {}]
  return a.length === Object.keys(b).length && a.every(([name, value]) => b[name] === value)
}
