import { hash } from 'node:crypto'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import type { Scope } from '../../platform/http/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Answered, MayBeKeyed } from '../../platform/keyed.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import { abortOrder } from '../cancel/abort-order.ts'
import { cancelOrder } from '../cancel/cancel-order.ts'
import { changePriority } from '../control/change-priority.ts'
import { placeHold } from '../control/place-hold.ts'
import { resumeOrder } from '../control/resume.ts'
import { retryTask } from '../control/retry-task.ts'
import { suspendOrder } from '../control/suspend.ts'
import { completeByHand } from '../work/complete-by-hand.ts'
import { batchOf, type BulkAct, type BulkInput } from './bulk-job.ts'
import { failLines } from './fail-lines.ts'
import { findRunningJobs, readOpenTargets, settleTargets } from './bulk.sql.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 500, jobs: 20, targets: 400, rounds: 10_000 }
const OPTIONS = { lane: 'bulk', internal: true } as const

type Running = RowOf<typeof findRunningJobs>
type Open = RowOf<typeof readOpenTargets>

interface Settled {
  companyId: bigint
  jobId: bigint
  place: number
  state: 'done' | 'failed'
  code: string | null
  message: string | null
}

/** Writes what became of targets. */
const settleBulk: Act<readonly Settled[], undefined, true> = {
  name: 'orchestration.settle_bulk',
  weigh: (rows) => rows.length,
  companyOf: (rows) => rows[0]!.companyId,
  read: async () => undefined,
  decide(rows, _facts, { writes, now }) {
    for (const row of rows) writes.add(settleTargets, { ...row, settledAt: now })
    return true
  },
}

/**
 * Works jobs off, a batch at a time, each target by the act that a person would do to it, under a key of its own: whatever dies, what was
 * done is found done and counted, and the rest is done.
 */
export function bulkJobs({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'bulk-jobs',
    title: 'Does one act to many orders',
    everyMs: LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round += 1) {
        const jobs = await db.read(findRunningJobs, { most: BigInt(LIMITS.jobs) })
        if (jobs.length === 0) break
        const settled = await Promise.all(jobs.map((job) => step(db, door, log, job)))
        const done = settled.reduce((sum, one) => sum + one, 0)
        counts.evaluated += done
        counts.processed += done
        // What cannot be done now is tried at the next look.
        if (done === 0) break
      }
      return counts
    },
  }
}

/** The next batch of a job. @returns how many targets were settled */
async function step(db: Database, door: Door, log: JobLog, job: Running): Promise<number> {
  const { company_id: companyId, id: jobId, failed, failure_limit: failureLimit } = job
  const most = BigInt(batchOf(LIMITS.targets, { failed, failureLimit }))
  const targets = await db.read(readOpenTargets, { companyId, jobId, most })
  if (targets.length === 0) return 0
  const outcomes = await doAll(door, job, targets)
  const rows = targets.map(({ place }, index): Settled => {
    const outcome = outcomes[index]!
    const of = { companyId, jobId, place }
    if (outcome instanceof Fault)
      return { ...of, state: 'failed', code: outcome.code, message: outcome.message.slice(0, 500) }
    if (outcome.ok) return { ...of, state: 'done', code: null, message: null }
    const message = outcome.problems.map((problem) => problem.message).join('; ')
    return { ...of, state: 'failed', code: outcome.code, message: message.slice(0, 500) }
  })
  const [written] = await door.requestAll(settleBulk, [rows], OPTIONS)
  if (written instanceof Fault) {
    log.error(
      { error: written, job: encodeId('blk', jobId) },
      'what a bulk job did could not be written down',
    )
    return 0
  }
  return rows.length
}

function doAll(door: Door, job: Running, targets: readonly Open[]): Promise<(Answered | Refusal | Fault)[]> {
  const { company_id: companyId, id, actor } = job
  const input = job.input as unknown as BulkInput
  const { reason } = input
  const bodyHash = hash('sha256', JSON.stringify(input), 'buffer')
  const of = (target: Open) => ({
    companyId,
    orderId: target.order_id,
    actor,
    // What it may, and who it is.
    by: job.scopes,
    reason,
    key: { companyId, principal: actor, route: `bulk ${id}`, key: String(target.place), bodyHash },
  })
  const all = <Q extends MayBeKeyed, F>(
    act: Act<Q, F, Answered | Refusal>,
    request: (target: Open) => Q,
  ): Promise<(Answered | Refusal | Fault)[]> => door.requestAll(act, targets.map(request), OPTIONS)
  const ofTask = (target: Open) => ({ ...of(target), taskId: target.task_id! })
  const how: Record<BulkAct, () => Promise<(Answered | Refusal | Fault)[]>> = {
    suspend: () => all(suspendOrder, of),
    resume: () => all(resumeOrder, of),
    cancel: () => all(cancelOrder, (target) => ({ ...of(target), lines: null, onlyIfNothingShipped: false })),
    abort: () => all(abortOrder, of),
    hold: () =>
      all(placeHold, (target) => ({
        ...of(target),
        code: input.code!,
        lines: null,
        task: null,
        expiresOn: null,
        scopes: job.scopes as Scope[],
      })),
    prioritize: () => all(changePriority, (target) => ({ ...of(target), priority: input.priority! })),
    retry: () => all(retryTask, ofTask),
    complete: () => all(completeByHand, (target) => ({ ...ofTask(target), status: input.status! })),
    fail_lines: () => all(failLines, ofTask),
  }
  return how[job.act as BulkAct]()
}
