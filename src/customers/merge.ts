import type { Act } from '../platform/batch/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import {
  headOf,
  joinGroups,
  leaveGroup,
  lockGroups,
  MOST_RECORDS,
  readGroups,
  recordsOf,
  relyOn,
  type CustomerRecord,
  type Groups,
} from './group.ts'

export interface MergeRequest {
  companyId: bigint
  /** Number of the record. */
  customer: string
  /** Number of a record of the same customer; null: it stands alone again. */
  into: string | null
  reason: string
  actor: string
}

export interface Merged {
  ok: true
  change: 'merged' | 'unmerged' | 'unchanged'
  /** Number of the record that leads the customer now. */
  head: string
  /** Numbers of all records of the customer, its head first. */
  records: string[]
}

/**
 * Says that two records are one customer, or that one is not any more (C12-2, decision 0026). Nothing but that changes: accounts,
 * orders and books stay with their record.
 */
export const mergeCustomers: Act<MergeRequest, Groups, Merged | Refusal> = {
  name: 'customers.merge_customers',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  read: (db, requests) =>
    readGroups(
      db,
      requests.flatMap(({ companyId, customer, into }) =>
        [customer, into].flatMap((number) => (number === null ? [] : [{ companyId, number }])),
      ),
      [],
    ),
  decide({ companyId, customer, into, reason, actor }, groups, context) {
    const problems: Problem[] = []
    const known = (path: string, number: string) => {
      const record = groups.byNumber.get(`${companyId}/${number}`)
      if (!record)
        problems.push({ path, code: 'unknown_customer', message: `There is no customer "${number}".` })
      return record
    }
    const record = known('/customer', customer)
    const target = into === null ? undefined : known('/into', into)
    if (!record || problems.length > 0) return refuse(SETUP_REFUSED, problems)
    problems.push(...(target ? joinProblems(groups, record, target) : leaveProblems(groups, record)))
    if (problems.length > 0) return refuse(SETUP_REFUSED, problems)
    const decided = { actor, reason, rule: null }
    let change: Merged['change'] = 'unchanged'
    if (target) change = joinGroups(groups, record, target, decided, context) ? 'merged' : 'unchanged'
    else if (record.intoId !== null) {
      leaveGroup(groups, record, decided, context)
      change = 'unmerged'
    }
    const head = headOf(groups, record)
    const others = recordsOf(groups, record).filter((one) => one !== head)
    return {
      ok: true,
      change,
      head: head.number,
      records: [head.number, ...others.map((one) => one.number).sort()],
    }
  },
  conclude: (groups, { writes }) => relyOn(groups, writes),
  lock: lockGroups,
}

function joinProblems(groups: Groups, record: CustomerRecord, into: CustomerRecord): Problem[] {
  const problems: Problem[] = []
  for (const [path, one] of [
    ['/customer', record],
    ['/into', into],
  ] as const) {
    const message = `"${one.number}" is a counter at which many people buy.`
    if (one.kind === 'walk_in') problems.push({ path, code: 'walk_in', message })
  }
  if (problems.length === 0 && record.kind !== into.kind) {
    const message = `"${record.number}" is ${record.kind}, "${into.number}" is ${into.kind}: they are not the same.`
    problems.push({ path: '/into', code: 'kinds_differ', message })
  }
  const count = new Set([...recordsOf(groups, record), ...recordsOf(groups, into)]).size
  if (count > MOST_RECORDS) {
    const message = `They would be ${count} records, a customer has at most ${MOST_RECORDS}.`
    problems.push({ path: '/into', code: 'too_many_records', message })
  }
  return problems
}

function leaveProblems(groups: Groups, record: CustomerRecord): Problem[] {
  if (record.intoId !== null || recordsOf(groups, record).length === 1) return []
  const message = `"${record.number}" leads the others: unmerge those.`
  return [{ path: '/customer', code: 'leads_others', message }]
}
