import { findUnfetched, isOpen, type Shipment, type Unfetched } from '../fulfillment/index.ts'
import { TRANSITIONS, type Cancelled, type Order } from '../orders/index.ts'
import { allCompanies, businessDate, readCompanies } from '../organization/index.ts'
import { Fault, type Act, type Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { cancelChosen, openOf, readCancel, type CancelFacts } from './cancel-order.ts'
import { concludeProgress, lockProgress, orderOf, touch } from './progress.ts'

/** Goods that were to be picked up until a day. */
export interface EndRequest {
  companyId: bigint
  orderId: bigint
  shipmentId: bigint
}

/** False: they were fetched meanwhile, or are kept longer. */
export interface Ended {
  ok: true
  ended: boolean
}

/**
 * Frees what nobody fetched in time (C13-12): it is cancelled as a person would, for the reason `not_fetched`, so others get the goods, the
 * money goes as with any cancellation, and the shop hears of it. Whoever fetches it, keeps it longer or cancels it at the same moment
 * meets this at the order's row: one wins.
 */
export const endPickUp: Act<EndRequest, CancelFacts, Ended> = {
  name: 'orchestration.end_pick_up',
  weigh: () => 20,
  companyOf: (request) => request.companyId,
  read: readCancel,
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context) {
    const { progress } = facts
    const { companyId, orderId, shipmentId } = request
    const order = orderOf(progress, request)
    const shipment = progress.shipments.get(`${companyId}/${orderId}`)?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return { ok: true, ended: false }
    const chosen = unfetched(order, shipment, businessDate(progress.companies.get(companyId)!, context.now))
    if (chosen.length === 0) return { ok: true, ended: false }
    const acting = { act: 'end_pick_up', actor: 'system', reason: 'not_fetched' }
    touch(progress, order, acting, { events: ['shipment.not_fetched'] })
    cancelChosen(facts, context, order, chosen, acting)
    return { ok: true, ended: true }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}

/** What of a shipment is to be cancelled, since its last day is over; nothing: it waits on. */
export function unfetched(order: Order, shipment: Shipment, today: string): Cancelled[] {
  const { keepUntil } = shipment
  if (keepUntil === null || keepUntil >= today || !isOpen(shipment)) return []
  if (TRANSITIONS[order.state].cancel === null) return []
  const parts = new Map(order.parts.map((part) => [part.id, part]))
  return shipment.lines.flatMap(({ sourceId, requested, shipped }) => {
    const part = parts.get(sourceId)!
    const left = requested - shipped
    const quantity = openOf(part) < left ? openOf(part) : left
    return quantity > 0n ? [{ part, quantity }] : []
  })
}

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 60_000, shipments: 200, rounds: 1000 }

/** Looks for goods that nobody fetched until their last day, by the clock of their company, and frees them. */
export function endPickUps({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'pick-ups',
    title: 'Frees goods that nobody picked up in time',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
      let left = [...companies.values()].map((company) => ({
        companyId: company.id,
        today: businessDate(company, clock!.now),
        after: undefined as Unfetched | undefined,
      }))
      let evaluated = 0
      let processed = 0
      for (let round = 0; left.length > 0 && round < LIMITS.rounds && !signal.aborted; round++) {
        const found = await findUnfetched(db, left, LIMITS.shipments)
        if (found.length === 0) break
        evaluated += found.length
        const outcomes = await door.requestAll(endPickUp, found, { lane: 'bulk', internal: true })
        for (const [index, outcome] of outcomes.entries()) {
          if (!(outcome instanceof Fault)) processed += outcome.ended ? 1 : 0
          else {
            const { companyId, shipmentId } = found[index]!
            const about = { error: outcome, company: companyId.toString(), shipment: shipmentId.toString() }
            log.error(about, 'what was not fetched could not be freed')
          }
        }
        // What could not be freed is found again in the next run, and keeps nobody behind it waiting in this one.
        const byCompany = Map.groupBy(found, (one) => one.companyId)
        left = left.flatMap((one) => {
          const own = byCompany.get(one.companyId) ?? []
          return own.length < LIMITS.shipments ? [] : [{ ...one, after: own.at(-1) }]
        })
      }
      return { evaluated, processed }
    },
  }
}
