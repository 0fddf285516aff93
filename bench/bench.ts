import { parseArgs } from 'node:util'
import { openCluster } from './support/cluster.ts'
import { keepResults, summarize, type Result } from './support/result.ts'
import { calls } from './workloads/calls.ts'
import { configure } from './workloads/configure.ts'
import { functions } from './workloads/functions.ts'
import { history } from './workloads/history.ts'
import { hotItem } from './workloads/hot-item.ts'
import { hugeOrder } from './workloads/huge-order.ts'
import { largePlan } from './workloads/large-plan.ts'
import { memory } from './workloads/memory.ts'
import { orderStatus } from './workloads/order-status.ts'
import { floorOnly, orderToCash } from './workloads/order-to-cash.ts'
import { plans } from './workloads/plans.ts'
import { price } from './workloads/price.ts'
import { promise } from './workloads/promise.ts'
import { backlog } from './workloads/backlog.ts'
import { ruleTax } from './workloads/rule-tax.ts'
import { submitHttp } from './workloads/submit-http.ts'
import { webhooksOut } from './workloads/webhooks-out.ts'
import { webhooksIn } from './workloads/webhooks-in.ts'
import type { Workload } from './workloads/workload.ts'

/** By name: what runs, for how many seconds a phase, and whether it is part of a run of all. */
const WORKLOADS: Readonly<Record<string, { run: Workload; seconds: number; inAll: boolean }>> = {
  // `order-to-cash` prints the floor beside it.
  'order-to-cash': { run: orderToCash, seconds: 20, inAll: true },
  floor: { run: floorOnly, seconds: 10, inAll: false },
  'submit-http': { run: submitHttp, seconds: 10, inAll: true },
  'webhooks-in': { run: webhooksIn, seconds: 10, inAll: true },
  functions: { run: functions, seconds: 10, inAll: true },
  price: { run: price, seconds: 10, inAll: true },
  'order-status': { run: orderStatus, seconds: 10, inAll: true },
  configure: { run: configure, seconds: 10, inAll: true },
  promise: { run: promise, seconds: 10, inAll: true },
  backlog: { run: backlog, seconds: 10, inAll: true },
  plans: { run: plans, seconds: 10, inAll: true },
  'large-plan': { run: largePlan, seconds: 60, inAll: true },
  calls: { run: calls, seconds: 10, inAll: true },
  'rule-tax': { run: ruleTax, seconds: 10, inAll: true },
  'hot-item': { run: hotItem, seconds: 20, inAll: true },
  'huge-order': { run: hugeOrder, seconds: 60, inAll: true },
  history: { run: history, seconds: 20, inAll: true },
  'webhooks-out': { run: webhooksOut, seconds: 20, inAll: true },
  memory: { run: memory, seconds: 600, inAll: true },
}

const USAGE = `npm run bench [-- <workload> …] [--seconds N] [--forget]
Workloads: ${Object.keys(WORKLOADS).join(', ')}. Without one, all of them. See docs/operating/benchmarks.md.`

/** Measures; prints one JSON line a result, a summary last. The answer is the exit code: 1 when a run could not be trusted. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seconds: { type: 'string' }, forget: { type: 'boolean' }, help: { type: 'boolean' } },
  })
  const unknown = positionals.filter((name) => !Object.hasOwn(WORKLOADS, name))
  const given = values.seconds === undefined ? undefined : Number(values.seconds)
  if (values.help || unknown.length > 0 || (given !== undefined && !(given > 0))) {
    process.stderr.write(
      `${unknown.length > 0 ? `There is no workload ${unknown.join(', ')}.\n` : ''}${USAGE}\n`,
    )
    return values.help ? 0 : 1
  }
  const names =
    positionals.length > 0 ? positionals : Object.keys(WORKLOADS).filter((name) => WORKLOADS[name]!.inAll)
  keepResults(values.forget !== true)
  const cluster = await openCluster()
  const results: Result[] = []
  let failed = false
  try {
    for (const name of names) {
      const { run: measure, seconds } = WORKLOADS[name]!
      try {
        results.push(...(await measure({ cluster, seconds: given ?? seconds })))
      } catch (error) {
        // A number that cannot be trusted is not printed; the others still are.
        failed = true
        process.stderr.write(`${name}: ${(error as Error).stack}\n`)
      }
    }
  } finally {
    await cluster.close()
  }
  summarize(results)
  return failed ? 1 : 0
}
