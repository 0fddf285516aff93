import type { Order } from '../../orders/index.ts'
import { shownActor } from '../../platform/auth/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import type { MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { stoppedBehind } from '../plan/events.ts'
import type { Asker } from '../policy/judge-policy.ts'
import { readWork as readWorkRows } from '../plan/plan.sql.ts'
import { orderOf, readProgress, taskById, type OrderKey, type Progress } from '../plan/progress.ts'
import { firstStops, kindStops } from '../plan/stops.ts'
import { delay, giveBack, meet, type Task } from '../plan/task.ts'
import type { WorkStatus } from '../model/line-component.ts'

/** What a person is to do for lines of an order, beside its task. */
export interface Work {
  title: string
  role: string
  statuses: readonly WorkStatus[]
  assignee: string | null
  /** Who has taken it on. */
  owner: string | null
  /** How it ended; null: it has not. */
  status: string | null
  note: string | null
  /** What came of it, by name. */
  data: Readonly<Record<string, string>> | null
  doneBy: string | null
}

export interface WorkRequest extends MayBeKeyed, OrderKey, Asker {
  taskId: bigint
}

export interface WorkFacts {
  progress: Progress
  work: Map<bigint, Work>
}

export async function readWork(db: Reader, requests: readonly WorkRequest[]): Promise<WorkFacts> {
  const [progress, rows] = await Promise.all([
    readProgress(db, requests, { near: requests }),
    db.read(readWorkRows, {
      companyIds: requests.map(({ companyId }) => companyId),
      orderIds: requests.map(({ orderId }) => orderId),
      taskIds: requests.map(({ taskId }) => taskId),
    }),
  ])
  const work = rows.map((row): [bigint, Work] => {
    const statuses = (row.statuses as [string, WorkStatus['to']][]).map(([code, to]) => ({ code, to }))
    const { title, role, assignee, owner, status, note } = row
    const data = row.data as Work['data']
    return [row.task_id, { title, role, statuses, assignee, owner, status, note, data, doneBy: row.done_by }]
  })
  return { progress, work: new Map(work) }
}

/** The work of a request, or why there is none. */
export function workOf(
  { progress, work }: WorkFacts,
  request: WorkRequest,
): { order: Order; task: Task; of: Work } | Refusal {
  const order = orderOf(progress, request)
  const task = taskById(progress, request, request.taskId)
  const of = work.get(request.taskId)
  if (!order || !task || !of) return refuse('not_found', 'there is no such work')
  return { order, task, of }
}

/** Work that can be done now, or why it cannot; what somebody else has taken on is theirs. */
export function doable(
  { order, task, of }: { order: Order; task: Task; of: Work },
  { actor }: WorkRequest,
  now: Date,
): Refusal | undefined {
  if (task.state === 'running')
    return of.owner === actor ? undefined : refuse('work_taken', 'ask whoever has it, or have it given back')
  if (order.state !== 'in_progress') return refuse('work_not_due', `the order is ${order.state}`)
  if (task.state === 'waiting' || (task.state === 'ready' && task.startAt !== null && task.startAt > now))
    return refuse('work_not_due', 'it waits for something else still')
  if (task.state !== 'ready') return refuse('work_over', `it is ${task.state}`)
  return undefined
}

/** Work that had been taken on is anybody's again: what stops its order stops it now, and not what comes behind it. */
export function putBack(progress: Progress, order: Order, task: Task): void {
  const inItsStead = stoppedBehind(progress, order, task)
  giveBack(progress.moved, task)
  for (let stops = firstStops(order, task); stops > 0; stops--) {
    if (inItsStead) meet(progress.moved, inItsStead)
    delay(progress.moved, task)
  }
  for (let stops = kindStops(order, task, [task]); stops > 0; stops--) delay(progress.moved, task)
}

export function workAnswer(task: Task, of: Work): Json {
  return {
    id: encodeId('tsk', task.id),
    orderId: encodeId('ord', task.orderId),
    title: of.title,
    state: task.state,
    owner: of.owner && shownActor(of.owner),
    assignee: of.assignee,
    status: of.status,
  }
}
