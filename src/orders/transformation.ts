import { Type, type TSchema } from 'typebox'
import { checkBody, type Check } from '../platform/http/index.ts'
import { brokenRule, standingRule, type Rule, type RuleSchema } from '../platform/rules.ts'
import { OrderInput, OrderLineInput } from './order-input.ts'
import { LEAST_PRIORITY, MOST_PRIORITY } from './order.ts'
import { lineTransformationFacts, orderTransformationFacts } from './rule-facts.ts'

/** Something of an order that a rule can set: where it stands, and the form of its value (O-06). */
export interface Target {
  of: 'order' | 'line'
  /** Members from the order, or from its line, to the value. */
  path: readonly string[]
  returns: 'int' | 'string' | 'bool'
  check: Check
  facts: RuleSchema
}

const line = OrderLineInput.properties
const address = OrderInput.properties.shipTo.properties

const TARGETS: ReadonlyMap<string, Target> = new Map(
  [
    target('priority', 'int', Type.Integer({ minimum: LEAST_PRIORITY, maximum: MOST_PRIORITY })),
    target('customerReference', 'string', OrderInput.properties.customerReference),
    target('requestedOn', 'string', OrderInput.properties.requestedOn),
    target('prepaid', 'bool', OrderInput.properties.prepaid),
    target('shipTo.country', 'string', address.country),
    target('shipTo.region', 'string', address.region),
    target('lines.sku', 'string', line.sku),
    target('lines.uom', 'string', line.uom),
    target('lines.requestedOn', 'string', line.requestedOn),
  ].map((one) => [nameOf(one), one]),
)
const customText = Type.String({ maxLength: 2000 })
const CUSTOM = /^(lines\.)?custom\.[A-Za-z0-9_-]{1,100}$/

/** Stands for what a stored rule sets and nothing can be set to any more. */
const UNKNOWN = target('', 'string', customText)

/** Names of what can be set, for people. */
export const TARGET_NAMES: readonly string[] = [...TARGETS.keys(), 'custom.<name>', 'lines.custom.<name>']

/** What `priority`, `lines.sku`, `custom.color` … mean; undefined: nothing that can be set. */
export function targetOf(sets: string): Target | undefined {
  return TARGETS.get(sets) ?? (CUSTOM.test(sets) ? target(sets, 'string', customText) : undefined)
}

function target(name: string, returns: Target['returns'], schema: TSchema): Target {
  const path = name.split('.')
  const of = path[0] === 'lines' ? 'line' : 'order'
  if (of === 'line') path.shift()
  const facts = of === 'line' ? lineTransformationFacts : orderTransformationFacts
  return { of, path, returns, check: checkBody(schema), facts }
}

function nameOf({ of, path }: Target): string {
  return [...(of === 'line' ? ['lines'] : []), ...path].join('.')
}

/** A rule of a target, compiled. */
export interface Transformation {
  name: string
  condition: Rule | null
  value: Rule
}

/** The rules of one target, the most relevant first. */
export interface TransformationsOf {
  target: Target
  rules: Transformation[]
}

/** A rule as it is stored. */
export interface TransformationRow {
  name: string
  condition: string | null
  sets: string
  value: string
}

/**
 * Gathers the rules of a company by what they set. They were checked when they were set up; an order to which one applies
 * that no longer compiles, or sets what nothing can be set to any more, fails with that.
 *
 * @param rows the most relevant first
 */
export function gatherTransformations(rows: readonly TransformationRow[]): TransformationsOf[] {
  const gathered = new Map<string, TransformationsOf>()
  for (const { name, condition, sets, value } of rows) {
    const meant = gathered.get(sets)?.target ?? targetOf(sets)
    const { facts, returns } = meant ?? UNKNOWN
    const rule = {
      name,
      condition: condition === null ? null : standingRule(condition, facts),
      value: meant
        ? standingRule(value, facts, returns)
        : brokenRule(value, returns, `it sets ${sets}, which nothing sets any more`),
    }
    const known = gathered.get(sets)
    if (known) known.rules.push(rule)
    else gathered.set(sets, { target: meant ?? { ...UNKNOWN, path: [sets] }, rules: [rule] })
  }
  return [...gathered.values()]
}
