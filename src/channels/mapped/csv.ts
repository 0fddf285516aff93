import { parse, type CsvError } from 'csv-parse/sync'
import { isUtf8 } from 'node:buffer'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import type { MappedSettings } from './settings.ts'

/** Rows of one body, */
export const MOST_ROWS = 20_000
/** columns of a row, */
export const MOST_COLUMNS = 200
/** and orders of one body. */
export const MOST_ORDERS = 1000

type Csv = NonNullable<MappedSettings['csv']>

interface Rows {
  ok: true
  header: { cells: string[]; raw: string }
  rows: { cells: string[]; raw: string }[]
  /** Where the column stands that rows are grouped by. */
  column: number
}

/** The orders of a file, each as a file of its own: what is wrong with one holds up no other. */
export function splitRows(bytes: Buffer, csv: Csv): Buffer[] {
  const read = readRows(bytes, csv)
  if (!read.ok) return [bytes]
  const orders = new Map<string, string[]>()
  for (const { cells, raw } of read.rows) {
    const key = (cells[read.column] ?? '').trim()
    const rows = orders.get(key)
    if (rows) rows.push(raw)
    else orders.set(key, [raw])
  }
  if (orders.size < 2 || orders.size > MOST_ORDERS) return [bytes]
  return [...orders.values()].map((rows) => Buffer.from(read.header.raw + rows.join('')))
}

/** The rows of one order, as a message: `{ "rows": [{ column: text }] }`. */
export function readOrder(
  bytes: Buffer,
  csv: Csv,
): { ok: true; content: { rows: Record<string, string>[] } } | Refusal {
  const read = readRows(bytes, csv)
  if (!read.ok) return read
  const orders = new Set(read.rows.map(({ cells }) => (cells[read.column] ?? '').trim()))
  if (orders.size > 1) return refuse('too_many_orders', `a body has at most ${MOST_ORDERS} orders`)
  const names = read.header.cells
  const rows = read.rows.map(({ cells }) =>
    Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ''])),
  )
  return { ok: true, content: { rows } }
}

function readRows(bytes: Buffer, { orderColumn, delimiter = ',' }: Csv): Rows | Refusal {
  if (!isUtf8(bytes) || bytes.includes(0)) return refuse('not_utf8', 'the body is not UTF-8 text')
  let records: { record: string[]; raw: string }[]
  try {
    records = parse(bytes, {
      bom: true,
      delimiter,
      raw: true,
      skip_empty_lines: true,
      to: MOST_ROWS + 2,
    }) as unknown as typeof records
  } catch (error) {
    const { message, lines } = error as CsvError & { lines?: number }
    return refuse('malformed_row', `line ${lines ?? '?'}: ${message}`.slice(0, 300))
  }
  const [header, ...rows] = records.map(({ record, raw }) => ({
    cells: record,
    raw: raw.endsWith('\n') ? raw : `${raw}\n`,
  }))
  if (!header || rows.length === 0)
    return refuse('no_rows', 'there is a line of names, then a line for each row')
  if (rows.length > MOST_ROWS || header.cells.length > MOST_COLUMNS)
    return refuse('too_large', `a body has at most ${MOST_ROWS} rows and ${MOST_COLUMNS} columns`)
  header.cells = header.cells.map((name) => name.trim())
  const repeated = header.cells.find((name, index) => header.cells.indexOf(name) !== index)
  if (repeated !== undefined || header.cells.includes('__proto__'))
    return refuse('bad_columns', `the column "${repeated ?? '__proto__'}" must not be there twice`)
  const column = header.cells.indexOf(orderColumn)
  if (column < 0) return refuse('bad_columns', `there is no column "${orderColumn}"`)
  return { ok: true, header, rows, column }
}
