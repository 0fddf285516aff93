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

interface ApprovalRow {
  orderId: string
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

type Decision = 'approve' | 'reject' | 'ask'

const SAID: Record<Decision, { text: string; says: string }> = {
  approve: {
    text: 'Approve',
    says: 'After the last level it is promised and goes on, at the prices of now.',
  },
  reject: {
    text: 'Reject',
    says: 'It is a draft again; who handed it over finds the comment in its history.',
  },
  ask: { text: 'Ask', says: 'It goes on waiting, with your question.' },
}

/** Orders that wait for somebody to agree to them, and what can be said of many at once (A4-4). */
export function Approvals() {
  const filters = useFilters()
  const all = filters.value('of') === 'all'
  const list = useList<ApprovalRow>('/approvals', all ? {} : { mine: 'true' })
  const choosing = useChosen<ApprovalRow>(
    (row) => `${row.orderId} ${row.version}`,
    (row) => row.number,
  )
  const columns: Column<ApprovalRow>[] = [
    {
      head: 'Order',
      cell: (row) => (
        <span className="row tight">
          <input
            type="checkbox"
            aria-label={`Choose ${row.number}`}
            checked={choosing.chosen.has(`${row.orderId} ${row.version}`)}
            onChange={(event) => choosing.choose([row], event.target.checked)}
          />
          <Link to={`/orders/${row.orderId}`}>{row.number}</Link>
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
        <ChoiceFilter name="of" label="Whose" all="I may decide on" choices={[['all', 'Everybody’s']]} />
      </Filters>
      <Answers choosing={choosing} />
      <Said said={choosing.said} />
      <ListPanel
        list={list}
        what="approvals"
        caption="Orders that wait for approval"
        keyOf={(row) => row.orderId}
        empty={<Empty title="No order waits for you." />}
        columns={columns}
      />
    </div>
  )
}

function Answers({ choosing }: { choosing: Choosing<ApprovalRow> }) {
  const rows = [...choosing.chosen.values()]
  if (rows.length === 0) return null
  return (
    <div className="row" role="group" aria-label="Decide on what is chosen">
      <strong>{rows.length} chosen</strong>
      {(['approve', 'reject', 'ask'] as const).map((outcome) => (
        <Say key={outcome} outcome={outcome} rows={rows} onDone={choosing.decided} />
      ))}
      <button type="button" className="plain" onClick={choosing.clear}>
        Choose none
      </button>
    </div>
  )
}

function Say({
  outcome,
  rows,
  onDone,
}: {
  outcome: Decision
  rows: readonly ApprovalRow[]
  onDone: (outcomes: readonly Outcome[]) => void
}) {
  const { text, says } = SAID[outcome]
  const comment = (field: (name: string) => string) =>
    field('comment') === '' ? {} : { comment: field('comment') }
  return (
    <Act text={`${text} …`} title={`${text}: ${rows.length} chosen`}>
      {(close) => (
        <ActForm<'decideApprovals'>
          path="/approvals/decisions"
          perRow
          body={(field) =>
            rows.map(({ orderId, version }) => ({ orderId, version, outcome, ...comment(field) }))
          }
          button={text}
          onDone={(answered) => {
            close()
            onDone((answered as { outcomes: Outcome[] }).outcomes)
          }}
        >
          <p className="soft">{says}</p>
          <Field
            label="Comment"
            name="comment"
            path="/0/comment"
            required={outcome !== 'approve'}
            maxLength={500}
          />
        </ActForm>
      )}
    </Act>
  )
}
