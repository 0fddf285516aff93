import { readAskedAt, readBroughtAt } from '../../fulfillment/index.ts'
import {
  judgeSnapshot,
  lockCompared,
  readCompared,
  type CompareRequest,
  type SnapshotFacts,
  type SnapshotJudged,
} from '../../inventory/index.ts'
import { readCompanies } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Micro } from '../../platform/money.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'

/** A snapshot is a batch of its own: it is read as a whole. */
const WEIGHT = 1_000_000

/**
 * Compares a snapshot that is all there with what we hold as of its instant. It is taken, and what differs is to be posted; or it waits for a
 * person, because it changes more than its feed may; or one of later was taken before. What is taken, events that come after it
 * know: it is one transaction.
 */
export const compareFeed: Act<CompareRequest, SnapshotFacts, SnapshotJudged | Refusal> = {
  name: 'orchestration.compare_feed',
  weigh: () => WEIGHT,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const companies = await readCompanies(db, new Set(requests.map((one) => one.companyId)))
    return await readCompared(db, requests, companies, async (places) => {
      const at = {
        companyIds: places.map((one) => one.companyId),
        locationIds: places.map((one) => one.locationId),
      }
      const [shipped, brought] = await Promise.all([
        db.read(readAskedAt, { ...at, askedBy: places.map((one) => one.asOf) }),
        db.read(readBroughtAt, { ...at, askedBy: places.map((one) => one.asOfDay) }),
      ])
      const asked = new Map<string, { asked: Micro; coming: Micro }>()
      for (const row of [...shipped.map((one) => ({ ...one, coming: 0n })), ...brought]) {
        const key = `${row.company_id}/${row.location_id}/${row.item_id}`
        const sum = asked.get(key) ?? { asked: 0n, coming: 0n }
        asked.set(key, { asked: sum.asked + row.asked, coming: sum.coming + row.coming })
      }
      return asked
    })
  },
  lock: lockCompared,
  decide(request, facts, context) {
    const { companyId, id } = request
    const read = facts.get(`${companyId}/${id}`)
    return read ? judgeSnapshot(read, context) : refuse('not_found', 'there is no such snapshot', '/id')
  },
}
