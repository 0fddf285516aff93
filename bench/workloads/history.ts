import { statfsSync } from 'node:fs'
import { baseFor, shapeFor } from '../support/base.ts'
import type { CompanyShape } from '../support/company.ts'
import type { BenchDatabase } from '../support/cluster.ts'
import { fillOrders, multiplyTo } from '../support/stored.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { addCost, openStage, type Cost, type Stage } from '../support/stage.ts'
import { mustHold, type Bench, type Workload } from './workload.ts'

const LINES = 5
const SMALL = 10_000
const LARGE = 1_000_000
const FREE_GB = 30
const ROUNDS = 2

/**
 * Order to cash where 10,000 orders stand already, and where 1,000,000 do, in turns. The million are copies of the ten
 * thousand, each with ids, keys and documents of its own, and every law holds over all of them.
 */
export const history = historyOf(SMALL, LARGE, FREE_GB, shapeFor(1))

/** The same with other numbers of orders, of another company: a test runs it in miniature. */
export function historyOf(small: number, large: number, freeGb: number, company: CompanyShape): Workload {
  return (bench) => measure(bench, { small, large, freeGb, company })
}

interface Sizes {
  small: number
  large: number
  freeGb: number
  company: CompanyShape
}

async function measure(
  { cluster, seconds }: Bench,
  { small: few, large: many, freeGb, company }: Sizes,
): Promise<Result[]> {
  const { bavail, bsize } = statfsSync(cluster.dataDir)
  const free = (bavail * bsize) / 2 ** 30
  if (free < freeGb)
    throw new Error(
      `${many} orders need ${freeGb} GB: ${free.toFixed(0)} GB are free at ${cluster.dataDir}. Set TMPDIR to a larger disk.`,
    )
  const base = await baseFor(cluster, company)
  const databases: BenchDatabase[] = []
  const stages: Stage[] = []
  try {
    const small = await cluster.make('history_small', base.database)
    databases.push(small)
    const first = await fillOrders(cluster, base, small, { run: 'history', count: few, lines: LINES })
    const large = await cluster.make('history_large', small)
    databases.push(large)
    await multiplyTo(cluster, large, { first, times: many / few - 1 })
    for (const database of databases)
      stages.push(await openStage(cluster, base, database.name, { standing: database }))
    const sums: { cost: Cost; lines: number; latencies: number[] }[] = []
    for (let turn = 0; turn <= ROUNDS; turn++) {
      for (const [place, stage] of stages.entries()) {
        const shape = { ...base.shape, run: `history-${turn}`, lines: LINES, spread: 'uniform' as const }
        const stop = await stage.meter()
        stage.startPaying()
        // The first turn warms caches and code, and is not counted.
        const ms = turn === 0 ? Math.min(4000, seconds * 1000) : (seconds * 1000) / ROUNDS
        const load = {
          kind: 'stream',
          shape,
          from: 0,
          count: 1_000_000,
          ms,
          connections: 2,
          perRequest: 500,
          rate: 0,
        } as const
        const done = await stage.ask(load)
        await stage.settle(300_000)
        const cost = await stop()
        if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
        if (turn === 0) continue
        const sum = sums[place]
        sums[place] = {
          cost: sum ? addCost(sum.cost, cost) : cost,
          lines: (sum?.lines ?? 0) + done.lines,
          latencies: [...(sum?.latencies ?? []), ...done.latencies],
        }
      }
    }
    for (const stage of stages) {
      const { deadlocks } = await stage.end()
      mustHold('history', await stage.laws(), deadlocks)
    }
    const values = sums.map(({ cost, lines }) => linesPerCpuSecond(cost, lines))
    return sums.map(({ cost, lines, latencies }, place) => {
      const ratio = place === 0 ? null : values[1]! / values[0]!
      return report({
        workload: 'history',
        phase: `${place === 0 ? few : many} orders stored`,
        value: values[place]!,
        unit: 'lines per CPU second',
        ratioTo: ratio === null ? null : `history ${few} orders stored`,
        ratio,
        ...costColumns(cost, lines, latencies),
        rowsPerLine: null,
        target: ratio === null ? null : 'ratio >= 0.8',
        reached: ratio === null ? null : ratio >= 0.8,
      })
    })
  } finally {
    for (const stage of stages) await stage.close()
    for (const database of databases) await cluster.drop(database)
  }
}
