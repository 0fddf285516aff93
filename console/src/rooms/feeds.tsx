import type { FeedDifference, FeedSnapshotRow } from '../api-goods.ts'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { type Outcome, Said, useChosen } from '../parts/chosen.tsx'
import { ChoiceFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { Panel } from '../parts/facts.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table, type Column } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { useMay } from '../session.ts'

const STATES = ['held', 'taken', 'left', 'overtaken', 'coming', 'complete', 'posting'] as const

const COLUMNS: Column<FeedSnapshotRow>[] = [
  { head: 'As of', cell: (one) => <Instant value={one.asOf} /> },
  {
    head: 'State',
    cell: (one) => (
      <>
        <Status value={one.state} />
        {one.decidedBy !== null && (
          <div className="small soft">
            by <Actor value={one.decidedBy} />
          </div>
        )}
      </>
    ),
  },
  { head: 'Why', cell: (one) => (one.why.length === 0 ? <Nothing /> : one.why.map(words).join(', ')) },
  { head: 'Compared', cell: (one) => <Quantity value={String(one.compared)} />, end: true, minor: true },
  { head: 'Differ', cell: (one) => <Quantity value={String(one.differing)} />, end: true },
  { head: 'On the way', cell: (one) => <Quantity value={String(one.inFlight)} />, end: true, minor: true },
  { head: 'Refused', cell: (one) => <Quantity value={String(one.refused)} />, end: true, minor: true },
  { head: 'Value that changes', cell: (one) => <MoneyValue value={one.valueDiffering} />, end: true },
]

const DIFFERENCES: Column<FeedDifference>[] = [
  { head: 'Item', cell: (one) => one.sku },
  { head: 'Supply order', cell: (one) => one.number ?? <Nothing />, minor: true },
  { head: 'They say', cell: (one) => <Quantity value={one.said} />, end: true },
  { head: 'We held', cell: (one) => <Quantity value={one.held} />, end: true },
  { head: 'On the way', cell: (one) => <Quantity value={one.inFlight} />, end: true, minor: true },
  { head: 'To post', cell: (one) => <Quantity value={one.quantity} />, end: true },
  { head: 'Value', cell: (one) => <MoneyValue value={one.value} />, end: true, minor: true },
  { head: 'State', cell: (one) => <Status value={one.state} /> },
]

/** What outside systems said of stock and supply, and what of it waits for a person. */
export function Feeds() {
  const filters = useFilters()
  const shown = filters.value('snapshot')
  const list = useList<FeedSnapshotRow>(
    '/feed-snapshots',
    { feed: filters.value('feed'), state: filters.value('state') },
    15_000,
  )
  const choosing = useChosen<FeedSnapshotRow>(
    (one) => one.id,
    ({ feed, snapshot }) => `${feed}, ${snapshot}`,
  )
  const { chosen, choose } = choosing
  const selection: Column<FeedSnapshotRow> = {
    head: 'Feed',
    cell: (one) => (
      <span className="row tight">
        {one.state === 'held' && (
          <input
            type="checkbox"
            aria-label={`Choose ${one.snapshot} of ${one.feed}`}
            checked={chosen.has(one.id)}
            onChange={(event) => choose([one], event.target.checked)}
          />
        )}
        <button type="button" className="plain row-link" onClick={() => filters.set('snapshot', one.id)}>
          {one.feed}
        </button>
        <span className="soft">{one.snapshot}</span>
      </span>
    ),
  }
  return (
    <div className="stack">
      <Title page="Feeds">Feeds of stock and supply</Title>
      <Filters>
        <SearchFilter name="feed" label="Feed" narrow hint="Code   ( / )" />
        <ChoiceFilter name="state" label="State" all="All" choices={STATES.map((one) => [one, words(one)])} />
      </Filters>
      <Decisions chosen={[...chosen.keys()]} onDone={choosing.decided} />
      <Said said={choosing.said} />
      <ListPanel
        list={list}
        what="snapshots"
        caption="Snapshots of outside systems, the newest first"
        columns={[selection, ...COLUMNS]}
        keyOf={(one) => one.id}
        empty={<Empty title="No outside system has handed a snapshot over." />}
      />
      {shown !== '' && <Differences id={shown} />}
    </div>
  )
}

function Differences({ id }: { id: string }) {
  // From the first one on, whatever page of snapshots is shown.
  const list = useList<FeedDifference>(`/feed-snapshots/${id}/differences`, { limit: 200, after: '' })
  return (
    <Panel title="What the snapshot says otherwise">
      <Table
        caption="What the snapshot says otherwise"
        columns={DIFFERENCES}
        rows={list.data?.body.rows ?? []}
        keyOf={(one) => `${one.sku} ${one.number ?? ''}`}
      />
    </Panel>
  )
}

function Decisions({
  chosen,
  onDone,
}: {
  chosen: readonly string[]
  onDone: (outcomes: readonly Outcome[]) => void
}) {
  if (!useMay('inventory:write') || chosen.length === 0) return null
  const of = { chosen, onDone }
  return (
    <div className="row" role="group" aria-label="Decide on what is chosen">
      <strong>{chosen.length} chosen</strong>
      <Decide {...of} decision="take" text="Take">
        They count, whatever they change; what moved since is left as it is.
      </Decide>
      <Decide {...of} decision="leave" text="Leave">
        They do not count; what we hold stays.
      </Decide>
    </div>
  )
}

function Decide({
  chosen,
  decision,
  text,
  onDone,
  children,
}: {
  chosen: readonly string[]
  decision: 'take' | 'leave'
  text: string
  onDone: (outcomes: readonly Outcome[]) => void
  children: string
}) {
  return (
    <Act text={`${text} …`} title={`${text}: ${chosen.length} chosen`}>
      {(close) => (
        <ActForm<'decideFeedSnapshots'>
          path="/feed-snapshots/decide"
          body={(field) => ({ ids: [...chosen], decision, reason: field('reason') })}
          button={text}
          onDone={(answer) => {
            close()
            onDone((answer as { outcomes: Outcome[] }).outcomes)
          }}
        >
          <p className="soft">{children}</p>
          <Field label="Reason" name="reason" required maxLength={500} />
        </ActForm>
      )}
    </Act>
  )
}
