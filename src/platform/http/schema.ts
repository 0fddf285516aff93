import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'
import type { Problem } from './problems.ts'
import { restOf, type Rest } from './rest.ts'
import { formsOf, saidOf, wantedBy, type Forms, type SchemaError } from './words.ts'

/** More problems than this are not listed: a hostile body must not cost more than it sent. */
export const MAX_PROBLEMS = 100
Settings.Set({ maxErrors: 4 * MAX_PROBLEMS })

export type Checked =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly problems: Problem[]
      /** What of it can be judged still; undefined: nothing can be told of the rest. */
      rest(): Rest | undefined
    }
export type Check = (value: unknown) => Checked

interface Compiled {
  forms: Forms
  check(value: unknown): boolean
  errors(value: unknown): SchemaError[]
}

function compile(schema: TSchema): Compiled {
  const compiled = Compile(schema)
  return {
    forms: formsOf(schema),
    check: (value) => compiled.Check(value),
    errors: (value) => [...compiled.Errors(value)] as unknown as SchemaError[],
  }
}

/**
 * A schema is compiled when it is first asked: a process declares some 400 and meets a few of them, and all together are
 * a quarter of what its start costs.
 */
function compiledLater(schema: TSchema): () => Compiled {
  let compiled: Compiled | undefined
  return () => (compiled ??= compile(schema))
}

/**
 * Checks without coercing; unknown members are refused; names every problem at once. The check throws when a pattern of the
 * schema has no `form`, the words in which a person is told of it: `npm run generate` asks all schemas of all routes.
 */
export function checkBody(schema: TSchema): Check {
  const compiled = compiledLater(closed(schema) as TSchema)
  return (value) => (compiled().check(value) ? { ok: true, value } : refusedBy(compiled(), schema, value))
}

function refusedBy(compiled: Compiled, schema: TSchema, value: unknown): Checked {
  const problems = problemsOf(compiled, value)
  return {
    ok: false,
    problems,
    rest() {
      // Of a longer list the end is not known; of what is wrong as a whole nothing.
      if (problems.length >= MAX_PROBLEMS || problems.some(({ path }) => path === '')) return undefined
      const rest = restOf(schema, value, problems)
      return compiled.check(rest.body) ? rest : undefined
    },
  }
}

/** Checks path or query parameters, which arrive as text and are read as what the schema says. */
export function checkParameters(schema: TSchema): Check {
  const strict = closed(schema) as TSchema
  const compiled = compiledLater(strict)
  const kinds = Object.entries((strict as unknown as { properties?: Record<string, Plain> }).properties ?? {})
  const others = kinds.filter(([, one]) => one['type'] !== 'string')
  return (value) => {
    const read: Plain = { ...(value as object) }
    for (const [name, one] of others) if (read[name] !== undefined) read[name] = fromText(read[name], one)
    return compiled().check(read) ? { ok: true, value: read } : refusedBy(compiled(), strict, read)
  }
}

/** A parameter given once may stand for a list of one. Text that does not fit stays text, and is then refused. */
function fromText(text: unknown, schema: Plain): unknown {
  if (schema['type'] === 'array') {
    const items = (schema['items'] ?? {}) as Plain
    return (Array.isArray(text) ? text : [text]).map((one) => fromText(one, items))
  }
  if (typeof text !== 'string') return text
  const type = schema['type']
  if ((type === 'integer' || type === 'number') && /^-?[0-9]{1,15}(\.[0-9]{1,9})?$/.test(text))
    return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}

function problemsOf(compiled: Compiled, value: unknown): Problem[] {
  const errors = settleUnions(compiled.errors(value))
  const problems: Problem[] = []
  const seen = new Set<string>()
  for (const error of errors) {
    for (const problem of toProblems(error, compiled.forms)) {
      const key = `${problem.path} ${problem.message}`
      if (seen.has(key)) continue
      seen.add(key)
      problems.push(problem)
      if (problems.length === MAX_PROBLEMS) return problems
    }
  }
  return problems
}

function toProblems(error: SchemaError, forms: Forms): Problem[] {
  const path = error.instancePath
  switch (error.keyword) {
    case 'boolean':
    case 'unevaluatedProperties':
    case 'additionalProperties': {
      // An unknown member is reported twice: at itself (a schema that is `false`) and at its parent.
      if (error.keyword === 'boolean')
        return [{ path, code: 'unknown_member', message: 'This member is not known here.' }]
      return []
    }
    case 'required':
      return (error.params['requiredProperties'] as string[]).map((name) => ({
        path: `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
        code: 'required',
        message: 'This member is required.',
      }))
    default:
      return [{ path, code: codeOf(error.keyword), message: `It ${saidOf(error, forms)}.` }]
  }
}

const CODES: Record<string, string> = {
  type: 'wrong_type',
  enum: 'not_allowed',
  const: 'not_allowed',
  anyOf: 'no_form_fits',
  pattern: 'wrong_form',
  format: 'wrong_form',
  minLength: 'too_short',
  maxLength: 'too_long',
  minItems: 'too_few',
  maxItems: 'too_many',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_great',
  exclusiveMaximum: 'too_great',
}

function codeOf(keyword: string): string {
  return CODES[keyword] ?? keyword.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/**
 * A union that fails reports the errors of all its branches. Keeps those of the branch that was probably meant (its
 * type fits and the fewest things are wrong), or else one line that says what would fit.
 */
function settleUnions(errors: SchemaError[]): SchemaError[] {
  let rest = errors
  const unions = errors
    .filter((error) => error.keyword === 'anyOf')
    .sort((a, b) => b.schemaPath.length - a.schemaPath.length)
  for (const union of unions.slice(0, MAX_PROBLEMS)) {
    const prefix = `${union.schemaPath}/anyOf/`
    const inside = rest.filter(
      (error) =>
        error.schemaPath.startsWith(prefix) &&
        (error.instancePath === union.instancePath ||
          error.instancePath.startsWith(`${union.instancePath}/`)),
    )
    const branches = new Map<string, SchemaError[]>()
    for (const error of inside) {
      const branch = error.schemaPath.slice(prefix.length).split('/')[0]!
      branches.set(branch, [...(branches.get(branch) ?? []), error])
    }
    const fitting = [...branches.values()]
      .filter(
        (branch) =>
          !branch.some((error) => error.instancePath === union.instancePath && WRONG_KIND.has(error.keyword)),
      )
      .sort((a, b) => weight(a) - weight(b))
    const best = fitting[0]
    const drop = new Set(inside)
    if (best === undefined) {
      const wanted = [
        ...new Set(inside.filter((e) => e.instancePath === union.instancePath).map(wantedBy)),
      ].filter(Boolean)
      const message = wanted.length === 0 ? 'must have another form' : `must be ${wanted.join(' or ')}`
      rest = rest
        .filter((error) => !drop.has(error))
        .map((error) => (error === union ? { ...union, message } : error))
    } else {
      for (const error of best) drop.delete(error)
      drop.add(union)
      rest = rest.filter((error) => !drop.has(error))
    }
  }
  return rest
}

const WRONG_KIND = new Set(['type', 'const', 'enum', 'boolean'])

function weight(branch: SchemaError[]): number {
  return (
    branch.length +
    1000 * branch.filter((error) => error.keyword === 'const' || error.keyword === 'enum').length
  )
}

type Plain = Record<string, unknown>

/** A copy in which every object that does not say otherwise takes no unknown members. */
export function closed(schema: unknown, inAllOf = false): unknown {
  if (Array.isArray(schema)) return schema.map((one) => closed(one))
  if (typeof schema !== 'object' || schema === null) return schema
  const copy: Plain = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$id') continue
    if (key === 'properties' || key === 'patternProperties' || key === '$defs') {
      copy[key] = Object.fromEntries(Object.entries(value as Plain).map(([name, one]) => [name, closed(one)]))
    } else if (key === 'allOf') copy[key] = (value as unknown[]).map((one) => closed(one, true))
    else if (key === 'const' || key === 'enum' || key === 'default' || key === 'examples') copy[key] = value
    else copy[key] = closed(value)
  }
  if (inAllOf) return copy
  if (copy['allOf'] !== undefined) copy['unevaluatedProperties'] ??= false
  else if (
    copy['type'] === 'object' &&
    copy['properties'] !== undefined &&
    copy['patternProperties'] === undefined
  ) {
    copy['additionalProperties'] ??= false
  }
  return copy
}

/**
 * A copy in which every schema with a name, its `$id` or else its `title`, is a reference; the schemas themselves are
 * collected in `named`.
 * @throws when two different schemas have the same name
 */
export function hoisted(schema: unknown, named: Map<string, Plain>): unknown {
  if (Array.isArray(schema)) return schema.map((one) => hoisted(one, named))
  if (typeof schema !== 'object' || schema === null) return schema
  const copy: Plain = {}
  for (const [key, value] of Object.entries(schema)) {
    if (key === '$id' || key === 'form') continue
    if (key === 'properties' || key === 'patternProperties' || key === '$defs') {
      copy[key] = Object.fromEntries(
        Object.entries(value as Plain).map(([name, one]) => [name, hoisted(one, named)]),
      )
      continue
    }
    copy[key] =
      key === 'const' || key === 'enum' || key === 'default' || key === 'examples'
        ? value
        : hoisted(value, named)
  }
  const { $id: id = copy['title'] } = schema as Plain
  if (typeof id !== 'string') return copy
  const known = named.get(id)
  if (known === undefined) named.set(id, { $id: id, ...copy })
  else if (JSON.stringify(known) !== JSON.stringify({ $id: id, ...copy })) {
    throw new Error(`Two different schemas are named ${id}`)
  }
  return { $ref: `${id}#` }
}
