import { Link } from 'react-router'
import { BUCKETS, type Receivable, type ReceivableList } from '../api-books.ts'
import { ChoiceFilter, DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Status } from '../parts/status.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { TakeReceipt } from './acts.tsx'

const COLUMNS: Column<Receivable>[] = [
  {
    head: 'Document',
    cell: (row) => (
      <Link className="row-link number" to={`/invoices/${row.invoiceId}`}>
        {row.number ?? row.invoiceId}
      </Link>
    ),
  },
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
  { head: 'Issued', cell: (row) => <Day value={row.issuedOn} />, minor: true },
  { head: 'Due', cell: (row) => <Day value={row.dueOn} /> },
  {
    head: 'Late',
    cell: (row) =>
      row.daysPastDue > 0 ? (
        <Status value="overdue" name={row.daysPastDue === 1 ? '1 day' : `${row.daysPastDue} days`} />
      ) : (
        <Nothing />
      ),
    minor: true,
  },
  { head: 'Original', cell: (row) => <MoneyValue value={row.original} />, end: true, minor: true },
  { head: 'Open', cell: (row) => <MoneyValue value={row.open} />, end: true },
  {
    head: <span className="only-read">Act</span>,
    cell: (row) =>
      row.kind === 'credit_memo' ? null : (
        <TakeReceipt
          account={row.account.number}
          amount={row.open}
          currency={row.open.currency}
          reference={row.number}
        />
      ),
    end: true,
    minor: true,
  },
]

/** What customers owe, by age; each sum leads to its documents. */
export function Receivables() {
  const filters = useFilters()
  const bucket = filters.value('bucket')
  const currency = filters.value('currency')
  const list = useList<Receivable, ReceivableList>(
    '/receivables',
    {
      account: filters.value('account'),
      customer: filters.value('customer'),
      asOf: filters.value('asOf'),
      overdue: bucket === '' || bucket === 'current' ? '' : 'true',
      limit: bucket === '' && currency === '' ? 50 : 200,
    },
    15_000,
  )
  const answer = list.data?.body
  const to = (inCurrency: string, inBucket: string): string => {
    const query = new URLSearchParams({
      currency: inCurrency,
      ...(inBucket === '' ? {} : { bucket: inBucket }),
    })
    for (const name of ['account', 'customer', 'asOf'])
      if (filters.value(name) !== '') query.set(name, filters.value(name))
    return `/receivables?${query}`
  }
  return (
    <div className="stack">
      <Title page="Receivables">Receivables</Title>
      {answer !== undefined && answer.aging.length > 0 && (
        <section className="panel">
          <header>
            <h2>Aging</h2>
            <span className="small soft">
              as of <Day value={answer.asOf} />
              {!answer.agingComplete &&
                ', of the documents that are due first alone: choose an account for all of its'}
            </span>
          </header>
          <Table
            caption="Open amounts by days past due"
            rows={answer.aging}
            keyOf={(row) => row.currency}
            columns={[
              { head: 'Currency', cell: (row) => row.currency },
              ...BUCKETS.map(([bucket, name]) => ({
                head: name,
                cell: (row: ReceivableList['aging'][number]) => (
                  <Link to={to(row.currency, bucket)}>
                    <MoneyValue value={row[bucket]} />
                  </Link>
                ),
                end: true,
              })),
              {
                head: 'Total',
                cell: (row) => (
                  <Link to={to(row.currency, '')}>
                    <MoneyValue value={row.total} />
                  </Link>
                ),
                end: true,
              },
            ]}
          />
        </section>
      )}
      <Filters>
        <SearchFilter name="account" label="Customer account" hint="Account number   ( / )" />
        <ChoiceFilter name="bucket" label="Age" all="Any age" choices={BUCKETS} />
        <SearchFilter name="currency" label="Currency" narrow hint="Any" />
        <DayFilter name="asOf" label="As of" />
      </Filters>
      <ListPanel
        list={list}
        what="receivables"
        caption="Open documents, oldest first"
        columns={COLUMNS}
        keyOf={(row) => row.invoiceId}
        keep={(row) =>
          (bucket === '' || row.bucket === bucket) && (currency === '' || row.open.currency === currency)
        }
        empty={<Empty title="Nobody owes anything." />}
      />
    </div>
  )
}
