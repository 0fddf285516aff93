import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { TrialBalance } from '../api-books.ts'
import { get } from '../http.ts'
import { DayFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { isZero, sum } from '../parts/decimal.ts'
import { MoneyValue } from '../parts/money.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import { type Column, Table } from '../parts/table.tsx'
import { Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

type Row = TrialBalance['rows'][number]

const accountAt = (row: Row): string => `/books/${encodeURIComponent(row.code)}`

const COLUMNS: Column<Row>[] = [
  {
    head: 'Account',
    cell: (row) => (
      <Link className="row-link" to={accountAt(row)}>
        <span className="number">{row.code}</span> {row.name}
      </Link>
    ),
  },
  { head: 'Type', cell: (row) => words(row.type), minor: true },
  {
    head: 'Agrees with',
    cell: (row) => (row.control === null ? '' : words(row.control)),
    minor: true,
  },
  { head: 'Opening', cell: (row) => <MoneyValue value={row.opening} />, end: true, minor: true },
  {
    head: 'Debit',
    cell: (row) => (
      <Link to={accountAt(row)}>
        <MoneyValue value={row.debit} />
      </Link>
    ),
    end: true,
    minor: true,
  },
  {
    head: 'Credit',
    cell: (row) => (
      <Link to={accountAt(row)}>
        <MoneyValue value={row.credit} />
      </Link>
    ),
    end: true,
    minor: true,
  },
  {
    head: 'Balance',
    cell: (row) => (
      <Link to={accountAt(row)}>
        <MoneyValue value={row.balance} />
      </Link>
    ),
    end: true,
  },
]

/** The trial balance; every account leads to its postings, each posting to its order line. */
export function Books() {
  const filters = useFilters()
  const query = { period: filters.value('period'), asOf: filters.value('asOf') }
  const balance = useQuery({
    queryKey: ['trial-balance', query],
    queryFn: ({ signal }) => get<TrialBalance>('/ledger/trial-balance', query, signal),
    refetchInterval: 15_000,
  })
  return (
    <div className="stack">
      <Title page="Books" aside={<Link to="/books/journals">All entries</Link>}>
        Books
      </Title>
      <Filters>
        <DayFilter name="asOf" label="As of the end of" />
        <SearchFilter name="period" label="Movement of the period" narrow hint="Any, or 2026-11" />
      </Filters>
      <section className="panel">
        <Asked query={balance} what="trial balance">
          {(data) => {
            const rows = data.rows.filter(
              (row) => ![row.opening, row.debit, row.credit, row.balance].every((one) => isZero(one.amount)),
            )
            const idle = data.rows.length - rows.length
            return (
              <>
                <header>
                  <h2>Trial balance</h2>
                  <span className="row small soft">
                    <Status
                      value={data.totals.balanced ? 'green' : 'broken'}
                      name={data.totals.balanced ? 'In balance' : 'Out of balance'}
                    />
                    {data.period ?? 'All periods'}, {data.currency}
                    {data.at !== null && (
                      <>
                        , as of <Instant value={data.at} />
                      </>
                    )}
                    <span title="Place in the order of facts; asking by it gives this again">
                      #{data.pos}
                    </span>
                  </span>
                </header>
                {rows.length === 0 ? (
                  <Empty title="Nothing is in the books yet." />
                ) : (
                  <Table
                    caption="Trial balance"
                    columns={COLUMNS}
                    rows={rows}
                    keyOf={(row) => row.code}
                    foot={
                      <tr>
                        <th scope="row">Totals</th>
                        <td className="narrow-hide" colSpan={3} />
                        <td className="end narrow-hide">
                          <MoneyValue value={data.totals.debit} />
                        </td>
                        <td className="end narrow-hide">
                          <MoneyValue value={data.totals.credit} />
                        </td>
                        <td className="end">
                          <MoneyValue
                            value={{
                              amount: sum(rows.map((row) => row.balance.amount)),
                              currency: data.currency,
                            }}
                          />
                        </td>
                      </tr>
                    }
                  />
                )}
                {idle > 0 && rows.length > 0 && (
                  <p className="inside small soft">
                    {idle} {idle === 1 ? 'account' : 'accounts'} without postings left out.
                  </p>
                )}
              </>
            )
          }}
        </Asked>
      </section>
    </div>
  )
}
