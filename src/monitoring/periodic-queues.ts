import { FOLD_LIMITS } from '../ledger/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { JobQueues, QueueDepth } from '../platform/jobs.ts'
import {
  readAlertMessageDepths,
  readApprovalDepths,
  readHoldDepths,
  readAskingDepths,
  readFeedDepths,
  readJeopardyDepths,
  readMessageDepths,
  readPaymentDepths,
  readPickUpDepths,
  readPlaceDepths,
  readQuoteDepths,
  readRequestDepths,
  readShortageDepths,
  readStateDepths,
  readTellingDepths,
  readTemporaryDepths,
} from './periodic-queues.sql.ts'
import { learnFrom } from './silence/arrivals.ts'

/** Places of the feed that are looked through for orders a shop has not heard of. */
const PLACES = 10_000n

interface Depth {
  job?: string
  waiting: bigint
  due?: bigint
  oldest_due_at: Date | null
}

/**
 * What jobs reach outside, one row for each company that a connection was given to. Asked anew each time, as by the jobs: set-up and
 * new companies take effect at once.
 */
export interface Reached {
  /** Sources whose shop a job tells. */
  told(db: Reader): Promise<readonly { job: string; companyId: bigint; source: string }[]>
  /** Connections over which a job asks inventory systems. */
  asked(db: Reader): Promise<readonly { job: string; companyId: bigint; connection: string }[]>
}

/**
 * How to tell what waits for periodic jobs: which names, and a question for all of them at once. What is not here has no records
 * that wait, but runs alone: it deletes what is old, or looks for what changed.
 */
const FAMILIES: readonly {
  of: RegExp
  read(db: Reader, now: Date, reached: Reached): Promise<Depth[]>
}[] = [
  { of: /^messages(-cut)?$/, read: (db, now) => db.read(readMessageDepths, { now }) },
  { of: /^tell-/, read: tellingDepths },
  { of: /^payments-(?!of-cancelled-orders$)/, read: (db, now) => db.read(readPaymentDepths, { now }) },
  { of: /^ask-/, read: askingDepths },
  {
    of: /^(laws|arrivals|operations-count|payments-of-cancelled-orders|balance-fold)$/,
    read: (db, now) => db.read(readPlaceDepths, { places: FOLD_LIMITS.places, learnFrom: learnFrom(now) }),
  },
  { of: /^shortages$/, read: (db, now) => db.read(readShortageDepths, { now }) },
  { of: /^temporary-reservations$/, read: (db, now) => db.read(readTemporaryDepths, { now }) },
  { of: /^approvals$/, read: (db, now) => db.read(readApprovalDepths, { now }) },
  { of: /^hold-expiry$/, read: (db, now) => db.read(readHoldDepths, { now }) },
  { of: /^requests$/, read: (db, now) => db.read(readRequestDepths, { now }) },
  { of: /^jeopardy$/, read: (db, now) => db.read(readJeopardyDepths, { now }) },
  { of: /^fulfillment-states$/, read: (db) => db.read(readStateDepths, {}) },
  { of: /^quote-expiry$/, read: (db, now) => db.read(readQuoteDepths, { now }) },
  { of: /^feeds$/, read: (db) => db.read(readFeedDepths, {}) },
  { of: /^pick-ups$/, read: (db, now) => db.read(readPickUpDepths, { now }) },
  { of: /^alert-messages$/, read: (db, now) => db.read(readAlertMessageDepths, { now }) },
]

/** The queues of periodic jobs of these names: how much waits and since when. What it is shows where it is kept. */
export function periodicQueues(
  known: readonly { name: string; title: string }[],
  reached: Reached,
): JobQueues[] {
  return FAMILIES.flatMap(({ of, read }): JobQueues[] => {
    const jobs = known.filter(({ name }) => of.test(name))
    if (jobs.length === 0) return []
    return [
      {
        jobs,
        async depths(db, now) {
          const rows = await read(db, now, reached)
          return new Map(rows.map((row): [string, QueueDepth] => [row.job ?? jobs[0]!.name, depthOf(row)]))
        },
      },
    ]
  })
}

async function tellingDepths(db: Reader, now: Date, reached: Reached): Promise<Depth[]> {
  const told = await reached.told(db)
  return await db.read(readTellingDepths, {
    now,
    places: PLACES,
    jobs: told.map(({ job }) => job),
    companyIds: told.map(({ companyId }) => companyId),
    sources: told.map(({ source }) => source),
  })
}

async function askingDepths(db: Reader, now: Date, reached: Reached): Promise<Depth[]> {
  const asked = await reached.asked(db)
  return await db.read(readAskingDepths, {
    now,
    jobs: asked.map(({ job }) => job),
    companyIds: asked.map(({ companyId }) => companyId),
    connections: asked.map(({ connection }) => connection),
  })
}

function depthOf({ waiting, due = waiting, oldest_due_at: oldestDueAt }: Depth): QueueDepth {
  return { waiting: Number(waiting), due: Number(due), oldestDueAt }
}
