import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { ReceiptView } from '../api-books.ts'
import { get } from '../http.ts'
import { isZero } from '../parts/decimal.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { ApplyMoney } from './acts.tsx'

/** One receipt: where it came from, and every document that it paid. */
export function Receipt() {
  const { id = '' } = useParams()
  const receipt = useQuery({
    queryKey: ['receipt', id],
    queryFn: ({ signal }) => get<ReceiptView>(`/receipts/${encodeURIComponent(id)}`, {}, signal),
    refetchInterval: ({ state }) => (state.data?.goesOn ? 2000 : false),
  })
  return (
    <div className="stack">
      {receipt.data === undefined && (
        <Title page="Receipt" path={[['Receipts', '/receipts']]}>
          Receipt
        </Title>
      )}
      <Asked query={receipt} what="receipt">
        {(data) => <Sheet data={data} />}
      </Asked>
    </div>
  )
}

function leftOf({ goesOn, kind }: ReceiptView): string {
  if (goesOn) return 'Pays more by itself'
  return kind === 'deposit' ? 'Deposit' : 'Not all used'
}

function Sheet({ data }: { data: ReceiptView }) {
  const name = `Receipt ${data.reference ?? data.id}`
  return (
    <>
      <Title
        page={name}
        path={[['Receipts', '/receipts']]}
        aside={
          isZero(data.unapplied.amount) ? (
            <Status value="settled" name="Used" />
          ) : (
            <span className="row">
              <Status value="open" name={leftOf(data)} />
              <ApplyMoney path={`/receipts/${data.id}`} account={data.account.number} />
            </span>
          )
        }
      >
        {name}
      </Title>
      <section className="panel" aria-label="The receipt in short">
        <div className="inside">
          <Facts
            of={[
              ['Amount', <MoneyValue key="amount" value={data.amount} />],
              ['Applied', <MoneyValue key="applied" value={data.applied} />],
              ['Not used yet', <MoneyValue key="unapplied" value={data.unapplied} />],
              ['Received', <Day key="received" value={data.receivedOn} />],
              ['Method', words(data.method)],
              [
                'Account',
                <Link key="account" to={`/receipts?account=${encodeURIComponent(data.account.number)}`}>
                  {data.account.number}
                </Link>,
              ],
              [
                'Order',
                data.orderId === null ? null : (
                  <Link to={`/orders/${data.orderId}/documents#receipts`}>{data.orderNumber}</Link>
                ),
              ],
            ]}
          />
        </div>
      </section>
      <Panel title={`Pays (${data.applications.length})`}>
        {data.applications.length === 0 ? (
          <Empty title="Nothing is paid with it yet." />
        ) : (
          <Table
            caption="What it was applied to"
            rows={data.applications}
            keyOf={(one) => one.id}
            columns={[
              {
                head: 'Document',
                cell: (one) => (
                  <Link className="row-link" to={`/invoices/${one.invoiceId}`}>
                    {one.invoiceNumber ?? 'Invoice'}
                  </Link>
                ),
              },
              {
                head: 'Order',
                cell: (one) =>
                  one.orderId === null ? (
                    <Nothing />
                  ) : (
                    <Link to={`/orders/${one.orderId}`}>{one.orderNumber}</Link>
                  ),
              },
              { head: 'On', cell: (one) => <Day value={one.appliedOn} />, minor: true },
              { head: 'By the rule', cell: (one) => words(one.rule), minor: true },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
            ]}
          />
        )}
      </Panel>
    </>
  )
}
