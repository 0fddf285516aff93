import { addDays } from '../../src/platform/clock.ts'
import { baseFor } from '../support/base.ts'
import { locations, skuOf } from '../support/company.ts'
import { report, type Result } from '../support/result.ts'
import { openStage, type Cost, type Stage } from '../support/stage.ts'
import { mustHold, type Bench } from './workload.ts'

const ITEMS = 40
const ORDERS = 500
const LINES = ITEMS
const DAYS = 30
/** A million lines a minute. */
const LEAST_A_SECOND = 1_000_000 / 60

interface Run {
  id: string
  lines: number
}

/**
 * A run over a backlog of as many lines as one run takes: who waits for forty items, which come to three places on each of thirty
 * days, is planned anew, again and again; then the last plan is released. By the API.
 */
export async function backlog({ cluster, seconds }: Bench): Promise<Result[]> {
  const base = await baseFor(cluster, { companies: 1, items: ITEMS, customers: 100, stock: 10n })
  const stage = await openStage(cluster, base, 'backlog')
  try {
    await fill(stage)
    const shape = { ...base.shape, run: 'backlog', lines: LINES, spread: 'uniform' } as const
    await stage.ask({
      kind: 'stream',
      shape,
      connections: 2,
      perRequest: 50,
      rate: 0,
      from: 0,
      count: ORDERS,
      ms: 300_000,
    })
    await stage.drain(300_000)
    await stage.admin.sql('analyze')
    const plan = async () =>
      (await stage.call('POST', '/api/v1/backlog-runs', {
        rank: [{ by: 'value', direction: 'descending' }],
      })) as Run
    await plan()
    let stop = await stage.meter()
    let lines = 0
    let last: Run
    const end = performance.now() + seconds * 1000
    do lines += (last = await plan()).lines
    while (performance.now() < end)
    const planned = await stop()
    stop = await stage.meter()
    const released = (await stage.call('POST', `/api/v1/backlog-runs/${last.id}/release`)) as {
      changedLines: number
    }
    const release = await stop()
    const { deadlocks } = await stage.end()
    mustHold('backlog', await stage.laws(), deadlocks)
    const phase = `${last.lines} lines a run`
    return [
      resultOf(`planned, ${phase}`, planned, lines),
      resultOf('released', release, released.changedLines),
    ]
  } finally {
    await stage.close()
  }
}

function resultOf(phase: string, cost: Cost, lines: number): Result {
  const value = lines / cost.wallSeconds
  const { node, postgres, others } = cost
  return report({
    workload: 'backlog',
    phase,
    value,
    unit: 'lines per second',
    ratioTo: null,
    ratio: null,
    cpuSeconds: { node, postgres, others },
    wallSeconds: cost.wallSeconds,
    p50Ms: null,
    p99Ms: null,
    rowsPerLine: null,
    walBytesPerLine: cost.walBytes / lines,
    target: phase.startsWith('planned') ? `>= ${Math.round(LEAST_A_SECOND)}` : null,
    reached: phase.startsWith('planned') ? value >= LEAST_A_SECOND : null,
  })
}

async function fill(stage: Stage): Promise<void> {
  const today = new Date().toISOString().slice(0, 10)
  const items = Array.from({ length: ITEMS }, (_, item) => item)
  for (let day = 1; day <= DAYS; day += 1)
    await stage.call(
      'POST',
      '/api/v1/supply-orders',
      items.flatMap((item) =>
        locations.map((location) => ({
          sku: skuOf(item),
          location,
          quantity: '10',
          unitCost: '1',
          number: `PO ${day} ${location} ${item}`,
          dueOn: addDays(today, day),
        })),
      ),
    )
}
