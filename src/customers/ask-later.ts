import type { Act } from '../platform/batch/index.ts'
import { addDays } from '../platform/clock.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { SETUP_REFUSED } from '../platform/setup.ts'
import { readGroups, type Groups } from './group.ts'
import { leaveQuestions, readOpenQuestions } from './match-new.sql.ts'

export interface LaterRequest {
  companyId: bigint
  /** Numbers of the two records of a question, in any order. */
  customer: string
  other: string
  /** The day on which it is asked again. */
  until: string | null
  /** The day of the company. */
  today: string
  reason: string
  actor: string
}

interface Facts {
  groups: Groups
  open: Set<string>
}

/** A question that nobody wants to hear of for longer is answered: they are two. */
const MOST_DAYS = 366

/** Leaves questions until a day: whoever asks cannot know yet (C12-2). Said again, the last word stands. */
export const askLater: Act<LaterRequest, Facts, { ok: true } | Refusal> = {
  name: 'customers.ask_later',
  weigh: () => 2,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const numbers = requests.flatMap(({ companyId, customer, other }) =>
      [customer, other].map((number) => ({ companyId, number })),
    )
    const groups = await readGroups(db, numbers, [])
    const pairs = requests.flatMap((request) => pairOf(request, groups) ?? [])
    const rows = await db.read(readOpenQuestions, {
      companyIds: pairs.map((one) => one.companyId),
      customerIds: pairs.map((one) => one.customerId),
      otherIds: pairs.map((one) => one.otherId),
    })
    return {
      groups,
      open: new Set(rows.map((row) => `${row.company_id}/${row.customer_id}/${row.other_id}`)),
    }
  },
  decide(request, { groups, open }, { writes }) {
    const { until, today, reason, actor } = request
    const problems: Problem[] = []
    const pair = pairOf(request, groups)
    if (!pair || !open.has(`${pair.companyId}/${pair.customerId}/${pair.otherId}`)) {
      const message = `Nobody is asked about "${request.customer}" and "${request.other}" any more.`
      problems.push({ path: '/other', code: 'not_asked', message })
    }
    if (until === null || until <= today || until > addDays(today, MOST_DAYS)) {
      const message = `A day after ${today} and within a year, on which it is asked again.`
      problems.push({ path: '/until', code: 'not_later', message })
    }
    if (!pair || until === null || problems.length > 0) return refuse(SETUP_REFUSED, problems)
    writes.add(leaveQuestions, { ...pair, until, actor, reason })
    return { ok: true }
  },
}

/** The key of a question: the record that came later stands first. */
function pairOf({ companyId, customer, other }: LaterRequest, groups: Groups) {
  const one = groups.byNumber.get(`${companyId}/${customer}`)
  const two = groups.byNumber.get(`${companyId}/${other}`)
  if (!one || !two) return undefined
  const [otherId, customerId] = one.id < two.id ? [one.id, two.id] : [two.id, one.id]
  return { companyId, customerId, otherId }
}
