import { type Ref } from 'react'
import { ApiProblem, type FieldProblem } from '../http.ts'

/**
 * A refusal or a fault, as the API says it. `shown` are the paths whose messages stand at their fields already; the
 * other messages are listed here, so none is lost. `typed`: a path of the body means nothing to who typed it.
 */
export function ProblemNotice({
  error,
  shown = [],
  typed = false,
  ref,
}: {
  error: unknown
  shown?: readonly string[]
  typed?: boolean
  ref?: Ref<HTMLDivElement>
}) {
  if (!(error instanceof ApiProblem))
    return (
      <div className="notice bad" role="alert" tabIndex={-1} ref={ref}>
        <strong>Something in this page failed.</strong> {error instanceof Error ? error.message : null}
      </div>
    )
  const { code, detail, errors = [], instance, status } = error.document
  // What the API tells a program of its body is told a person of what was typed.
  const title = code === 'invalid_body' ? 'Some of it cannot be taken as it is.' : error.document.title
  const rest = errors.filter((one: FieldProblem) => !shown.includes(one.path))
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={ref}>
      <p>
        <strong>{title}</strong> {detail}
      </p>
      {rest.length > 0 && (
        <ul>
          {rest.map((one) => (
            <li key={`${one.path} ${one.code} ${one.message}`}>
              {sentence(one.message)} {one.path !== '' && !typed && <code className="soft">{one.path}</code>}
            </li>
          ))}
        </ul>
      )}
      {status >= 500 && instance !== undefined && (
        <p className="small soft">
          When you report it: <code>{instance}</code>
        </p>
      )}
    </div>
  )
}

/** A message of the API begins small where it follows its path. */
export function sentence(message: string): string {
  const end = /[.!?:…]$/.test(message) ? '' : '.'
  return message === '' ? '' : `${message[0]!.toUpperCase()}${message.slice(1)}${end}`
}
