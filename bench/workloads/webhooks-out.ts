import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { baseFor, shapeFor } from '../support/base.ts'
import { cpuOfProcess } from '../support/cpu.ts'
import { costColumns, linesPerCpuSecond, report, type Result } from '../support/result.ts'
import { openStage, type Stage } from '../support/stage.ts'
import type { SinkHeard, SinkWork } from '../process/sink-process.ts'
import { mustHold, type Bench } from './workload.ts'

/** Subscribers, each of which hears everything. */
const ENDPOINTS = 20
/** A tenth of them. */
const DEAD = 2
/** Orders that are told of in the first phase, for each second of it; an order has some four events. */
const ORDERS_A_SECOND = 60
/** Orders a second while latency is measured: a tenth of what two cores can do. */
const RATE = 40
const LONGEST_MS = 600_000

/**
 * Events sent to subscribers: deliveries a CPU second of Node and PostgreSQL, beside a bare loop that posts the same bodies
 * to the same sink over connections that stay open. Then the time from an event to its arrival at endpoints that are
 * well, with a tenth of endpoints that never answer beside it without, in turns.
 */
export async function webhooksOut({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, shapeFor(1))
  const stage = await openStage(cluster, base, 'webhooks_out')
  const sink = await openSink()
  try {
    let from = 0
    const orders = async (count: number, ms: number, rate: number): Promise<void> => {
      const done = await stage.ask({
        kind: 'stream',
        shape: { ...base.shape, run: 'webhooks', lines: 1, spread: 'uniform' },
        from: (from += 1_000_000),
        count,
        ms,
        connections: 1,
        perRequest: rate > 0 ? 4 : 100,
        rate,
      })
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      await stage.drain(LONGEST_MS)
    }
    const subscribe = (enabled: boolean) =>
      Promise.all(
        Array.from({ length: ENDPOINTS }, (_one, i) =>
          stage.call('PUT', '/api/v1/webhook-endpoints', {
            code: `e${i}`,
            url: `${sink.url}/e${i}`,
            enabled,
          }),
        ),
      )

    // What waits is sent at once, so that what it costs to make the events is no part of it.
    await subscribe(false)
    await orders(Math.ceil(seconds * ORDERS_A_SECOND), LONGEST_MS, 0)
    await stage.admin.sql('analyze')
    const stop = await stage.meter()
    await subscribe(true)
    await settled(stage)
    const cost = await stop()
    const sent = await sink.ask({ kind: 'heard' })
    const value = linesPerCpuSecond(cost, sent.count)

    const poster = await openSink()
    const before = cpuOfProcess(poster.child.pid!)
    const { bodies } = await sink.ask({ kind: 'bodies' })
    const { count } = await poster.ask({
      kind: 'post',
      url: `${sink.url}/bare`,
      bodies,
      clients: ENDPOINTS,
      ms: (seconds * 1000) / 2,
    })
    const cpu = cpuOfProcess(poster.child.pid!) - before
    poster.child.kill()
    await sink.ask({ kind: 'heard' })
    const bare = report({
      ...nothing,
      workload: 'webhooks-out',
      phase: 'a bare loop',
      value: count / cpu,
      unit: 'calls per CPU second',
      cpuSeconds: { node: cpu, postgres: 0 },
      wallSeconds: seconds / 2,
    })
    const ratio = value / bare.value
    const results = [
      bare,
      report({
        ...nothing,
        workload: 'webhooks-out',
        phase: `${ENDPOINTS} endpoints`,
        value,
        unit: 'deliveries per CPU second',
        ratioTo: 'webhooks-out a bare loop',
        ratio,
        ...costColumns(cost, sent.count),
        target: 'ratio >= 0.3',
        reached: ratio >= 0.3,
      }),
    ]

    await orders(1_000_000, seconds * 250, RATE)
    await settled(stage)
    const latencies = { none: [] as number[], dead: [] as number[] }
    for (let turn = 0; turn < 2; turn++) {
      for (const kind of ['none', 'dead'] as const) {
        const dead = Array.from({ length: kind === 'dead' ? DEAD : 0 }, (_one, i) => `dead${i}`)
        for (const code of dead)
          await stage.call('PUT', '/api/v1/webhook-endpoints', { code, url: `${sink.url}/${code}` })
        await sink.ask({ kind: 'heard' })
        await orders(1_000_000, (seconds * 1000) / 2, RATE)
        await settled(stage)
        // A place would grow beyond all spreading one.
        for (const one of (await sink.ask({ kind: 'heard' })).latencies) latencies[kind].push(one)
        for (const code of dead) await stage.call('DELETE', `/api/v1/webhook-endpoints/${code}`)
      }
    }
    const [alone, beside] = (['none', 'dead'] as const).map((kind) => columnsOf(latencies[kind]))
    const rises = beside!.p99Ms / alone!.p99Ms
    results.push(
      report({
        ...nothing,
        workload: 'webhooks-out',
        phase: 'no endpoint is dead',
        value: alone!.p99Ms,
        unit: 'ms from event to arrival, p99',
        ...alone,
      }),
      report({
        ...nothing,
        workload: 'webhooks-out',
        phase: `${DEAD} endpoints beside ${ENDPOINTS} are dead`,
        value: beside!.p99Ms,
        unit: 'ms from event to arrival, p99',
        ratioTo: 'webhooks-out no endpoint is dead',
        ratio: rises,
        ...beside,
        target: 'ratio <= 1.5',
        reached: rises <= 1.5,
      }),
    )
    const { deadlocks } = await stage.end()
    mustHold('webhooks-out', await stage.laws(), deadlocks)
    return results
  } finally {
    sink.child.kill()
    await stage.close()
  }
}

const nothing = {
  ratioTo: null,
  ratio: null,
  cpuSeconds: null,
  wallSeconds: null,
  p50Ms: null,
  p99Ms: null,
  rowsPerLine: null,
  walBytesPerLine: null,
  target: null,
  reached: null,
}

function columnsOf(latencies: readonly number[]): { p50Ms: number; p99Ms: number } {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
  if (sorted.length === 0) throw new Error('nothing was delivered')
  return { p50Ms: at(0.5), p99Ms: at(0.99) }
}

/** Waits until every endpoint that is well was told everything. */
async function settled(stage: Stage): Promise<void> {
  const began = performance.now()
  for (;;) {
    const { rows } = (await stage.call('GET', '/api/v1/webhook-endpoints?limit=500')) as {
      rows: { code: string; behind: number; failures: number; problem: string | null }[]
    }
    const well = rows.filter(({ code }) => !code.startsWith('dead'))
    const failing = well.find(({ failures }) => failures > 0)
    if (failing) throw new Error(`${failing.code} fails: ${failing.problem}`)
    if (well.every(({ behind }) => behind === 0)) return
    if (performance.now() - began > LONGEST_MS) throw new Error('Not all events were delivered')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

interface Sink {
  url: string
  child: ChildProcess
  ask(work: SinkWork): Promise<SinkHeard>
}

async function openSink(): Promise<Sink> {
  const child = fork(new URL('../process/sink-process.ts', import.meta.url), { serialization: 'advanced' })
  const [{ url }] = (await once(child, 'message')) as [{ url: string }]
  return {
    url,
    child,
    async ask(work) {
      child.send(work)
      const [answer] = (await once(child, 'message')) as [SinkHeard]
      return answer
    },
  }
}
