import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ApiProblem } from '../http.ts'
import { ProblemNotice } from './problem.tsx'

/** Something is on its way. */
export function Loading({ what }: { what: string }) {
  return (
    <div className="skeleton" role="status">
      <span className="only-read">Loading {what} …</span>
      <i style={{ width: '70%' }} />
      <i style={{ width: '90%' }} />
      <i style={{ width: '55%' }} />
    </div>
  )
}

/** There is nothing, why that is, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="state">
      <strong>{title}</strong>
      {children}
    </div>
  )
}

/** True when it is the address of the page that leads to nothing: no such thing, or a name that nothing can have. */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return false
  const { status, errors = [] } = error.document
  if (status === 404) return true
  return status === 400 && errors.length > 0 && errors.every(({ path }) => path.startsWith('/path/'))
}

/**
 * The one frame for what is read: loading until the first answer, the problem if there is no answer, else the content
 * (with a note above it when a later refresh failed).
 */
export function Asked<T>({
  query,
  what,
  children,
}: {
  query: UseQueryResult<T>
  what: string
  children: (data: T) => ReactNode
}) {
  if (query.data === undefined) {
    if (query.error === null) return <Loading what={what} />
    if (isMissing(query.error))
      return (
        <Empty title={`There is no such ${what}.`}>
          <p>The address may be wrong, or it belongs to another company.</p>
          <Link to="/orders">Go to the orders</Link>
        </Empty>
      )
    return (
      <div className="state">
        <ProblemNotice error={query.error} />
        <button type="button" onClick={() => void query.refetch()}>
          Try again
        </button>
      </div>
    )
  }
  return (
    <>
      {query.error !== null && (
        <div className="inside">
          <p className="notice warn" role="status">
            This may be out of date: {query.error.message}
          </p>
        </div>
      )}
      {children(query.data)}
    </>
  )
}
