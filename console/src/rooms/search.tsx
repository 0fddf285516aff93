import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { SearchHit } from '../api.ts'
import { get } from '../http.ts'
import { useFilters } from '../parts/filters.tsx'
import { nameText } from '../parts/free.tsx'
import { Asked, Empty } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

/** Where a hit leads to. */
function addressOf({ kind, id, label, orderNumber }: SearchHit): string {
  switch (kind) {
    case 'order':
      return `/orders/${id}`
    case 'quote':
      return `/quotes/${id}`
    case 'shipment':
      return `/orders/${orderNumber}/documents`
    case 'customer':
      return `/customers/${encodeURIComponent(label)}`
    case 'receipt':
      return `/receipts/${id}`
    case 'item':
      return `/stock/${encodeURIComponent(label)}`
    default:
      return `/invoices/${id}`
  }
}

/** Whatever a caller says: what it may be, exact ones first. */
export function Search() {
  const q = useFilters().value('q')
  const found = useQuery({
    queryKey: ['search', q],
    queryFn: ({ signal }) => get<{ hits: SearchHit[] }>('/search', { q }, signal),
    enabled: q !== '',
    placeholderData: keepPreviousData,
  })
  return (
    <div className="stack">
      <Title page={`Search ${q}`}>{q === '' ? 'Search' : `What “${q}” may be`}</Title>
      <section className="panel">
        {q === '' ? (
          <Empty title="Say what you know.">
            <p>
              A number of any kind, an e-mail, a phone number, a name, a postcode, a tracking number or an
              item.
            </p>
          </Empty>
        ) : (
          <Asked query={found} what="search">
            {({ hits }) =>
              hits.length === 0 ? (
                <Empty title="Nothing is known by this.">
                  <p>The beginning of a number or name is enough, of a phone number its last four digits.</p>
                </Empty>
              ) : (
                <Table
                  caption="What was found"
                  rows={hits}
                  keyOf={(hit) => `${hit.kind} ${hit.id}`}
                  columns={[
                    {
                      head: 'Found',
                      cell: (hit) => (
                        <Link className="row-link" to={addressOf(hit)}>
                          {hit.label}
                        </Link>
                      ),
                    },
                    { head: 'Kind', cell: (hit) => words(hit.kind) },
                    { head: 'More of it', cell: (hit) => hit.subLabel },
                    {
                      head: 'By',
                      cell: (hit) =>
                        `${hit.where === 'sku' ? 'SKU' : nameText(hit.where)}${hit.exact ? '' : ' (part of it)'}`,
                      minor: true,
                    },
                  ]}
                />
              )
            }
          </Asked>
        )}
      </section>
    </div>
  )
}
