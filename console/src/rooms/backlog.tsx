import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import type { BacklogLine, BacklogRun } from '../api-backlog.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Facts } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { ReleaseBackorders } from './backorders.tsx'

const slipped = ({ mostDays = 0, withoutDay = 0 }: BacklogRun['counts']['slips']) =>
  `${mostDays} days${withoutDay > 0 ? `; ${withoutDay} without a day` : ''}`

const told = ({ lines, value }: { lines: number; value: string }) => `${lines} (${value})`

const RUNS: Column<BacklogRun>[] = [
  {
    head: 'Run',
    cell: (row) => (
      <Link className="row-link" to={`/backlog/${row.id}`}>
        <Instant value={row.madeAt} short />
      </Link>
    ),
  },
  { head: 'State', cell: (row) => <Status value={row.state} name={words(row.state)} /> },
  { head: 'Lines', end: true, cell: (row) => row.lines },
  { head: 'Gain', end: true, cell: (row) => told(row.counts.gains) },
  { head: 'Slip', end: true, cell: (row) => told(row.counts.slips) },
  { head: 'Made by', minor: true, cell: (row) => <Actor value={row.madeBy} /> },
]

/** Runs over all that waits for goods, and a way to make one (A10-21). */
export function Backlog() {
  const list = useList<BacklogRun>('/backlog-runs', {})
  const go = useNavigate()
  return (
    <div className="stack">
      <Title
        page="Backlog"
        aside={
          <div className="row">
            <ReleaseBackorders />
            <SupplyWhatIf />
            <Act text="Run …" title="Plan the backlog anew">
              {(close) => (
                <ActForm<'runBacklog'>
                  path="/backlog-runs"
                  body={(field) =>
                    field('skus').trim() === '' ? {} : { skus: field('skus').trim().split(/\s+/) }
                  }
                  button="Run"
                  onDone={(answer) => {
                    close()
                    void go(`/backlog/${(answer as { id: string }).id}`)
                  }}
                >
                  <p className="soft">
                    Priority 9 comes first, then who asked first. No order changes until the run is released.
                  </p>
                  <Field label="Items, all when empty" name="skus" path="/skus" maxLength={2000} />
                </ActForm>
              )}
            </Act>
          </div>
        }
      >
        Backlog
      </Title>
      <ListPanel
        list={list}
        what="runs"
        caption="Runs over the backlog, the newest first"
        columns={RUNS}
        keyOf={(row) => row.id}
        empty={<Empty title="The backlog was not run yet." />}
      />
    </div>
  )
}

/** What if supply comes late, less or not at all? Nobody gains in such a run, so who slips does so for this alone (N-4). */
function SupplyWhatIf() {
  const go = useNavigate()
  return (
    <Act text="What if supply …" title="What if supply comes otherwise">
      {(close) => (
        <ActForm<'runBacklog'>
          path="/backlog-runs"
          body={(field) => ({
            preventImprovement: true,
            supply: [
              {
                number: field('number'),
                ...(field('dueOn') === '' ? {} : { dueOn: field('dueOn') }),
                ...(field('quantity') === '' ? {} : { quantity: field('quantity') }),
                ...(field('lost') === '' ? {} : { lost: true }),
              },
            ],
          })}
          button="See who slips"
          onDone={(answer) => {
            close()
            void go(`/backlog/${(answer as { id: string }).id}`)
          }}
        >
          <p className="soft">No order changes, and the supply order stays as it is.</p>
          <Field label="Supply order" name="number" path="/supply/0/number" required maxLength={200} />
          <Field label="Comes on" name="dueOn" path="/supply/0/dueOn" type="date" />
          <Field
            label="Still comes"
            name="quantity"
            path="/supply/0/quantity"
            inputMode="decimal"
            hint="All that is open when empty"
          />
          <Field
            label="Lost"
            name="lost"
            path="/supply/0/lost"
            choices={[
              ['', 'No'],
              ['lost', 'Nothing of it comes any more'],
            ]}
          />
        </ActForm>
      )}
    </Act>
  )
}

const LINES: Column<BacklogLine>[] = [
  { head: 'Priority', end: true, cell: (row) => row.priority },
  { head: 'Order', cell: (row) => <Link to={`/orders/${row.orderId}`}>{row.number}</Link> },
  { head: 'Item', cell: (row) => row.sku },
  { head: 'Quantity', end: true, cell: (row) => <Quantity value={row.quantity} /> },
  { head: 'Worth', end: true, cell: (row) => <MoneyValue value={row.value} /> },
  { head: 'Before', cell: (row) => <PlaceAndDay on={row.promisedBefore} at={row.locationBefore} /> },
  { head: 'Then', cell: (row) => <PlaceAndDay on={row.promisedOn} at={row.location} /> },
  {
    head: 'Change',
    cell: (row) =>
      row.slipDays === null ? words(row.change) : `${words(row.change)} by ${row.slipDays} days`,
  },
  { head: 'Because', minor: true, cell: (row) => words(row.reason) },
]

function PlaceAndDay({ on, at }: { on: string | null; at: string }) {
  if (on === null) return <Nothing />
  return (
    <>
      <Day value={on} /> <span className="soft">{at}</span>
    </>
  )
}

/** One run: who gains, who slips, and the act that gives orders its days. */
export function BacklogOfRun() {
  const { id = '' } = useParams()
  const filters = useFilters()
  const change = filters.value('change')
  const path = `/backlog-runs/${encodeURIComponent(id)}`
  const run = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<BacklogRun>(path, {}, signal),
  })
  const list = useList<BacklogLine>(`${path}/lines`, change === '' ? {} : { change })
  return (
    <div className="stack">
      <Title
        page="Run"
        path={[['Backlog', '/backlog']]}
        aside={
          run.data?.state === 'simulated' && !run.data.hypothetical ? (
            <Release run={run.data} path={path} />
          ) : undefined
        }
      >
        Run over the backlog
      </Title>
      <Asked query={run} what="run">
        {(data) => (
          <section className="panel" aria-label="The run in short">
            <div className="inside">
              <Facts
                of={[
                  ['State', words(data.state)],
                  ['Plan of', <Day key="on" value={data.madeOn} />],
                  ['Gain', told(data.counts.gains)],
                  ['Slip', told(data.counts.slips)],
                  ...(data.counts.slips.lines > 0
                    ? [['At most by', slipped(data.counts.slips)] as const]
                    : []),
                  ...(data.hypothetical
                    ? [['Supply', 'What if: it is known to come otherwise'] as const]
                    : []),
                  ['Other place', told(data.counts.moves)],
                  ['As before', told(data.counts.same)],
                ]}
              />
            </div>
          </section>
        )}
      </Asked>
      {run.data !== undefined && (
        <>
          <Filters>
            <ChoiceFilter
              name="change"
              label="Change"
              all="All"
              choices={(['gains', 'slips', 'moves', 'same'] as const).map(
                (one) => [one, words(one)] as const,
              )}
            />
          </Filters>
          <ListPanel
            list={list}
            what="lines"
            caption="Lines by priority"
            columns={LINES}
            keyOf={(row) => row.line}
            empty={<Empty title="Nothing waited for goods." />}
          />
        </>
      )}
    </div>
  )
}

function Release({ run, path }: { run: BacklogRun; path: string }) {
  const { gains, slips } = run.counts
  return (
    <Act text="Release …" title="Give orders the days of this run">
      {(close) => (
        <ActForm<'releaseBacklog'> path={`${path}/release`} button="Release" onDone={close}>
          <p className="soft">
            {gains.lines} lines gain and {slips.lines} slip. If anything moved since, nothing is done.
          </p>
        </ActForm>
      )}
    </Act>
  )
}
