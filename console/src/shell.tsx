import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import {
  isRouteErrorResponse,
  Link,
  Navigate,
  NavLink,
  Outlet,
  useLocation,
  useRouteError,
} from 'react-router'
import type { MatchQuestionCount } from './api-customers.ts'
import type { Companies } from './api-setup.ts'
import { chooseCompany, chosenCompany, get } from './http.ts'
import { Keys } from './parts/keys.tsx'
import { SearchEverywhere } from './parts/search-everywhere.tsx'
import { Empty, Loading } from './parts/states.tsx'
import { Title } from './parts/title.tsx'
import { ProblemNotice } from './parts/problem.tsx'
import { needsCompany, roomsSeen } from './rooms-seen.ts'
import { SignIn } from './rooms/sign-in.tsx'
import { useMay, useSession, useSignOut } from './session.ts'

/** The frame around every room; without a session it is the sign-in, and the address stays. */
export function Shell() {
  const session = useSession()
  const signOut = useSignOut()
  useScroll()
  const { pathname } = useLocation()
  // On a phone the rooms are behind a button; a room that was chosen closes them.
  const [openAt, setOpenAt] = useState<string>()
  const open = openAt === pathname
  if (session.data === undefined)
    return (
      <main className="sign-in">
        {session.error ? (
          <div className="stack">
            <h1>Docket</h1>
            <ProblemNotice error={session.error} />
            <button type="button" onClick={() => void session.refetch()}>
              Try again
            </button>
          </div>
        ) : (
          <Loading what="console" />
        )}
      </main>
    )
  if (session.data === null) return <SignIn />
  const { name, company, companies } = session.data
  const founded = companies.length > 0
  return (
    <div className="shell">
      <a className="skip" href="#room">
        Skip to the content
      </a>
      <header className={open ? 'rail open' : 'rail'}>
        <Link to="/orders" className="brand" aria-label="Docket, to the orders">
          <img src="/docket.svg" alt="" />
          <span>Docket</span>
        </Link>
        <SearchEverywhere />
        <button
          type="button"
          className="menu"
          aria-expanded={open}
          aria-controls="rooms"
          onClick={() => setOpenAt(open ? undefined : pathname)}
        >
          Menu
        </button>
        <nav aria-label="Rooms" id="rooms">
          <ul className="rooms">
            {roomsSeen(session.data).map(({ to, text }) => (
              <li key={to}>
                <NavLink to={to}>
                  {text}
                  {to === '/matches' && founded && <QuestionsWaiting />}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="who">
          {companies.length > 1 ? (
            <select
              aria-label="Company"
              defaultValue={chosenCompany()}
              onChange={(event) => {
                chooseCompany(event.target.value)
                location.assign('/')
              }}
            >
              {companies.map((code) => (
                <option key={code}>{code}</option>
              ))}
            </select>
          ) : (
            <span className="name">{company ?? companies[0]}</span>
          )}
          <span className="name soft">{name}</span>
          <span className="row">
            <Keys />
            <button type="button" className="plain" onClick={() => void signOut()}>
              Sign out
            </button>
          </span>
        </div>
      </header>
      <main className="room" id="room" tabIndex={-1}>
        {founded && <InSetup company={chosenCompany() ?? companies[0]} />}
        {founded || !needsCompany(pathname) ? <Outlet /> : <NoCompany />}
      </main>
    </div>
  )
}

/** The first page: the orders, or the set-up as long as there is nobody whose orders they could be. */
export function Home() {
  const founded = (useSession().data?.companies.length ?? 0) > 0
  return <Navigate to={founded ? '/orders' : '/setup'} replace />
}

/** A room of a company, before there is one. */
function NoCompany() {
  const mayFound = useMay('setup:read')
  return (
    <div className="stack">
      <Title page="No company">Nothing is here yet</Title>
      <Empty title="There is no company yet.">
        {mayFound ? (
          <>
            <p>Orders, stock and books are those of a company. It is made in the set-up.</p>
            <Link to="/setup">Go to the set-up</Link>
          </>
        ) : (
          <p>Orders, stock and books are those of a company. Somebody who may set up makes it.</p>
        )}
      </Empty>
    </div>
  )
}

/** How many questions wait for a person, beside the name of their room. */
function QuestionsWaiting() {
  const { data } = useQuery({
    queryKey: ['match-questions', 'count'],
    queryFn: ({ signal }) => get<MatchQuestionCount>('/match-questions/count', {}, signal),
    refetchInterval: 60_000,
  })
  if (data === undefined || data.waiting === 0) return null
  return (
    <span className="count">
      {data.waiting}
      <span className="only-read"> waiting</span>
    </span>
  )
}

/** Says on every page that the company takes no orders yet. */
function InSetup({ company }: { company: string | undefined }) {
  const companies = useQuery({
    queryKey: ['companies'],
    queryFn: ({ signal }) => get<Companies>('/companies', {}, signal),
    staleTime: 60_000,
  })
  const here = companies.data?.companies.find(({ code }) => code === company)
  if (here?.live !== false) return null
  return (
    <p className="notice warn banner">
      {company} is in set-up: orders are kept as drafts. <Link to="/setup">Go to the checklist</Link>
    </p>
  )
}

/** A new page starts at its top; a `#…` in the address is shown once its row is there. */
function useScroll(): void {
  const { pathname, hash } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current !== pathname && hash === '') scrollTo(0, 0)
    before.current = pathname
    if (hash === '') return
    const id = decodeURIComponent(hash.slice(1))
    const show = (): boolean => {
      const found = document.getElementById(id)
      found?.scrollIntoView({ block: 'center' })
      return found !== null
    }
    if (show()) return
    const observer = new MutationObserver(() => {
      if (show()) observer.disconnect()
    })
    observer.observe(document.body, { childList: true, subtree: true })
    const timer = setTimeout(() => observer.disconnect(), 5000)
    return () => {
      clearTimeout(timer)
      observer.disconnect()
    }
  }, [pathname, hash])
}

/** No such page, or a page that failed. */
export function Lost() {
  const error = useRouteError()
  const missing = error == null || (isRouteErrorResponse(error) && error.status === 404)
  return missing ? (
    <div className="stack">
      <Title page="Not found">There is no such page</Title>
      <p>
        <Link to="/orders">Go to the orders</Link>
      </p>
    </div>
  ) : (
    <div className="stack">
      <Title page="A fault">This page failed</Title>
      <ProblemNotice error={error} />
      <p>
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </p>
    </div>
  )
}
