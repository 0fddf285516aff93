import { Link } from 'react-router'
import { Act } from '../parts/act.tsx'
import { Actor } from '../parts/actor.tsx'
import { Approvers } from '../parts/approvers.tsx'
import { type Choosing, type Outcome, Said, useChosen } from '../parts/chosen.tsx'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ActForm, Field } from '../parts/form.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { type Money, MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import type { Column } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

interface Waiting {
  number: string
  version: number
  source: string
  total: Money
  rules: string[]
  level: number
  levels: string[]
  agreed: string[]
  requestedBy: string
  asked: string | null
}

/** Of an order, or of a quote; `id` is that of either. */
type ApprovalRow = Waiting & { id: string }

type Decision = 'approve' | 'reject' | 'ask'

interface Kind {
  path: string
  room: string
  head: string
  caption: string
  empty: string
  says: Record<Decision, string>
}

const ASKS = 'It goes on waiting, with your question.'
const ORDERS: Kind = {
  path: '/approvals',
  room: '/orders',
  head: 'Order',
  caption: 'Orders that wait for approval',
  empty: 'No order waits for you.',
  says: {
    approve: 'After the last level it is promised and goes on, at the prices of now.',
    reject: 'It is a draft again; who handed it over finds the comment in its history.',
    ask: ASKS,
  },
}
const QUOTES: Kind = {
  path: '/quote-approvals',
  room: '/quotes',
  head: 'Quote',
  caption: 'Quotes that wait for approval',
  empty: 'No quote waits for you.',
  says: {
    approve: 'After the last level it goes to the customer.',
    reject: 'It is a draft again, with your comment in its history.',
    ask: ASKS,
  },
}
const TEXTS: Record<Decision, string> = { approve: 'Approve', reject: 'Reject', ask: 'Ask' }

/** Orders and quotes that wait for somebody to agree to them, and what can be said of many at once (A4-4). */
export function Approvals() {
  const quotes = useFilters().value('what') === 'quotes'
  // What is chosen of the one is not of the other.
  return <Room key={String(quotes)} kind={quotes ? QUOTES : ORDERS} />
}

function Room({ kind }: { kind: Kind }) {
  const filters = useFilters()
  const all = filters.value('of') === 'all'
  const list = useList<Waiting & { orderId?: string; quoteId?: string }>(
    kind.path,
    all ? {} : { mine: 'true' },
  )
  const idOf = ({ orderId, quoteId }: { orderId?: string; quoteId?: string }) => orderId ?? quoteId!
  const choosing = useChosen<ApprovalRow>(
    (row) => `${row.id} ${row.version}`,
    (row) => row.number,
  )
  const columns: Column<Waiting & { orderId?: string; quoteId?: string }>[] = [
    {
      head: kind.head,
      cell: (row) => (
        <span className="row tight">
          <input
            type="checkbox"
            aria-label={`Choose ${row.number}`}
            checked={choosing.chosen.has(`${idOf(row)} ${row.version}`)}
            onChange={(event) => choosing.choose([{ ...row, id: idOf(row) }], event.target.checked)}
          />
          <Link to={`${kind.room}/${idOf(row)}`}>{row.number}</Link>
        </span>
      ),
    },
    { head: 'Total', end: true, cell: (row) => <MoneyValue value={row.total} /> },
    { head: 'Because of', cell: (row) => <span className="code">{row.rules.join(', ')}</span> },
    {
      head: 'Waits for',
      cell: (row) => (
        <>
          <Approvers level={row.levels[row.level - 1]!} agreed={row.agreed} /> ({row.level} of{' '}
          {row.levels.length})
        </>
      ),
    },
    { head: 'Handed over by', minor: true, cell: (row) => <Actor value={row.requestedBy} /> },
    { head: 'Asked', minor: true, cell: (row) => row.asked ?? <Nothing /> },
  ]
  return (
    <div className="stack">
      <Title page="Approvals">Wait for approval</Title>
      <Filters>
        <ChoiceFilter name="what" label="What" all="Orders" choices={[['quotes', 'Quotes']]} />
        <ChoiceFilter name="of" label="Whose" all="I may decide on" choices={[['all', 'Everybody’s']]} />
      </Filters>
      <Answers kind={kind} choosing={choosing} />
      <Said said={choosing.said} />
      <ListPanel
        list={list}
        what="approvals"
        caption={kind.caption}
        keyOf={idOf}
        empty={<Empty title={kind.empty} />}
        columns={columns}
      />
    </div>
  )
}

function Answers({ kind, choosing }: { kind: Kind; choosing: Choosing<ApprovalRow> }) {
  const rows = [...choosing.chosen.values()]
  if (rows.length === 0) return null
  return (
    <div className="row" role="group" aria-label="Decide on what is chosen">
      <strong>{rows.length} chosen</strong>
      {(['approve', 'reject', 'ask'] as const).map((outcome) => (
        <Say key={outcome} kind={kind} outcome={outcome} rows={rows} onDone={choosing.decided} />
      ))}
      <button type="button" className="plain" onClick={choosing.clear}>
        Choose none
      </button>
    </div>
  )
}

interface Saying {
  kind: Kind
  outcome: Decision
  rows: readonly ApprovalRow[]
  onDone: (outcomes: readonly Outcome[]) => void
}

function Say({ kind, outcome, rows, onDone }: Saying) {
  const text = TEXTS[outcome]
  return (
    <Act text={`${text} …`} title={`${text}: ${rows.length} chosen`}>
      {(close) => {
        const shown = {
          perRow: true,
          button: text,
          onDone: (answered: unknown) => {
            close()
            onDone((answered as { outcomes: Outcome[] }).outcomes)
          },
          children: (
            <>
              <p className="soft">{kind.says[outcome]}</p>
              <Field
                label="Comment"
                name="comment"
                path="/0/comment"
                required={outcome !== 'approve'}
                maxLength={500}
              />
            </>
          ),
        }
        const said = (field: (name: string) => string) => ({
          outcome,
          ...(field('comment') === '' ? {} : { comment: field('comment') }),
        })
        return kind === QUOTES ? (
          <ActForm<'decideQuotes'>
            path="/quote-decisions"
            body={(field) => rows.map(({ id, version }) => ({ quote: id, version, ...said(field) }))}
            {...shown}
          />
        ) : (
          <ActForm<'decideApprovals'>
            path="/approvals/decisions"
            body={(field) => rows.map(({ id, version }) => ({ orderId: id, version, ...said(field) }))}
            {...shown}
          />
        )
      }}
    </Act>
  )
}
