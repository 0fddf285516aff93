import { erasePersonRows, readPersons, type Person } from '../customers/index.ts'
import {
  changedOrders,
  eraseAreasOf,
  eraseDraftsOf,
  eraseThatCame,
  lookAtOrders,
  relyOnNothingOpen,
  type SeenOrders,
} from '../orders/index.ts'
import { eraseWork } from '../orchestration/index.ts'
import { businessDate, readCompanies, type Company } from '../organization/index.ts'
import type { Act, Context, Door } from '../platform/batch/index.ts'
import type { Database, Reader } from '../platform/database/index.ts'
import { refuse, type Problem, type Refusal } from '../platform/outcome.ts'
import { countBodies, destroyKeys } from './intake.sql.ts'
import { recognizeAll } from './recognize-bodies.ts'

/** Bodies, rows of personal data, and drafts that one transaction erases: a tenth of a second. Who has more is asked for again. */
const MOST = 10_000

/** Transactions of one request. */
const MOST_ROUNDS = 1000

export interface EraseRequest {
  companyId: bigint
  /** Number of the customer. */
  customer: string
  actor: string
  reason: string
  /** Although orders are open or a legal hold stands. */
  force: boolean
  /** Its orders as they were looked at before. */
  seen: SeenOrders
}

export interface Erased {
  ok: true
  change: 'erased' | 'unchanged'
  personRows: number
  bodies: number
  drafts: number
  /** Orders that do not say any more whereabouts they went. */
  located: number
  /** Numbers of other records of the customer that have personal data still. */
  notErased: string[]
  /** True when there is more than one transaction takes. */
  more: boolean
}

interface EraseFacts {
  companies: Map<bigint, Company>
  persons: Map<string, Person>
  /** What came of its orders since they were looked at. */
  changes: Awaited<ReturnType<typeof changedOrders>>
  bodies: Map<string, number>
  /** Twice in a batch it happens once. */
  done: Set<string>
}

/**
 * Erases a person in as many rounds as it takes; broken off and asked again it goes on. Before the first one everything that can
 * be looked at is, in portions: an account may have a million orders, too many for a transaction that decides on them.
 */
export async function eraseInRounds(
  { db, door }: { db: Database; door: Door },
  request: Omit<EraseRequest, 'seen'>,
): Promise<Erased | Refusal> {
  const { companyId, customer } = request
  // A body of nobody whose order is the customer's speaks of it, too.
  await recognizeAll(db, companyId)
  const accountIds = async () =>
    [...(await readPersons(db, [{ companyId, number: customer }], 0)).values()][0]?.accountIds ?? []
  const look = async () => lookAtOrders(db, companyId, await accountIds())
  let seen = await look()
  const nothing = { personRows: 0, bodies: 0, drafts: 0, located: 0, notErased: [] }
  const sum: Erased = { ok: true, change: 'unchanged', ...nothing, more: true }
  for (let round = 0; round < MOST_ROUNDS && sum.more; round += 1) {
    const outcome = await door.request(erasePerson, { ...request, seen })
    if (!outcome.ok) return outcome
    if (outcome.change === 'erased') sum.change = 'erased'
    for (const what of ['personRows', 'bodies', 'drafts', 'located'] as const) sum[what] += outcome[what]
    sum.notErased = outcome.notErased
    sum.more = outcome.more
    const drafts = seen.drafts.slice(outcome.drafts)
    const located = seen.located.slice(outcome.located)
    const over = seen.more && drafts.length === 0 && located.length === 0
    seen = over ? await look() : { ...seen, drafts, located }
  }
  // What was told until then; of what is told later somebody decides who knows that the person is erased.
  if ((await eraseWork({ db, door }, companyId, await accountIds())) > 0) sum.change = 'erased'
  return sum
}

/**
 * Erases a person (decision 0009): the rows of its personal data, what its drafts were stated as, whereabouts its
 * orders went, and the keys of every
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
  const [changes, bodies] = await Promise.all([
    changedOrders(
      db,
      requests.flatMap(({ companyId, customer, seen: { pos } }) =>
        accountsOf(persons.get(`${companyId}/${customer}`)).map((account) => ({ ...account, pos })),
      ),
    ),
    db.read(countBodies, {
      companyIds: known.map((person) => person.companyId),
      customerIds: known.map((person) => person.customerId),
      most: MOST + 1,
    }),
  ])
  return {
    companies,
    persons,
    changes,
    bodies: new Map(bodies.map((row) => [`${row.company_id}/${row.customer_id}`, row.bodies])),
    done: new Set(),
  }
}

function decide(request: EraseRequest, facts: EraseFacts, context: Context): Erased | Refusal {
  const { companyId, customer, force, seen } = request
  const name = `${companyId}/${customer}`
  const company = facts.companies.get(companyId)
  const person = facts.persons.get(name)
  if (!company || !person) return refuse('not_found', `there is no customer ${customer}`)
  const accounts = accountsOf(person)
  const changed = accounts.flatMap(({ accountId }) => facts.changes.get(`${companyId}/${accountId}`) ?? [])
  const today = businessDate(company, context.now)
  const blocked = blockedBy(person, seen.open + changed.reduce((sum, { open }) => sum + open, 0), today)
  if (blocked.length > 0 && !force) return refuse('erasure_blocked', blocked)
  const { notErased } = person
  const nothing = { personRows: 0, bodies: 0, drafts: 0, located: 0, notErased, more: false }
  if (facts.done.has(name)) return { ok: true, change: 'unchanged', ...nothing }
  facts.done.add(name)

  const withCame = (what: 'drafts' | 'located') => {
    const known = new Set(seen[what].map(({ orderId }) => orderId))
    return [
      ...seen[what],
      ...changed.flatMap((one) => one[what].filter(({ orderId }) => !known.has(orderId))),
    ]
  }
  const drafts = withCame('drafts')
  const located = withCame('located')
  const bodies = facts.bodies.get(`${companyId}/${person.customerId}`) ?? 0
  const { personRows } = person
  const more = seen.more || Math.max(bodies, personRows, drafts.length, located.length) > MOST
  const most = more ? MOST : null
  const taken = {
    personRows: Math.min(personRows, MOST),
    bodies: Math.min(bodies, MOST),
    drafts: Math.min(drafts.length, MOST),
    located: Math.min(located.length, MOST),
  }
  if (taken.personRows + taken.bodies + taken.drafts + taken.located === 0 && !person.underWay) {
    return { ok: true, change: 'unchanged', ...nothing }
  }
  const round = { ...taken, finished: !more, most }
  erasePersonRows(person, { ...request, forced: blocked.length > 0, today }, round, context)
  eraseDraftsOf(companyId, drafts.slice(0, MOST), context.writes)
  eraseAreasOf(companyId, located.slice(0, MOST), context.writes)
  if (!more) for (const account of accounts) eraseThatCame({ ...account, pos: seen.pos }, context.writes)
  if (!force) for (const account of accounts) relyOnNothingOpen({ ...account, pos: seen.pos }, context.writes)
  context.writes.add(destroyKeys, { companyId, customerId: person.customerId, most })
  return { ok: true, change: 'erased', ...taken, notErased, more }
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

function accountsOf(person: Person | undefined) {
  return (person?.accountIds ?? []).map((accountId) => ({ companyId: person!.companyId, accountId }))
}
