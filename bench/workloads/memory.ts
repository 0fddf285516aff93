import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, report, type Result } from '../support/result.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
/** Orders a second: work all the time, and no backlog that would itself be memory. */
const RATE = 100

/** Memory of the server under steady work: after a tenth of the time (of 10 minutes: 1) and at its end. */
export async function memory({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'memory')
  try {
    const shape = { ...base.shape, run: 'memory', lines: LINES, spread: 'uniform' as const }
    const stop = await stage.meter()
    stage.startPaying()
    let early = 0
    const timer = setTimeout(() => (early = stage.rss()), seconds * 100)
    const done = await stage.ask({
      kind: 'stream',
      shape,
      from: 0,
      count: 10_000_000,
      ms: seconds * 1000,
      connections: 2,
      perRequest: 20,
      rate: RATE,
    })
    clearTimeout(timer)
    const late = stage.rss()
    await stage.settle(300_000)
    const cost = await stop()
    if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
    const { deadlocks } = await stage.end()
    mustHold('memory', await stage.laws(), deadlocks)
    return [
      report({
        workload: 'memory',
        phase: `${seconds} s at ${RATE} orders a second`,
        value: late / 2 ** 20,
        unit: 'MB resident',
        ratioTo: `memory after ${seconds / 10} s (${Math.round(early / 2 ** 20)} MB)`,
        ratio: late / early,
        ...costColumns(cost, done.lines, done.latencies),
        rowsPerLine: null,
        target: 'ratio <= 1.2',
        reached: late / early <= 1.2,
      }),
    ]
  } finally {
    await stage.close()
  }
}
