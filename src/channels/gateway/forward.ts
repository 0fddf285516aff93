import { Type, type Static } from 'typebox'
import { escapePointer } from '../../platform/http/index.ts'
import type { Problem } from '../../platform/outcome.ts'
import { ruleLimits, type RuleSchema } from '../../platform/rules.ts'
import { BODY, LINE, problemOf } from '../mapped/expression.ts'
import { Lookups } from '../mapped/settings.ts'
import { rootProblem, nameProblem } from './xml.ts'

/**
 * How messages of a channel are handed on (C-22). A template is the message as the receiver wants it: each text in it is a field
 * (JSON Pointer or CEL, as in a mapping), each object and list stands there as it is, and an object with one of the words
 * beginning with "$" stands for what they say.
 */
export const Forward = Type.Object(
  {
    channel: Type.String({
      minLength: 1,
      maxLength: 100,
      description: 'Code of a channel that is a gateway',
    }),
    format: Type.Optional(
      Type.Union([Type.Literal('json'), Type.Literal('xml')], { description: 'json when absent' }),
    ),
    template: Type.Optional(
      Type.Record(Type.String({ maxLength: 200 }), Type.Unknown(), {
        description: 'docs/guides/hand-on-to-another-system.md; absent: the message as it came',
      }),
    ),
    lookups: Type.Optional(Lookups),
  },
  { additionalProperties: false },
)
export type Forward = Static<typeof Forward>

/** Texts, objects and lists of a template, */
const MOST_PARTS = 1000
/** and how deep they stand in each other. */
const MOST_DEPTH = 20

/** What an object with a "$" stands for. */
export const WORDS = ['$number', '$truth', '$copy', '$each'] as const

/** What is wrong with a way of handing on that has the right form, all at once. */
export function forwardProblems({ format, template }: Forward): Problem[] {
  const problems: Problem[] = []
  if (format === 'xml' && template === undefined)
    problems.push({ path: '/template', code: 'required', message: 'XML is made by a template.' })
  if (template === undefined) return problems
  if (format === 'xml') problems.push(...rootProblem(template, '/template'))
  let parts = 0
  const add = (path: string, code: string, message: string) => void problems.push({ path, code, message })
  const field = (value: unknown, path: string, gives: 'text' | 'decimal' | 'truth', schema: RuleSchema) => {
    const wrong =
      typeof value !== 'string' || value === '' || value.length > ruleLimits.textLength
        ? `a field is a text of 1 to ${ruleLimits.textLength} characters`
        : problemOf(value, gives, schema)
    if (wrong !== undefined) add(path, 'bad_expression', wrong)
  }
  const pointer = (value: unknown, path: string) => {
    if (typeof value !== 'string' || !value.startsWith('/') || value.length > 500)
      add(path, 'bad_pointer', 'it is a JSON Pointer, which begins with "/"')
  }
  const walk = (value: unknown, path: string, schema: RuleSchema, depth: number): void => {
    parts += 1
    if (parts > MOST_PARTS || depth > MOST_DEPTH) return
    if (typeof value === 'string') return field(value, path, 'text', schema)
    if (Array.isArray(value))
      return value.forEach((one, index) => walk(one, `${path}/${index}`, schema, depth + 1))
    if (typeof value !== 'object' || value === null)
      return add(
        path,
        'bad_template',
        'a template has texts, objects and lists; a text is a JSON Pointer or CEL',
      )
    const members = value as Record<string, unknown>
    const words = WORDS.filter((word) => Object.hasOwn(members, word))
    const names = Object.keys(members)
    if (words.length === 0) {
      for (const name of names) {
        const at = `${path}/${escapePointer(name)}`
        const wrong = format === 'xml' ? nameProblem(name) : undefined
        if (wrong !== undefined) add(at, 'bad_name', wrong)
        walk(members[name], at, schema, depth + 1)
      }
      return
    }
    const known: readonly string[] = words[0] === '$each' ? ['$each', '$where', '$of'] : [words[0]!]
    for (const name of names)
      if (!known.includes(name))
        add(`${path}/${escapePointer(name)}`, 'bad_template', `it stands not beside ${words[0]}`)
    if (words[0] === '$number') field(members['$number'], `${path}/$number`, 'decimal', schema)
    if (words[0] === '$truth') field(members['$truth'], `${path}/$truth`, 'truth', schema)
    if (words[0] === '$copy') {
      if (format === 'xml')
        add(`${path}/$copy`, 'bad_template', 'XML copies no part of a message: its names may be none of XML')
      pointer(members['$copy'], `${path}/$copy`)
    }
    if (words[0] !== '$each') return
    pointer(members['$each'], `${path}/$each`)
    if (schema === LINE) add(path, 'bad_template', 'a list does not stand in a list')
    if (members['$where'] !== undefined) field(members['$where'], `${path}/$where`, 'truth', LINE)
    walk(members['$of'], `${path}/$of`, LINE, depth + 1)
  }
  walk(template, '/template', BODY, 0)
  if (parts > MOST_PARTS) add('/template', 'too_large', `a template has at most ${MOST_PARTS} parts`)
  return problems
}
