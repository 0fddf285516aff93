import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { loadConfig } from '../../src/platform/config.ts'
import { createLogger } from '../../src/platform/log.ts'
import { startServer } from '../../src/server.ts'
import { installSample, installSampleStock } from '../../src/channels/index.ts'
import { testDatabase, type Base, type TestDatabase } from './database.ts'

/** A whole server on a database of its own, for tests through HTTP. */
export interface TestServer {
  url: string
  adminLogin: string
  adminPassword: string
  apiKey: string
  /** The database, for set-up and assertions. */
  database: TestDatabase
  db: TestDatabase['db']
  /** A request with the API key; a plain object is sent as JSON. */
  request(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  close(): Promise<void>
}

export interface TestAnswer {
  status: number
  headers: Headers
  // oxlint-disable-next-line no-explicit-any -- answers are looked at, not typed
  body: any
  bytes: Buffer
}

export interface TestServerOptions {
  /** Set up the sample company (code SAMPLE); with stock, without orders. */
  sample?: boolean
  /** What `docket start` shows on an empty database: company, 300 orders and their first day, at once. */
  sampleDay?: boolean
  /** Another server on the same database. */
  beside?: TestServer
  roles?: string
  limits?: Readonly<Record<string, string>>
}

const SAMPLE: Base = {
  name: 'sample',
  fill: async ({ door, db }) => installSampleStock(door, await installSample(door, db)),
}

/** Starts a server on a free port. Workers run unless `roles` says otherwise. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { beside } = options
  const database = beside?.database ?? (await testDatabase('server', options.sample ? SAMPLE : undefined))
  const adminPassword = beside?.adminPassword ?? randomBytes(12).toString('base64url')
  const apiKey = beside?.apiKey ?? `dk_test_${randomBytes(32).toString('base64url')}`
  const config = loadConfig({
    PORT: '0',
    DATABASE_URL: database.url,
    DOCKET_ADMIN_PASSWORD: adminPassword,
    DOCKET_API_KEY: apiKey,
    ...(options.roles === undefined ? {} : { DOCKET_ROLES: options.roles }),
    ...options.limits,
  })
  const log = createLogger({ level: 'warn' })
  const server = await startServer({
    config,
    log,
    empty: !options.sampleDay,
    sampleDayMs: 0,
    counted: options.sample === true,
  })
  if (options.sampleDay) await endOfSampleDay(server.url, apiKey)
  return {
    url: server.url,
    adminLogin: 'admin',
    adminPassword,
    apiKey,
    database,
    db: database.db,
    request: (method, path, body, headers = {}) => send(server.url + path, method, apiKey, body, headers),
    async close() {
      await server.stop()
      if (!beside) await database.close()
    },
  }
}

/** Waits until the server has taken back the first of the keys that it lent. */
export async function endOfSampleDay(url: string, apiKey: string): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await send(`${url}/api/v1/keys`, 'GET', apiKey, undefined, {})
    const lent = (body.rows as { id: string; revokedAt: string | null }[]).find(
      (key) => key.id === 'dk_channel',
    )
    if (lent !== undefined && lent.revokedAt !== null) return
    await setTimeout(100)
  }
  throw new Error('The sample day did not end within a minute')
}

async function send(
  url: string,
  method: string,
  apiKey: string,
  body: unknown,
  headers: Record<string, string>,
): Promise<TestAnswer> {
  const plain = body === undefined || typeof body === 'string' || Buffer.isBuffer(body)
  const response = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: plain ? (body as string) : JSON.stringify(body) }),
  })
  const bytes = Buffer.from(await response.arrayBuffer())
  return { status: response.status, headers: response.headers, bytes, body: bodyOf(bytes) }
}

/** The JSON, or the text of what is none. */
function bodyOf(bytes: Buffer): unknown {
  const text = bytes.toString()
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
