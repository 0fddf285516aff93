import { findShipments, isOpen, keepShipment } from '../../fulfillment/index.ts'
import { businessDate } from '../../organization/index.ts'
import { addDays } from '../../platform/clock.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { encodeId } from '../../platform/public-id.ts'
import {
  concludeProgress,
  hiddenOrder,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { remindOn } from '../run/pick-up.ts'

export interface KeepRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Accounts whose orders the caller sees; all when absent or null. */
  accounts?: readonly bigint[] | null
  shipmentId: bigint
  /** The last day on which it can be fetched. */
  until: string
  reason: string | null
}

interface KeepFacts {
  progress: Progress
  /** The order of each shipment. */
  orders: Map<string, bigint>
}

/** So many days from today at most. */
const MOST_DAYS = 3650

/** Keeps what is to be picked up until another day (C13-12), later or sooner; it is never freed before that day is over. */
export const keepPickUp = keyed<KeepRequest, KeepFacts>({
  name: 'orchestration.keep_pick_up',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const orders = await findShipments(db, requests)
    const keys = requests.flatMap(({ companyId, shipmentId }) => {
      const orderId = orders.get(`${companyId}/${shipmentId}`)
      return orderId === undefined ? [] : [{ companyId, orderId }]
    })
    return { progress: await readProgress(db, keys, { shipments: true }), orders }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  hidden: (request, facts) => hiddenOrder(request.accounts, orderIn(facts, request)),
  decide(request, facts, context): Answered | Refusal {
    const { progress } = facts
    const { companyId, shipmentId, actor, until, reason } = request
    const order = orderIn(facts, request)
    const shipment = progress.shipments.get(`${companyId}/${order?.id}`)?.find((one) => one.id === shipmentId)
    if (!order || !shipment) return refuse('not_found', 'there is no such shipment')
    const lines = new Set(shipment.lines.map((line) => line.sourceId))
    if (!isOpen(shipment) || !order.parts.some((part) => part.bound && lines.has(part.id)))
      return refuse('not_to_pick_up', `the shipment is ${isOpen(shipment) ? 'sent' : shipment.state}`)
    const today = businessDate(progress.companies.get(companyId)!, context.now)
    const wrong = (code: string, message: string) =>
      refuse('keep_refused', [{ path: '/until', code, message }])
    if (until < today) return wrong('in_past', `it is before today, ${today}`)
    if (until > addDays(today, MOST_DAYS)) return wrong('too_far', `more than ${MOST_DAYS} days from today`)
    const before = shipment.keepUntil
    if (before !== until) {
      keepShipment(shipment, { keepUntil: until, remindOn: remindOn(until, today) }, context)
      touch(
        progress,
        order,
        { act: 'keep_pick_up', actor, ...(reason === null ? {} : { reason }) },
        { changes: [['keep_until', shipmentId.toString(), before, until]], events: ['shipment.kept'] },
      )
    }
    const answer = { id: encodeId('shp', shipmentId), orderId: encodeId('ord', order.id), keepUntil: until }
    return { ok: true, answer }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<KeepRequest, KeepFacts>)

function orderIn({ progress, orders }: KeepFacts, { companyId, shipmentId }: KeepRequest) {
  const orderId = orders.get(`${companyId}/${shipmentId}`)
  return orderId === undefined ? undefined : orderOf(progress, { companyId, orderId })
}
