/** What is wrong by the schema, in words of people: no expression and no name of a keyword. */

export interface SchemaError {
  keyword: string
  schemaPath: string
  instancePath: string
  params: Record<string, unknown>
  message: string
}

/** The words for each pattern of a schema. */
export type Forms = ReadonlyMap<string, string>

const DATA = new Set(['const', 'enum', 'default', 'examples'])

/**
 * The `form` of each pattern of a schema: how a person writes it, to follow "It must be".
 *
 * @throws when a pattern has none, or two
 */
export function formsOf(schema: unknown): Forms {
  const forms = new Map<string, string>()
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(walk)
    if (typeof one !== 'object' || one === null || Array.isArray(one)) return
    const { type, pattern, form } = one as Record<string, unknown>
    if (type === 'string' && typeof pattern === 'string') {
      if (typeof form !== 'string') throw new Error(`The pattern ${pattern} has no form in words`)
      if ((forms.get(pattern) ?? form) !== form) throw new Error(`The pattern ${pattern} has two forms`)
      forms.set(pattern, form)
    }
    for (const [key, value] of Object.entries(one)) {
      if (key === 'properties' || key === 'patternProperties' || key === '$defs')
        Object.values(value as object).forEach(walk)
      else if (!DATA.has(key)) walk(value)
    }
  }
  walk(schema)
  return forms
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}
const FORMATS: Readonly<Record<string, string>> = {
  date: 'a day, such as 2026-03-31',
  'date-time': 'an instant, such as 2026-03-31T09:30:00Z',
}

/** What is wrong, to follow "It". */
export function saidOf({ keyword, params, message }: SchemaError, forms: Forms): string {
  const limit = Number(params['limit'])
  const at = (which: 'least' | 'most', one: string, several: string) =>
    `must have at ${which} ${limit} ${limit === 1 ? one : several}`
  switch (keyword) {
    case 'pattern':
      return `must be ${forms.get(String(params['pattern'])) ?? 'written otherwise'}`
    case 'format':
      return `must be ${FORMATS[String(params['format'])] ?? `in the form of a ${String(params['format'])}`}`
    case 'type':
      return `must be ${kindsOf(params['type'])}`
    case 'const':
    case 'enum':
      return `must be ${valuesOf(keyword, params)}`
    case 'minLength':
      return limit === 1 ? 'must not be empty' : at('least', 'character', 'characters')
    case 'maxLength':
      return at('most', 'character', 'characters')
    case 'minItems':
      return at('least', 'entry', 'entries')
    case 'maxItems':
      return at('most', 'entry', 'entries')
    case 'minProperties':
      return at('least', 'member', 'members')
    case 'maxProperties':
      return at('most', 'member', 'members')
    case 'minimum':
      return `must be at least ${limit}`
    case 'maximum':
      return `must be at most ${limit}`
    case 'exclusiveMinimum':
      return `must be more than ${limit}`
    case 'exclusiveMaximum':
      return `must be less than ${limit}`
    case 'uniqueItems':
      return 'must not name anything twice'
    default:
      return message
  }
}

/** What would have fitted; empty when it is no matter of its kind. */
export function wantedBy({ keyword, params }: SchemaError): string {
  if (keyword === 'const' || keyword === 'enum') return valuesOf(keyword, params)
  return keyword === 'type' ? kindsOf(params['type']) : ''
}

function kindsOf(type: unknown): string {
  const kinds = (Array.isArray(type) ? type : [type]) as string[]
  return kinds.map((one) => KINDS[one] ?? one).join(' or ')
}

function valuesOf(keyword: 'const' | 'enum', params: SchemaError['params']): string {
  const values = keyword === 'const' ? [params['allowedValue']] : (params['allowedValues'] as unknown[])
  return values.map((one) => (one === '\t' ? 'a tab' : JSON.stringify(one))).join(' or ')
}
