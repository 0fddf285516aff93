import type { Json } from '../platform/json.ts'

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
  const { costs: _costs, ...others } = decisions
  return others
}
