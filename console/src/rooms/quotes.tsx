import { Link } from 'react-router'
import type { QuoteRow } from '../api-quotes.ts'
import { ChoiceFilter, Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { Nothing } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import { Status, words } from '../parts/status.tsx'
import type { Column } from '../parts/table.tsx'
import { Day, Instant } from '../parts/time.tsx'
import { Title } from '../parts/title.tsx'

const STATES = ['draft', 'pending_approval', 'sent', 'accepted', 'refused', 'expired', 'withdrawn'] as const

const COLUMNS: Column<QuoteRow>[] = [
  {
    head: 'Quote',
    cell: (row) => (
      <Link className="row-link number" to={`/quotes/${row.id}`}>
        {row.number}
      </Link>
    ),
  },
  { head: 'State', cell: (row) => <Status value={row.state} /> },
  { head: 'Version', cell: (row) => row.version, end: true, minor: true },
  { head: 'Account', cell: (row) => row.account },
  { head: 'Valid until', cell: (row) => <Day value={row.validUntil} /> },
  { head: 'Their reference', cell: (row) => row.customerReference ?? <Nothing />, minor: true },
  { head: 'Made', cell: (row) => <Instant value={row.madeAt} short />, minor: true },
]

/** What was offered, the newest first. */
export function Quotes() {
  const filters = useFilters()
  const [state, account] = [filters.value('state'), filters.value('account')]
  const list = useList<QuoteRow>('/quotes', {
    ...(state === '' ? {} : { state }),
    ...(account === '' ? {} : { account }),
  })
  return (
    <div className="stack">
      <Title page="Quotes">Quotes</Title>
      <Filters>
        <SearchFilter name="account" label="Account" hint="Number   ( / )" />
        <ChoiceFilter
          name="state"
          label="State"
          all="All"
          choices={STATES.map((one) => [one, words(one)] as const)}
        />
      </Filters>
      <ListPanel
        list={list}
        what="quotes"
        caption="Quotes, the newest first"
        columns={COLUMNS}
        keyOf={(row) => row.id}
        empty={<Empty title="Nothing was quoted yet.">What the API is told to quote stands here.</Empty>}
      />
    </div>
  )
}
