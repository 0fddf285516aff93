import { findOffered, movable, offerAgain, type Shipment } from '../../fulfillment/index.ts'
import { readLocationsOf, type Location } from '../../inventory/index.ts'
import { readCompanies } from '../../organization/index.ts'
import { readClock } from '../../platform/platform.sql.ts'
import type { Json } from '../../platform/json.ts'
import { keyed, type Answered, type KeyedAct, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { readItemsOf, type ItemOf } from '../plan/items-of.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type Progress,
} from '../plan/progress.ts'
import { workAnswer } from './work-shipment.ts'

/** A place asks what it has to do. */
export interface PollRequest extends MayBeKeyed {
  companyId: bigint
  actor: string
  /** Code of the location. */
  location: string
  /** Most shipments of the answer. */
  limit: number
}

interface PollFacts {
  progress: Progress
  items: ItemOf
  /** By company/code. */
  places: Map<string, Location>
  /** What each place is to be told of, by company/code; what one request took is gone for the next. */
  offered: Map<string, { companyId: bigint; causeId: bigint; shipmentId: bigint }[]>
}

/** What a place was told of and did not accept is offered to it again after so long: its answer may be lost. */
const AGAIN_MS = 10 * 60_000

/**
 * Tells a place what it was asked to ship and has not accepted (C13-15), longest waiting first. What it was told of is not offered again
 * for ten minutes; an answer that was lost is given again for its key, or comes then. What it was told of `mostPolls` times waits for a
 * person, who hears `shipment.under_review` when the place asks once more. Cancelled, a shipment is not open and its count is gone. Two that
 * ask at once share what there is: each shipment is counted under its order's row.
 *
 * Refusals: `unknown_location`.
 */
export const pollShipments = keyed<PollRequest, PollFacts>({
  name: 'orchestration.poll_shipments',
  weigh: (request) => 5 + request.limit,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(
      db,
      requests.map((one) => one.companyId),
    )
    const locations = await readLocationsOf(db, [...companies.values()])
    const places: PollFacts['places'] = new Map()
    const wanted = new Map<string, { companyId: bigint; locationId: bigint; limit: number }>()
    for (const { companyId, location, limit } of requests) {
      const name = `${companyId}/${location}`
      const place = locations.get(companyId)?.find(({ code }) => code === location)
      if (!place) continue
      places.set(name, place)
      const before = wanted.get(name)?.limit ?? 0
      wanted.set(name, { companyId, locationId: place.id, limit: before + limit })
    }
    const [clock] = await db.read(readClock, {})
    const found = await findOffered(db, [...wanted.values()], clock!.now)
    const offered = new Map([...wanted.keys()].map((name, index) => [name, found[index]!]))
    const keys = found.flat().map(({ companyId, causeId: orderId }) => ({ companyId, orderId }))
    const progress = await readProgress(db, keys, { shipments: true, lines: true })
    return { progress, places, offered, items: await readItemsOf(db, progress) }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide({ companyId, location, limit, actor }, facts, context): Answered | Refusal {
    const { progress, places, offered, items } = facts
    const place = places.get(`${companyId}/${location}`)
    if (!place)
      return refuse('poll_refused', [
        { path: '/location', code: 'unknown_location', message: `there is no location ${location}` },
      ])
    const shipments: Json[] = []
    const taken = offered.get(`${companyId}/${location}`)!.splice(0, limit)
    for (const { causeId, shipmentId } of taken) {
      const order = orderOf(progress, { companyId, orderId: causeId })!
      const shipment = progress.shipments
        .get(`${companyId}/${causeId}`)!
        .find((one) => one.id === shipmentId)!
      const polls = shipment.polls ?? 0
      if (!isOffered(shipment)) {
        offerAgain(shipment, { polls, offerAt: null }, context)
        touch(progress, order, { act: 'poll', actor }, {})
        continue
      }
      const over = polls >= place.mostPolls
      const offerAt = over ? null : new Date(context.now.getTime() + AGAIN_MS)
      offerAgain(shipment, { polls: over ? polls : polls + 1, offerAt }, context)
      touch(
        progress,
        order,
        { act: 'poll', actor },
        {
          changes: [['polls', shipmentId.toString(), polls.toString(), (shipment.polls ?? 0).toString()]],
          events: [over ? 'shipment.under_review' : 'shipment.polled'],
        },
      )
      if (!over) shipments.push(workAnswer(progress, items, order, shipment))
    }
    return { ok: true, answer: { location, shipments, more: taken.length === limit } }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies KeyedAct<PollRequest, PollFacts>)

/** Something of it is not accepted. */
function isOffered(shipment: Shipment): boolean {
  return shipment.lines.some((line) => movable(shipment, line, 'poll') > 0n)
}
