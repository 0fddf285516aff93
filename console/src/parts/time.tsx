import { Nothing } from './money.tsx'

const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const instant = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** A date of the company ('YYYY-MM-DD'); no time zone moves it. */
export function Day({ value }: { value: string | null | undefined }) {
  if (value == null) return <Nothing />
  return (
    <time dateTime={value} className="nowrap">
      {day.format(new Date(`${value}T00:00:00Z`))}
    </time>
  )
}

const thisYear = String(new Date().getFullYear())
const brief = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant, in the reader's time zone; the exact one on hover. `short` leaves the year out when it is this one. */
export function Instant({ value, short = false }: { value: string | null | undefined; short?: boolean }) {
  if (value == null) return <Nothing />
  return (
    <time dateTime={value} title={value} className="nowrap">
      {(short && value.startsWith(thisYear) ? brief : instant).format(new Date(value))}
    </time>
  )
}
