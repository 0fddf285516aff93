import { Link } from 'react-router'
import type { OrderView } from '../api-orders.ts'
import type { Exchange } from '../exchange.ts'
import { Panel } from '../parts/facts.tsx'
import { Table } from '../parts/table.tsx'

/** Goods that are exchanged, seen from the order that they came back from or from the one that replaces them. */
export function OrderExchanges({ order, exchanges }: { order: OrderView; exchanges: Exchange[] }) {
  const other = (id: string | null) =>
    id === null ? (
      'has not come yet'
    ) : id === order.id ? (
      'this order'
    ) : (
      <Link to={`/orders/${id}`}>the other order</Link>
    )
  return (
    <div id="exchanges">
      <Panel title={`Exchanges (${exchanges.length})`}>
        <Table
          caption="What is exchanged"
          rows={exchanges}
          keyOf={(row) => `${row.name} ${row.replacement}`}
          columns={[
            { head: 'Return', cell: (row) => <span className="code">{row.name}</span> },
            { head: 'Comes back from', cell: (row) => other(row.orderId) },
            { head: 'Replaced by', cell: (row) => <span className="code">{row.replacement}</span> },
            { head: 'Here', cell: (row) => other(row.replacementOrderId) },
            {
              head: 'Credit',
              cell: (row) =>
                row.settledAt !== null
                  ? 'pays what replaces it'
                  : row.creditMemoId === null
                    ? 'not back yet'
                    : 'waits',
            },
          ]}
        />
      </Panel>
    </div>
  )
}
