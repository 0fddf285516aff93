import { quantityText } from './money.tsx'

interface Step {
  from: string
  available: string
}

const WIDTH = 640
const HEIGHT = 180
const LEFT = 56
const TOP = 20
const BOTTOM = 26
const DAY_MS = 86_400_000

const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS
const short = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', timeZone: 'UTC' })

/** What can be promised, day by day, as steps. The table beside it says the same in numbers. */
export function StepsChart({ steps, label }: { steps: readonly Step[]; label: string }) {
  if (steps.length === 0) return null
  // Positions only: no quantity is computed with these.
  const points = steps.map((step) => ({ day: dayOf(step.from), size: Number(step.available), step }))
  const first = points[0]!.day
  const last = Math.max(points.at(-1)!.day + 7, first + 14)
  const most = Math.max(1, ...points.map((point) => point.size))
  const least = Math.min(0, ...points.map((point) => point.size))
  const x = (day: number): number => LEFT + ((day - first) / (last - first)) * (WIDTH - LEFT - 8)
  const y = (size: number): number => TOP + (1 - (size - least) / (most - least)) * (HEIGHT - BOTTOM - TOP)
  let trace = ''
  points.forEach((point, index) => {
    trace += index === 0 ? `M${x(point.day)} ${y(point.size)}` : ` H${x(point.day)} V${y(point.size)}`
  })
  trace += ` H${x(last)}`
  const marks = points.filter((point, index) => index === 0 || x(point.day) - x(points[index - 1]!.day) > 46)
  return (
    <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      <path className="area" d={`${trace} V${y(0)} H${x(first)} Z`} />
      <line className={least < 0 ? 'zero' : 'axis'} x1={LEFT} x2={WIDTH - 8} y1={y(0)} y2={y(0)} />
      <path className="trace" d={trace} />
      <text x={LEFT - 8} y={y(most) + 4} textAnchor="end">
        {quantityText(String(most))}
      </text>
      <text x={LEFT - 8} y={y(0) + 4} textAnchor="end">
        0
      </text>
      {marks.map((point) => (
        <text key={point.day} x={x(point.day)} y={HEIGHT - 6}>
          {short.format(new Date(point.day * DAY_MS))}
        </text>
      ))}
    </svg>
  )
}
