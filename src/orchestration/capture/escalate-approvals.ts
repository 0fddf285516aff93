import {
  approvalsOf,
  escalate,
  findLateApprovals,
  lockOrderRows,
  moveOrderRow,
  readOrders,
  writeHistory,
  type Approval,
  type Order,
} from '../../orders/index.ts'
import { allCompanies, businessTime, readCompanies, type Company } from '../../organization/index.ts'
import { Fault, type Act, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'

interface LateRequest {
  companyId: bigint
  orderId: bigint
}

interface Facts {
  companies: Map<bigint, Company>
  orders: Map<string, Order>
  approvals: Map<string, Approval>
}

/** Nobody owes or has paid for what was never agreed. */
const NO_MONEY = { billed: 0n, open: 0n, creditUsed: 0n, deposits: 0n }

/**
 * Asks who is next about orders for which nobody answered in time (A4-6), a batch at a time; one that was decided on meanwhile stays as it
 * is. Answers whether it went on.
 */
const escalateApproval: Act<LateRequest, Facts, boolean> = {
  name: 'orchestration.escalate_approval',
  weigh: () => 5,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [companies, orders, approvals] = await Promise.all([
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      readOrders(db, requests),
      approvalsOf(db, requests),
    ])
    return { companies, orders, approvals }
  },
  lock({ orders }, locks) {
    lockOrderRows(orders.values(), locks)
  },
  decide({ companyId, orderId }, { companies, orders, approvals }, context) {
    const key = `${companyId}/${orderId}`
    const order = orders.get(key)
    const approval = approvals.get(key)
    if (!order || !approval || order.state !== 'pending_approval') return false
    const now = businessTime(companies.get(companyId)!, context.now)
    const next = escalate(order, approval, now, context)
    if (!next) return false
    approvals.set(key, next)
    const before = { revision: order.revision }
    order.revision += 1n
    moveOrderRow(order, before, context, NO_MONEY)
    writeHistory(order, context, {
      act: 'escalate',
      actor: 'system',
      reason: `nobody answered in ${approval.escalateHours} hours`,
      changes: [],
      events: ['order.approval_moved'],
    })
    return true
  },
}

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 60_000, orders: 200, rounds: 1000 }

/** Looks for orders that wait for an approval longer than their rules say. */
export function approvalJob({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'approvals',
    title: 'Asks who is next where an approval is late',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const counts = { evaluated: 0, processed: 0 }
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round += 1) {
        const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
        const all = [...companies.values()]
        const found = await db.read(findLateApprovals, {
          companyIds: all.map(({ id }) => id),
          nows: all.map((company) => businessTime(company, clock!.now)),
          most: LIMITS.orders,
        })
        if (found.length === 0) break
        const asked = found.map((row) => ({ companyId: row.company_id, orderId: row.order_id }))
        const outcomes = await door.requestAll(escalateApproval, asked, { lane: 'bulk', internal: true })
        const faults = outcomes.filter((outcome) => outcome instanceof Fault)
        counts.evaluated += found.length
        const moved = outcomes.filter((outcome) => outcome === true).length
        counts.processed += moved
        if (faults.length > 0) log.error({ error: faults[0] }, 'late approvals could not be escalated')
        // What stays is found again: in the next run, lest this one goes in circles.
        if (moved === 0) break
      }
      return counts
    },
  }
}
