/** One process of Docket: the database server, the schema, the door, HTTP and the workers. */
import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { hostname } from 'node:os'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import { Answerers, keepAnswerers } from './catalog/index.ts'
import { countSetAside, runSample, sampleWasInterrupted } from './channels/index.ts'
import { countStale } from './inventory/index.ts'
import { moduleJobs, startSender } from './jobs.ts'
import {
  alertsOf,
  knownAccounts,
  knownJobs,
  moduleRoutes,
  partnerAccounts,
  paymentGateways,
  systemPorts,
} from './modules.ts'
import { measureMonitoring, targetsOf } from './monitoring/index.ts'
import { Caller, startWorkers } from './orchestration/index.ts'
import { allCompanies } from './organization/index.ts'
import { authRoutes, createAuth, ensureFirstRun, type FirstRun } from './platform/auth/index.ts'
import { defaultDoorLimits, Door } from './platform/batch/index.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { Database, migrate } from './platform/database/index.ts'
import { createHttpServer, httpConfig } from './platform/http/index.ts'
import { Ids } from './platform/ids.ts'
import { ensureInstallation } from './platform/installation.ts'
import { JobControl, type MachineState } from './platform/job-control.ts'
import { startJobs } from './platform/jobs.ts'
import type { Logger } from './platform/log.ts'
import { readClock } from './platform/platform.sql.ts'
import { openDatabaseServer } from './platform/postgres/index.ts'
import { createTelemetry, type Telemetry } from './platform/telemetry.ts'
import { startTracing } from './platform/tracing.ts'

/** What `docket start` hands over. */
export interface ServerOptions {
  config: Config
  log: Logger
  /** No example company. */
  empty: boolean
  /** The tables were counted just before: the start need not do it again. */
  counted?: boolean
  /** How long the first day of the example company takes at least; 25 s unless said. */
  sampleDayMs?: number
  /** Shows the first credentials; by default on standard output, whatever the level of the log. */
  show?: (text: string) => void
}

/** A running process; `stop` ends the work at hand, closes HTTP and lets go of the database. */
export interface Server {
  url: string
  stop(): Promise<void>
}

const SAMPLE_DAY_MS = 25_000
const CONSOLE = fileURLToPath(new URL('../console/dist', import.meta.url))

/** Opens the database, brings the schema up to date and listens. Throws when any of it fails; nothing is left open. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { log } = options
  const began = performance.now()
  // What was opened is closed in the reverse order, whether the start fails or the process stops.
  const closing: (() => Promise<void>)[] = []
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => (stopped ??= closeAll(closing))
  try {
    const url = await open(options, closing)
    log.info(`Docket listens on ${url} (${Math.round(performance.now() - began)} ms)`)
    return { url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function closeAll(closing: (() => Promise<void>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close()
}

async function open(options: ServerOptions, closing: (() => Promise<void>)[]): Promise<string> {
  const { config, log } = options
  const { dataDir, databaseUrl, databaseAdminUrl, limits, secureCookies, privateAddresses } = config
  const instance = `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`
  const { version } = packageJson
  closing.push(await startTracing({ endpoint: config.traceEndpoint }, { version, instance }))
  const server = await openDatabaseServer({ dataDir, databaseUrl, databaseAdminUrl, log })
  closing.push(() => server.stop())
  const { applied } = await migrate(
    server.adminUrl,
    decodeURIComponent(new URL(server.url).username) || undefined,
    { say: (line) => log.warn(line) },
  )
  if (applied.length > 0) log.info(`schema: ${applied.length} migrations applied`)

  // Acts need a connection a batch, and some for ids and tasks; what is left of the limit reads.
  const forActs = defaultDoorLimits.slots + 3
  const db = new Database({ url: server.url, name: 'docket-acts', max: forActs })
  closing.push(() => db.close())
  const forReads = Math.max(2, limits.databaseConnections - forActs)
  const reads = new Database({ url: server.url, name: 'docket-reads', max: forReads, reports: true })
  closing.push(() => reads.close())
  const answerers = new Answerers({ deadlineMs: limits.configurationMs })
  keepAnswerers(answerers, [db.memory, reads.memory])
  closing.push(() => answerers.close())
  const forLaws = { url: server.url, name: 'docket-laws', max: 1 }
  const laws = new Database({ ...forLaws, reports: true, wholeTables: true })
  closing.push(() => laws.close())
  if (!options.counted)
    closing.push(inBackground(log, 'analyze', (signal) => analyze(server.adminUrl, signal)))

  const clock = systemClock
  const installation = await ensureInstallation(reads, clock)
  const firstRun = await ensureFirstRun(reads, clock, config)
  const telemetry = createTelemetry({ processMetrics: true })
  const maxWeight = limits.batchLines
  const maxWaiting = limits.queuedRequests
  const { drainMs } = limits
  const door = new Door({ db, ids: new Ids(db) }, { ...defaultDoorLimits, maxWeight, maxWaiting, drainMs })
  measureDoor(door, telemetry)
  measureConditions(reads, telemetry)
  closing.push(() => door.drain())

  const { outside, shops, roles } = config
  const control = new JobControl({
    db: reads,
    clock,
    log,
    process: {
      id: instance,
      roles,
      version,
      ...(databaseUrl === undefined ? { machine: () => diskOf(dataDir) } : {}),
    },
  })
  await control.start()
  closing.push(() => control.stop())
  const post = (job: string) => control.join(job)
  const ports = systemPorts(config, clock)
  if (roles.includes('worker')) {
    const workers = startWorkers({ db, door, log, telemetry, post })
    closing.push(() => workers.stop())
    const sender = startSender({ db, door, log, limits, privateAddresses })
    closing.push(() => sender.stop())
    const caller = new Caller({ db, door, log, ports })
    closing.push(() => caller.stop())
  }
  const alerts = alertsOf(config, targetsOf(config.alerts, installation.epoch))
  const gateways = paymentGateways(config, clock)
  const jobs = moduleJobs({
    db,
    reads,
    door,
    clock,
    log,
    outside,
    shops,
    gateways,
    alerts,
    limits,
    privateAddresses,
  })
  measureMonitoring(
    { db: reads, jobs: () => knownJobs(jobs, { shops, outside }), alertEveryMs: alerts.everyMs },
    telemetry,
  )
  if (roles.includes('scheduler')) {
    const running = startJobs(jobs, log, post)
    closing.push(() => running.stop())
  }

  const auth = createAuth({
    db: reads,
    clock,
    companies: () => allCompanies(reads),
    partnerAccounts: partnerAccounts(reads),
  })
  let url = ''
  const routes = roles.includes('api')
    ? [
        ...authRoutes({ db: reads, clock, auth, accounts: knownAccounts(reads), secureCookies }),
        ...moduleRoutes({
          door,
          db: reads,
          laws,
          clock,
          log,
          telemetry,
          orderLines: limits.orderLines,
          forget: (companyId, partnerId) => auth.forget({ kind: 'partner', companyId, partnerId }),
          strayDays: limits.strayDays,
          privateAddresses,
          shops,
          outside,
          gateways,
          ports,
          authorizationDays: limits.authorizationDays,
          epoch: installation.epoch,
          jobs,
          alerts,
          url: () => url,
          founded: () => auth.forget({ kind: 'all' }),
        }),
      ]
    : []
  const http = await createHttpServer({
    config: httpConfig(config, { consoleFolder: CONSOLE }),
    log,
    auth,
    clock,
    telemetry,
    routes,
    installation,
    readiness: [
      { name: 'database', check: async () => server.up && (await reads.sql('select 1')).length === 1 },
    ],
  })
  closing.push(() => http.close())
  url = await http.listen()
  showCredentials(options, url, firstRun)

  if (!options.empty && routes.length > 0) {
    const none = (await allCompanies(reads)).length === 0
    if (none)
      log.info('an empty database: setting up the sample company (docket start --empty begins without)')
    if (none || (await sampleWasInterrupted(reads))) {
      const dayMs = options.sampleDayMs ?? SAMPLE_DAY_MS
      const founded = () => auth.forget({ kind: 'all' })
      closing.push(
        inBackground(log, 'the sample company', (signal) =>
          runSample({
            door,
            db,
            reads,
            clock,
            log,
            url,
            signal,
            dayMs,
            founded,
            analyze: () => analyze(server.adminUrl, signal),
          }),
        ),
      )
    }
  }
  return url
}

/** Room on the disk of an embedded database. */
async function diskOf(dataDir: string): Promise<MachineState> {
  const { bavail, blocks, bsize } = await statfs(dataDir, { bigint: true })
  return { diskFree: bavail * bsize, diskSize: blocks * bsize }
}

/** Starts work that the server does not wait for. @returns a function that ends it */
function inBackground(
  log: Logger,
  name: string,
  work: (signal: AbortSignal) => Promise<void>,
): () => Promise<void> {
  const controller = new AbortController()
  const done = work(controller.signal).catch((error: unknown) => {
    if (!controller.signal.aborted) log.error({ err: error }, `${name} failed`)
  })
  return async () => {
    controller.abort()
    await done
  }
}

/** Plans are bad without statistics; autovacuum comes too late for a restored database, and for the sample of a start. */
async function analyze(adminUrl: string, signal: AbortSignal): Promise<void> {
  const admin = new Database({ url: adminUrl, name: 'docket-analyze', max: 1, unlimited: true })
  try {
    await admin.use(async ({ client }) => {
      // Ends the session under the statement; the wait below then fails, which nobody minds.
      signal.addEventListener('abort', () => void client.end(), { once: true })
      await client.query('analyze')
    })
  } finally {
    await admin.close()
  }
}

function showCredentials(options: ServerOptions, url: string, firstRun: FirstRun): void {
  const lines = []
  if (firstRun.adminPassword !== undefined)
    lines.push(`  sign in    ${firstRun.login} / ${firstRun.adminPassword}`)
  if (firstRun.apiKey !== undefined) lines.push(`  API key    ${firstRun.apiKey}`)
  if (lines.length === 0) return
  const show = options.show ?? ((text: string) => void process.stdout.write(text))
  show(
    `\nDocket is new here. Keep these; they are not shown again.\n\n  address    ${url}\n${lines.join('\n')}\n\n`,
  )
}

const SIZES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2500]

/** Conditions that somebody has to look at: outside inventory systems that are silent, subscribers that are set aside. */
function measureConditions(db: Database, telemetry: Telemetry): void {
  const gauge = (name: string, help: string, count: (now: Date) => Promise<bigint>): void => {
    telemetry.gauge(name, help, [], async () => {
      try {
        const [clock] = await db.read(readClock, {})
        return Number(await count(clock!.now))
      } catch {
        // The database is away: the other numbers are told all the same.
        return Number.NaN
      }
    })
  }
  gauge(
    'docket_inventory_systems_stale',
    'Outside inventory systems whose snapshot is too old.',
    async (now) => (await db.read(countStale, { now }))[0]!.stale,
  )
  gauge(
    'docket_webhook_endpoints_set_aside',
    'Endpoints of subscribers that are set aside, because they failed too often.',
    async () => (await db.read(countSetAside, {}))[0]!.aside,
  )
}

/** How full the door is, and what its batches cost. */
function measureDoor(door: Door, telemetry: Telemetry): void {
  telemetry.gauge('docket_door_waiting', 'Weight (order lines) that waits at the door.', [], () =>
    door.depths().reduce((sum, { weight }) => sum + weight, 0),
  )
  const waiting = telemetry.gauge('docket_door_queue', 'Weight that waited after a batch.', ['act', 'lane'])
  const sizes = telemetry.histogram('docket_door_batch_requests', 'Requests of a batch.', ['act'], SIZES)
  const commits = telemetry.histogram('docket_door_commit_seconds', 'First lock to commit.', ['act'])
  const retries = telemetry.counter('docket_door_retries_total', 'Batches that were tried again.', ['act'])
  door.listen((act, size, report) => {
    sizes.observe(size, { act })
    commits.observe(report.commitMs / 1000, { act })
    if (report.attempts > 1) retries.add(report.attempts - 1, { act })
    for (const { act: name, lane, weight } of door.depths()) waiting.set(weight, { act: name, lane })
  })
}
