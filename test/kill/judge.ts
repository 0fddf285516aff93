import { setTimeout as sleep } from 'node:timers/promises'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { checkInvariants } from '../../src/monitoring/index.ts'
import { Door } from '../../src/platform/batch/index.ts'
import { Database } from '../../src/platform/database/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import type { Acknowledged } from './load.ts'

/** Describes the sample company to a database, with stock. */
export async function prepare(url: string): Promise<void> {
  const db = new Database({ url, name: 'docket-kill', max: 4 })
  try {
    const door = new Door({ db, ids: new Ids(db) })
    await installSampleStock(door, await installSample(door, db))
  } finally {
    await db.close()
  }
}

/** Waits until no task is due any more, claimed or not: what a dead worker held is due again when its lease ends. */
export async function settle(db: Database, longestMs: number): Promise<void> {
  const deadline = performance.now() + longestMs
  for (;;) {
    const [row] = await db.sql<{ due: bigint }>(
      `select count(*) as due from orchestration.ready where due_at < clock_timestamp() + interval '60 seconds'`,
    )
    if (row!.due === 0n) return
    if (performance.now() > deadline) throw new Error(`${row!.due} tasks are still to be done`)
    await sleep(100)
  }
}

/** Everything that was acknowledged is there once, under the id that was told, and the laws hold. */
export async function judge(url: string, acknowledged: Acknowledged, settleMs: number): Promise<string[]> {
  const problems: string[] = []
  const db = new Database({ url, name: 'docket-kill', max: 2, unlimited: true, wholeTables: true })
  try {
    await settle(db, settleMs).catch((error: unknown) => problems.push((error as Error).message))
    const orders = await db.sql<{ name: string; count: bigint }>(
      'select external_id as name, count(distinct id) as count from orders.sales_order group by 1',
    )
    const receipts = await db.sql<{ name: string; count: bigint }>(
      'select reference as name, count(*) as count from billing.receipt group by 1',
    )
    const lay = (what: string, told: Map<string, Set<string>>, rows: { name: string; count: bigint }[]) => {
      const there = new Map(rows.map((row) => [row.name, row.count]))
      for (const [name, ids] of told) {
        if (there.get(name) !== 1n)
          problems.push(`${what} ${name} was acknowledged and is there ${there.get(name) ?? 0} times`)
        if (ids.size !== 1) problems.push(`${what} ${name} was answered with ${[...ids].join(' and ')}`)
      }
      for (const { name, count } of rows)
        if (count > 1n) problems.push(`${what} ${name} is there ${count} times`)
    }
    lay('order', acknowledged.orders, orders)
    lay('receipt', acknowledged.receipts, receipts)
    const failed = await db.sql<{ kind: string; problem: string }>(
      `select kind, problem from orchestration.task where state = 'failed' limit 5`,
    )
    for (const { kind, problem } of failed) problems.push(`task ${kind} failed: ${problem}`)
    for (const { law, rows } of await checkInvariants(db))
      for (const row of rows.slice(0, 5))
        problems.push(`law ${law}: ${row.what} should be ${row.expected}, is ${row.actual}`)
  } finally {
    await db.close()
  }
  return problems
}
