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
