import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, microsPerLine, report, type Result } from '../support/result.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const HUGE = 10_000
const SMALL = 10

/** An order of 10,000 lines from capture to close, beside orders of 10 lines handed over one after another. */
export async function hugeOrder({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'huge_order')
  try {
    let from = 0
    const round = async (lines: number, count: number) => {
      const stop = await stage.meter()
      stage.startPaying()
      const shape = { ...base.shape, run: `huge-${lines}`, lines, spread: 'uniform' as const }
      const done = await stage.ask({
        kind: 'single',
        shape,
        from: (from += 1_000_000),
        count,
        ms: seconds * 1000,
        clients: 1,
      })
      await stage.settle(300_000)
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      return { cost: await stop(), ...done }
    }
    await round(SMALL, 200)
    await round(1000, 1)
    await stage.admin.sql('analyze')
    const small = await round(SMALL, HUGE / SMALL)
    const huge = await round(HUGE, 1)
    const { deadlocks } = await stage.end()
    mustHold('huge-order', await stage.laws(), deadlocks)
    const before = microsPerLine(small.cost, small.lines)
    return [small, huge].map((one) => {
      const value = microsPerLine(one.cost, one.lines)
      const ratio = one === huge ? value / before : null
      return report({
        workload: 'huge-order',
        phase: one === huge ? 'one order of 10,000 lines' : `${one.orders} orders of 10 lines`,
        value,
        unit: 'µs of CPU a line',
        ratioTo: ratio === null ? null : 'huge-order 10 lines',
        ratio,
        ...costColumns(one.cost, one.lines, one.latencies),
        rowsPerLine: null,
        target: ratio === null ? null : 'ratio <= 1',
        reached: ratio === null ? null : ratio <= 1,
      })
    })
  } finally {
    await stage.close()
  }
}
