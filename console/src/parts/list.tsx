import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { List } from '../api.ts'
import { ApiProblem, getPage, type Query } from '../http.ts'
import { Pager, useFilters } from './filters.tsx'
import { Asked, Empty } from './states.tsx'
import { type Column, Table } from './table.tsx'

/** One page of a list; the filters and the place in the list come from the address. */
export function useList<T, L extends List<T> = List<T>>(path: string, query: Query, refreshMs?: number) {
  const filters = useFilters()
  const asked = { limit: 50, after: filters.value('after'), ...query }
  return useQuery({
    queryKey: [path, asked],
    queryFn: ({ signal }) => getPage<L>(path, asked, signal),
    placeholderData: keepPreviousData,
    ...(refreshMs === undefined ? {} : { refetchInterval: refreshMs }),
  })
}

/** The sheet of a list: rows, pages, and the states in which there are none. */
export function ListPanel<T, L extends List<T>>({
  list,
  what,
  caption,
  columns,
  keyOf,
  idOf,
  empty,
  unfound,
  head,
  keep,
  led = false,
  details,
  foot,
}: {
  list: ReturnType<typeof useList<T, L>>
  what: string
  caption: string
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  idOf?: (row: T) => string
  /** What to say when there is nothing at all. */
  empty: ReactNode
  /** What to say when the filters leave nothing. */
  unfound?: ReactNode
  head?: ReactNode
  /** What the API cannot filter by is filtered here, page by page. */
  keep?: (row: T) => boolean
  /** An address led into the list, behind its first page. */
  led?: boolean
  details?: (row: T) => ReactNode
  foot?: ReactNode
}) {
  const filters = useFilters()
  const nothing = unfound ?? (
    <Empty title="Nothing fits these filters.">
      <button type="button" onClick={filters.clear}>
        Show all
      </button>
    </Empty>
  )
  // While a number is being typed there is nothing of that name yet.
  if (filters.any && list.error instanceof ApiProblem && list.error.document.code === 'invalid_parameters')
    return (
      <section className="panel">
        {head}
        {nothing}
      </section>
    )
  return (
    <section className="panel" aria-busy={list.isPlaceholderData}>
      {head}
      <Asked query={list} what={what}>
        {({ body, next }) => {
          const more = next ?? body.next ?? undefined
          const rows = keep === undefined ? body.rows : body.rows.filter(keep)
          if (rows.length === 0 && more === undefined) return filters.any ? nothing : empty
          return (
            <>
              {rows.length === 0 ? (
                // A page looks at a limited number of rows: it may find nothing and still not be the last.
                <Empty title="Nothing that was looked at so far fits; there is more behind." />
              ) : (
                <Table
                  caption={caption}
                  columns={columns}
                  rows={rows}
                  keyOf={keyOf}
                  {...(idOf === undefined ? {} : { idOf })}
                  {...(details === undefined ? {} : { details })}
                  foot={foot}
                />
              )}
              <Pager next={more} shown={rows.length} led={led} />
            </>
          )
        }}
      </Asked>
    </section>
  )
}
