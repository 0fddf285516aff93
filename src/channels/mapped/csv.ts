import { parse, type CsvError } from 'csv-parse/sync'
import { isUtf8 } from 'node:buffer'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import type { MessagePart } from '../inbound/port.ts'
import type { MappedSettings } from './settings.ts'

/** Rows of one body, */
const MOST_ROWS = 20_000
/** columns of a row, */
const MOST_COLUMNS = 200
/** bytes of the line of names, which each order of the body is kept with, */
const MOST_HEADER = 16_000
/** and orders of one body. */
const MOST_ORDERS = 1000
/** Characters of what is said of the rows of an order. */
const MOST_PLACE = 200

type Csv = NonNullable<MappedSettings['csv']>

interface Row {
  /** As a spreadsheet counts: the names are row 1. */
  number: number
  cells: string[]
  raw: string
}

interface Rows {
  ok: true
  header: Row
  rows: Row[]
  /** Where the column stands that rows are grouped by. */
  column: number
}

/** The orders of a file, each as a file of its own: what is wrong with one holds up no other. */
export function splitRows(bytes: Buffer, csv: Csv): MessagePart[] {
  const whole = [{ bytes, place: null }]
  const read = readRows(bytes, csv)
  if (!read.ok) return whole
  const orders = Map.groupBy(read.rows, (row) => orderOf(row, read.column))
  if (orders.size < 2 || orders.size > MOST_ORDERS) return whole
  return [...orders.values()].map((rows) => ({
    bytes: Buffer.from(read.header.raw + rows.map(({ raw }) => raw).join('')),
    place: placeOf(rows),
  }))
}

/** The rows of one order, as a message: `{ "rows": [{ column: text }] }`. */
export function readOrder(
  bytes: Buffer,
  csv: Csv,
): { ok: true; content: { rows: Record<string, string>[] } } | Refusal {
  const read = readRows(bytes, csv)
  if (!read.ok) return read
  const { header, rows, column } = read
  if (new Set(rows.map((row) => orderOf(row, column))).size > 1)
    return refuse('too_many_orders', `a body has at most ${MOST_ORDERS} orders`)
  const misshapen = rows.flatMap((row, index) =>
    row.cells.length === header.cells.length
      ? []
      : { path: `/rows/${index}`, code: 'malformed_row', message: `the row ${shapeOf(row, header)}` },
  )
  if (misshapen.length > 0) return { ok: false, code: 'malformed_row', problems: misshapen }
  const content = rows.map(({ cells }) =>
    Object.fromEntries(header.cells.map((name, index) => [name, cells[index]!])),
  )
  return { ok: true, content: { rows: content } }
}

function readRows(bytes: Buffer, { orderColumn, delimiter = ',' }: Csv): Rows | Refusal {
  if (!isUtf8(bytes) || bytes.includes(0)) return refuse('not_utf8', 'the body is not UTF-8 text')
  let records: { record: string[]; raw: string; info: { empty_lines: number } }[]
  try {
    records = parse(bytes, {
      bom: true,
      delimiter,
      info: true,
      raw: true,
      relax_column_count: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 2,
    }) as unknown as typeof records
  } catch (error) {
    // Behind a quote that is not closed nobody knows where a row ends: nothing of such a file is believed.
    const { message, lines } = error as CsvError & { lines?: number }
    return refuse('malformed_row', `line ${lines ?? '?'}: ${message}`.slice(0, 300))
  }
  const [header, ...rows] = records.map(({ record, raw, info }, index): Row => {
    const line = raw.replace(/^[\r\n]+/, '')
    return {
      number: index + 1 + info.empty_lines,
      cells: record,
      raw: line.endsWith('\n') ? line : `${line}\n`,
    }
  })
  if (!header || rows.length === 0)
    return refuse('no_rows', 'there is a line of names, then a line for each row')
  if (rows.length > MOST_ROWS || header.cells.length > MOST_COLUMNS || header.raw.length > MOST_HEADER)
    return refuse(
      'too_large',
      `a body has at most ${MOST_ROWS} rows, ${MOST_COLUMNS} columns and ${MOST_HEADER} characters of names`,
    )
  header.cells = header.cells.map((name) => name.trim())
  const repeated = header.cells.find((name, index) => header.cells.indexOf(name) !== index)
  if (repeated !== undefined) return refuse('bad_columns', `the column "${repeated}" is there twice`)
  const column = header.cells.indexOf(orderColumn)
  if (column < 0) return refuse('bad_columns', `there is no column "${orderColumn}"`)
  // A cell too many before it, and a row would count to another order, which its own would then lack.
  const stray = column > 0 && rows.find((row) => row.cells.length !== header.cells.length)
  if (stray)
    return refuse(
      'malformed_row',
      `row ${stray.number} ${shapeOf(stray, header)}; which order it is of is certain only if "${orderColumn}" is the first column`,
    )
  return { ok: true, header, rows, column }
}

const orderOf = (row: Row, column: number): string => (row.cells[column] ?? '').trim()

const shapeOf = ({ cells }: Row, header: Row): string =>
  `has ${cells.length} cells, the line of names has ${header.cells.length}`

/** "rows 2-4, 9" */
function placeOf(rows: readonly Row[]): string {
  const spans: [first: number, last: number][] = []
  for (const { number } of rows) {
    const last = spans.at(-1)
    if (last && last[1] + 1 === number) last[1] = number
    else spans.push([number, number])
  }
  const told = spans.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(', ')
  const place = `${rows.length === 1 ? 'row' : 'rows'} ${told}`
  return place.length > MOST_PLACE ? `${place.slice(0, MOST_PLACE - 2)} …` : place
}
