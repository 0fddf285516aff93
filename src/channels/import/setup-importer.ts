import type { TObject } from 'typebox'
import { Fault, type Act, type RequestOptions } from '../../platform/batch/index.ts'
import { checkBody } from '../../platform/http/index.ts'
import type { Refusal } from '../../platform/outcome.ts'
import { isRefusal, type Saved, type SetupRequest } from '../../platform/setup.ts'
import { columnOf, columnsOf, objectOf, type Column } from './columns.ts'
import { readRows, type Row } from './csv-rows.ts'
import {
  ImportRefused,
  type Importer,
  type ImportContext,
  type ImportSummary,
  type RowProblem,
} from './importer.ts'

/** What became of a row. */
export type RowOutcome = Pick<Saved, 'ok' | 'change'> | Refusal | Fault

/** Nobody waits behind an import. */
export const IMPORTED: RequestOptions = { lane: 'bulk', internal: true }

type Put<I> = (inputs: readonly I[]) => Promise<RowOutcome[]>

interface Described {
  kind: string
  summary: string
  /** What a row says, in the words of the API. */
  schema: TObject
}

/** A file whose rows each describe one thing of a company. */
export function setupImporter<I, F>({
  act,
  ...described
}: Described & { act: Act<SetupRequest<I>, F, Saved | Refusal> }): Importer {
  return rowImporter<I>({
    ...described,
    open:
      ({ companyId, door }) =>
      (inputs) =>
        door.requestAll(
          act,
          inputs.map((input) => ({ companyId, input })),
          IMPORTED,
        ),
  })
}

/**
 * A file with the columns and in the words of the API.
 *
 * @param of.open begins with a file; what it answers takes rows in, and says what became of each
 */
export function rowImporter<I>(
  of: Described & {
    ofCompany?: false
    open(context: ImportContext): Put<I>
  },
): Importer {
  const check = checkBody(of.schema)
  return {
    kind: of.kind,
    summary: of.summary,
    ofCompany: of.ofCompany ?? true,
    async run(context) {
      const summary: ImportSummary = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 }
      const put = of.open(context)
      let columns: Column[] | undefined
      for await (const batch of readRows(context)) {
        let rows = batch
        if (!columns) {
          const header = rows[0]
          if (header?.problems) throw new ImportRefused(header.problems.map(ofHeader))
          if (!header) throw new ImportRefused(['The file has no header.'])
          columns = columnsOf(header.cells, of.schema)
          rows = rows.slice(1)
        }
        await importRows(rows, columns, put, context, summary)
        context.progress?.(summary.rows)
      }
      if (!columns) throw new ImportRefused(['The file is empty.'])
      return summary
    },
  }

  async function importRows(
    rows: readonly Row[],
    columns: readonly Column[],
    put: Put<I>,
    context: ImportContext,
    summary: ImportSummary,
  ): Promise<void> {
    const problems = new Map<number, Omit<RowProblem, 'row'>[]>()
    const sound: { row: number; input: I }[] = []
    for (const { row, cells, problems: unreadable } of rows) {
      summary.rows += 1
      if (unreadable) {
        problems.set(
          row,
          unreadable.map(({ cell, ...each }) => ({ column: nameOf(columns, cell), ...each })),
        )
        continue
      }
      if (cells.length > columns.length) {
        const message = `It has ${cells.length} cells under ${columns.length} columns.`
        problems.set(row, [{ column: '', code: 'too_many_cells', message }])
        continue
      }
      const checked = check(objectOf(columns, cells))
      if (checked.ok) sound.push({ row, input: checked.value as I })
      else
        problems.set(
          row,
          checked.problems.map((each) => inColumn(columns, each)),
        )
    }
    const outcomes = await put(sound.map(({ input }) => input))
    outcomes.forEach((outcome, index) => {
      const { row } = sound[index]!
      if (outcome instanceof Fault) {
        problems.set(row, [{ column: '', code: 'fault', message: outcome.message }])
      } else if (isRefusal(outcome)) {
        problems.set(
          row,
          outcome.problems.map((each) => inColumn(columns, each)),
        )
      } else summary[outcome.change] += 1
    })
    summary.refused += problems.size
    for (const [row, list] of [...problems].sort(([a], [b]) => a - b)) {
      for (const each of list) context.problem({ row, ...each })
    }
  }
}

function ofHeader({ cell, message }: { cell?: number; message: string }): string {
  return cell === undefined ? `The header: ${message}` : `Column ${cell + 1} of the header: ${message}`
}

function nameOf(columns: readonly Column[], cell: number | undefined): string {
  return (cell === undefined ? undefined : columns[cell]?.name) ?? ''
}

function inColumn(columns: readonly Column[], problem: { path: string; code: string; message: string }) {
  const column = columnOf(columns, problem.path)
  // What is wrong inside of a cell says where: a column `unitPrice` may lack its currency.
  const inside = problem.path.slice(column.length + 2)
  const message = inside === '' ? problem.message : `${inside}: ${problem.message}`
  return { column, code: problem.code, message }
}
