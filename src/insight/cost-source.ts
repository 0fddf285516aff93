import type { LineMargin } from '../orders/index.ts'
import { toFunctional } from '../organization/index.ts'
import type { Json } from '../platform/json.ts'
import { currencyDigits, formatAmount, mulPriceQuantity, type Micro, type Minor } from '../platform/money.ts'
import { marginOf, type LineCost } from '../pricing/index.ts'

/** By line: the outside system that stated its cost, and when it looked. */
export type CostSources = ReadonlyMap<number, { system: string; asOf: string }>

/** Reads the decision `costs` of an order: `[[system, as of, [line numbers]], …]` (orders/outside.ts). */
export function costSources(decisions: Json): CostSources {
  const sources = new Map<number, { system: string; asOf: string }>()
  if (decisions === null || typeof decisions !== 'object' || Array.isArray(decisions)) return sources
  for (const row of (decisions['costs'] ?? []) as [string, string, number[]][])
    for (const line of row[2]) sources.set(line, { system: row[0], asOf: row[1] })
  return sources
}

/** The decisions of an order for who does not see costs. */
export function withoutCosts(decisions: Json): Json {
  if (decisions === null || typeof decisions !== 'object' || Array.isArray(decisions)) return decisions
  const { costs: _costs, margin: _margin, guardrail: _guardrail, ...others } = decisions
  return others
}

/** By line: what its goods (null: nobody said), its way and its payment cost, minor units of the books' currency. */
export type KeptCosts = ReadonlyMap<number, LineCost>

/** Reads the decision `margin` of an order: `[[line number, goods, freight, payment], …]` (orders/margin.ts). */
export function keptCosts(decisions: Json): KeptCosts {
  const kept = new Map<number, LineCost>()
  if (decisions === null || typeof decisions !== 'object' || Array.isArray(decisions)) return kept
  for (const [line, goods, freight, payment] of (decisions['margin'] ?? []) as [
    number,
    string | null,
    string,
    string,
  ][])
    kept.set(line, {
      goods: goods === null ? null : BigInt(goods),
      freight: BigInt(freight),
      payment: BigInt(payment),
    })
  return kept
}

/** What a line leaves: at the costs that were kept, else at what a unit of it was shown to cost. */
export function marginOfLine(
  line: { line_no: number; kind: string; net: Minor; quantity: Micro; unit_cost: Micro | null },
  of: { currency: string; functional: string; rateE10: bigint; kept: KeptCosts },
): LineMargin {
  const digits = currencyDigits(of.functional)
  const net = toFunctional(line.net, of.rateE10, currencyDigits(of.currency), digits)
  const cost = of.kept.get(line.line_no) ?? {
    goods:
      line.unit_cost === null
        ? line.kind === 'goods'
          ? null
          : 0n
        : mulPriceQuantity(line.unit_cost, line.quantity, digits),
    freight: 0n,
    payment: 0n,
  }
  return { net, cost, margin: marginOf(net, cost) }
}

/** The decision `guardrail` of an order (orders/guardrail.ts). */
type Guardrail = [rule: string, floor: string, action: string, Json[], [number, string, string][], Json[]][]

/** Its problems, for who sees costs with what the lines leave that are below their floor: net, cost, margin and floor (P-16). */
export function problemsWithMargins(problems: Json, decisions: Json, currency: string): Json {
  if (!Array.isArray(problems) || decisions === null || typeof decisions !== 'object') return problems
  if (Array.isArray(decisions)) return problems
  const told = ((decisions['guardrail'] ?? []) as Guardrail)
    .flatMap(([rule, floor, action, , below]) =>
      action === 'block' ? below.map(([line, net, cost]) => ({ rule, floor, line, net, cost })) : [],
    )
    .toSorted((a, b) => a.line - b.line)
  const places = problems.filter(isBelowFloor)
  if (places.length !== told.length) return problems
  return problems.map((problem) => {
    const place = places.indexOf(problem)
    if (place < 0) return problem
    const { rule, floor, net, cost } = told[place]!
    const margin = BigInt(net) - BigInt(cost)
    const amount = (minor: bigint) => `${formatAmount(minor, currency)} ${currency}`
    const message = `net ${amount(BigInt(net))}, cost ${amount(BigInt(cost))}, margin ${amount(margin)}; rule ${rule} wants ${floor} % of net: raise its price`
    return { ...(problem as object), message }
  })
}

function isBelowFloor(problem: Json): boolean {
  return (
    problem !== null &&
    typeof problem === 'object' &&
    !Array.isArray(problem) &&
    problem['code'] === 'margin_below_floor'
  )
}
