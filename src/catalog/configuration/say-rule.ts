import { negate, TooComplex, type Bit, type Literal } from './clauses.ts'
import { parseFormula, scaleOf, type Formula, type Term } from './formula.ts'
import type { Known } from './known.ts'
import type { ModelRule } from './model.ts'

export function sayRule(known: Known, rule: ModelRule, path: string): void {
  const { clauses } = known
  known.begin({ kind: 'rule', code: rule.code, path, text: rule.text ?? textOf(rule) })
  const bit = (text: string) => bitOf(known, parseFormula(text))
  switch (rule.kind) {
    // A8-3: B says nothing of A.
    case 'implies':
      return clauses.add([negate(bit(rule.a)), bit(rule.b)])
    case 'excludes':
      return clauses.add([negate(bit(rule.a)), negate(bit(rule.b))])
    // A8-3: both ways.
    case 'requires':
      return clauses.add([clauses.iff(bit(rule.a), bit(rule.b))])
    // A8-3: exactly one of the two.
    case 'negates':
      return clauses.add([clauses.iff(bit(rule.a), negate(bit(rule.b)))])
    case 'statement':
      return clauses.add([bit(rule.must)])
    case 'defaults': {
      const { steps, parent } = known.options.get(rule.b)!
      const when = rule.a === undefined ? true : bit(rule.a)
      const within = parent ? known.options.get(parent.code)!.steps[0]! : true
      known.defaults.push({ rule: rule.code, if: when, literal: steps[0]!, option: rule.b, within })
      return
    }
    case 'table':
      return sayTable(known, rule.groups, rule.rows)
    case 'match':
      return sayMatch(known, rule.groups, rule.property)
  }
}

/** What is chosen of these groups stands in one row together, once something of each of them is chosen. */
function sayTable(known: Known, groups: readonly string[], rows: readonly (readonly string[])[]): void {
  const { clauses } = known
  const columns = groups.map((code) => known.groups.get(code)!.group.options.map((option) => option.code))
  const is = (code: string) => known.options.get(code)!.steps[0]!
  if (columns.length === 2) {
    const together = new Set(rows.map(([left, right]) => `${left}\n${right}`))
    for (const left of columns[0]!)
      for (const right of columns[1]!)
        if (!together.has(`${left}\n${right}`)) clauses.add([-is(left), -is(right)])
    return
  }
  const whole = rows.map((row) => clauses.and(row.map(is)))
  const some = columns.map((column) => clauses.or(column.map(is)))
  for (const [at, column] of columns.entries()) {
    const others = some.filter((_one, other) => other !== at)
    for (const code of column) {
      const fitting = whole.filter((_row, index) => rows[index]![at] === code)
      clauses.add([-is(code), ...others.map(negate), ...fitting])
    }
  }
}

/** What is chosen of these groups has the same property. */
function sayMatch(known: Known, groups: readonly string[], property: string): void {
  const options = groups.map((code) => known.groups.get(code)!.group.options)
  for (const [at, left] of options.entries()) {
    for (const right of options.slice(0, at)) {
      for (const one of left) {
        for (const other of right) {
          if (one.properties?.[property] === other.properties?.[property]) continue
          known.clauses.add([
            -known.options.get(one.code)!.steps[0]!,
            -known.options.get(other.code)!.steps[0]!,
          ])
        }
      }
    }
  }
}

function bitOf(known: Known, formula: Formula): Bit {
  const { clauses } = known
  switch (formula.op) {
    case 'name': {
      const option = known.options.get(formula.name)
      if (option) return option.steps[0]!
      return clauses.or(
        known.groups.get(formula.name)!.group.options.map(({ code }) => known.options.get(code)!.steps[0]!),
      )
    }
    case 'is':
      return known.attributes.get(formula.name)!.values.get(formula.value)!
    case 'not':
      return negate(bitOf(known, formula.of))
    case 'and':
      return clauses.and(formula.of.map((one) => bitOf(known, one)))
    case 'or':
      return clauses.or(formula.of.map((one) => bitOf(known, one)))
    case 'iff':
      return clauses.iff(bitOf(known, formula.left), bitOf(known, formula.right))
    case 'atMost':
      return atMostOf(known, formula.terms, formula.bound, formula.less)
  }
}

function atMostOf(known: Known, terms: readonly Term[], bound: number, less: boolean): Bit {
  const weights = new Map<Literal, number>()
  let most = bound
  let scale = 1
  // Properties may be fractions: all of the sum is scaled until none is left.
  for (const { of, name } of terms) {
    if (of !== 'sum') continue
    const values = [...known.options.values()].map(({ option }) => numberOf(option.properties?.[name]))
    scale = Math.max(scale, scaleOf(values))
  }
  const add = (literal: Literal, weight: number) => {
    if (weight !== 0) weights.set(literal, (weights.get(literal) ?? 0) + weight)
  }
  for (const { of, name, factor } of terms) {
    if (of === 'sum') {
      for (const { option, steps } of known.options.values()) {
        const value = Math.round(numberOf(option.properties?.[name]) * scale)
        for (const literal of steps) add(literal, factor * value)
      }
      continue
    }
    const option = known.options.get(name)
    const number = option ? undefined : known.attributes.get(name)!
    for (const literal of (option ?? number!).steps) add(literal, factor * scale)
    if (number) most -= factor * number.min
  }
  const weighted = [...weights].map(([literal, weight]) => [{ literal, weight }])
  const whole = most * scale - (less ? 1 : 0)
  const greatest = weighted.reduce((sum, [one]) => sum + Math.abs(one!.weight), Math.abs(whole))
  if (!Number.isSafeInteger(greatest))
    throw new TooComplex('a sum of it has numbers that are too great, or too fine, to be counted')
  return known.clauses.atMost(weighted, whole)
}

function numberOf(value: string | number | undefined): number {
  return typeof value === 'number' ? value : 0
}

/** A rule in words, where it has none of its own. */
function textOf(rule: ModelRule): string {
  switch (rule.kind) {
    case 'statement':
      return rule.must
    case 'table':
      return `${rule.groups.join(', ')} go together as a table says`
    case 'match':
      return `${rule.groups.join(', ')} have the same ${rule.property}`
    case 'defaults':
      return rule.a === undefined ? `usually ${rule.b}` : `${rule.a} usually comes with ${rule.b}`
    default:
      return `${rule.a} ${rule.kind} ${rule.b}`
  }
}
