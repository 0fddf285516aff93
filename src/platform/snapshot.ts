import type { Database, Reader } from './database/index.ts'

/**
 * Sends several reads as one pipeline that sees one state of the database: `begin`, the reads, `commit` leave together
 * and cost one round trip. `ask` starts all reads without waiting for any of them.
 *
 * @throws the error of the first read that failed
 */
export async function readTogether<T extends Record<string, Promise<unknown> | undefined>>(
  db: Database,
  ask: (reader: Reader) => T,
): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  return db.use(async (connection) => {
    connection.cork()
    const begun = connection.client.query('begin isolation level repeatable read read only')
    const asked = ask(connection)
    const ended = connection.client.query('commit')
    connection.send()
    const names = Object.keys(asked)
    const settled = await Promise.allSettled([begun, ...names.map((name) => asked[name]), ended])
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
    const answers = settled.slice(1, -1) as PromiseFulfilledResult<unknown>[]
    return Object.fromEntries(names.map((name, i) => [name, answers[i]!.value])) as {
      [K in keyof T]: Awaited<T[K]>
    }
  })
}
