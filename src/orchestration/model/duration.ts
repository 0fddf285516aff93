import { Temporal } from 'temporal-polyfill'

const MOST_HOURS = 366 * 24

/** Is a text a duration of ISO 8601 in years, months, weeks, days, hours, minutes and seconds, not negative, of a year at most? */
export function isDuration(text: string): boolean {
  try {
    const duration = Temporal.Duration.from(text)
    const hours = duration.total({ unit: 'hours', relativeTo: '2024-01-01' })
    return duration.sign >= 0 && hours <= MOST_HOURS
  } catch {
    return false
  }
}

/** The instant so long after another one, by the clocks and calendar of a time zone: a day may have 23 hours there. */
export function after(instant: Date, duration: string, timeZone: string): Date {
  // Hours, minutes and seconds are as long everywhere, and ask no calendar.
  if (duration.startsWith('PT'))
    return new Date(instant.getTime() + Temporal.Duration.from(duration).total('milliseconds'))
  const from = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone)
  return new Date(from.add(duration).epochMilliseconds)
}
