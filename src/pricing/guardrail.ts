import type { Micro } from '../platform/money.ts'
import { isBelow, type Margin } from './margin.ts'

/** What becomes of an order with a line below the floor: it stays a draft, waits for approval, or is agreed and goes no further. */
type MarginAction = 'block' | 'approve' | 'hold'

/** The least that lines may leave, and what happens to an order of which one leaves less (P-16, N-10, A3-10). */
export interface MarginRule {
  code: string
  version: number
  itemClasses: readonly string[]
  segments: readonly string[]
  sources: readonly string[]
  /** Percent of net. */
  floor: Micro
  action: MarginAction
}

/** A line with the rule that is for it; `below` null: nobody said what it costs. */
export interface Judged {
  /** Its place. */
  index: number
  rule: MarginRule
  below: boolean | null
}

/**
 * The most specific first: a rule that names item classes before one that names none, then segments, then sources; of equal ones by
 * their code.
 */
export function bySpecificity(rules: readonly MarginRule[]): MarginRule[] {
  const rank = ({ itemClasses, segments, sources }: MarginRule) =>
    (itemClasses.length > 0 ? 4 : 0) + (segments.length > 0 ? 2 : 0) + (sources.length > 0 ? 1 : 0)
  return rules.toSorted((a, b) => rank(b) - rank(a) || (a.code < b.code ? -1 : 1))
}

/**
 * Judges the lines of an order by the most specific rule that is for each.
 *
 * @param rules as `bySpecificity` has them
 * @param lines by their places; a class of null is of no rule
 */
export function judgeMargins(
  rules: readonly MarginRule[],
  { segment, source }: { segment: string; source: string },
  lines: readonly { itemClass: string | null; margin: Margin | null }[],
): Judged[] {
  const among = (texts: readonly string[], text: string) => texts.length === 0 || texts.includes(text)
  const own = rules.filter((rule) => among(rule.segments, segment) && among(rule.sources, source))
  if (own.length === 0) return []
  const ruleOf = new Map<string, MarginRule | undefined>()
  return lines.flatMap(({ itemClass, margin }, index): Judged[] => {
    if (itemClass === null) return []
    if (!ruleOf.has(itemClass))
      ruleOf.set(
        itemClass,
        own.find((rule) => among(rule.itemClasses, itemClass)),
      )
    const rule = ruleOf.get(itemClass)
    return rule ? [{ index, rule, below: margin && isBelow(margin, rule.floor) }] : []
  })
}
