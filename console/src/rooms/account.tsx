import { Link, useParams } from 'react-router'
import type { AccountPosting, AccountPostings } from '../api-books.ts'
import { nameText } from '../parts/free.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'
import { AccountLink, SourceLink } from './order-books.tsx'

const COLUMNS: Column<AccountPosting>[] = [
  {
    head: 'Posted',
    cell: (row) => (
      <Link
        className="row-link"
        to={
          row.orderId === null
            ? `/books/journals#${row.entryId}`
            : `/orders/${row.orderId}/books#${row.entryId}-${row.ordinal}`
        }
      >
        <Day value={row.postedOn} />
      </Link>
    ),
  },
  {
    head: 'What',
    cell: (row) => (
      <>
        {nameText(row.event.replaceAll('.', ' '))} <span className="soft small">{nameText(row.kind)}</span>
      </>
    ),
  },
  {
    head: 'Order',
    cell: (row) =>
      row.orderId === null ? (
        <Nothing />
      ) : (
        <Link to={`/orders/${row.orderId}`}>{row.orderNumber ?? row.orderId}</Link>
      ),
  },
  {
    head: 'Line',
    cell: (row) =>
      row.orderId === null || row.fulfillmentLineId === null ? (
        <Nothing />
      ) : (
        <Link to={`/orders/${row.orderId}#${row.fulfillmentLineId}`}>To the line</Link>
      ),
    minor: true,
  },
  {
    head: 'Against',
    cell: (row) => <AccountLink code={row.against.code} name={row.against.name} />,
    minor: true,
  },
  {
    head: 'Document',
    cell: (row) => <SourceLink type={row.sourceType} id={row.sourceId} orderId={row.orderId} />,
    minor: true,
  },
  {
    head: 'Debit',
    cell: (row) => (row.side === 'debit' ? <MoneyValue value={row.functionalAmount} /> : null),
    end: true,
  },
  {
    head: 'Credit',
    cell: (row) => (row.side === 'credit' ? <MoneyValue value={row.functionalAmount} /> : null),
    end: true,
  },
]

/** The postings of one ledger account. */
export function Account() {
  const { code = '' } = useParams()
  const postings = useList<AccountPosting, AccountPostings>(
    `/ledger/accounts/${encodeURIComponent(code)}/postings`,
    {},
  )
  const account = postings.data?.body.account
  return (
    <div className="stack">
      <Title page={`${code}, books`} path={[['Books', '/books']]}>
        <span className="number">{code}</span> {account?.name}
      </Title>
      {account && (
        <p className="soft">
          {words(account.type)}
          {account.control !== null && `, agrees with ${words(account.control).toLowerCase()}`}
        </p>
      )}
      <ListPanel
        list={postings}
        what="account"
        caption={`Postings of ${code}, newest first`}
        columns={COLUMNS}
        keyOf={(row) => `${row.entryId} ${row.ordinal} ${row.side}`}
        empty={<Empty title="Nothing was posted to this account." />}
      />
    </div>
  )
}
