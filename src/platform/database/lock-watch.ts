import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

const LOOK_MS = 300
/** The same wait is said again after so long. */
const REPEAT_MS = 10_000

/** Who a session waits for: no text of statements, which may hold what a log must not. */
const BLOCKERS = `
  select b.pid, coalesce(a.application_name, '') as name, coalesce(a.state, 'a prepared transaction') as state,
    extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.state_change))::int as seconds,
    (select string_agg(distinct l.relation::regclass::text, ', ') from pg_locks l where l.pid = $1 and not l.granted) as relation
  from unnest(pg_blocking_pids($1)) b(pid) left join pg_stat_activity a on a.pid = b.pid
  order by a.xact_start`

const HOLDERS = `
  select a.pid, a.application_name as name, a.state, extract(epoch from clock_timestamp() - a.backend_start)::int as seconds,
    null as relation
  from pg_locks l join pg_stat_activity a on a.pid = l.pid
  where l.locktype = 'advisory' and l.granted and l.objid = $1
    and l.database = (select d.oid from pg_database d where d.datname = current_database())`

interface Blocker {
  pid: number
  name: string
  state: string
  seconds: number | null
  relation: string | null
}

/** Looks, by a connection of its own, whom a migration waits for: a session that waits cannot say it itself. */
export class LockWatch {
  readonly #url: string
  readonly #pid: number
  readonly #say: (line: string) => void
  #client: pg.Client | undefined
  #said = { line: '', at: 0 }

  constructor(url: string, pid: number, say: (line: string) => void) {
    this.#url = url
    this.#pid = pid
    this.#say = say
  }

  /**
   * Runs `work`; while that takes long, says whom it waits for.
   *
   * @returns with an error of `work`: whom it waited for last
   */
  async over<T>(
    name: string,
    work: () => Promise<T>,
  ): Promise<{ done: T } | { error: unknown; waited?: string }> {
    const ending = new AbortController()
    let waited: string | undefined
    const looking = (async () => {
      while (await pause(LOOK_MS, true, { signal: ending.signal }).catch(() => false)) {
        const found = await this.#ask(BLOCKERS, this.#pid)
        if (found.length === 0) continue
        waited = describe(found)
        this.#tell(`Migration ${name} waits for ${waited}`)
      }
    })()
    try {
      return { done: await work() }
    } catch (error) {
      return waited === undefined ? { error } : { error, waited }
    } finally {
      ending.abort()
      await looking
    }
  }

  /** Says who holds the lock of migrations. */
  async tellHolder(lock: number): Promise<void> {
    const found = await this.#ask(HOLDERS, lock)
    if (found.length > 0) this.#tell(`Another process migrates this database: waits for ${describe(found)}`)
  }

  async close(): Promise<void> {
    await this.#client?.end().catch(() => undefined)
  }

  /** What cannot be asked is not said; the migration goes on. */
  async #ask(query: string, value: number): Promise<Blocker[]> {
    try {
      if (this.#client === undefined) {
        this.#client = new pg.Client({
          connectionString: this.#url,
          application_name: 'docket-migrate-watch',
          statement_timeout: 5000,
        })
        this.#client.on('error', () => {})
        await this.#client.connect()
      }
      return (await this.#client.query<Blocker>(query, [value])).rows
    } catch {
      return []
    }
  }

  #tell(line: string): void {
    const now = performance.now()
    const what = line.replaceAll(/ for \d+ s/g, '')
    if (what === this.#said.line && now - this.#said.at < REPEAT_MS) return
    this.#said = { line: what, at: now }
    this.#say(line)
  }
}

function describe(blockers: readonly Blocker[]): string {
  const relation = blockers[0]!.relation
  const whom = blockers.map(
    ({ pid, name, state, seconds }) =>
      `process ${pid} of the database (${name === '' ? 'no name' : name}, ${state}${seconds === null ? '' : ` for ${seconds} s`})`,
  )
  return `${whom.join(', ')}${relation === null ? '' : `, for a lock on ${relation}`}`
}
