import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const CLIENTS = [1, 8, 64, 512]

/**
 * Orders handed over one a request, each answered after its commit, from 1, 8, 64 and 512 clients. The cost of the tasks
 * that an order leaves behind (shipping, invoicing) is part of it: a phase ends when its backlog is drained.
 */
export async function submitHttp({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'submit_http')
  const results: Result[] = []
  try {
    let from = 0
    const phase = (clients: number, ms: number) => ({
      kind: 'single' as const,
      shape: { ...base.shape, run: 'http', lines: LINES, spread: 'uniform' as const },
      from: (from += 1_000_000),
      count: 1_000_000,
      ms,
      clients,
    })
    await stage.ask(phase(64, 4000))
    await stage.drain(120_000)
    await stage.admin.sql('analyze')
    for (const clients of CLIENTS) {
      const stop = await stage.meter()
      const done = await stage.ask(phase(clients, seconds * 1000))
      await stage.drain(300_000)
      const cost = await stop()
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      const value = linesPerCpuSecond(cost, done.lines)
      const columns = costColumns(cost, done.lines, done.latencies)
      const one = results[0]
      const last = clients === CLIENTS.at(-1)
      results.push(
        report({
          workload: 'submit-http',
          phase: `${clients} ${clients === 1 ? 'client' : 'clients'}`,
          value,
          unit: 'lines per CPU second',
          ratioTo: one ? 'submit-http 1 client' : null,
          ratio: one ? value / one.value : null,
          ...columns,
          rowsPerLine: null,
          target: clients === 1 ? 'p50 <= 5 ms' : last ? 'ratio >= 8' : null,
          reached: clients === 1 ? (columns.p50Ms ?? Infinity) <= 5 : last ? value / one!.value >= 8 : null,
        }),
      )
    }
    const { deadlocks } = await stage.end()
    mustHold('submit-http', await stage.laws(), deadlocks)
    return results
  } finally {
    await stage.close()
  }
}
