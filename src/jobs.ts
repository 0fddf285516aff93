/** What the modules do in the background: here ports are joined with their connectors. */
import {
  expireOldBodies,
  expireWebhookLog,
  hearCancelledOrders,
  httpInventory,
  lookOver,
  Sender,
  settlePaymentsOf,
  takeLost,
  tellShop,
  workOffMessages,
} from './channels/index.ts'
import { matchJob } from './customers/index.ts'
import { countJob, ordersOfSource, readFeed, readOrderProgress } from './insight/index.ts'
import { expireFeeds, refreshSnapshots } from './inventory/index.ts'
import { foldJob } from './ledger/index.ts'
import { events, knownJobs, shopChannels, type ModuleContext } from './modules.ts'
import {
  alertCleanup,
  alertJob,
  arrivalJob,
  depthJob,
  differenceJob,
  lawJob,
  messageJob,
} from './monitoring/index.ts'
import { quoteExpiry } from './negotiation/index.ts'
import {
  approvalJob,
  carryOutRequests,
  bulkJobs,
  evaluateBackorders,
  evaluateShortages,
  reconcileFeeds,
  goOnApplying,
  holdExpiry,
  jeopardyJob,
  pickUpJob,
  stateJob,
} from './orchestration/index.ts'
import { cartJob } from './orders/index.ts'
import { allCompanies } from './organization/index.ts'
import type { Config } from './platform/config.ts'
import { givenTo } from './platform/connections.ts'
import type { Database } from './platform/database/index.ts'
import { forgetOldJobs } from './platform/job-control.ts'
import type { Job } from './platform/jobs.ts'
import { readClock } from './platform/platform.sql.ts'
import { decodeId } from './platform/public-id.ts'
import { deleteExpiredKeys } from './platform/request-key.ts'
import { signHeads } from './platform/signed-head.ts'

/**
 * What modules do again and again, in any number of processes. `reads`: for what is asked with a free hand.
 */
export function moduleJobs({
  db,
  reads,
  door,
  clock,
  log,
  outside,
  alerts,
  limits,
  shops,
  gateways,
  privateAddresses,
}: Omit<
  ModuleContext,
  | 'jobs'
  | 'laws'
  | 'forget'
  | 'authorizationDays'
  | 'ports'
  | 'epoch'
  | 'orderLines'
  | 'strayDays'
  | 'telemetry'
  | 'url'
  | 'founded'
> &
  Pick<Config, 'outside' | 'limits' | 'shops'> & { reads: Database }): Job[] {
  const jobs: Job[] = [
    givenConnections(db, { shops, outside, gateways }),
    expiry(db),
    bodyExpiry(db),
    oldJobs(db),
    foldJob(db),
    signHeads(db, door, () => allCompanies(db)),
    depthJob({ db: reads, queues: () => knownJobs(jobs, { shops, outside }).queues }),
    // One for each, so that a system or a shop that is slow keeps no other waiting.
    ...[...outside].map(([name, connection]) =>
      refreshSnapshots({
        db,
        door,
        log,
        connection: name,
        system: httpInventory(connection, clock),
        companies: async () => givenTo(connection, await allCompanies(db)).map(({ id }) => id),
      }),
    ),
    matchJob({ db, door, log }),
    evaluateBackorders({ db, door, log }),
    evaluateShortages({ db, door, log }),
    reconcileFeeds({ db, door, log }),
    goOnApplying({ db, door, log }),
    pickUpJob({ db, door, log }),
    jeopardyJob({ db, door, log }),
    stateJob({ db, door, log }),
    cartJob({ db, door, log }),
    approvalJob({ db, door, log }),
    holdExpiry({ db, door, log }),
    carryOutRequests({ db, door, log }),
    bulkJobs({ db, door, log }),
    quoteExpiry({ db, door, log }),
    ...workOffMessages({ db, door, log, orderLines: limits.orderLines, privateAddresses }),
    expireWebhookLog(db, limits.webhookLogDays),
    expireFeeds(db, limits.feedDays),
    hearCancelledOrders({
      db,
      hear: async (companyId, after, limit) => {
        const { last, next } = await happened(db, companyId, after, limit)
        return { orderIds: [...last.keys()], next }
      },
    }),
    ...[...gateways].map(([name, { gateway }]) => settlePaymentsOf({ db, log, name, gateway })),
    ...[...shops].map(([name, connection]) =>
      tellShop({
        db,
        door,
        log,
        name,
        channels: () => shopChannels(db, name, connection),
        hear: (channel, after, limit) => hear(db, channel, after, limit),
        facts: (companyId, orderIds) => readOrderProgress(db, companyId, orderIds),
        takeLost: (of, orders) => takeLost(of, orders, { db, door }),
      }),
    ),
    ...[...shops].map(([name, connection]) =>
      lookOver({
        db,
        door,
        log,
        name,
        everyMs: limits.shopLookSeconds * 1000,
        graceMs: limits.shopLookGraceSeconds * 1000,
        channels: () => shopChannels(db, name, connection),
      }),
    ),
    countJob(reads),
    lawJob(reads),
    arrivalJob(reads),
    differenceJob(reads),
    alertJob({ db: reads, log, jobs: () => knownJobs(jobs, { shops, outside }), ...alerts }),
    messageJob({ db: reads, log, targets: alerts.targets }),
    alertCleanup(reads),
  ]
  return jobs
}

const EXPIRY_MS = 3_600_000
const GIVEN_MS = 10_000

/**
 * Fails while a connection does not say which companies it was given to, and there are several: then it is used for none of them, and
 * somebody has to know.
 */
function givenConnections(
  db: Database,
  { shops, outside, gateways }: Pick<Parameters<typeof moduleJobs>[0], 'shops' | 'outside' | 'gateways'>,
): Job {
  const kinds = [
    ['SHOP', shops],
    ['OUTSIDE', outside],
    ['PAYMENTS', gateways],
  ] as const
  const unsaid = kinds.flatMap(([kind, of]) =>
    [...of].flatMap(([name, { companies }]) =>
      companies === undefined ? [`DOCKET_${kind}_${name.toUpperCase()}_COMPANIES`] : [],
    ),
  )
  return {
    name: 'connections',
    title: 'Looks whether each connection says whose it is',
    everyMs: GIVEN_MS,
    async run() {
      if (unsaid.length === 0) return
      const companies = await allCompanies(db)
      if (companies.length > 1)
        throw new Error(
          `There are ${companies.length} companies, so these connections are used for none of them until it is said whose they are: ${unsaid.join(', ')}`,
        )
    },
  }
}

/** Idempotency keys are kept for 30 days (decision 0005) and deleted within the next hour. */
function expiry(db: Database): Job {
  return {
    name: 'request-key-cleanup',
    title: 'Deletes idempotency keys that have expired',
    everyMs: EXPIRY_MS,
    async run(signal) {
      const [clock] = await db.read(readClock, {})
      const deleted = await deleteExpiredKeys(db, clock!.now, signal)
      return { evaluated: deleted, processed: deleted }
    },
  }
}

/** What was received of nobody we know is kept for 90 days (decision 0009) and cannot be opened within the next hour. */
function bodyExpiry(db: Database): Job {
  return {
    name: 'body-expiry',
    title: 'Ends bodies and drafts of nobody we know',
    everyMs: EXPIRY_MS,
    alone: true,
    async run(signal) {
      const [clock] = await db.read(readClock, {})
      const looked = await expireOldBodies(db, clock!.now, signal)
      return { evaluated: looked, processed: looked }
    },
  }
}

/** What is kept of jobs and of processes that are gone. */
function oldJobs(db: Database): Job {
  return {
    name: 'job-history-cleanup',
    title: 'Deletes old runs and counts of jobs',
    everyMs: EXPIRY_MS,
    async run() {
      const [clock] = await db.read(readClock, {})
      const deleted = await forgetOldJobs(db, clock!.now)
      return { evaluated: deleted, processed: deleted }
    },
  }
}

/** Sends events to subscribers, in any number of processes. */
export function startSender({
  db,
  door,
  log,
  limits,
  privateAddresses,
}: Pick<ModuleContext, 'db' | 'door' | 'log' | 'privateAddresses'> & Pick<Config, 'limits'>): Sender {
  return new Sender({
    db,
    door,
    events,
    log,
    allowPrivate: privateAddresses,
    limits: {
      atOnce: limits.webhookAtOnce,
      timeoutMs: limits.webhookTimeoutMs,
      attempts: limits.webhookAttempts,
      backOffMs: limits.webhookBackOffMs,
      mostBackOffMs: limits.webhookMostBackOffMs,
      setAsideAfter: limits.webhookSetAsideAfter,
      probeMs: limits.webhookProbeMs,
    },
  })
}

/** Orders of a company that something happened to behind a place, each with the place of its last event. */
async function happened(db: Database, companyId: bigint, after: bigint, limit: number) {
  const { events, next } = await readFeed(db, { companyId, after, limit })
  const last = new Map(
    events.flatMap(({ data }) =>
      'orderId' in data ? [[decodeId('ord', data.orderId)!, BigInt(data.pos)] as const] : [],
    ),
  )
  return { last, next }
}

/** Those of a channel. */
async function hear(
  db: Database,
  { companyId, source }: { companyId: bigint; source: string },
  after: bigint,
  limit: number,
) {
  const { last, next } = await happened(db, companyId, after, limit)
  const ours = await ordersOfSource(db, { companyId, source, orderIds: [...last.keys()] })
  return { next, orders: ours.map((orderId) => ({ orderId, pos: last.get(orderId)! })) }
}
