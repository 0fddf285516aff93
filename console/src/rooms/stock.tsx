import { Link } from 'react-router'
import type { StockRow } from '../api-goods.ts'
import { Filters, SearchFilter, useFilters } from '../parts/filters.tsx'
import { ListPanel, useList } from '../parts/list.tsx'
import { MoneyValue, Quantity } from '../parts/money.tsx'
import { Empty } from '../parts/states.tsx'
import type { Column } from '../parts/table.tsx'
import { Title } from '../parts/title.tsx'

const itemAt = (row: StockRow): string => `/stock/${encodeURIComponent(row.sku)}`

export const STOCK_COLUMNS: Column<StockRow>[] = [
  {
    head: 'Item',
    cell: (row) => (
      <>
        <Link className="row-link" to={itemAt(row)}>
          {row.sku}
        </Link>{' '}
        <span className="soft">{row.name}</span>
      </>
    ),
  },
  { head: 'Location', cell: (row) => <span title={row.locationName}>{row.location}</span> },
  {
    head: 'On hand',
    cell: (row) => (
      <Link to={`${itemAt(row)}#moves`}>
        <Quantity value={row.onHand} />
      </Link>
    ),
    end: true,
    minor: true,
  },
  { head: 'Reserved', cell: (row) => <Quantity value={row.reserved} />, end: true, minor: true },
  {
    head: 'Available',
    cell: (row) => (
      <Link to={`${itemAt(row)}#availability`} className={row.available.startsWith('-') ? 'bad' : undefined}>
        <Quantity value={row.available} />
      </Link>
    ),
    end: true,
  },
  {
    head: 'Average cost',
    cell: (row) => <MoneyValue value={row.costPool?.average} />,
    end: true,
    minor: true,
  },
  {
    head: 'Value in all locations',
    cell: (row) => (
      <span title="Of the cost organization; its locations share it">
        <MoneyValue value={row.costPool?.value} />
      </span>
    ),
    end: true,
    minor: true,
  },
]

/** What we have, where, and what of it can still be promised. */
export function Stock() {
  const filters = useFilters()
  const stock = useList<StockRow>(
    '/stock',
    { q: filters.value('q'), location: filters.value('location') },
    15_000,
  )
  return (
    <div className="stack">
      <Title page="Stock">Stock</Title>
      <Filters>
        <SearchFilter name="q" label="Search" hint="The beginning of a SKU   ( / )" />
        <SearchFilter name="location" label="Location" narrow hint="Any location" />
      </Filters>
      <ListPanel
        list={stock}
        what="stock"
        caption="Stock by item and location"
        columns={STOCK_COLUMNS}
        keyOf={(row) => `${row.itemId} ${row.location}`}
        empty={<Empty title="Nothing is in stock yet." />}
      />
    </div>
  )
}
