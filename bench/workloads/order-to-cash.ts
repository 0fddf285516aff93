import { floor, type FloorRun } from '../floor.ts'
import { baseFor, shapeFor } from '../support/base.ts'
import type { OrderShape } from '../support/orders.ts'
import { costColumns, linesPerCpuSecond, microsPerLine, report, type Result } from '../support/result.ts'
import { openStage, type Cost, type Stage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const WARM = 1000
const SETTLE_MS = 300_000
/** Most orders that the floor writes again: their rows are held in memory. */
const FLOOR_ORDERS = 12_000

/**
 * Order lines captured, priced, taxed, promised, planned, reserved, shipped, invoiced, posted, paid and closed, with 1, 10
 * and 1,000 companies; with 1 also while a reader keeps asking for reports. The floor: the rows of the first run again.
 */
export async function orderToCash(bench: Bench): Promise<Result[]> {
  const first = await run(bench, 1, { floor: true, reader: false })
  const results = [...first]
  results.push(...(await run(bench, 1, { floor: false, reader: true }, first)))
  for (const companies of [10, 1000])
    results.push(...(await run(bench, companies, { floor: false, reader: false }, first)))
  return results
}

/** The floor alone still needs rows to write: a run of one company makes them. */
export async function floorOnly(bench: Bench): Promise<Result[]> {
  return run(bench, 1, { floor: true, reader: false })
}

async function run(
  { cluster, seconds }: Bench,
  companies: number,
  wanted: { floor: boolean; reader: boolean },
  before: readonly Result[] = [],
): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(companies))
  const phase = `${companies} ${companies === 1 ? 'company' : 'companies'}${wanted.reader ? ', with a reader' : ''}`
  const stage = await openStage(cluster, base, `o2c_${companies}`)
  try {
    const shape: OrderShape = { ...base.shape, run: 'o2c', lines: LINES, spread: 'uniform' }
    const perRequest = companies === 1 ? 500 : companies === 10 ? 200 : 10
    const stream = {
      kind: 'stream',
      shape,
      connections: companies === 1 ? 2 : companies === 10 ? 4 : 32,
      perRequest,
      rate: 0,
    } as const
    await stage.ask({ ...stream, from: 0, count: WARM, ms: 60_000 })
    await stage.settle(SETTLE_MS)
    await stage.admin.sql('analyze')
    const [{ xid } = { xid: 0n }] = await stage.admin.sql<{ xid: bigint }>(
      'select pg_current_xact_id()::text::int8 as xid',
    )
    const reading = wanted.reader ? stage.ask({ kind: 'read' }) : undefined
    const stop = await stage.meter()
    stage.startPaying()
    const done = await stage.ask({ ...stream, from: WARM, count: 1_000_000, ms: seconds * 1000 })
    await stage.settle(SETTLE_MS)
    const cost = await stop()
    if (reading) {
      await stage.ask({ kind: 'quiet' })
      const { failed } = (await reading) as { failed: unknown[] }
      if (failed.length > 0) throw new Error(`The reader was refused: ${JSON.stringify(failed)}`)
    }
    if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
    const { rows, deadlocks } = await stage.end()
    mustHold(phase, await stage.laws(), deadlocks)
    const floors = wanted.floor && (await floorsOf(cluster, stage, base.database, xid, done.orders))
    return reported(
      phase,
      cost,
      done,
      rows / (done.lines + WARM * LINES),
      floors || [],
      before,
      wanted.reader,
    )
  } finally {
    await stage.close()
  }
}

async function floorsOf(
  cluster: Bench['cluster'],
  stage: Stage,
  base: Stage['database'],
  since: bigint,
  orders: number,
): Promise<(FloorRun & { lines: number })[]> {
  const share = Math.min(1, FLOOR_ORDERS / orders)
  const runs = await floor(cluster, { written: stage.admin, since, base, orders, share })
  return runs.map((one) => ({ ...one, lines: orders * LINES * share }))
}

function reported(
  phase: string,
  cost: Cost,
  done: { lines: number; latencies: number[] },
  rowsPerLine: number,
  floors: readonly (FloorRun & { lines: number })[],
  before: readonly Result[],
  reader: boolean,
): Result[] {
  const results: Result[] = []
  for (const one of floors) {
    results.push(
      report({
        workload: 'floor',
        phase: one.kind,
        value: one.lines / one.cpu,
        unit: 'lines per CPU second',
        ratioTo: null,
        ratio: null,
        cpuSeconds: { node: one.node, postgres: one.pg },
        wallSeconds: one.wall / 1000,
        p50Ms: null,
        p99Ms: null,
        rowsPerLine: one.rows / one.lines,
        walBytesPerLine: one.wal / one.lines,
        target: null,
        reached: null,
      }),
    )
  }
  const unnest = [...results, ...before].find(
    ({ workload, phase: kind }) => workload === 'floor' && kind === 'unnest',
  )
  const columns = costColumns(cost, done.lines, done.latencies)
  const ratio = unnest ? linesPerCpuSecond(cost, done.lines) / unnest.value : null
  const micros = microsPerLine(cost, done.lines)
  results.push(
    report({
      workload: 'order-to-cash',
      phase,
      value: linesPerCpuSecond(cost, done.lines),
      unit: 'lines per CPU second',
      ratioTo: 'floor unnest',
      ratio,
      ...columns,
      rowsPerLine,
      target: reader ? null : 'ratio >= 0.25, <= 400 µs of CPU, <= 20 rows and <= 3500 bytes of WAL a line',
      reached: reader
        ? null
        : (ratio ?? 0) >= 0.25 && micros <= 400 && rowsPerLine <= 20 && columns.walBytesPerLine <= 3500,
    }),
  )
  return results
}
