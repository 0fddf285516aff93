import { type ReactNode, useEffect, useRef } from 'react'
import { Link, useLocation, useNavigationType } from 'react-router'

/** The head of a room: names the page, and takes the focus when a link led here, so that a reader starts at its top. */
export function Title({
  children,
  page,
  path = [],
  aside,
}: {
  children: ReactNode
  /** The name in the browser's tab. */
  page: string
  /** The way here. */
  path?: readonly (readonly [name: string, to: string])[]
  aside?: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  const { pathname, hash } = useLocation()
  const how = useNavigationType()
  useEffect(() => {
    document.title = `${page} · Docket`
  }, [page])
  const led = useRef<string>(undefined)
  useEffect(() => {
    // Filters and pages of a list change the address, too: the focus stays with who chose them.
    if (led.current === pathname) return
    led.current = pathname
    if (how === 'PUSH' && hash === '') heading.current?.focus({ preventScroll: false })
  }, [pathname, how, hash])
  return (
    <div className="headline">
      <div>
        {path.length > 0 && (
          <nav aria-label="Where you are">
            <ol className="crumbs">
              {path.map(([name, to]) => (
                <li key={to}>
                  <Link to={to}>{name}</Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {children}
        </h1>
      </div>
      {aside}
    </div>
  )
}
