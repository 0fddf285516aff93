import type { Item } from '../catalog/index.ts'
import type { Json, JsonObject } from '../platform/json.ts'
import { formatMicro } from '../platform/money.ts'
import type { Problem } from '../platform/outcome.ts'
import { judgeMargins, type Judged, type MarginRule } from '../pricing/index.ts'
import type { Context } from '../platform/batch/index.ts'
import type { Wanted } from './approval.ts'
import type { LineMargin } from './margin.ts'
import type { Hold, Order } from './order.ts'
import type { LineAmounts } from './order-amounts.ts'

/**
 * Judges the lines of an order that have a price (P-16, N-10). What is within the price of another line is judged with that.
 *
 * @param of.within the places of lines whose cost is that of another
 */
export function judgeLines(
  rules: readonly MarginRule[],
  of: { segment: string; source: string; within: ReadonlyMap<number, number> },
  items: readonly (Pick<Item, 'itemClass'> | undefined)[],
  lines: readonly Pick<LineAmounts, 'waterfall'>[],
  margins: readonly LineMargin[],
): Judged[] {
  return judgeMargins(
    rules,
    of,
    lines.map(({ waterfall }, index) => ({
      itemClass: waterfall.length === 0 || of.within.has(index) ? null : (items[index]?.itemClass ?? null),
      margin: margins[index]!.margin,
    })),
  )
}

/** What keeps an order from being agreed. It names no amounts: who submits it may not see what goods cost. */
export function blockedBy(judged: readonly Judged[]): Problem[] {
  return judged.flatMap(({ index, rule, below }) => {
    if (!below || rule.action !== 'block') return []
    // Whoever acts for some accounts states no price: what to do about it is not for each to say.
    const message = `at its price it leaves less than margin rule ${rule.code} wants`
    return [{ path: `/lines/${index}/unitPrice`, code: 'margin_below_floor', message }]
  })
}

/** Whom margin rules ask about an order. */
export function askedBy(judged: readonly Judged[]): Wanted[] {
  const rules = new Set(
    judged.flatMap(({ rule, below }) => (below && rule.action === 'approve' ? [rule] : [])),
  )
  return [...rules].map(({ code, version }) => ({
    rules: [`margin ${code}@${version}`],
    levels: ['credit:write'],
    escalateHours: null,
  }))
}

/**
 * Holds an order of which a line is below its floor as it is promised: its rule says so, or only the places that serve it cost so much
 * (A3-10, N-10).
 *
 * @param approved whether somebody has agreed to what a rule asks, `margin ` and its code
 */
export function holdForMargin(
  order: Order,
  judged: readonly Judged[],
  approved: (rule: string) => boolean,
  context: Context,
): void {
  const below = judged.filter(
    ({ below: is, rule }) => is && !(rule.action === 'approve' && approved(`margin ${rule.code}`)),
  )
  if (below.length === 0) return
  const hold: Hold = {
    id: context.ids.next(),
    lineNo: null,
    lineNos: null,
    taskKind: null,
    kind: 'system',
    code: 'margin',
    reason: leavesLess(below),
    placedBy: 'system',
    expiresOn: null,
    released: false,
  }
  order.holds.push(hold)
  order.openHolds += 1
}

/** Rules that a hold names. */
const MOST_NAMED = 5

/** Why an order is held, in words: how many of its lines are below which rules. */
export function leavesLess(below: readonly Pick<Judged, 'rule'>[]): string {
  const rules = [...new Set(below.map(({ rule }) => rule.code))].toSorted().slice(0, MOST_NAMED)
  const leave = below.length === 1 ? 'leaves' : 'leave'
  return `${below.length} of its lines ${leave} less than is wanted (${rules.join(', ')})`
}

/**
 * The decision that is kept (N-14): `guardrail: [[rule@version, floor, action, [lines at or above it], [[line, net, cost] below it],
 * [lines whose cost nobody said]], …]`, amounts in minor units of the books' currency.
 */
export function judgementsDecided(
  order: Order,
  judged: readonly Judged[],
  margins: readonly LineMargin[],
): JsonObject {
  const rows = new Map<MarginRule, [string, string, string, Json[], Json[], Json[]]>()
  for (const { index, rule, below } of judged) {
    let row = rows.get(rule)
    if (!row) {
      row = [`${rule.code}@${rule.version}`, formatMicro(rule.floor), rule.action, [], [], []]
      rows.set(rule, row)
    }
    const { lineNo } = order.lines[index]!
    const { net, margin } = margins[index]!
    if (below === null) row[5].push(lineNo)
    else if (below) row[4].push([lineNo, net.toString(), margin!.cost.toString()])
    else row[3].push(lineNo)
  }
  return rows.size === 0 ? {} : { guardrail: [...rows.values()] }
}
