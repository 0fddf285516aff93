import { readShipments } from '../fulfillment/index.ts'
import { readClaims, readShortages, type Shortage } from '../inventory/index.ts'
import { readTurns, USUAL_PRIORITY } from '../orders/index.ts'
import { Fault, type Door } from '../platform/batch/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { askedFor, repromise, type RepromiseRequest } from './repromise.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 1000, items: 20, orders: 200, lines: 5000, rounds: 1000 }

/**
 * Looks again and again whether a count took away what orders have reserved, and promises it to them anew. The batch that took it
 * away has put the place into the queue, so whatever dies, it is found.
 */
export function evaluateShortages({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'shortages',
    title: 'Promises anew what counts took away from orders',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      let evaluated = 0
      let processed = 0
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round++) {
        const [clock] = await db.read(readClock, {})
        const requests = await findLosers(db, clock!.now)
        if (requests.length === 0) break
        evaluated += requests.length
        const outcomes = await door.requestAll(repromise, requests, { lane: 'bulk', internal: true })
        const faults = outcomes.filter((outcome) => outcome instanceof Fault)
        for (const outcome of outcomes) if (!(outcome instanceof Fault)) processed += outcome.lost
        if (faults.length > 0) {
          log.error(
            { error: faults[0], items: faults.length },
            'what a count took away could not be promised anew',
          )
          break
        }
      }
      return { evaluated, processed }
    },
  }
}

/** Items of which more is reserved than is there, each with the orders that may lose theirs. */
export async function findLosers(db: Reader, now: Date): Promise<RepromiseRequest[]> {
  const shortages = await readShortages(db, now, LIMITS.items)
  const byItem = Map.groupBy(shortages, ({ companyId, itemId }) => `${companyId}/${itemId}`)
  return await Promise.all(
    [...byItem.values()].map(async (places) => {
      const holders = await Promise.all(places.map((place) => holdersAt(db, place)))
      const { companyId, itemId } = places[0]!
      return {
        companyId,
        itemId,
        locationIds: places.map(({ locationId }) => locationId),
        orderIds: [...new Set(holders.flatMap(({ orderIds }) => orderIds))],
        lines: holders.reduce((sum, one) => sum + one.lines, 0),
        freed: holders.reduce((sum, one) => sum + one.freed, 0n),
        everyOne: holders.every(({ everyOne }) => everyOne),
      }
    }),
  )
}

type Holders = Pick<RepromiseRequest, 'orderIds' | 'lines' | 'freed' | 'everyOne'>

/**
 * The newest orders that hold enough of what is lacking, from the newest back, as far as one batch may read them. Those of a raised
 * priority count once there are no others.
 */
async function holdersAt(db: Reader, shortage: Shortage): Promise<Holders> {
  const found = new Found(shortage)
  const raised: Claim[] = []
  for (let before: bigint | undefined | null = undefined; before !== null && !found.enough;) {
    const page: Awaited<ReturnType<typeof readClaims>> = await readClaims(db, shortage, before)
    for (const claim of await takable(db, shortage.companyId, page.claims)) {
      if (found.enough) break
      if (claim.priority <= USUAL_PRIORITY) found.add(claim)
      else if (raised.length < LIMITS.orders) raised.push(claim)
    }
    before = page.before
  }
  for (const claim of raised) if (!found.enough) found.add(claim)
  const { orderIds, lines, freed, enough } = found
  return { orderIds: [...orderIds], lines, freed, everyOne: !enough }
}

interface Claim {
  rootId: bigint
  sourceId: bigint
  quantity: bigint
  priority: number
  lines: number
}

class Found {
  readonly orderIds = new Set<bigint>()
  freed = 0n
  lines = 0
  #lacking: bigint

  constructor({ lacking }: Shortage) {
    this.#lacking = lacking
  }

  get enough(): boolean {
    return this.#lacking <= 0n || this.orderIds.size >= LIMITS.orders || this.lines >= LIMITS.lines
  }

  add({ rootId, quantity, lines }: Claim): void {
    if (!this.orderIds.has(rootId)) this.lines += lines
    this.orderIds.add(rootId)
    this.#lacking -= quantity
    this.freed += quantity
  }
}

/** Of claims those whose goods no warehouse was asked to ship, with how urgent their orders are. */
async function takable(
  db: Reader,
  companyId: bigint,
  claims: Awaited<ReturnType<typeof readClaims>>['claims'],
): Promise<Claim[]> {
  const orders = [...new Set(claims.map(({ rootId }) => rootId))]
  const [turns, shipments] = await Promise.all([
    readTurns(
      db,
      orders.map((orderId) => ({ companyId, orderId })),
    ),
    readShipments(
      db,
      orders.map((causeId) => ({ companyId, causeId })),
    ),
  ])
  const asked = new Set([...shipments.values()].flatMap((own) => [...askedFor(own)]))
  return claims.flatMap((claim) => {
    const turn = turns.get(`${companyId}/${claim.rootId}`)
    return turn && !asked.has(claim.sourceId)
      ? [{ ...claim, priority: turn.priority, lines: turn.lines }]
      : []
  })
}
