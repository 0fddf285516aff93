import { readCompanies } from '../../organization/index.ts'
import { Fault, type Door } from '../../platform/batch/index.ts'
import type { Database } from '../../platform/database/index.ts'
import type { Job, JobLog } from '../../platform/jobs.ts'
import { followOrders } from '../jeopardy/follow.ts'
import { readStateModels } from './model.ts'
import { companiesTelling, moveStatePlace } from './states.sql.ts'
import { readStates, stateChanges, tellState } from './tell.ts'

/** Limits of a look; see docs/reference/settings.md. */
const LIMITS = { everyMs: 2000, orders: 500 } as const

/**
 * Tells what became of orders (O-81), along the log of each company that has words of its own for it: what changed and changed again before
 * somebody looked is told as it stands. A company without a model reads one row.
 */
export function stateJob({ db, door, log }: { db: Database; door: Door; log: JobLog }): Job {
  return {
    name: 'fulfillment-states',
    title: 'Tells what became of orders in the words of their company',
    everyMs: LIMITS.everyMs,
    alone: true,
    async run(signal) {
      const counts = { evaluated: 0, processed: 0 }
      const rows = await db.read(companiesTelling, {})
      const companies = await readCompanies(
        db,
        rows.map(({ company_id }) => company_id),
      )
      const models = await readStateModels(db, companies.values())
      const look = async (companyId: bigint, orderIds: readonly bigint[]) => {
        for (let from = 0; from < orderIds.length; from += LIMITS.orders) {
          const keys = orderIds.slice(from, from + LIMITS.orders).map((orderId) => ({ companyId, orderId }))
          const states = await readStates(db, keys)
          const told = keys.filter(({ orderId }) => {
            const found = states.get(`${companyId}/${orderId}`)
            return found !== undefined && stateChanges(found).length > 0
          })
          const outcomes = await door.requestAll(tellState, told, { lane: 'bulk', internal: true })
          const faults = outcomes.filter((outcome) => outcome instanceof Fault)
          if (faults.length > 0) log.error({ error: faults[0] }, 'states of orders could not be told')
          counts.evaluated += keys.length
          counts.processed += outcomes.filter((outcome) => outcome === true).length
        }
      }
      for (const row of rows) {
        const { version, active } = models.get(row.company_id)!
        const { company_id: companyId, model_version: known } = row
        const head = row.head ?? 0n
        const move = (modelVersion: number, takenUp: bigint | null, pos: bigint) =>
          db.read(moveStatePlace, { companyId, modelVersion, takenUp, pos })
        if (!active) {
          // What is set up again is taken up from the beginning.
          if (known !== null && known !== 0) await move(0, 0n, head)
          continue
        }
        const place = {
          companyId,
          takenUp: known === version ? row.taken_up : 0n,
          pos: known === null || known === 0 ? head : row.pos!,
          head,
        }
        await followOrders(db, place, signal, {
          look: (orderIds) => look(companyId, orderIds),
          move: async () => void (await move(version, place.takenUp, place.pos)),
        })
      }
      return counts
    },
  }
}
