import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { List } from '../api.ts'
import { get } from '../http.ts'
import { ChoiceFilter, DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Day as DayText } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

interface Definition {
  id: string
  feature: string
  name: string
  formula: string
  care: string
  unit: string
  kind: string
  notMeasured: string | null
}
interface Definitions {
  measures: Definition[]
  days: Definition[]
}
interface Day {
  day: string
  numbers: Record<string, number>
}
interface Days {
  whole: boolean
  days: Day[]
}
interface Figures {
  value: string | null
  p90: string | null
  numerator: string | null
  denominator: string
}
interface Series extends Figures {
  whole: boolean
  measure: Definition
  series: (Figures & { on: string })[]
}
interface MeasureRow {
  orderId: string
  orderNumber: string
  source: string
  on: string
  line: number | null
  sku: string | null
  numerator: string
  denominator: string
  at: string | null
}

const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)

const ROW_COLUMNS: Column<MeasureRow>[] = [
  {
    head: 'Order',
    cell: (row) => (
      <Link className="row-link" to={`/orders/${row.orderId}`}>
        {row.orderNumber}
      </Link>
    ),
  },
  { head: 'Line', cell: (row) => (row.line === null ? '' : `${row.line} ${row.sku ?? ''}`), minor: true },
  { head: 'Day', cell: (row) => <DayText value={row.on} /> },
  { head: 'Channel', cell: (row) => row.source, minor: true },
  { head: 'Counts', cell: (row) => row.numerator, end: true },
  { head: 'Of', cell: (row) => row.denominator, end: true },
]

/** What went on by day, and how well: every number says what it means and leads to its rows. */
export function Operations() {
  const filters = useFilters()
  const [today] = useState(() => new Date().toISOString().slice(0, 10))
  const to = filters.value('to') || today
  const from = filters.value('from') || dayBefore(to, 6)
  const asked = { from, to, channel: filters.value('channel') || undefined }
  const shown = filters.value('measure') || 'line-fill-rate'
  const definitions = useQuery({
    queryKey: ['measures'],
    queryFn: ({ signal }) => get<Definitions>('/operations/measures', {}, signal),
    staleTime: 600_000,
  })
  const known = [...(definitions.data?.days ?? []), ...(definitions.data?.measures ?? [])]
  const definition = known.find(({ id }) => id === shown)
  return (
    <div className="stack">
      <Title page="Operations">Operations</Title>
      <Filters>
        <DayFilter name="from" label="From" />
        <DayFilter name="to" label="To" />
        <SearchFilter name="channel" label="Channel" narrow hint="Any channel" />
        <ChoiceFilter
          name="measure"
          label="Number"
          all="Line fill rate"
          choices={known.map(({ id, name }) => [id, name])}
        />
      </Filters>
      <ByDay asked={asked} numbers={definitions.data?.days ?? []} />
      {definition !== undefined && (
        <section className="panel" aria-label={definition.name}>
          <header>
            <h2>{definition.name}</h2>
          </header>
          <div className="inside stack tight">
            <p>{definition.formula}</p>
            <p className="soft">{definition.care}</p>
            {definition.notMeasured !== null && (
              <p className="notice warn">Not measured. {definition.notMeasured}</p>
            )}
            {definition.kind !== 'count' && definition.notMeasured === null && (
              <Measured asked={asked} id={shown} />
            )}
          </div>
        </section>
      )}
      {definition?.notMeasured === null && <Rows key={shown} id={shown} asked={asked} />}
    </div>
  )
}

type Window = { from: string; to: string; channel: string | undefined }

function ByDay({ asked, numbers }: { asked: Window; numbers: readonly Definition[] }) {
  const days = useQuery({
    queryKey: ['operation days', asked],
    queryFn: ({ signal }) => get<Days>('/operations/days', asked, signal),
  })
  const columns: Column<Day>[] = [
    { head: 'Day', cell: (row) => <DayText value={row.day} /> },
    ...numbers.map(({ id, name, formula }) => ({
      head: <span title={formula}>{name}</span>,
      cell: ({ day, numbers: counted }: Day) =>
        // Nothing has no rows behind it.
        (counted[id] ?? 0) === 0 ? (
          <span className="soft number">0</span>
        ) : (
          <Link
            to={{
              search: new URLSearchParams({
                from: day,
                to: day,
                measure: id,
                ...(asked.channel === undefined ? {} : { channel: asked.channel }),
              }).toString(),
            }}
          >
            {counted[id]}
          </Link>
        ),
      end: true,
      minor: id.includes('-'),
    })),
  ]
  return (
    <section className="panel">
      <Asked query={days} what="days">
        {({ days: rows, whole }) => (
          <>
            {!whole && (
              <p className="notice warn">Not everything is counted yet: the numbers grow by themselves.</p>
            )}
            <Table caption="What happened by day" columns={columns} rows={rows} keyOf={(row) => row.day} />
          </>
        )}
      </Asked>
    </section>
  )
}

function Measured({ asked, id }: { asked: Window; id: string }) {
  const found = useQuery({
    queryKey: ['measure', id, asked],
    queryFn: ({ signal }) => get<Series>(`/operations/measures/${id}`, asked, signal),
  })
  return (
    <Asked query={found} what="measure">
      {({ value, p90, numerator, denominator, measure, series, whole }) => (
        <>
          <dl className="facts">
            <div>
              <dt>{measure.kind === 'median' ? 'Median' : 'Value'}</dt>
              <dd className="big">{value === null ? 'Nothing counted' : `${value} ${measure.unit}`}</dd>
            </div>
            <div>
              <dt>{measure.kind === 'median' ? 'Nine of ten' : 'Counts'}</dt>
              <dd>{(measure.kind === 'median' ? p90 : numerator) ?? '–'}</dd>
            </div>
            <div>
              <dt>{measure.kind === 'median' ? 'Rows' : 'Of'}</dt>
              <dd>{denominator}</dd>
            </div>
          </dl>
          {!whole && <p className="notice warn">Not all orders are counted yet: ask again later.</p>}
          <Bars name={measure.name} unit={measure.unit} series={series} />
        </>
      )}
    </Asked>
  )
}

/** A bar for each day that has a value, as high as the value beside 100 percent or the highest one. */
function Bars({ name, unit, series }: { name: string; unit: string; series: Series['series'] }) {
  const most = Math.max(unit === 'percent' ? 100 : 1e-9, ...series.map(({ value }) => Number(value)))
  const width = 100 / Math.max(7, series.length)
  return (
    <svg viewBox="0 0 100 24" role="img" aria-label={`${name} by day`} style={{ maxWidth: '28rem' }}>
      {series.map(({ on, value }, at) => {
        const height = Math.max(0.3, (Number(value) / most) * 22)
        return (
          <rect
            key={on}
            x={at * width}
            y={24 - height}
            width={width * 0.8}
            height={height}
            fill="var(--accent)"
          >
            <title>{`${on}: ${value ?? 'nothing'}`}</title>
          </rect>
        )
      })}
    </svg>
  )
}

function Rows({ id, asked }: { id: string; asked: Window }) {
  const rows = useList<MeasureRow, List<MeasureRow>>(`/operations/measures/${id}/rows`, asked)
  return (
    <ListPanel
      list={rows}
      what="rows"
      caption="The rows behind the number"
      columns={ROW_COLUMNS}
      keyOf={(row) => `${row.orderId} ${row.line ?? ''} ${row.at ?? ''}`}
      empty={<Empty title="Nothing was counted." />}
    />
  )
}
