import { isUtf8 } from 'node:buffer'
import { Readable } from 'node:stream'
import { parse, type CsvError } from 'csv-parse'

const ROWS_A_BATCH = 1000

/** A row of a CSV file. */
export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  row: number
  cells: string[]
  /** It cannot be read: as a whole, or these cells of it. */
  problems?: { cell?: number; code: string; message: string }[]
}

/** Rows of the file, a batch at a time; the next is read when the last one is in. */
export async function* readRows({
  source,
  delimiter = ',',
}: {
  source: AsyncIterable<Buffer>
  delimiter?: string
}): AsyncGenerator<Row[]> {
  // The parser runs ahead of us, so what it skipped waits here for its place between the rows.
  const skipped: { line: number; message: string }[] = []
  let skippedLine = -1
  const parser = Readable.from(withoutMark(source)).pipe(
    parse({
      // A character for a byte: what is no UTF-8 would else become a replacement character without a word.
      encoding: 'latin1',
      delimiter: Buffer.from(delimiter),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip(error?: CsvError) {
        const line = (error as { lines?: number } | undefined)?.lines ?? 0
        // One row may be found wrong in several places; it is one row.
        const said = error && textOf(error.message)
        if (line !== skippedLine) skipped.push({ line, message: said ?? 'It cannot be read.' })
        skippedLine = line
        return undefined
      },
    }),
  )
  let number = 0
  let batch: Row[] = []
  const takeSkipped = (before: number) => {
    while (skipped.length > 0 && skipped[0]!.line < before) {
      const { message } = skipped.shift()!
      batch.push({ row: (number += 1), cells: [], problems: [{ code: 'malformed_row', message }] })
    }
  }
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[]
    info: { lines: number }
  }>) {
    takeSkipped(info.lines)
    batch.push({ row: (number += 1), ...readCells(record) })
    if (batch.length >= ROWS_A_BATCH) {
      yield batch
      batch = []
    }
  }
  takeSkipped(Infinity)
  if (batch.length > 0) yield batch
}

function readCells(bytes: readonly string[]): Pick<Row, 'cells' | 'problems'> {
  const problems: Row['problems'] = []
  const cells = bytes.map((one, cell) => {
    const text = textOf(one)
    if (text === undefined) {
      const message = 'It has bytes that are not UTF-8: save the file as "CSV UTF-8".'
      problems.push({ cell, code: 'not_utf8', message })
    } else if (text.includes('\0')) {
      problems.push({ cell, code: 'text_not_storable', message: 'Text must not contain NUL.' })
    }
    return text ?? ''
  })
  return problems.length === 0 ? { cells } : { cells, problems }
}

/** The text of bytes that stand as characters; undefined: they are not UTF-8. */
function textOf(characters: string): string | undefined {
  const bytes = Buffer.from(characters, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : undefined
}

const MARK = Buffer.from('\ufeff')

/** Takes the byte order mark off. */
async function* withoutMark(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0)
  for await (const piece of source) {
    if (!start) {
      yield piece
      continue
    }
    start = Buffer.concat([start, piece])
    if (start.length < MARK.length) continue
    yield start.subarray(0, MARK.length).equals(MARK) ? start.subarray(MARK.length) : start
    start = undefined
  }
  if (start && start.length > 0) yield start
}
