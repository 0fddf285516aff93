import type { Clock } from '../clock.ts'
import type { Reader } from '../database/index.ts'
import type { Scope } from '../http/index.ts'
import { findLentKey, lendKey as writeLentKey, revokeKey } from './auth.sql.ts'
import { newKey, sha256 } from './keys.ts'

/** A key that the server lends to work of its own which goes through the front door. */
export interface Loan {
  /** Public part, `dk_…`: the same in every run, so that idempotency keys hold over a restart. */
  keyId: string
  name: string
  scopes: readonly Scope[]
}

const ACTOR = 'docket'
/** A loan that nobody takes back ends by itself. */
const LENT_MS = 60 * 60_000

/**
 * Lends a key for the whole installation; lent before and not taken back, it gets a new secret.
 *
 * @returns the whole key
 * @throws when the public part is taken or the loan has ended
 */
export async function lendKey(db: Reader, clock: Clock, { keyId, name, scopes }: Loan): Promise<string> {
  const secret = `${keyId}_${newKey().secret.slice('dk_'.length)}`
  const at = clock.now()
  const made = await db.read(writeLentKey, {
    keyId,
    name,
    hash: sha256(secret),
    scopes: [...scopes],
    at,
    actor: ACTOR,
    expiresAt: new Date(at.getTime() + LENT_MS),
  })
  if (made.length === 0) throw new Error(`The key ${keyId} cannot be lent`)
  return secret
}

/** True from the loan until it is taken back: what it was lent for is not finished. */
export async function isLent(db: Reader, loan: Loan): Promise<boolean> {
  return (await db.read(findLentKey, { keyId: loan.keyId, actor: ACTOR })).length > 0
}

/** Takes a lent key back for good. */
export async function takeKeyBack(db: Reader, clock: Clock, loan: Loan): Promise<void> {
  await db.read(revokeKey, { companies: [0n], keyId: loan.keyId, at: clock.now(), actor: ACTOR })
}
