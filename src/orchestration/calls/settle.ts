import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { textAt } from '../model/call-template.ts'
import { completeOpen, failOpen } from '../plan/events.ts'
import { readProgress, tasksOf, touch, type Progress } from '../plan/progress.ts'
import { skip, type Task } from '../plan/task.ts'
import { outputOf, readCallsOf, type Call, type CallName, type Calls, type CallTask } from './call.ts'
import { awaitCalls, sendAgain, settleCalls, tellOutput } from './calls.sql.ts'
import { inputNow } from './keep-call.ts'
import { endConditions, know, readKnown, type Fact, type Known } from './known.ts'
import type { FailureClass, Verdict } from './verdict.ts'

/** What becomes of calls is decided on. */
export interface SettleFacts {
  progress: Progress
  calls: Calls
  known: Known
}

export async function readSettle(db: Reader, names: readonly CallName[]): Promise<SettleFacts> {
  const [progress, calls, known] = await Promise.all([
    readProgress(db, names, { lines: true }),
    readCallsOf(db, names),
    readKnown(db, names),
  ])
  return { progress, calls, known }
}

/** A call that can be settled, with the task that is out for it. */
export interface Open {
  order: Order
  task: Task
  of: CallTask
  call: Call
}

/** Whether what was said moves a plan now; what stands still goes on by it when it is resumed (O-75). */
export function goesOn({ state }: Order): boolean {
  return state === 'in_progress' || state === 'amending' || state === 'cancelling'
}

/** Why something that was said moves nothing (trap 6). */
export type ParkedFor = 'unknown_key' | 'other_generation' | 'answered_before' | 'not_open'

/** The call that something is said of, or why it moves nothing. */
export function openOf({ progress, calls }: SettleFacts, name: CallName): Open | ParkedFor {
  const { companyId, orderId, taskId, generation, mode } = name
  const order = progress.orders.get(`${companyId}/${orderId}`)
  const task = tasksOf(progress, name).find(({ id }) => id === taskId)
  const of = calls.tasks.get(taskId)
  const call = calls.made.get(taskId)?.find((one) => one.generation === generation && one.mode === mode)
  if (!order || !task || !of || !call) return 'unknown_key'
  if (of.generation !== generation || of.mode !== mode) return 'other_generation'
  if (call.state === 'answered') return 'answered_before'
  // One that stands failed because nobody knew is what the reply is about; one that was not done has been answered.
  const isOut = task.state === 'running' || (task.state === 'failed' && call.state === 'unknown')
  return isOut && call.state !== 'failed' ? { order, task, of, call } : 'not_open'
}

export interface Settled {
  /** Who said it. */
  actor: string
  /** Of the step that it answers; null: it came by itself. */
  outUntil: Date | null
}

/** Carries a verdict out: the plan goes on, or a person is asked, or the call is seen to later. */
export function settle(
  facts: SettleFacts,
  { order, task, of, call }: Open,
  verdict: Verdict,
  { actor, outUntil }: Settled,
  context: Context,
): void {
  const { progress, known } = facts
  const { writes, now } = context
  const name = nameOf(call)
  const told = { act: 'call', actor }
  const taskId = task.id
  const learn = (body: Json) => know(known, order, factsIn(of, body), { actor, taskId }, context)
  switch (verdict.what) {
    case 'done': {
      const { status, body } = verdict
      const before = task.state
      writes.add(settleCalls, {
        ...name,
        state: 'answered',
        status,
        data: body,
        class: null,
        problem: null,
        now,
      })
      call.state = 'answered'
      call.status = status
      call.data = body
      writes.add(tellOutput, {
        companyId: name.companyId,
        orderId: name.orderId,
        taskId,
        output: outputOf(call, status, body),
      })
      const changes = learn(body)
      completeOpen(progress, order, task)
      touch(progress, order, told, {
        changes: [
          ['task', taskId.toString(), before, 'completed'],
          ['call', taskId.toString(), null, status],
          ...changes,
        ],
        events: ['call.answered', ...(changes.length > 0 ? ['facts.changed'] : [])],
      })
      endConditions(progress, known, order, told, context)
      break
    }
    case 'failed': {
      const { class: kind, status, body, problem } = verdict
      const state = kind === 'unknown' ? 'unknown' : 'failed'
      const shown = problemOf(of.system, kind, problem)
      writes.add(settleCalls, { ...name, state, status, data: body, class: kind, problem, now })
      call.state = state
      const before = task.state
      // What was not done for lines that nobody wants any more is nothing to see to.
      const isOver = kind !== 'unknown' && of.mode !== 'undo' && inputNow(order, of, known).lines.length === 0
      if (isOver) skip(progress.moved, task)
      else if (before === 'running') failOpen(progress, order, task, shown)
      touch(
        progress,
        order,
        { ...told, reason: shown },
        {
          changes: [
            ['task', taskId.toString(), before, isOver ? 'skipped' : 'failed'],
            ['call', taskId.toString(), null, kind],
          ],
          events: before === 'running' && !isOver ? ['task.failed'] : [],
        },
      )
      break
    }
    case 'going_on': {
      const { lookInMs, answerWithinMs, body } = verdict
      awaitMore(name, { outUntil, lookInMs, answerWithinMs }, context)
      const changes = learn(body)
      if (changes.length === 0) break
      touch(progress, order, told, { changes, events: ['facts.changed'] })
      endConditions(progress, known, order, told, context)
      break
    }
    case 'again':
    case 'doubt':
      tryAgain(name, { outUntil, verdict }, context)
  }
}

/** The system has it: it is waited for, and asked for again. */
export function awaitMore(
  name: CallName,
  of: { outUntil: Date | null; lookInMs: number; answerWithinMs: number },
  { writes, now }: Context,
): void {
  const after = (ms: number) => new Date(now.getTime() + ms)
  writes.add(awaitCalls, {
    ...name,
    outUntil: of.outUntil,
    now,
    answerBy: after(of.answerWithinMs),
    dueAt: after(of.lookInMs),
  })
}

export function tryAgain(
  name: CallName,
  { outUntil, verdict }: { outUntil: Date | null; verdict: Extract<Verdict, { inMs: number }> },
  { writes, now }: Context,
): void {
  const state = verdict.what === 'again' ? 'kept' : 'unknown'
  const dueAt = new Date(now.getTime() + verdict.inMs)
  writes.add(sendAgain, { ...name, outUntil, state, problem: verdict.problem, dueAt })
}

function nameOf({ companyId, orderId, taskId, generation, mode }: Call): CallName {
  return { companyId, orderId, taskId, generation, mode: mode as CallName['mode'] }
}

/** What a system says becomes known of each line that it was asked for. */
export function factsIn({ facts, lineNos }: Pick<CallTask, 'facts' | 'lineNos'>, body: Json): Fact[] {
  return Object.entries(facts).flatMap(([name, pointer]) => {
    const value = textAt(body, pointer)
    return value === undefined
      ? []
      : lineNos.map((lineNo) => ({ lineNo, name, value: value.slice(0, MOST_VALUE) }))
  })
}

/** Characters of a value that becomes known. */
export const MOST_VALUE = 1000

const NEXT: Record<FailureClass, string> = {
  later: 'try it again when it is well',
  wrong: 'correct what it asks for, and try it again',
  impossible: 'the order has to be changed',
  unknown: 'nobody knows whether it was done: find out, and say so, or try it again by the same key',
}

function problemOf(system: string, kind: FailureClass, problem: string): string {
  return `${system}: ${problem} (${kind}: ${NEXT[kind]})`
}
