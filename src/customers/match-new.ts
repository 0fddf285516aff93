import type { Act, Context, Door } from '../platform/batch/index.ts'
import { Fault } from '../platform/batch/index.ts'
import type { Database } from '../platform/database/index.ts'
import type { Job, JobLog, JobQueues } from '../platform/jobs.ts'
import { readClock } from '../platform/platform.sql.ts'
import { headOf, lockGroups, relyOn, type CustomerRecord } from './group.ts'
import {
  askQuestions,
  endWait,
  listToMatch,
  lockMatchTurns,
  putOffMatch,
  readMatchDepth,
  readToMatch,
  readWaiting,
  takeMatchTurns,
} from './match-new.sql.ts'
import { bestOf, keepKnown, matchesOf, mergeByRule, readKnown, readMatching, type Matching } from './match.ts'
import { readMatchRules } from './save-match-rule.ts'

interface NewCustomerKey {
  companyId: bigint
  customerId: bigint
}

interface Facts {
  matching: Matching
  /** Who still waits, of all that are looked at. */
  waiting: Set<string>
  turns: Map<bigint, bigint>
}

/** What became of a record: `known`, somebody else has seen to it. */
interface Matched {
  ok: true
  became: 'merged' | 'asked' | 'alone' | 'known'
}

/** Others that a person is asked about; a key that more have is nobody's, and `/matches` still shows it. */
const MOST_ASKED = 20

const nameOf = ({ companyId, id }: Pick<CustomerRecord, 'companyId' | 'id'>) => `${companyId}/${id}`

/**
 * Matches records that orders have made, as if they had been described one after the other (C12-2, decision 0035): who has no doubt is
 * merged, what else agrees is asked of a person. Whoever still waits is left to his own turn: batches of a company are serial, so
 * of two the later one sees the earlier one.
 */
export const matchNew: Act<NewCustomerKey, Facts, Matched> = {
  name: 'customers.match_new',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const asked = await db.read(readWaiting, {
      companyIds: requests.map((one) => one.companyId),
      customerIds: requests.map((one) => one.customerId),
    })
    const ids = asked.map((row) => ({ companyId: row.company_id, id: row.customer_id }))
    const rules = await readMatchRules(
      db,
      ids.map((one) => one.companyId),
    )
    const matching = await readMatching(db, rules, await readKnown(db, ids))
    const seen = [...matching.groups.byId.values()]
    const others = await db.read(readWaiting, {
      companyIds: seen.map((one) => one.companyId),
      customerIds: seen.map((one) => one.id),
    })
    return {
      matching,
      waiting: new Set([...asked, ...others].map((row) => `${row.company_id}/${row.customer_id}`)),
      turns: new Map(asked.map((row) => [row.company_id, row.turn])),
    }
  },
  decide({ companyId, customerId }, { matching, waiting, turns }, context) {
    const { writes } = context
    const name = `${companyId}/${customerId}`
    if (!waiting.delete(name)) return { ok: true, became: 'known' }
    writes.add(takeMatchTurns, { companyId, turn: turns.get(companyId)! })
    writes.add(endWait, { companyId, customerId })
    const record = matching.groups.byId.get(name)!
    const matches = matchesOf(matching, record).filter((match) => !waiting.has(nameOf(match.record)))
    if (matches.length === 0) return { ok: true, became: 'alone' }
    if (mergeByRule(matching, record, matches, context)) return { ok: true, became: 'merged' }
    return { ok: true, became: ask(matching, record, matches, context) ? 'asked' : 'alone' }
  },
  conclude: ({ matching }, { writes }) => relyOn(matching.groups, writes),
  lock({ matching, turns }, locks) {
    for (const companyId of turns.keys()) locks.add(lockMatchTurns, { companyId })
    lockGroups(matching.groups, locks)
  },
}

/** Asks a person whether this record is one with whom it agrees with. */
function ask(
  matching: Matching,
  record: CustomerRecord,
  matches: ReturnType<typeof matchesOf>,
  { writes, batch }: Context,
): boolean {
  const best = bestOf(matching, matches)
  if (best.length > MOST_ASKED) return false
  const { companyId, id } = record
  for (const match of best) {
    const { id: other } = headOf(matching.groups, match.record)
    const [otherId, customerId] = other < id ? [other, id] : [id, other]
    keepKnown([record, match.record], writes)
    writes.add(askQuestions, { companyId, customerId, otherId, rule: match.rule.code, batch })
  }
  return true
}

/** Limits of a look; see docs/reference/settings.md. Who cannot be matched is tried again after a pause that doubles up to the most. */
const LIMITS = { everyMs: 500, records: 1000, pauseMs: 5000, mostPauseMs: 600_000 }
const JOB = { name: 'customer-matches', title: 'Matches customers that orders have made' }

/** Matches whoever waits, on any node: who does it at the same time finds it done. */
export function matchJob({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    ...JOB,
    everyMs: LIMITS.everyMs,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const [clock] = await db.read(readClock, {})
      const { now } = clock!
      let after = { companyId: 0n, customerId: 0n }
      while (!signal.aborted) {
        const rows = await db.read(readToMatch, {
          now,
          afterCompany: after.companyId,
          afterCustomer: after.customerId,
          most: LIMITS.records,
        })
        if (rows.length === 0) break
        const keys = rows.map((row) => ({ companyId: row.company_id, customerId: row.customer_id }))
        const outcomes = await door.requestAll(matchNew, keys, { lane: 'bulk', internal: true })
        const failed = outcomes.flatMap((outcome, index) =>
          outcome instanceof Fault ? [{ ...keys[index]!, fault: outcome }] : [],
        )
        if (failed.length > 0) await putOff(db, log, now, failed)
        counts.evaluated += keys.length
        counts.processed += outcomes.filter(
          (one) => !(one instanceof Fault) && (one.became === 'merged' || one.became === 'asked'),
        ).length
        after = keys.at(-1)!
      }
      return counts
    },
  }
}

async function putOff(
  db: Database,
  log: JobLog,
  now: Date,
  failed: readonly (NewCustomerKey & { fault: Fault })[],
): Promise<void> {
  for (const { companyId, customerId, fault: error } of failed) {
    const about = { company: companyId.toString(), customer: customerId.toString() }
    log.error({ error, ...about }, 'a customer could not be matched')
  }
  await db.read(putOffMatch, {
    now,
    pauseMs: BigInt(LIMITS.pauseMs),
    mostPauseMs: BigInt(LIMITS.mostPauseMs),
    companyIds: failed.map((one) => one.companyId),
    customerIds: failed.map((one) => one.customerId),
    problems: failed.map(({ fault }) => `${fault.code}: ${fault.message}`),
  })
}

/** Who waits to be matched. Who was tried in vain counts as failed, and is tried again by himself. */
export const matchQueues: JobQueues = {
  jobs: [JOB],
  async depths(db) {
    const [row] = await db.read(readMatchDepth, {})
    const waiting = Number(row!.waiting)
    return new Map([[JOB.name, { waiting, due: waiting, oldestDueAt: row!.oldest_at }]])
  },
  async records(db, { companyId, failed, after, limit }) {
    const rows = await db.read(listToMatch, { companyId, failed, after: after?.recordId ?? 0n, most: limit })
    return rows.map((row) => ({
      orderId: null,
      recordId: row.customer_id,
      status: row.problem === null ? 'waiting' : 'failed',
      dueAt: row.made_at,
      attempts: row.attempts,
      problem: row.problem,
    }))
  },
}
