/** A source of instants. Business code never asks the machine for the time (docs/decisions/0004). */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** The calendar date of an instant in a time zone, as 'YYYY-MM-DD'. */
export function dateIn(timeZone: string, instant: Date): string {
  // Midnight falls on a quarter of an hour in every zone there is, so all instants of one quarter share their date.
  const quarter = Math.floor(instant.getTime() / 900_000)
  let zone = zones.get(timeZone)
  if (!zone) zones.set(timeZone, (zone = { format: formatOf(timeZone), dates: new Map() }))
  let date = zone.dates.get(quarter)
  if (date === undefined) {
    date = zone.format.format(instant)
    if (zone.dates.size > 10_000) zone.dates.clear()
    zone.dates.set(quarter, date)
  }
  return date
}

const zones = new Map<string, { format: Intl.DateTimeFormat; dates: Map<number, string> }>()

function formatOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
}

/** Adds whole days to a 'YYYY-MM-DD' date. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Whole days from one 'YYYY-MM-DD' date to another. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000
}

/** The time of day of an instant in a time zone, as 'HH:MM'. */
export function timeIn(timeZone: string, instant: Date): string {
  let zone = times.get(timeZone)
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    times.set(timeZone, (zone = { format, minute: NaN, time: '' }))
  }
  // Every order of a batch asks at the same instant.
  const minute = Math.floor(instant.getTime() / 60_000)
  if (zone.minute !== minute) Object.assign(zone, { minute, time: zone.format.format(instant) })
  return zone.time
}

const times = new Map<string, { format: Intl.DateTimeFormat; minute: number; time: string }>()
