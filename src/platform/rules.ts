import { createHash } from 'node:crypto'
import { Environment, type ASTNode } from '@marcbachmann/cel-js'
import { currencyDigits, parseAmount, parseMicro } from './money.ts'
import { needsOf, type RuleNeed } from './rule-needs.ts'

/**
 * The rule language: CEL, checked against declared variables before it is stored and bounded before it runs. Whole
 * numbers are int64 and come as bigint; money in rules is minor units, quantities and percentages are Micro, and
 * `minor("50.00", "GBP")` and `micro("12.5")` write them.
 */

/** The type of a declared variable: a CEL type name, or the fields of an object. */
export type RuleType =
  | 'bool'
  | 'int'
  | 'double'
  | 'string'
  | `list<${'int' | 'string' | 'bool'}>`
  | 'Texts'
  | 'Lookups'
  | RuleSchema

/** Declared variables (or fields) and their types. Keep one constant per kind of rule: rules are cached by it. */
export interface RuleSchema {
  readonly [name: string]: RuleType
}

/** Types that a rule may return. */
export type RuleResult = 'bool' | 'int' | 'double' | 'string' | `list<${'int' | 'string' | 'bool'}>`

/** What a rule returns: int as bigint. */
export type RuleValue = boolean | bigint | number | string | readonly RuleValue[]

/** Why a text is no rule. `start` and `end` are offsets in the text (end exclusive). */
export interface RuleProblem {
  code: string
  message: string
  start: number
  end: number
}

/** The outcome of one evaluation. A fault (missing fact, division by zero, overflow) is a value, never a throw. */
export type RuleOutcome = { ok: true; value: RuleValue } | { ok: false; code: string; message: string }

/** Code of the fault of a rule that no longer compiles. */
export const RULE_BROKEN = 'rule_broken'

/** A compiled rule. */
export interface Rule {
  readonly text: string
  /** First 16 hex digits of the SHA-256 of the text: names this wording in decision records. */
  readonly version: string
  /** The type that it returns. */
  readonly returns: RuleResult
  /** How deep macros stand in macros; 0: it runs over no list. */
  readonly macroNesting: number
  /** What must hold of single facts for it to be true; it is found by them where there are many rules. */
  readonly needs: readonly RuleNeed[]
  evaluate(facts: Readonly<Record<string, unknown>>): RuleOutcome
}

/** Texts by a name that a rule finds them by: `order.custom.find("color")`; one that is not there is empty. */
export class Texts {
  readonly #texts: ReadonlyMap<string, string>

  constructor(texts: ReadonlyMap<string, string>) {
    this.#texts = texts
  }

  find(name: string): string {
    return this.#texts.get(name) ?? ''
  }
}

/**
 * Tables of texts that a rule looks up in: `lookups.find("units", "DZ")`. A table or key that is not there is a fault of
 * the rule, unless the call says what to take instead of the key: `lookups.find("units", "DZ", "EA")`. A rule sees the
 * answers and never the tables, however large they are.
 */
export class Lookups {
  readonly #tables: ReadonlyMap<string, ReadonlyMap<string, string>>

  constructor(tables: ReadonlyMap<string, ReadonlyMap<string, string>>) {
    this.#tables = tables
  }

  find(table: string, key: string, otherwise?: string): string {
    const values = this.#tables.get(table)
    if (!values) throw new RangeError(`there is no lookup table "${table}"`)
    const value = values.get(key) ?? otherwise
    if (value === undefined) throw new RangeError(`the lookup table "${table}" has no "${key}"`)
    return value
  }
}

/** Bounds on a rule and on the facts it is given. */
export const ruleLimits = {
  textLength: 2_000,
  nodes: 300,
  nesting: 24,
  listLiteral: 200,
  /** Longest list among the facts; a rule with one macro inside another takes the root of it. */
  listFact: 2_500,
  stringFact: 10_000,
  macroNesting: 2,
  cachedRules: 2_000,
} as const

// matches: a regular expression of JavaScript can run for ever. bind: nested, it doubles a list at every level.
const refusedCalls = new Map([
  ['matches', 'regular expressions are not allowed: use startsWith, endsWith, contains'],
  ['bind', 'cel.bind is not allowed'],
  ['dyn', 'dyn() is not allowed: every value has a declared type'],
])
const macros = new Set(['all', 'exists', 'exists_one', 'map', 'filter'])

interface Scope {
  environment: Environment
  id: number
}

const scopes = new WeakMap<RuleSchema, Scope>()
const cache = new Map<string, Rule>()
let scopeCount = 0

/**
 * Compiles a rule against its variables; `returns` is the type that it must have (bool unless said). Compiled rules are
 * kept by text and schema in a bounded cache. A text that does not parse, type-check or keep the limits is answered
 * with its problems and their positions.
 */
export function compileRule(
  text: string,
  schema: RuleSchema,
  returns: RuleResult = 'bool',
): { ok: true; rule: Rule } | { ok: false; problems: RuleProblem[] } {
  const scope = scopeOf(schema)
  const key = `${scope.id} ${returns} ${text}`
  const cached = cache.get(key)
  if (cached) {
    // Moves to the young end: a Map keeps insertion order, the oldest is dropped first.
    cache.delete(key)
    cache.set(key, cached)
    return { ok: true, rule: cached }
  }
  const compiled = compile(text, scope.environment, schema, returns)
  if (!compiled.ok) return compiled
  cache.set(key, compiled.rule)
  if (cache.size > ruleLimits.cachedRules) cache.delete(cache.keys().next().value!)
  return compiled
}

/**
 * A rule of the set-up, which was checked when it was saved. One that no longer compiles is a fault whenever it is asked:
 * left out, it would let pass what it was there for.
 */
export function standingRule(text: string, schema: RuleSchema, returns: RuleResult = 'bool'): Rule {
  const compiled = compileRule(text, schema, returns)
  if (compiled.ok) return compiled.rule
  const why = compiled.problems.map((problem) => problem.message).join('; ')
  return brokenRule(text, returns, `it no longer compiles: ${why}`)
}

/** A rule that gives nothing but this fault. */
export function brokenRule(text: string, returns: RuleResult, message: string): Rule {
  const fault = { ok: false, code: RULE_BROKEN, message } as const
  return { text, version: versionOf(text), returns, macroNesting: 0, needs: [], evaluate: () => fault }
}

function versionOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/**
 * How many compiled rules are held.
 *
 * @seenByTests
 */
export function cachedRules(): number {
  return cache.size
}

function compile(
  text: string,
  environment: Environment,
  schema: RuleSchema,
  returns: RuleResult,
): { ok: true; rule: Rule } | { ok: false; problems: RuleProblem[] } {
  const refuse = (code: string, message: string, start = 0, end = text.length) => ({
    ok: false as const,
    problems: [{ code, message, start, end }],
  })
  if (text.trim() === '') return refuse('rule_empty', 'the rule is empty')
  if (text.length > ruleLimits.textLength) {
    return refuse(
      'rule_too_long',
      `the rule has ${text.length} characters; ${ruleLimits.textLength} are allowed`,
    )
  }
  let parsed
  try {
    parsed = environment.parse(text)
  } catch (error) {
    return { ok: false, problems: [problemOf(error, 'rule_syntax', text)] }
  }
  const problems: RuleProblem[] = []
  const depth = inspect(parsed.ast, problems)
  if (problems.length > 0) return { ok: false, problems }
  if (depth > ruleLimits.macroNesting) {
    return refuse(
      'rule_too_nested',
      `a macro stands in a macro ${depth} deep; ${ruleLimits.macroNesting} are allowed`,
    )
  }
  let type: string
  try {
    const checked = parsed.check()
    if (!checked.valid) return { ok: false, problems: [problemOf(checked.error, 'rule_type', text)] }
    type = checked.type ?? 'dyn'
  } catch (error) {
    return { ok: false, problems: [problemOf(error, 'rule_type', text)] }
  }
  if (type !== returns) return refuse('rule_result', `the rule gives ${type}; ${returns} is asked`)
  const longest = depth < 2 ? ruleLimits.listFact : Math.floor(Math.sqrt(ruleLimits.listFact))
  const version = versionOf(text)
  const evaluate = (facts: Readonly<Record<string, unknown>>): RuleOutcome => {
    const oversized = tooLarge(facts, schema, longest, '')
    if (oversized !== undefined) {
      return { ok: false, code: 'rule_facts_too_large', message: `${oversized} is too large for this rule` }
    }
    try {
      const value: unknown = parsed(facts)
      if (isRuleValue(value)) return { ok: true, value }
      return { ok: false, code: 'rule_fault', message: 'the rule gave a value that is not a plain one' }
    } catch (error) {
      return { ok: false, code: 'rule_fault', message: firstLine(error) }
    }
  }
  const needs = returns === 'bool' ? needsOf(parsed.ast) : []
  return { ok: true, rule: { text, version, returns, macroNesting: depth, needs, evaluate } }
}

function scopeOf(schema: RuleSchema): Scope {
  const known = scopes.get(schema)
  if (known) return known
  const environment = new Environment({
    limits: {
      maxAstNodes: ruleLimits.nodes,
      maxDepth: ruleLimits.nesting,
      maxListElements: ruleLimits.listLiteral,
      maxMapEntries: 50,
      maxCallArguments: 8,
    },
  })
  environment.registerType('Texts', Texts)
  environment.registerFunction('Texts.find(string): string', (texts: Texts, name: string) => texts.find(name))
  environment.registerType('Lookups', Lookups)
  environment.registerFunction(
    'Lookups.find(string, string): string',
    (lookups: Lookups, table: string, key: string) => lookups.find(table, key),
  )
  environment.registerFunction(
    'Lookups.find(string, string, string): string',
    (lookups: Lookups, table: string, key: string, otherwise: string) => lookups.find(table, key, otherwise),
  )
  for (const [name, type] of Object.entries(schema)) {
    if (typeof type === 'string') environment.registerVariable(name, type)
    else environment.registerVariable({ name, schema: type as never })
  }
  environment.registerFunction('micro(string): int', (text: string) => {
    const value = parseMicro(text)
    if (value === undefined) throw new RangeError(`"${text}" is not a decimal with at most 6 places`)
    return value
  })
  environment.registerFunction('minor(string, string): int', (text: string, currency: string) => {
    const value = parseAmount(text, currency)
    if (value === undefined) {
      throw new RangeError(`"${text}" is not an amount of ${currency} (${currencyDigits(currency)} decimals)`)
    }
    return value
  })
  scopeCount += 1
  const scope = { environment, id: scopeCount }
  scopes.set(schema, scope)
  return scope
}

/** Walks the tree, notes what is refused, returns how deep macros stand in macros. */
function inspect(node: ASTNode, problems: RuleProblem[]): number {
  const name = node.op === 'call' || node.op === 'rcall' ? node.args[0] : undefined
  const refused = name === undefined ? undefined : refusedCalls.get(name)
  if (refused !== undefined) {
    problems.push({ code: 'rule_call_refused', message: refused, start: node.start, end: node.end })
  }
  if (node.op === 'rcall' && macros.has(node.args[0])) {
    const receiver = node.args[1]
    // A macro over a sum of lists would run longer than the longest fact.
    if (!isPlainList(receiver)) {
      const message = `${node.args[0]} runs over a variable, a field or a literal list only`
      problems.push({ code: 'rule_macro_range', message, start: receiver.start, end: receiver.end })
    }
    let inner = 0
    for (const argument of node.args[2]) inner = Math.max(inner, inspect(argument, problems))
    return Math.max(inspect(receiver, problems), inner + 1)
  }
  let depth = 0
  for (const child of children(node)) depth = Math.max(depth, inspect(child, problems))
  return depth
}

function isPlainList(node: ASTNode): boolean {
  if (node.op === 'id' || node.op === 'value') return true
  if (node.op === '.') return isPlainList(node.args[0])
  if (node.op === 'list') return node.args.every(isPlainList)
  if (node.op === 'rcall') return node.args[0] === 'filter' && isPlainList(node.args[1])
  return false
}

function children(node: ASTNode): ASTNode[] {
  const found: ASTNode[] = []
  const gather = (value: unknown) => {
    if (Array.isArray(value)) value.forEach(gather)
    else if (typeof value === 'object' && value !== null && 'op' in value) found.push(value as ASTNode)
  }
  gather(node.args)
  return found
}

function tooLarge(
  facts: Readonly<Record<string, unknown>>,
  schema: RuleSchema,
  longest: number,
  path: string,
): string | undefined {
  for (const name in schema) {
    const fact = facts[name]
    if (typeof fact === 'string') {
      if (fact.length > ruleLimits.stringFact) return path + name
    } else if (Array.isArray(fact)) {
      if (fact.length > longest) return path + name
    } else if (typeof fact === 'object' && fact !== null) {
      const fields = schema[name]
      if (typeof fields !== 'object') continue
      const found = tooLarge(fact as Record<string, unknown>, fields, longest, `${path}${name}.`)
      if (found !== undefined) return found
    }
  }
  return undefined
}

function isRuleValue(value: unknown): value is RuleValue {
  if (Array.isArray(value)) return value.every(isRuleValue)
  return ['boolean', 'bigint', 'number', 'string'].includes(typeof value)
}

function problemOf(error: unknown, code: string, text: string): RuleProblem {
  const range = (error as { range?: { start: number; end: number } } | undefined)?.range
  return { code, message: firstLine(error), start: range?.start ?? 0, end: range?.end ?? text.length }
}

function firstLine(error: unknown): string {
  const summary = (error as { summary?: string } | undefined)?.summary
  const message = summary ?? (error instanceof Error ? error.message : String(error))
  return message.split('\n')[0] ?? message
}
