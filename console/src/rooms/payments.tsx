import { Link } from 'react-router'
import type { Payment } from '../api-watch.ts'
import { ChoiceFilter, Filters, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

const COLUMNS: Column<Payment>[] = [
  { head: 'Asked', cell: (row) => <Instant value={row.beganAt} short /> },
  {
    head: 'Order',
    cell: (row) =>
      row.orderId === null ? row.externalId : <Link to={`/orders/${row.orderId}`}>{row.externalId}</Link>,
  },
  { head: 'What', cell: (row) => words(row.kind) },
  { head: 'Amount', cell: (row) => <MoneyValue value={row.amount} />, end: true },
  { head: 'State', cell: (row) => <PaymentState payment={row} /> },
  { head: 'Problem', cell: (row) => row.problem ?? <Nothing /> },
  { head: 'To do', cell: toDo },
  { head: 'Gateway', cell: (row) => row.gateway, minor: true },
  { head: 'Tries', cell: (row) => row.attempts, end: true, minor: true },
  { head: 'Gateway’s own id', cell: (row) => row.answer?.reference ?? <Nothing />, minor: true },
]

const STATES: { readonly [state: string]: readonly [value: string, name: string] } = {
  asking: ['running', 'Being asked'],
  unknown: ['late', 'In doubt'],
  approved: ['accepted', 'Approved'],
  declined: ['refused', 'Declined'],
  partial: ['partial', 'Of less: goes back'],
  failed: ['failed', 'Not done'],
  closed: ['skipped', 'Never done'],
  released: ['cancelled', 'Given back'],
}

function PaymentState({ payment: { state } }: { payment: Payment }) {
  const [value, name] = STATES[state] ?? [state, words(state)]
  return <Status value={value} name={name} />
}

/** What a person can do about a payment, or when something becomes of it by itself. */
function toDo({ state, kind, gateway, problem, dueAt, orderId }: Payment) {
  if (state === 'asking' || state === 'unknown')
    return (
      <>
        Asked again {dueAt === null ? 'soon' : <Instant value={dueAt} short />}; at once by the job{' '}
        <Link to={`/jobs/payments-${gateway.replaceAll('_', '-')}`}>of {gateway}</Link>
      </>
    )
  if (state === 'declined' && kind === 'void')
    return <Link to="/runbook/payments-waiting">Look at the gateway: the money is held or taken</Link>
  if (state === 'approved' && kind === 'refund' && problem !== null) return 'Refund the rest at the gateway'
  if (state === 'approved' && kind === 'authorization' && dueAt !== null && orderId === null)
    return (
      <>
        Given back <Instant value={dueAt} short /> unless its order comes
      </>
    )
  return <Nothing />
}

/** What payment gateways were asked for, and what is in doubt. */
export function Payments() {
  const only = useFilters().value('only')
  const list = useList<Payment>('/payments', { only }, 5_000)
  return (
    <div className="stack">
      <Title page="Payments">Payments</Title>
      <p className="soft">
        What shops had payment gateways do. One whose answer nobody knows is asked for again by the same key,
        so that nothing is done twice. <Link to="/runbook/payments-waiting">What to do</Link>
      </p>
      <Filters>
        <ChoiceFilter
          name="only"
          label="Which"
          all="All, the last first"
          choices={[['troubled', 'In doubt or not carried out']]}
        />
      </Filters>
      <ListPanel
        list={list}
        what="payments"
        caption="Payments and how each stands"
        columns={COLUMNS}
        keyOf={(row) => `${row.channel} ${row.transactionId}`}
        empty={
          <Empty title={only === '' ? 'No gateway was asked for a payment.' : 'No payment is in doubt.'} />
        }
      />
    </div>
  )
}
