import { encodeId } from '../../src/platform/public-id.ts'
import { baseFor } from '../support/base.ts'
import { report, type Result } from '../support/result.ts'
import { openStage, type Cost, type Stage } from '../support/stage.ts'
import { numberOf, orderJob, prepareSteps, STEP_ITEMS, steps } from '../support/steps.ts'
import { mustHold, type Bench } from './workload.ts'

const COMPONENTS = 10_000
/** So many amendments of one line each. */
const AMENDED = 30

/**
 * An order of 10,000 lines of which each has a component of its own beside those that deliver, and what it takes to amend it while it runs.
 */
export async function largePlan({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, { companies: 1, items: STEP_ITEMS, customers: 100, stock: 10_000_000n })
  const stage = await openStage(cluster, base, 'large_plan')
  try {
    await prepareSteps(stage, steps('P1D', 'string(line.lineNo)'))
    await orderJob(stage, 'tasks-ship', 'stop')
    const one = (run: string, lines: number) =>
      stage.ask({
        kind: 'single',
        shape: { ...base.shape, run, lines, spread: 'uniform' },
        from: 0,
        count: 1,
        ms: seconds * 1000,
        clients: 1,
      })
    await one('warm', 1000)
    const stop = await stage.meter()
    const done = await one('many', COMPONENTS)
    if (done.refused > 0) throw new Error(`the order was refused: ${done.firstRefusal}`)
    const cost = await stop()
    const made = await numberOf(
      stage,
      `select count(*) as n from orchestration.component where kind = 'steps'`,
    )
    if (made < COMPONENTS) throw new Error(`only ${made} components were drawn`)
    const [{ id }] = (await stage.admin.sql<{ id: bigint }>(
      'select order_id as id from orders.order_line group by order_id order by count(*) desc limit 1',
    )) as [{ id: bigint }]
    const amended = await amendments(stage, `/api/v1/orders/${encodeId('ord', id)}/amendments`)
    const { deadlocks } = await stage.end()
    mustHold('large-plan', await stage.laws(), deadlocks)
    return [
      secondsOf('an order with a plan of 10,000 components, from request to answer', done.latencies, 2, cost),
      ...amended,
    ]
  } finally {
    await stage.close()
  }
}

/** Amendments of an order of 10,000 lines and components: of one line at a time, and as a whole in which each hundredth line is another. */
async function amendments(stage: Stage, path: string): Promise<Result[]> {
  const timed = async (body: object) => {
    const began = performance.now()
    await stage.call('POST', path, body)
    return performance.now() - began
  }
  const oneLine = (at: number) =>
    timed({ lines: [{ lineNo: 1 + ((at * 37) % COMPONENTS), quantity: `${at + 2}` }] })
  for (let at = 0; at < 5; at++) await oneLine(at)
  await stage.admin.sql('analyze')
  let stop = await stage.meter()
  const ofLines: number[] = []
  for (let at = 5; at < 5 + AMENDED; at++) ofLines.push(await oneLine(at))
  const lineCost = await stop()
  const lines = Array.from({ length: COMPONENTS }, (_one, at) => ({
    lineNo: at + 1,
    ...(at % 100 === 50 ? { quantity: '77' } : {}),
  }))
  stop = await stage.meter()
  const ofAll = [await timed({ whole: true, lines })]
  const allCost = await stop()
  return [
    secondsOf('one line of it amended, from request to answer', ofLines, 0.05, lineCost),
    secondsOf('all of it revised, each hundredth line another, from request to answer', ofAll, 2, allCost),
  ]
}

/** Of latencies in ms the median, in seconds. */
function secondsOf(phase: string, latencies: readonly number[], limit: number, cost: Cost): Result {
  const sorted = latencies.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]!
  const value = at(0.5) / 1000
  return report({
    workload: 'large-plan',
    phase,
    value,
    unit: 'seconds',
    ratioTo: null,
    ratio: null,
    cpuSeconds: { node: cost.node, postgres: cost.postgres, others: cost.others },
    wallSeconds: cost.wallSeconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    rowsPerLine: null,
    walBytesPerLine: null,
    target: `<= ${limit} s`,
    reached: value <= limit,
  })
}
