import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../src/platform/database/index.ts'
import type { BenchDatabase, Cluster } from './support/cluster.ts'
import { cpuOfProcess, cpuOfTree } from './support/cpu.ts'

/** One table's rows as text, cut into as many slices as there are batches. */
export interface Dumped {
  table: string
  columns: { name: string; type: string }[]
  /** [slice][column][row] */
  slices: (string | null)[][][]
}

/** The same rows written with no decision: by `unnest`, or by COPY. */
export interface FloorRun {
  kind: 'unnest' | 'copy'
  rows: number
  pg: number
  node: number
  cpu: number
  /** Milliseconds. */
  wall: number
  /** Bytes. */
  wal: number
}

export interface FloorQuestion {
  /** The database that a run wrote. */
  written: Database
  /** First transaction of the run: rows of this or a later one were written by it. */
  since: bigint
  /** As the database was before the run: same tables, same indexes, same rows. */
  base: BenchDatabase
  orders: number
  /** How much of the rows is written again; the first orders. */
  share: number
}

/** Orders of a batch of the floor. */
export const FLOOR_BATCH = 500

/** The stages of an order to cash, in the order in which a batch of orders writes their tables; one commit each. */
const stages: readonly (readonly string[])[] = [
  ['channels', 'customers', 'orders', 'inventory.reservation', 'inventory.planned_demand', 'orchestration'],
  ['fulfillment', 'inventory', 'ledger'],
  ['billing'],
  ['platform'],
]

/**
 * Dumps the rows that a run wrote and that stand, and writes them again into a copy of the database as it was before:
 * once by `unnest`, once by COPY. Rows that the run deleted again are not written.
 */
export async function floor(cluster: Cluster, question: FloorQuestion): Promise<FloorRun[]> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-floor-'))
  try {
    const tables = await dump(question, folder)
    const runs: FloorRun[] = []
    for (const kind of ['unnest', 'copy'] as const) {
      const database = await cluster.make(`floor_${kind}`, question.base)
      try {
        runs.push(await insert(cluster, database, kind, tables))
      } finally {
        await cluster.drop(database)
      }
    }
    return runs
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function dump({ written, since, orders, share }: FloorQuestion, folder: string): Promise<string[]> {
  const batches = Math.max(1, Math.ceil((orders * share) / FLOOR_BATCH))
  const tables = await written.sql<{ name: string; columns: { name: string; type: string }[] }>(`
    select c.oid::regclass::text as name,
           (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_stat_user_tables s on s.relid = c.oid
    where c.relkind = 'r' and s.n_tup_ins > 0 order by 1`)
  const files: { stage: number; name: string; file: string }[] = []
  for (const { name, columns } of tables) {
    const grows = ['order_id', 'cause_id', 'root_id', 'entry_id', 'invoice_id', 'document_id', 'batch', 'id']
    const key = grows.find((one) => columns.some((column) => column.name === one))
    const gate = /gate|pool|head|series|migration|\.draft$/.test(name)
    if (!key || gate) continue
    const rows = await written.use(async ({ client }) => {
      const result = await client.query({
        text: `select ${columns.map((column) => `"${column.name}"::text`).join(', ')} from ${name} t
               where xmin::text::bigint >= $1 order by t."${key}"
               limit (select ceil(count(*) * $2::float8) from ${name} where xmin::text::bigint >= $1)`,
        values: [since.toString(), share],
        rowMode: 'array',
      })
      return result.rows as (string | null)[][]
    })
    if (rows.length === 0) continue
    const slices = Array.from({ length: batches }, (_one, batch) => {
      const from = Math.floor((rows.length * batch) / batches)
      const slice = rows.slice(from, Math.floor((rows.length * (batch + 1)) / batches))
      return columns.map((_column, place) => slice.map((row) => row[place]!))
    })
    const file = join(folder, `${name}.json`)
    const dumped: Dumped = { table: name, columns, slices }
    writeFileSync(file, JSON.stringify(dumped))
    const stage = stages.findIndex((names) => names.some((one) => name === one || name.startsWith(`${one}.`)))
    files.push({ stage, name, file })
  }
  return files
    .toSorted((a, b) => a.stage - b.stage || (a.name < b.name ? -1 : 1))
    .map(({ stage, file }) => `${stage}:${file}`)
}

async function insert(
  cluster: Cluster,
  database: BenchDatabase,
  kind: FloorRun['kind'],
  tables: string[],
): Promise<FloorRun> {
  const admin = cluster.admin(database)
  const child = fork(new URL('./process/floor-process.ts', import.meta.url), [kind, database.url, ...tables])
  try {
    await heard(child)
    await admin.sql('checkpoint')
    const postmaster = cluster.postmaster()
    const [{ lsn } = { lsn: '' }] = await admin.sql<{ lsn: string }>(
      'select pg_current_wal_lsn()::text as lsn',
    )
    const pg = cpuOfTree(postmaster)
    const node = cpuOfProcess(child.pid!)
    child.send('go')
    const { rows, wall } = (await heard(child)) as { rows: number; wall: number }
    const run = { pg: cpuOfTree(postmaster) - pg, node: cpuOfProcess(child.pid!) - node }
    const [{ wal } = { wal: 0n }] = await admin.sql<{ wal: bigint }>(
      'select (pg_current_wal_lsn() - $1::pg_lsn)::int8 as wal',
      [lsn],
    )
    child.send('end')
    await once(child, 'exit')
    return { kind, rows, ...run, cpu: run.pg + run.node, wall, wal: Number(wal) }
  } finally {
    child.kill()
    await admin.close()
  }
}

async function heard(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController()
  const gone = once(child, 'exit', { signal: stop.signal }).then(() => {
    throw new Error('a process of the bench ended early')
  })
  try {
    const [message] = (await Promise.race([once(child, 'message', { signal: stop.signal }), gone])) as [
      unknown,
    ]
    return message
  } finally {
    stop.abort()
    gone.catch(() => undefined)
  }
}
