import { Link } from 'react-router'
import type { Shipment } from '../api-goods.ts'
import type { Deposit, OrderDocument, OrderView } from '../api-orders.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { isZero } from '../parts/decimal.ts'
import { MoneyValue, Nothing, Quantity } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { ConfirmShipment, TakeReceipt } from './acts.tsx'
import { OrderExchanges } from './order-exchanges.tsx'
import { OfStray, OrderStrays } from './order-strays.tsx'

/** What left, what came back, what was billed and what was paid. */
export function OrderDocuments({ order }: { order: OrderView }) {
  const documents = order.invoices ?? []
  return (
    <div className="stack">
      <Shipments order={order} />
      {(order.strays ?? []).length > 0 && <OrderStrays strays={order.strays!} />}
      <Documents
        id="invoices"
        title="Invoices"
        empty="Nothing is invoiced yet; what ships is billed."
        documents={documents.filter((one) => one.kind !== 'credit_memo')}
        order={order}
      />
      <Receipts order={order} documents={documents} deposits={order.deposits ?? []} />
      {(order.returns ?? []).length > 0 && <Returns order={order} />}
      {(order.exchanges ?? []).length > 0 && <OrderExchanges order={order} exchanges={order.exchanges!} />}
      {documents.some((one) => one.kind === 'credit_memo') && (
        <Documents
          id="credit-memos"
          title="Credit memos"
          empty=""
          documents={documents.filter((one) => one.kind === 'credit_memo')}
          order={order}
        />
      )}
    </div>
  )
}

function LineLink({ order, lineNo }: { order: OrderView; lineNo: number | null }) {
  return lineNo === null ? <Nothing /> : <Link to={`/orders/${order.id}#line-${lineNo}`}>Line {lineNo}</Link>
}

function Shipments({ order }: { order: OrderView }) {
  const shipments = order.shipments ?? []
  return (
    <div id="shipments">
      <Panel title={`Shipments (${shipments.length})`}>
        {shipments.length === 0 ? (
          <Empty title="Nothing has left yet." />
        ) : (
          shipments.map((shipment) => <ShipmentSheet key={shipment.id} shipment={shipment} order={order} />)
        )}
      </Panel>
    </div>
  )
}

function ShipmentSheet({ shipment, order }: { shipment: Shipment; order: OrderView }) {
  const waits = shipment.state === 'requested' || shipment.state === 'partially_shipped'
  return (
    <div id={shipment.id}>
      <div className="row spread inside">
        <div className="row">
          <Status value={shipment.state} />
          <span>from {shipment.location?.name ?? 'a supplier'}</span>
          <span className="soft small">
            released <Day value={shipment.releasedOn} />
            {shipment.confirmations.map((one) => (
              <span key={one.id}>
                , left <Day value={one.shippedOn} />
              </span>
            ))}
          </span>
          {shipment.trackingNumber !== null && (
            <span className="small">
              {shipment.carrier} <span className="code">{shipment.trackingNumber}</span>
            </span>
          )}
        </div>
        {waits && <ConfirmShipment shipment={shipment} />}
      </div>
      <Table
        caption={`Lines of the shipment ${shipment.id}`}
        rows={shipment.lines}
        keyOf={(line) => line.fulfillmentLineId}
        columns={[
          {
            head: 'Item',
            cell: (line) =>
              line.sku === null ? (
                line.itemId
              ) : (
                <Link to={`/stock/${encodeURIComponent(line.sku)}`}>{line.sku}</Link>
              ),
          },
          {
            head: 'Of',
            cell: (line) => <LineLink order={order} lineNo={line.lineNo} />,
          },
          { head: 'Asked for', cell: (line) => <Quantity value={line.requested} />, end: true },
          { head: 'Shipped', cell: (line) => <Quantity value={line.shipped} />, end: true },
        ]}
      />
    </div>
  )
}

function Documents({
  id,
  title,
  empty,
  documents,
  order,
}: {
  id: string
  title: string
  empty: string
  documents: readonly OrderDocument[]
  order: OrderView
}) {
  return (
    <div id={id}>
      <Panel title={`${title} (${documents.length})`}>
        {documents.length === 0 ? (
          <Empty title={empty} />
        ) : (
          <Table
            caption={`${title} of the order`}
            rows={documents}
            keyOf={(one) => one.id}
            columns={[
              {
                head: 'Number',
                cell: (one) => (
                  <>
                    <Link to={`/invoices/${one.id}`} className="number">
                      {one.number ?? one.id}
                    </Link>
                    {one.strayId !== null && <OfStray orderId={order.id} />}
                  </>
                ),
              },
              { head: 'Issued', cell: (one) => <Day value={one.issuedOn} />, minor: true },
              { head: 'Due', cell: (one) => <Day value={one.dueOn} />, minor: true },
              { head: 'Net', cell: (one) => <MoneyValue value={one.net} />, end: true, minor: true },
              { head: 'Freight', cell: (one) => <MoneyValue value={one.freight} />, end: true, minor: true },
              { head: 'Tax', cell: (one) => <MoneyValue value={one.tax} />, end: true, minor: true },
              { head: 'Total', cell: (one) => <MoneyValue value={one.total} />, end: true },
              { head: 'Open', cell: (one) => <MoneyValue value={one.open} />, end: true },
              {
                head: <span className="only-read">Act</span>,
                cell: (one) =>
                  one.kind !== 'credit_memo' && one.open !== null && !isZero(one.open.amount) ? (
                    <TakeReceipt
                      account={order.account?.number}
                      amount={one.open}
                      currency={order.currency}
                      reference={one.number}
                    />
                  ) : null,
                end: true,
              },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

function Receipts({
  order,
  documents,
  deposits,
}: {
  order: OrderView
  documents: readonly OrderDocument[]
  deposits: readonly Deposit[]
}) {
  const applied = documents.flatMap((document) =>
    document.applications.map((application) => ({ ...application, document })),
  )
  return (
    <div id="receipts">
      <Panel
        title={`Receipts (${applied.length + deposits.length})`}
        aside={
          <TakeReceipt account={order.account?.number} currency={order.currency} reference={order.number} />
        }
      >
        {applied.length + deposits.length === 0 && <Empty title="No money has come in for this order." />}
        {deposits.length > 0 && (
          <Table
            caption="Deposits paid in advance"
            rows={deposits}
            keyOf={(one) => one.receiptId}
            columns={[
              {
                head: 'Deposit',
                cell: (one) => <Link to={`/receipts/${one.receiptId}`}>{words(one.method)}</Link>,
              },
              { head: 'Received', cell: (one) => <Day value={one.receivedOn} /> },
              { head: 'Reference', cell: (one) => one.reference ?? <Nothing />, minor: true },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
              { head: 'Not used yet', cell: (one) => <MoneyValue value={one.unapplied} />, end: true },
            ]}
          />
        )}
        {applied.length > 0 && (
          <Table
            caption="What was paid of the invoices"
            rows={applied}
            keyOf={(one) => one.id}
            columns={[
              {
                head: 'Paid by',
                cell: (one) =>
                  one.fromType === 'credit_memo' ? (
                    <Link to={`/invoices/${one.fromId}`}>Credit memo</Link>
                  ) : (
                    <Link to={`/receipts/${one.fromId}`}>{nameText(one.fromType)}</Link>
                  ),
              },
              {
                head: 'Pays',
                cell: (one) => (
                  <Link to={`/invoices/${one.document.id}`}>{one.document.number ?? one.document.id}</Link>
                ),
              },
              { head: 'On', cell: (one) => <Day value={one.appliedOn} />, minor: true },
              { head: 'By the rule', cell: (one) => words(one.rule), minor: true },
              { head: 'Amount', cell: (one) => <MoneyValue value={one.amount} />, end: true },
            ]}
          />
        )}
      </Panel>
    </div>
  )
}

function Returns({ order }: { order: OrderView }) {
  const rows = (order.returns ?? []).flatMap((one) =>
    one.lines.map((line, index) => ({ ...line, key: `${one.id} ${index}`, from: one })),
  )
  return (
    <div id="returns">
      <Panel title={`Returns (${order.returns?.length ?? 0})`}>
        <Table
          caption="What came back"
          rows={rows}
          keyOf={(row) => row.key}
          columns={[
            { head: 'Item', cell: (row) => row.sku ?? row.itemId },
            { head: 'Of', cell: (row) => <LineLink order={order} lineNo={row.lineNo} /> },
            { head: 'On', cell: (row) => <Day value={row.from.returnedOn} /> },
            { head: 'Why', cell: (row) => row.from.reason },
            { head: 'To', cell: (row) => row.location?.name ?? <Nothing />, minor: true },
            { head: 'Quantity', cell: (row) => <Quantity value={row.quantity} />, end: true },
          ]}
        />
      </Panel>
    </div>
  )
}
