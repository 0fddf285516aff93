import { Link } from 'react-router'
import type { InvoiceSummary } from '../api-books.ts'
import { ChoiceFilter, DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

const COLUMNS: Column<InvoiceSummary>[] = [
  {
    head: 'Number',
    cell: (row) => (
      <Link className="row-link number" to={`/invoices/${row.id}`}>
        {row.number ?? row.id}
      </Link>
    ),
  },
  { head: 'Kind', cell: (row) => words(row.kind), minor: true },
  {
    head: 'Account',
    cell: (row) => (
      <Link to={`/receivables?account=${encodeURIComponent(row.account.number)}`}>{row.account.number}</Link>
    ),
    minor: true,
  },
  {
    head: 'Order',
    cell: (row) =>
      row.orderId === null ? <Nothing /> : <Link to={`/orders/${row.orderId}`}>{row.orderNumber}</Link>,
    minor: true,
  },
  { head: 'Issued', cell: (row) => <Day value={row.issuedOn} /> },
  { head: 'Due', cell: (row) => <Day value={row.dueOn} />, minor: true },
  { head: 'Total', cell: (row) => <MoneyValue value={row.total} />, end: true },
  { head: 'Open', cell: (row) => <MoneyValue value={row.open} />, end: true },
]

/** Invoices and credit memos, newest first. */
export function Invoices() {
  const filters = useFilters()
  const list = useList<InvoiceSummary>(
    '/invoices',
    {
      account: filters.value('account'),
      kind: filters.value('kind'),
      issuedFrom: filters.value('issuedFrom'),
      issuedTo: filters.value('issuedTo'),
    },
    10_000,
  )
  return (
    <div className="stack">
      <Title page="Invoices">Invoices</Title>
      <Filters>
        <SearchFilter name="account" label="Customer account" hint="Account number   ( / )" />
        <ChoiceFilter
          name="kind"
          label="Kind"
          all="Both kinds"
          choices={[
            ['invoice', 'Invoices'],
            ['credit_memo', 'Credit memos'],
          ]}
        />
        <DayFilter name="issuedFrom" label="Issued from" />
        <DayFilter name="issuedTo" label="Issued to" />
      </Filters>
      <ListPanel
        list={list}
        what="invoices"
        caption="Invoices and credit memos, newest first"
        columns={COLUMNS}
        keyOf={(row) => row.id}
        empty={<Empty title="Nothing is invoiced yet; what ships is billed." />}
      />
    </div>
  )
}
