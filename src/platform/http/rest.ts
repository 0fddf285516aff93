import type { TSchema } from 'typebox'
import { escapePointer } from './parse-json.ts'
import type { Problem } from './problems.ts'

/** A body that the schema refused, with stand-ins for what it refused, so that the rest of it can be judged at once. */
export interface Rest<B = unknown> {
  body: B
  /** Where nothing stands that the caller meant: nothing is told of these places, nor of what is above or below. */
  places: string[]
}

type Plain = Record<string, unknown>

/** The rest of a body. It may not fit the schema yet where no stand-in is known. */
export function restOf(schema: TSchema, value: unknown, refused: readonly Problem[]): Rest {
  const places = new Set(refused.map(({ path }) => path))
  const above = new Set<string>()
  for (const path of places)
    for (let at = path; at !== '';) above.add((at = at.slice(0, at.lastIndexOf('/'))))
  const mend = (of: Plain, one: unknown, at: string): unknown => {
    if (one === undefined || places.has(at)) return standIn(of)
    if (!above.has(at)) return one
    if (Array.isArray(one) && of['items'])
      return one.map((each, index) => mend(of['items'] as Plain, each, `${at}/${index}`))
    const members = of['properties'] as Record<string, Plain> | undefined
    if (!members) {
      // Of a union it is not known which form was meant.
      places.add(at)
      return standIn(of)
    }
    const given = one as Plain
    const needed = new Set(of['required'] as string[] | undefined)
    const mended: Plain = {}
    for (const [name, member] of Object.entries(members)) {
      if (given[name] === undefined && !needed.has(name)) continue
      const next = mend(member, given[name], `${at}/${escapePointer(name)}`)
      if (next !== undefined) mended[name] = next
    }
    return mended
  }
  const body = mend(schema as unknown as Plain, value, '')
  return { body, places: [...places] }
}

const WORDS = ['?', 'XXX', '2000-01-01', '2000-01-01T00:00:00Z', 'xxx']
const FORMATS: Readonly<Record<string, string>> = { date: WORDS[2]!, 'date-time': WORDS[3]! }

/** The simplest value of a schema; undefined when none is known. */
function standIn(schema: Plain): unknown {
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['anyOf'])) return standIn(schema['anyOf'][0] as Plain)
  switch (schema['type']) {
    case 'string': {
      const { format, pattern, minLength } = schema as {
        format?: string
        pattern?: string
        minLength?: number
      }
      if (format !== undefined) return FORMATS[format]
      if (pattern !== undefined) return WORDS.find((word) => new RegExp(pattern).test(word))
      return '?'.repeat(minLength ?? 1)
    }
    case 'integer':
    case 'number':
      return schema['minimum'] ?? 1
    case 'boolean':
      return false
    case 'array':
      return Array.from({ length: (schema['minItems'] as number | undefined) ?? 0 }, () =>
        standIn(schema['items'] as Plain),
      )
    case 'object': {
      const members = (schema['properties'] ?? {}) as Record<string, Plain>
      const needed = (schema['required'] ?? []) as string[]
      return Object.fromEntries(needed.map((name) => [name, standIn(members[name]!)]))
    }
    default:
      return undefined
  }
}
