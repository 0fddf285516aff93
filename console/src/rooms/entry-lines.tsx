import { useQuery } from '@tanstack/react-query'
import { type ClipboardEvent, Fragment, type KeyboardEvent, memo, useId, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { PricedLine } from '../api-entry.ts'
import { MoneyValue, Nothing, quantityText } from '../parts/money.tsx'
import { Charges } from '../parts/charges.tsx'
import { nameText } from '../parts/free.tsx'
import { Made } from '../parts/made.tsx'
import { readSheet } from '../parts/paste.ts'
import { Asked } from '../parts/states.tsx'
import { words } from '../parts/status.tsx'
import { Table } from '../parts/table.tsx'
import { Day } from '../parts/time.tsx'
import { Waterfall } from '../parts/waterfall.tsx'
import { COLUMNS, type EntryLine, isEmpty, lineBody, type LineColumn } from './entry-draft.ts'
import { type LiveLine, priceCart, type Question } from './entry-live.ts'

const LABELS: Readonly<Record<LineColumn, string>> = {
  sku: 'Item',
  quantity: 'Quantity',
  requestedOn: 'Leave on',
  discount: 'Discount %',
  reason: 'Reason',
}

export interface LineActs {
  change: (key: string, column: LineColumn, text: string) => void
  paste: (key: string, column: LineColumn, sheet: string[][]) => void
  remove: (key: string) => void
  flip: (key: string) => void
  configure: (key: string) => void
}

/** The columns that a person may fill: who orders for some accounts states no prices. */
export const columnsFor = (mayPrice: boolean): readonly LineColumn[] =>
  mayPrice ? COLUMNS : COLUMNS.filter((one) => one !== 'discount' && one !== 'reason')

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
      <table ref={table} className="entry" onKeyDown={press} onPaste={paste}>
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
    const { line, row, columns, wrong, live, target, open, question, showsMargin, configured, frozen, acts } =
      props
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
            return (
              <td key={column} className={`cell-${column}`}>
                <input
                  data-row={row}
                  data-column={column}
                  aria-label={`${LABELS[column]} of line ${row + 1}`}
                  aria-invalid={message !== undefined || undefined}
                  aria-describedby={message === undefined ? undefined : `${id}-${column}`}
                  value={line[column]}
                  disabled={frozen}
                  inputMode={column === 'quantity' || column === 'discount' ? 'decimal' : undefined}
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

/** How the price of a line came about, what of it leaves where and when, and why no other place. */
function Explained({
  line,
  row,
  live,
  question,
}: {
  line: EntryLine
  row: number
  live: LiveLine | undefined
  question: Question | undefined
}) {
  const priced = useQuery({
    queryKey: ['entry', 'explained', question],
    queryFn: () => priceCart(question!, true),
    enabled: question !== undefined && live !== undefined,
    staleTime: 30_000,
    gcTime: 5_000,
  })
  if (question === undefined || live === undefined)
    return <p className="soft">There is no price yet: it comes when the line and the head are filled.</p>
  const place = question.keys.indexOf(line.key) + 1
  const { promise } = live
  return (
    <div className="stack">
      <Asked query={priced} what="explanation">
        {({ cart }) => {
          const found = (cart?.lines ?? []).filter(
            (one) => one.lineNo === place || one.parentLineNo === place,
          )
          if (found.length === 0) return <p className="soft">There is no price yet.</p>
          const nameOf = (one: PricedLine) =>
            one.parentLineNo === null ? `line ${row + 1}` : `${one.sku}, a part of line ${row + 1}`
          return found.map((one) => (
            <Fragment key={one.lineNo}>
              <Waterfall of={one.waterfall} net={one.net} label={nameOf(one)} />
              {one.charges.length > 0 && <Charges of={one.charges} label={nameOf(one)} />}
            </Fragment>
          ))
        }}
      </Asked>
      {promise && (
        <Table
          caption={`What of line ${row + 1} would leave, and when`}
          rows={promise.promises.map((part, index) => ({ ...part, index }))}
          keyOf={({ index }) => String(index)}
          columns={[
            { head: 'Quantity', cell: (part) => quantityText(part.quantity) },
            { head: 'From', cell: (part) => part.location ?? <Nothing /> },
            {
              head: 'Of',
              cell: (part) => (
                <>
                  {words(part.supply)}
                  {part.made && <Made of={part.made} />}
                </>
              ),
            },
            { head: 'Leaves on', cell: (part) => <Day value={part.promisedOn} /> },
            { head: 'Arrives on', cell: (part) => <Day value={part.arrivesOn} />, minor: true },
          ]}
        />
      )}
      {promise && promise.notChosen.length > 0 && (
        <Table
          caption={`Why no other place serves line ${row + 1}`}
          rows={promise.notChosen}
          keyOf={({ location }) => location}
          columns={[
            { head: 'Not from', cell: (one) => one.location },
            { head: 'Because', cell: (one) => one.note ?? nameText(one.why) },
            { head: 'It has', cell: (one) => quantityText(one.available), end: true },
          ]}
        />
      )}
    </div>
  )
}
