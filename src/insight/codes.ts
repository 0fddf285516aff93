import type { Json } from '../platform/json.ts'

/** Ids that stand in decisions, as text, and what the world calls them. */
export type Names = ReadonlyMap<string, string>

export function namesOf(rows: readonly { id: bigint | null; code: string | null }[]): Names {
  return new Map(rows.map(({ id, code }) => [String(id), code ?? '']))
}

/** A stored promise decision, `losers: ['17 short']`, with the codes of its locations: `[{ location, why }]`. */
export function nameLocations(decision: Json, locations: Names): Json {
  if (decision === null || typeof decision !== 'object' || Array.isArray(decision)) return decision
  const { losers } = decision
  if (!Array.isArray(losers)) return decision
  const named = losers.map((loser) => {
    const [id = '', why = ''] = String(loser).split(' ')
    return { location: locations.get(id) ?? null, why }
  })
  return { ...decision, losers: named }
}

/** A stored waterfall, whose rules are 'id@version' and losers 'id@version why', with codes for the ids. */
export function nameRules(waterfall: Json, rules: Names): Json {
  if (!Array.isArray(waterfall)) return waterfall
  const named = (text: Json): Json =>
    typeof text === 'string' ? text.replace(/^[0-9]+(?=@)/, (id) => rules.get(id) ?? id) : text
  return waterfall.map((step) => {
    if (!Array.isArray(step)) return step
    const [kind = null, rule = null, ...rest] = step
    const amounts = rest.map((one) => (Array.isArray(one) ? one.map(named) : one))
    return [kind, named(rule), ...amounts]
  })
}
