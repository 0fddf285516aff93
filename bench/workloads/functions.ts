import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, report, type Result } from '../support/result.ts'
import { connectShop, SECRET } from '../support/shop.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const RATE = 200
const MOST_P99_MS = 50

/**
 * What a shop asks in its checkout, at a rate and not one after another: a slow answer does not slow the next question
 * down. Each function by itself, then all of them mixed.
 */
export async function functions({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'functions')
  const results: Result[] = []
  try {
    const channel = await connectShop(stage, { shippingOffers: { ground: { name: 'By van' } } })
    const shape = { ...base.shape, run: 'ask', lines: LINES, spread: 'uniform' as const }
    const asked = ['order-validation', 'tax', 'shipping', 'inventory']
    const phase = (names: readonly string[], ms: number) => {
      const paths = names.map((name) => channel.functions[name]!)
      return stage.ask({ kind: 'functions', paths, secret: SECRET, shape, ms, rate: RATE })
    }
    await phase(asked, 3000)
    for (const names of [...asked.map((name) => [name]), asked]) {
      const stop = await stage.meter()
      const done = await phase(names, seconds * 1000)
      const cost = await stop()
      if (done.refused > 0) throw new Error(`${done.refused} questions were refused: ${done.firstRefusal}`)
      const columns = costColumns(cost, done.lines, done.latencies)
      results.push(
        report({
          workload: 'functions',
          phase: names.length === 1 ? names[0]! : 'mixed',
          value: done.orders / (done.wallMs / 1000),
          unit: 'answers a second',
          ratioTo: null,
          ratio: null,
          ...columns,
          rowsPerLine: null,
          target: `p99 below ${MOST_P99_MS} ms at ${RATE} a second`,
          reached: columns.p99Ms !== null && columns.p99Ms < MOST_P99_MS,
        }),
      )
    }
    const { deadlocks } = await stage.end()
    mustHold('functions', await stage.laws(), deadlocks)
    return results
  } finally {
    await stage.close()
  }
}
