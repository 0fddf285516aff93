import type { Base } from './base.ts'
import type { BenchDatabase, Cluster } from './cluster.ts'
import { multiplyOrders } from './multiply.ts'
import { openStage } from './stage.ts'

/**
 * Orders `<run>-0` … through the product itself, until each is closed.
 *
 * @returns the first id that an order or its documents can have
 */
export async function fillOrders(
  cluster: Cluster,
  base: Base,
  database: BenchDatabase,
  { run, count, lines }: { run: string; count: number; lines: number },
): Promise<bigint> {
  const admin = cluster.admin(database)
  const [blocks] = await admin.sql<{ first: bigint }>(
    'select last_value + 1000 as first from platform.id_block',
  )
  await admin.close()
  const stage = await openStage(cluster, base, database.name, { standing: database })
  try {
    const shape = { ...base.shape, run, lines, spread: 'uniform' as const }
    await stage.ask({
      kind: 'stream',
      shape,
      from: 0,
      count,
      ms: 600_000,
      connections: 2,
      perRequest: 500,
      rate: 0,
    })
    await stage.settle(300_000)
    await stage.end()
    await stage.admin.sql('vacuum analyze')
    return blocks!.first
  } finally {
    await stage.close()
  }
}

/** The same orders so many times more, each copy with its number behind a point: `<run>-0.1`. */
export async function multiplyTo(
  cluster: Cluster,
  database: BenchDatabase,
  by: { first: bigint; times: number },
): Promise<void> {
  const admin = cluster.admin(database)
  try {
    await multiplyOrders(admin, {
      ...by,
      progress: (done) =>
        process.stderr.write(`${database.name}: ${Math.round(done * 100)} % of the tables are filled\n`),
    })
    await admin.sql('vacuum analyze')
    // What the copy left to be written is not a cost of the orders that come.
    await admin.sql('checkpoint')
  } finally {
    await admin.close()
  }
}
