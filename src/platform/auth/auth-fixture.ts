/** A server with the routes of this room and one that shows the rows of who asks, for the tests of this room. */
import assert from 'node:assert/strict'
import pg from 'pg'
import { Database, migrate } from '../database/index.ts'
import { createHttpServer, httpDefaults, ok, route } from '../http/index.ts'
import { openTestServer } from '../postgres/index.ts'
import { encodeId } from '../public-id.ts'
import { createTelemetry } from '../telemetry.ts'
import { authRoutes, createAuth, ensureFirstRun, type KnownAccounts } from './index.ts'

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type AuthFixture = Awaited<ReturnType<typeof openAuth>>

/** Accounts 5 to 11 are there, in every company. */
const accounts: KnownAccounts = async (_companies, ids) => new Set(ids.filter((id) => id >= 5n && id <= 11n))
export const acc = (id: bigint) => encodeId('acc', id)
export const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

/** Two companies, ACME and BETA, on a database of their own. */
export async function openAuth(name: string, logged: string[] = []) {
  const database = `${name}_${process.pid}`
  const clock = { at: new Date('2026-03-01T10:00:00Z'), now: () => clock.at }
  const note = (facts: object, message: string) => void logged.push(JSON.stringify(facts) + message)
  const postgres = await openTestServer()
  const admin = new pg.Client({ connectionString: postgres.adminUrl })
  await admin.connect()
  await admin.query(`create database ${database}`)
  const url = new URL(postgres.adminUrl)
  url.pathname = `/${database}`
  await migrate(url.href)
  const db = new Database({ url: url.href, name: 'auth-test', max: 3 })
  const companies = async () => [
    { id: 1n, code: 'ACME' },
    { id: 2n, code: 'BETA' },
  ]
  const auth = createAuth({ db, clock, companies, partnerAccounts: async () => [] })
  const first = await ensureFirstRun(db, clock, {})
  const server = await createHttpServer({
    config: { ...httpDefaults, port: 0 },
    log: { debug: note, info: note, warn: note, error: note },
    auth,
    clock,
    telemetry: createTelemetry(),
    installation: { epoch: 'one', cursorKey: Buffer.alloc(32) },
    routes: [
      ...authRoutes({ db, clock, auth, accounts, secureCookies: false }),
      route({
        method: 'POST',
        url: '/api/v1/rows',
        operationId: 'showRows',
        summary: 'What a credential sees',
        tags: ['Test'],
        scope: 'orders:read',
        rows: 'scoped',
        responses: { 200: { description: 'Rows.' } },
        handle: ({ principal, companyId }) =>
          ok({
            company: String(companyId),
            kind: principal.rowScope.kind,
            ids:
              principal.rowScope.kind === 'customers'
                ? principal.rowScope.customerAccountIds.map(String)
                : [],
          }),
      }),
    ],
  })

  const root = () => bearer(first.apiKey!)
  const call = (
    method: Method,
    path: string,
    headers: Record<string, string>,
    payload?: object,
    remoteAddress = '10.0.0.1',
  ) =>
    server.fastify.inject({
      method,
      url: `/api/v1/${path}`,
      headers,
      remoteAddress,
      ...(payload === undefined ? {} : { payload }),
    })

  return {
    postgres,
    admin,
    db,
    auth,
    first,
    server,
    clock,
    root,
    call,
    async signIn(login: string, password: string, client = '10.0.0.2'): Promise<{ cookie: string }> {
      const answer = await call('POST', 'session', {}, { login, password }, client)
      assert.equal(answer.statusCode, 201, answer.body)
      return { cookie: (answer.headers['set-cookie'] as string).split(';')[0]! }
    },
    async addKey(body: object): Promise<{ id: string; secret: string }> {
      const answer = await call('POST', 'keys', root(), body)
      assert.equal(answer.statusCode, 201, answer.body)
      return answer.json()
    },
    async close() {
      await server.close()
      await db.close()
      await admin.query(`drop database if exists ${database} with (force)`)
      await admin.end()
      await postgres.close()
    },
  }
}
