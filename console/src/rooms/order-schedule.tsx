import { useQuery } from '@tanstack/react-query'
import type { OrderView } from '../api-orders.ts'
import type { OrderSchedule as Schedule, ScheduleComponent, Span } from '../api-schedule.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { Gantt } from '../parts/gantt.tsx'
import { linesText } from '../parts/lines.ts'
import { Nothing } from '../parts/money.tsx'
import { spanText } from '../parts/span.ts'
import { Asked } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { may } from '../rooms-seen.ts'
import { useSession } from '../session.ts'

/** When an order goes: as planned, as projected and as it went, beside what was promised. */
export function OrderSchedule({ order }: { order: OrderView }) {
  const schedule = useQuery({
    queryKey: ['order', order.id, 'schedule'],
    queryFn: ({ signal }) => get<Schedule>(`/orders/${order.id}/schedule`, {}, signal),
    refetchInterval: 10_000,
  })
  return (
    <Asked query={schedule} what="schedule">
      {(data) => (
        <div className="stack">
          <InJeopardy order={order} schedule={data} />
          <Picture schedule={data} />
          <Promises schedule={data} />
          <Days schedule={data} />
        </div>
      )}
    </Asked>
  )
}

function InJeopardy({ order, schedule: { jeopardy } }: { order: OrderView; schedule: Schedule }) {
  const { data: session } = useSession()
  if (jeopardy === null) return null
  const { priority, reason, requiredBy, expectedAt, since, acknowledgedBy } = jeopardy
  const acknowledges = acknowledgedBy === null && session != null && may(session, 'operations:write', true)
  return (
    <Panel
      title={
        <>
          <Status value="late" name={`${words(priority)} jeopardy`} /> It will miss what was promised, or has
        </>
      }
      aside={
        acknowledges && (
          <Act text="I see to it …" title={`See to ${order.number}`}>
            {(close) => (
              <ActForm<'acknowledgeJeopardy'>
                path={`/orders/${order.id}/jeopardy/acknowledge`}
                body={(field) => ({ note: field('note') })}
                button="I see to it"
                onDone={close}
              >
                <p className="soft">It is in no alert any more, until it is worse.</p>
                <Field
                  label="Note"
                  name="note"
                  maxLength={500}
                  hint="It stands in the timeline of the order."
                />
              </ActForm>
            )}
          </Act>
        )
      }
      padded
    >
      <Facts
        of={[
          ['Why', reason],
          ['Required by', <Instant key="required" value={requiredBy} />],
          ['Expected', expectedAt === null ? 'Nobody knows' : <Instant key="expected" value={expectedAt} />],
          ['Since', <Instant key="since" value={since} />],
          ['Seen to by', acknowledgedBy],
        ]}
      />
    </Panel>
  )
}

/** As many tracks as a person compares at a glance; the table has the others. */
const MOST_TRACKS = 40

function Picture({ schedule: { components, componentsInAll, now } }: { schedule: Schedule }) {
  const shown = components.filter(({ state }) => state !== 'skipped').slice(0, MOST_TRACKS)
  const late = shown.filter(({ lateSeconds }) => (lateSeconds ?? 0) > 0).length
  const name = `The days of ${shown.length} ${shown.length === 1 ? 'component' : 'components'}, ${late === 0 ? 'none' : late} of them late; the table below has them all`
  return (
    <Panel title="As planned, and as it goes" padded>
      {shown.length === 0 ? (
        <Nothing word="nothing is planned" />
      ) : (
        <Gantt
          name={name}
          now={now}
          tracks={shown.map((one) => ({
            ...one,
            name: words(one.kind),
            detail: linesText(one.lineNos),
            over: one.state === 'completed',
          }))}
        />
      )}
      {componentsInAll > shown.length && (
        <p className="soft small">
          {shown.length} of {componentsInAll}, the latest of them first to be shown.
        </p>
      )}
    </Panel>
  )
}

function Promises({ schedule: { lines, linesInAll } }: { schedule: Schedule }) {
  return (
    <Panel title="What was promised">
      <Table
        caption={`Lines and their promises${linesInAll > lines.length ? `: ${lines.length} of ${linesInAll}, the latest` : ''}`}
        rows={lines}
        keyOf={({ lineNo }) => String(lineNo)}
        columns={[
          { head: 'Line', cell: ({ lineNo }) => lineNo, end: true },
          { head: 'Asked for', cell: ({ requestedOn }) => <Day value={requestedOn} short /> },
          { head: 'Promised first', cell: ({ firstPromisedOn }) => <Day value={firstPromisedOn} short /> },
          { head: 'Promised now', cell: ({ promisedOn }) => <Day value={promisedOn} short /> },
          { head: 'Projected', cell: ({ projectedEnd }) => <Instant value={projectedEnd} short /> },
          { head: 'Late', cell: ({ lateSeconds }) => <Late seconds={lateSeconds} /> },
        ]}
      />
    </Panel>
  )
}

type Row = Pick<
  ScheduleComponent,
  'planned' | 'projected' | 'actual' | 'requiredBy' | 'lateSeconds' | 'state'
> & {
  id: string
  what: string
  detail: string
}

/** Each component, and its tasks where it has several. */
function rowsOf(components: readonly ScheduleComponent[]): Row[] {
  return components.flatMap(({ tasks, ...component }) => [
    { ...component, what: words(component.kind), detail: linesText(component.lineNos) },
    ...tasks.map((task) => ({
      ...task,
      what: words(task.name ?? task.kind),
      detail: `of ${words(component.kind).toLowerCase()}`,
    })),
  ])
}

function Days({ schedule: { components } }: { schedule: Schedule }) {
  return (
    <Panel title="Day by day">
      <Table
        caption="Components and tasks of the plan, with their days"
        rows={rowsOf(components)}
        keyOf={({ id }) => id}
        columns={[
          {
            head: 'What',
            cell: ({ what, detail }) => (
              <>
                {what}
                <div className="small soft">{detail}</div>
              </>
            ),
          },
          { head: 'State', cell: ({ state }) => <Status value={state} /> },
          { head: 'Planned', cell: ({ planned }) => <From span={planned} /> },
          { head: 'Projected', cell: ({ projected }) => <From span={projected} /> },
          { head: 'As it went', cell: ({ actual }) => <Went span={actual} /> },
          { head: 'Required by', cell: ({ requiredBy }) => <Instant value={requiredBy} short /> },
          { head: 'Late', cell: ({ lateSeconds }) => <Late seconds={lateSeconds} /> },
        ]}
      />
    </Panel>
  )
}

function From({ span: { start, end } }: { span: Span }) {
  if (start === null && end === null) return <Nothing />
  if (start === end) return <Instant value={end} short />
  return (
    <>
      <Instant value={start} short />
      <div className="small soft">to {end === null ? 'nobody knows' : <Instant value={end} short />}</div>
    </>
  )
}

/** What has begun and is not over has a beginning alone. */
function Went({ span }: { span: Span }) {
  return span.end === null ? (
    <>
      {span.start !== null && <span className="small soft">since </span>}
      <Instant value={span.start} short />
    </>
  ) : (
    <From span={span} />
  )
}

function Late({ seconds }: { seconds: number | null }) {
  if (seconds === null) return <Nothing />
  if (seconds > 0) return <Status value="late" name={spanText(seconds)} />
  return <span className="soft nowrap">{spanText(-seconds)} left</span>
}
