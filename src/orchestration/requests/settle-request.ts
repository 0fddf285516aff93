import type { Act } from '../../platform/batch/index.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { readClaims, settleRequest as settleRows } from './request.sql.ts'

/** What became of a request that was claimed. */
export interface SettleRequest extends OrderKey {
  id: bigint
  attempts: number
  actor: string
  became:
    | { state: 'done' }
    | { state: 'failed'; code: string; problem: string }
    | { state: 'again'; pauseMs: number }
}

interface Facts {
  progress: Progress
  /** By company/id: the claim that has it now. */
  claims: Map<string, number>
}

/** Says of requests what became of them, in their orders' history, too. One that somebody else has claimed meanwhile is theirs. */
export const settleRequest: Act<SettleRequest, Facts, { ok: true; settled: boolean }> = {
  name: 'orchestration.settle_request',
  weigh: () => 3,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, rows] = await Promise.all([
      readProgress(db, requests, { summed: requests }),
      db.read(readClaims, {
        companyIds: requests.map(({ companyId }) => companyId),
        ids: requests.map(({ id }) => id),
      }),
    ])
    return { progress, claims: new Map(rows.map((row) => [`${row.company_id}/${row.id}`, row.attempts])) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { progress, claims }, { writes, now }) {
    const { companyId, id, attempts, actor, became } = request
    if (claims.get(`${companyId}/${id}`) !== attempts) return { ok: true, settled: false }
    claims.delete(`${companyId}/${id}`)
    const again = became.state === 'again'
    writes.add(settleRows, {
      companyId,
      id,
      attempts,
      state: again ? 'in_progress' : became.state,
      dueAt: again ? new Date(now.getTime() + became.pauseMs) : null,
      code: became.state === 'failed' ? became.code : null,
      problem: became.state === 'failed' ? became.problem.slice(0, 1000) : null,
      settledAt: again ? null : now,
    })
    const order = orderOf(progress, request)
    if (order && !again) {
      const reason = became.state === 'failed' ? { reason: became.problem.slice(0, 500) } : {}
      touch(
        progress,
        order,
        { act: 'settle_request', actor, ...reason },
        {
          changes: [['request', id.toString(), 'acknowledged', became.state]],
          events: [`request.${became.state}`],
        },
      )
    }
    return { ok: true, settled: true }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}
