import type { TObject } from 'typebox'
import { Fault, type Act, type RequestOptions } from '../../platform/batch/index.ts'
import { checkBody, type Malformed } from '../../platform/http/index.ts'
import { apartFrom, type Problem, type Refusal } from '../../platform/outcome.ts'
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

type Check = ReturnType<typeof checkBody>

/** What a row says, to be judged as a whole: with what is wrong with its form it is refused, and told what else is. */
type Said<I> = Pick<SetupRequest<I>, 'input' | 'malformed'>

type Put<I> = (said: readonly Said<I>[]) => Promise<RowOutcome[]>

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
      (said) =>
        door.requestAll(
          act,
          said.map((one) => ({ companyId, ...one })),
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
    const refused = (row: number, list: readonly Problem[]) =>
      problems.set(
        row,
        list.map((each) => inColumn(columns, each)),
      )
    const judged: ({ row: number } & Said<I>)[] = []
    for (const one of rows) {
      summary.rows += 1
      const said = saidBy(one, columns, check)
      if (!said.ok) refused(one.row, said.problems)
      else judged.push({ row: one.row, input: said.input as I, malformed: said.malformed })
    }
    const outcomes = await put(judged.map(({ row: _row, ...said }) => said))
    outcomes.forEach((outcome, index) => {
      const { row, malformed } = judged[index]!
      // Of a fault, what is wrong with the form of its row is known all the same.
      if (outcome instanceof Fault)
        refused(row, malformed?.problems ?? [{ path: '', code: 'fault', message: outcome.message }])
      else if (isRefusal(outcome)) refused(row, outcome.problems)
      else summary[outcome.change] += 1
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

type ReadRow =
  | { ok: true; input: unknown; malformed?: Malformed }
  /** Nothing can be told of the rest. */
  | { ok: false; problems: readonly Problem[] }

/** What a row says, as far as it can be read: cells that cannot and what the schema refuses are malformed. */
function saidBy({ cells, problems = [] }: Row, columns: readonly Column[], check: Check): ReadRow {
  const unreadable = problems.map(({ cell, code, message }) => {
    const column = cell === undefined ? undefined : columns[cell]
    return { path: column ? `/${column.path.join('/')}` : '', code, message }
  })
  const whole = unreadable.some(({ path }) => path === '')
  if (!whole && cells.length > columns.length) {
    const message = `It has ${cells.length} cells under ${columns.length} columns.`
    unreadable.push({ path: '', code: 'too_many_cells', message })
  }
  const places = unreadable.map(({ path }) => path)
  if (places.includes('')) return { ok: false, problems: unreadable }
  const readable = cells.map((text, cell) => (problems.some((one) => one.cell === cell) ? '' : text))
  const checked = check(objectOf(columns, readable))
  if (checked.ok)
    return unreadable.length === 0
      ? { ok: true, input: checked.value }
      : { ok: true, input: checked.value, malformed: { problems: unreadable, places } }
  const rest = checked.rest()
  const all = [...unreadable, ...apartFrom(places, checked.problems)]
  if (!rest) return { ok: false, problems: all }
  return { ok: true, input: rest.body, malformed: { problems: all, places: [...places, ...rest.places] } }
}

function inColumn(columns: readonly Column[], problem: Problem) {
  const column = columnOf(columns, problem.path)
  // What is wrong inside of a cell says where: a column `unitPrice` may lack its currency.
  const inside = problem.path.slice(column.length + 2)
  const message = inside === '' ? problem.message : `${inside}: ${problem.message}`
  return { column, code: problem.code, message }
}
