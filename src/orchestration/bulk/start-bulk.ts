import { LIFE_ACTS, orderNumber, readOrders, type OrderState } from '../../orders/index.ts'
import { encodeId } from '../../platform/public-id.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { readCompanies } from '../../organization/index.ts'
import { havePolicies, readOrderPolicies, type Asker } from '../policy/judge-policy.ts'
import type { WorkStatus } from '../model/line-component.ts'
import { commonActs, isOfTasks, judgeTarget, type BulkAct, type BulkInput, type Target } from './bulk-job.ts'
import { findOrderTargets, findTaskTargets, insertBulkJob, insertBulkTargets } from './bulk.sql.ts'

/** Which orders a job is for: those that are named, or all that fit. */
export interface Chosen {
  orderIds: readonly bigint[] | null
  states: readonly string[]
  sources: readonly string[]
  /** Of tasks that failed for good: their cause. */
  cause: string | null
}

export interface BulkRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Scopes, roles and itself. */
  by: readonly string[]
  act: BulkAct
  input: BulkInput
  chosen: Chosen
  /** How it was asked for, to be shown. */
  said: JsonObject
  /** Targets whose state does not allow the act are left out; else they refuse the job. */
  leaveOthers: boolean
  failureLimit: number | null
}

/** Most targets of a job. */
export const MOST_TARGETS = 50_000
/** Of those that cannot be, so many are named. */
const NAMED = 20

/**
 * Begins a job that does one act to many orders (O-77), or to many tasks that failed (N-15): what it is for is written down as it stands, and
 * worked off in batches (`run-bulk.ts`). It is done to all or refused, unless those that do not allow it are to be left out.
 */
export const startBulk = keyed<BulkRequest, Map<BulkRequest, Target[]>>({
  name: 'orchestration.start_bulk',
  weigh: () => 1000,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const found = await Promise.all(requests.map((request) => readTargets(db, request)))
    return new Map(requests.map((request, index) => [request, found[index]!]))
  },
  decide(request, facts, { writes, ids, now }): Answered | Refusal {
    const targets = facts.get(request)!
    const { companyId, act, input, leaveOthers, failureLimit, actor, by, said } = request
    const preview = previewOf(request, targets)
    const problems = unfit(request, targets)
    if (problems.length > 0) return refuse('bulk_refused', problems)
    if (preview.refusedCount > 0 && !leaveOthers)
      return refuse(
        'not_common',
        preview.refusals.map(({ number, code, message }) => ({
          path: '',
          code,
          message: `${number}: ${message}`,
        })),
      )
    const id = ids.next()
    const leftOut = preview.refusedCount
    const open = targets.length - leftOut
    writes.add(insertBulkJob, {
      companyId,
      id,
      act,
      input: { ...input } as Json,
      chosen: said,
      actor,
      scopes: [...by],
      state: open === 0 ? 'completed' : 'running',
      total: targets.length,
      leftOut,
      failureLimit,
      askedAt: now,
      endedAt: open === 0 ? now : null,
    })
    for (const [place, target] of targets.entries()) {
      const wrong = judgeTarget(act, input, target)
      writes.add(insertBulkTargets, {
        companyId,
        jobId: id,
        place,
        orderId: target.orderId,
        taskId: target.task?.id ?? null,
        state: wrong ? 'left_out' : 'open',
        code: wrong?.code ?? null,
        message: wrong?.message ?? null,
      })
    }
    return { ok: true, answer: { id: encodeId('blk', id), total: targets.length, leftOut, ...rest(preview) } }
  },
} satisfies Act<BulkRequest, Map<BulkRequest, Target[]>, Answered | Refusal>)

function rest({ refusedCount: _counted, ...more }: ReturnType<typeof previewOf>): JsonObject {
  return more as unknown as JsonObject
}

/** What is wrong with the choice itself. */
function unfit({ chosen: { orderIds, cause }, act }: BulkRequest, targets: readonly Target[]): Problem[] {
  const problems: Problem[] = []
  const note = (path: string, code: string, message: string) => problems.push({ path, code, message })
  if (targets.length > MOST_TARGETS)
    note('', 'too_many', `there are more than ${MOST_TARGETS}: choose fewer at a time`)
  if (cause !== null && !isOfTasks(act))
    note('/cause', 'not_of_act', `${act} is done to orders, not to tasks that failed`)
  if (targets.length === 0) note('', 'nothing_chosen', 'nothing is chosen')
  const found = new Set(targets.map(({ orderId }) => orderId))
  if (!isOfTasks(act))
    for (const [index, orderId] of (orderIds ?? []).entries())
      if (!found.has(orderId)) note(`/orders/${index}`, 'unknown_order', 'there is no such order')
  return problems
}

/** What a job would do, as far as can be told without doing it; nothing is written. */
export function previewOf({ act, input }: Pick<BulkRequest, 'act' | 'input'>, targets: readonly Target[]) {
  const wrong = targets.flatMap((target) => {
    const found = judgeTarget(act, input, target)
    const { orderId } = target
    return found ? [{ orderId: encodeId('ord', orderId), number: orderNumber(orderId), ...found }] : []
  })
  const { common, counts } = commonActs(targets)
  return {
    targets: targets.length,
    orders: new Set(targets.map(({ orderId }) => orderId)).size,
    common,
    acts: counts,
    allowed: targets.length - wrong.length,
    refusedCount: wrong.length,
    refusals: wrong.slice(0, NAMED),
  }
}

/** Whatever a job would be for, one more than it may be at most, with what policies say of it. */
export async function readTargets(
  db: Reader,
  request: Pick<BulkRequest, 'companyId' | 'actor' | 'by' | 'act' | 'input' | 'chosen'>,
): Promise<Target[]> {
  const { companyId, actor, by, input } = request
  const targets = await findTargets(db, request)
  const companies = await readCompanies(db, [companyId])
  if (!(await havePolicies(db, companies))) return targets
  const asker: Asker = { actor, by, reason: input.reason }
  for (let from = 0; from < targets.length; from += JUDGED_AT_ONCE) {
    const some = targets.slice(from, from + JUDGED_AT_ONCE)
    const keys = some.map(({ orderId }) => ({ companyId, orderId }))
    const orders = await readOrders(db, keys, { lines: false, holds: false, parts: 'sum' })
    const policies = await readOrderPolicies(db, companies, orders.values(), LIFE_ACTS)
    for (const target of some) {
      const order = orders.get(`${companyId}/${target.orderId}`)
      if (order) target.judged = { order, policies, asker }
    }
  }
  return targets
}

/** Orders whose policies are read by one statement. */
const JUDGED_AT_ONCE = 2000

async function findTargets(
  db: Reader,
  {
    companyId,
    act,
    chosen: { orderIds, states, sources, cause },
  }: Pick<BulkRequest, 'companyId' | 'act' | 'chosen'>,
): Promise<Target[]> {
  const asked = {
    companyId,
    named: orderIds !== null,
    orderIds: orderIds ?? [],
    states,
    sources,
    most: BigInt(MOST_TARGETS + 1),
  }
  if (!isOfTasks(act)) {
    const rows = await db.read(findOrderTargets, asked)
    return rows.map((row) => ({ orderId: row.order_id, state: row.state as OrderState, holds: row.holds }))
  }
  const rows = await db.read(findTaskTargets, { ...asked, cause })
  return rows.map((row) => ({
    orderId: row.order_id,
    state: row.state as OrderState,
    holds: row.holds,
    task: {
      id: row.task_id,
      kind: row.kind,
      lineNos: row.line_nos ?? [],
      statuses:
        row.statuses === null
          ? null
          : (row.statuses as [string, WorkStatus['to']][]).map(([code, to]) => ({ code, to })),
    },
  }))
}
