import { useEffect, useState } from 'react'
import { Dialog } from './dialog.tsx'

const KEYS: [string, string][] = [
  ['s', 'Search everything'],
  ['/', 'Go to the search field of the room'],
  ['j', 'Next row'],
  ['k', 'Row before'],
  ['Enter', 'Open the row'],
  ['x', 'Choose the row, where rows can be chosen'],
  ['Esc', 'Leave a field, close a sheet'],
  ['?', 'Show these keys'],
]

/** What the keys step through: a card, else a row of a table. */
const rowOf = (element: Element | null | undefined) =>
  element?.closest('main article') ?? element?.closest('tr')

/** One step through the rows: focus moves from one row's link to the next, so Enter opens it with no code of ours. */
function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('main a.row-link')]
  if (links.length === 0) return
  const here = rowOf(document.activeElement)
  const at = here == null ? -1 : links.findIndex((link) => rowOf(link) === here)
  const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + by))
  links[next]?.focus()
}

/** The box of the row that has the focus. */
function choose(): void {
  const here = rowOf(document.activeElement)
  if (here?.closest('main') != null)
    here.querySelector<HTMLInputElement>('input[type="checkbox"]:not(thead *)')?.click()
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type="checkbox"]), select, textarea, [contenteditable]') !== null

/** The keys that work in every room, and the sheet that names them. */
export function Keys() {
  const [open, setOpen] = useState(false)
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      if (isTyping(event.target)) {
        if (event.key === 'Escape') (event.target as HTMLElement).blur()
        return
      }
      if (document.querySelector('dialog[open]')) return
      if (event.key === '/') document.querySelector<HTMLInputElement>('main input[type="search"]')?.focus()
      else if (event.key === 's') document.querySelector<HTMLInputElement>('.everywhere input')?.focus()
      else if (event.key === 'j') step(1)
      else if (event.key === 'k') step(-1)
      else if (event.key === 'x') choose()
      else if (event.key === '?') setOpen(true)
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
  return (
    <>
      <button type="button" className="plain" onClick={() => setOpen(true)} aria-label="Keyboard keys">
        Keys <kbd aria-hidden="true">?</kbd>
      </button>
      {open && (
        <Dialog title="Keys" onClose={() => setOpen(false)}>
          <table>
            <caption className="only-read">Keys of the console</caption>
            <tbody>
              {KEYS.map(([key, what]) => (
                <tr key={key}>
                  <th scope="row">
                    <kbd>{key}</kbd>
                  </th>
                  <td>{what}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Dialog>
      )}
    </>
  )
}
