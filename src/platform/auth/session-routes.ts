import { Type } from 'typebox'
import type { Clock } from '../clock.ts'
import type { Reader } from '../database/index.ts'
import {
  created,
  createLimiter,
  noContent,
  ok,
  problem,
  route,
  type Principal,
  type Route,
} from '../http/index.ts'
import { encodeId } from '../public-id.ts'
import { orNull } from '../wire.ts'
import { findLogin, findUser, setPassword } from './auth.sql.ts'
import { COOKIE, sessionToken, type Auth } from './authenticator.ts'
import { actorOf, companyCode } from './actor.ts'
import { sha256 } from './keys.ts'
import type { KnownAccounts } from './row-ids.ts'
import { hashPassword, MAX_PASSWORD, MIN_PASSWORD, TooManyHashes, verifyPassword } from './passwords.ts'
import './problems.ts'

const Session = Type.Object(
  {
    kind: Type.Union([Type.Literal('user'), Type.Literal('key')]),
    id: Type.String(),
    name: Type.String(),
    company: Type.Union([Type.String(), Type.Null()]),
    companies: Type.Array(Type.String()),
    scopes: Type.Array(Type.String()),
    rows: Type.Union([Type.Literal('all'), Type.Literal('customers'), Type.Literal('partner')]),
  },
  { $id: 'Session' },
)

const SignIn = Type.Object(
  {
    login: Type.String({ minLength: 1, maxLength: 120 }),
    password: Type.String({ minLength: 1, maxLength: MAX_PASSWORD }),
  },
  { $id: 'SignIn' },
)

export interface SessionOptions {
  readonly db: Reader
  readonly clock: Clock
  readonly auth: Auth
  readonly accounts: KnownAccounts
  /** True when browsers reach this server by HTTPS: the cookie is then sent by HTTPS only. */
  readonly secureCookies: boolean
}

const ATTEMPTS_BY_CLIENT = 20
const ATTEMPTS_BY_LOGIN = 10

/** Sign in, who am I, sign out, change the own password. */
export function sessionRoutes({ db, clock, auth, secureCookies }: SessionOptions): Route[] {
  const byClient = createLimiter(ATTEMPTS_BY_CLIENT, 60_000, () => clock.now())
  const byLogin = createLimiter(ATTEMPTS_BY_LOGIN, 60_000, () => clock.now())
  const attributes = `Path=/; HttpOnly; SameSite=Strict${secureCookies ? '; Secure' : ''}`

  return [
    route({
      method: 'POST',
      url: '/api/v1/session',
      operationId: 'signIn',
      summary: 'Sign in with a login name and a password',
      tags: ['Session'],
      scope: 'anonymous',
      company: false,
      body: SignIn,
      bodyLimit: 8192,
      responses: {
        201: {
          description: 'Signed in: the cookie holds the session.',
          schema: Type.Object({ name: Type.String(), expiresAt: Type.String() }),
        },
      },
      problems: ['sign_in_failed', 'too_many_requests'],
      async handle(request) {
        const login = request.body.login.toLowerCase()
        const wait = Math.max(byClient.blockedFor(request.client), byLogin.blockedFor(login))
        if (wait > 0) return problem('too_many_requests', { retryAfter: wait })
        // Counted before the hash, so that attempts at the same moment are limited, too; a success is forgiven.
        byClient.hit(request.client)
        byLogin.hit(login)
        const [user] = await db.read(findLogin, { login })
        let right: boolean
        try {
          right = await verifyPassword(request.body.password, user?.password)
        } catch (error) {
          if (error instanceof TooManyHashes) return problem('too_many_requests', { retryAfter: 5 })
          throw error
        }
        const session =
          right && user !== undefined && !user.disabled ? await auth.openSession(user.user_id) : undefined
        if (session === undefined || user === undefined) return problem('sign_in_failed')
        byClient.clear(request.client)
        byLogin.clear(login)
        const seconds = Math.floor((session.expiresAt.getTime() - clock.now().getTime()) / 1000)
        return created({ name: user.name, expiresAt: session.expiresAt.toISOString() }, '/api/v1/session', {
          'set-cookie': `${COOKIE}=${session.token}; Max-Age=${seconds}; ${attributes}`,
        })
      },
    }),
    route({
      method: 'GET',
      url: '/api/v1/session',
      operationId: 'getSession',
      summary: 'Who am I and what may I do',
      tags: ['Session'],
      description: 'Null when the request shows no credential; one that is not valid is refused.',
      scope: 'signed-in',
      nobody: ok(null),
      company: false,
      responses: { 200: { description: 'The credential of this request.', schema: orNull(Session) } },
      handle: (request) => ok(describePrincipal(request.principal)),
    }),
    route({
      method: 'DELETE',
      url: '/api/v1/session',
      operationId: 'signOut',
      summary: 'Sign out',
      tags: ['Session'],
      scope: 'signed-in',
      company: false,
      responses: { 204: { description: 'The session is over.' } },
      async handle(request) {
        const token = sessionToken(request.header('cookie'))
        if (token !== undefined) await auth.closeSession(token)
        return noContent({ 'set-cookie': `${COOKIE}=; Max-Age=0; ${attributes}` })
      },
    }),
    route({
      method: 'PUT',
      url: '/api/v1/session/password',
      operationId: 'changePassword',
      summary: 'Change the own password',
      description: 'All other sessions of the user end.',
      tags: ['Session'],
      scope: 'signed-in',
      company: false,
      body: Type.Object(
        {
          current: Type.String({ minLength: 1, maxLength: MAX_PASSWORD }),
          new: Type.String({ minLength: MIN_PASSWORD, maxLength: MAX_PASSWORD }),
        },
        { $id: 'PasswordChange' },
      ),
      responses: { 204: { description: 'Changed.' } },
      problems: ['sign_in_failed', 'not_found', 'too_many_requests'],
      async handle(request) {
        const { principal } = request
        if (principal.kind !== 'user') return problem('not_found')
        const wait = byLogin.hit(`password ${principal.id}`)
        if (wait > 0) return problem('too_many_requests', { retryAfter: wait })
        const userId = BigInt(principal.id)
        const [user] = await db.read(findUser, { userId })
        if (!(await verifyPassword(request.body.current, user?.password))) return problem('sign_in_failed')
        const password = await hashPassword(request.body.new)
        const token = sessionToken(request.header('cookie'))
        const except = token === undefined ? null : sha256(token)
        await db.read(setPassword, { userId, password, except, at: clock.now(), actor: actorOf(principal) })
        auth.forget({ kind: 'user', id: principal.id })
        return noContent()
      },
    }),
  ]
}

function describePrincipal(principal: Principal): object {
  return {
    kind: principal.kind,
    id: principal.kind === 'user' ? encodeId('usr', BigInt(principal.id)) : principal.id,
    name: principal.name,
    company: principal.companyId === null ? null : companyCode(principal, principal.companyId),
    companies: principal.companies.map((one) => one.code),
    scopes: [...principal.scopes].sort(),
    rows: principal.rowScope.kind,
  }
}
