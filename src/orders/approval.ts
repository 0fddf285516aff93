import type { Context } from '../platform/batch/index.ts'
import type { Reader } from '../platform/database/index.ts'
import type { Scope } from '../platform/http/index.ts'
import type { Minor } from '../platform/money.ts'
import { refuse, type Refusal } from '../platform/outcome.ts'
import type { Rule } from '../platform/rules.ts'
import { insertApproval, insertApprovalDecision, moveApproval, readApprovals } from './approval.sql.ts'
import type { Order } from './order.ts'

/** Which orders somebody is to look at before they are agreed, and who (A4-1 … A4-3). */
export interface ApprovalRule {
  code: string
  version: number
  rule: Rule
  /** Scopes, in the order in which their holders are asked. */
  levels: readonly Scope[]
  /** Source systems whose orders it lets pass. */
  exemptSources: readonly string[]
}

/** Who is to be asked, and because of which rules, `code@version`. */
export interface Wanted {
  rules: string[]
  levels: Scope[]
}

/** What an order waits for; it is of one version. */
export interface Approval extends Wanted {
  version: number
  /** Which level is asked, from 0 on. */
  level: number
  /** The actor that handed the order over. */
  requestedBy: string
  total: Minor
}

/**
 * Who is to be asked about an order: the levels of all rules that are true of it, each once, in the order of the rules. A rule that cannot
 * be evaluated lets nothing pass.
 */
export function wantApproval(
  rules: readonly ApprovalRule[],
  source: string,
  facts: () => { order: Record<string, unknown> },
  others: readonly Wanted[],
): Wanted | undefined {
  const asked = rules.filter(({ exemptSources }) => !exemptSources.includes(source))
  if (asked.length === 0 && others.length === 0) return undefined
  let made: { order: Record<string, unknown> } | undefined
  const hit = asked.filter(({ rule }) => {
    made ??= facts()
    const outcome = rule.evaluate(made)
    return !outcome.ok || outcome.value === true
  })
  const found: Wanted[] = [
    ...hit.map(({ code, version, levels }) => ({ rules: [`${code}@${version}`], levels: [...levels] })),
    ...others,
  ]
  if (found.length === 0) return undefined
  return {
    rules: found.flatMap((one) => one.rules),
    levels: [...new Set(found.flatMap((one) => one.levels))],
  }
}

/** What somebody says to an order that waits; `ask`: more is to be known, it goes on waiting. */
export interface ApprovalDecision {
  actor: string
  scopes: readonly Scope[]
  version: number
  outcome: 'approve' | 'reject' | 'ask'
  comment: string | null
}

/**
 * Which level is asked next once somebody said so; `levels.length`: all have agreed (A4-2, A4-6). Who is asked later may speak for those
 * before: the supervisor of a supervisor. Who handed the order over is passed over, whatever the scopes.
 *
 * Refusals, in this order: `version_changed`, `self_approval`, `not_an_approver`, `approval_refused` (a no without a comment).
 */
export function judgeDecision(
  { version, levels, level, requestedBy }: Approval,
  decision: ApprovalDecision,
): { ok: true; level: number } | Refusal {
  if (decision.version !== version)
    return refuse('version_changed', `it waits in version ${version}: look at it again`, '/version')
  if (decision.actor === requestedBy)
    return refuse('self_approval', 'who hands an order over does not decide on it: another one does')
  const highest = levels.findLastIndex((scope, at) => at >= level && decision.scopes.includes(scope))
  if (highest < 0) {
    const wanted = levels.slice(level).join(' or ')
    return refuse('not_an_approver', `it waits for somebody with the scope ${wanted}`)
  }
  if (decision.outcome !== 'approve' && (decision.comment ?? '').trim() === '')
    return refuse('approval_refused', [
      { path: '/comment', code: 'too_short', message: 'say what is wrong, or to be known' },
    ])
  return { ok: true, level: decision.outcome === 'approve' ? highest + 1 : level }
}

/** Asks for an order that waits from now on. */
export function writeApproval(
  order: Order,
  wanted: Wanted,
  total: Minor,
  by: string,
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
  })
}

/** Keeps what somebody said, and what the order waits for since. */
export function writeDecision(
  order: Pick<Order, 'companyId' | 'id'>,
  approval: Approval,
  decision: ApprovalDecision,
  level: number,
  { writes, batch }: Context,
): void {
  const of = { companyId: order.companyId, orderId: order.id, version: approval.version }
  const { outcome, actor, comment } = decision
  writes.add(insertApprovalDecision, { ...of, batch, level: approval.level, outcome, actor, comment })
  const done = level === approval.levels.length
  const state = outcome === 'reject' ? 'rejected' : done ? 'approved' : 'pending'
  writes.add(moveApproval, { ...of, level: done ? level - 1 : level, state })
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
        levels: row.levels as Scope[],
        level: row.level,
        requestedBy: row.requested_by,
        total: row.total,
      },
    ]),
  )
}
