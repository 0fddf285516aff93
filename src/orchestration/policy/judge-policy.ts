import { actsIn, LIFE_ACTS, mayAct, readOrders, type LifeAct, type Order } from '../../orders/index.ts'
import type { Versioned } from '../../platform/picture.ts'
import type { Reader } from '../../platform/database/index.ts'
import { defineProblems } from '../../platform/http/index.ts'
import { refuse, type Refusal } from '../../platform/outcome.ts'
import { cellOf, readPolicies, shownNames, type LifeCyclePolicy, type PoliciesOfCompany } from './policy.ts'
import {
  NOTHING_READ,
  policyFactsOf,
  readPolicyFacts,
  type PolicyNeed,
  type ReadFacts,
} from './policy-facts.ts'
import { SEVERITIES, type Severity } from './policy-input.ts'

defineProblems({
  act_disabled: [
    409,
    'The life-cycle policy of the company does not let this be done to the order as it stands.',
    'Read what `errors` says. What the order allows now stands in `acts` of `GET /api/v1/orders/{id}`.',
  ],
  act_of_others: [
    403,
    'The life-cycle policy of the company gives this act, in this state, to others.',
    'Ask one of those whom `errors` names.',
  ],
  reason_required: [
    422,
    'The life-cycle policy of the company asks for a reason.',
    'Send the same again with a `reason`.',
  ],
})

/** Problems that a policy may refuse an act with. */
export const POLICY_PROBLEMS = ['act_disabled', 'act_of_others', 'reason_required'] as const

/** The policies that stand for the orders of a batch, with what their conditions ask. */
export interface OrderPolicies {
  companies: ReadonlyMap<bigint, PoliciesOfCompany>
  /** By company/order. */
  facts: ReadonlyMap<string, ReadFacts>
}

export const NO_POLICIES: OrderPolicies = { companies: new Map(), facts: new Map() }

/** Who asks, and why. */
export interface Asker {
  actor: string
  /** Scopes, roles and itself; absent: by its actor alone. */
  by?: readonly string[]
  reason?: string | null
  /** The reason is ours: nobody gave one. */
  unexplained?: true
}

/** Why an act is not offered, or not without something more. */
export interface ActLimit {
  act: LifeAct
  /** `disabled`: a condition is false; `others`: other people may; `asks_reason`. */
  limit: 'disabled' | 'others' | 'asks_reason'
  severity: Severity
  message: string
}

/** Whether any policy stands of these companies: what is read for policies alone is not read without. */
export async function havePolicies(db: Reader, companies: ReadonlyMap<bigint, Versioned>): Promise<boolean> {
  return (await readPolicies(db, companies.values())).size > 0
}

/**
 * Reads the policies of orders, and what their conditions on these acts ask; after the orders, so that whatever changes them meanwhile is met
 * by the revision that is verified. Where no policy stands nothing is read.
 */
export async function readOrderPolicies(
  db: Reader,
  companies: ReadonlyMap<bigint, Versioned>,
  orders: Iterable<Order | undefined>,
  acts: readonly LifeAct[],
): Promise<OrderPolicies> {
  const found = await readPolicies(db, companies.values())
  if (found.size === 0) return NO_POLICIES
  const needs = new Set<PolicyNeed>()
  const asking: Order[] = []
  for (const order of orders) {
    const policy = order && policyOf(found, order)
    if (!policy) continue
    const own = acts.flatMap((act) => [...needsOf(policy, order, act)])
    for (const need of own) needs.add(need)
    if (own.length > 0) asking.push(order)
  }
  return { companies: found, facts: await readPolicyFacts(db, asking, needs) }
}

/** Reads the policies of the orders of requests into a picture of a batch. */
export async function withPolicies<
  P extends {
    companies: ReadonlyMap<bigint, Versioned>
    orders: ReadonlyMap<string, Order>
    policies: OrderPolicies
  },
>(
  db: Reader,
  picture: P,
  keys: readonly { companyId: bigint; orderId: bigint }[],
  ...acts: readonly LifeAct[]
): Promise<P> {
  const names = new Set(keys.map(({ companyId, orderId }) => `${companyId}/${orderId}`))
  const orders = Array.from(names, (name) => picture.orders.get(name))
  picture.policies = await readOrderPolicies(db, picture.companies, orders, acts)
  return picture
}

function policyOf(
  companies: OrderPolicies['companies'],
  { companyId, orderType }: Order,
): LifeCyclePolicy | undefined {
  const own = companies.get(companyId)
  return own?.get(orderType) ?? own?.get(null)
}

function needsOf(policy: LifeCyclePolicy, { state }: Order, act: LifeAct): Set<PolicyNeed> {
  const cell = cellOf(policy, state, act)
  return new Set(cell?.conditions.flatMap(({ needs }) => [...needs]))
}

/**
 * Why a policy keeps somebody from doing something to an order as it stands (O-12, O-13, A5-7); undefined: it does not. What the state itself
 * does not allow is not its matter. Pure.
 *
 * Refusals, in this order: `act_of_others`, `act_disabled`, `reason_required`.
 */
export function forbidden(
  policies: OrderPolicies,
  order: Order,
  act: LifeAct,
  asker: Asker,
): Refusal | undefined {
  const reason = asker.unexplained ? '' : (asker.reason?.trim() ?? '')
  const limits = limitsOf(policies, order, act, asker).filter(
    ({ limit }) => limit !== 'asks_reason' || reason === '',
  )
  for (const [limit, code, path, of] of REFUSALS) {
    const own = limits.filter((one) => one.limit === limit)
    if (own.length > 0)
      return refuse(
        code,
        own.map(({ message }) => ({ path, code: of, message })),
      )
  }
  return undefined
}

const REFUSALS = [
  ['others', 'act_of_others', '', 'not_among_roles'],
  ['disabled', 'act_disabled', '', 'condition_false'],
  // Missing in the body alone: its key stays free for the same with a reason.
  ['asks_reason', 'reason_required', '/reason', 'required'],
] as const satisfies readonly (readonly [ActLimit['limit'], string, string, string])[]

/** What a policy leaves of the acts that the state of an order allows, for somebody, and why the others are not among them. Pure. */
export function actsOf(
  policies: OrderPolicies,
  order: Order,
  asker: Asker,
): { acts: LifeAct[]; limits: ActLimit[] } {
  const limits = actsIn(order.state).flatMap((act) => limitsOf(policies, order, act, asker))
  const kept = new Set(limits.flatMap(({ act, limit }) => (limit === 'asks_reason' ? [] : [act])))
  return { acts: actsIn(order.state).filter((act) => !kept.has(act)), limits }
}

/** What an order allows somebody, and what a policy has against the rest; undefined: no policy of its company stands, so that its state alone says it. */
export async function readActs(
  db: Reader,
  company: Versioned,
  orderId: bigint,
  asker: Asker,
): Promise<{ acts: LifeAct[]; limits: ActLimit[] } | undefined> {
  const companies = new Map([[company.id, company]])
  if (!(await havePolicies(db, companies))) return undefined
  const key = { companyId: company.id, orderId }
  const orders = await readOrders(db, [key], { lines: false, holds: false, parts: 'sum' })
  const [order] = orders.values()
  if (!order) return undefined
  return actsOf(await readOrderPolicies(db, companies, [order], LIFE_ACTS), order, asker)
}

/** Everything that a policy has against an act, the worst first. */
function limitsOf(
  policies: OrderPolicies,
  order: Order,
  act: LifeAct,
  { actor, by = [actor] }: Asker,
): ActLimit[] {
  const policy = policyOf(policies.companies, order)
  const cell = policy && mayAct(order.state, act) ? cellOf(policy, order.state, act) : undefined
  if (!cell) return []
  // Whoever administers the company is among all roles: a user may have left it.
  const strange = by.includes('admin')
    ? []
    : cell.roles.filter((names) => !by.some((name) => names.has(name)))
  const read = policies.facts.get(`${order.companyId}/${order.id}`) ?? NOTHING_READ
  let facts: ReturnType<typeof policyFactsOf> | undefined
  const failed = cell.conditions.flatMap((condition): ActLimit[] => {
    const { rule, message, severity, asksReason, needs } = condition
    const limit = asksReason ? 'asks_reason' : 'disabled'
    if (!rule) return [{ act, limit, severity, message }]
    facts ??= policyFactsOf(order, read)
    // A list that is too long for the language is the matter of those rules alone that ask for it.
    const outcome = rule.evaluate(
      needs.has('lines') ? facts : { ...facts, lines: policyFactsOf(order, NOTHING_READ).lines },
    )
    if (outcome.ok && outcome.value === true) return []
    if (outcome.ok) return [{ act, limit, severity, message }]
    // What cannot be judged lets nothing pass.
    return [
      { act, limit: 'disabled', severity, message: `${message} (It cannot be judged: ${outcome.message}.)` },
    ]
  })
  return [
    ...strange.map((names): ActLimit => ({
      act,
      limit: 'others',
      severity: 'error',
      message: `To an order that is ${order.state} it is done by: ${shownNames(names)}.`,
    })),
    ...failed.toSorted((a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity)),
  ]
}
