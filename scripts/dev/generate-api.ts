import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import openapiTypes, { astToString, type OpenAPI3 } from 'openapi-typescript'
import { alertsOf, knownAccounts, moduleRoutes } from '../../src/modules.ts'
import { authRoutes, createAuth } from '../../src/platform/auth/index.ts'
import { Door } from '../../src/platform/batch/index.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { LIMITS, loadConfig } from '../../src/platform/config.ts'
import { Database } from '../../src/platform/database/index.ts'
import { checkBody, createHttpServer, httpDefaults, type Route } from '../../src/platform/http/index.ts'
import { Ids } from '../../src/platform/ids.ts'
import { createLogger } from '../../src/platform/log.ts'
import { createTelemetry } from '../../src/platform/telemetry.ts'
import { rolesPage } from './roles-page.ts'
import { ROOT } from './tree.ts'

const DOCUMENT = 'docs/reference/openapi.json'
const TYPES = 'clients/typescript/schema.d.ts'
const ROLES = 'docs/reference/roles.md'
const HEAD = '// Written by npm run generate from docs/reference/openapi.json. Do not edit.\n\n'

/** Writes the API as this code publishes it, and what follows from it: the types of the client (P-76), and what roles may. */
export async function generateApi({ write }: { write: boolean }): Promise<string[]> {
  const document = await publishedApi()
  const texts: [string, string][] = [
    [DOCUMENT, `${JSON.stringify(document, null, 1)}\n`],
    [TYPES, HEAD + astToString(await openapiTypes(document as OpenAPI3))],
    [ROLES, rolesPage(document)],
  ]
  return texts.flatMap(([file, text]) => {
    const path = join(ROOT, file)
    if (existsSync(path) && readFileSync(path, 'utf8') === text) return []
    if (write) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    return [file]
  })
}

/** What a server is made of, whose database is never asked. */
function unasked() {
  const log = createLogger({ level: 'silent' })
  const clock = systemClock
  const db = new Database({ url: 'postgresql://127.0.0.1:1/nowhere', name: 'docket-openapi', max: 1 })
  const auth = createAuth({ db, clock, companies: async () => [], partnerAccounts: async () => [] })
  return { log, clock, db, auth, telemetry: createTelemetry() }
}

/** Every route of the whole server, to look at and not to call. */
export async function publishedRoutes(): Promise<Route[]> {
  const parts = unasked()
  await parts.db.close()
  return routesOf(parts)
}

function routesOf({ log, clock, db, auth, telemetry }: ReturnType<typeof unasked>): Route[] {
  const door = new Door({ db, ids: new Ids(db) })
  return [
    ...authRoutes({ db, clock, auth, accounts: knownAccounts(db), secureCookies: false }),
    ...moduleRoutes({
      door,
      db,
      laws: db,
      clock,
      log,
      telemetry,
      orderLines: LIMITS.orderLines.standard,
      forget() {},
      strayDays: LIMITS.strayDays.standard,
      gateways: new Map(),
      ports: new Map(),
      authorizationDays: 1,
      epoch: '',
      jobs: [],
      alerts: alertsOf(loadConfig({}), []),
      privateAddresses: false,
      shops: new Map(),
      outside: new Map(),
      url: () => '',
      founded() {},
    }),
  ]
}

/** The OpenAPI document of the whole server. Nothing listens, and the database is never asked. */
async function publishedApi(): Promise<unknown> {
  const parts = unasked()
  const { log, clock, db, auth, telemetry } = parts
  const routes = routesOf(parts)
  // A server compiles a schema when it is first asked: one that cannot be compiled is to be found here.
  for (const { body, query, params } of routes)
    for (const schema of [body, query, params]) if (schema !== undefined) checkBody(schema)(undefined)
  const config = { ...httpDefaults, drainMs: 0 }
  const installation = { epoch: '', cursorKey: Buffer.alloc(0) }
  const server = await createHttpServer({ config, log, auth, clock, telemetry, routes, installation })
  try {
    return server.openapi()
  } finally {
    await server.close()
    await db.close()
  }
}
