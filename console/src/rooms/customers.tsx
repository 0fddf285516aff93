import { Link } from 'react-router'
import type { List } from '../api.ts'
import type { Customer } from '../api-customers.ts'
import { Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

const COLUMNS: Column<Customer>[] = [
  {
    head: 'Number',
    cell: (row) => (
      <Link className="row-link" to={`/customers/${encodeURIComponent(row.number)}`}>
        {row.number}
      </Link>
    ),
  },
  { head: 'Name', cell: (row) => row.name ?? <Nothing word="erased or unknown" /> },
  { head: 'Kind', cell: (row) => words(row.kind), minor: true },
  { head: 'E-mail', cell: (row) => row.email ?? <Nothing />, minor: true },
]

/** Who buys. */
export function Customers() {
  const filters = useFilters()
  const list = useList<Customer, List<Customer> & { complete: boolean }>('/customers', {
    q: filters.value('q'),
  })
  return (
    <div className="stack">
      <Title page="Customers">Customers</Title>
      <Filters>
        <SearchFilter name="q" label="Search" hint="The beginning of a number or a name   ( / )" />
      </Filters>
      <ListPanel
        list={list}
        what="customers"
        caption="Customers"
        keyOf={(row) => row.id}
        head={
          list.data?.body.complete === false && (
            <p className="inside soft">
              More names begin with this than were looked at: more letters lead to those that are missing.
            </p>
          )
        }
        empty={<Empty title="There is no customer yet." />}
        columns={COLUMNS}
      />
    </div>
  )
}
