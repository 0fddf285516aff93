import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'react-router'
import type { InvoiceView } from '../api-books.ts'
import { get } from '../http.ts'
import { Facts, Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { isZero } from '../parts/decimal.ts'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { SoldUnits } from '../parts/sold.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { ApplyMoney, TakeReceipt } from './acts.tsx'

/** One invoice or credit memo: its lines, its taxes, and what was paid of it. */
export function Invoice() {
  const { id = '' } = useParams()
  const invoice = useQuery({
    queryKey: ['invoice', id],
    queryFn: ({ signal }) => get<InvoiceView>(`/invoices/${encodeURIComponent(id)}`, {}, signal),
  })
  return (
    <div className="stack">
      {invoice.data === undefined && (
        <Title page="Invoice" path={[['Invoices', '/invoices']]}>
          Invoice
        </Title>
      )}
      <Asked query={invoice} what="invoice">
        {(data) => <Sheet data={data} />}
      </Asked>
    </div>
  )
}

function Sheet({ data }: { data: InvoiceView }) {
  const name = `${words(data.kind)} ${data.number ?? data.id}`
  const paid = data.open !== null && isZero(data.open.amount)
  return (
    <>
      <Title
        page={name}
        path={[['Invoices', '/invoices']]}
        aside={
          <span className="row">
            <Status value={paid ? 'settled' : 'open'} />
            {data.kind === 'invoice' && !paid && (
              <TakeReceipt
                account={data.account.number}
                amount={data.open}
                currency={data.currency}
                reference={data.number}
              />
            )}
            {data.kind === 'credit_memo' && !paid && (
              <ApplyMoney path={`/invoices/${data.id}`} account={data.account.number} />
            )}
          </span>
        }
      >
        {name}
      </Title>
      <section className="panel" aria-label="The document in short">
        <div className="inside">
          <Facts
            of={[
              ['Total', <MoneyValue key="total" value={data.total} />],
              ['Open', <MoneyValue key="open" value={data.open} />],
              [
                'Order',
                data.orderId === null ? null : (
                  <Link to={`/orders/${data.orderId}`}>{data.orderNumber ?? data.orderId}</Link>
                ),
              ],
              [
                'Left without a sale for',
                data.stray && (
                  <Link to={`/orders/${data.stray.orderId}/documents#strays`}>{data.stray.orderNumber}</Link>
                ),
              ],
              [
                'Account',
                <Link key="account" to={`/receivables?account=${encodeURIComponent(data.account.number)}`}>
                  {data.account.number}
                </Link>,
              ],
              ['Issued', <Day key="issued" value={data.issuedOn} />],
              ['Due', <Day key="due" value={data.dueOn} />],
            ]}
          />
        </div>
      </section>
      <Panel title={`Lines (${data.lines.length})`}>
        <Table
          caption="Lines of the document"
          rows={data.lines}
          keyOf={(line) => String(line.ordinal)}
          columns={[
            {
              head: 'Item',
              cell: (line) => (
                <>
                  <Link to={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>
                  {line.charge !== null && <div className="soft small">{line.charge}</div>}
                </>
              ),
            },
            {
              head: 'Order line',
              cell: (line) =>
                data.orderId === null || line.fulfillmentLineId === null ? (
                  <Nothing />
                ) : (
                  <Link to={`/orders/${data.orderId}#${line.fulfillmentLineId}`}>To the line</Link>
                ),
              minor: true,
            },
            {
              head: 'Quantity',
              cell: (line) => (
                <>
                  <Quantity value={line.quantity} />
                  <SoldUnits of={line.sold} />
                </>
              ),
              end: true,
            },
            {
              head: 'Unit price',
              cell: (line) => <MoneyValue value={line.unitPrice} />,
              end: true,
              minor: true,
            },
            { head: 'Net', cell: (line) => <MoneyValue value={line.net} />, end: true },
            { head: 'Freight', cell: (line) => <MoneyValue value={line.freight} />, end: true, minor: true },
            {
              head: 'Tax',
              cell: (line) => (
                <>
                  <MoneyValue value={line.tax} /> <span className="soft small">{line.taxPercent} %</span>
                </>
              ),
              end: true,
            },
          ]}
        />
      </Panel>
      <Panel title="Taxes and total">
        <Table
          caption="Taxes by rate, and the total"
          rows={data.taxes}
          keyOf={(tax) => tax.percent}
          columns={[
            { head: 'Rate', cell: (tax) => `${tax.percent} %` },
            { head: 'Of', cell: (tax) => <MoneyValue value={tax.base} />, end: true },
            { head: 'Amount', cell: (tax) => <MoneyValue value={tax.tax} />, end: true },
          ]}
          foot={(
            [
              ['Net', data.net],
              ['Freight', data.freight],
              ['Tax', data.tax],
              ['Total', data.total],
            ] as const
          ).map(([text, value]) => (
            <tr key={text}>
              <th scope="row" colSpan={2}>
                {text}
              </th>
              <td className="end">
                <MoneyValue value={value} />
              </td>
            </tr>
          ))}
        />
      </Panel>
      <Panel title={`Paid by (${data.applications.length})`}>
        {data.applications.length === 0 ? (
          <Empty title="Nothing is paid of it yet." />
        ) : (
          <Table
            caption="What was applied"
            rows={data.applications}
            keyOf={(one) => one.id}
            columns={[
              {
                head: 'By',
                cell: (one) =>
                  one.fromType === 'credit_memo' ? (
                    <Link to={`/invoices/${one.fromId}`}>Credit memo</Link>
                  ) : (
                    <Link to={`/receipts/${one.fromId}`}>{nameText(one.fromType)}</Link>
                  ),
              },
              { head: 'On', cell: (one) => <Day value={one.appliedOn} /> },
              { head: 'By the rule', cell: (one) => words(one.rule), minor: true },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
            ]}
          />
        )}
      </Panel>
    </>
  )
}
