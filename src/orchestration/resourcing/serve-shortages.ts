import { readShipments, readTransfers, toSend } from '../../fulfillment/index.ts'
import { readClaims, readShortages, type Shortage } from '../../inventory/index.ts'
import { endShortCarts, readTurns, USUAL_PRIORITY } from '../../orders/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database, Reader } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { askedFor, repromise, type RepromiseRequest } from './repromise.ts'

/** Limits of a look; see docs/reference/settings.md. `holders`: asked at once, twice as many each further time. */
const LIMITS = { everyMs: 1000, items: 20, orders: 200, lines: 5000, rounds: 1000, pages: 50, holders: 100 }

/**
 * Looks again and again whether a count took away what orders have reserved, and promises it to them anew. The batch that took it
 * away has put the place into the queue, so whatever dies, it is found.
 */
export function evaluateShortages({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  const search = new LoserSearch()
  return {
    name: 'shortages',
    title: 'Promises anew what counts took away from orders',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      // What nobody has ordered yet is given up before anybody loses what was promised.
      await endShortCarts({ db, door, log }, signal)
      let evaluated = 0
      let processed = 0
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round++) {
        const [clock] = await db.read(readClock, {})
        const requests = await search.find(db, clock!.now)
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

/**
 * Finds orders that may lose their goods. A look walks so far and no farther; the next one goes on there. Who dies meanwhile
 * begins anew.
 */
export class LoserSearch {
  #walks = new Map<string, Walk>()

  /** Items of which more is reserved than is there, each with the orders that may lose theirs. */
  async find(db: Reader, now: Date): Promise<RepromiseRequest[]> {
    const shortages = await readShortages(db, now, LIMITS.items)
    const walks = new Map<string, Walk>()
    const found: (Shortage & Holders)[] = []
    let pages = LIMITS.pages
    for (const place of shortages) {
      const key = `${place.companyId}/${place.itemId}/${place.locationId}`
      const walk = this.#walks.get(key) ?? new Walk(place)
      pages -= await walk.goOn(db, pages)
      if (walk.done) found.push({ ...place, ...walk.found() })
      else walks.set(key, walk)
    }
    this.#walks = walks
    return [...Map.groupBy(found, ({ companyId, itemId }) => `${companyId}/${itemId}`).values()].map(
      (places) => ({
        companyId: places[0]!.companyId,
        itemId: places[0]!.itemId,
        locationIds: places.map(({ locationId }) => locationId),
        orderIds: [...new Set(places.flatMap(({ orderIds }) => orderIds))],
        lines: places.reduce((sum, one) => sum + one.lines, 0),
        freed: places.reduce((sum, one) => sum + one.freed, 0n),
        everyOne: places.every(({ everyOne }) => everyOne),
      }),
    )
  }
}

type Holders = Pick<RepromiseRequest, 'orderIds' | 'lines' | 'freed' | 'everyOne'>

/**
 * Goes along those who hold some of what is lacking, from the newest order number back, until they hold enough. Who was agreed
 * last among those who were met loses first. Those of a raised priority count once there are no others.
 */
class Walk {
  readonly #place: Shortage
  readonly #usual: Claim[] = []
  readonly #raised: Claim[] = []
  readonly #met: Found
  /** null: there are no more. */
  #before: bigint | null | undefined
  #holders = LIMITS.holders

  constructor(place: Shortage) {
    this.#place = place
    this.#met = new Found(place)
  }

  get done(): boolean {
    return this.#met.enough || this.#before === null
  }

  /** @returns how many pages of reservations it read, `most` at most */
  async goOn(db: Reader, most: number): Promise<number> {
    let pages = 0
    for (; pages < most && !this.done; pages++) {
      const { claims, before } = await readClaims(db, this.#place, this.#before ?? undefined)
      for (let from = 0; from < claims.length && !this.#met.enough;) {
        const next = claims.slice(from, from + this.#holders)
        for (const claim of await takable(db, this.#place.companyId, next)) this.#meet(claim)
        from += next.length
        this.#holders *= 2
      }
      this.#before = before
    }
    return pages
  }

  #meet(claim: Claim): void {
    if (claim.priority > USUAL_PRIORITY) {
      if (this.#raised.length < LIMITS.orders) this.#raised.push(claim)
    } else {
      this.#usual.push(claim)
      this.#met.add(claim)
    }
  }

  /** The first of them, as far as one batch may read their orders. */
  found(): Holders {
    const found = new Found(this.#place)
    for (const claim of [...this.#usual.sort(byAge), ...this.#raised.sort(byAge)]) {
      if (found.enough) break
      found.add(claim)
    }
    const { orderIds, lines, freed, enough } = found
    return { orderIds: [...orderIds], lines, freed, everyOne: !enough }
  }
}

function byAge(a: Claim, b: Claim): number {
  return b.agreedAt.getTime() - a.agreedAt.getTime() || Number(b.rootId - a.rootId)
}

interface Claim {
  rootId: bigint
  sourceId: bigint
  quantity: bigint
  priority: number
  lines: number
  agreedAt: Date
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

/** Of claims those whose goods no warehouse was asked to ship or to bring, with how urgent their orders are. */
async function takable(
  db: Reader,
  companyId: bigint,
  claims: Awaited<ReturnType<typeof readClaims>>['claims'],
): Promise<Claim[]> {
  const orders = [...new Set(claims.map(({ rootId }) => rootId))]
  const causes = orders.map((causeId) => ({ companyId, causeId }))
  const [turns, shipments, transfers] = await Promise.all([
    readTurns(
      db,
      orders.map((orderId) => ({ companyId, orderId })),
    ),
    readShipments(db, causes),
    readTransfers(db, causes),
  ])
  const asked = new Set([...shipments.values()].flatMap((own) => [...askedFor(own)]))
  for (const one of [...transfers.values()].flat()) if (toSend(one) > 0n) asked.add(one.sourceId)
  return claims.flatMap((claim) => {
    const turn = turns.get(`${companyId}/${claim.rootId}`)
    return turn && !asked.has(claim.sourceId) ? [{ ...claim, ...turn }] : []
  })
}
