import { isConnectionError, type Database, type Reader } from '../../platform/database/index.ts'
import type { Job, JobCounts } from '../../platform/jobs.ts'
import { added, readFacts, talliesOf, type OrderName, type Tally } from './facts.ts'
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
  /**
   * Changes of orders and lines of these orders in a round, shared by the companies of it, or one place of the log of each:
   * some 0.15 s on a busy core.
   */
  lines: 2000,
  /** Companies of a round. */
  companies: 100,
  /** What one company may be given in one run: at most some 5 % of a core go into it, however much there is to count. */
  linesOfRun: 40_000,
  /** Rows of a former edition that one run deletes. */
  forgotten: 10_000n,
} as const

/** Where a company stands: `edition` 0 is not counted at all; the tail behind `pos` is counted up to `until`. */
export interface Counted {
  companyId: bigint
  edition: number
  pos: bigint
  until: bigint
  head: bigint
  /** This is one place that holds more than was asked for. */
  heavy: boolean
}

/** A company that is not counted to its end, and what this run may still give it. */
interface Uncounted {
  companyId: bigint
  pos: bigint
  left: number
}

/**
 * Counts companies along their orders of facts, so that numbers by day and measures are sums over days. An order is counted
 * at the last place that touched it: what it added before is taken off, what it adds now is put in. A round counts many
 * companies by the same statements: a thousand of which each did little cost what one costs that did as much. A company that
 * cannot be counted does not keep others from it.
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
      const rows = await db.read(listUncounted, { form: FORM })
      const left = COUNT_LIMITS.linesOfRun
      const all = rows.map(({ company_id: companyId, pos }): Uncounted => ({ companyId, pos, left }))
      const waiting = [all].filter((group) => group.length > 0)
      for (let group = waiting.pop(); group !== undefined && !signal.aborted; group = waiting.pop()) {
        const round = group.slice(0, COUNT_LIMITS.companies)
        const rest = group.slice(round.length)
        try {
          const { more, heavy } = await countRound(db, round, counts)
          waiting.push(...halves(heavy))
          // Who is not at its end goes on behind the others.
          rest.push(...more)
        } catch (error) {
          if (!(error instanceof Error) || isConnectionError(error)) throw error
          const [{ companyId, pos }, ...others] = round as [Uncounted, ...Uncounted[]]
          if (others.length > 0) waiting.push(...halves(round))
          else failures.push(new Error(`company ${companyId} behind place ${pos}: ${error.message}`))
        }
        if (rest.length > 0) waiting.unshift(rest)
      }
      await db.read(forgetEditions, { most: COUNT_LIMITS.forgotten })
      if (failures.length > 0)
        throw new AggregateError(failures, failures.map((one) => one.message).join('; '))
      return counts
    },
  }
}

/** What is too much for one round comes in two, each company of which may take twice as much. */
function halves(group: readonly Uncounted[]): Uncounted[][] {
  const half = Math.ceil(group.length / 2)
  return [group.slice(half), group.slice(0, half)].filter((one) => one.length > 0)
}

/**
 * @returns `more`: companies that go on; `heavy`: of which one place is more than their share of a round that others share
 */
async function countRound(
  db: Database,
  round: readonly Uncounted[],
  counts: JobCounts,
): Promise<{ more: Uncounted[]; heavy: Uncounted[] }> {
  const budget = Math.ceil(COUNT_LIMITS.lines / round.length)
  const companyIds = round.map(({ companyId }) => companyId)
  const found = await standings(db, companyIds, BigInt(budget))
  const due = found.filter((at) => at.edition > 0 && at.until > at.pos)
  const light = due.filter((at) => !at.heavy || round.length === 1)
  const heavy = due.filter((at) => at.heavy && round.length > 1)
  if (light.length > 0) {
    const { days, orders, counted } = await settle(db, light)
    counts.evaluated += orders
    counts.processed += days + counted
  }
  const leftOf = new Map(round.map(({ companyId, left }) => [companyId, left]))
  const now = ({ companyId, pos }: Counted, given: number): Uncounted => ({
    companyId,
    pos,
    left: leftOf.get(companyId)! - given,
  })
  return {
    more: light
      .filter((at) => at.until < at.head)
      .map((at) => now({ ...at, pos: at.until }, budget))
      .filter(({ left }) => left > 0),
    heavy: heavy.map((at) => now(at, 0)),
  }
}

export async function standings(
  db: Reader,
  companyIds: readonly bigint[],
  budget: bigint,
): Promise<Counted[]> {
  const rows = await db.read(readCounted, { companyIds, form: FORM, budget })
  return rows.map(({ company_id: companyId, ...at }) => ({ companyId, ...at }))
}

/** What happened in the tails, by company and day: a number of orders is the numerator, of facts the denominator. */
export async function countTail(db: Reader, tails: readonly Counted[]): Promise<Tally[]> {
  const rows = await db.read(countStretch, {
    ...stretches(tails),
    codes: DAY_NUMBERS.flatMap(({ code, events }) => events.map(() => code)),
    events: DAY_NUMBERS.flatMap(({ events }) => events),
    firsts: DAY_NUMBERS.filter(({ counts }) => counts === 'orders').map(({ code }) => code),
  })
  return rows.map(({ company_id: companyId, code, day, source, orders, facts }) => ({
    companyId,
    code,
    day,
    source,
    bin: 0,
    numerator: orders,
    denominator: facts,
  }))
}

/** The orders that the tails touched, and what is kept of them. */
export async function touchedIn(
  db: Reader,
  tails: readonly Counted[],
): Promise<{ orders: OrderName[]; kept: Tally[]; keptOrders: OrderName[] }> {
  const rows = await db.read(listTouched, {
    ...stretches(tails),
    editions: tails.map(({ edition }) => edition),
  })
  const nameOf = (row: (typeof rows)[number]): OrderName => ({
    companyId: row.company_id,
    orderId: row.order_id,
  })
  const before = rows.filter((row) => row.codes !== null)
  return {
    orders: rows.map(nameOf),
    keptOrders: before.map(nameOf),
    kept: before.flatMap(({ company_id: companyId, day, source, codes, bins, numerators, denominators }) =>
      codes!.map((code, at) => ({
        companyId,
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
  tails: readonly Counted[],
): Promise<{ days: number; orders: number; counted: number }> {
  const [days, touched] = await Promise.all([countTail(db, tails), touchedIn(db, tails)])
  const now = (await readFacts(db, touched.orders))
    .map((order) => ({ ...order, tallies: talliesOf(order) }))
    .filter(({ tallies }) => tallies.length > 0)
  const keyOf = ({ companyId, orderId }: OrderName) => `${companyId}/${orderId}`
  const stand = new Set(now.map(keyOf))
  const gone = touched.keptOrders.filter((order) => !stand.has(keyOf(order)))
  const tallies = added([
    ...days,
    ...touched.kept.map((tally) => ({ ...tally, sign: -1n as const })),
    ...now.flatMap((order) => order.tallies),
  ])
  const of = now.flatMap(({ orderId, tallies: own }) => own.map((tally) => ({ orderId, ...tally })))
  await db.read(settleCount, {
    ...stretches(tails),
    editions: tails.map(({ edition }) => edition),
    tallyCompanies: tallies.map((one) => one.companyId),
    codes: tallies.map((one) => one.code),
    days: tallies.map((one) => one.day),
    sources: tallies.map((one) => one.source),
    bins: tallies.map((one) => one.bin),
    numerators: tallies.map((one) => one.numerator),
    denominators: tallies.map((one) => one.denominator),
    goneCompanies: gone.map((one) => one.companyId),
    gone: gone.map((one) => one.orderId),
    ofCompanies: of.map((one) => one.companyId),
    ofOrders: of.map((one) => one.orderId),
    ofDays: of.map((one) => one.day),
    ofSources: of.map((one) => one.source),
    ofCodes: of.map((one) => one.code),
    ofBins: of.map((one) => one.bin),
    ofNumerators: of.map((one) => one.numerator),
    ofDenominators: of.map((one) => one.denominator),
  })
  return { days: days.length, orders: touched.orders.length, counted: now.length }
}

function stretches(tails: readonly Counted[]) {
  return {
    companyIds: tails.map(({ companyId }) => companyId),
    afters: tails.map(({ pos }) => pos),
    untils: tails.map(({ until }) => until),
  }
}
