import { Readable } from 'node:stream'
import { parse, type CsvError } from 'csv-parse'
import type { RowProblem } from './importer.ts'

const ROWS_A_BATCH = 1000

/** A row of a CSV file. */
export interface Row {
  /** As a spreadsheet counts: the header is row 1. */
  row: number
  cells: string[]
  /** The row could not be read at all. */
  problem?: Omit<RowProblem, 'row'>
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
  const parser = Readable.from(source).pipe(
    parse({
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_error: true,
      on_skip(error?: CsvError) {
        const line = (error as { lines?: number } | undefined)?.lines ?? 0
        // One row may be found wrong in several places; it is one row.
        if (line !== skippedLine) skipped.push({ line, message: error?.message ?? 'It cannot be read.' })
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
      batch.push({ row: (number += 1), cells: [], problem: { column: '', code: 'malformed_row', message } })
    }
  }
  for await (const { record, info } of parser as AsyncIterable<{
    record: string[]
    info: { lines: number }
  }>) {
    takeSkipped(info.lines)
    batch.push({ row: (number += 1), cells: record })
    if (batch.length >= ROWS_A_BATCH) {
      yield batch
      batch = []
    }
  }
  takeSkipped(Infinity)
  if (batch.length > 0) yield batch
}
