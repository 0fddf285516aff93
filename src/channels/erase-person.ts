import { erasePersonRows, readPersons, type Person } from '../customers/index.ts'
import { countOrders, eraseDraftsOf } from '../orders/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Act, Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { countBodies, destroyKeys } from './intake.sql.ts'

/** Bodies, and rows of personal data, that one transaction erases: a tenth of a second. Who has more is asked for again. */
const MOST = 10_000

export interface EraseRequest {
  companyId: bigint
  /** Number of the customer. */
  customer: string
  actor: string
  reason: string
  /** Although orders are open or a legal hold stands. */
  force: boolean
}

export interface Erased {
  ok: true
  change: 'erased' | 'unchanged'
  personRows: number
  bodies: number
  drafts: number
  /** True when there is more than one transaction takes. */
  more: boolean
}

interface EraseFacts {
  companies: Map<bigint, Company>
  persons: Map<string, Person>
  orders: Map<string, { open: number; drafts: number }>
  bodies: Map<string, number>
}

/**
 * Erases a person (decision 0009): the rows of its personal data, what its drafts were stated as, and the keys of every
 * body that speaks of it. Books, orders, history and the rows of the bodies stay, and so do the hashes over them.
 *
 * Refusals, in this order: `not_found`; `erasure_blocked` by `legal_hold` and `open_orders`, both at once.
 */
export const erasePerson: Act<EraseRequest, EraseFacts, Erased | Refusal> = {
  name: 'channels.erase_person',
  weigh: () => 100,
  companyOf: (request) => request.companyId,
  read,
  decide,
}

async function read(db: Reader, requests: readonly EraseRequest[]): Promise<EraseFacts> {
  const [companies, persons] = await Promise.all([
    readCompanies(db, new Set(requests.map((request) => request.companyId))),
    readPersons(
      db,
      requests.map(({ companyId, customer }) => ({ companyId, number: customer })),
      MOST + 1,
    ),
  ])
  const known = [...persons.values()]
  const [orders, bodies] = await Promise.all([
    countOrders(db, known.flatMap(accountsOf)),
    db.read(countBodies, {
      companyIds: known.map((person) => person.companyId),
      customerIds: known.map((person) => person.customerId),
      most: MOST + 1,
    }),
  ])
  return {
    companies,
    persons,
    orders,
    bodies: new Map(bodies.map((row) => [`${row.company_id}/${row.customer_id}`, row.bodies])),
  }
}

function decide(request: EraseRequest, facts: EraseFacts, context: Context): Erased | Refusal {
  const { companyId, customer, force } = request
  const name = `${companyId}/${customer}`
  const company = facts.companies.get(companyId)
  const person = facts.persons.get(name)
  if (!company || !person) return refuse('not_found', `there is no customer ${customer}`)
  const accounts = accountsOf(person)
  const counts = accounts.map((one) => facts.orders.get(`${companyId}/${one.accountId}`))
  const sum = (what: 'open' | 'drafts') => counts.reduce((total, count) => total + (count?.[what] ?? 0), 0)
  const today = businessDate(company, context.now)
  const blocked = blockedBy(person, sum('open'), today)
  if (blocked.length > 0 && !force) return refuse('erasure_blocked', blocked)

  const standing = facts.bodies.get(`${companyId}/${person.customerId}`) ?? 0
  const bodies = Math.min(standing, MOST)
  const personRows = Math.min(person.personRows, MOST)
  const drafts = sum('drafts')
  // Twice in a batch it happens once.
  facts.persons.set(name, { ...person, personRows: 0, underWay: false })
  facts.bodies.set(`${companyId}/${person.customerId}`, 0)
  for (const { accountId } of accounts) facts.orders.delete(`${companyId}/${accountId}`)
  const more = standing > MOST || person.personRows > MOST
  if (personRows + bodies + drafts === 0 && !person.underWay) {
    return { ok: true, change: 'unchanged', personRows, bodies, drafts, more }
  }
  const most = more ? MOST : null
  const round = { personRows, bodies, drafts, finished: !more, most }
  erasePersonRows(person, { ...request, forced: blocked.length > 0, today }, round, context)
  for (const account of accounts) eraseDraftsOf(account, context.writes, !force)
  context.writes.add(destroyKeys, { companyId, customerId: person.customerId, most })
  return { ok: true, change: 'erased', personRows, bodies, drafts, more }
}

function blockedBy({ holdUntil, holdReason }: Person, open: number, today: string): Problem[] {
  const problems: Problem[] = []
  if (holdUntil !== null && holdUntil >= today) {
    const message = `the law wants the data kept until ${holdUntil}: ${holdReason}`
    problems.push({ path: '', code: 'legal_hold', message })
  }
  if (open > 0) {
    const message = `${open} orders are open: they could not be delivered any more`
    problems.push({ path: '', code: 'open_orders', message })
  }
  return problems
}

function accountsOf({ companyId, accountIds }: Person) {
  return accountIds.map((accountId) => ({ companyId, accountId }))
}
