import { isConnectionError, type Connection, type Database, type WriteStatement } from '../database/index.ts'
import { encodeArray } from '../database/index.ts'
import { advanceHeads, assignNumbers } from './batch.sql.ts'
import type { WriteSet } from './write-set.ts'

/**
 * Begins a business transaction. Inside it, rows are reached by a key or not at all: without plain index scans a table
 * cannot be the outer side of a join, so a plan that was made while a queue was empty does not read it whole when it is
 * full (decision 0003).
 */
const BY_KEY = 'set local enable_indexscan = off; set local enable_indexonlyscan = off'
export const BEGIN = `begin; ${BY_KEY}`

/** What is read between the locks and the writes is planned as any reading: its plan stays with the connection. */
export const READ_WITHIN = 'set local enable_indexscan = on; set local enable_indexonlyscan = on'

/** The commit may or may not have happened: the connection was lost between sending it and hearing of it. */
export class CommitUnknown extends Error {}

/** A lock of the class `key` was not to be had in time: as a rule, another node holds the key of a request. */
export class KeyHeld extends Error {}

/**
 * Sends a write set as one pipeline: begin, writes in lock order, head, commit. Nothing between the first lock and
 * the commit waits for Node.
 *
 * @throws the database's error of the first statement that failed; KeyHeld when that waited in vain for a key; CommitUnknown
 *   when the connection was lost
 */
export async function commitWrites(
  connection: Connection,
  writes: WriteSet,
  meta: { batch: bigint; now: Date },
  options: { begun?: boolean } = {},
): Promise<void> {
  const encoded = writes.encode()
  const hashes = writes.contentHashes(encoded)
  const sent: Promise<unknown>[] = []
  const run = (statement: WriteStatement<never, unknown>, values: Buffer[]) => {
    sent.push(connection.run(statement.name, statement.text, values))
  }

  connection.cork()
  sent.push(connection.client.query(options.begun ? BY_KEY : BEGIN))
  for (const { statement, values } of encoded) run(statement, values)
  run(advanceHeads as never, encodeHeads(writes, hashes, meta))
  if (writes.numbers.length > 0) run(assignNumbers as never, encodeNumbers(writes, meta.batch))
  const commit = connection.client.query('commit')
  sent.push(commit)
  connection.send()

  const settled = await Promise.allSettled(sent)
  const place = settled.findIndex((result) => result.status === 'rejected')
  if (place >= 0) {
    const failed = settled[place] as PromiseRejectedResult
    // Which statement it was, for the log: the database does not say.
    const statement = encoded[place - 1]?.statement
    const name = statement?.name ?? 'head'
    if (failed.reason instanceof Error) failed.reason.message += ` (${name})`
    if (isConnectionError(failed.reason))
      throw new CommitUnknown(failed.reason.message, { cause: failed.reason })
    if (statement?.lockClass === 'key' && (failed.reason as { code?: unknown }).code === '55P03')
      throw new KeyHeld((failed.reason as Error).message, { cause: failed.reason })
    throw failed.reason
  }
  // An aborted transaction answers COMMIT with ROLLBACK and no error.
  if ((await commit).command !== 'COMMIT')
    throw new CommitUnknown('the transaction was rolled back at commit')
}

/**
 * Sends writes that are no facts of a company as one pipeline, in lock order: what was tried, where a reader stands. They
 * take no place in its order of facts, and each can come twice.
 */
export async function writeAside(db: Database, writes: WriteSet): Promise<void> {
  await db.use(async (connection) => {
    connection.cork()
    const sent: Promise<unknown>[] = [connection.client.query(BEGIN)]
    for (const { statement, values } of writes.encode())
      sent.push(connection.run(statement.name, statement.text, values))
    sent.push(connection.client.query('commit'))
    connection.send()
    const settled = await Promise.allSettled(sent)
    const failed = settled.find((one) => one.status === 'rejected')
    if (failed) throw failed.reason
  })
}

function encodeHeads(
  writes: WriteSet,
  hashes: Map<bigint, Buffer>,
  meta: { batch: bigint; now: Date },
): Buffer[] {
  const companies = [...writes.companies]
  return [
    encodeArray('bigint', companies),
    encodeArray(
      'bigint',
      companies.map(() => meta.batch),
    ),
    encodeArray(
      'timestamptz',
      companies.map(() => meta.now),
    ),
    encodeArray(
      'bytea',
      companies.map((company) => hashes.get(company)!),
    ),
    encodeArray(
      'date',
      companies.map((company) => writes.postingDates.get(company) ?? null),
    ),
  ]
}

function encodeNumbers(writes: WriteSet, batch: bigint): Buffer[] {
  const { numbers } = writes
  return [
    encodeArray(
      'bigint',
      numbers.map((n) => n.companyId),
    ),
    encodeArray(
      'text',
      numbers.map((n) => n.series),
    ),
    encodeArray(
      'integer',
      numbers.map((n) => n.year),
    ),
    encodeArray(
      'bigint',
      numbers.map((n) => n.documentId),
    ),
    encodeArray(
      'date',
      numbers.map((n) => n.issuedOn),
    ),
    encodeArray(
      'bigint',
      numbers.map(() => batch),
    ),
    encodeArray(
      'integer',
      numbers.map((_n, index) => index),
    ),
  ]
}
