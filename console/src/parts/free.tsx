import { words } from './status.tsx'

/** camelCase or snake_case, as a person reads it. */
export const nameText = (name: string): string =>
  words(name.replace(/([a-z])([A-Z])/g, (_all, a: string, b: string) => `${a} ${b.toLowerCase()}`))

/** Is there anything in it? */
export function isBlank(value: unknown): boolean {
  return (
    value == null ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length === 0)
  )
}

/** Of an order of ten thousand lines nobody reads every number here. */
const MOST_SHOWN = 50

/** A value whose form only the act knows that wrote it: shown by its own names. */
export function Free({ value, depth = 0 }: { value: unknown; depth?: number }) {
  if (value == null || value === '') return <span className="soft">–</span>
  if (typeof value !== 'object') return <span>{String(value)}</span>
  if (depth > 5) return <code>{JSON.stringify(value)}</code>
  if (Array.isArray(value)) {
    if (value.length === 0) return <span className="soft">–</span>
    const shown = value.slice(0, MOST_SHOWN)
    const more = value.length > MOST_SHOWN && (
      <span className="soft"> and {value.length - MOST_SHOWN} more</span>
    )
    if (value.every((one) => typeof one !== 'object'))
      return (
        <span>
          {shown.join(', ')}
          {more}
        </span>
      )
    return (
      <>
        <ol>
          {shown.map((one, index) => (
            <li key={index}>
              <Free value={one} depth={depth + 1} />
            </li>
          ))}
        </ol>
        {more}
      </>
    )
  }
  const entries = Object.entries(value as Record<string, unknown>)
  if ('amount' in value && 'currency' in value && entries.length === 2)
    return (
      <span className="number">
        {String(value.amount)} {String(value.currency)}
      </span>
    )
  return (
    <dl className="free">
      {entries.map(([name, one]) => (
        <div key={name}>
          <dt>{nameText(name)}</dt>
          <dd>
            <Free value={one} depth={depth + 1} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
