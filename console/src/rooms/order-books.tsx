import { Link } from 'react-router'
import type { BookEntry, FulfillmentLine, OrderView } from '../api.ts'
import { Panel } from '../parts/facts.tsx'
import { nameText } from '../parts/free.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'

/** The entries that this order caused, each posting with its two accounts and the line behind it. */
export function OrderBooks({ order }: { order: OrderView }) {
  const entries = order.books ?? []
  const parts = new Map((order.fulfillmentLines ?? []).map((part) => [part.id, part]))
  if (entries.length === 0)
    return (
      <section className="panel">
        <Empty title="This order has moved no money and no goods yet.">
          <p>Entries are made when goods leave, when it is invoiced and when money comes in.</p>
        </Empty>
      </section>
    )
  return (
    <div className="stack">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} orderId={order.id} parts={parts} />
      ))}
    </div>
  )
}

function Entry({
  entry,
  orderId,
  parts,
}: {
  entry: BookEntry
  orderId: string
  parts: ReadonlyMap<string, FulfillmentLine>
}) {
  return (
    <Panel
      title={
        <>
          {nameText(entry.event.replaceAll('.', ' '))}{' '}
          <span className="soft small">
            <Day value={entry.postedOn} />
          </span>
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
        caption={`Postings of ${entry.event}, ${entry.postedOn}`}
        rows={entry.postings}
        keyOf={(posting) => String(posting.ordinal)}
        idOf={(posting) => `${entry.id}-${posting.ordinal}`}
        columns={[
          { head: 'What', cell: (posting) => nameText(posting.kind) },
          { head: 'Debit', cell: (posting) => <AccountLink code={posting.debit} /> },
          { head: 'Credit', cell: (posting) => <AccountLink code={posting.credit} /> },
          {
            head: 'Line',
            cell: (posting) => {
              const part =
                posting.fulfillmentLineId === null ? undefined : parts.get(posting.fulfillmentLineId)
              return part === undefined ? (
                <Nothing />
              ) : (
                <Link to={`/orders/${orderId}#line-${part.lineNo}`}>{part.lineNo}</Link>
              )
            },
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
