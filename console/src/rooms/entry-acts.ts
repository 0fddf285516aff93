import { useMemo, type Dispatch, type SetStateAction } from 'react'
import { placeSheet } from '../parts/paste.ts'
import {
  COLUMN_NAMES,
  type Draft,
  type EntryLine,
  type LineColumn,
  MOST_ENTERED,
  newLine,
  withoutLine,
  withRoom,
} from './entry-draft.ts'
import { columnsFor, type LineActs } from './entry-lines.tsx'

/**
 * What is done with lines while one types: they are changed, removed, pasted, looked into and configured. One that is on its way stands.
 */
export function useLineActs(
  setDraft: Dispatch<SetStateAction<Draft>>,
  of: {
    columns: readonly LineColumn[]
    whole: boolean
    setPasted: (told: string[]) => void
    setOpen: Dispatch<SetStateAction<ReadonlySet<string>>>
    setConfiguring: (key: string) => void
  },
): LineActs {
  const { columns, whole, setPasted, setOpen, setConfiguring } = of
  return useMemo((): LineActs => {
    const edit = (change: (lines: EntryLine[]) => EntryLine[]) =>
      setDraft((now) => (now.sent === null ? { ...now, lines: withRoom(change(now.lines)) } : now))
    return {
      change: (key, column, text) =>
        edit((lines) =>
          lines.map((line) =>
            line.key === key
              ? // What was chosen is of the item.
                { ...line, [column]: text, ...(column === 'sku' && { choices: null }) }
              : line,
          ),
        ),
      remove: (key) => edit((lines) => withoutLine(lines, key)),
      paste: (key, column, sheet) =>
        edit((lines) => {
          const at = lines.findIndex((line) => line.key === key)
          const named = columnsFor(whole, true)
          const of = { columns, named, from: column, names: COLUMN_NAMES, most: MOST_ENTERED - at }
          const { rows, left } = placeSheet(sheet, of)
          setPasted([`${rows.length} ${rows.length === 1 ? 'line was' : 'lines were'} pasted.`, ...left])
          const placed = rows.map((row, index): EntryLine => {
            const stands = lines[at + index] ?? newLine()
            return {
              ...stands,
              ...row,
              ...(row.sku !== undefined && row.sku !== stands.sku && { choices: null }),
            }
          })
          return [...lines.slice(0, at), ...placed, ...lines.slice(at + placed.length)]
        }),
      flip: (key) =>
        setOpen((now) => {
          const next = new Set(now)
          if (!next.delete(key)) next.add(key)
          return next
        }),
      configure: setConfiguring,
    }
  }, [columns, whole, setDraft, setPasted, setOpen, setConfiguring])
}
