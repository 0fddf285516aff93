import { type ClipboardEvent, type KeyboardEvent, memo, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import type { PricedLine } from '../api-entry.ts'
import { MoneyValue, Nothing } from '../parts/money.tsx'
import { readSheet } from '../parts/paste.ts'
import { Day } from '../parts/time.tsx'
import { COLUMNS, type EntryLine, isEmpty, lineBody, type LineColumn } from './entry-draft.ts'
import { Explained } from './entry-explained.tsx'
import type { LiveLine, Question } from './entry-live.ts'
import { Offered } from './entry-offered.tsx'

const LABELS: Readonly<Record<LineColumn, string>> = {
  sku: 'Item',
  quantity: 'Quantity',
  uom: 'Unit',
  requestedOn: 'Leave on',
  discount: 'Discount %',
  reason: 'Reason',
  covers: 'Covers line',
  duration: 'Periods',
}
const NUMBERS: ReadonlySet<LineColumn> = new Set(['quantity', 'discount', 'covers', 'duration'])

export interface LineActs {
  change: (key: string, column: LineColumn, text: string) => void
  paste: (key: string, column: LineColumn, sheet: string[][]) => void
  remove: (key: string) => void
  flip: (key: string) => void
  configure: (key: string) => void
}

/**
 * The columns that a person may fill: who orders for some accounts states no prices, and what covers another line is asked for where
 * something does.
 */
export const columnsFor = (mayPrice: boolean, covering: boolean): readonly LineColumn[] =>
  COLUMNS.filter((one) => {
    if (one === 'discount' || one === 'reason') return mayPrice
    return covering || (one !== 'covers' && one !== 'duration')
  })

/** The lines as a sheet: typed by keys alone, or pasted; each with its price, margin and day. */
export function EntryLines({
  lines,
  columns,
  wrong,
  live,
  target,
  waiting,
  open,
  question,
  showsMargin,
  models,
  frozen,
  acts,
}: {
  lines: readonly EntryLine[]
  columns: readonly LineColumn[]
  /** What is wrong, by line and column. */
  wrong: ReadonlyMap<string, Partial<Record<LineColumn, string>>>
  live: ReadonlyMap<string, LiveLine>
  /** The margin of which the answer says at which price a line leaves it. */
  target: string | undefined
  /** An answer is on its way. */
  waiting: boolean
  /** Lines whose explanation is open. */
  open: ReadonlySet<string>
  question: Question | undefined
  showsMargin: boolean
  /** Items that are sold configured. */
  models: ReadonlySet<string>
  /** What is on its way is not changed. */
  frozen: boolean
  acts: LineActs
}) {
  const table = useRef<HTMLTableElement>(null)
  const [within, setWithin] = useState<string>()
  const cellAt = (row: number, column: LineColumn) =>
    table.current?.querySelector<HTMLInputElement>(`input[data-row="${row}"][data-column="${column}"]`)
  const placed = (target: EventTarget) => {
    const { row, column } = (target as HTMLElement).dataset
    return row === undefined ? undefined : { row: Number(row), column: column as LineColumn }
  }
  const go = (row: number, column: LineColumn): void => {
    const cell = cellAt(row, column)
    cell?.focus()
    cell?.select()
  }
  const press = (event: KeyboardEvent): void => {
    const at = placed(event.target)
    if (at === undefined) return
    const { row, column } = at
    const { key, ctrlKey, metaKey, altKey } = event
    const line = lines[row]!
    if (ctrlKey || metaKey) {
      if (key !== 'Delete') return
      flushSync(() => acts.remove(line.key))
      go(Math.min(row, lines.length - 1), column)
    } else if (altKey) {
      if (key !== 'ArrowDown' && key !== 'ArrowUp') return
      if ((key === 'ArrowDown') !== open.has(line.key)) acts.flip(line.key)
    } else if (key === 'Enter' || key === 'ArrowDown') go(row + 1, column)
    else if (key === 'ArrowUp') go(row - 1, column)
    else if (key === 'ArrowLeft' || key === 'ArrowRight') {
      const { selectionStart, selectionEnd, value } = event.target as HTMLInputElement
      const edge = key === 'ArrowLeft' ? 0 : value.length
      const all = selectionStart === 0 && selectionEnd === value.length
      if (!all && (selectionStart !== edge || selectionEnd !== edge)) return
      const next = columns[columns.indexOf(column) + (key === 'ArrowLeft' ? -1 : 1)]
      if (next === undefined) return
      go(row, next)
    } else return
    event.preventDefault()
  }
  const paste = (event: ClipboardEvent): void => {
    const at = placed(event.target)
    const text = event.clipboardData.getData('text/plain')
    // One word is pasted as in any field.
    if (at === undefined || !/[\t\r\n]/.test(text)) return
    event.preventDefault()
    acts.paste(lines[at.row]!.key, at.column, readSheet(text))
  }
  return (
    // A region that scrolls must be reachable by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="table-scroll" role="region" aria-label="Lines" tabIndex={0}>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of its cells */}
      <table
        ref={table}
        className="entry"
        onKeyDown={press}
        onPaste={paste}
        onFocus={(event) => {
          const at = placed(event.target)
          setWithin(at && `${lines[at.row]!.key} ${at.column}`)
        }}
        onBlur={() => setWithin(undefined)}
      >
        <caption className="only-read">Lines, each with what it costs and when it leaves</caption>
        <thead>
          <tr>
            <th scope="col">Line</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {LABELS[column]}
              </th>
            ))}
            <th scope="col" className="end">
              Net
            </th>
            <th scope="col" className="end">
              Tax
            </th>
            {showsMargin && (
              <th scope="col" className="end">
                Margin
              </th>
            )}
            <th scope="col">Leaves</th>
            <th scope="col">
              <span className="only-read">Remove</span>
            </th>
          </tr>
        </thead>
        <tbody aria-busy={waiting}>
          {lines.map((line, row) => (
            <Line
              key={line.key}
              line={line}
              row={row}
              columns={columns}
              wrong={wrong.get(line.key)}
              live={live.get(line.key)}
              target={target}
              open={open.has(line.key)}
              // Only what is open shows it.
              question={open.has(line.key) ? question : undefined}
              showsMargin={showsMargin}
              configured={models.has(line.sku.trim())}
              within={within?.startsWith(`${line.key} `) ? within.slice(line.key.length + 1) : undefined}
              frozen={frozen}
              acts={acts}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface LineProps {
  line: EntryLine
  row: number
  columns: readonly LineColumn[]
  wrong: Partial<Record<LineColumn, string>> | undefined
  live: LiveLine | undefined
  target: string | undefined
  open: boolean
  question: Question | undefined
  showsMargin: boolean
  configured: boolean
  /** The column of it that the keys are in. */
  within: string | undefined
  frozen: boolean
  acts: LineActs
}

const sameWrong = (a: LineProps['wrong'], b: LineProps['wrong']): boolean =>
  a === b || COLUMNS.every((column) => a?.[column] === b?.[column])

/** Each answer is of all lines: most of them say the same again. */
const sameLive = (a: LiveLine | undefined, b: LiveLine | undefined): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b)

/** One line; drawn anew only when something of it changed, so that a hundred others do not slow the typing. */
const Line = memo(
  function Line(props: LineProps) {
    const { line, row, columns, wrong, live, target, open, question, showsMargin, configured } = props
    const { within, frozen, acts } = props
    const id = useId()
    const fresh =
      live !== undefined && !isEmpty(line) && live.asked === JSON.stringify(lineBody(line)) ? live : undefined
    const price = fresh?.price
    return (
      <>
        <tr>
          <th scope="row">
            <button
              type="button"
              className="disclose number"
              tabIndex={-1}
              aria-expanded={open}
              aria-label={`Line ${row + 1}: price and promise`}
              onClick={() => acts.flip(line.key)}
            >
              {row + 1}
            </button>
          </th>
          {columns.map((column) => {
            const message = wrong?.[column]
            const offers =
              within === column && line.sku.trim() !== '' && (column === 'uom' || column === 'duration')
            const described = [
              ...(message === undefined ? [] : [`${id}-${column}`]),
              ...(offers ? [`${id}-offered`] : []),
            ]
            return (
              <td key={column} className={`cell-${column}`}>
                <input
                  data-row={row}
                  data-column={column}
                  aria-label={`${LABELS[column]} of line ${row + 1}`}
                  aria-invalid={message !== undefined || undefined}
                  aria-describedby={described.length === 0 ? undefined : described.join(' ')}
                  value={line[column]}
                  disabled={frozen}
                  inputMode={NUMBERS.has(column) ? 'decimal' : undefined}
                  placeholder={column === 'requestedOn' && !isEmpty(line) ? 'YYYY-MM-DD' : undefined}
                  autoComplete="off"
                  spellCheck={false}
                  onChange={(event) => acts.change(line.key, column, event.target.value)}
                />
                {message !== undefined && (
                  <p className="wrong small" id={`${id}-${column}`}>
                    {message}
                  </p>
                )}
                {offers && (
                  <Offered
                    id={`${id}-offered`}
                    sku={line.sku.trim()}
                    column={column}
                    take={(text) => acts.change(line.key, column, text)}
                  />
                )}
                {column === 'sku' && configured && (
                  <button
                    type="button"
                    className="plain small"
                    disabled={frozen}
                    onClick={() => acts.configure(line.key)}
                  >
                    {line.choices === null ? 'Configure …' : `Configured, ${line.choices.length} choices …`}
                    <span className="only-read"> of line {row + 1}</span>
                  </button>
                )}
              </td>
            )
          })}
          <td className="end">{price ? <MoneyValue value={price.net} /> : <Nothing />}</td>
          <td className="end">{price ? <MoneyValue value={price.tax} /> : <Nothing />}</td>
          {showsMargin && (
            <td className="end">
              <MoneyValue value={price?.margin?.margin} />
              {price?.margin?.percent != null && (
                <div className="soft small">{Number(price.margin.percent).toFixed(1)} %</div>
              )}
              {target !== undefined && price && <ForTarget price={price} target={target} />}
            </td>
          )}
          <td>
            <Leaves of={fresh} />
          </td>
          <td>
            {!isEmpty(line) && !frozen && (
              <button
                type="button"
                className="plain"
                tabIndex={-1}
                aria-label={`Remove line ${row + 1}`}
                onClick={() => acts.remove(line.key)}
              >
                ×
              </button>
            )}
          </td>
        </tr>
        {open && (
          <tr className="details">
            <td colSpan={columns.length + (showsMargin ? 6 : 5)}>
              <Explained line={line} row={row} live={fresh} question={question} />
            </td>
          </tr>
        )}
      </>
    )
  },
  (a, b) =>
    a.line === b.line &&
    a.row === b.row &&
    a.columns === b.columns &&
    sameLive(a.live, b.live) &&
    a.target === b.target &&
    a.open === b.open &&
    a.question === b.question &&
    a.showsMargin === b.showsMargin &&
    a.configured === b.configured &&
    a.within === b.within &&
    a.frozen === b.frozen &&
    a.acts === b.acts &&
    sameWrong(a.wrong, b.wrong),
)

/** Unknown where goods have no cost, or no price leaves so much. */
function ForTarget({ price, target }: { price: PricedLine; target: string }) {
  return (
    <div className="soft small">
      {target} % at {price.priceForMargin === null ? 'no price' : <MoneyValue value={price.priceForMargin} />}
    </div>
  )
}

function Leaves({ of }: { of: LiveLine | undefined }) {
  const promise = of?.promise
  if (promise === undefined) return <Nothing word="not known yet" />
  const places = [...new Set(promise.promises.flatMap(({ location }) => location ?? []))]
  return (
    <>
      {promise.completeOn === null ? (
        <span className="soft">not in sight</span>
      ) : (
        <Day value={promise.completeOn} short />
      )}
      {places.length > 0 && <div className="soft small">{places.join(', ')}</div>}
    </>
  )
}
