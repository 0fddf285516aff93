import { type ReactNode, useEffect, useId, useState } from 'react'
import { useSearchParams } from 'react-router'

/** What says which list it is, and where in it somebody is: it leaves out nothing of it. */
const WHOLE: ReadonlySet<string> = new Set(['after', 'what', 'place'])

/** The filters of a list live in the address: it can be sent to a colleague, and Back goes back. */
export function useFilters(): {
  value: (name: string) => string
  set: (name: string, value: string) => void
  clear: () => void
  any: boolean
} {
  const [parameters, setParameters] = useSearchParams()
  return {
    value: (name) => parameters.get(name) ?? '',
    set: (name, value) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before)
          if (value === '') next.delete(name)
          else next.set(name, value)
          // Another filter makes another list: its first page.
          if (name !== 'after') next.delete('after')
          return next
        },
        { replace: name !== 'after' },
      ),
    // Whoever stands in a store stays there.
    clear: () =>
      setParameters((before) => {
        const place = before.get('place')
        return new URLSearchParams(place === null ? [] : [['place', place]])
      }),
    any: [...parameters.keys()].some((name) => !WHOLE.has(name)),
  }
}

/** A field of text that becomes a filter when the typing pauses. */
export function SearchFilter({
  name,
  label,
  hint,
  narrow = false,
}: {
  name: string
  label: string
  hint?: string
  /** One of several, not the search of the room. */
  narrow?: boolean
}) {
  const filters = useFilters()
  const current = filters.value(name)
  const [text, setText] = useState(current)
  const [last, setLast] = useState(current)
  const [sent, setSent] = useState(current)
  // The address changed by itself (Back, a link): it wins over what stands in the field. When it is what the field sent, more may
  // have been typed since.
  if (current !== last) {
    setLast(current)
    if (current !== sent) setText(current)
    setSent(current)
  }
  const id = useId()
  const { set } = filters
  useEffect(() => {
    if (text.trim() === current) return
    const timer = setTimeout(() => {
      setSent(text.trim())
      set(name, text.trim())
    }, 250)
    return () => clearTimeout(timer)
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- `set` is new on every render
  }, [text, current, name])
  return (
    <div className={narrow ? 'field' : 'field wide'}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={narrow ? 'text' : 'search'}
        value={text}
        placeholder={hint}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  )
}

/** A list of choices as a filter; the first one is no filter. */
export function ChoiceFilter({
  name,
  label,
  all,
  choices,
}: {
  name: string
  label: string
  all: string
  choices: readonly (readonly [value: string, text: string])[]
}) {
  const filters = useFilters()
  const id = useId()
  const current = filters.value(name)
  const known = current === '' || choices.some(([value]) => value === current)
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={current} onChange={(event) => filters.set(name, event.target.value)}>
        <option value="">{all}</option>
        {!known && <option value={current}>{current}</option>}
        {choices.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

export function DayFilter(of: { name: string; label: string }) {
  return <InputFilter type="date" {...of} />
}

/** An instant, as the clock on the wall of the reader says it; see `instantOf`. */
export function TimeFilter(of: { name: string; label: string }) {
  return <InputFilter type="datetime-local" {...of} />
}

function InputFilter({
  type,
  name,
  label,
}: {
  type: 'date' | 'datetime-local'
  name: string
  label: string
}) {
  const filters = useFilters()
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={filters.value(name)}
        onChange={(event) => filters.set(name, event.target.value)}
      />
    </div>
  )
}

/** The instant of a field of local time, as the API reads it; undefined for an empty or half-written one. */
export function instantOf(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

/** The bar of a list's filters. */
export function Filters({ children }: { children: ReactNode }) {
  const filters = useFilters()
  return (
    <search className="filters">
      {children}
      {filters.any && (
        <button type="button" onClick={filters.clear}>
          Clear
        </button>
      )}
    </search>
  )
}

/** Leads to the next page by its key, and back to the first. */
export function Pager({
  next,
  shown,
  led = false,
}: {
  next: string | undefined
  shown: number
  led?: boolean
}) {
  const filters = useFilters()
  const deep = led || filters.value('after') !== ''
  return (
    <nav className="row spread inside" aria-label="Pages">
      <span className="small soft">
        {shown === 1 ? '1 row' : `${shown} rows`}
        {next !== undefined ? ', more behind' : ''}
      </span>
      <span className="row">
        {deep && (
          <button type="button" onClick={() => filters.set('after', '')}>
            First page
          </button>
        )}
        {next !== undefined && (
          <button type="button" onClick={() => filters.set('after', next)}>
            Next page
          </button>
        )}
      </span>
    </nav>
  )
}
