import { baseFor, shapeFor } from '../support/base.ts'
import type { Spread } from '../support/orders.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { addCost, openStage, type Cost } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5

interface Sum {
  cost: Cost
  lines: number
  latencies: number[]
}

/**
 * Order to cash with every line on one item, beside uniform and beside disjoint items (each eighth order from a range of its
 * own), in turn: A B C A B C on one server. Nothing is oversold: the laws are asked at the end. (`docket race` lets many
 * buyers ask for the last units.)
 */
export async function hotItem({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'hot_item')
  try {
    let from = 0
    const round = async (spread: Spread, ms: number) => {
      const stop = await stage.meter()
      stage.startPaying()
      const shape = { ...base.shape, run: spread, lines: LINES, spread }
      from += 1_000_000
      const done = await stage.ask({
        kind: 'stream',
        shape,
        from,
        count: 1_000_000,
        ms,
        connections: 2,
        perRequest: 500,
        rate: 0,
      })
      await stage.settle(300_000)
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      return { cost: await stop(), ...done }
    }
    await round('uniform', 2000)
    await stage.admin.sql('analyze')
    const sums = new Map<Spread, Sum>()
    for (let turn = 0; turn < 2; turn++) {
      for (const spread of ['uniform', 'hot', 'disjoint'] as const) {
        const { cost, lines, latencies } = await round(spread, (seconds * 1000) / 2)
        sums.set(spread, add(sums.get(spread), { cost, lines, latencies }))
      }
    }
    const { deadlocks } = await stage.end()
    mustHold('hot-item', await stage.laws(), deadlocks)
    const uniform = sums.get('uniform')!
    return [...sums].map(([spread, { cost, lines, latencies }]) => {
      const value = linesPerCpuSecond(cost, lines)
      const ratio = spread === 'uniform' ? null : value / linesPerCpuSecond(uniform.cost, uniform.lines)
      return report({
        workload: 'hot-item',
        phase: spread,
        value,
        unit: 'lines per CPU second',
        ratioTo: ratio === null ? null : 'hot-item uniform',
        ratio,
        ...costColumns(cost, lines, latencies),
        rowsPerLine: null,
        target: spread === 'hot' ? 'ratio >= 0.9, nothing oversold, no deadlock' : null,
        reached: spread === 'hot' ? ratio! >= 0.9 : null,
      })
    })
  } finally {
    await stage.close()
  }
}

function add(sum: Sum | undefined, more: Sum): Sum {
  if (!sum) return more
  const latencies = [...sum.latencies, ...more.latencies]
  return { cost: addCost(sum.cost, more.cost), lines: sum.lines + more.lines, latencies }
}
