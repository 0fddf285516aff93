import type { Order } from '../../orders/index.ts'
import { Fault, type Act, type Context } from '../../platform/batch/index.ts'
import { readEpoch } from '../../platform/installation.ts'
import type { Json } from '../../platform/json.ts'
import { formatMicro } from '../../platform/money.ts'
import { orderNumber } from '../../platform/public-id.ts'
import { render, type CallInput } from '../model/call-template.ts'
import { orderFactsOf } from '../plan/beside.ts'
import { textsOf } from '../plan/line-components.ts'
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
import { begin, fail, skip, type Task } from '../plan/task.ts'
import {
  answeredCall,
  currentCall,
  inputOf,
  keyOfCall,
  readCallsOf,
  type Calls,
  type CallTask,
} from './call.ts'
import { keepAgain, keepCalls, putOut, raiseGeneration } from './calls.sql.ts'
import { factsOf, readKnown, type Known } from './known.ts'
import { readSystems, type System } from '../model/save-system.ts'

interface KeepFacts extends Progress {
  calls: Calls
  known: Known
  systems: Map<bigint, Map<string, System>>
  epoch: string
}

/**
 * The turn of a task that calls an outside system (O-49): its request is rendered and kept, and the task is out. A worker of the system sends
 * it, outside of any transaction (decision 0072). After a person has it tried again, what was not done for sure is asked for anew, by
 * another key; what may have been done is sent once more as it was.
 */
export const keepCall: Act<TaskRequest, KeepFacts, TaskOutcome> = {
  name: 'orchestration.call',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companyIds = [...new Set(requests.map(({ companyId }) => companyId))]
    const [progress, calls, known, systems, epoch] = await Promise.all([
      readProgress(db, requests, { lines: true }),
      readCallsOf(db, requests),
      readKnown(db, requests),
      readSystems(db, companyIds),
      readEpoch(db),
    ])
    return { ...progress, calls, known, systems, epoch }
  },
  lock: lockProgress,
  decide(request, facts, context) {
    const found = claimed(facts, request, context)
    if ('ok' in found) return found
    const { order, task } = found
    const of = facts.calls.tasks.get(task.id)
    if (!of) throw new Fault('the plan does not say what it calls', 'no_request')
    if (!facts.systems.get(order.companyId)!.has(of.system))
      throw new Fault(`there is no system ${of.system}`, 'no_system')
    const key = { companyId: task.companyId, orderId: task.orderId, taskId: task.id }
    if (of.mode === 'undo' && of.undoes !== null && !answeredCall(facts.calls, of.undoes)) {
      // What was asked for was not done after all.
      skip(facts.moved, task)
      touch(
        facts,
        order,
        { act: 'call', actor: 'system' },
        { changes: [['task', task.id.toString(), 'ready', 'skipped']] },
      )
      return { ok: true, taskId: task.id, done: 'completed' }
    }
    const before = currentCall(facts.calls, task.id)
    if (before?.state === 'unknown')
      context.writes.add(keepAgain, {
        ...key,
        generation: before.generation,
        mode: before.mode,
        dueAt: context.now,
      })
    else {
      const problem = keepNew(facts, order, task, of, context)
      if (problem !== undefined) {
        fail(facts.moved, task, { attempt: request.attempt, problem })
        touch(
          facts,
          order,
          { act: 'call', actor: 'system', reason: problem },
          { changes: [['task', task.id.toString(), 'ready', 'failed']], events: ['task.failed'] },
        )
        return { ok: true, taskId: task.id, done: 'completed' }
      }
    }
    begin(facts.moved, task)
    context.writes.add(putOut, { ...key, dueAt: context.now })
    touch(
      facts,
      order,
      { act: 'call', actor: 'system' },
      { changes: [['task', task.id.toString(), 'ready', 'running']] },
    )
    return { ok: true, taskId: task.id, done: 'completed' }
  },
  conclude: concludeProgress,
}

/** Keeps a call. @returns why there is none: what its request asks cannot be said */
function keepNew(
  { calls, known, epoch }: KeepFacts,
  order: Order,
  task: Task,
  of: CallTask,
  { writes, now }: Context,
): string | undefined {
  const { companyId, orderId, id: taskId } = task
  const { mode } = of
  const before = currentCall(calls, taskId)
  // One that failed was not done: what is asked for now is another call.
  const generation = before === undefined ? of.generation : before.generation + 1
  const name = { taskId, generation, mode }
  const key = keyOfCall(epoch, name)
  const undone = of.undoes === null ? undefined : answeredCall(calls, of.undoes)
  const input =
    undone && mode === 'undo'
      ? { ...inputOf(undone), reply: undone.data }
      : {
          ...inputNow(order, of, known),
          ...(undone && { reply: undone.data, before: inputOf(undone).lines }),
        }
  try {
    const { method, path, content } = render(of.request, input as CallInput, { key, mode, generation })
    writes.add(keepCalls, {
      companyId,
      orderId,
      ...name,
      system: of.system,
      key,
      method,
      path,
      content: content === null ? null : Buffer.from(content),
      input: input as unknown as Json,
      dueAt: now,
    })
  } catch (error) {
    return `its request cannot be made: ${(error as Error).message}`.slice(0, 500)
  }
  if (generation !== of.generation) writes.add(raiseGeneration, { companyId, orderId, taskId, generation })
  return undefined
}

/** What a request may ask, as it stands now: of each line what is wanted of it. */
export function inputNow(order: Order, { lineNos }: Pick<CallTask, 'lineNos'>, known: Known): CallInput {
  const wanted = new Map<number, bigint>()
  for (const { lineNo, cancelled, quantity } of order.parts)
    if (cancelled < quantity) wanted.set(lineNo, (wanted.get(lineNo) ?? 0n) + quantity - cancelled)
  const about = new Set(lineNos.filter((lineNo) => wanted.has(lineNo)))
  const { externalId, customerReference, currency, requestedOn } = order
  return {
    order: {
      ...orderFactsOf(order),
      number: orderNumber(order.id),
      externalId,
      reference: customerReference ?? '',
      currency,
      requestedOn: requestedOn ?? '',
    },
    lines: order.lines
      .filter(({ lineNo }) => about.has(lineNo))
      .map(({ lineNo, sku, itemClass, kind, uom, externalLineId, custom }) => ({
        lineNo,
        sku,
        itemClass,
        kind,
        quantity: formatMicro(wanted.get(lineNo)!),
        uom,
        externalLineId: externalLineId ?? '',
        custom: Object.fromEntries(textsOf(custom)),
        facts: Object.fromEntries(factsOf(known, order, lineNo)),
      })),
  }
}
