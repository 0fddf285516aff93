import { Link } from 'react-router'
import type { Receipt } from '../api-books.ts'
import { Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { TakeReceipt } from './acts.tsx'

const COLUMNS: Column<Receipt>[] = [
  {
    head: 'Received',
    cell: (row) => (
      <Link className="row-link" to={`/receipts/${row.id}`}>
        <Day value={row.receivedOn} />
      </Link>
    ),
  },
  {
    head: 'Account',
    cell: (row) => (
      <Link to={`/receipts?account=${encodeURIComponent(row.account.number)}`}>{row.account.number}</Link>
    ),
  },
  {
    head: 'Order',
    cell: (row) =>
      row.orderId === null ? (
        <Nothing />
      ) : (
        <Link to={`/orders/${row.orderId}/documents#receipts`}>{row.orderNumber}</Link>
      ),
    minor: true,
  },
  { head: 'Method', cell: (row) => words(row.method), minor: true },
  { head: 'Reference', cell: (row) => row.reference ?? <Nothing />, minor: true },
  { head: 'Amount', cell: (row) => <MoneyValue value={row.amount} />, end: true },
  { head: 'Applied', cell: (row) => <MoneyValue value={row.applied} />, end: true, minor: true },
  { head: 'Not used yet', cell: (row) => <MoneyValue value={row.unapplied} />, end: true, minor: true },
]

/** The money that came in, and how much of it is used. */
export function Receipts() {
  const filters = useFilters()
  const account = filters.value('account')
  const list = useList<Receipt>('/receipts', { account }, 15_000)
  return (
    <div className="stack">
      <Title
        page="Receipts"
        aside={
          <TakeReceipt
            key={account}
            account={account === '' ? undefined : account}
            currency={list.data?.body.rows[0]?.amount.currency ?? ''}
          />
        }
      >
        Receipts
      </Title>
      <Filters>
        <SearchFilter name="account" label="Customer account" hint="Account number   ( / )" />
      </Filters>
      <ListPanel
        list={list}
        what="receipts"
        caption="Receipts, newest first"
        columns={COLUMNS}
        keyOf={(row) => row.id}
        idOf={(row) => row.id}
        empty={<Empty title="No money has come in yet." />}
      />
    </div>
  )
}
