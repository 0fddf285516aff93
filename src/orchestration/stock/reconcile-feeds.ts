import { hash } from 'node:crypto'
import { endDifferences, findFeedWork, readOpenDifferences } from '../../inventory/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database, RowOf } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import type { Answered } from '../../platform/keyed.ts'
import type { Problem, Refusal } from '../../platform/outcome.ts'
import type { RequestKey } from '../../platform/request-key.ts'
import { changeSupply, type SupplyRequest } from './change-supply.ts'
import { compareFeed } from './compare-feed.ts'
import { receiveStock, type StockRequest } from './receive-stock.ts'

/** Limits of a look; see docs/reference/settings.md. `differences`: posted together. */
const LIMITS = { everyMs: 1000, snapshots: 20, rounds: 1000, differences: 1000 }

const ACTOR = 'feeds'
const OPTIONS = { lane: 'bulk', internal: true } as const

type Open = RowOf<typeof readOpenDifferences>
interface Work {
  companyId: bigint
  id: bigint
  feedId: bigint
  name: string
}

/**
 * Compares snapshots of feeds that are all there with what we hold, and posts what differs. Whatever dies, what it did stands and the rest
 * is found: a difference is posted with the word that it was.
 */
export function reconcileFeeds({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'feeds',
    title: 'Compares what outside systems say of stock and supply with what we hold',
    everyMs: LIMITS.everyMs,
    alone: true,
    async run(signal) {
      let evaluated = 0
      let processed = 0
      for (let round = 0; round < LIMITS.rounds && !signal.aborted; round++) {
        const work = await db.read(findFeedWork, { most: LIMITS.snapshots })
        if (work.length === 0) break
        const before = processed
        for (const { company_id: companyId, id, feed_id: feedId, name, state } of work) {
          if (signal.aborted) break
          evaluated += 1
          if (state === 'posting') processed += await post(db, door, { companyId, id, feedId, name })
          else {
            const [outcome] = await door.requestAll(compareFeed, [{ companyId, id }], OPTIONS)
            if (outcome instanceof Fault)
              log.error({ error: outcome, name }, 'a snapshot could not be compared')
            else processed += 1
          }
        }
        // What cannot be done now is tried at the next look.
        if (processed === before) break
      }
      return { evaluated, processed }
    },
  }
}

/** Posts differences of a snapshot, batch after batch. @returns how many */
async function post(db: Database, door: Door, work: Work): Promise<number> {
  const { companyId, id: snapshotId } = work
  const rows = await db.read(readOpenDifferences, {
    companyId,
    snapshotId,
    after: 0,
    most: LIMITS.differences,
  })
  const counts = rows.filter(({ change }) => change === 'count')
  const announced = rows.filter(({ change }) => change === 'announced')
  const changed = rows.filter(({ change }) => change === 'changed' || change === 'ended')
  const [stock, supply, changes] = await Promise.all([
    door.requestAll(
      receiveStock,
      counts.map((row) => countOf(work, row)),
      OPTIONS,
    ),
    door.requestAll(
      receiveStock,
      announced.map((row) => announcementOf(work, row)),
      OPTIONS,
    ),
    door.requestAll(
      changeSupply,
      changed.map((row) => changeOf(work, row)),
      OPTIONS,
    ),
  ])
  const ended = [
    ...endedOf(counts, stock, false),
    ...endedOf(announced, supply, true),
    ...endedOf(changed, changes, true),
  ]
  await door.requestAll(endDifferences, [{ companyId, snapshotId, ended }], OPTIONS)
  return rows.length === 0 ? 1 : rows.length - [...stock, ...supply, ...changes].filter(tryAgain).length
}

/** What the row itself makes impossible, and stays so at the next try. */
const OF_THE_ROW = /^(21|22|23|P0)...$|^posting_rule_(missing|fault)$/

function tryAgain(outcome: Answered | Refusal | Fault): boolean {
  return outcome instanceof Fault && !OF_THE_ROW.test(outcome.code)
}

/** Differences that are over: refused, or, where no move says it, done. */
function endedOf(
  rows: readonly Open[],
  outcomes: readonly (Answered | Refusal | Fault)[],
  done: boolean,
): { place: number; problems: Problem[] | null }[] {
  return rows.flatMap(({ place }, index): { place: number; problems: Problem[] | null }[] => {
    const outcome = outcomes[index]!
    if (tryAgain(outcome)) return []
    if (outcome instanceof Fault)
      return [{ place, problems: [{ path: '', code: outcome.code, message: outcome.message }] }]
    if (!outcome.ok) return [{ place, problems: outcome.problems }]
    return done ? [{ place, problems: null }] : []
  })
}

function countOf({ companyId, id: snapshotId, feedId }: Work, row: Open): StockRequest {
  const { sku, location, quantity, place } = row
  return {
    companyId,
    actor: ACTOR,
    kind: 'adjustment',
    sku,
    location,
    quantity,
    unitCost: null,
    supplyNumber: null,
    on: null,
    standardCost: null,
    feed: { feedId, snapshotId, place },
  }
}

function announcementOf(work: Work, row: Open): StockRequest {
  const { sku, location, said: quantity, unit_cost: unitCost, number: supplyNumber, due_on: on, kind } = row
  return {
    companyId: work.companyId,
    actor: ACTOR,
    key: keyOf(work, row),
    kind: 'announcement',
    sku,
    location,
    quantity,
    unitCost,
    supplyNumber,
    ...(kind === null ? {} : { supplyKind: kind }),
    on,
    standardCost: null,
  }
}

function changeOf(work: Work, row: Open): SupplyRequest {
  const { said, held, open_now: openNow, due_on: due, due_before: dueBefore } = row
  // What was received since it was compared has not to come any more.
  const since = openNow !== null && openNow < held ? held - openNow : 0n
  return {
    companyId: work.companyId,
    actor: ACTOR,
    key: keyOf(work, row),
    number: row.number!,
    dueOn: due === dueBefore ? null : due,
    open: said > since ? said - since : 0n,
    reason: `snapshot ${work.name}`,
  }
}

/** Who died behind the act and before its word finds what it did. */
function keyOf({ companyId, id }: Work, { place, number, said, due_on: due }: Open): RequestKey {
  const bodyHash = hash('sha256', JSON.stringify([number, String(said), due]), 'buffer')
  return { companyId, principal: ACTOR, route: 'postDifference', key: `${id} ${place}`, bodyHash, ours: true }
}
