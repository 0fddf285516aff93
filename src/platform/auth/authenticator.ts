import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Reader } from '../database/index.ts'
import {
  createLimiter,
  mergeAccess,
  problem,
  SCOPES,
  type Access,
  type Authenticator,
  type CompanyName,
  type Credentials,
  type Identity,
  type RowScope,
  type Scope,
  type Verdict,
} from '../http/index.ts'
import { closeSession, findKey, findSession, listUserGrants, openSession, touchSession } from './auth.sql.ts'
import { sha256, sha256Text } from './keys.ts'
import { accessOf, isRole, ROLE_SCOPES } from './roles.ts'
import { MOST_PARTNER_ACCOUNTS, type PartnerAccounts } from './row-ids.ts'

export const COOKIE = 'docket_session'

/** How long a verified credential is believed without asking the database again. */
const CACHE_MS = 5_000
const CACHE_SIZE = 10_000
const IDLE_MS = 60 * 60_000
const SESSION_MS = 12 * 60 * 60_000
const TOUCH_MS = 60_000
const FAILURES_PER_MINUTE = 60

export interface AuthOptions {
  readonly db: Reader
  readonly clock: Clock
  /** All companies, from the module that owns them. */
  readonly companies: () => Promise<readonly CompanyName[]>
  readonly partnerAccounts: PartnerAccounts
}

/** Whose access changed: one who signs in or a key by its id, a partner by its account, or all, as companies did. */
export type Changed =
  | { readonly kind: 'user' | 'key'; readonly id: string }
  | { readonly kind: 'partner'; readonly companyId: bigint; readonly partnerId: bigint }
  | { readonly kind: 'all' }

/** Verifies keys and sessions; also opens and closes sessions. */
export interface Auth extends Authenticator {
  /** @returns the cookie's value, or undefined when the user is disabled */
  openSession(userId: bigint): Promise<{ token: string; expiresAt: Date } | undefined>
  closeSession(token: string): Promise<void>
  /** Forgets what was verified of those that a change concerns, and of nobody else: here it holds at once; other nodes follow within 5 s. */
  forget(changed: Changed): void
}

interface Known {
  readonly identity: Identity
  readonly until: number
}

/** Makes the authenticator of a process. */
export function createAuth({ db, clock, companies, partnerAccounts }: AuthOptions): Auth {
  const known = new Map<string, Known>()
  const failures = createLimiter(FAILURES_PER_MINUTE, 60_000, () => clock.now())
  const asking = new Map<string, Promise<Identity | undefined>>()

  /** In the cache, else from the database, once at a time; a number is seconds to wait. */
  function identify(
    kind: 'key' | 'session',
    secret: string,
    client: string,
  ): Identity | number | Promise<Identity | undefined> {
    const digest = sha256Text(secret)
    const name = kind + digest
    const found = known.get(name)
    const now = clock.now().getTime()
    if (found !== undefined && found.until > now) return found.identity
    // Guessing is slowed down by address; a credential that was good lately is not guessed, and may share the address.
    const wait = found === undefined ? failures.blockedFor(client) : 0
    if (wait > 0) return wait
    let answer = asking.get(name)
    if (answer === undefined) {
      const ask = kind === 'key' ? identifyKey : identifySession
      answer = ask(Buffer.from(digest, 'latin1')).then((result) => {
        if (result === undefined) {
          known.delete(name)
          return undefined
        }
        const until = Math.min(now + CACHE_MS, result.until)
        if (known.size >= CACHE_SIZE) known.delete(known.keys().next().value!)
        if (asking.get(name) === answer) known.set(name, { identity: result.identity, until })
        return result.identity
      })
      asking.set(name, answer)
      const done = () => {
        if (asking.get(name) === answer) asking.delete(name)
      }
      answer.then(done, done)
    }
    return answer
  }

  async function identifyKey(hash: Buffer): Promise<{ identity: Identity; until: number } | undefined> {
    const [key] = await db.read(findKey, { hash })
    const now = clock.now().getTime()
    if (key === undefined || key.revoked_at !== null || !timingSafeEqual(key.hash, hash)) return undefined
    const until = key.expires_at?.getTime() ?? Number.POSITIVE_INFINITY
    if (until <= now) return undefined
    const scopes = new Set(
      key.scopes.filter((one): one is Scope => (SCOPES as readonly string[]).includes(one)),
    )
    const rowScope: RowScope =
      key.rows_seen === 'all'
        ? { kind: 'all' }
        : key.rows_seen === 'partner'
          ? await partnerRows(key.company_id, key.partner_id)
          : { kind: 'customers', customerAccountIds: key.customer_account_ids }
    const access = new Map([[key.company_id, { scopes, rowScope }]])
    const identity = {
      kind: 'key' as const,
      id: key.key_id,
      name: key.name,
      access,
      companies: await companiesOf(access),
    }
    return { identity, until }
  }

  async function identifySession(hash: Buffer): Promise<{ identity: Identity; until: number } | undefined> {
    const [session] = await db.read(findSession, { hash })
    const now = clock.now().getTime()
    if (session === undefined || session.disabled) return undefined
    const until = Math.min(session.expires_at.getTime(), session.seen_at.getTime() + IDLE_MS)
    if (until <= now) return undefined
    if (now - session.seen_at.getTime() > TOUCH_MS) await db.read(touchSession, { hash, at: new Date(now) })
    const grants = await db.read(listUserGrants, { userId: session.user_id })
    const access = new Map<bigint, Access>()
    for (const grant of grants) {
      if (!isRole(grant.role)) continue
      const companyId = grant.company_id
      const added =
        grant.role === 'partner'
          ? {
              scopes: new Set(ROLE_SCOPES.partner),
              rowScope: await partnerRows(companyId, grant.partner_id),
            }
          : accessOf({ companyId, role: grant.role, customerAccountIds: grant.customer_account_ids })
      const before = access.get(companyId)
      access.set(companyId, before === undefined ? added : mergeAccess([before, added]))
    }
    const id = String(session.user_id)
    return {
      identity: { kind: 'user', id, name: session.name, access, companies: await companiesOf(access) },
      until,
    }
  }

  /** Asked once for a credential, and believed as long as it is. */
  async function partnerRows(companyId: bigint, partnerId: bigint | null): Promise<RowScope> {
    if (partnerId === null) return { kind: 'partner', partnerId, customerAccountIds: [], tooMany: false }
    const within = companyId === 0n ? (await companies()).map((one) => one.id) : [companyId]
    const named = await partnerAccounts(within, partnerId, MOST_PARTNER_ACCOUNTS + 1)
    const tooMany = named.length > MOST_PARTNER_ACCOUNTS
    return { kind: 'partner', partnerId, customerAccountIds: tooMany ? [] : [partnerId, ...named], tooMany }
  }

  async function companiesOf(access: ReadonlyMap<bigint, unknown>): Promise<readonly CompanyName[]> {
    const all = await companies()
    return access.has(0n) ? all : all.filter((one) => access.has(one.id))
  }

  return {
    authenticate(credentials): Verdict | Promise<Verdict> {
      const found = readCredentials(credentials)
      if (found === undefined) {
        const { authorization, cookie } = credentials.headers
        const absent = authorization === undefined && !String(cookie ?? '').includes(`${COOKIE}=`)
        return { ok: false, reply: problem('unauthenticated'), absent }
      }
      const settle = (identity: Identity | undefined): Verdict => {
        if (identity === undefined) {
          failures.hit(credentials.client)
          return { ok: false, reply: problem('unauthenticated') }
        }
        if (found.kind === 'session' && !fromOurOwnPage(credentials))
          return { ok: false, reply: problem('csrf') }
        return { ok: true, identity }
      }
      const identity = identify(found.kind, found.secret, credentials.client)
      if (typeof identity === 'number')
        return { ok: false, reply: problem('too_many_requests', { retryAfter: identity }) }
      return identity instanceof Promise ? identity.then(settle) : settle(identity)
    },

    async openSession(userId) {
      const token = randomBytes(32).toString('base64url')
      const at = clock.now()
      const expiresAt = new Date(at.getTime() + SESSION_MS)
      const opened = await db.read(openSession, { hash: sha256(token), userId, at, expiresAt })
      return opened.length === 0 ? undefined : { token, expiresAt }
    },

    async closeSession(token) {
      await db.read(closeSession, { hash: sha256(token) })
      known.delete(`session${sha256Text(token)}`)
    },

    forget(changed) {
      for (const [name, { identity }] of known) if (concerns(changed, identity)) known.delete(name)
      // Of whom is being asked just now is not known yet: what they hear is not kept.
      asking.clear()
    },
  }
}

function concerns(changed: Changed, { kind, id, access }: Identity): boolean {
  if (changed.kind === 'all') return true
  if (changed.kind !== 'partner') return changed.kind === kind && changed.id === id
  const { companyId, partnerId } = changed
  return [companyId, 0n].some((company) => {
    const rows = access.get(company)?.rowScope
    return rows?.kind === 'partner' && rows.partnerId === partnerId
  })
}

/** A key (Bearer, or Basic with the key as password, or as user name beside an empty password) goes before the session's cookie. */
function readCredentials({ headers }: Credentials): { kind: 'key' | 'session'; secret: string } | undefined {
  const header = headers['authorization']
  if (typeof header === 'string') {
    if (header.length > 2000) return undefined
    const space = header.indexOf(' ')
    const scheme = header.slice(0, space).toLowerCase()
    const rest = header.slice(space + 1).trim()
    if (scheme === 'bearer' && rest !== '') return { kind: 'key', secret: rest }
    if (scheme !== 'basic') return undefined
    const pair = Buffer.from(rest, 'base64').toString('utf8')
    const colon = pair.indexOf(':')
    const secret = pair.slice(colon + 1) || pair.slice(0, colon)
    return colon < 0 || secret === '' ? undefined : { kind: 'key', secret }
  }
  const token = sessionToken(headers['cookie'])
  return token === undefined ? undefined : { kind: 'session', secret: token }
}

/** The session's token out of the Cookie header. */
export function sessionToken(header: string | string[] | undefined): string | undefined {
  if (typeof header !== 'string' || header.length > 8000) return undefined
  for (const part of header.split(';')) {
    const [name, value] = part.trim().split('=', 2)
    if (name === COOKIE && value !== undefined && /^[\w-]{43}$/.test(value)) return value
  }
  return undefined
}

/** A browser sends cookies from foreign pages, too; those cannot set a header of ours nor forge Origin. */
function fromOurOwnPage({ method, headers }: Credentials): boolean {
  if (method === 'GET' || method === 'HEAD') return true
  if (headers['docket-csrf'] !== undefined) return true
  const { origin, host } = headers
  if (typeof origin !== 'string' || typeof host !== 'string' || !URL.canParse(origin)) return false
  return new URL(origin).host === host
}
