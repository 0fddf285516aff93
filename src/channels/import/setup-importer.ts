import type { TObject } from 'typebox'
import { Fault, type Act } from '../../platform/batch/index.ts'
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

/** A file whose rows each describe one thing, with the columns and in the words of the API. */
export function setupImporter<I, F>(of: {
  kind: string
  summary: string
  schema: TObject
  act: Act<SetupRequest<I>, F, Saved | Refusal>
}): Importer {
  const check = checkBody(of.schema)
  return {
    kind: of.kind,
    summary: of.summary,
    async run(context) {
      const summary: ImportSummary = { rows: 0, created: 0, changed: 0, unchanged: 0, refused: 0 }
      let columns: Column[] | undefined
      for await (const batch of readRows(context)) {
        let rows = batch
        if (!columns) {
          const header = rows[0]
          if (!header || header.problem) throw new ImportRefused(['The file has no header.'])
          columns = columnsOf(header.cells, of.schema)
          rows = rows.slice(1)
        }
        await importRows(rows, columns, context, summary)
        context.progress?.(summary.rows)
      }
      if (!columns) throw new ImportRefused(['The file is empty.'])
      return summary
    },
  }

  async function importRows(
    rows: readonly Row[],
    columns: readonly Column[],
    context: ImportContext,
    summary: ImportSummary,
  ): Promise<void> {
    const { companyId, door } = context
    const problems = new Map<number, Omit<RowProblem, 'row'>[]>()
    const sound: { row: number; request: SetupRequest<I> }[] = []
    for (const { row, cells, problem } of rows) {
      summary.rows += 1
      if (problem) {
        problems.set(row, [problem])
        continue
      }
      if (cells.length > columns.length) {
        const message = `It has ${cells.length} cells under ${columns.length} columns.`
        problems.set(row, [{ column: '', code: 'too_many_cells', message }])
        continue
      }
      const checked = check(objectOf(columns, cells))
      if (checked.ok) sound.push({ row, request: { companyId, input: checked.value as I } })
      else
        problems.set(
          row,
          checked.problems.map((each) => inColumn(columns, each)),
        )
    }
    const outcomes = await door.requestAll(
      of.act,
      sound.map(({ request }) => request),
      { lane: 'bulk', internal: true },
    )
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

function inColumn(columns: readonly Column[], problem: { path: string; code: string; message: string }) {
  const column = columnOf(columns, problem.path)
  // What is wrong inside of a cell says where: a column `unitPrice` may lack its currency.
  const inside = problem.path.slice(column.length + 2)
  const message = inside === '' ? problem.message : `${inside}: ${problem.message}`
  return { column, code: problem.code, message }
}
