import { Link } from 'react-router'
import type { List } from '../api.ts'
import type { JournalEntry } from '../api-books.ts'
import { Panel } from '../parts/facts.tsx'
import { DayFilter, Filters, Pager, SearchFilter, useFilters } from '../parts/filters.tsx'
import { nameText } from '../parts/free.tsx'
import { useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { AccountLink, SourceLink } from './order-books.tsx'

/** Every entry of the books, with its postings. */
export function Journals() {
  const filters = useFilters()
  const journals = useList<JournalEntry, List<JournalEntry>>('/ledger/journals', {
    limit: 25,
    account: filters.value('account'),
    event: filters.value('event'),
    order: filters.value('order'),
    postedFrom: filters.value('postedFrom'),
    postedTo: filters.value('postedTo'),
  })
  return (
    <div className="stack">
      <Title page="Entries" path={[['Books', '/books']]}>
        Entries
      </Title>
      <Filters>
        <SearchFilter name="order" label="Order" hint="Number of an order   ( / )" />
        <SearchFilter name="account" label="Ledger account" narrow hint="Code" />
        <SearchFilter name="event" label="Event" narrow hint="E.g. invoice.issued" />
        <DayFilter name="postedFrom" label="Posted from" />
        <DayFilter name="postedTo" label="Posted to" />
      </Filters>
      <Asked query={journals} what="list of entries">
        {({ body, next }) =>
          body.rows.length === 0 && body.next === null ? (
            <section className="panel">
              {filters.any ? (
                <Empty title="No entry fits these filters.">
                  <button type="button" onClick={filters.clear}>
                    Show all entries
                  </button>
                </Empty>
              ) : (
                <Empty title="Nothing is in the books yet." />
              )}
            </section>
          ) : (
            <>
              {body.rows.map((entry) => (
                <div key={entry.id} id={entry.id}>
                  <Entry entry={entry} />
                </div>
              ))}
              <Pager next={next ?? body.next ?? undefined} shown={body.rows.length} />
            </>
          )
        }
      </Asked>
    </div>
  )
}

function Entry({ entry }: { entry: JournalEntry }) {
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
        <span className="row small">
          {entry.orderId === null ? null : (
            <Link className="row-link" to={`/orders/${entry.orderId}/books`}>
              {entry.orderNumber ?? entry.orderId}
            </Link>
          )}
          <SourceLink type={entry.sourceType} id={entry.sourceId} orderId={entry.orderId} />
          <MoneyValue value={entry.total} />
        </span>
      }
    >
      <Table
        caption={`Postings of entry ${entry.id}`}
        rows={entry.postings}
        keyOf={(posting) => String(posting.ordinal)}
        columns={[
          { head: 'What', cell: (posting) => nameText(posting.kind) },
          {
            head: 'Debit',
            cell: (posting) => <AccountLink code={posting.debit.code} name={posting.debit.name} />,
          },
          {
            head: 'Credit',
            cell: (posting) => <AccountLink code={posting.credit.code} name={posting.credit.name} />,
          },
          {
            head: 'Line',
            cell: (posting) =>
              entry.orderId === null || posting.fulfillmentLineId === null ? (
                <Nothing />
              ) : (
                <Link to={`/orders/${entry.orderId}#${posting.fulfillmentLineId}`}>To the line</Link>
              ),
            minor: true,
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
