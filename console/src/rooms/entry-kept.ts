import { useCallback, useEffect, useRef, useState } from 'react'
import { newKey } from '../http.ts'
import { type Draft, isEmpty, newDraft, readDraft, withRoom } from './entry-draft.ts'

/** The draft, kept in the browser: it is there again when the page was left. */
export function useDraft(kept: string) {
  const [draft, setDraft] = useState(() => {
    const before = readDraft(localStorage.getItem(kept)) ?? newDraft(newId())
    return { ...before, lines: withRoom(before.lines) }
  })
  const newest = useRef(draft)
  /** There is no room for it, or the browser keeps nothing: it would be lost with the page. */
  const lost = useRef(false)
  const keep = useCallback(() => {
    try {
      lost.current = false
      localStorage.setItem(kept, JSON.stringify(newest.current))
    } catch {
      lost.current = true
    }
  }, [kept])
  useEffect(() => {
    newest.current = draft
    const timer = setTimeout(keep, 300)
    return () => clearTimeout(timer)
  }, [draft, keep])
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent): void => {
      keep()
      if (lost.current && newest.current.lines.some((line) => !isEmpty(line))) event.preventDefault()
    }
    addEventListener('pagehide', keep)
    addEventListener('beforeunload', warn)
    return () => {
      removeEventListener('beforeunload', warn)
      removeEventListener('pagehide', keep)
      keep()
    }
  }, [keep])
  /** Puts a draft in the place of the one that stands, and keeps it at once. */
  const put = useCallback(
    (next: Draft) => {
      newest.current = next
      setDraft(next)
      keep()
    },
    [keep],
  )
  return { draft, setDraft, put }
}

export const newId = (): string => newKey().replace('console-', 'ENTRY-')
