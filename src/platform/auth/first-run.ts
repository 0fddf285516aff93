import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Reader } from '../database/index.ts'
import { addKey, makeFirstAdministrator } from './auth.sql.ts'
import { givenKey, newKey } from './keys.ts'
import { hashPassword } from './passwords.ts'

export interface FirstRun {
  readonly login: 'admin'
  /** Only when it was made here just now: show it once, and never again. */
  readonly adminPassword?: string
  /** Only when it was made here just now. */
  readonly apiKey?: string
  /** True when this call made the administrator. */
  readonly created: boolean
}

/**
 * Makes the administrator and one API key with all rights on an empty installation; does nothing on any other, but
 * for a given `apiKey` that nobody knows yet, which is added. May run on several nodes at once.
 *
 * @param given what DOCKET_ADMIN_PASSWORD and DOCKET_API_KEY say; secrets are generated for what is absent
 */
export async function ensureFirstRun(
  db: Reader,
  clock: Clock,
  given: { adminPassword?: string | undefined; apiKey?: string | undefined },
): Promise<FirstRun> {
  const key = given.apiKey === undefined ? newKey() : givenKey(given.apiKey)
  const password = given.adminPassword ?? readablePassword()
  const at = clock.now()
  const made = await db.read(makeFirstAdministrator, {
    login: 'admin',
    password: await hashPassword(password),
    keyId: key.keyId,
    hash: key.hash,
    at,
  })
  if (made.length > 0) {
    return {
      login: 'admin',
      created: true,
      ...(given.adminPassword === undefined ? { adminPassword: password } : {}),
      ...(given.apiKey === undefined ? { apiKey: key.secret } : {}),
    }
  }
  if (given.apiKey !== undefined) {
    // Known keys stay as they are: a revoked one is not brought back by a restart.
    await db.read(addKey, {
      companyId: 0n,
      keyId: key.keyId,
      name: 'DOCKET_API_KEY',
      hash: key.hash,
      scopes: ['admin'],
      rowsSeen: 'all',
      customerAccountIds: [],
      partnerId: null,
      at,
      actor: 'first-run',
      expiresAt: null,
    })
  }
  return { login: 'admin', created: false }
}

/** 120 random bits in groups that a person can type. */
function readablePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789+'
  const text = [...randomBytes(24)].map((byte) => letters[byte & 31]).join('')
  return text.match(/.{6}/g)!.join('-')
}
