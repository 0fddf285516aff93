import { Link, useLocation } from 'react-router'
import type { OrderPosting, OrderView } from '../api-orders.ts'
import { Panel } from '../parts/facts.tsx'
import { Pager } from '../parts/filters.tsx'
import { nameText } from '../parts/free.tsx'
import { useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { OfStray } from './order-strays.tsx'

/** The entries that this order caused and those of what its strays were billed for, each posting with its two accounts and the line behind it. */
export function OrderBooks({ order }: { order: OrderView }) {
  // An address may lead to a posting: `#ent_…-3`.
  const { hash } = useLocation()
  const [, entry, ordinal] = /^#(ent_\w+)(?:-(\d+))?$/.exec(hash) ?? []
  const led = entry !== undefined && order.lineCount > PAGE
  const list = useList<OrderPosting>(`/orders/${order.id}/postings`, {
    limit: PAGE,
    ...(led ? { entry, ordinal } : {}),
  })
  return (
    <Asked query={list} what="books">
      {({ body, next }) =>
        body.rows.length === 0 ? (
          <section className="panel">
            <Empty title="This order has moved no money and no goods yet.">
              <p>Entries are made when goods leave, when it is invoiced and when money comes in.</p>
            </Empty>
          </section>
        ) : (
          <div className="stack">
            {[...Map.groupBy(body.rows, (row) => row.id).values()].map((rows) => (
              <Entry key={rows[0]!.id} rows={rows} orderId={order.id} />
            ))}
            <Pager next={next} shown={body.rows.length} led={led} />
          </div>
        )
      }
    </Asked>
  )
}

const PAGE = 100

function Entry({ rows, orderId }: { rows: readonly OrderPosting[]; orderId: string }) {
  const entry = rows[0]!
  return (
    <Panel
      title={
        <>
          {nameText(entry.event.replaceAll('.', ' '))}{' '}
          <span className="soft small">
            <Day value={entry.postedOn} />
          </span>
          {entry.strayId !== null && <OfStray orderId={orderId} />}
        </>
      }
      aside={
        <span className="small soft">
          <SourceLink type={entry.sourceType} id={entry.sourceId} orderId={orderId} /> · entry{' '}
          <span className="code">{entry.id}</span>
        </span>
      }
    >
      <Table
        caption={`Postings of ${entry.event}, ${entry.postedOn}, entry ${entry.id}`}
        rows={rows.map((row) => row.posting)}
        keyOf={(posting) => String(posting.ordinal)}
        idOf={(posting) => `${entry.id}-${posting.ordinal}`}
        columns={[
          { head: 'What', cell: (posting) => nameText(posting.kind) },
          { head: 'Debit', cell: (posting) => <AccountLink code={posting.debit} /> },
          { head: 'Credit', cell: (posting) => <AccountLink code={posting.credit} /> },
          {
            head: 'Line',
            cell: (posting) =>
              posting.lineNo === null ? (
                <Nothing />
              ) : (
                <Link to={`/orders/${orderId}#line-${posting.lineNo}`}>{posting.lineNo}</Link>
              ),
          },
          { head: 'Amount', cell: (posting) => <MoneyValue value={posting.amount} />, end: true },
          {
            head: 'In the books',
            cell: (posting) => <MoneyValue value={posting.functionalAmount} />,
            end: true,
            minor: true,
          },
        ]}
      />
    </Panel>
  )
}

/** An account by its code; leads to its postings. */
export function AccountLink({ code, name }: { code: string; name?: string }) {
  return (
    <Link to={`/books/${encodeURIComponent(code)}`}>
      <span className="number">{code}</span> {name}
    </Link>
  )
}

/** What an entry was made for; a link where the console has a page of it. */
export function SourceLink({
  type,
  id,
  orderId,
}: {
  type: string
  id: string | null
  orderId: string | null
}) {
  const text = nameText(type)
  if (id?.startsWith('inv_')) return <Link to={`/invoices/${id}`}>{text}</Link>
  if (id?.startsWith('rct_')) return <Link to={`/receipts/${id}`}>{text}</Link>
  if (orderId !== null) return <Link to={`/orders/${orderId}/documents`}>{text}</Link>
  return <>{text}</>
}
