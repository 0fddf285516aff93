import { baseFor, type Base } from '../support/base.ts'
import { installPeers, runPeer } from '../support/peer.ts'
import { report, type Result } from '../support/result.ts'
import { addCost, openStage, type Cost, type Stage } from '../support/stage.ts'
import {
  numberOf,
  orderJob as job,
  prepareSteps as prepare,
  STEP_ITEMS,
  STEPS,
  steps,
} from '../support/steps.ts'
import { mustHold, type Bench } from './workload.ts'

const PLANS = 10_000
const PEER_PLANS = 2000
const ASLEEP = 100_000
/** So many times what DBOS does in a CPU second. */
const TIMES_DBOS = 20
const WAITING = `select count(*) as n from orchestration.ready where kind = 'wait'`

/**
 * The engine alone: plans of six tasks that do nothing, one after another, each durable before the next; beside other engines that do six
 * durable steps on the same PostgreSQL. Then 100,000 that sleep.
 */
export async function plans(bench: Bench): Promise<Result[]> {
  const { cluster } = bench
  const base = await baseFor(cluster, { companies: 1, items: STEP_ITEMS, customers: 100, stock: 10_000_000n })
  const six = await sixTasks(bench, base)
  await installPeers()
  const peers = []
  for (const name of ['dbos', 'pg-boss']) peers.push({ name, cost: await runPeer(cluster, name, PEER_PLANS) })
  const rate = (count: number, cost: { node: number; postgres: number }) =>
    count / (cost.node + cost.postgres)
  const whole = addCost(six.captured, six.carriedOut)
  const results = [
    resultOf('orders with a plan of six tasks kept', six.captured, PLANS, 'plans'),
    resultOf('tasks claimed, completed and their followers released', six.carriedOut, PLANS * STEPS, 'tasks'),
    resultOf('plans of six tasks, from the order to the last task', whole, PLANS, 'plans'),
    ...peers.map(({ name, cost }) => {
      const ratio = rate(PLANS, whole) / rate(PEER_PLANS, cost)
      return report({
        workload: 'plans',
        phase: `six durable steps of ${name}`,
        value: rate(PEER_PLANS, cost),
        unit: 'plans per CPU second',
        ratioTo: `plans of six tasks of Docket, in so many times of ${name}`,
        ratio,
        cpuSeconds: { node: cost.node, postgres: cost.postgres },
        wallSeconds: cost.wallSeconds,
        p50Ms: null,
        p99Ms: null,
        rowsPerLine: null,
        walBytesPerLine: null,
        target: name === 'dbos' ? `ratio >= ${TIMES_DBOS}` : null,
        reached: name === 'dbos' ? ratio >= TIMES_DBOS : null,
      })
    }),
  ]
  return [...results, await asleep(bench, base)]
}

const capture = (stage: Stage, base: Base, run: string, count: number) =>
  stage.ask({
    kind: 'stream',
    shape: { ...base.shape, run, lines: 1, spread: 'uniform' },
    connections: 2,
    perRequest: 500,
    rate: 0,
    from: 0,
    count,
    ms: 600_000,
  })

async function until(what: string, holds: () => Promise<boolean>, limitMs = 300_000): Promise<void> {
  const end = performance.now() + limitMs
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`waited too long: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Orders are kept while nobody works; what else they need is done; then the six tasks of each are carried out. */
async function sixTasks({ cluster }: Bench, base: Base): Promise<{ captured: Cost; carriedOut: Cost }> {
  const stage = await openStage(cluster, base, 'plans')
  try {
    await prepare(stage, steps('PT0S', '"all"'))
    const round = async (run: string, count: number) => {
      await job(stage, 'tasks-wait', 'stop')
      await job(stage, 'tasks-ship', 'stop')
      let stop = await stage.meter()
      const done = await capture(stage, base, run, count)
      if (done.refused > 0) throw new Error(`${done.refused} orders were refused: ${done.firstRefusal}`)
      const captured = await stop()
      await job(stage, 'tasks-ship', 'start')
      await until(
        'goods to leave',
        async () =>
          (await numberOf(stage, `select count(*) as n from orchestration.ready where kind <> 'wait'`)) === 0,
      )
      await stage.admin.sql('analyze orchestration.task, orchestration.ready, orchestration.component')
      stop = await stage.meter()
      await job(stage, 'tasks-wait', 'start')
      await until('the tasks', async () => (await numberOf(stage, WAITING)) === 0)
      return { captured, carriedOut: await stop() }
    }
    await round('warm', PLANS / 10)
    const measured = await round('six', PLANS)
    const { deadlocks } = await stage.end()
    mustHold('plans', await stage.laws(), deadlocks)
    return measured
  } finally {
    await stage.close()
  }
}

/** What the server and PostgreSQL do while nothing is due, with 100,000 orders that sleep for a day beside none. */
async function asleep({ cluster, seconds }: Bench, base: Base): Promise<Result> {
  const stage = await openStage(cluster, base, 'plans_asleep')
  try {
    await prepare(stage, steps('P1D', '"all"'))
    const idle = async () => {
      const stop = await stage.meter()
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      const { node, postgres, wallSeconds } = await stop()
      return (node + postgres) / wallSeconds
    }
    await idle()
    const none = await idle()
    await capture(stage, base, 'asleep', ASLEEP)
    const busy = `select count(*) as n from orchestration.ready where due_at <= now()`
    await until('all to sleep', async () => (await numberOf(stage, busy)) === 0)
    if ((await numberOf(stage, WAITING)) < ASLEEP) throw new Error('not all of them sleep')
    // What is counted and folded behind the orders is theirs, not of their sleep.
    await new Promise((resolve) => setTimeout(resolve, 15_000))
    const stop = await stage.meter()
    const value = await idle()
    const cost = await stop()
    return report({
      workload: 'plans',
      phase: `${ASLEEP} orders asleep`,
      value: value * 100,
      unit: '% of one core',
      ratioTo: 'plans none asleep',
      ratio: value / none,
      cpuSeconds: { node: cost.node, postgres: cost.postgres, others: cost.others },
      wallSeconds: cost.wallSeconds,
      p50Ms: null,
      p99Ms: null,
      rowsPerLine: null,
      walBytesPerLine: null,
      target: 'ratio <= 1.5',
      reached: value / none <= 1.5,
    })
  } finally {
    await stage.close()
  }
}

function resultOf(phase: string, cost: Cost, count: number, of: string): Result {
  return report({
    workload: 'plans',
    phase,
    value: count / (cost.node + cost.postgres),
    unit: `${of} per CPU second`,
    ratioTo: null,
    ratio: null,
    cpuSeconds: { node: cost.node, postgres: cost.postgres, others: cost.others },
    wallSeconds: cost.wallSeconds,
    p50Ms: null,
    p99Ms: null,
    rowsPerLine: null,
    walBytesPerLine: cost.walBytes / count,
    target: null,
    reached: null,
  })
}
