import { useMemo } from 'react'
import { sentence } from '../parts/problem.tsx'
import { type Draft, type LineColumn, tellAt, type Told, wrongIn } from './entry-draft.ts'
import type { Live } from './entry-live.ts'
import { type Refused, headText, lineTexts } from './entry-refused.tsx'

/** What is wrong with a draft, where it stands: by line and column, by field of the head, and what stands at none. */
export function useWrong(draft: Draft, answer: Live | undefined, refused: Refused | undefined) {
  const told = useMemo(() => {
    const problems = answer?.problems ?? []
    return problems.length === 0 ? NONE : tellAt(problems, answer!.question.keys, sentence)
  }, [answer])
  const texts = useMemo(() => lineTexts(draft), [draft])
  const cells = useMemo(() => {
    const found = new Map<string, Partial<Record<LineColumn, string>>>()
    for (const line of draft.lines) {
      const stale = answer?.lines.get(line.key)?.asked !== texts.get(line.key)
      const said = {
        ...(stale ? {} : told.lines.get(line.key)),
        ...(refused?.lines.get(line.key) === texts.get(line.key) ? refused?.told.lines.get(line.key) : {}),
        ...wrongIn(line, draft.lines),
      }
      if (Object.keys(said).length > 0) found.set(line.key, said)
    }
    return found
  }, [draft.lines, answer, told, texts, refused])
  const covering =
    draft.lines.some((line) => line.covers !== '' || line.duration !== '') ||
    [...cells.values()].some((one) => one.covers !== undefined || one.duration !== undefined)
  const refusedHead = refused?.head === headText(draft) ? refused.told.head : {}
  const head = { ...told.head, ...refusedHead }
  const count = cells.size + Object.keys(head).length + told.rest.length
  return { told, cells, head, count, covering }
}

const NONE: Told = { lines: new Map(), head: {}, rest: [] }
