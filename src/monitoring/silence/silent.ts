import type { Reader } from '../../platform/database/index.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { money } from '../../platform/wire.ts'
import type { ConditionContext, Standing } from '../condition.ts'
import { ARRIVAL_LIMITS } from './arrivals.ts'
import type { Rate } from './expectation.ts'
import { nameOf } from './gaps.ts'
import { expectedBetween, hourOfWeek, learnedRate, statedRate, weeksKnown, type WeeklyRate } from './rate.ts'
import { readGaps, readHours, readRates, readWorth } from './silence.sql.ts'

const DAY_MS = 86_400_000
const WEEK_MS = 7 * DAY_MS
/** What came is noted within this, else nothing is said of a channel: the job that notes has its own alert. */
const NOTED_MS = 150 * ARRIVAL_LIMITS.everyMs
/** Of fewer orders a share says nothing. */
const LEAST_EXPECTED = 20
const SILENT_AFTER = 8

type Worth = CamelRow<typeof readWorth>

/** A channel, what should have come to it since its last order, and whether that is silence. */
export interface Silence {
  companyId: bigint
  source: string
  /** False: history is too short yet to learn a rate from. */
  judged: boolean
  learned: boolean
  weeks: number
  lastAt: Date | null
  since: Date
  /** Orders that should have come since. */
  missed: number
  silentAfter: number
  /** Of the last 24 hours. */
  day: { expected: number; came: number }
  silent: boolean
  tooFew: boolean
  currency: string
  worth: readonly Worth[]
}

/** How the channels stand of which orders are expected; of one company, or of all. */
export async function readSilences(db: Reader, now: Date, companyId: bigint | null): Promise<Silence[]> {
  const ask = { companyId, notedBy: new Date(now.getTime() - NOTED_MS) }
  const channels = camelRows(readRates, await db.read(readRates, ask))
  if (channels.length === 0) return []
  const weeks = channels.map((one) => weeksKnown(one.firstAt, now))
  const of = { companyIds: channels.map((one) => one.companyId), sources: channels.map((one) => one.source) }
  const [hours, worths] = await Promise.all([
    db.read(readHours, {
      ...of,
      froms: weeks.map((count) => new Date(now.getTime() - count * WEEK_MS)),
      until: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000),
    }),
    db.read(readWorth, { ...of, lately: new Date(now.getTime() - DAY_MS) }),
  ])
  const hoursOf = Map.groupBy(hours, (row) => `${row.company_id} ${row.source}`)
  const worthOf = Map.groupBy(camelRows(readWorth, worths), (row) => `${row.companyId} ${row.source}`)
  return channels.map((channel, index): Silence => {
    const name = `${channel.companyId} ${channel.source}`
    const known = (hoursOf.get(name) ?? []).map((row) => ({
      hour: row.hour,
      orders: Number(row.orders),
      most: Number(row.most),
    }))
    const { perHour } = channel.rate as Rate
    const rates = perHour === undefined ? learnedRate(known, weeks[index]!) : statedRate(perHour)
    return judge(channel, rates, { now, weeks: weeks[index]!, worth: worthOf.get(name) ?? [] })
  })
}

function judge(
  channel: CamelRow<typeof readRates>,
  rates: WeeklyRate | undefined,
  { now, weeks, worth }: { now: Date; weeks: number; worth: readonly Worth[] },
): Silence {
  const { companyId, source, lastAt, statedAt, clockOffsetMs, timeZone, currency } = channel
  const { perHour, silentAfter = SILENT_AFTER, leastPercent } = channel.rate as Rate
  // Hours are those of the business; a sandbox has its own.
  const business = (at: Date) => new Date(at.getTime() + Number(clockOffsetMs))
  const hourAt = hourOfWeek(timeZone)
  const expected = (from: Date) =>
    rates === undefined ? 0 : expectedBetween(rates, business(from), business(now), hourAt)
  const since = lastAt === null || lastAt < statedAt ? statedAt : lastAt
  const missed = expected(since)
  const yesterday = new Date(now.getTime() - DAY_MS)
  const day = {
    expected: statedAt > yesterday ? 0 : expected(yesterday),
    came: worth.reduce((sum, one) => sum + Number(one.lately), 0),
  }
  const silent = missed >= silentAfter
  const least = leastPercent === undefined ? 0 : (day.expected * leastPercent) / 100
  return {
    companyId,
    source,
    judged: rates !== undefined,
    learned: perHour === undefined,
    weeks,
    lastAt,
    since,
    missed,
    silentAfter,
    day,
    silent,
    tooFew: !silent && day.expected >= LEAST_EXPECTED && day.came < least,
    currency,
    worth,
  }
}

/** One alert a channel: it is silent, or brings far too little (N-8). */
export async function channelsSilent({ db, now }: ConditionContext): Promise<Standing[]> {
  const silences = await readSilences(db, now, null)
  return silences
    .filter((one) => one.silent || one.tooFew)
    .map((one): Standing => {
      const { companyId, source, silent, since, missed, day } = one
      const count = Math.round(silent ? missed : day.expected - day.came)
      const says = silent
        ? `No order came from ${source} since ${since.toISOString()}; about ${count} should have.`
        : `${day.came} orders came from ${source} in 24 hours; about ${Math.round(day.expected)} should have.`
      return {
        companyId,
        subject: source,
        severity: 'critical',
        says,
        facts: {
          since: since.toISOString(),
          lastOrderAt: one.lastAt?.toISOString() ?? null,
          expected: count,
          rate: one.learned ? `learned from ${one.weeks} weeks` : 'stated',
          perCurrency: one.worth.map((of) => ({
            orders: Math.round(share(count, of, one.worth)),
            ...money(scaled(of.total, count, one.worth), of.currency),
          })),
        },
        atRisk: { amount: worthOfOrders(count, one.worth), currency: one.currency },
      }
    })
}

/** What so many orders of a channel are worth on average, in the company's currency. */
export function worthOfOrders(count: number, worth: readonly Worth[]): bigint {
  return scaled(
    worth.reduce((sum, one) => sum + one.worth, 0n),
    count,
    worth,
  )
}

const ordersOf = (worth: readonly Worth[]): number => worth.reduce((sum, one) => sum + Number(one.orders), 0)

const share = (count: number, of: Worth, worth: readonly Worth[]): number =>
  (count * Number(of.orders)) / ordersOf(worth)

function scaled(total: bigint, count: number, worth: readonly Worth[]): bigint {
  const orders = ordersOf(worth)
  return orders === 0 ? 0n : (total * BigInt(count)) / BigInt(orders)
}

/** Runs of numbers that have an alert of their own; the rest of a channel has one together. */
const OWN_ALERTS = 20

/** Orders whose number was passed over: one alert a run (N-8, P-79). */
export async function ordersMissing({ db, now }: ConditionContext): Promise<Standing[]> {
  const rows = camelRows(readGaps, await db.read(readGaps, { now }))
  if (rows.length === 0) return []
  const channels = Map.groupBy(rows, (row) => `${row.companyId} ${row.source}`)
  const named = [...channels.values()].map(([first]) => first!)
  const of = { companyIds: named.map((one) => one.companyId), sources: named.map((one) => one.source) }
  const worths = camelRows(readWorth, await db.read(readWorth, { ...of, lately: now }))
  const worthOf = Map.groupBy(worths, (row) => `${row.companyId} ${row.source}`)
  return [...channels].flatMap(([name, gaps]) => {
    const worth = worthOf.get(name) ?? []
    const [{ companyId, source, currency }] = gaps as [(typeof gaps)[number]]
    const standing = (subject: string, some: typeof gaps): Standing => {
      const [{ first, last, width, prefix, sinceAt, event, outcome }] = some as [(typeof gaps)[number]]
      const count = some.reduce((sum, gap) => sum + (gap.last - gap.first + 1n), 0n)
      const from = nameOf(first, { width }, prefix)
      const to = nameOf(last, { width }, prefix)
      const which = count === 1n ? `The order ${from}` : `${count} orders, first ${from},`
      return {
        companyId,
        subject,
        severity: 'critical',
        says: `${which} of ${source} did not come; a later one came at ${sinceAt.toISOString()}.`,
        facts: {
          first: from,
          last: some.length === 1 ? to : nameOf(some.at(-1)!.last, some.at(-1)!, prefix),
          orders: Number(count),
          since: sinceAt.toISOString(),
          // It may have come and not have become an order.
          message: event === null ? null : { event, outcome },
        },
        atRisk: { amount: worthOfOrders(Number(count), worth), currency },
      }
    }
    const own = gaps
      .slice(0, OWN_ALERTS)
      .map((gap) => standing(`${source} ${nameOf(gap.first, gap, gap.prefix)}`, [gap]))
    const rest = gaps.slice(OWN_ALERTS)
    return rest.length === 0 ? own : [...own, standing(`${source} and further`, rest)]
  })
}
