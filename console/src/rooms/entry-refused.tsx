import { ApiProblem, type FieldProblem } from '../http.ts'
import { ProblemNotice, sentence } from '../parts/problem.tsx'
import { type Draft, HEAD, lineBody, tellAt, type Told } from './entry-draft.ts'

/** What was refused, while what it was said of stands as it was. */
export interface Refused {
  error: unknown
  told: Told
  /** What was typed then, by line and of the head. */
  lines: ReadonlyMap<string, string>
  head: string
}

/** What was refused of a draft as it stands now. */
export function refusedOf(
  draft: Draft,
  error: unknown,
  problems: readonly FieldProblem[],
  keys: readonly string[],
): Refused {
  return {
    error,
    told: tellAt(problems, keys, sentence),
    lines: lineTexts(draft),
    head: headText(draft),
  }
}

export const headText = (draft: Draft): string =>
  JSON.stringify([draft.kind, ...HEAD.map((name) => draft[name])])

export const lineTexts = (draft: Draft) =>
  new Map(draft.lines.map((line) => [line.key, JSON.stringify(lineBody(line))]))

/** What was refused and stands at no cell. */
export function Refusal({
  refused: { error, told },
  ref,
}: {
  refused: Refused
  ref: React.Ref<HTMLDivElement>
}) {
  if (error !== undefined) {
    const rest = new Set(told.rest.map(({ path }) => path))
    const errors = error instanceof ApiProblem ? (error.document.errors ?? []) : []
    const shown = errors.map(({ path }) => path).filter((path) => !rest.has(path))
    return <ProblemNotice error={error} shown={shown} typed ref={ref} />
  }
  return (
    <div className="notice bad" role="alert" tabIndex={-1} ref={ref}>
      <ul>
        {told.rest.map((one) => (
          <li key={`${one.path} ${one.message}`}>{sentence(one.message)}</li>
        ))}
      </ul>
    </div>
  )
}
