import type { Act } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { deleteProblems, moveSystem as moveSystemRow, readProblemKeys, saveProblems } from './system.sql.ts'

/** Where a row of a system is told to be wrong. */
export interface RowName {
  /** Empty: it says none, */
  sku: string
  /** and this is where it stood in its round. Else the code of its location, or empty. */
  place: string
}

/** What came of asking a system once. */
export interface MoveRequest {
  companyId: bigint
  systemId: bigint
  /** The step at which the asker found it. */
  step: bigint
  cursor: string | null
  /** Rows of this round up to there; 0: the next page begins another. */
  roundRows: number
  /** What was answered began a round: places in the one before mean nothing any more. */
  begins: boolean
  dueAt: Date
  /** After the last page of a round: as of when it holds. */
  asOf: Date | null
  /** Tries in vain in a row; 0 after an answer. */
  failures: number
  problem: string | null
  refused: readonly (RowName & { problems: readonly Problem[] })[]
  taken: readonly RowName[]
}

/** Rows in vain that are kept of a system: the first are enough to see what is wrong with it. */
const MOST_PROBLEMS = 1000

const nameOf = ({ sku, place }: RowName) => JSON.stringify([sku, place])

/**
 * Moves the place of asking a system on, and keeps what of its answer could not be taken until a good row comes. Of several
 * processes that asked the same at once the first moves it, the others change nothing.
 */
export const moveSystem: Act<MoveRequest, Map<string, Map<string, RowName>>, { ok: true }> = {
  name: 'inventory.move_system',
  weigh: () => 1,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const rows = await db.read(readProblemKeys, {
      companyIds: requests.map((one) => one.companyId),
      systemIds: requests.map((one) => one.systemId),
    })
    const known = new Map(
      requests.map(({ companyId, systemId }) => [`${companyId}/${systemId}`, new Map<string, RowName>()]),
    )
    for (const row of rows) known.get(`${row.company_id}/${row.system_id}`)!.set(nameOf(row), row)
    return known
  },
  decide({ companyId, systemId, begins, refused, taken, ...state }, facts, { writes, now }) {
    const answered = state.failures === 0
    writes.add(moveSystemRow, {
      companyId,
      systemId,
      ...state,
      step: state.step + 1n,
      fetchedAt: answered ? now : null,
      failedAt: answered ? null : now,
    })
    const known = facts.get(`${companyId}/${systemId}`)!
    const unnamed = begins ? [...known.values()].filter(({ sku }) => sku === '') : []
    for (const row of [...unnamed, ...taken]) {
      if (known.delete(nameOf(row)))
        writes.add(deleteProblems, { companyId, systemId, sku: row.sku, place: row.place })
    }
    const kept = new Map<string, (typeof refused)[number]>()
    for (const row of refused) {
      if (known.size >= MOST_PROBLEMS && !known.has(nameOf(row))) continue
      known.set(nameOf(row), row)
      kept.set(nameOf(row), row)
    }
    for (const { sku, place, problems } of kept.values())
      writes.add(saveProblems, {
        companyId,
        systemId,
        sku,
        place,
        problems: problems as unknown as Json,
        seenAt: now,
      })
    return { ok: true }
  },
}
