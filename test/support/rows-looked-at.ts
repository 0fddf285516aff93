import assert from 'node:assert/strict'
import type { Database, Reader } from '../../src/platform/database/index.ts'

/**
 * Asks in a transaction of its own and counts the rows of tables that were read for the answer. The session counts rows of
 * earlier transactions too, until it has reported them, so what it counted before is taken off.
 */
export async function rowsLookedAt<T>(
  db: Database,
  ask: (reader: Reader) => Promise<T>,
): Promise<{ answer: T; looked: number }> {
  return db.use(async (connection) => {
    const counted = async () => {
      const result = await connection.client.query<{ rows: string }>(
        'select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::text as rows from pg_stat_xact_user_tables',
      )
      return Number(result.rows[0]!.rows)
    }
    await connection.client.query('begin')
    const before = await counted()
    const answer = await ask(connection)
    const looked = (await counted()) - before
    await connection.client.query('commit')
    return { answer, looked }
  })
}

/** Each row of a scan budget of 100,000 with one that belongs to it. */
const MOST_ROWS = 205_000

interface Page<R, K> {
  rows: readonly R[]
  next: K | null
}

/** All pages of a list, each of which must be answered from a bounded number of rows. */
export async function walk<R, K>(
  db: Database,
  what: string,
  page: (reader: Reader, after: K | null) => Promise<Page<R, K>>,
): Promise<{ rows: R[]; pages: number }> {
  const rows: R[] = []
  let after: K | null = null
  for (let pages = 1; pages <= 20; pages += 1) {
    const { answer, looked } = await rowsLookedAt<Page<R, K>>(db, (reader) => page(reader, after))
    assert.ok(looked <= MOST_ROWS, `${what}: page ${pages} looked at ${looked} rows`)
    rows.push(...answer.rows)
    after = answer.next
    if (after === null) return { rows, pages }
  }
  return assert.fail(`${what}: 20 pages lead on`)
}
