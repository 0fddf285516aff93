import { isConnectionError, type Database, type Reader } from '../../platform/database/index.ts'
import type { Job } from '../../platform/jobs.ts'
import { added, readFacts, talliesOf, type Tally } from './facts.ts'
import { DAY_NUMBERS, FORM } from './measures.ts'
import {
  beginCounting,
  countStretch,
  forgetEditions,
  listTouched,
  listUncounted,
  readCounted,
  settleCount,
} from './tallies.sql.ts'

/** Limits of counting along the order of facts; see docs/reference/settings.md. */
export const COUNT_LIMITS = {
  everyMs: 60_000,
  /** Changes of orders and lines of these orders in a round, or one place of the log: some 0.15 s on a busy core. */
  lines: 2000n,
  /** Rounds of a company in one run: at most some 5 % of a core go into counting, however much there is to count. */
  rounds: 20,
  /** Rows of a former edition that one run deletes. */
  forgotten: 10_000n,
} as const

/** Where a company stands: `edition` 0 is not counted at all; the tail behind `pos` is counted up to `until`. */
export interface Counted {
  edition: number
  pos: bigint
  until: bigint
  head: bigint
}

/**
 * Counts each company along its order of facts, so that numbers by day and measures are sums over days. An order is counted
 * at the last place that touched it: what it added before is taken off, what it adds now is put in. A company that cannot be
 * counted does not keep others from it.
 *
 * @throws AggregateError when all companies were looked at and some could not be counted
 */
export function countJob(db: Database): Job {
  return {
    name: 'operations-count',
    title: 'Counts numbers by day and measures along the order of facts',
    everyMs: COUNT_LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const failures: Error[] = []
      await db.read(beginCounting, { form: FORM })
      for (const { company_id: companyId, pos } of await db.read(listUncounted, { form: FORM })) {
        try {
          for (let round = 0; round < COUNT_LIMITS.rounds && !signal.aborted; round += 1) {
            const at = await standing(db, companyId, COUNT_LIMITS.lines)
            if (at === undefined || at.edition === 0 || at.until === at.pos) break
            const { days, orders, counted } = await settle(db, companyId, at)
            counts.evaluated += orders
            counts.processed += days + counted
          }
        } catch (error) {
          if (!(error instanceof Error) || isConnectionError(error)) throw error
          failures.push(new Error(`company ${companyId} behind place ${pos}: ${error.message}`))
        }
      }
      await db.read(forgetEditions, { most: COUNT_LIMITS.forgotten })
      if (failures.length > 0)
        throw new AggregateError(failures, failures.map((one) => one.message).join('; '))
      return counts
    },
  }
}

export async function standing(db: Reader, companyId: bigint, budget: bigint): Promise<Counted | undefined> {
  const [at] = await db.read(readCounted, { companyId, form: FORM, budget })
  return at
}

/** What happened in the tail, by day: a number of orders is the numerator, of facts the denominator. */
export async function countTail(db: Reader, companyId: bigint, { pos, until }: Counted): Promise<Tally[]> {
  const rows = await db.read(countStretch, {
    companyId,
    after: pos,
    until,
    codes: DAY_NUMBERS.flatMap(({ code, events }) => events.map(() => code)),
    events: DAY_NUMBERS.flatMap(({ events }) => events),
    firsts: DAY_NUMBERS.filter(({ counts }) => counts === 'orders').map(({ code }) => code),
  })
  return rows.map(({ code, day, source, orders, facts }) => ({
    code,
    day,
    source,
    bin: 0,
    numerator: orders,
    denominator: facts,
  }))
}

/** The orders that the tail touched, and what is kept of them. */
export async function touchedIn(
  db: Reader,
  companyId: bigint,
  { edition, pos, until }: Counted,
): Promise<{ orderIds: bigint[]; kept: Tally[]; keptIds: bigint[] }> {
  const rows = await db.read(listTouched, { companyId, edition, after: pos, until })
  const before = rows.filter((row) => row.codes !== null)
  return {
    orderIds: rows.map((row) => row.order_id),
    keptIds: before.map((row) => row.order_id),
    kept: before.flatMap(({ day, source, codes, bins, numerators, denominators }) =>
      codes!.map((code, at) => ({
        code,
        day: day!,
        source: source!,
        bin: bins![at]!,
        numerator: numerators![at]!,
        denominator: denominators![at]!,
      })),
    ),
  }
}

async function settle(
  db: Database,
  companyId: bigint,
  at: Counted,
): Promise<{ days: number; orders: number; counted: number }> {
  const [days, touched] = await Promise.all([countTail(db, companyId, at), touchedIn(db, companyId, at)])
  const orders = (await readFacts(db, companyId, touched.orderIds)).map((order) => ({
    orderId: order.orderId,
    tallies: talliesOf(order),
  }))
  const now = orders.filter(({ tallies }) => tallies.length > 0)
  const standingIds = new Set(now.map(({ orderId }) => orderId))
  const tallies = added([
    ...days,
    ...touched.kept.map((tally) => ({ ...tally, sign: -1n as const })),
    ...now.flatMap((order) => order.tallies),
  ])
  const of = now.flatMap(({ orderId, tallies: own }) => own.map((tally) => ({ orderId, ...tally })))
  await db.read(settleCount, {
    companyId,
    edition: at.edition,
    after: at.pos,
    until: at.until,
    ...columns(tallies),
    gone: touched.keptIds.filter((id) => !standingIds.has(id)),
    ofOrders: of.map((one) => one.orderId),
    ofDays: of.map((one) => one.day),
    ofSources: of.map((one) => one.source),
    ofCodes: of.map((one) => one.code),
    ofBins: of.map((one) => one.bin),
    ofNumerators: of.map((one) => one.numerator),
    ofDenominators: of.map((one) => one.denominator),
  })
  return { days: days.length, orders: touched.orderIds.length, counted: now.length }
}

function columns(tallies: readonly Tally[]) {
  return {
    codes: tallies.map((one) => one.code),
    days: tallies.map((one) => one.day),
    sources: tallies.map((one) => one.source),
    bins: tallies.map((one) => one.bin),
    numerators: tallies.map((one) => one.numerator),
    denominators: tallies.map((one) => one.denominator),
  }
}
