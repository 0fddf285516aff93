import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from 'react-router'
import type { BacklogLine, BacklogRun, BacklogSlips, BacklogSummary, SupposedSupply } from '../api-backlog.ts'
import { get } from '../http.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Facts } from '../parts/facts.tsx'
import { ChoiceFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { moneyText, MoneyValue, Nothing, Quantity, quantityText } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { ReleaseBackorders } from './backorders.tsx'

const slipped = ({ mostDays = 0, withoutDay = 0 }: BacklogSlips) =>
  [mostDays > 0 && `${mostDays} days`, withoutDay > 0 && `${withoutDay} without a day`]
    .filter(Boolean)
    .join('; ')

/** How many lines, and what they are worth. */
const told = ({ lines, value }: { lines: number; value: string }, currency: string) =>
  lines === 0 ? '0' : `${lines} (${moneyText({ amount: value, currency })})`

const shippingText = ({ shipping, currency }: BacklogRun, which: 'before' | 'after' | 'atLeast') =>
  shipping && moneyText({ amount: shipping[which], currency })

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
  { head: 'Gain', end: true, cell: (row) => told(row.counts.gains, row.currency) },
  { head: 'Slip', end: true, cell: (row) => told(row.counts.slips, row.currency) },
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
                  body={(field) => ({
                    ...(field('skus') === '' ? {} : { skus: field('skus').split(/\s+/) }),
                    ...(field('cheapest') === '' ? {} : { cheapest: {} }),
                  })}
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
                  <label className="row">
                    <input type="checkbox" name="cheapest" />
                    Cheapest places: each line keeps the day that it gets, and leaves from where all shipments
                    cost least
                  </label>
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
          body={(field) => {
            const change = {
              ...(field('laterDays') === '' ? {} : { laterDays: Number(field('laterDays')) }),
              ...(field('dueOn') === '' ? {} : { dueOn: field('dueOn') }),
              ...(field('quantity') === '' ? {} : { quantity: field('quantity') }),
              ...(field('lost') === '' ? {} : { lost: true }),
            }
            const numbers = field('number').split(/\s*\n\s*/)
            return { preventImprovement: true, supply: numbers.map((number) => ({ number, ...change })) }
          }}
          button="See who slips"
          onDone={(answer) => {
            close()
            void go(`/backlog/${(answer as { id: string }).id}`)
          }}
        >
          <p className="soft">No order changes, and the supply order stays as it is.</p>
          <Field
            label="Supply orders"
            name="number"
            path="/supply/0/number"
            required
            rows={3}
            hint="One a line: all that is in one container, say"
          />
          <Field
            label="Days later"
            name="laterDays"
            path="/supply/0/laterDays"
            inputMode="numeric"
            hint="Than it is due: 21 is three weeks"
          />
          <Field label="Or comes on" name="dueOn" path="/supply/0/dueOn" type="date" />
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
  { head: 'Account', cell: (row) => row.account ?? <Nothing /> },
  { head: 'Item', cell: (row) => row.sku },
  { head: 'Quantity', end: true, cell: (row) => <Quantity value={row.quantity} /> },
  { head: 'Worth', end: true, cell: (row) => <MoneyValue value={row.value} /> },
  { head: 'Before', cell: (row) => <PlaceAndDay on={row.promisedBefore} at={row.locationBefore} /> },
  { head: 'Then', cell: (row) => <PlaceAndDay on={row.promisedOn} at={row.location} /> },
  {
    head: 'Change',
    cell: (row) => (
      <Status
        value={row.change}
        name={row.slipDays === null ? words(row.change) : `${words(row.change)} by ${row.slipDays} days`}
      />
    ),
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

/** A run in one place: its lines, or who gains and slips by customer account or item, with the money of it. */
const VIEWS = [
  ['account', 'By customer account'],
  ['sku', 'By item'],
] as const
type By = (typeof VIEWS)[number][0]

/** Rows of a page of lines: a planner looks at a thousand on two of them. */
const LINES_A_PAGE = 500

/** One run: who gains, who slips, and the act that gives orders its days. */
export function BacklogOfRun() {
  const { id = '' } = useParams()
  const filters = useFilters()
  const by = VIEWS.find(([code]) => code === filters.value('what'))?.[0]
  const path = `/backlog-runs/${encodeURIComponent(id)}`
  const run = useQuery({
    queryKey: [path],
    queryFn: ({ signal }) => get<BacklogRun>(path, {}, signal),
  })
  return (
    <div className="stack">
      <Title
        page="Run"
        path={[['Backlog', '/backlog']]}
        aside={run.data?.state === 'simulated' ? <Release run={run.data} path={path} /> : undefined}
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
                  ['Gain', told(data.counts.gains, data.currency)],
                  ['Slip', told(data.counts.slips, data.currency)],
                  ['At most by', data.counts.slips.lines > 0 && slipped(data.counts.slips)],
                  ['Other place', told(data.counts.moves, data.currency)],
                  ['As before', told(data.counts.same, data.currency)],
                  ['Shipping, soonest', shippingText(data, 'before')],
                  ['Shipping, cheapest', shippingText(data, 'after')],
                  ['Never below', shippingText(data, 'atLeast')],
                  ['Supply', data.hypothetical && <Supposed of={data.rules.supply ?? []} />],
                ]}
              />
            </div>
          </section>
        )}
      </Asked>
      {run.data !== undefined && (
        <>
          <Filters>
            <ChoiceFilter name="what" label="Show" all="Each line" choices={VIEWS} />
            {by === undefined && (
              <>
                <ChoiceFilter
                  name="change"
                  label="Change"
                  all="All"
                  choices={(['gains', 'slips', 'moves', 'same'] as const).map(
                    (one) => [one, words(one)] as const,
                  )}
                />
                <SearchFilter name="account" label="Account" narrow />
                <SearchFilter name="sku" label="Item" narrow />
              </>
            )}
          </Filters>
          {by === undefined ? (
            <Lines path={path} />
          ) : (
            <Summary path={path} by={by} currency={run.data.currency} />
          )}
        </>
      )}
    </div>
  )
}

/** How many supply orders of a run are named; it may think of a thousand. */
const MOST_NAMED = 5

function Supposed({ of }: { of: readonly SupposedSupply[] }) {
  return (
    <>
      What if: it is known to come otherwise.
      {of.slice(0, MOST_NAMED).map((one) => (
        <div key={one.number}>
          {one.number}: <How of={one} />
        </div>
      ))}
      {of.length > MOST_NAMED && <div>and {of.length - MOST_NAMED} more</div>}
    </>
  )
}

function How({ of: { lost, laterDays, dueOn, quantity } }: { of: SupposedSupply }) {
  if (lost) return 'lost'
  return (
    <>
      {laterDays !== undefined && `${laterDays} days later`}
      {dueOn !== undefined && (
        <>
          on <Day value={dueOn} />
        </>
      )}
      {quantity !== undefined && ` ${quantityText(quantity)} of it`}
    </>
  )
}

function Lines({ path }: { path: string }) {
  const filters = useFilters()
  const asked = (['change', 'account', 'sku'] as const)
    .map((name) => [name, filters.value(name)] as const)
    .filter(([, value]) => value !== '')
  const list = useList<BacklogLine>(`${path}/lines`, { limit: LINES_A_PAGE, ...Object.fromEntries(asked) })
  return (
    <ListPanel
      list={list}
      what="lines"
      caption="Lines by priority"
      columns={LINES}
      keyOf={(row) => row.line}
      empty={<Empty title="Nothing waited for goods." />}
    />
  )
}

function Summary({ path, by, currency }: { path: string; by: By; currency: string }) {
  const list = useList<BacklogSummary>(`${path}/summary`, { by })
  const behind = (code: string, change: string, { lines }: { lines: number }) =>
    lines === 0 ? <Nothing /> : <Link to={`?${new URLSearchParams({ change, [by]: code })}`}>{lines}</Link>
  const worth = ({ lines, value }: { lines: number; value: string }) =>
    lines === 0 ? <Nothing /> : moneyText({ amount: value, currency })
  const columns: Column<BacklogSummary>[] = [
    {
      head: by === 'sku' ? 'Item' : 'Account',
      cell: ({ code }) =>
        by === 'sku' ? <Link to={`/stock/${encodeURIComponent(code)}`}>{code}</Link> : code || <Nothing />,
    },
    { head: 'Gain', end: true, cell: ({ code, gains }) => behind(code, 'gains', gains) },
    { head: 'Worth', end: true, cell: ({ gains }) => worth(gains) },
    { head: 'Slip', end: true, cell: ({ code, slips }) => behind(code, 'slips', slips) },
    { head: 'Worth', end: true, cell: ({ slips }) => worth(slips) },
    {
      head: 'At most by',
      end: true,
      cell: ({ slips }) => (slips.lines === 0 ? <Nothing /> : slipped(slips)),
    },
  ]
  return (
    <ListPanel
      list={list}
      what="summary"
      caption={`Who gains and who slips, ${by === 'sku' ? 'by item' : 'by customer account'}`}
      columns={columns}
      keyOf={(row) => row.code}
      empty={<Empty title="Nobody gains and nobody slips." />}
    />
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
            {run.hypothetical &&
              ' It can be released only once supply is known to come as this run thinks; until then it is refused.'}
          </p>
        </ActForm>
      )}
    </Act>
  )
}
