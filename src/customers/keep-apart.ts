import type { Act } from '../platform/batch/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import { lockGroups, readGroups, relyOn, relyOnHead, type Groups } from './group.ts'
import { keepApart as keepApartRows } from './match-new.sql.ts'

export interface ApartRequest {
  companyId: bigint
  /** Numbers of two records. */
  customer: string
  from: string
  reason: string
  actor: string
}

/** Says that two records are not one customer, whatever rules say of them (C12-2). The first word stays; a person may merge them still. */
export const keepApart: Act<ApartRequest, Groups, { ok: true } | Refusal> = {
  name: 'customers.keep_apart',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  read: (db, requests) =>
    readGroups(
      db,
      requests.flatMap(({ companyId, customer, from }) =>
        [customer, from].map((number) => ({ companyId, number })),
      ),
      [],
    ),
  decide({ companyId, customer, from, reason, actor }, groups, { writes, batch }) {
    const problems: Problem[] = []
    const known = (path: string, number: string) => {
      const record = groups.byNumber.get(`${companyId}/${number}`)
      if (!record)
        problems.push({ path, code: 'unknown_customer', message: `There is no customer "${number}".` })
      return record
    }
    const one = known('/customer', customer)
    const other = known('/from', from)
    if (one && other && one.headId === other.headId) {
      const message = `They are one customer: unmerge "${customer}" or "${from}".`
      problems.push({ path: '/from', code: 'one_customer', message })
    }
    if (!one || !other || problems.length > 0) return refuse(SETUP_REFUSED, problems)
    const [otherId, customerId] = one.id < other.id ? [one.id, other.id] : [other.id, one.id]
    const said = { companyId, customerId, otherId, rule: '', batch, apartBy: actor, reason }
    // A merge by rule that was decided before waits for this, and looks again.
    relyOnHead(groups, one)
    relyOnHead(groups, other)
    writes.add(keepApartRows, said)
    return { ok: true }
  },
  conclude: (groups, { writes }) => relyOn(groups, writes),
  lock: lockGroups,
}
