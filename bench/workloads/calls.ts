import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Answered, AnsweringWork } from '../process/answering-process.ts'
import { baseFor } from '../support/base.ts'
import { skuOf } from '../support/company.ts'
import { cpuOfProcess } from '../support/cpu.ts'
import { report, type Result } from '../support/result.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { numberOf, orderJob } from '../support/steps.ts'
import { mustHold, type Bench } from './workload.ts'

const ITEMS = 500
const ORDERS = 5000
const STEPS = 3
const SECRET = 'of the bench alone, and of no other system'
const MOST_MS = 300_000
const LEAST_A_SECOND = 1000

/**
 * Outside tasks: plans of three requests over HTTP, one after another, to a system on this machine that says by a signed callback that each is
 * done. All of them are kept before the first is sent; what counts is the time until the last is done.
 */
export async function calls({ cluster }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, { companies: 1, items: ITEMS, customers: 100, stock: 10_000_000n })
  const answering = fork(new URL('../process/answering-process.ts', import.meta.url), {
    env: { ...process.env, ANSWERING_SECRET: SECRET },
  })
  const [{ url }] = (await once(answering, 'message')) as [{ url: string }]
  const stage = await openStage(cluster, base, 'calls', {
    settings: {
      DOCKET_SYSTEM_NETWORK_URL: url,
      DOCKET_SYSTEM_NETWORK_TOKEN: 'none',
      DOCKET_SYSTEM_NETWORK_SECRET: SECRET,
    },
  })
  try {
    const heard = async (): Promise<Answered> => {
      const work: AnsweringWork = {
        replies: `${stage.url}/systems/${base.companies[0]!.code}/network/replies`,
      }
      answering.send(work)
      const [told] = (await once(answering, 'message')) as [Answered]
      return told
    }
    await heard()
    await prepare(stage)
    const round = async (run: string, count: number) => {
      await orderJob(stage, 'tasks-call', 'stop')
      const done = await stage.ask({
        kind: 'stream',
        shape: { ...base.shape, run, lines: 1, spread: 'uniform' },
        connections: 2,
        perRequest: 500,
        rate: 0,
        from: 0,
        count,
        ms: MOST_MS,
      })
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      await untilNone(stage, `select count(*) as n from orchestration.ready where kind <> 'call'`)
      await stage.admin.sql('analyze orchestration.task, orchestration.ready, orchestration.component')
      const before = cpuOfProcess(answering.pid!)
      const stop = await stage.meter()
      await orderJob(stage, 'tasks-call', 'start')
      await untilNone(stage, `select count(*) as n from orchestration.ready where kind in ('call', 'out')`)
      return { cost: await stop(), answeringCpu: cpuOfProcess(answering.pid!) - before }
    }
    await round('warm', ORDERS / 10)
    const first = await heard()
    const { cost, answeringCpu } = await round('calls', ORDERS)
    const { asked, taken } = await heard()
    const tasks = ORDERS * STEPS
    if (asked - first.asked !== tasks || taken - first.taken !== tasks)
      throw new Error(
        `of ${tasks} requests ${asked - first.asked} came, and ${taken - first.taken} were done`,
      )
    const { deadlocks } = await stage.end()
    mustHold('calls', await stage.laws(), deadlocks)
    const value = tasks / cost.wallSeconds
    return [
      report({
        workload: 'calls',
        phase: `${STEPS} requests over HTTP one after another, each answered by callback`,
        value,
        unit: 'outside tasks a second',
        ratioTo: null,
        ratio: null,
        cpuSeconds: { node: cost.node, postgres: cost.postgres, others: answeringCpu },
        wallSeconds: cost.wallSeconds,
        p50Ms: null,
        p99Ms: null,
        rowsPerLine: null,
        walBytesPerLine: cost.walBytes / tasks,
        target: `>= ${LEAST_A_SECOND}`,
        reached: value >= LEAST_A_SECOND,
      }),
    ]
  } finally {
    await stage.close()
    answering.kill()
  }
}

async function prepare(stage: Stage): Promise<void> {
  await stage.call('PUT', '/api/v1/systems', {
    code: 'network',
    connection: 'network',
    reply: 'callback',
    statuses: [
      { code: 'active', means: 'done' },
      { code: 'in_progress', means: 'going_on' },
    ],
    atOnce: 500,
    perSecond: 5000,
    timeoutSeconds: 30,
  })
  await stage.call('PUT', '/api/v1/patterns', {
    code: 'called',
    extends: 'goods',
    components: [],
    lineComponents: [
      {
        kind: 'provision',
        key: '"all"',
        tasks: Array.from({ length: STEPS }, (_one, at) => ({
          kind: 'call',
          name: `step_${at + 1}`,
          system: 'network',
          request: {
            method: 'POST',
            path: '"/orders"',
            body: { order: '=order.number', reference: '=call.key', lines: { $lines: { sku: '=line.sku' } } },
          },
        })),
      },
    ],
  })
  for (let item = 0; item < ITEMS; item++)
    await stage.call('PUT', '/api/v1/items', {
      sku: skuOf(item),
      name: `Item ${item}`,
      itemClass: ['kitchen', 'living', 'garden'][item % 3]!,
      pattern: 'called',
    })
}

async function untilNone(stage: Stage, query: string): Promise<void> {
  const end = performance.now() + MOST_MS
  for (;;) {
    const left = await numberOf(stage, query)
    if (left === 0) return
    if (performance.now() > end) throw new Error(`${left} tasks are not done`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
