import type { Context } from './batch/index.ts'
import type { Database, Reader } from './database/index.ts'
import type { Json } from './json.ts'
import {
  deleteExpiredRequestKeys,
  findRequestKeysInFlight,
  insertRequestKey,
  readRequestKeys as readRows,
} from './request-key.sql.ts'

/** A key that a caller gave (`Idempotency-Key`): unique for a principal and route of a company. */
export interface RequestKey {
  companyId: bigint
  /** `key:dk_…` or `user:7`. */
  principal: string
  /** Operation, with the thing it acts on when the body does not name it. */
  route: string
  key: string
  /** sha256 of the raw body: the same key with another body is a mistake of the caller. */
  bodyHash: Buffer
  /** We made it of what a file says: a refused row may be tried again when the set-up was put right. */
  ours?: true
}

/** What a key led to before. */
export interface UsedKey {
  bodyHash: Buffer
  outcome: Json
}

/** Keys of a batch that were used before, by anyone of this batch too. */
export type UsedKeys = Map<string, UsedKey>

const KEPT_MS = 30 * 24 * 60 * 60_000

/** Reads what the keys of a batch led to; no round trip when none was given. */
export async function readRequestKeys(db: Reader, keys: readonly RequestKey[]): Promise<UsedKeys> {
  if (keys.length === 0) return new Map()
  const rows = await db.read(readRows, {
    companyIds: keys.map((one) => one.companyId),
    principals: keys.map((one) => one.principal),
    routes: keys.map((one) => one.route),
    keys: keys.map((one) => one.key),
  })
  return new Map(
    rows.map((row) => [
      nameOf({ companyId: row.company_id, principal: row.principal, route: row.route, key: row.key }),
      { bodyHash: row.body_hash, outcome: row.outcome },
    ]),
  )
}

/** What this key led to before, if anything. */
export function findRequestKey(used: UsedKeys, key: RequestKey): UsedKey | undefined {
  return used.get(nameOf(key))
}

/** Uses a key up: written with the fact it led to, and known to the next request of the batch. */
export function useRequestKey(used: UsedKeys, key: RequestKey, outcome: Json, context: Context): void {
  const { companyId, principal, route, bodyHash } = key
  used.set(nameOf(key), { bodyHash, outcome })
  const expiresAt = new Date(context.now.getTime() + KEPT_MS)
  context.writes.add(insertRequestKey, {
    companyId,
    principal,
    route,
    key: key.key,
    bodyHash,
    batch: context.batch,
    outcome,
    expiresAt,
  })
}

/** Which of these, by their index, another transaction is using just now: what it leads to is not known yet. */
export async function requestKeysInFlight(
  db: Reader,
  keys: readonly (RequestKey | null | undefined)[],
): Promise<Set<number>> {
  const given = [...keys.entries()].flatMap(([index, key]) => (key ? [{ index, key }] : []))
  if (given.length === 0) return new Set()
  const candidates = given.map(({ key: { companyId, principal, route, key } }) => ({
    company_id: String(companyId),
    principal,
    route,
    key,
    body_hash: '',
    batch: 0,
    outcome: {},
    expires_at: 'epoch',
  }))
  const held = await db.read(findRequestKeysInFlight, { candidates })
  return new Set(held.map(({ place }) => given[place - 1]!.index))
}

/** Rows of one transaction: some milliseconds, so that nobody waits for it. */
const CHUNK = 1000

/**
 * Deletes keys that have expired by `now`, the oldest first, chunk by chunk, until none is left or `signal` ends it.
 *
 * @returns how many
 */
export async function deleteExpiredKeys(
  db: Database,
  now: Date,
  signal?: AbortSignal,
  chunk = CHUNK,
): Promise<number> {
  let deleted = 0
  for (;;) {
    const [gone] = await db.read(deleteExpiredRequestKeys, { now, count: chunk })
    deleted += gone!.count
    if (gone!.count < chunk || signal?.aborted) return deleted
  }
}

function nameOf(key: Omit<RequestKey, 'bodyHash' | 'ours'>): string {
  return `${key.companyId} ${key.principal} ${key.route} ${key.key}`
}
