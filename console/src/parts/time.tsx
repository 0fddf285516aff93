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

/** An instant, in the reader's time zone; the exact one on hover. */
export function Instant({ value }: { value: string | null | undefined }) {
  if (value == null) return <Nothing />
  return (
    <time dateTime={value} title={value} className="nowrap">
      {instant.format(new Date(value))}
    </time>
  )
}

/** How long ago (or until) an instant is, in the largest unit that fits. */
export function sinceText(value: string, now: number): string {
  const seconds = Math.round((now - Date.parse(value)) / 1000)
  const size = Math.abs(seconds)
  const text =
    size < 90
      ? `${size} s`
      : size < 5400
        ? `${Math.round(size / 60)} min`
        : size < 172_800
          ? `${Math.round(size / 3600)} h`
          : `${Math.round(size / 86_400)} days`
  return seconds >= 0 ? `${text} ago` : `in ${text}`
}
