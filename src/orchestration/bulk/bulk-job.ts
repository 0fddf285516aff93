import { actsIn, LIFE_ACTS, mayAct, type LifeAct, type Order, type OrderState } from '../../orders/index.ts'
import { actsOf, forbidden, type Asker, type OrderPolicies } from '../policy/judge-policy.ts'
import type { Scope } from '../../platform/http/index.ts'
import type { WorkStatus } from '../model/line-component.ts'

/** What a job does to each of its targets: to orders, and to tasks that failed for good. */
export const BULK_ACTS = ['suspend', 'resume', 'cancel', 'abort', 'hold', 'prioritize'] as const
export const FALLOUT_ACTS = ['retry', 'complete', 'fail_lines'] as const
export type BulkAct = (typeof BULK_ACTS)[number] | (typeof FALLOUT_ACTS)[number]

/** The scope that each needs, as its own route does. */
export const SCOPE_OF: Readonly<Record<BulkAct, Scope>> = {
  suspend: 'orders:write',
  resume: 'orders:write',
  cancel: 'orders:write',
  abort: 'orders:abort',
  hold: 'orders:write',
  prioritize: 'operations:write',
  retry: 'operations:write',
  complete: 'operations:write',
  fail_lines: 'orders:write',
}

export function isOfTasks(act: BulkAct): boolean {
  return (FALLOUT_ACTS as readonly string[]).includes(act)
}

/** What an act is given beside its order. */
export interface BulkInput {
  reason: string
  code?: string
  priority?: number
  status?: string
}

/** An order, or a task of it that failed, as it stood when the job was asked for. */
export interface Target {
  orderId: bigint
  state: OrderState
  /** Open holds, of all of it or of some. */
  holds: number
  /** Of a company with policies: what these judge. */
  judged?: { order: Order; policies: OrderPolicies; asker: Asker }
  task?: { id: bigint; kind: string; lineNos: readonly number[]; statuses: readonly WorkStatus[] | null }
}

/**
 * Why an act could not be done to a target as it stands; undefined: it could, as far as can be told without doing it. The act itself is
 * the judge when it is done. Pure.
 */
export function judgeTarget(
  act: BulkAct,
  { status }: BulkInput,
  { state, holds, judged, task }: Target,
): { code: string; message: string } | undefined {
  const needed = neededFor(act)
  if (!mayAct(state, needed)) return { code: 'not_in_this_state', message: `the order is ${state}` }
  const kept = judged && forbidden(judged.policies, judged.order, needed, judged.asker)
  if (kept) return { code: kept.code, message: kept.problems.map(({ message }) => message).join('; ') }
  if (act === 'retry' && (holds > 0 || state === 'suspended'))
    return { code: 'order_on_hold', message: 'release its holds first, or resume it' }
  if (act === 'complete') {
    if (task!.kind !== 'work' || !task!.statuses)
      return {
        code: 'not_by_hand',
        message: `a task ${task!.kind} is not ended by hand: it is tried again, or its lines are given up`,
      }
    if (!task!.statuses.some(({ code, to }) => code === status && to === 'next'))
      return { code: 'unknown_status', message: `no status ${status} of it lets the plan go on` }
  }
  return undefined
}

/** The act under which the table of states, and policies, speak of it. */
export function neededFor(act: BulkAct): LifeAct {
  return act === 'complete' ? 'retry' : act === 'fail_lines' ? 'cancel' : act
}

/** Acts that every one of these orders allows (O-77), and of each how many do. Pure. */
export function commonActs(targets: readonly Pick<Target, 'state' | 'judged'>[]): {
  common: LifeAct[]
  counts: { act: LifeAct; orders: number }[]
} {
  const allowed = new Map(LIFE_ACTS.map((act) => [act, 0]))
  for (const { state, judged } of targets) {
    const acts = judged ? actsOf(judged.policies, judged.order, judged.asker).acts : actsIn(state)
    for (const act of acts) allowed.set(act, allowed.get(act)! + 1)
  }
  const counts = Array.from(allowed, ([act, orders]) => ({ act, orders }))
  const common = counts.filter(({ orders }) => targets.length > 0 && orders === targets.length)
  return { common: common.map(({ act }) => act), counts: counts.filter(({ orders }) => orders > 0) }
}

/** How many targets are done next, so that no more fail than are let: an act is not undone because another one failed. Pure. */
export function batchOf(
  most: number,
  { failed, failureLimit }: { failed: number; failureLimit: number | null },
): number {
  return failureLimit === null ? most : Math.max(1, Math.min(most, failureLimit - failed))
}
