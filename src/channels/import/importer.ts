import type { Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'

/** One thing wrong with one row of a file. */
export interface RowProblem {
  /** As a spreadsheet counts: the header is row 1. */
  row: number
  column: string
  code: string
  message: string
}

/** What an importer works with. */
export interface ImportContext {
  /** Pieces of the file in order. */
  source: AsyncIterable<Buffer>
  companyId: bigint
  door: Door
  db: Database
  /** One character between cells; a comma unless said. */
  delimiter?: string
  /** Told of every problem, in order of rows. */
  problem(problem: RowProblem): void
  /** Told how many rows were read so far. */
  progress?(rows: number): void
}

/** Counts of rows; `refused` is the number of rows that did not go in. */
export interface ImportSummary {
  rows: number
  created: number
  changed: number
  unchanged: number
  refused: number
}

/** One kind of file. */
export interface Importer {
  kind: string
  summary: string
  /** @throws ImportRefused when the file as a whole cannot be read: nothing went in */
  run(context: ImportContext): Promise<ImportSummary>
}

/** The file as a whole cannot be imported; one sentence each. */
export class ImportRefused extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}
