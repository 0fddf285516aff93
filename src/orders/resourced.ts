import type { Item } from '../catalog/index.ts'
import type { StockFacts } from '../inventory/index.ts'
import type { Company } from '../organization/index.ts'
import type { JsonObject } from '../platform/json.ts'
import type { Minor } from '../platform/money.ts'
import { judgeMargins, type Offer } from '../pricing/index.ts'
import type { ComponentLine } from './components.ts'
import { leavesLess } from './guardrail.ts'
import { weighOrder } from './margin.ts'
import type { Hold, Order } from './order.ts'
import { wayOf } from './want.ts'

/** An order that other places serve than when it was agreed. */
export interface Resourced {
  order: Order
  company: Company
  /** By the places of its lines. */
  items: readonly (Item | undefined)[]
  components: readonly ComponentLine[]
  /** Segment of its account. */
  segment: string
  offer: Pick<Offer, 'fees' | 'marginRules'>
  stock: StockFacts
  /** The lines that are served from elsewhere. */
  lineNos: ReadonlySet<number>
}

/**
 * The hold of an order of which a line leaves less than its margin rule wants since it is served from elsewhere, whatever the action of the
 * rule (N-10); undefined: none is, it costs no more than what somebody has agreed to, or it is held for its margin already.
 */
export function holdForResourced(of: Resourced): Omit<Hold, 'id' | 'released'> | undefined {
  const { order, company, items, components, segment, offer, stock, lineNos } = of
  const { fees, marginRules } = offer
  if (marginRules.length === 0 || order.decisions.historic) return undefined
  if (order.holds.some(({ code, released }) => code === 'margin' && !released)) return undefined
  const places = new Map(order.lines.map(({ lineNo }, index) => [lineNo, index]))
  // What is in the price of another line was given no price of its own.
  const within = new Map(
    components.flatMap(({ lineNo, parentNo }): [number, number][] => {
      const place = places.get(lineNo)!
      return order.lines[place]!.unitPrice === 0n ? [[place, places.get(parentNo)!]] : []
    }),
  )
  const text = (name: string) => {
    const value = order.decisions[name]
    return typeof value === 'string' ? value : undefined
  }
  const to = { country: order.shipToCountry, region: order.shipToRegion }
  const margins = weighOrder({
    order,
    company,
    items,
    within,
    fee: fees.get(text('paymentMethod') ?? ''),
    way: wayOf({ ...to, shipMethod: text('shipMethod') }),
    stock,
    always: true,
  })!
  const judged = judgeMargins(
    marginRules,
    { segment, source: order.source },
    order.lines.map(({ itemClass }, index) => ({
      itemClass: within.has(index) ? null : itemClass,
      margin: margins[index]!.margin,
    })),
  )
  const before = costsAgreed(order.decisions)
  const moved = new Set([...lineNos].map((lineNo) => places.get(lineNo)!))
  for (const place of moved) moved.add(within.get(place) ?? place)
  const below = judged.filter(({ index, below: is, rule }) => {
    const agreed = before.get(`${rule.code} ${order.lines[index]!.lineNo}`)
    return is && moved.has(index) && (agreed === undefined || margins[index]!.margin!.cost > agreed)
  })
  if (below.length === 0) return undefined
  return {
    lineNo: null,
    lineNos: null,
    taskKind: null,
    kind: 'system',
    code: 'margin',
    reason: `served from elsewhere ${leavesLess(below)}`,
    placedBy: 'system',
    expiresOn: null,
  }
}

/** What lines below their floor cost when the order was agreed, as `guardrail` keeps it: by rule and line number. */
function costsAgreed({ guardrail }: JsonObject): Map<string, Minor> {
  const rows = (guardrail ?? []) as [rule: string, string, string, unknown, [number, string, string][]][]
  return new Map(
    rows.flatMap(([rule, , , , below]) =>
      below.map(([lineNo, , cost]): [string, Minor] => [
        `${rule.slice(0, rule.lastIndexOf('@'))} ${lineNo}`,
        BigInt(cost),
      ]),
    ),
  )
}
