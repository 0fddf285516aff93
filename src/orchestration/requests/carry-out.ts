import { hash } from 'node:crypto'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Answered } from '../../platform/keyed.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { readClock } from '../../platform/platform.sql.ts'
import type { RequestKey } from '../../platform/request-key.ts'
import { abortOrder } from '../cancel/abort-order.ts'
import { cancelOrder } from '../cancel/cancel-order.ts'
import { resumeOrder } from '../control/resume.ts'
import { suspendOrder } from '../control/suspend.ts'
import { claimRequests } from './request.sql.ts'
import { settleRequest, type SettleRequest } from './settle-request.ts'

/** Limits of carrying requests out; see docs/reference/settings.md. */
const LIMITS = {
  everyMs: 250,
  /** Requests of one claim. */
  claim: 200,
  /** A claim that is not settled by then is due again. */
  leaseMs: 30_000,
  /** The first pause after a fault; it doubles, */
  backOffMs: 1000,
  /** up to this, */
  mostBackOffMs: 600_000,
  /** until so many tries were in vain. */
  attempts: 20,
} as const

interface Options {
  db: Database
  door: Door
  log: JobLog
}

type Claimed = RowOf<typeof claimRequests>

/**
 * Carries out what was asked for of orders (O-105), many at once, by the acts of our own API. Each act has the key of its request: whoever
 * died between the act and its settlement finds what it came to, and does nothing twice.
 */
export function carryOutRequests(options: Options): Job {
  return {
    name: 'requests',
    title: 'Carries out what is asked for of orders',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      let processed = 0
      for (;;) {
        const [clock] = await options.db.read(readClock, {})
        const { now } = clock!
        const until = new Date(now.getTime() + LIMITS.leaseMs)
        const claimed = await options.db.read(claimRequests, { now, until, most: LIMITS.claim })
        if (claimed.length > 0) await carryOut(claimed, options)
        processed += claimed.length
        if (claimed.length < LIMITS.claim || signal.aborted) return { evaluated: processed, processed }
      }
    },
  }
}

async function carryOut(claimed: readonly Claimed[], { door, log }: Options): Promise<void> {
  const options = { lane: 'bulk', internal: true } as const
  const byKind = Map.groupBy(claimed, (one) => one.kind)
  const settled: SettleRequest[] = []
  await Promise.all(
    [...byKind].map(async ([kind, rows]) => {
      const { act, request } = CARRIED_OUT[kind]!
      const outcomes = await door.requestAll(act, rows.map(request), options)
      for (const [index, row] of rows.entries()) settled.push(settlementOf(row, outcomes[index]!, log))
    }),
  )
  await door.requestAll(settleRequest, settled, options)
}

interface CarriedOut {
  // oxlint-disable-next-line no-explicit-any -- each kind has an act with facts of its own
  act: Act<any, any, Answered | Refusal>
  request(row: Claimed): object
}

const common = (row: Claimed) => ({
  companyId: row.company_id,
  orderId: row.order_id,
  actor: row.actor,
  ...(row.names.length === 0 ? {} : { by: row.names }),
  ...(row.reason === null ? { unexplained: true as const } : {}),
  key: keyOf(row),
})

/** What each kind comes to. A cancellation that is asked for is of the whole order: of one that has left in part it is denied. */
const CARRIED_OUT: Readonly<Record<string, CarriedOut>> = {
  cancel: {
    act: cancelOrder,
    request: (row) => ({
      ...common(row),
      reason: row.reason ?? 'asked for by the customer',
      lines: null,
      onlyIfNothingShipped: true,
    }),
  },
  suspend: {
    act: suspendOrder,
    request: (row) => ({ ...common(row), reason: row.reason ?? 'asked for' }),
  },
  abort: {
    act: abortOrder,
    request: (row) => ({ ...common(row), reason: row.reason ?? 'asked for' }),
  },
  resume: { act: resumeOrder, request: (row) => ({ ...common(row), reason: row.reason }) },
}

const NOTHING = hash('sha256', '', 'buffer')

function keyOf(row: Claimed): RequestKey {
  return {
    companyId: row.company_id,
    principal: 'request',
    route: row.kind,
    key: row.id.toString(),
    bodyHash: NOTHING,
  }
}

function settlementOf(row: Claimed, outcome: Answered | Refusal | Fault, log: JobLog): SettleRequest {
  const { company_id: companyId, order_id: orderId, id, attempts, actor } = row
  const of = { companyId, orderId, id, attempts, actor }
  if (outcome instanceof Fault) {
    log.error({ err: outcome, request: id }, 'a request could not be carried out')
    if (attempts >= LIMITS.attempts)
      return { ...of, became: { state: 'failed', code: outcome.code, problem: outcome.message } }
    const pauseMs = Math.min(LIMITS.backOffMs * 2 ** (attempts - 1), LIMITS.mostBackOffMs)
    return { ...of, became: { state: 'again', pauseMs } }
  }
  if (outcome.ok) return { ...of, became: { state: 'done' } }
  const problem = outcome.problems.map(({ message }) => message).join('; ')
  return { ...of, became: { state: 'failed', code: outcome.code, problem } }
}
