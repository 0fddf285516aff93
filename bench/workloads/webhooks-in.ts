import { setTimeout as sleep } from 'node:timers/promises'
import { baseFor, shapeFor } from '../support/base.ts'
import { costColumns, report, type Result } from '../support/result.ts'
import { connectShop, SECRET } from '../support/shop.ts'
import { openStage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const LINES = 5
const CLIENTS = 64
/** Within it every process hears that a job is stopped. */
const HEARD_MS = 1500

/**
 * Webhooks of a shop in a second, each answered after its commit. First what it takes to keep them, while nothing works them off;
 * then CPU and WAL of the whole: kept, mapped, captured, shipped and invoiced, until nothing waits. A webhook that comes again
 * must be cheaper than one that is new.
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
  /** Deliveries that stand in the log; one that comes again counts on its message. */
  const kept = async (): Promise<number> => {
    const [row] = await stage.admin.sql<{ n: bigint }>(
      'select coalesce(sum(came), 0)::int8 as n from channels.message',
    )
    return Number(row!.n)
  }
  try {
    const channel = await connectShop(stage)
    let from = 0
    /** Hands over signed orders for so long; every one that was answered must stand in the log. */
    const handOver = async (times: number, ms: number) => {
      const shape = { ...base.shape, run: 'hook', lines: LINES, spread: 'uniform' as const }
      from += 1_000_000
      const work = { path: channel.webhooks, secret: SECRET, shape, from, ms, clients: CLIENTS, times }
      const before = await kept()
      const done = await stage.ask({ kind: 'webhooks', ...work })
      if (done.refused > 0) throw new Error(`${done.refused} webhooks were refused: ${done.firstRefusal}`)
      const lost = done.orders - ((await kept()) - before)
      if (lost !== 0) throw new Error(`${lost} webhooks were answered and are not there`)
      return done
    }
    const workOff = async (): Promise<void> => {
      while (await waiting()) await sleep(50)
      await stage.drain(300_000)
    }
    await handOver(1, 3000)
    await workOff()
    await stage.admin.sql('analyze')

    const say = (order: string) =>
      stage.call('POST', `/api/v1/monitoring/jobs/messages/${order}`, { reason: 'what keeping alone takes' })
    await say('stop')
    await sleep(HEARD_MS)
    const stopMeter = await stage.meter()
    const alone = await handOver(1, seconds * 1000)
    const aloneCost = await stopMeter()
    report({
      workload: 'webhooks-in',
      phase: 'kept, not worked off',
      value: alone.orders / (alone.wallMs / 1000),
      unit: 'webhooks a second',
      ratioTo: null,
      ratio: null,
      ...costColumns(aloneCost, alone.lines, alone.latencies),
      rowsPerLine: null,
      target: null,
      reached: null,
    })
    await say('start')
    await workOff()

    for (const times of [1, 2]) {
      const stop = await stage.meter()
      const done = await handOver(times, seconds * 1000)
      await workOff()
      const cost = await stop()
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
