import { readCompanies } from '../../organization/index.ts'
import { open } from '../../platform/blob.ts'
import type { Job } from '../../platform/jobs.ts'
import { readClock } from '../../platform/platform.sql.ts'
import { camelRows, type CamelRow } from '../../platform/setup.ts'
import { readChannelsOf } from './directory.ts'
import { carryOut } from './carry-out.ts'
import { claimMessages, readBodies } from './message.sql.ts'
import { settleMessage, type SettleRequest } from './settle-message.ts'
import { understand } from './understand.ts'
import { failed, type Understood, type Verdict, type Work, type WorkOffOptions } from './work.ts'

/** Limits of working messages off; see docs/reference/settings.md. */
export const INBOUND_LIMITS = {
  /** How often it is looked what is due. */
  everyMs: 250,
  /** Messages of one claim. */
  claim: 200,
  /** A claim that is not settled by then is due again. */
  leaseMs: 30_000,
  /** Senders that are asked at once, */
  atOnce: 8,
  /** and how long one claim may ask: less than its lease. */
  askMs: 20_000,
  /** The first pause after a try in vain; it doubles, */
  backOffMs: 5000,
  /** up to this, */
  mostBackOffMs: 900_000,
  /** until this many tries were in vain. */
  attempts: 100,
} as const

/**
 * Works messages off in the background: reads them, asks for what was cut, maps them, and hands them to the acts, many at
 * once. Those that a sender must be asked for are claimed on their own: a shop that does not answer holds up nothing else.
 */
export function workOffMessages(options: WorkOffOptions): Job[] {
  return [false, true].map((cut) => ({
    name: cut ? 'messages-cut' : 'messages',
    title: cut ? 'Asks shops for what their messages left out' : 'Works off what shops say',
    everyMs: INBOUND_LIMITS.everyMs,
    async run(signal) {
      let processed = 0
      for (;;) {
        const [clock] = await options.db.read(readClock, {})
        const { now } = clock!
        const until = new Date(now.getTime() + INBOUND_LIMITS.leaseMs)
        const claimed = await options.db.read(claimMessages, { cut, now, until, most: INBOUND_LIMITS.claim })
        const done = { evaluated: processed, processed }
        if (claimed.length === 0 || signal.aborted) return done
        await workOff(camelRows(claimMessages, claimed), options, signal)
        processed += claimed.length
        if (claimed.length < INBOUND_LIMITS.claim) return { evaluated: processed, processed }
      }
    },
  }))
}

async function workOff(
  claimed: readonly CamelRow<typeof claimMessages>[],
  options: WorkOffOptions,
  signal: AbortSignal,
): Promise<void> {
  const { db, log, privateAddresses: allowPrivate } = options
  const [channels, companies, bodies] = await Promise.all([
    readChannelsOf(db, [...new Set(claimed.map((one) => one.channelId))]),
    readCompanies(db, new Set(claimed.map((one) => one.companyId))),
    db.read(readBodies, {
      companyIds: claimed.map((one) => one.companyId),
      ids: claimed.map((one) => one.id),
    }),
  ])
  const bodyOf = new Map(bodies.map((row) => [row.id, row]))
  const verdicts = new Map<CamelRow<typeof claimMessages>, Verdict>()
  const time = AbortSignal.any([signal, AbortSignal.timeout(INBOUND_LIMITS.askMs)])
  const understood: Understood[] = []
  const waiting = [...claimed]
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const channel = channels.get(one.channelId)
      const body = bodyOf.get(one.id)
      if (!channel || !body) {
        verdicts.set(one, failed('unknown_channel', 'this version knows no such channel'))
      } else if (body.key === null) {
        verdicts.set(one, failed('erased', 'what it said was erased'))
      } else {
        const company = companies.get(one.companyId)!
        const { body_hash: bodyHash, content_type: contentType } = body
        const work: Work = { ...one, channel, company, bodyHash, contentType }
        const found = await understand(work, open(body.body, body.key), { signal: time, allowPrivate }).catch(
          (error: unknown): Verdict => {
            // A defect that one message meets must not hold up those beside it.
            log.error(
              { err: error, message: one.id, channel: channel.code },
              'a message cannot be understood',
            )
            return { ...failed('fault', 'it could not be worked off; it is tried again'), outcome: 'again' }
          },
        )
        if ('outcome' in found) verdicts.set(one, found)
        else understood.push({ work, mapped: found })
      }
    }
  }
  await Promise.all(Array.from({ length: INBOUND_LIMITS.atOnce }, next))
  // In the order in which they came, whichever was understood first.
  understood.sort((one, other) => (one.work.id < other.work.id ? -1 : 1))
  const done = await carryOut(understood, options)
  const settled = claimed.flatMap((one): SettleRequest[] => {
    const verdict = verdicts.get(one) ?? done.get(one.id)
    return verdict ? [settleRequest(one, verdict)] : []
  })
  await options.door.requestAll(settleMessage, settled, { lane: 'bulk', internal: true })
}

function settleRequest(one: CamelRow<typeof claimMessages>, verdict: Verdict): SettleRequest {
  const { companyId, id, channelId, key, attempts } = one
  const { outcome, problems, orderId = null, customerId = null } = verdict
  const wakes = verdict.cancelled ? { channelId, key } : null
  const base = { companyId, id, attempts, problems, orderId, customerId, wakes }
  if (outcome !== 'again') return { ...base, outcome, pauseMs: null }
  if (attempts >= INBOUND_LIMITS.attempts) return { ...base, outcome: 'failed', pauseMs: null }
  const pauseMs = Math.min(INBOUND_LIMITS.backOffMs * 2 ** (attempts - 1), INBOUND_LIMITS.mostBackOffMs)
  return { ...base, outcome: 'waiting', pauseMs }
}
