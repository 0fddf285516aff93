import { negate, type Bit, type Literal, type Part, type Step } from './clauses.ts'
import type { KnownAttribute, KnownGroup, KnownOption } from './compiled.ts'
import type { Known } from './known.ts'
import { holdsOn, type ModelGroup, type ModelOption } from './model.ts'

export function sayOption(known: Known, { option, path, parent, steps, min }: KnownOption): void {
  const { clauses } = known
  const name = option.name ?? option.code
  const [is] = steps
  clauses.steps(steps)
  for (let k = 1; k < min; k++) clauses.define([-is!, steps[k]!])
  if (parent) {
    const within = known.options.get(parent.code)!.steps[0]!
    const holder = parent.name ?? parent.code
    known.begin({ kind: 'structure', code: option.code, path, text: `${name} is a choice in ${holder}` })
    clauses.add([-is!, within])
    if (option.included) {
      known.begin({ kind: 'structure', code: option.code, path, text: `${name} is included in ${holder}` })
      clauses.add([-within, is!])
    }
  } else if (option.included) {
    known.begin({ kind: 'structure', code: option.code, path, text: `${name} is always included` })
    clauses.add([is!])
  }
  if (!holdsOn(option, known.on)) {
    const text = `${name} is not sold on this day`
    known.begin({ kind: 'structure', code: option.code, path, text })
    clauses.add([-is!])
  }
}

export function sayGroup(known: Known, { group, path, parent }: KnownGroup): void {
  const { min = 0, max } = group
  const literals = group.options.map((option) => known.options.get(option.code)!.steps[0]!)
  const holder: Bit = parent ? known.options.get(parent.code)!.steps[0]! : true
  const { clauses } = known
  const name = group.name ?? group.code
  const say = (text: string) => known.begin({ kind: 'structure', code: group.code, path, text })
  const weighted = literals.map((literal) => [{ literal, weight: 1 }])
  if (min > 0) {
    say(`${name}: at least ${min} of ${literals.length} must be chosen`)
    known.leastOf.set(group.code, clauses.constraint)
    if (min === 1) clauses.add([negate(holder), ...literals])
    else clauses.add([negate(holder), negate(clauses.atMost(weighted, min - 1))])
  }
  if (max === undefined || max >= literals.length) return
  say(`${name}: at most ${max} may be chosen`)
  // Pairs are as good as a diagram and say more, so long there are few.
  if (max === 1 && literals.length <= 24) {
    for (const [at, one] of literals.entries())
      for (const other of literals.slice(0, at)) clauses.add([-one, -other])
  } else clauses.add([clauses.atMost(weighted, max)])
}

export function sayAttribute(known: Known, { attribute, path, values, steps }: KnownAttribute): void {
  const { clauses } = known
  const name = attribute.name ?? attribute.code
  known.begin({ kind: 'structure', code: attribute.code, path, text: `${name} has one value` })
  clauses.steps(steps)
  const all = [...values.values()]
  if (all.length > 1)
    clauses.add([
      clauses.atMost(
        all.map((literal) => [{ literal, weight: 1 }]),
        1,
      ),
    ])
  if (attribute.required && all.length > 0) {
    known.begin({ kind: 'structure', code: attribute.code, path, text: `${name} must have a value` })
    clauses.add(all)
  }
}

export function sayResource(
  known: Known,
  { code, name = code, capacity }: { code: string; name?: string; capacity: number },
  at: number,
): void {
  const parts: Part[] = []
  let gives = false
  for (const { group, parent } of known.groups.values()) {
    const using: Part[] = []
    for (const { code: name } of group.options) {
      const { option, steps } = known.options.get(name)!
      const weight = (option.uses?.[code] ?? 0) - (option.gives?.[code] ?? 0)
      if (weight > 0) using.push(steps.map((literal, k) => ({ literal, weight: weight * (k + 1) })))
      if (weight < 0) parts.push(...steps.map((literal) => [{ literal, weight }]))
      gives ||= weight < 0
    }
    if (group.max !== 1 || using.length < 2) parts.push(...using)
    else parts.push(oneOf(known, using, group, parent))
  }
  const text = `${name}: no more than ${capacity}${gives ? ' and what is given' : ''} can be used`
  known.begin({ kind: 'resource', code, path: `/resources/${at}`, text })
  known.clauses.add([known.clauses.atMost(parts, capacity)])
}

/** Options of which at most one is chosen, as one part of a sum: it weighs as much as the heaviest of them. */
function oneOf(
  known: Known,
  using: readonly Part[],
  group: ModelGroup,
  parent: ModelOption | undefined,
): Part {
  const { clauses } = known
  const steps = [...Map.groupBy(using.flat(), ({ weight }) => weight)].sort(([a], [b]) => b - a)
  const part: Step[] = []
  let heavier: Bit = false
  for (const [weight, own] of steps) {
    heavier = clauses.or([heavier, ...own.map(({ literal }) => literal)])
    part.unshift({ literal: heavier as Literal, weight })
  }
  const least = known.leastOf.get(group.code)
  if (least !== undefined && using.length === group.options.length) {
    // Whichever is chosen, it weighs that much: a clause at hand says so of the group, and propagation does not see it there.
    const { constraint } = clauses
    clauses.constraint = least
    const holder: Bit = parent ? known.options.get(parent.code)!.steps[0]! : true
    clauses.add([negate(holder), part[0]!.literal])
    clauses.constraint = constraint
  }
  return part
}
