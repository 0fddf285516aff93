import { useQuery } from '@tanstack/react-query'
import { getText } from '../http.ts'
import { Panel } from './facts.tsx'
import { Asked } from './states.tsx'

/** More than this is not shown, only fetched by the link. */
const MOST_SHOWN = 200_000

/** What was received under an id, as it came. */
export function Raw({ id }: { id: string }) {
  const raw = useQuery({
    queryKey: ['intake', id],
    queryFn: ({ signal }) => getText(`/intake/${id}`, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (
    <Panel title="As it came" aside={<a href={`/api/v1/intake/${id}`}>The bytes</a>}>
      <Asked query={raw} what="intake">
        {(text) => (
          <>
            <Readable text={text.slice(0, MOST_SHOWN)} label="What was received" />
            {text.length > MOST_SHOWN && <p className="inside small soft">Only the beginning is shown.</p>}
          </>
        )}
      </Asked>
    </Panel>
  )
}

/** Foreign text, to be read and nothing else. */
export function Readable({ text, label }: { text: string; label: string }) {
  return (
    // What scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <pre className="raw" tabIndex={0} aria-label={label}>
      {readable(text)}
    </pre>
  )
}

/** JSON with line breaks; anything else as it is. */
function readable(text: string): string {
  try {
    // Numbers that no double holds would change: such a body is shown as it is.
    if (/\d{16}/.test(text)) return text
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
