import type { Highs } from 'highs'
import type { AssignmentProblem, Choice } from './problem.ts'

/**
 * The cheapest choice by a solver of mixed-integer programs, and a bound below which none is: as good as the time allows. It keeps its
 * thread busy until then.
 *
 * @param start a choice that holds: the solver begins there, and gives it back when it finds nothing cheaper
 * @param seconds that it may take
 */
export async function solveExactly(
  problem: AssignmentProblem,
  start: Choice,
  seconds: number,
): Promise<{ choice: Choice; bound: number }> {
  const { tasks, openings, supplies } = problem
  const columns = tasks.flatMap(({ options }, task) =>
    options.map((option, index) => ({ task, index, option })),
  )
  const opened = columns.length
  const rows = { lower: [] as number[], upper: [] as number[] }
  const addRow = (lower: number, upper: number) => rows.lower.push(lower) && rows.upper.push(upper) - 1
  const cells: { row: number; column: number; value: number }[] = []
  // Each task takes one option.
  const taken = tasks.map(() => addRow(1, 1))
  const left = supplies.map((quantity) => addRow(-Infinity, quantity))
  // What an option needs is open.
  for (const [column, { task, option }] of columns.entries()) {
    cells.push({ row: taken[task]!, column, value: 1 })
    for (const { supply, amount } of option.takes) cells.push({ row: left[supply]!, column, value: amount })
    if (option.opens === undefined) continue
    const row = addRow(-Infinity, 0)
    cells.push({ row, column, value: 1 }, { row, column: opened + option.opens, value: -1 })
  }
  cells.sort((a, b) => a.row - b.row)
  const starts: number[] = []
  for (const [at, { row }] of cells.entries()) while (starts.length <= row) starts.push(at)
  while (starts.length <= rows.lower.length) starts.push(cells.length)
  const width = opened + openings.length
  const highs = await (loaded ??= load())
  return highs.withModel(
    {
      numCols: width,
      numRows: rows.lower.length,
      colCost: [...columns.map(({ option }) => option.cost), ...openings],
      colLower: new Float64Array(width),
      colUpper: new Float64Array(width).fill(1),
      rowLower: rows.lower,
      rowUpper: rows.upper,
      matrix: {
        format: 'csr',
        numRows: rows.lower.length,
        numCols: width,
        starts,
        indices: cells.map(({ column }) => column),
        values: cells.map(({ value }) => value),
      },
      integrality: new Int32Array(width).fill(1),
    },
    (model) => {
      model.options.set({ time_limit: seconds, mip_rel_gap: 1e-9, output_flag: false, random_seed: 1 })
      const open = new Set(start.map((index, task) => tasks[task]!.options[index]!.opens))
      model.setSolution({
        colValue: [
          ...columns.map(({ task, index }) => (start[task] === index ? 1 : 0)),
          ...openings.map((_, opening) => (open.has(opening) ? 1 : 0)),
        ],
      })
      model.run()
      const { colValue } = model.getSolution()
      const choice = [...start]
      for (const [column, { task, index }] of columns.entries())
        if (colValue[column]! > 0.5) choice[task] = index
      return { choice, bound: Number(model.info.get('mip_dual_bound')) }
    },
  )
}

let loaded: Promise<Highs> | undefined

async function load(): Promise<Highs> {
  const { default: module } = await import('highs')
  // Its types describe the CommonJS face, where the loader is a member of the module.
  const open = module as unknown as (typeof module)['default']
  return open()
}
