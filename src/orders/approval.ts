import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Minor } from '../platform/money.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import type { Rule } from '../platform/rules.ts'
import {
  insertApproval,
  insertApprovalDecision,
  moveApproval,
  readApprovals,
  withdrawApproval,
} from './approval.sql.ts'
import { readLevel, shownLevel, speaksFor, withoutRequester } from './approvers.ts'
import type { Order } from './order.ts'
import type { OrderAmounts } from './order-amounts.ts'

/** Which orders somebody is to look at before they are agreed, and who (A4-1 … A4-3). */
export interface ApprovalRule {
  code: string
  version: number
  rule: Rule
  /** In the order in which they are asked. */
  levels: readonly string[]
  /** Source systems whose orders it lets pass. */
  exemptSources: readonly string[]
  /** After so many hours without an answer who is next is asked; null: never. */
  escalateHours: number | null
}

/** Who is to be asked, and because of which rules, `code@version`. */
export interface Wanted {
  rules: string[]
  /** See `readLevel`. */
  levels: string[]
  /** The fewest hours of all rules after which who is next is asked. */
  escalateHours: number | null
}

/** What an order waits for; it is of one version. */
export interface Approval extends Wanted {
  version: number
  /** Which level is asked, from 0 on. */
  level: number
  /** Who of that level has agreed, while others of it have not. */
  agreed: readonly string[]
  /** The actor that handed the order over. */
  requestedBy: string
  total: Minor
  /** When the level that is asked is passed over, by the clock of the company; null: never. */
  escalateAt: Date | null
}

/**
 * Who is to be asked about an order: the levels of all rules that are true of it, each once, in the order of the rules. A rule that cannot
 * be evaluated lets nothing pass. Where something else asks and no rule says whom, it is whoever holds `credit:write`. Who hands the order
 * over is not among them.
 *
 * @param agreedTo codes of rules to which somebody has agreed in the quote that it is of (A4-5)
 */
export function wantApproval(
  rules: readonly ApprovalRule[],
  source: string,
  facts: () => { order: Record<string, unknown> },
  others: readonly Wanted[],
  requestedBy: string,
  agreedTo: ReadonlySet<string>,
): Wanted | undefined {
  const asked = rules.filter(
    ({ code, exemptSources }) => !exemptSources.includes(source) && !agreedTo.has(code),
  )
  const asking = others.filter((one) => !one.rules.every((rule) => agreedTo.has(codeOf(rule))))
  if (asked.length === 0 && asking.length === 0) return undefined
  let made: { order: Record<string, unknown> } | undefined
  const hit = asked.filter(({ rule }) => {
    made ??= facts()
    const outcome = rule.evaluate(made)
    return !outcome.ok || outcome.value === true
  })
  const found: Wanted[] = [
    ...hit.map(({ code, version, levels, escalateHours }) => ({
      rules: [`${code}@${version}`],
      levels: [...levels],
      escalateHours,
    })),
    ...asking,
  ]
  if (found.length === 0) return undefined
  const levels = new Set(found.flatMap((one) => one.levels))
  if (levels.size === 0) levels.add('credit:write')
  const hours = found.flatMap(({ escalateHours }) => escalateHours ?? [])
  return {
    escalateHours: hours.length === 0 ? null : Math.min(...hours),
    rules: found.flatMap((one) => one.rules),
    levels: withoutRequester([...levels], requestedBy),
  }
}

/** Reasons for discounts that are over their limit, as something that asks: whom is said by the rules that are true of the order (A9-14). */
export function askedForDiscounts({ overLimit = [] }: Pick<OrderAmounts, 'overLimit'>): Wanted[] {
  return overLimit.map(({ code, version }) => ({
    rules: [`discount ${code}@${version}`],
    levels: [],
    escalateHours: null,
  }))
}

/** A rule without its version. */
export function codeOf(rule: string): string {
  return rule.slice(0, rule.lastIndexOf('@'))
}

/** What somebody says to an order that waits; `ask`: more is to be known, it goes on waiting. */
export interface ApprovalDecision {
  actor: string
  /** Scopes, `role:` and roles, and `user:` of who decides. */
  names: readonly string[]
  version: number
  outcome: 'approve' | 'reject' | 'ask'
  comment: string | null
}

/** Which level is asked next, and who of it has agreed already. */
export interface Moved {
  ok: true
  level: number
  agreed: string[]
}

/**
 * Which level is asked next once somebody said so; `levels.length`: all have agreed (A4-2, A4-6). Who is asked later may speak for those
 * before: the supervisor of a supervisor. A level of which all have to agree is asked until they did; one person speaks for every name
 * that is of that person. Who handed the order over is passed over, whatever the scopes.
 *
 * Refusals, in this order: `version_changed`, `self_approval`, `not_an_approver` (or one who has agreed already), `approval_refused` (a
 * no without a comment).
 */
export function judgeDecision(approval: Approval, decision: ApprovalDecision): Moved | Refusal {
  const { version, levels, level, requestedBy } = approval
  if (decision.version !== version)
    return refuse('version_changed', `it waits in version ${version}: look at it again`, '/version')
  if (decision.actor === requestedBy)
    return refuse('self_approval', 'who hands an order over does not decide on it: another one does')
  const highest = levels.findLastIndex((one, at) => at >= level && speaksFor(one, decision.names).length > 0)
  if (highest < 0) {
    const wanted = levels.slice(level).map(shownLevel).join(', then ')
    return refuse('not_an_approver', `it waits for ${wanted}`)
  }
  const said = highest === level ? approval.agreed : []
  const own = speaksFor(levels[highest]!, decision.names).filter((name) => !said.includes(name))
  if (decision.outcome === 'approve' && own.length === 0)
    return refuse('not_an_approver', 'you have agreed already: it waits for the others')
  if (decision.outcome !== 'approve' && (decision.comment ?? '').trim() === '')
    return refuse('approval_refused', [
      { path: '/comment', code: 'too_short', message: 'say what is wrong, or to be known' },
    ])
  if (decision.outcome !== 'approve') return { ok: true, level, agreed: [...approval.agreed] }
  const { names, all } = readLevel(levels[highest]!)
  const agreed = [...said, ...own]
  if (all && agreed.length < names.length) return { ok: true, level: highest, agreed }
  return { ok: true, level: highest + 1, agreed: [] }
}

/** When a level that is asked since `now` is passed over; the last one is asked without end. */
function lateAt({ levels, escalateHours }: Wanted, level: number, now: Date): Date | null {
  if (escalateHours === null || level >= levels.length - 1) return null
  return new Date(now.getTime() + escalateHours * 3_600_000)
}

/** Asks for an order that waits from now on. */
export function writeApproval(
  order: Order,
  wanted: Wanted,
  total: Minor,
  by: string,
  now: Date,
  context: Context,
): void {
  context.writes.add(insertApproval, {
    companyId: order.companyId,
    orderId: order.id,
    version: order.version,
    ...wanted,
    level: 0,
    state: 'pending',
    requestedBy: by,
    total,
    batch: context.batch,
    escalateAt: lateAt(wanted, 0, now),
  })
}

/** What an order waits for is asked no more: it was edited or cancelled. Of an order that does not wait nothing is changed. */
export function withdraw(
  { companyId, id: orderId, version, state }: Pick<Order, 'companyId' | 'id' | 'version' | 'state'>,
  { writes }: Context,
): void {
  if (state === 'pending_approval') writes.add(withdrawApproval, { companyId, orderId, version })
}

/**
 * Keeps what somebody said, and what the order waits for since.
 *
 * @param onBehalf for whom, where somebody who is away had to be
 */
export function writeDecision(
  order: Pick<Order, 'companyId' | 'id'>,
  approval: Approval,
  decision: ApprovalDecision,
  { level, agreed }: Moved,
  onBehalf: readonly string[],
  now: Date,
  { writes, batch }: Context,
): void {
  const of = { companyId: order.companyId, orderId: order.id, version: approval.version }
  const { outcome, actor, comment } = decision
  writes.add(insertApprovalDecision, {
    ...of,
    batch,
    level: approval.level,
    outcome,
    actor,
    comment,
    onBehalf: [...onBehalf],
  })
  const done = level === approval.levels.length
  const state = outcome === 'reject' ? 'rejected' : done ? 'approved' : 'pending'
  const escalateAt = level === approval.level ? approval.escalateAt : lateAt(approval, level, now)
  writes.add(moveApproval, { ...of, level: done ? level - 1 : level, agreed, state, escalateAt })
}

/** Passes over a level that did not answer in time (A4-6); undefined: it is not late. */
export function escalate(
  order: Pick<Order, 'companyId' | 'id'>,
  approval: Approval,
  now: Date,
  { writes }: Context,
): Approval | undefined {
  const { version, escalateAt } = approval
  if (escalateAt === null || escalateAt > now) return undefined
  const level = approval.level + 1
  const next: Approval = { ...approval, level, agreed: [], escalateAt: lateAt(approval, level, now) }
  const of = { companyId: order.companyId, orderId: order.id, version }
  writes.add(moveApproval, { ...of, level, agreed: [], state: 'pending', escalateAt: next.escalateAt })
  return next
}

/** What orders wait for, by company/order. */
export async function approvalsOf(
  db: Reader,
  wanted: readonly { companyId: bigint; orderId: bigint }[],
): Promise<Map<string, Approval>> {
  const rows = await db.read(readApprovals, {
    companyIds: wanted.map((one) => one.companyId),
    orderIds: wanted.map((one) => one.orderId),
  })
  return new Map(
    rows.map((row) => [
      `${row.company_id}/${row.order_id}`,
      {
        version: row.version,
        rules: row.rules,
        levels: row.levels,
        level: row.level,
        agreed: row.agreed,
        requestedBy: row.requested_by,
        total: row.total,
        escalateHours: row.escalate_hours,
        escalateAt: row.escalate_at,
      },
    ]),
  )
}
