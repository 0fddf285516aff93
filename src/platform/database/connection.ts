import pg from 'pg'
import { parseNumeric } from '../money.ts'
import { encodeParam } from './encode.ts'
import type { Statement } from './statement.ts'

/** Something that answers read statements: a connection inside or outside a transaction, or a pool. */
export interface Reader {
  /** Runs a statement; calls that are not awaited one by one share a round trip. */
  read<P, R>(statement: Statement<P, R>, params: P): Promise<R[]>
  /** Pictures of set-up data kept for this database by this process. */
  readonly memory: Memory
}

/** Keeps things with a life as long as their database: one of each name, made at first use. */
export class Memory {
  readonly #kept = new Map<string, unknown>()

  get<T>(name: string, make: () => T): T {
    if (!this.#kept.has(name)) this.#kept.set(name, make())
    return this.#kept.get(name) as T
  }
}

const types = new pg.TypeOverrides()
const identity = (text: string) => text
types.setTypeParser(20, BigInt) // int8
types.setTypeParser(1700, parseNumeric) // numeric → Micro
types.setTypeParser(1082, identity) // date stays 'YYYY-MM-DD'
types.setTypeParser(1016, 'text', (text) => parseArray(text, BigInt)) // int8[]
types.setTypeParser(1231, 'text', (text) => parseArray(text, parseNumeric)) // numeric[]
types.setTypeParser(1182, 'text', (text) => parseArray(text, identity)) // date[]

function parseArray<T>(text: string, parse: (item: string) => T): T[] {
  const inner = text.slice(1, -1)
  return inner === '' ? [] : inner.split(',').map(parse)
}

export interface ConnectionOptions {
  url: string
  name: string
  /** Most connections; a business process needs few: more only shorten the batches. */
  max: number
  /** True for migrations, loads and full checks: lifts the limits that stand on the acting role. */
  unlimited?: boolean
  /**
   * True for laws over all rows: tables are joined whole, by hash. A law asks for the first hundred of what should not
   * be there, so the planner expects to be done soon and would walk one table for each row of the other (4 minutes for
   * what takes 0.3 s at 20,000 orders).
   */
  wholeTables?: boolean
  /** True for lists and reports: lifts the planner's limits of the acting role, keeps the limits of time. */
  reports?: boolean
}

/** A statement whose client died ends: nobody waits for it. A system that cannot tell (Windows) refuses, and goes without. */
export const CLIENT_CHECK =
  "do $$ begin perform set_config('client_connection_check_interval', '5s', false); exception when others then null; end $$"
const FREE_PLANNER =
  'set enable_seqscan = on; set enable_hashjoin = on; set enable_mergejoin = on; set join_collapse_limit = 8; set from_collapse_limit = 8; set plan_cache_mode = auto'
const NO_TIMEOUTS =
  'set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0'

/** A pool of pipelining connections. */
export class Database implements Reader {
  readonly #pool: pg.Pool
  readonly #settings: string
  readonly memory = new Memory()

  constructor(options: ConnectionOptions) {
    this.#settings = [
      CLIENT_CHECK,
      ...(options.unlimited ? [NO_TIMEOUTS] : []),
      ...(options.unlimited || options.reports ? [FREE_PLANNER] : []),
      ...(options.wholeTables ? ['set enable_nestloop = off; set enable_mergejoin = off'] : []),
    ].join('; ')
    this.#pool = new pg.Pool({
      connectionString: options.url,
      application_name: options.name,
      max: options.max,
      types,
      pipeline: true,
      keepAlive: true,
      idleTimeoutMillis: 0,
      connectionTimeoutMillis: 10_000,
    } as pg.PoolConfig)
    // A broken idle connection is replaced by the pool; without a listener it would end the process.
    this.#pool.on('error', () => {})
  }

  async read<P, R>(statement: Statement<P, R>, params: P): Promise<R[]> {
    return this.use((connection) => connection.read(statement, params))
  }

  /** Runs free SQL; for migrations, tools and tests only. */
  async sql<R = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<R[]> {
    const result = await this.use((connection) => connection.client.query(text, values))
    return result.rows as R[]
  }

  /** Lends one connection; a connection whose work threw a connection error is thrown away. */
  async use<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await this.acquire()
    let broken = false
    try {
      return await work(connection)
    } catch (error) {
      broken = isConnectionError(error)
      throw error
    } finally {
      connection.release(broken)
    }
  }

  async acquire(): Promise<Connection> {
    const client = await this.#pool.connect()
    const connection = connectionOf(client, this.memory)
    try {
      if (!connection.prepared) await client.query(this.#settings)
    } catch (error) {
      // Nobody has it yet, so nobody else would give it back.
      connection.release(true)
      throw error
    }
    connection.prepared = true
    return connection
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

const connections = new WeakMap<pg.PoolClient, Connection>()

function connectionOf(client: pg.PoolClient, memory: Memory): Connection {
  let connection = connections.get(client)
  if (!connection) {
    connection = new Connection(client, memory)
    connections.set(client, connection)
    // Without a listener, a connection that dies while lent would end the process.
    client.on('error', () => {})
  }
  return connection
}

export class Connection implements Reader {
  readonly client: pg.PoolClient
  readonly memory: Memory
  prepared = false
  #gathering = false

  constructor(client: pg.PoolClient, memory: Memory) {
    this.client = client
    this.memory = memory
  }

  async read<P, R>(statement: Statement<P, R>, params: P): Promise<R[]> {
    const values = statement.params.map((param) =>
      encodeParam(param, (params as Record<string, unknown>)[param.name]),
    )
    const result = await this.run(statement.name, statement.text, values)
    return result.rows as R[]
  }

  /** Sends a prepared statement with encoded values. */
  run(name: string, text: string, values: (string | Buffer | null)[]): Promise<pg.QueryResult> {
    this.#gather()
    return this.client.query({ name, text, values })
  }

  /** Statements that are sent in one turn leave in one packet: a batch reads with a dozen at once. */
  #gather(): void {
    if (this.#gathering) return
    this.#gathering = true
    this.cork()
    process.nextTick(() => {
      this.#gathering = false
      this.send()
    })
  }

  /** Holds back the socket until `send` is called, so that a pipeline leaves in few packets. */
  cork(): void {
    streamOf(this.client)?.cork?.()
  }

  send(): void {
    streamOf(this.client)?.uncork?.()
  }

  release(broken = false): void {
    this.client.release(broken)
  }
}

function streamOf(client: pg.PoolClient): { cork?(): void; uncork?(): void } | undefined {
  return (client as unknown as { connection?: { stream?: { cork?(): void; uncork?(): void } } }).connection
    ?.stream
}

/** What the operating system and the resolver say of a server that is gone, unreachable or not yet there. */
const LOST = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ENOENT',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** The driver's own words, which have no code; "timeout exceeded when trying to connect" is the pool's. */
const LOST_WORDS = /connection|terminated|socket|trying to connect|not queryable/i

/** True for a statement that met a limit of its role: a lock that it waited for too long (55P03), or its time (57014). */
export function isOutOfTime(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  return code === '55P03' || code === '57014'
}

/** True for a lost or refused connection: no SQLSTATE, or one of class 08 or 57P. */
export function isConnectionError(error: unknown): boolean {
  const code = (error as { code?: string }).code
  if (code === undefined) return error instanceof Error && LOST_WORDS.test(error.message)
  return code.startsWith('08') || code.startsWith('57P') || LOST.has(code)
}
