import type { Rule } from '../platform/rules.ts'
import type { RuleNeed } from '../platform/rule-needs.ts'

/** The facts that rules are asked of: fields of variables. */
export type RuleFacts = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** A need with its fact taken apart. */
interface Need extends RuleNeed {
  variable: string
  field: string
}

interface Entry<R> {
  of: R
  rule: Rule
  needs: readonly Need[]
}

/**
 * Many rules in an order, found by what they need: of a thousand that each name a segment, a country or an item, those are
 * asked that name the one at hand. A rule that needs nothing is asked always.
 */
export class RuleBook<R> {
  /** All, in their order. */
  readonly all: readonly R[]
  readonly #entries: readonly Entry<R>[]
  /** Places of rules by fact and text; a rule stands under one of its needs only. */
  readonly #found = new Map<string, { need: Need; places: Map<string, number[]> }>()
  readonly #always: number[] = []

  /** @param needsOf what it needs besides its rule's own needs, by facts that the caller gives */
  constructor(
    rules: readonly R[],
    ruleOf: (one: R) => Rule,
    needsOf: (one: R) => readonly RuleNeed[] = () => [],
  ) {
    this.all = rules
    this.#entries = rules.map((of) => {
      const rule = ruleOf(of)
      return { of, rule, needs: [...needsOf(of), ...rule.needs].map(apart) }
    })
    this.#entries.forEach(({ needs }, place) => {
      const need = needs.find(({ among }) => among !== undefined)
      if (!need) {
        this.#always.push(place)
        return
      }
      let found = this.#found.get(need.fact)
      if (!found) this.#found.set(need.fact, (found = { need, places: new Map() }))
      for (const text of new Set(need.among)) {
        const places = found.places.get(text)
        if (places) places.push(place)
        else found.places.set(text, [place])
      }
    })
  }

  /** Those that may hold of the facts, in their order, each with whether it does; a fault does not hold. Asked one by one, as they are taken. */
  *ask(facts: RuleFacts): Generator<{ of: R; holds: boolean }> {
    for (const place of this.#placesOf(facts)) {
      const { of, rule, needs } = this.#entries[place]!
      if (!needs.every((need) => isMet(need, facts))) yield { of, holds: false }
      else {
        const outcome = rule.evaluate(facts)
        yield { of, holds: outcome.ok && outcome.value === true }
      }
    }
  }

  #placesOf(facts: RuleFacts): Iterable<number> {
    const places = [...this.#always]
    for (const { need, places: by } of this.#found.values()) {
      for (const text of textsOf(need, facts)) {
        const found = by.get(text)
        if (found) for (const place of found) places.push(place)
      }
    }
    if (places.length === this.#always.length) return places
    return new Set(places.sort((a, b) => a - b))
  }
}

function apart(need: RuleNeed): Need {
  const [variable = '', field = ''] = need.fact.split('.')
  return { ...need, variable, field }
}

function textsOf({ variable, field }: Need, facts: RuleFacts): readonly string[] {
  const fact = facts[variable]?.[field]
  if (typeof fact === 'string') return [fact]
  return Array.isArray(fact) ? (fact as string[]) : []
}

function isMet(need: Need, facts: RuleFacts): boolean {
  const { among, least, most } = need
  if (among) return textsOf(need, facts).some((text) => among.includes(text))
  const number = facts[need.variable]?.[need.field]
  if (typeof number !== 'bigint') return false
  return (least === undefined || number >= least) && (most === undefined || number <= most)
}
