import { Link } from 'react-router'
import { Free, nameText } from './free.tsx'
import { type Money, MoneyValue, Nothing } from './money.tsx'
import { Table } from './table.tsx'
import { Day, Instant } from './time.tsx'

type Row = Record<string, unknown>

const isMoney = (value: unknown): value is Money =>
  value !== null && typeof value === 'object' && 'amount' in value && 'currency' in value

/** A value by what it looks like; ids and numbers of orders and documents lead to them. */
export function FreeCell({ value }: { value: unknown }) {
  if (value == null || value === '') return <Nothing />
  if (isMoney(value)) return <MoneyValue value={value} />
  if (typeof value === 'number') return <span className="number">{value.toLocaleString()}</span>
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'string') {
    if (/^(?:ord_[0-9a-z]{13}|SO[1-9][0-9]*)$/.test(value))
      return <Link to={`/orders/${value}`}>{value}</Link>
    if (/^inv_[0-9a-z]{13}$/.test(value)) return <Link to={`/invoices/${value}`}>{value}</Link>
    if (/^\d{4}-\d\d-\d\dT/.test(value)) return <Instant value={value} />
    if (/^\d{4}-\d\d-\d\d$/.test(value)) return <Day value={value} />
    return <>{value}</>
  }
  return <Free value={value} />
}

/** Rows whose columns are known only when they come: a column a name that occurs in any of them. */
export function FreeTable({ rows, caption }: { rows: readonly Row[]; caption: string }) {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const numeric = (name: string): boolean =>
    rows.every((row) => row[name] == null || typeof row[name] === 'number')
  return (
    <Table
      caption={caption}
      rows={rows.map((row, index) => ({ row, index }))}
      keyOf={({ index }) => String(index)}
      columns={names.map((name) => ({
        head: nameText(name),
        cell: ({ row }: { row: Row }) => <FreeCell value={row[name]} />,
        end: numeric(name),
      }))}
    />
  )
}
