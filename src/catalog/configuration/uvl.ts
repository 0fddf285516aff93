import type { Problem } from '../../platform/outcome.ts'
import { FormulaError, parseFormula } from './formula.ts'
import {
  MOST_GROUPS,
  MOST_OPTIONS,
  MOST_RULES,
  type Model,
  type ModelGroup,
  type ModelOption,
} from './model.ts'

/**
 * A feature model in the Universal Variability Language as a configuration model: features are options, groups are groups,
 * constraints are statements. Read are groups with their numbers, quantities of features, attributes with plain values, and
 * constraints over names and sums. Typed features, imports and constraints in attributes are refused by their line.
 */
export function readUvl(
  text: string,
): { ok: true; code: string; model: Model } | { ok: false; problems: Problem[] } {
  try {
    return { ok: true, ...new Reader(text).read() }
  } catch (error) {
    if (!(error instanceof UvlError)) throw error
    return {
      ok: false,
      problems: [{ path: `/lines/${error.line}`, code: 'uvl_not_read', message: error.message }],
    }
  }
}

class UvlError extends Error {
  readonly line: number
  constructor(line: number, message: string) {
    super(`line ${line}: ${message}`)
    this.line = line
  }
}

interface Line {
  number: number
  indent: number
  text: string
}

const CARDINALITY = /^\[(\d+)(?:\.\.(\d+|\*))?\]$/
const FEATURE =
  /^(?:(Boolean|Integer|Real|String)\s+)?(?:"([^"]*)"|([^\s{}"]+))\s*(?:cardinality\s+(\[[^\]]*\])\s*)?(\{.*\})?$/
const TAB = 4
/** Of a constraint no more is read than a rule may have. */
const LONGEST_LINE = 4000
/** How deep features may stand in each other. */
const DEEPEST = 100

class Reader {
  readonly #lines: Line[]
  #at = 0
  #features = 0
  readonly #groups: ModelGroup[] = []

  constructor(text: string) {
    this.#lines = text.split(/\r?\n/).flatMap((line, index) => {
      const bare = line.replace(/\/\/.*$/, '').trimEnd()
      if (bare.trim() === '') return []
      if (bare.length > LONGEST_LINE)
        throw new UvlError(index + 1, `a line has at most ${LONGEST_LINE} characters`)
      const lead = /^[ \t]*/.exec(bare)![0]
      const indent = [...lead].reduce((sum, one) => sum + (one === '\t' ? TAB : 1), 0)
      return [{ number: index + 1, indent, text: bare.trim() }]
    })
  }

  read(): { code: string; model: Model } {
    let root: ModelOption | undefined
    const rules: NonNullable<Model['rules']> = []
    while (this.#at < this.#lines.length) {
      const line = this.#lines[this.#at++]!
      if (line.text === 'features') {
        if (root) throw new UvlError(line.number, 'features are told twice')
        const first = this.#below(line)
        if (!first) throw new UvlError(line.number, 'a root feature is expected below features')
        root = this.#feature(0)
      } else if (line.text === 'constraints') {
        for (let next = this.#below(line); next; next = this.#below(line)) {
          this.#at++
          rules.push(constraint(next, rules.length))
        }
      } else if (line.text === 'imports') throw new UvlError(line.number, 'imports are not read')
      else if (line.text === 'include') for (; this.#below(line); this.#at++);
      else if (!line.text.startsWith('namespace '))
        throw new UvlError(line.number, `cannot read "${line.text}"`)
    }
    if (!root) throw new UvlError(1, 'there are no features')
    const group: ModelGroup = { code: root.code, options: [{ ...root, included: true }] }
    return {
      code: root.code,
      model: { groups: [group, ...this.#groups], ...(rules.length > 0 ? { rules } : {}) },
    }
  }

  /** The next line, if it stands in this one. */
  #below({ indent }: Line): Line | undefined {
    const next = this.#lines[this.#at]
    return next && next.indent > indent ? next : undefined
  }

  #feature(depth: number): ModelOption {
    const line = this.#lines[this.#at++]!
    if (depth > DEEPEST) throw new UvlError(line.number, `features stand at most ${DEEPEST} deep`)
    if (++this.#features > MOST_OPTIONS)
      throw new UvlError(line.number, `at most ${MOST_OPTIONS} features are read`)
    const match = FEATURE.exec(line.text)
    if (!match) throw new UvlError(line.number, `cannot read "${line.text}" as a feature`)
    const [, type, quoted, plain, cardinality, attributes] = match
    if (type && type !== 'Boolean') throw new UvlError(line.number, `features of type ${type} are not read`)
    const option: ModelOption = { code: (quoted ?? plain)! }
    if (cardinality !== undefined) {
      const { min, max } = this.#numbers(cardinality, line)
      if (max === undefined || max < 1) throw new UvlError(line.number, 'a quantity needs its most')
      option.quantity = { min: Math.max(1, min), max }
    }
    const properties = attributes === undefined ? {} : propertiesOf(attributes, line)
    if (Object.keys(properties).length > 0) option.properties = properties
    for (let next = this.#below(line), at = 1; next; next = this.#below(line), at++)
      this.#group(option.code, at, depth)
    return option
  }

  #group(of: string, index: number, depth: number): void {
    const line = this.#lines[this.#at++]!
    const options: ModelOption[] = []
    const kind = this.#kind(line)
    // Before the groups of its own features: what others stand in comes first.
    const group: ModelGroup = {
      code: `${of}/${index}`.slice(-100),
      name: of.slice(0, 300),
      of,
      ...kind,
      options,
    }
    if (this.#groups.push(group) > MOST_GROUPS)
      throw new UvlError(line.number, `at most ${MOST_GROUPS} groups are read`)
    for (let next = this.#below(line); next; next = this.#below(line)) options.push(this.#feature(depth + 1))
    if (options.length === 0) throw new UvlError(line.number, `"${line.text}" has no features`)
    if (line.text === 'mandatory') for (const option of options) option.included = true
  }

  #kind(line: Line): { min?: number; max?: number } {
    if (line.text === 'alternative') return { min: 1, max: 1 }
    if (line.text === 'or') return { min: 1 }
    if (line.text === 'mandatory' || line.text === 'optional') return {}
    const { min, max } = this.#numbers(line.text, line)
    return { min, ...(max === undefined ? {} : { max }) }
  }

  #numbers(text: string, line: Line): { min: number; max: number | undefined } {
    const match = CARDINALITY.exec(text)
    if (!match) throw new UvlError(line.number, `"${text}" is no kind of group`)
    const min = Number(match[1])
    return { min, max: match[2] === undefined ? min : match[2] === '*' ? undefined : Number(match[2]) }
  }
}

function constraint({ number, text }: Line, index: number): NonNullable<Model['rules']>[number] {
  if (index >= MOST_RULES) throw new UvlError(number, `at most ${MOST_RULES} constraints are read`)
  try {
    parseFormula(text)
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    throw new UvlError(number, error.message)
  }
  return { kind: 'statement', code: `C${index + 1}`, must: text }
}

/** `{abstract, Price 5, Name 'x'}`: what has a value is a property. */
function propertiesOf(text: string, line: Line): Record<string, string | number> {
  const found: Record<string, string | number> = {}
  for (const part of partsOf(text.slice(1, -1))) {
    if (part.trim() === '') continue
    const match = /^\s*("[^"]*"|[^\s']+)(?:\s+(?:'([^']*)'|(-?\d+(?:\.\d+)?)|(true|false)))?\s*$/.exec(part)
    if (!match || /^constraints?$/.test(match[1]!))
      throw new UvlError(line.number, `cannot read the attribute "${part.trim()}"`)
    const [, name, value, number] = match
    if (value !== undefined) found[name!.replaceAll('"', '')] = value
    else if (number !== undefined) found[name!.replaceAll('"', '')] = Number(number)
  }
  return found
}

/** What stands between commas that no quotation holds. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let from = 0
  let quoted = false
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "'") quoted = !quoted
    else if (text[at] === ',' && !quoted) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  return [...parts, text.slice(from)]
}
