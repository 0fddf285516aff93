import { FOLD_LIMITS } from '../ledger/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { JobQueues, QueueDepth } from '../platform/jobs.ts'
import {
  readAlertMessageDepths,
  readAskingDepths,
  readMessageDepths,
  readPaymentDepths,
  readPickUpDepths,
  readPlaceDepths,
  readShortageDepths,
  readTellingDepths,
} from './periodic-queues.sql.ts'

/** Places of the feed that are looked through for orders a shop has not heard of. */
const PLACES = 10_000n

interface Depth {
  job?: string
  waiting: bigint
  due?: bigint
  oldest_due_at: Date | null
}

type Names = readonly string[]

/**
 * How to tell what waits for periodic jobs: which names, and a question for all of them at once. What is not here has no records
 * that wait, but runs alone: it deletes what is old, or looks for what changed.
 */
const FAMILIES: readonly {
  of: RegExp
  read(db: Reader, now: Date, names: Names): Promise<Depth[]>
}[] = [
  { of: /^messages(-cut)?$/, read: (db, now) => db.read(readMessageDepths, { now }) },
  { of: /^tell-/, read: (db, now, jobs) => db.read(readTellingDepths, { now, jobs, places: PLACES }) },
  { of: /^payments-(?!of-cancelled-orders$)/, read: (db, now) => db.read(readPaymentDepths, { now }) },
  { of: /^ask-/, read: (db, now) => db.read(readAskingDepths, { now }) },
  {
    of: /^(laws|arrivals|operations-count|payments-of-cancelled-orders|balance-fold)$/,
    read: (db) => db.read(readPlaceDepths, { places: FOLD_LIMITS.places }),
  },
  { of: /^shortages$/, read: (db, now) => db.read(readShortageDepths, { now }) },
  { of: /^pick-ups$/, read: (db, now) => db.read(readPickUpDepths, { now }) },
  { of: /^alert-messages$/, read: (db, now) => db.read(readAlertMessageDepths, { now }) },
]

/** The queues of periodic jobs of these names: how much waits and since when. What it is shows where it is kept. */
export function periodicQueues(known: readonly { name: string; title: string }[]): JobQueues[] {
  return FAMILIES.flatMap(({ of, read }): JobQueues[] => {
    const jobs = known.filter(({ name }) => of.test(name))
    if (jobs.length === 0) return []
    const names = jobs.map(({ name }) => name)
    return [
      {
        jobs,
        async depths(db, now) {
          const rows = await read(db, now, names)
          return new Map(rows.map((row): [string, QueueDepth] => [row.job ?? names[0]!, depthOf(row)]))
        },
      },
    ]
  })
}

function depthOf({ waiting, due = waiting, oldest_due_at: oldestDueAt }: Depth): QueueDepth {
  return { waiting: Number(waiting), due: Number(due), oldestDueAt }
}
