import { Fragment, type ReactNode, useState } from 'react'

/** One column. The first one is the head of its row. */
export interface Column<T> {
  head: ReactNode
  cell: (row: T) => ReactNode
  /** Numbers stand at the end. */
  end?: boolean
  /** Left out on a phone. */
  minor?: boolean
}

interface TableProps<T> {
  /** What the table shows, for those who cannot see it. */
  caption: string
  columns: readonly Column<T>[]
  rows: readonly T[]
  keyOf: (row: T) => string
  /** The id of a row's element: where `#…` in an address leads. */
  idOf?: (row: T) => string
  /** What opens below a row. */
  details?: (row: T) => ReactNode
  foot?: ReactNode
}

/** More rows than a person reads are drawn when somebody asks for them: a browser draws ten thousand in ten seconds. */
const MOST_ROWS = 500

/** Rows and columns; scrolls sideways by itself when it is wider than its place. */
export function Table<T>({ caption, columns, rows, keyOf, idOf, details, foot }: TableProps<T>) {
  const [most, setMost] = useState(MOST_ROWS)
  const shown = rows.slice(0, most)
  const classOf = (column: Column<T>): string | undefined =>
    [column.end && 'end', column.minor && 'narrow-hide'].filter(Boolean).join(' ') || undefined
  return (
    // A region that scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-scroll" role="region" aria-label={caption} tabIndex={0}>
      <table>
        <caption className="only-read">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={index} scope="col" className={classOf(column)}>
                {column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => {
            const below = details?.(row)
            return (
              <Fragment key={keyOf(row)}>
                <tr id={idOf?.(row)}>
                  {columns.map((column, index) =>
                    index === 0 ? (
                      <th key={index} scope="row" className={classOf(column)}>
                        {column.cell(row)}
                      </th>
                    ) : (
                      <td key={index} className={classOf(column)}>
                        {column.cell(row)}
                      </td>
                    ),
                  )}
                </tr>
                {below != null && (
                  <tr className="details">
                    <td colSpan={columns.length}>{below}</td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
        {foot !== undefined && <tfoot>{foot}</tfoot>}
      </table>
      {rows.length > most && (
        <p className="row inside">
          <span className="small soft">
            {most} of {rows.length} rows
          </span>
          <button type="button" onClick={() => setMost(most + MOST_ROWS)}>
            Show more
          </button>
        </p>
      )}
    </div>
  )
}
