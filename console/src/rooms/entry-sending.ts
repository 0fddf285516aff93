import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { ApiProblem, type FieldProblem, newKey, send } from '../http.ts'
import { bodyOf, type Draft, isEmpty, newDraft, newLine, type Unanswered, wrongIn } from './entry-draft.ts'
import { askLive, type Question, liveKey } from './entry-live.ts'
import { newId } from './entry-kept.ts'

/** Sends a draft and goes to what it made; what was not answered stays as it is, and goes out again so. */
export function useSending(of: {
  draft: Draft
  put: (next: Draft) => void
  question: Question | undefined
  setRefused: (refused: undefined) => void
  refuse: (error: unknown, problems: readonly FieldProblem[], keys: readonly string[]) => void
}) {
  const { draft, put, question, setRefused, refuse } = of
  const client = useQueryClient()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const sending = useRef(false)
  const filled = draft.lines.filter((line) => !isEmpty(line))

  /** Sends what is typed, or again what was not answered; a second press while it is on its way does nothing. */
  const submit = async (place: boolean): Promise<void> => {
    if (sending.current) return
    sending.current = true
    setBusy(true)
    setRefused(undefined)
    let keys: string[] = []
    try {
      let out = draft.sent
      if (out === null) {
        const problems = await problemsNow(place)
        if (problems !== undefined) {
          refuse(undefined, problems.of, problems.keys)
          return
        }
        const body = bodyOf(draft, place)
        ;({ keys } = body)
        out = { path: body.path, body: body.body, key: newKey() } satisfies Unanswered
        put({ ...draft, sent: out })
      } else keys = filled.map(({ key }) => key)
      const made = (await send<{ id: string }>('POST', out.path, out.body, out.key))!
      put({ ...newDraft(newId(), draft), lines: [newLine()] })
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'entry' })
      void navigate(`${out.path}/${made.id}`)
    } catch (error) {
      const { status, document } = error instanceof ApiProblem ? error : { status: 0, document: undefined }
      const lost = status === 0 || status >= 500 || document?.code === 'idempotency_key_in_flight'
      // A refusal uses the key up; without an answer the same goes out again as it was.
      if (!lost) put({ ...draft, sent: null })
      refuse(error, document?.errors ?? [], keys)
    } finally {
      sending.current = false
      setBusy(false)
    }
  }

  /** What is wrong with what is typed now; undefined: nothing. A draft may have what an order may not. */
  async function problemsNow(place: boolean): Promise<{ of: FieldProblem[]; keys: string[] } | undefined> {
    if (filled.some((line) => Object.keys(wrongIn(line, draft.lines)).length > 0)) return { of: [], keys: [] }
    const missing = (['account', 'currency', 'source'] as const).filter((name) => draft[name].trim() === '')
    const none = (path: string, message: string): FieldProblem => ({ path, code: 'missing', message })
    const of = missing.map((name) => none(`/${name}`, 'it must be said'))
    if (draft.currency !== '' && !/^[A-Z]{3}$/.test(draft.currency.trim()))
      of.push(none('/currency', 'it must be three capital letters, such as GBP'))
    if (filled.length === 0) of.push(none('', 'there is no line'))
    if (of.length > 0 || question === undefined) return { of, keys: [] }
    if (!place) return undefined
    const checked = await client.fetchQuery({
      queryKey: liveKey(question),
      queryFn: () => askLive(question),
      staleTime: 5_000,
    })
    return checked.problems.length > 0 ? { of: checked.problems, keys: question.keys } : undefined
  }
  return { busy, submit }
}
