/** How many orders a channel should have brought: arithmetic of hours of the week, which begins on Monday at 0:00. */

export const HOURS_OF_WEEK = 168
const HOUR_MS = 3_600_000
const WEEK_MS = HOURS_OF_WEEK * HOUR_MS

/** What history says of an hour of the week. */
export interface HourHistory {
  /** 0 to 167. */
  hour: number
  /** Orders in all weeks together, and in the week that had the most. */
  orders: number
  most: number
}

/** Orders an hour, by hour of the week. */
export type WeeklyRate = readonly number[]

/** Weeks that must be known before anything is judged by them, and weeks that are looked at. */
export const LEARNED_WEEKS = { least: 2, most: 8 } as const

/** @returns whole weeks that are known, so many at most */
export function weeksKnown(firstAt: Date | null, now: Date): number {
  if (firstAt === null) return 0
  return Math.min(LEARNED_WEEKS.most, Math.floor((now.getTime() - firstAt.getTime()) / WEEK_MS))
}

/**
 * The rate that history shows: the mean of each hour over the weeks. From three weeks on the busiest of each hour does not
 * count, so that one sale, or the import of a past, is not expected to come back. Undefined: too little is known.
 */
export function learnedRate(history: readonly HourHistory[], weeks: number): WeeklyRate | undefined {
  if (weeks < LEARNED_WEEKS.least) return undefined
  const rates = new Array<number>(HOURS_OF_WEEK).fill(0)
  for (const { hour, orders, most } of history)
    rates[hour] = weeks >= 3 ? (orders - most) / (weeks - 1) : orders / weeks
  return rates
}

/** A stated rate: of a week as it is, of a day for all seven. */
export function statedRate(perHour: readonly number[]): WeeklyRate {
  return Array.from({ length: HOURS_OF_WEEK }, (_none, hour) => perHour[hour % perHour.length]!)
}

/** Tells the hour of the week of an instant, 0 to 167, by the clocks of a time zone. */
export function hourOfWeek(timeZone: string): (at: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: 'numeric',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = format.formatToParts(at)
    const part = (type: string) => parts.find((one) => one.type === type)!.value
    return DAYS.indexOf(part('weekday')) * 24 + Number(part('hour'))
  }
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Orders that should come between two business times; of more than two weeks the last two. */
export function expectedBetween(
  rates: WeeklyRate,
  from: Date,
  to: Date,
  hourAt: (at: Date) => number,
): number {
  const end = to.getTime()
  let sum = 0
  for (let at = Math.max(from.getTime(), end - 2 * WEEK_MS); at < end;) {
    const next = Math.min(end, (Math.floor(at / HOUR_MS) + 1) * HOUR_MS)
    sum += (rates[hourAt(new Date(at))]! * (next - at)) / HOUR_MS
    at = next
  }
  return sum
}
