import { Temporal } from 'temporal-polyfill'

/** A length of time: so many milliseconds, or a duration of ISO 8601 whose days are those of a calendar. */
export type Takes = number | string

/** The instant so long after another one (`sign` -1: before it), by the clocks and the calendar of a time zone; milliseconds since 1970. */
export function shifted(at: number, takes: Takes, sign: 1 | -1, timeZone: string): number {
  if (!Number.isFinite(at)) return at
  if (typeof takes === 'number') return at + sign * takes
  const duration = durationOf(takes)
  if (duration.hoursOnly !== null) return at + sign * duration.hoursOnly
  const from = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return (sign > 0 ? from.add(duration.whole) : from.subtract(duration.whole)).epochMilliseconds
}

/** How long a duration is where days have 24 hours, as lateness is measured. */
export function lengthOf(text: string): number {
  return Temporal.Duration.from(text).total({ unit: 'milliseconds', relativeTo: '2024-01-01' })
}

interface Read {
  whole: Temporal.Duration
  /** Its milliseconds, when it has no days of a calendar. */
  hoursOnly: number | null
}

/** Durations are few and asked for thousands of tasks. */
const read = new Map<string, Read>()
const MOST_READ = 1000

function durationOf(text: string): Read {
  let found = read.get(text)
  if (found) return found
  const whole = Temporal.Duration.from(text)
  const { years, months, weeks, days } = whole
  found = {
    whole,
    hoursOnly: years || months || weeks || days ? null : whole.total({ unit: 'milliseconds' }),
  }
  if (read.size >= MOST_READ) read.clear()
  read.set(text, found)
  return found
}
