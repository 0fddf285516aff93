import { setTimeout as sleep } from 'node:timers/promises'
import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, report, type Result } from '../support/result.ts'
import { connectShop, SECRET } from '../support/shop.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const CLIENTS = 64

/**
 * Webhooks of a shop in a second, each answered after its commit; CPU and WAL are those of the whole: kept, mapped, captured,
 * shipped and invoiced, until nothing waits. A webhook that comes again must be cheaper than one that is new.
 */
export async function webhooksIn({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'webhooks_in')
  const results: Result[] = []
  const waiting = async (): Promise<boolean> => {
    const [row] = await stage.admin.sql<{ n: bigint }>(
      'select count(*) as n from channels.message where due_at is not null',
    )
    return row!.n > 0n
  }
  try {
    const channel = await connectShop(stage)
    let from = 0
    const phase = async (times: number, ms: number) => {
      const shape = { ...base.shape, run: 'hook', lines: LINES, spread: 'uniform' as const }
      from += 1_000_000
      const work = { path: channel.webhooks, secret: SECRET, shape, from, ms, clients: CLIENTS, times }
      const done = await stage.ask({ kind: 'webhooks', ...work })
      while (await waiting()) await sleep(50)
      await stage.drain(300_000)
      return done
    }
    await phase(1, 3000)
    await stage.admin.sql('analyze')
    for (const times of [1, 2]) {
      const stop = await stage.meter()
      const done = await phase(times, seconds * 1000)
      const cost = await stop()
      if (done.refused > 0) throw new Error(`${done.refused} webhooks were refused: ${done.firstRefusal}`)
      const value = done.orders / (done.wallMs / 1000)
      const [one] = results
      results.push(
        report({
          workload: 'webhooks-in',
          phase: times === 1 ? 'one delivery' : 'each comes twice',
          value,
          unit: 'webhooks a second',
          ratioTo: one ? 'webhooks-in one delivery' : null,
          ratio: one ? value / one.value : null,
          ...costColumns(cost, done.lines, done.latencies),
          rowsPerLine: null,
          target: null,
          reached: null,
        }),
      )
    }
    const [bad] = await stage.admin.sql<{ n: bigint; problems: unknown }>(
      "select count(*) as n, min(problems::text) as problems from channels.message where outcome <> 'accepted'",
    )
    if (bad!.n > 0n) throw new Error(`${bad!.n} webhooks did not become orders: ${String(bad!.problems)}`)
    const { deadlocks } = await stage.end()
    mustHold('webhooks-in', await stage.laws(), deadlocks)
    return results
  } finally {
    await stage.close()
  }
}
