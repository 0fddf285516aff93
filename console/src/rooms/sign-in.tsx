import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { send } from '../http.ts'
import { Field } from '../parts/form.tsx'
import { ProblemNotice } from '../parts/problem.tsx'

/** Opens a session; the address that was asked for stays, so its room comes next. */
export function SignIn() {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>()
  const [busy, setBusy] = useState(false)
  const notice = useRef<HTMLDivElement>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    document.title = 'Sign in · Docket'
    form.current?.querySelector('input')?.focus()
  }, [])
  useEffect(() => notice.current?.focus(), [error])

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault()
    if (busy) return
    const values = new FormData(event.currentTarget)
    setBusy(true)
    setError(undefined)
    try {
      await send('POST', '/session', { login: values.get('login'), password: values.get('password') })
      // Nothing that another person read may be shown.
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
      await client.invalidateQueries({ queryKey: ['session'] })
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      <div className="panel stack">
        <div className="brand">
          <img src="/docket.svg" alt="" />
          <h1>Docket</h1>
        </div>
        <form ref={form} className="stack" onSubmit={(event) => void submit(event)}>
          {error !== undefined && <ProblemNotice error={error} ref={notice} />}
          <Field label="Login" name="login" required autoComplete="username" />
          <Field label="Password" name="password" type="password" required autoComplete="current-password" />
          <div className="row">
            <button type="submit" className="main" disabled={busy}>
              {busy ? 'One moment …' : 'Sign in'}
            </button>
          </div>
          <p className="small soft">The first start of Docket showed the login and the password once.</p>
        </form>
      </div>
    </main>
  )
}
