import { encodeId } from '../../src/platform/public-id.ts'
import type { Asked } from '../process/load-process.ts'
import { baseFor, shapeFor } from '../support/base.ts'
import type { BenchDatabase } from '../support/cluster.ts'
import type { CompanyShape } from '../support/company.ts'
import { costColumns, report, type Result } from '../support/result.ts'
import { connectShop, SECRET } from '../support/shop.ts'
import { openStage, type Stage } from '../support/stage.ts'
import { fillOrders, multiplyTo } from '../support/stored.ts'
import { mustHold, type Bench, type Workload } from './workload.ts'

const STORED = 100_000
/** Made by the product; the others are copies of them. */
const MADE = 2000
const LINES = 5
const RATE = 200
/** Orders of a shopper that one page shows. */
const PAGE = 10
const MOST_P99_MS = 50
/** Questions that are prepared: more than the longest phase asks, so that each is about another order. */
const ASKS = 10_000
const RUN = 'stored'

/** How far orders are (C-21), asked at a rate and not one after another, where many stand already. */
export const orderStatus = orderStatusOf(MADE, STORED, RATE, shapeFor(1))

/** The same with other numbers of orders, of another company: a test runs it in miniature. */
export function orderStatusOf(made: number, stored: number, rate: number, company: CompanyShape): Workload {
  return (bench) => measure(bench, { made, stored, rate, company })
}

async function measure(
  { cluster, seconds }: Bench,
  { made, stored, rate, company }: { made: number; stored: number; rate: number; company: CompanyShape },
): Promise<Result[]> {
  const base = await baseFor(cluster, company)
  let database: BenchDatabase | undefined
  let stage: Stage | undefined
  try {
    database = await cluster.make('order_status', base.database)
    const first = await fillOrders(cluster, base, database, { run: RUN, count: made, lines: LINES })
    await multiplyTo(cluster, database, { first, times: stored / made - 1 })
    stage = await openStage(cluster, base, database.name, { standing: database })
    const { functions } = await connectShop(stage, {}, 'webshop')
    const path = functions['order-status']!
    const ids = await stage.admin.sql<{ id: bigint }>(
      'select distinct id from orders.sales_order order by id',
    )
    if (ids.length !== stored) throw new Error(`${ids.length} orders stand`)
    const questions = (size: number): Asked[] =>
      Array.from({ length: ASKS }, (_one, n) => ({
        path,
        body: JSON.stringify({
          orders: Array.from({ length: size }, (_each, i) => ({
            id: externalIdOf(spread(n * size + i, stored), made),
          })),
        }),
      }))
    const phases: [string, Asked[]][] = [
      ['one order, asked by the shop', questions(1)],
      [`${PAGE} orders, asked by the shop`, questions(PAGE)],
      [
        'one order, by API',
        Array.from({ length: ASKS }, (_one, n) => ({
          path: `/api/v1/orders/${encodeId('ord', ids[spread(n, stored)]!.id)}`,
        })),
      ],
    ]
    const results: Result[] = []
    for (const [phase, asks] of phases) {
      const ask = (ms: number) => stage!.ask({ kind: 'asks', asks, secret: SECRET, ms, rate })
      await ask(Math.min(3000, seconds * 1000))
      const stop = await stage.meter()
      const done = await ask(seconds * 1000)
      const cost = await stop()
      if (done.refused > 0) throw new Error(`${done.refused} questions were refused: ${done.firstRefusal}`)
      const columns = costColumns(cost, done.orders, done.latencies)
      results.push(
        report({
          workload: 'order-status',
          phase,
          value: done.orders / (done.wallMs / 1000),
          unit: 'answers a second',
          ratioTo: null,
          ratio: null,
          ...columns,
          rowsPerLine: null,
          walBytesPerLine: null,
          target: `p99 below ${MOST_P99_MS} ms at ${rate} a second`,
          reached: columns.p99Ms !== null && columns.p99Ms < MOST_P99_MS,
        }),
      )
    }
    const { deadlocks } = await stage.end()
    mustHold('order-status', await stage.laws(), deadlocks)
    return results
  } finally {
    await stage?.close()
    if (database) await cluster.drop(database)
  }
}

/** Far from the last one, and another one each time: the stride is prime to any number of orders that is used here. */
const spread = (n: number, stored: number): number => (n * 7919) % stored

function externalIdOf(n: number, made: number): string {
  const copy = Math.floor(n / made)
  return `${RUN}-${n % made}${copy === 0 ? '' : `.${copy}`}`
}
