import { isRole } from '../../platform/auth/index.ts'
import { LIFE_ACTS, mayAct, ORDER_STATES, type LifeAct, type OrderState } from '../../orders/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import { SCOPES } from '../../platform/http/index.ts'
import { Pictures, type Versioned } from '../../platform/picture.ts'
import { decodeId } from '../../platform/public-id.ts'
import { standingRule, type Rule } from '../../platform/rules.ts'
import { Check } from '../../platform/setup.ts'
import { needsOfText, policyFacts, type PolicyNeed } from './policy-facts.ts'
import type { LifeCyclePolicyInput, PolicyRule, Severity } from './policy-input.ts'
import { lifeCyclePolicies } from './policy.sql.ts'

export interface PolicyCondition {
  /** Null: it is never true. */
  rule: Rule | null
  message: string
  severity: Severity
  /** When it is false, a reason lets it pass. */
  asksReason: boolean
  needs: ReadonlySet<PolicyNeed>
}

/** What holds of an act in a state. */
export interface PolicyCell {
  /** Each of these sets has to know who asks, by one of its names. */
  roles: ReadonlySet<string>[]
  conditions: PolicyCondition[]
}

/** Who may do what to an order in which state, and under which conditions (O-12, O-13); what it does not speak of is as without it. */
export interface LifeCyclePolicy {
  code: string
  version: number
  orderTypes: readonly string[] | null
  cells: ReadonlyMap<string, PolicyCell>
}

/** Policies of a company, by order type; that of null is of all others. */
export type PoliciesOfCompany = ReadonlyMap<string | null, LifeCyclePolicy>

/** Acts that can say why they are done. */
const WITH_REASON: ReadonlySet<LifeAct> = new Set([
  'approve',
  'reject',
  'cancel',
  'abort',
  'suspend',
  'resume',
  'amend',
  'hold',
  'prioritize',
  'end_remorse',
])

export function cellOf(policy: LifeCyclePolicy, state: OrderState, act: LifeAct): PolicyCell | undefined {
  return policy.cells.get(`${state} ${act}`)
}

/** Makes a policy ready; everything that is wrong with it is told to the check. */
export function compilePolicy(input: LifeCyclePolicyInput, version: number, check: Check): LifeCyclePolicy {
  const cells = new Map<string, PolicyCell>()
  for (const [index, rule] of input.rules.entries()) addRule(cells, rule, `/rules/${index}`, check)
  for (const [place, type] of (input.orderTypes ?? []).entries())
    check.that(input.orderTypes!.indexOf(type) === place, `/orderTypes/${place}`, 'twice', 'It stands twice.')
  return { code: input.code, version, orderTypes: input.orderTypes ?? null, cells }
}

function addRule(cells: Map<string, PolicyCell>, rule: PolicyRule, at: string, check: Check): void {
  const acts = known(rule.acts, LIFE_ACTS, `${at}/acts`, 'unknown_act', check)
  const states = known(rule.states ?? ORDER_STATES, ORDER_STATES, `${at}/states`, 'unknown_state', check)
  checkReach(rule, acts, states, at, check)
  const roles = rule.roles?.map((name, place) => keptName(name, `${at}/roles/${place}`, check))
  const conditions = (rule.conditions ?? []).map((one, place): PolicyCondition => {
    const where = `${at}/conditions/${place}`
    if (one.when !== undefined) check.rule(`${where}/when`, one.when, policyFacts)
    else if (one.asks === undefined)
      check.add(
        `${where}/when`,
        'when_missing',
        'Without it, it would forbid the act always: say when, or what it asks.',
      )
    if (one.asks !== undefined)
      for (const act of acts)
        check.that(WITH_REASON.has(act), `${where}/asks`, 'takes_no_reason', `${act} is given no reason.`)
    return {
      rule: one.when === undefined ? null : standingRule(one.when, policyFacts),
      message: one.message,
      severity: one.severity ?? 'error',
      asksReason: one.asks !== undefined,
      needs: new Set(needsOfText(one.when ?? '')),
    }
  })
  check.that(
    roles !== undefined || conditions.length > 0,
    at,
    'says_nothing',
    'It says neither who may nor under which conditions.',
  )
  for (const state of states)
    for (const act of acts) {
      if (!mayAct(state, act)) continue
      const name = `${state} ${act}`
      const cell = cells.get(name) ?? { roles: [], conditions: [] }
      cells.set(name, cell)
      if (roles) cell.roles.push(new Set(roles))
      cell.conditions.push(...conditions)
    }
}

/** A rule that names what never comes together would be believed to guard something. */
function checkReach(
  rule: PolicyRule,
  acts: readonly LifeAct[],
  states: readonly OrderState[],
  at: string,
  check: Check,
): void {
  if (rule.states === undefined || acts.length === 0 || states.length === 0) return
  for (const act of acts)
    if (!states.some((state) => mayAct(state, act)))
      check.add(
        `${at}/acts/${rule.acts.indexOf(act)}`,
        'never_done',
        `${act} is done in none of these states.`,
      )
  for (const state of states)
    if (!acts.some((act) => mayAct(state, act)))
      check.add(
        `${at}/states/${rule.states.indexOf(state)}`,
        'allows_none',
        `An order that is ${state} allows none of these acts.`,
      )
}

function known<T extends string>(
  names: readonly string[],
  all: readonly T[],
  at: string,
  code: string,
  check: Check,
): T[] {
  return names.flatMap((name, place) => {
    const found = all.find((one) => one === name)
    if (!found) check.add(`${at}/${place}`, code, `There is no "${name}": it is one of ${all.join(', ')}.`)
    check.that(names.indexOf(name) === place, `${at}/${place}`, 'twice', 'It stands twice.')
    return found ?? []
  })
}

/** A name of who may, as acts know who asks: users by their number. */
function keptName(name: string, at: string, check: Check): string {
  const [kind, rest = ''] = name.split(/:(.*)/)
  const wrong = (code: string, message: string) => check.add(at, code, message)
  if (kind === 'role') {
    if (!isRole(rest)) wrong('unknown_role', `There is no role "${rest}".`)
  } else if (kind === 'user') {
    const id = decodeId('usr', rest)
    if (id === undefined) wrong('unknown_user', `There is no user "${rest}".`)
    else return `user:${id}`
  } else if (kind === 'key' || kind === 'channel') {
    if (rest === '') wrong('unknown_name', `Which ${kind} is missing.`)
  } else if (!(SCOPES as readonly string[]).includes(name))
    wrong('unknown_role', `There is no role or scope "${name}".`)
  return name
}

/** The users that a policy names. */
export function usersNamed({ rules }: LifeCyclePolicyInput): { id: bigint; at: string }[] {
  return rules.flatMap(({ roles = [] }, index) =>
    roles.flatMap((name, place) => {
      const id = name.startsWith('user:') ? decodeId('usr', name.slice('user:'.length)) : undefined
      return id === undefined ? [] : [{ id, at: `/rules/${index}/roles/${place}` }]
    }),
  )
}

/** Who may, for whoever may not: which people and keys are among them is nobody's business. */
export function shownNames(names: Iterable<string>): string {
  const all = [...names]
  const open = all.filter((name) => !/^(user|key|channel):/.test(name))
  return [...open, ...(open.length < all.length ? ['those who are named'] : [])].join(', ')
}

const NONE: PoliciesOfCompany = new Map()

/** The policies of companies that have any; kept in memory while the set-up stands. */
export async function readPolicies(
  db: Reader,
  companies: Iterable<Versioned>,
): Promise<Map<bigint, PoliciesOfCompany>> {
  const pictures = db.memory.get(
    'orchestration.policies',
    () => new Pictures<{ policies: PoliciesOfCompany }>(() => ({ policies: NONE })),
  )
  const found = await pictures.load(companies, async (companyIds, made) => {
    const rows = await db.read(lifeCyclePolicies, { companyIds })
    for (const [companyId, own] of Map.groupBy(rows, (row) => row.company_id))
      made.get(companyId)!.policies = new Map(
        own
          .filter(({ active }) => active)
          .map(({ body, version }) =>
            compilePolicy(body as unknown as LifeCyclePolicyInput, version, new Check()),
          )
          .flatMap((policy): [string | null, LifeCyclePolicy][] =>
            policy.orderTypes === null ? [[null, policy]] : policy.orderTypes.map((type) => [type, policy]),
          ),
      )
  })
  return new Map([...found].flatMap(([id, { policies }]) => (policies.size === 0 ? [] : [[id, policies]])))
}
