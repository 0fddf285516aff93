import type { Act } from '../../platform/batch/index.ts'
import { keyed, type Answered } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { acceptWork as acceptRow, assignWork as assignRow } from '../plan/plan.sql.ts'
import { concludeProgress, lockProgress, touch } from '../plan/progress.ts'
import { begin } from '../plan/task.ts'
import { doable, putBack, readWork, workAnswer, workOf, type WorkFacts, type WorkRequest } from './work.ts'

const frame = {
  weigh: () => 5,
  companyOf: (request: WorkRequest) => request.companyId,
  read: readWork,
  lock: ({ progress }: WorkFacts, locks: Parameters<typeof lockProgress>[1]) => lockProgress(progress, locks),
  conclude: ({ progress }: WorkFacts, context: Parameters<typeof concludeProgress>[1]) =>
    concludeProgress(progress, context),
}

/** Somebody takes work on (O-43, O-48): of two at once one has it. From then on nothing stops it; taken on again, it stays as it is. */
export const takeWork = keyed<WorkRequest, WorkFacts>({
  ...frame,
  name: 'orchestration.take_work',
  decide(request, facts, { writes, now }): Answered | Refusal {
    const found = workOf(facts, request)
    if ('ok' in found) return found
    const { order, task, of } = found
    const refused = doable(found, request, now)
    if (refused) return refused
    if (task.state === 'running') return { ok: true, answer: workAnswer(task, of) }
    const { companyId, orderId, taskId, actor } = request
    begin(facts.progress.moved, task)
    of.owner = actor
    writes.add(acceptRow, { companyId, orderId, taskId, owner: actor, acceptedAt: now })
    touch(
      facts.progress,
      order,
      { act: 'take_work', actor },
      { changes: [['task', taskId.toString(), 'ready', 'running']], events: ['work.accepted'] },
    )
    return { ok: true, answer: workAnswer(task, of) }
  },
} satisfies Act<WorkRequest, WorkFacts, Answered | Refusal>)

/** Work that was taken on is anybody's again, be it given back by whoever had it or taken from them; whose it is not stays so. */
export const giveWorkBack = keyed<WorkRequest, WorkFacts>({
  ...frame,
  name: 'orchestration.give_work_back',
  decide(request, facts, { writes }): Answered | Refusal {
    const found = workOf(facts, request)
    if ('ok' in found) return found
    const { order, task, of } = found
    if (of.status !== null) return refuse('work_over', `it ended: ${of.status}`)
    if (task.state !== 'running') return { ok: true, answer: workAnswer(task, of) }
    const { companyId, orderId, taskId, actor } = request
    putBack(facts.progress, order, task)
    of.owner = null
    writes.add(acceptRow, { companyId, orderId, taskId, owner: null, acceptedAt: null })
    touch(
      facts.progress,
      order,
      { act: 'give_work_back', actor },
      { changes: [['task', taskId.toString(), 'running', task.state]], events: ['work.given_back'] },
    )
    return { ok: true, answer: workAnswer(task, of) }
  },
} satisfies Act<WorkRequest, WorkFacts, Answered | Refusal>)

export interface AssignRequest extends WorkRequest {
  /** Who is to do it; null: nobody in particular. */
  assignee: string | null
}

/** Says who is to do work; others may take it on all the same. */
export const assignWork = keyed<AssignRequest, WorkFacts>({
  ...frame,
  name: 'orchestration.assign_work',
  decide(request, facts, { writes }): Answered | Refusal {
    const found = workOf(facts, request)
    if ('ok' in found) return found
    const { order, task, of } = found
    const { companyId, orderId, taskId, actor, assignee } = request
    if (of.status !== null || task.state === 'skipped') return refuse('work_over', `it is ${task.state}`)
    if (of.assignee === assignee) return { ok: true, answer: workAnswer(task, of) }
    const before = of.assignee
    of.assignee = assignee
    writes.add(assignRow, { companyId, orderId, taskId, assignee })
    touch(
      facts.progress,
      order,
      { act: 'assign_work', actor },
      { changes: [['assignee', taskId.toString(), before, assignee]], events: ['work.assigned'] },
    )
    return { ok: true, answer: workAnswer(task, of) }
  },
} satisfies Act<AssignRequest, WorkFacts, Answered | Refusal>)
