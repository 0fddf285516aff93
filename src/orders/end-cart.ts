import {
  endReservation,
  findOverdue,
  findShort,
  giveUpShort,
  itemsHeld,
  lockStock,
  lockTemporaryReservations,
  readStock,
  readTemporaryReservations,
  temporaryOf,
  writeGates,
  writeTemporaryReservations,
  type StockFacts,
  type TemporaryKey,
  type TemporaryReservations,
} from '../inventory/index.ts'
import { allCompanies, businessTime, readCompanies, type Company } from '../organization/index.ts'
import { Fault, type Act, type Door } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import { refuseMalformed, type Malformed } from '../platform/http/index.ts'
import type { Job, JobLog } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import type { Answered } from '../platform/keyed.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'

/** Why a cart holds goods no more: its buyer left it, its time is over, a count took away what it held. */
export interface EndCartRequest {
  companyId: bigint
  /** Its key. */
  cart: string
  why: 'abandoned' | 'over' | 'short'
  /** It is refused for this, and for what else is wrong with it. */
  malformed?: Malformed
}

interface Facts {
  companies: Map<bigint, Company>
  reservations: TemporaryReservations
  stock: StockFacts
}

/**
 * Frees what carts hold, a batch at a time (A10-20). Whoever renews or orders one at the same moment meets this at its row: one wins. One
 * that is not there, or was ordered, holds nothing: that is answered, and nothing is changed.
 */
export const endCart: Act<EndCartRequest, Facts, Answered | Refusal> = {
  name: 'orders.end_cart',
  weigh: () => 5,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [companies, reservations] = await Promise.all([
      readCompanies(db, new Set(requests.map(({ companyId }) => companyId))),
      readTemporaryReservations(
        db,
        requests.map(({ companyId, cart: key }) => ({ companyId, key })),
      ),
    ])
    const unique = new Map(itemsHeld(reservations).map((one) => [`${one.companyId}/${one.itemId}`, one]))
    const stock = await readStock(db, companies.values(), [...unique.values()])
    return { companies, reservations, stock }
  },
  lock(facts, locks) {
    lockTemporaryReservations(facts.reservations, locks)
    lockStock(facts.stock, locks)
  },
  decide(request, { companies, reservations, stock }, context) {
    const { companyId, cart: key, why, malformed } = request
    if (malformed) return refuseMalformed(malformed, [])
    const company = companies.get(companyId)
    if (!company) return refuse('unknown_company', 'there is no such company')
    const one = temporaryOf(reservations, { companyId, key })
    const answer = (released: boolean): Answered => ({ ok: true, answer: { key, released } })
    if (!one) return answer(false)
    if (why === 'short') return answer(giveUpShort(stock, one))
    const over = one.until <= businessTime(company, context.now)
    // One that was ordered is remembered until its time is over; one that was renewed meanwhile goes on.
    if (why === 'over' ? !over : one.orderId !== null) return answer(false)
    const held = one.orderId === null
    endReservation(stock, one)
    return answer(held)
  },
  conclude(facts, context) {
    writeTemporaryReservations(facts.reservations, context)
    writeGates(facts.stock, context)
  },
}

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 5000, carts: 200, places: 20, rounds: 1000 }

/**
 * Looks for carts whose time is over, and for those that hold what a count took away: nobody has ordered it yet, so they lose before any
 * order does.
 */
export function cartJob({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'temporary-reservations',
    title: 'Frees what carts hold beyond their time',
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const ids = (await allCompanies(db)).map(({ id }) => id)
      const [companies, [clock]] = await Promise.all([readCompanies(db, ids), db.read(readClock, {})])
      const clocks = [...companies.values()].map((company) => ({
        companyId: company.id,
        now: businessTime(company, clock!.now),
      }))
      const over = await endAll(door, log, signal, 'over', () => findOverdue(db, clocks, LIMITS.carts))
      const short = await endShortCarts({ db, door, log }, signal)
      return { evaluated: over.evaluated + short.evaluated, processed: over.processed + short.processed }
    },
  }
}

/** Carts give up what a count took away. Whoever promises to orders anew what is lacking asks for this before. */
export async function endShortCarts(
  { db, door, log }: { db: Database; door: Door; log: JobLog },
  signal: AbortSignal,
): Promise<{ evaluated: number; processed: number }> {
  return endAll(door, log, signal, 'short', async () => {
    const [clock] = await db.read(readClock, {})
    return findShort(db, clock!.now, LIMITS.places, LIMITS.carts)
  })
}

async function endAll(
  door: Door,
  log: JobLog,
  signal: AbortSignal,
  why: EndCartRequest['why'],
  find: () => Promise<TemporaryKey[]>,
): Promise<{ evaluated: number; processed: number }> {
  const counts = { evaluated: 0, processed: 0 }
  for (let round = 0; round < LIMITS.rounds && !signal.aborted; round += 1) {
    const found = await find()
    if (found.length === 0) break
    const asked = found.map(({ companyId, key }) => ({ companyId, cart: key, why }))
    const outcomes = await door.requestAll(endCart, asked, { lane: 'bulk', internal: true })
    counts.evaluated += found.length
    let faults = 0
    for (const outcome of outcomes) {
      if (outcome instanceof Fault) {
        if ((faults += 1) === 1) log.error({ error: outcome }, 'what a cart holds could not be freed')
      } else counts.processed += 1
    }
    // They are found again: in the next run, lest this one goes in circles.
    if (faults > 0) break
  }
  return counts
}
