import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { get } from '../http.ts'
import { Actor } from '../parts/actor.tsx'
import { Asked } from '../parts/states.tsx'
import { Day, Instant } from '../parts/time.tsx'

interface Reason {
  code: string
  text: string
  lineNos: number[]
  lines: number
  since: string | null
  until: string | null
  by: string | null
  release: string | null
}

/** Why an order is where it is; asked for when somebody wants to know. */
export function OrderWhy({ id }: { id: string }) {
  const [open, setOpen] = useState(false)
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>Why is it here?</summary>
      {open && <Reasons id={id} />}
    </details>
  )
}

function Reasons({ id }: { id: string }) {
  const why = useQuery({
    queryKey: ['order', id, 'why'],
    queryFn: ({ signal }) => get<{ reasons: Reason[]; more: number }>(`/orders/${id}/why`, {}, signal),
  })
  return (
    <Asked query={why} what="reasons">
      {({ reasons, more }) => (
        <>
          <ul className="stack">
            {reasons.map((one) => (
              <li key={`${one.code} ${one.text} ${one.until} ${one.by} ${one.lines}`}>
                <Said of={one} />
              </li>
            ))}
          </ul>
          {more > 0 && <p className="soft">and {more} more</p>}
        </>
      )}
    </Asked>
  )
}

function Said({ of: { text, lineNos, lines, since, until, by, release } }: { of: Reason }) {
  return (
    <>
      {text}
      {lines > 0 && (
        <span className="soft">
          {' '}
          (line{lines > 1 && 's'} {lineNos.join(', ')}
          {lines > lineNos.length && ', …'})
        </span>
      )}
      {since !== null && (
        <div className="soft small">
          since <When value={since} />
          {by !== null && (
            <>
              , by <Actor value={by} />
            </>
          )}
        </div>
      )}
      {until !== null && (
        <div className="soft small">
          until <When value={until} />
        </div>
      )}
      {release !== null && <div className="soft small">goes on when: {release}</div>}
    </>
  )
}

function When({ value }: { value: string }) {
  return value.includes('T') ? <Instant value={value} /> : <Day value={value} />
}
