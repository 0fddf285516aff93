import type { ReactNode } from 'react'

/** Names and values of one thing; entries without a value are left out. */
export function Facts({ of }: { of: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="facts">
      {of
        .filter(([, value]) => value != null && value !== '' && value !== false)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** A titled sheet. */
export function Panel({
  title,
  aside,
  children,
  padded = false,
  level: Heading = 'h2',
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
  padded?: boolean
  level?: 'h2' | 'h3'
}) {
  return (
    <section className="panel">
      <header>
        <Heading>{title}</Heading>
        {aside}
      </header>
      {padded ? <div className="inside">{children}</div> : children}
    </section>
  )
}
