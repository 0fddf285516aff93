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
  /** 0: of a kind that is not of a company. */
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
  /** Do its rows belong to one company? */
  ofCompany: boolean
  /** @throws ImportRefused when the file as a whole cannot be read: nothing went in */
  run(context: ImportContext): Promise<ImportSummary>
}

/** What an importer of a folder works with. */
export interface FolderContext {
  folder: string
  /** Given by the caller; else the mapping names one, which is made. */
  company: { id: bigint; code: string } | undefined
  /** File of a mapping of one's own. */
  mapping: string | undefined
  door: Door
  db: Database
  delimiter?: string
  log: { error(detail: object, message: string): void }
  /** Told what is being done, now and then. */
  progress(sentence: string): void
  /** Checks every law of a company. */
  laws(companyId: bigint): Promise<{ checked: number; broken: string[] }>
}

/** What came of a folder. */
export interface FolderOutcome {
  /** Rows that did not go in. */
  refused: RowProblem[]
  report: Record<string, unknown>
  text: string
  ties: boolean
}

/** One kind of folder. */
export interface FolderImporter {
  kind: string
  summary: string
  /** @throws ImportRefused when the folder as a whole cannot be taken */
  run(context: FolderContext): Promise<FolderOutcome>
}

/** The file as a whole cannot be imported; one sentence each. */
export class ImportRefused extends Error {
  readonly sentences: readonly string[]
  constructor(sentences: readonly string[]) {
    super(sentences.join('\n'))
    this.sentences = sentences
  }
}
