import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { CustomerView } from '../api-customers.ts'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Address } from '../parts/address.tsx'
import { Facts, Panel } from '../parts/facts.tsx'
import { Free, isBlank } from '../parts/free.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { Accounts } from './customer-accounts.tsx'
import { Matches, Notes, Records } from './customer-records.tsx'

/** One customer in one view: accounts and their credit, orders, what is owed and what is paid in advance. */
export function Customer() {
  const { number = '' } = useParams()
  const customer = useQuery({
    queryKey: ['customer', number],
    queryFn: ({ signal }) => get<CustomerView>(`/customers/${encodeURIComponent(number)}`, {}, signal),
  })
  return (
    <div className="stack">
      {customer.data === undefined && (
        <Title page="Customer" path={[['Customers', '/customers']]}>
          Customer
        </Title>
      )}
      <Asked query={customer} what="customer">
        {(data) => <Sheet data={data} />}
      </Asked>
    </div>
  )
}

function Sheet({ data }: { data: CustomerView }) {
  return (
    <>
      <Title page={data.name ?? data.number} path={[['Customers', '/customers']]}>
        {data.name ?? data.number}
      </Title>
      <section className="panel" aria-label="The customer in short">
        <div className="inside">
          <Facts
            of={[
              ['Number', data.number],
              ['Asked for', data.askedNumber === data.number ? null : data.askedNumber],
              [
                'In other systems',
                data.alternateNumbers.map(({ system, number }) => `${system} ${number}`).join(', '),
              ],
              ['Kind', words(data.kind)],
              ['E-mail', data.email],
              ['Phone', data.phone],
              ['Address', isBlank(data.address) ? null : <Address of={data.address} />],
              ['Custom', isBlank(data.custom) ? null : <Free value={data.custom} />],
            ]}
          />
        </div>
      </section>
      <Notes data={data} />
      <Records data={data} />
      <Matches data={data} />
      <Lifetime of={data.lifetime} />
      {data.holds.length > 0 && (
        <Panel title={`On hold (${data.holds.length})`}>
          <Table
            caption="Holds that are not released"
            rows={data.holds}
            keyOf={(hold) => hold.id}
            columns={[
              {
                head: 'Order',
                cell: (hold) => <Link to={`/orders/${hold.orderNumber}`}>{hold.orderNumber}</Link>,
              },
              { head: 'Hold', cell: (hold) => <span className="code">{hold.code}</span> },
              { head: 'Why', cell: (hold) => hold.reason },
            ]}
          />
        </Panel>
      )}
      <Accounts data={data} />
      {data.sites.length > 0 && (
        <Panel title={`Sites (${data.sites.length})`}>
          <Table
            caption="Places of the customer"
            rows={data.sites}
            keyOf={(site) => `${site.customer} ${site.code}`}
            columns={[
              { head: 'Site', cell: (site) => <span className="code">{site.code}</span> },
              { head: 'For', cell: (site) => site.purposes.map(words).join(', ') },
              {
                head: 'Address',
                cell: (site) =>
                  site.address === null ? (
                    [site.region, site.country].filter(Boolean).join(', ')
                  ) : (
                    <Address of={site.address} />
                  ),
              },
              { head: 'Used', cell: (site) => (site.active ? 'Yes' : 'Not any more'), minor: true },
            ]}
          />
        </Panel>
      )}
      {(data.erasures.length > 0 || data.legalHold !== null) && (
        <Panel title="Personal data" padded>
          <Facts
            of={[
              [
                'Kept by law until',
                data.legalHold && (
                  <>
                    <Day value={data.legalHold.until} />, {data.legalHold.reason}
                  </>
                ),
              ],
              ...data.erasures.map(
                (one) =>
                  [
                    'Erased',
                    <>
                      <Instant value={one.at} /> by <Actor value={one.actor} />, {one.reason}
                      {data.records.length > 1 && ` (${one.customer})`}
                      {one.forced && ' (forced)'}
                    </>,
                  ] as const,
              ),
            ]}
          />
        </Panel>
      )}
      {data.quotes.length > 0 && <Quotes of={data.quotes} />}
      <Panel title={`Orders (${data.orders.length})`}>
        {data.orders.length === 0 ? (
          <Empty title="No order yet." />
        ) : (
          <Table
            caption="The newest orders"
            rows={data.orders}
            keyOf={(order) => order.id}
            columns={[
              {
                head: 'Order',
                cell: (order) => (
                  <Link className="row-link" to={`/orders/${order.id}`}>
                    {order.number}
                  </Link>
                ),
              },
              { head: 'Placed', cell: (order) => <Instant value={order.placedAt} />, minor: true },
              { head: 'Status', cell: (order) => <Status value={order.status} name={order.statusName} /> },
              { head: 'Payment', cell: (order) => words(order.paymentStatus), minor: true },
              { head: 'Total', cell: (order) => <MoneyValue value={order.total} />, end: true },
            ]}
          />
        )}
      </Panel>
      <Panel title={`Owed (${data.openItems.length})`}>
        {data.openItems.length === 0 ? (
          <Empty title="Nothing is owed." />
        ) : (
          <Table
            caption="Open documents"
            rows={data.openItems}
            keyOf={(one) => one.invoiceId}
            columns={[
              {
                head: 'Document',
                cell: (one) => <Link to={`/invoices/${one.invoiceId}`}>{one.number ?? one.invoiceId}</Link>,
              },
              {
                head: 'Order',
                cell: (one) =>
                  one.orderNumber === null ? (
                    <Nothing />
                  ) : (
                    <Link to={`/orders/${one.orderNumber}`}>{one.orderNumber}</Link>
                  ),
                minor: true,
              },
              { head: 'Due', cell: (one) => <Day value={one.dueOn} /> },
              {
                head: 'Original',
                cell: (one) => <MoneyValue value={one.original} />,
                end: true,
                minor: true,
              },
              { head: 'Open', cell: (one) => <MoneyValue value={one.open} />, end: true },
            ]}
          />
        )}
      </Panel>
      {data.returns.length > 0 && (
        <Panel title={`Returns (${data.lifetime.returns})`}>
          <Table
            caption="The newest returns"
            rows={data.returns}
            keyOf={(one) => one.id}
            columns={[
              { head: 'Returned', cell: (one) => <Day value={one.returnedOn} /> },
              {
                head: 'Order',
                cell: (one) =>
                  one.orderNumber === null ? (
                    <Nothing />
                  ) : (
                    <Link to={`/orders/${one.orderNumber}/documents`}>{one.orderNumber}</Link>
                  ),
              },
              { head: 'Why', cell: (one) => one.reason },
            ]}
          />
        </Panel>
      )}
      {data.receipts.length > 0 && (
        <Panel title="Paid">
          <Table
            caption="The newest receipts"
            rows={data.receipts}
            keyOf={(one) => one.receiptId}
            columns={[
              {
                head: 'Receipt',
                cell: (one) => (
                  <Link to={`/receipts/${one.receiptId}`}>{one.reference ?? words(one.method)}</Link>
                ),
              },
              { head: 'Received', cell: (one) => <Day value={one.receivedOn} /> },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
            ]}
          />
        </Panel>
      )}
      {data.unapplied.length > 0 && (
        <Panel title={`Money not used yet (${data.unapplied.length})`}>
          <Table
            caption="Receipts not used yet"
            rows={data.unapplied}
            keyOf={(one) => one.receiptId}
            columns={[
              {
                head: 'Receipt',
                cell: (one) => <Link to={`/receipts/${one.receiptId}`}>{words(one.kind)}</Link>,
              },
              { head: 'Received', cell: (one) => <Day value={one.receivedOn} /> },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
            ]}
          />
        </Panel>
      )}
    </>
  )
}

function Quotes({ of }: { of: CustomerView['quotes'] }) {
  return (
    <Panel title={`Quotes (${of.length})`}>
      <Table
        caption="The newest quotes"
        rows={of}
        keyOf={(quote) => quote.id}
        columns={[
          {
            head: 'Quote',
            cell: (quote) => (
              <Link className="row-link" to={`/quotes/${quote.id}`}>
                {quote.number}
              </Link>
            ),
          },
          { head: 'State', cell: (quote) => <Status value={quote.state} /> },
          { head: 'Account', cell: (quote) => quote.accountNumber },
          { head: 'Valid until', cell: (quote) => <Day value={quote.validUntil} /> },
          { head: 'Their reference', cell: (quote) => quote.customerReference ?? <Nothing />, minor: true },
          { head: 'Made', cell: (quote) => <Instant value={quote.madeAt} short />, minor: true },
        ]}
      />
    </Panel>
  )
}

/** Figures over everything that the customer ever did, each leading to its rows. */
function Lifetime({ of }: { of: CustomerView['lifetime'] }) {
  return (
    <Panel title={of.whole ? 'Since the beginning' : 'The newest 100,000 of an account'} padded>
      <Facts
        of={[
          ['Orders', of.orders],
          ['Cancelled', of.cancelled],
          ['Invoices', of.invoices],
          ['Credit memos', of.creditMemos],
          ['Returns', of.returns],
          ...of.sales.flatMap(
            ({ ordered, billed, credited }) =>
              [
                [`Ordered in ${ordered.currency}`, <MoneyValue key="ordered" value={ordered} />],
                ['Billed', <MoneyValue key="billed" value={billed} />],
                ['Credited', <MoneyValue key="credited" value={credited} />],
              ] as const,
          ),
        ]}
      />
    </Panel>
  )
}
