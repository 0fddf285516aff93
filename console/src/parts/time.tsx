import { Nothing } from './money.tsx'

const day = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
})
const instant = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

const thisYear = String(new Date().getFullYear())
const briefDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** A date of the company ('YYYY-MM-DD'); no time zone moves it. `short` leaves this year out. */
export function Day({ value, short = false }: { value: string | null | undefined; short?: boolean }) {
  if (value == null) return <Nothing />
  return (
    <time dateTime={value} className="nowrap">
      {(short && value.startsWith(thisYear) ? briefDay : day).format(new Date(`${value}T00:00:00Z`))}
    </time>
  )
}

const brief = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

/** An instant, in the reader's time zone, which it names; the exact one on hover. `short`, for lists, leaves out this year and the zone. */
export function Instant({ value, short = false }: { value: string | null | undefined; short?: boolean }) {
  if (value == null) return <Nothing />
  return (
    <time dateTime={value} title={value} className="nowrap">
      {(short && value.startsWith(thisYear) ? brief : instant).format(new Date(value))}
    </time>
  )
}
