import {
  addHold,
  readComponents,
  mayAct,
  type ComponentLine,
  type HoldKind,
  type Order,
} from '../../orders/index.ts'
import { businessDate } from '../../organization/index.ts'
import type { Act, Context } from '../../platform/batch/index.ts'
import { addDays } from '../../platform/clock.ts'
import type { Scope } from '../../platform/http/index.ts'
import { keyed, type Answered, type MayBeKeyed } from '../../platform/keyed.ts'
import { refuse, type Problem, type Refusal } from '../../platform/outcome.ts'
import { forbidden, withPolicies, type Asker } from '../policy/judge-policy.ts'
import { happened, heldTasks, stopOrder } from '../plan/events.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  placesOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { splitOff } from '../plan/split-component.ts'
import type { HoldScope } from '../plan/stops.ts'
import { heldAlone, withTheirSets } from './cascade.ts'
import { readHoldCodes, type HoldCode } from './hold-code.ts'
import { holdAnswer } from './release-hold.ts'

export interface HoldRequest extends MayBeKeyed, OrderKey, Asker {
  code: string
  reason: string
  /** Numbers of the lines that it is to stop, with what goes with them; null: all of the order. */
  lines: readonly number[] | null
  /** The kind of task that it is to stop; null: whatever comes next. */
  task: HoldKind | null
  /** The day on which it ends by itself; null: as its code says. */
  expiresOn: string | null
  /** Of those that place holds, the ones of who asks. */
  scopes: readonly Scope[]
}

interface HoldFacts {
  progress: Progress
  brought: Map<string, ComponentLine[]>
  codes: Map<bigint, Map<string, HoldCode>>
}

/**
 * Puts a hold on an order (A3-1): what comes next of every component waits for its release, what is done stays done. One of lines stops these
 * with what goes with them (A3-5), one of a kind of task that alone, early where it has not come yet (A3-3). An order of which nothing is
 * left to stop is past holding (A3-4). A suspended one is held, too: it goes on when it is neither.
 */
export const placeHold = keyed<HoldRequest, HoldFacts>({
  name: 'orchestration.place_hold',
  weigh: () => 10,
  companyOf: (request) => request.companyId,
  async read(db, requests) {
    const [progress, brought, codes] = await Promise.all([
      readProgress(db, requests, { holds: true }),
      readComponents(
        db,
        requests.filter(({ lines }) => lines !== null),
      ),
      readHoldCodes(
        db,
        requests.map(({ companyId }) => companyId),
      ),
    ])
    return { progress: await withPolicies(db, progress, requests, 'hold'), brought, codes }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, facts, context): Answered | Refusal {
    const { progress } = facts
    const { actor, code, reason, task, lines } = request
    const order = orderOf(progress, request)
    if (!order) return refuse('not_found', 'there is no such order')
    if (!mayAct(order.state, 'hold')) return refuse('not_in_progress', `the order is ${order.state}`)
    const kept = forbidden(progress.policies, order, 'hold', request)
    if (kept) return kept
    const of = facts.codes.get(order.companyId)
    const today = businessDate(progress.companies.get(order.companyId)!, context.now)
    const problems = problemsOf(request, order, of, today)
    if (problems.length > 0) return refuse('hold_refused', problems)
    const known = of?.get(code)
    const needed = known?.placedWith ?? 'orders:write'
    if (!request.scopes.includes(needed))
      return refuse('scope_missing', `Placing the hold "${code}" needs the scope ${needed}.`)
    const brought = facts.brought.get(`${order.companyId}/${order.id}`) ?? []
    const lineNos = lines === null ? null : withTheirSets(order, brought, lines)
    const scope = { lineNos, taskKind: task }
    if (heldTasks(progress, order, scope).length === 0) return refuse('too_late', tooLate(scope))
    partFromOthers(progress, context, order, scope)
    stopOrder(progress, order, scope)
    const expiresOn = request.expiresOn ?? (known?.days == null ? null : addDays(today, known.days))
    const lineNo = lines?.length === 1 ? lines[0]! : null
    const kind = task === null ? 'generic' : 'service'
    const hold = addHold(order, { ...scope, lineNo, kind, code, reason, placedBy: actor, expiresOn }, context)
    touch(
      progress,
      order,
      { act: 'place_hold', actor, reason },
      { changes: [['hold', hold.id.toString(), null, code]], events: ['order.held'] },
    )
    return { ok: true, answer: holdAnswer(order, hold) }
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
} satisfies Act<HoldRequest, HoldFacts, Answered | Refusal>)

/** Everything that is wrong with what was asked, each with its place. */
function problemsOf(
  { code, lines, task, expiresOn }: HoldRequest,
  { parts }: Order,
  codes: ReadonlyMap<string, HoldCode> | undefined,
  today: string,
): Problem[] {
  const problems: Problem[] = []
  const known = codes?.get(code)
  if (codes && !known?.active)
    problems.push({
      path: '/code',
      code: 'unknown_hold_code',
      message: `the company has no hold code ${code}`,
    })
  else if (known && known.tasks.length > 0 && (task === null || !known.tasks.includes(task)))
    problems.push({
      path: '/task',
      code: 'not_of_code',
      message: `a hold ${code} stops one of: ${known.tasks.join(', ')}`,
    })
  const own = new Set(parts.map(({ lineNo }) => lineNo))
  for (const [index, lineNo] of (lines ?? []).entries())
    if (!own.has(lineNo))
      problems.push({
        path: `/lines/${index}`,
        code: 'unknown_line',
        message: `the order has no line ${lineNo}`,
      })
  if (expiresOn !== null && expiresOn < today)
    problems.push({ path: '/expiresOn', code: 'in_the_past', message: `it is ${today} where the company is` })
  return problems
}

/** What is held alone goes its own way from now on, so that a hold of some lines lets the others leave. */
function partFromOthers(progress: Progress, context: Context, order: Order, scope: HoldScope): void {
  const alone = heldAlone(progress, order, scope)
  if (alone.length === 0) return
  splitOff(progress, context, order, alone)
  const places = placesOf(progress, order)
  // They have their goods, or need none: what waits for goods has always gone its own way.
  for (const { id } of alone) happened(progress, places.get(id)!.reserve!, context.now)
}

/** Why nothing is left that a hold could stop, and what can be done instead. */
function tooLate({ taskKind, lineNos }: HoldScope): string {
  const of = lineNos === null ? '' : ` of line ${lineNos.join(', ')}`
  if (taskKind === 'ship')
    return `nothing${of} is left that could be kept from leaving: cancel what a warehouse was asked for, or take a return for what was shipped`
  if (taskKind === 'invoice') return `nothing${of} is left to be billed: credit what was billed by a return`
  if (taskKind !== null) return `no task ${taskKind}${of} is left to hold`
  return `nothing${of} is left to hold: what was shipped can be returned`
}
