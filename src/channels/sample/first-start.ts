import { isLent, lendKey, takeKeyBack, type Loan } from '../../platform/auth/index.ts'
import type { Door } from '../../platform/batch/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Reader } from '../../platform/database/index.ts'
import type { Logger } from '../../platform/log.ts'
import { handOver } from '../hand-over.ts'
import { installSampleStock } from '../sample-stock.ts'
import { installSample, sampleCompany } from './company.ts'
import { runSampleDay } from './day.ts'
import { frontDoor } from './front-door.ts'
import { sampleOrders } from './orders.ts'

/** What the sample of a first start works with. */
export interface SampleStart {
  door: Door
  /** For set-up. */
  db: Database
  reads: Database
  clock: Clock
  log: Logger
  /** Of the server that listens. */
  url: string
  signal: AbortSignal
  /** How long the sample day takes at least. */
  dayMs: number
  /** Gathers the statistics of the database. */
  analyze(): Promise<void>
  /** Told when there is a company that was not there before. */
  founded(): void
}

const ORDERS = 300

/** Who comes through the front door. Each has the rights of its work, until the sample day is over. */
const LOANS = {
  channel: { keyId: 'dk_channel', name: 'sample: channels', scopes: ['orders:read', 'orders:write'] },
  warehouse: {
    keyId: 'dk_warehouse',
    name: 'sample: warehouse',
    scopes: ['orders:read', 'orders:write', 'shipments:write', 'inventory:write'],
  },
  bank: {
    keyId: 'dk_bank',
    name: 'sample: bank',
    scopes: ['orders:read', 'billing:read', 'receipts:write'],
  },
  auditor: {
    keyId: 'dk_auditor',
    name: 'sample: auditor',
    scopes: ['orders:read', 'ledger:read', 'operations:read'],
  },
} satisfies Record<string, Loan>

/** True when the sample was begun and its day did not end: the process was stopped in the middle. */
export function sampleWasInterrupted(db: Reader): Promise<boolean> {
  // The first key that is lent, and the last that is taken back.
  return isLent(db, LOANS.channel)
}

/**
 * Sets up the sample company, hands its orders over and lets a day of it pass. Every step can be repeated: begun again
 * after a stop in the middle, it goes on.
 *
 * @throws when something is refused, or the signal is given
 */
export async function runSample(start: SampleStart): Promise<void> {
  const { door, db, reads, clock, log, url, signal } = start
  const company = sampleCompany.code
  const callerOf = async (loan: Loan) => ({
    url,
    apiKey: await lendKey(reads, clock, loan),
    company,
    signal,
  })
  const channel = await callerOf(LOANS.channel)
  await installSampleStock(door, await installSample(door, db))
  start.founded()
  await start.analyze()
  signal.throwIfAborted()
  const sum = await handOver(sampleOrders({ count: ORDERS }), channel, ({ handed }) =>
    log.info(`sample orders: ${handed} of ${ORDERS} handed over`),
  )
  await start.analyze()
  log.info({ ...sum }, 'the sample orders are in; a day begins')
  await runSampleDay({
    bank: frontDoor(await callerOf(LOANS.bank)),
    warehouse: frontDoor(await callerOf(LOANS.warehouse)),
    auditor: frontDoor(await callerOf(LOANS.auditor)),
    lastsMs: start.dayMs,
    log,
    signal,
  })
  for (const loan of Object.values(LOANS).toReversed()) await takeKeyBack(reads, clock, loan)
}
