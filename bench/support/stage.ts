import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { Database } from '../../src/platform/database/index.ts'
import { SHOWN_STATUSES } from '../../src/orders/index.ts'
import { formatAmount } from '../../src/platform/money.ts'
import { encodeId } from '../../src/platform/public-id.ts'
import { nurseryFlags } from '../../bin/nursery.mjs'
import { checkInvariants } from '../../src/monitoring/index.ts'
import type { Done, Receipt, Work } from '../process/load-process.ts'
import type { Base } from './base.ts'
import type { BenchDatabase, Cluster } from './cluster.ts'
import { cpuOfMachine, cpuOfProcess, cpuOfTree, rssOf } from './cpu.ts'

const API_KEY = 'dk_bench_bench_bench_bench_bench_bench_bench'

/** A server on a copy of a base, a load process, and what reads the cost of both. */
export interface Stage {
  admin: Database
  database: BenchDatabase
  server: ChildProcess
  url: string
  ask(
    work: Work & { kind: 'stream' | 'single' | 'webhooks' | 'functions' | 'asks' | 'prices' },
  ): Promise<Done>
  ask(work: Work): Promise<object>
  /** One request of an operator. @throws when it is refused */
  call(method: string, path: string, body?: object): Promise<unknown>
  /** Pays what is owed, by API, until every order that was accepted is closed. @throws after `limitMs` */
  settle(limitMs: number): Promise<void>
  /** Waits until no task is due: the backlog of capture is drained. */
  drain(limitMs: number): Promise<void>
  /** Pays in the background, until `settle` or the end. */
  startPaying(): void
  meter(): Promise<() => Promise<Cost>>
  rss(): number
  /** Rows that were ever inserted; ends the server, whose counts are complete then. */
  end(): Promise<{ rows: number; deadlocks: number }>
  /** Sentences of the laws that are broken. */
  laws(): Promise<string[]>
  close(): Promise<void>
}

/** What a measured part took. */
export interface Cost {
  node: number
  postgres: number
  /** The load generator and whatever else the machine ran. */
  others: number
  wallSeconds: number
  walBytes: number
}

export function addCost(one: Cost, more: Cost): Cost {
  return {
    node: one.node + more.node,
    postgres: one.postgres + more.postgres,
    others: one.others + more.others,
    wallSeconds: one.wallSeconds + more.wallSeconds,
    walBytes: one.walBytes + more.walBytes,
  }
}

/**
 * @param more.standing a database that stands already, instead of a copy of the base
 * @param more.settings of the server, beside those of every bench
 */
export async function openStage(
  cluster: Cluster,
  base: Base,
  name: string,
  { standing, settings = {} }: { standing?: BenchDatabase; settings?: Record<string, string> } = {},
): Promise<Stage> {
  const database = standing ?? (await cluster.make(name, base.database))
  const admin = cluster.admin(database)
  const server = fork(new URL('../process/server-process.ts', import.meta.url), {
    execArgv: [
      ...nurseryFlags(),
      ...(process.env['BENCH_PROFILE']
        ? ['--cpu-prof', `--cpu-prof-dir=${process.env['BENCH_PROFILE']}`]
        : []),
    ],
    env: {
      ...process.env,
      ...settings,
      DATABASE_URL: database.url,
      DATABASE_ADMIN_URL: database.adminUrl,
      DOCKET_API_KEY: API_KEY,
      DOCKET_ADMIN_PASSWORD: 'bench-bench-bench',
      DOCKET_REQUESTS_PER_MINUTE: '100000000',
      DOCKET_PRIVATE_WEBHOOKS: 'yes',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: cluster.dataDir,
    },
  })
  const load = fork(new URL('../process/load-process.ts', import.meta.url), { serialization: 'advanced' })
  const [[{ url }]] = await Promise.all([answerOf<{ url: string }>(server), once(load, 'message')])
  const asked = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  load.on('message', ({ id, answer, error }: { id: number; answer?: unknown; error?: string }) => {
    const waiting = asked.get(id)
    asked.delete(id)
    if (error === undefined) waiting?.resolve(answer)
    else waiting?.reject(new Error(error))
  })
  for (const child of [server, load]) {
    child.on('exit', (code) => {
      for (const { reject } of asked.values()) reject(new Error(`a process of the bench ended (${code})`))
    })
  }
  let numbered = 0
  const ask = (work: Work): Promise<never> =>
    new Promise((resolve, reject) => {
      const id = ++numbered
      asked.set(id, { resolve: resolve as (value: unknown) => void, reject })
      load.send({ id, work })
    })
  await ask({ kind: 'target', url, apiKey: API_KEY, companies: base.companies.map(({ code }) => code) })

  let paying: Promise<void> | undefined
  // An object, since it is changed while others look at it.
  const pay = { stop: false }
  const known = new Set<bigint>()
  const payOnce = async (): Promise<number> => {
    const owed = await admin.sql<Owed>(OWED)
    const fresh = owed.filter(({ invoice_id }) => !known.has(invoice_id))
    for (const { invoice_id } of fresh) known.add(invoice_id)
    if (fresh.length > 0) {
      const answer: { refused?: string } = await ask({ kind: 'pay', receipts: fresh.map(receiptOf) })
      if (answer.refused !== undefined) throw new Error(`A receipt was refused: ${answer.refused}`)
    }
    return fresh.length
  }

  const stage: Stage = {
    admin,
    database,
    server,
    url,
    ask: ask as Stage['ask'],
    async call(method, path, body) {
      const response = await fetch(url + path, {
        method,
        headers: {
          authorization: `Bearer ${API_KEY}`,
          'docket-company': base.companies[0]!.code,
          ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      const text = await response.text()
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
      return text === '' ? undefined : JSON.parse(text)
    },
    startPaying() {
      pay.stop = false
      paying = (async () => {
        while (!pay.stop) if ((await payOnce()) < 200) await pause(100)
      })()
      paying.catch(() => undefined)
    },
    async settle(limitMs) {
      const began = performance.now()
      if (!paying) stage.startPaying()
      while ((await numberOf(admin, OPEN)) > 0) {
        if (performance.now() - began > limitMs)
          throw new Error(`Not all orders were closed after ${limitMs} ms`)
        await Promise.race([pause(100), paying])
      }
      pay.stop = true
      await paying
      paying = undefined
    },
    async drain(limitMs) {
      const began = performance.now()
      while ((await numberOf(admin, 'select count(*) as n from orchestration.ready')) > 0) {
        if (performance.now() - began > limitMs)
          throw new Error(`The backlog was not drained after ${limitMs} ms`)
        await pause(50)
      }
    },
    async meter() {
      const postmaster = cluster.postmaster()
      const [place] = await admin.sql<{ lsn: string }>('select pg_current_wal_lsn()::text as lsn')
      const began = performance.now()
      const before = {
        node: cpuOfProcess(server.pid!),
        postgres: cpuOfTree(postmaster),
        machine: cpuOfMachine(),
      }
      return async () => {
        const wallSeconds = (performance.now() - began) / 1000
        const node = cpuOfProcess(server.pid!) - before.node
        const postgres = cpuOfTree(postmaster) - before.postgres
        const others = cpuOfMachine() - before.machine - node - postgres
        const walBytes = await numberOf(
          admin,
          `select (pg_current_wal_lsn() - '${place!.lsn}'::pg_lsn)::int8 as n`,
        )
        return { node, postgres, others, wallSeconds, walBytes }
      }
    },
    rss: () => rssOf(server.pid!),
    async end() {
      pay.stop = true
      if (server.exitCode === null) {
        server.send('stop')
        await once(server, 'exit')
      }
      const deadlocks = await numberOf(
        admin,
        'select deadlocks as n from pg_stat_database where datname = current_database()',
      )
      return {
        rows: await numberOf(admin, 'select sum(n_tup_ins)::int8 as n from pg_stat_user_tables'),
        deadlocks,
      }
    },
    async laws() {
      const all = { url: database.adminUrl, name: 'bench-laws', max: 1, unlimited: true, wholeTables: true }
      const db = new Database(all)
      const results = await checkInvariants(db).finally(() => db.close())
      return results
        .filter(({ rows }) => rows.length > 0)
        .map(
          ({ law, rows }) =>
            `${law}: ${JSON.stringify(rows[0], (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))}`,
        )
    },
    async close() {
      pay.stop = true
      if (server.exitCode === null) await stage.end().catch(() => server.kill('SIGKILL'))
      load.kill()
      await admin.close()
      if (!standing) await cluster.drop(database)
    },
  }
  return stage
}

interface Owed {
  company: string
  account: string
  invoice_id: bigint
  cause_id: bigint
  open: bigint
  currency: string
}

/** What a bank's statement would tell; the receipts themselves come by API. */
const OWED = `
  select c.code as company, a.number as account, o.invoice_id, o.cause_id, o.open, o.currency
  from organization.company c
  join billing.open_item o on o.company_id = c.company_id and o.open > 0
  join customers.account a on a.company_id = o.company_id and a.id = o.account_id
  limit 4000`
/** Orders on their way, found by their index: it is asked many times a second, beside a million that are closed. */
const OPEN = `
  select count(*) as n from organization.company c
  join orders.order_state s on s.company_id = c.company_id
    and s.status = any('{${SHOWN_STATUSES.filter((status) => !['closed', 'draft'].includes(status)).join()}}')`

function receiptOf(owed: Owed): Receipt {
  const { company, account, currency } = owed
  return {
    company,
    account,
    currency,
    orderId: encodeId('ord', owed.cause_id),
    amount: formatAmount(owed.open, currency as never),
  }
}

async function numberOf(db: Database, text: string): Promise<number> {
  const [row] = await db.sql<{ n: bigint }>(text)
  return Number(row!.n)
}

async function answerOf<T>(child: ChildProcess): Promise<[T]> {
  const stop = new AbortController()
  const gone = once(child, 'exit', { signal: stop.signal }).then(() => {
    throw new Error('the server of the bench did not start')
  })
  try {
    return (await Promise.race([once(child, 'message', { signal: stop.signal }), gone])) as [T]
  } finally {
    gone.catch(() => undefined)
    stop.abort()
  }
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
