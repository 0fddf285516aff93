import { hash } from 'node:crypto'
import type { Company } from '../../organization/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { JobLog } from '../../platform/jobs.ts'
import type { Problem, Refusal } from '../../platform/outcome.ts'
import type { RequestKey } from '../../platform/request-key.ts'
import type { CamelRow } from '../../platform/setup.ts'
import type { Channel } from './directory.ts'
import type { claimMessages } from './message.sql.ts'
import type { Mapped } from './port.ts'
import { actorOf } from './take-message.ts'
import type { MessageOutcome } from './settle-message.ts'

export interface WorkOffOptions {
  db: Database
  door: Door
  log: JobLog
  /** Lines that an order may have. */
  orderLines: number
  /** True: senders on private networks may be asked. */
  privateAddresses: boolean
}

/** A message that was claimed, with its bytes read. */
export interface Work extends CamelRow<typeof claimMessages> {
  channel: Channel
  company: Company
  bodyHash: Buffer
  contentType: string
}

/** What became of one: `again` tries it once more after a pause. */
export interface Verdict {
  outcome: MessageOutcome | 'again'
  problems: Problem[]
  orderId?: bigint | null
  customerId?: bigint | undefined
  /** What goods that came back were credited by. */
  creditMemoId?: bigint
  /** The sender cancelled the order before it came. */
  cancelled?: boolean
}

/** A message as it is understood. */
export interface Understood {
  work: Work
  mapped: Mapped
}

export function failed(code: string, message: string, path = ''): Verdict {
  return { outcome: 'failed', problems: [{ path, code, message }] }
}

export type Verdicts = Map<bigint, Verdict>
/** What is of one kind. */
export type Of<W extends Mapped['what']> = { work: Work; mapped: Extract<Mapped, { what: W }> }

export const BACKGROUND = { lane: 'bulk', internal: true } as const

/** What an act said of a message; a fault of ours is tried again. */
export function outcomeOf<A extends { ok: true }>(
  outcome: A | Refusal | Fault,
  done: (answer: A) => Verdict,
): Verdict {
  if (outcome instanceof Fault) {
    const problems = [{ path: '', code: 'fault', message: 'it could not be worked off; it is tried again' }]
    return { outcome: 'again', problems }
  }
  return outcome.ok ? done(outcome) : { outcome: 'failed', problems: outcome.problems }
}

export const nameOf = ({ channelId }: Work, key: string): string => `${channelId}/${key}`

/** Keys column by column, each once. */
export function keysOf(wanted: readonly { work: Work; key: string }[]) {
  const unique = [...new Map(wanted.map((one) => [nameOf(one.work, one.key), one])).values()]
  return {
    companyIds: unique.map(({ work }) => work.companyId),
    channelIds: unique.map(({ work }) => work.channelId),
    keys: unique.map(({ key }) => key),
  }
}

/** By which an act knows that it did this before. */
export function keyOf({ companyId, channel }: Work, route: string, key: string): RequestKey {
  const bodyHash = hash('sha256', key, 'buffer')
  return { companyId, principal: actorOf(channel.code), route, key, bodyHash, ours: true }
}
