/** The modules, in the order in which an order meets them, and what each adds to the server. */
import { applyingQueues, billingReadRoutes } from './billing/index.ts'
import { catalogRoutes } from './catalog/index.ts'
import {
  channelRoutes,
  erasureRoutes,
  fetchOrderRoute,
  httpInventory,
  httpPayments,
  httpSystem,
  inboundRoutes,
  paymentRoutes,
  productOrderRoutes,
  statusRoutes,
  taskRoutes,
  tellJob,
  tryLogIns,
  webhookRoutes,
  withMessages,
  type GivenGateway,
  type ShopChannel,
} from './channels/index.ts'
import { customerRoutes, matchQueues, readAccountsOf, readPartnerAccounts } from './customers/index.ts'
import {
  goodsRoutes,
  insightRoutes,
  matchQuestionRoutes,
  operationsRoutes,
  accountHolder,
  findProductOrders,
  readBillTo,
  readOrderProgress,
  readPlaces,
  readProductOrderFacts,
  readStretches,
} from './insight/index.ts'
import { strayOfInvoice } from './fulfillment/index.ts'
import {
  askJob,
  feedRoutes,
  inventoryReadRoutes,
  inventorySetupRoutes,
  locateRoutes,
  outsideRoutes,
  probableQuantityRoutes,
} from './inventory/index.ts'
import { ledgerReadRoutes, ledgerSetupRoutes } from './ledger/index.ts'
import {
  expectationRoutes,
  monitoringRoutes,
  periodicQueues,
  reconciliationRoutes,
  setUpRoutes,
  taskQueues,
  TRIAL_SCOPES,
  type Jobs,
  type Means,
  type Reached,
  type Target,
  type Thresholds,
} from './monitoring/index.ts'
import { negotiationRoutes } from './negotiation/index.ts'
import {
  fulfillmentStateRoutes,
  jeopardyPolicyRoutes,
  lifeCyclePolicyRoutes,
  orchestrationRoutes,
  orderModelRoutes,
  patternRoutes,
  holdCodeRoutes,
  returnReasonRoutes,
  systemRoutes,
  type GivenPort,
} from './orchestration/index.ts'
import { configurationRoutes, orderSetupRoutes, priceRoutes, readSources } from './orders/index.ts'
import {
  allCompanies,
  businessDate,
  organizationRoutes,
  readCompanies,
  type Company,
} from './organization/index.ts'
import { lendKey, type KnownAccounts, type PartnerAccounts } from './platform/auth/index.ts'
import type { Door } from './platform/batch/index.ts'
import type { Clock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { givenTo } from './platform/connections.ts'
import type { Database, Reader } from './platform/database/index.ts'
import type { Route } from './platform/http/index.ts'
import type { Job, JobQueues } from './platform/jobs.ts'
import type { Logger } from './platform/log.ts'
import type { Versioned } from './platform/picture.ts'
import type { Telemetry } from './platform/telemetry.ts'
import { pricingRoutes } from './pricing/index.ts'
import { taxRoutes } from './tax/index.ts'

/** What modules build their routes from. `db` is for reading; changes go through the door. */
export interface ModuleContext {
  door: Door
  db: Database
  /** For laws: joins whole tables. */
  laws: Database
  clock: Clock
  log: Logger
  telemetry: Telemetry
  /** Lines that an order may have. */
  orderLines: number
  /** After a change of whose accounts are whose: this node asks anew. */
  forget(companyId: bigint, partnerId: bigint): void
  /** In so many days goods that left without a sale are expected back. */
  strayDays: number
  /** What this and other processes do in the background. */
  jobs: readonly Job[]
  alerts: Alerts
  /** Shops that are told what became of their orders. */
  shops: Config['shops']
  /** Outside systems that are asked for what they know of stock. */
  outside: Config['outside']
  /** Payment gateways by name, each with the companies that it was given to. */
  gateways: ReadonlyMap<string, GivenGateway>
  /** Systems that plans call, likewise. */
  ports: ReadonlyMap<string, GivenPort>
  /** So long an authorization waits for its order. */
  authorizationDays: number
  /** Of the installation: part of the key of what is asked for outside. */
  epoch: string
  /** True: addresses that are set over the API may be those of private networks. */
  privateAddresses: boolean
  /** Where this server listens; known when it does. */
  url(): string
  /** Told when there is a company that was not there before. */
  founded(): void
}

/** Where messages about alerts go, and when something counts as wrong. */
export interface Alerts {
  targets: readonly Target[]
  thresholds: Thresholds
  everyMs: number
}

/** What the settings say of alerts. */
export function alertsOf({ limits }: Pick<Config, 'limits'>, targets: readonly Target[]): Alerts {
  return {
    targets,
    everyMs: limits.alertEverySeconds * 1000,
    thresholds: {
      queueSeconds: limits.alertQueueSeconds,
      stuckHours: limits.alertStuckHours,
      clockMs: limits.alertClockMs,
      diskPercent: limits.alertDiskPercent,
      overReceiptPercent: limits.alertOverReceiptPercent,
    },
  }
}

/** The payment gateways that the settings name, each by its connector. */
export function paymentGateways(
  { payments, limits }: Pick<Config, 'payments' | 'limits'>,
  clock: Clock,
): ModuleContext['gateways'] {
  return new Map(
    [...payments].map(([name, connection]) => [
      name,
      {
        gateway: httpPayments(connection, clock, { timeoutMs: limits.paymentTimeoutMs, bytes: 65_536 }),
        companies: connection.companies,
      },
    ]),
  )
}

/** The systems that plans call, each by its connector. */
export function systemPorts({ systems }: Pick<Config, 'systems'>, clock: Clock): ModuleContext['ports'] {
  return new Map(
    [...systems].map(([name, connection]) => {
      const { companies, secret } = connection
      return [name, { port: httpSystem(connection, clock), companies, secret }]
    }),
  )
}

/** Channels and insight stand beside each other: here they meet. */
export const events = withMessages({ behind: readStretches, at: readPlaces })

type Routes = (context: ModuleContext & Knowledge) => Route[]

/** What lower modules are told of a company and its orders, because they do not know those that own them. */
interface Knowledge {
  company(companyId: bigint): Promise<Versioned & { currency: string; timeZone: string; today: string }>
  books(companyId: bigint): Promise<{ name: string; currency: string; timeZone: string }>
  readBillTo: typeof readBillTo
  accountHolder: typeof accountHolder
  strayOfInvoice: typeof strayOfInvoice
}

const MODULES: readonly (readonly [module: string, ...routes: Routes[]])[] = [
  ['organization', organizationRoutes],
  ['catalog', catalogRoutes],
  ['customers', customerRoutes],
  ['ledger', ledgerSetupRoutes, ledgerReadRoutes],
  ['pricing', pricingRoutes],
  ['tax', taxRoutes],
  [
    'inventory',
    inventorySetupRoutes,
    inventoryReadRoutes,
    outsideRoutes,
    feedRoutes,
    probableQuantityRoutes,
    ({ db, outside, clock }) =>
      locateRoutes({
        db,
        async inventorySystem(name, { code }) {
          const connection = outside.get(name)
          if (!connection) return undefined
          const given = givenTo(connection, await allCompanies(db)).some((one) => one.code === code)
          return given ? httpInventory(connection, clock) : undefined
        },
      }),
  ],
  ['orders', orderSetupRoutes, configurationRoutes, priceRoutes],
  ['fulfillment'],
  ['billing', billingReadRoutes],
  [
    'orchestration',
    patternRoutes,
    orderModelRoutes,
    systemRoutes,
    holdCodeRoutes,
    returnReasonRoutes,
    jeopardyPolicyRoutes,
    lifeCyclePolicyRoutes,
    fulfillmentStateRoutes,
    orchestrationRoutes,
  ],
  [
    'channels',
    channelRoutes,
    erasureRoutes,
    statusRoutes,
    paymentRoutes,
    (context) =>
      inboundRoutes({
        ...context,
        facts: (...of) => readOrderProgress(context.db, ...of),
        payments: context,
      }),
    (context) => [fetchOrderRoute(context)],
    (context) => webhookRoutes({ ...context, events }),
    (context) => productOrderRoutes({ ...context, reads: productOrderReads(context.db) }),
    (context) => taskRoutes({ ...context, reads: productOrderReads(context.db) }),
  ],
  ['negotiation', negotiationRoutes],
  ['insight', insightRoutes, goodsRoutes, matchQuestionRoutes, operationsRoutes],
  [
    'monitoring',
    ({ db, laws, door, jobs, shops, outside, alerts, company }) =>
      monitoringRoutes({
        db,
        laws,
        doors: () => door.depths().map(depthOf),
        jobs: knownJobs(jobs, { shops, outside }),
        alerts,
        company,
      }),
    expectationRoutes,
    reconciliationRoutes,
    (context) => setUpRoutes({ ...context, means: meansOf(context) }),
  ],
]

/** How product orders of TM Forum are read. */
function productOrderReads(db: Database) {
  return {
    find: (...asked: Tail<Parameters<typeof findProductOrders>>) => findProductOrders(db, ...asked),
    facts: (of: Parameters<typeof readProductOrderFacts>[1]) => readProductOrderFacts(db, of),
  }
}
type Tail<T extends unknown[]> = T extends [unknown, ...infer R] ? R : never

/** A test order comes through the front door with a key of its own: its secret is known to one run alone. */
function meansOf({ door, db, laws, clock, shops, url, privateAddresses }: ModuleContext): Means {
  const loan = { keyId: 'dk_testorder', name: 'test order', scopes: TRIAL_SCOPES }
  return {
    laws,
    door,
    async logIns(companyId) {
      const told = await Promise.all([...shops].map((shop) => shopChannels(db, ...shop)))
      const own = told.flat().filter((one) => one.companyId === companyId)
      return await tryLogIns(db, companyId, own, privateAddresses)
    },
    privateAddresses,
    url,
    lend: () => lendKey(db, clock, loan),
    // Lent once more, to nobody: a key that is taken back could not be lent to the next run.
    takeBack: async () => void (await lendKey(db, clock, loan)),
  }
}

/**
 * Where orders of a shop come from: the source system that its connection names, or that is named like it, of the companies that it was
 * given to.
 */
export async function shopChannels(
  db: Reader,
  name: string,
  connection: ShopChannel['connection'],
): Promise<ShopChannel[]> {
  const companies = givenTo(connection, await allCompanies(db))
  const found = await readSources(db, new Set(companies.map(({ id }) => id)))
  const isIts = (source: string) =>
    connection.source === undefined
      ? source.toLowerCase().replaceAll('-', '_') === name
      : source === connection.source
  return [...found].flatMap(([companyId, { sources }]) =>
    [...sources.values()].flatMap(({ code: source, active }) =>
      active && isIts(source) ? [{ companyId, source, connection }] : [],
    ),
  )
}

/** The depth of a queue is its weight: order lines that wait. */
function depthOf({ act, lane, weight }: ReturnType<Door['depths']>[number]) {
  return { act, lane, depth: weight }
}

/** What the room of users and keys is told of accounts, because it knows no module. */
export function knownAccounts(db: Database): KnownAccounts {
  return async (companyIds, accountIds) => {
    const wanted = companyIds.flatMap((companyId) => accountIds.map((id) => ({ companyId, id })))
    const { byId } = await readAccountsOf(db, wanted)
    return new Set([...byId.values()].map((account) => account.id))
  }
}

/** The accounts that name a partner, told to the room of users and keys for the same reason. */
export function partnerAccounts(db: Database): PartnerAccounts {
  return (companyIds, partnerId, most) => readPartnerAccounts(db, companyIds, partnerId, most)
}

/** Queues of jobs whose records can be listed, wherever they stand. */
const QUEUES: readonly JobQueues[] = [taskQueues, matchQueues, applyingQueues]

/** All jobs that can be started and stopped: those that come at an interval, and those that work a queue off. */
export function knownJobs(jobs: readonly Job[], connections: Pick<Config, 'shops' | 'outside'>): Jobs {
  const periodic = jobs.map(({ name, title, everyMs }) => ({ name, title, everyMs }))
  const names = new Set(periodic.map((job) => job.name))
  const working = QUEUES.flatMap((queues) => queues.jobs)
    .filter((job) => !names.has(job.name))
    .map((job) => ({ ...job, everyMs: null }))
  return {
    known: [...working, ...periodic],
    queues: [...QUEUES, ...periodicQueues(periodic, reachedBy(connections))],
  }
}

/** Which companies are told and asked over the connections of this process, as their jobs find it. */
function reachedBy({ shops, outside }: Pick<Config, 'shops' | 'outside'>): Reached {
  return {
    async told(db) {
      const found = await Promise.all(
        [...shops].map(async ([name, connection]) =>
          (await shopChannels(db, name, connection)).map(({ companyId, source }) => ({
            job: tellJob(name),
            companyId,
            source,
          })),
        ),
      )
      return found.flat()
    },
    async asked(db) {
      const companies = await allCompanies(db)
      return [...outside].flatMap(([name, connection]) =>
        givenTo(connection, companies).map(({ id }) => ({
          job: askJob(name),
          companyId: id,
          connection: name,
        })),
      )
    },
  }
}

/** All routes of all modules. */
export function moduleRoutes(context: ModuleContext): Route[] {
  const { db, clock } = context
  const standing = async (companyId: bigint): Promise<Company> => {
    const company = (await readCompanies(db, [companyId])).get(companyId)
    if (!company) throw new Error(`There is no company ${companyId}`)
    return company
  }
  const known = {
    ...context,
    books: standing,
    readBillTo,
    accountHolder,
    strayOfInvoice,
    async company(companyId: bigint) {
      const company = await standing(companyId)
      const { id, setupVersion, currency, timeZone } = company
      return { id, setupVersion, currency, timeZone, today: businessDate(company, clock.now()) }
    },
  }
  return MODULES.flatMap(([, ...routes]) => routes.flatMap((make) => make(known)))
}
