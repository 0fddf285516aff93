import { escapePointer } from '../../platform/http/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import type { RuleSchema } from '../../platform/rules.ts'
import { BODY, LINE, problemOf } from './expression.ts'
import { MappedSettings, type Gives } from './settings.ts'

/** A declared part of the settings, as far as it is walked here. */
interface Declared {
  gives?: Gives
  properties?: Record<string, Declared>
  patternProperties?: Record<string, Declared>
  items?: Declared
}

/** What is wrong with the fields of a mapping that has the right form: every field at once, each with its place. */
export function checkMapping(settings: MappedSettings): Problem[] {
  const problems: Problem[] = []
  walk(MappedSettings as unknown as Declared, settings, '', BODY, problems)
  const { unitPrice, amount } = settings.order.lines
  if (unitPrice !== undefined && amount !== undefined)
    problems.push({
      path: '/order/lines/amount',
      code: 'one_of',
      message: 'A line says its unit price or its amount, not both.',
    })
  if (settings.csv && settings.xml)
    problems.push({ path: '/xml', code: 'one_of', message: 'Bodies are CSV or XML, not both.' })
  return problems
}

function walk(
  declared: Declared,
  value: unknown,
  path: string,
  schema: RuleSchema,
  problems: Problem[],
): void {
  if (value === undefined) return
  if (declared.gives !== undefined) {
    const message = problemOf(value as string, declared.gives, schema)
    if (message !== undefined) problems.push({ path, code: 'bad_expression', message })
    return
  }
  // An array of fields, an address among them.
  if (Array.isArray(value)) {
    for (const [index, one] of value.entries())
      walk(declared.items!, one, `${path}/${index}`, schema, problems)
    return
  }
  if (typeof value !== 'object' || value === null) return
  const [others] = Object.values(declared.patternProperties ?? {})
  for (const [name, inner] of Object.entries(value)) {
    const member = declared.properties?.[name] ?? others
    // Only what a list is read by speaks of its lines.
    const within = isList(declared.properties?.[name]) ? LINE : schema
    if (member) walk(member, inner, `${path}/${escapePointer(name)}`, within, problems)
  }
}

const isList = (declared: Declared | undefined): boolean => declared?.properties?.['each'] !== undefined
