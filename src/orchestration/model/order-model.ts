import { Type, type Static } from 'typebox'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { Check } from '../../platform/setup.ts'
import { checkCycles, checkOthers, type Among } from './dependency.ts'
import { resolve, type Resolved, type WrittenPattern } from './inherit.ts'
import { PatternInput } from './pattern-input.ts'
import { compilePattern, defaultPatterns, fitsItem, type Pattern, type PatternBody } from './pattern.ts'

const { version: _asListed, ...ofPattern } = PatternInput.properties
const ModelPattern = Type.Object(ofPattern, { title: 'ModelPattern', additionalProperties: false })

export const OrderModelInput = Type.Object(
  {
    note: Type.Optional(
      Type.String({ maxLength: 500, description: 'What it is about; kept with its version' }),
    ),
    patterns: Type.Array(ModelPattern, {
      maxItems: 200,
      description: 'Patterns that are not among them stay as they are',
    }),
  },
  { additionalProperties: false },
)
export type OrderModelInput = Static<typeof OrderModelInput>
type ModelPattern = OrderModelInput['patterns'][number]

/** A pattern that stands beside those of a model, in its newest active version. */
export interface Standing {
  code: string
  body: PatternBody
}

/** A pattern and a kind of item that goes by it. */
export interface ItemsOf {
  pattern: string
  kind: string
}

/** What of a pattern is stored: its components, and no more than it says. */
export function bodyOf({ components, lineComponents = [], dependencies = [] }: PatternBody): PatternBody {
  return {
    components,
    ...(lineComponents.length > 0 && { lineComponents }),
    ...(dependencies.length > 0 && { dependencies }),
  }
}

/** A model whose patterns say all that they take from others. */
export interface ResolvedModel {
  /** Of each pattern its body; none where it extends what is not there. */
  bodies: (PatternBody | undefined)[]
  problems: Problem[]
}

/**
 * Checks a model whole (decision 0071): each pattern for itself with what it extends, what they wait for of each other and of those that stand beside
 * them, that nothing waits for itself over however many of them, and that items go by patterns that fit them.
 *
 * @param items what goes by which pattern; of a model that is only read there is none
 * @param systems what there is to be called; of a model that is only read nobody knows
 * @returns everything that is wrong, with JSON Pointers into the model
 */
export function checkModel(
  { patterns }: Pick<OrderModelInput, 'patterns'>,
  standing: readonly Standing[] = [],
  items: readonly ItemsOf[] = [],
  systems?: ReadonlySet<string>,
): ResolvedModel {
  const check = new Check()
  const firsts = new Map<string, number>()
  for (const [index, { code }] of patterns.entries()) {
    const first = firsts.get(code)
    if (first === undefined) firsts.set(code, index)
    else
      check.add(`/patterns/${index}/code`, 'duplicate_pattern', `/patterns/${first} is called ${code}, too.`)
  }
  const parents = new Map<string, WrittenPattern>(
    standing.map(({ code, body }) => [code, { ...body, code }] as const),
  )
  for (const pattern of patterns) parents.set(pattern.code, pattern as WrittenPattern)
  const compiled = new Map<string, Pattern>()
  const among: Among[] = []
  for (const { code, body } of standing) {
    // What is only written down replaces nothing.
    const replaced = firsts.has(code) && patterns[firsts.get(code)!]!.active !== false
    const found = replaced ? undefined : compilePattern(code, 1, body)
    // What stands and does not compile any more is told where it is used.
    if (!found?.ok) continue
    compiled.set(code, found.pattern)
    among.push(amongOf(found.pattern, body, STANDING))
  }
  const resolved = patterns.map((pattern, index): Resolved | undefined => {
    const at = `/patterns/${index}`
    const found = resolve(pattern as WrittenPattern, (code) => parents.get(code))
    if (!found.ok) {
      check.add(`${at}${found.problem.path}`, found.problem.code, found.problem.message)
      return undefined
    }
    const made = compilePattern(pattern.code, 1, found.resolved.body)
    if (!made.ok)
      for (const { path, code, message } of made.problems)
        check.add(`${at}${found.resolved.writtenAt(path)}`, code, message)
    else if (pattern.active !== false) {
      compiled.set(pattern.code, made.pattern)
      among.push(amongOf(made.pattern, found.resolved.body, at))
    }
    return found.resolved
  })
  if (systems)
    for (const [index, one] of resolved.entries())
      for (const { path, system } of one ? calledIn(one.body) : [])
        if (!systems.has(system))
          check.add(
            `/patterns/${index}${one!.writtenAt(path)}`,
            'unknown_system',
            `There is no system ${system}.`,
          )
  const bodies = resolved.map((one) => one && bodyOf(one.body))
  // Of patterns that are wrong themselves nothing can be said together.
  if (check.problems.length > 0) return { bodies, problems: check.problems }
  const together = problemsTogether(among)
  // What was wrong before is not for whoever changes something else.
  const before = new Set(
    problemsTogether(
      standing.flatMap(({ code, body }) => {
        const found = compilePattern(code, 1, body)
        return found.ok ? [amongOf(found.pattern, body, STANDING)] : []
      }),
    ).map(({ message }) => message),
  )
  for (const { path, code, message } of together) {
    if (before.has(message) && !path.startsWith('/patterns')) continue
    const [, place, rest] = /^\/patterns\/(\d+)(.*)$/.exec(path) ?? []
    if (place === undefined) check.add('/patterns', code, `What stands waits for it still. ${message}`)
    else check.add(`/patterns/${place}${resolved[Number(place)]!.writtenAt(rest!)}`, code, message)
  }
  for (const { pattern, kind } of items) {
    const index = firsts.get(pattern)
    if (index === undefined || patterns[index]!.active === false) continue
    if (fitsItem(compiled.get(pattern), { kind })) continue
    const message = `There are items of kind ${kind} that go by ${pattern}: it does not fit them.`
    check.add(`/patterns/${index}`, 'items_do_not_fit', message)
  }
  return { bodies, problems: check.problems }
}

/** The systems that a pattern calls, and where it says so. */
function calledIn({ lineComponents = [] }: PatternBody): { path: string; system: string }[] {
  return lineComponents.flatMap(({ tasks }, index) =>
    tasks.flatMap((task, place) =>
      task.kind === 'call'
        ? [{ path: `/lineComponents/${index}/tasks/${place}/system`, system: task.system }]
        : [],
    ),
  )
}

function problemsTogether(among: readonly Among[]): Problem[] {
  const check = new Check()
  checkOthers(among, check)
  checkCycles(among, check)
  return check.problems
}

/** Where what is no part of a model stands. */
const STANDING = ''

function amongOf(
  { code, dependencies, lineComponents }: Pattern,
  { components }: PatternBody,
  at: string,
): Among {
  return { code, dependencies, named: { parts: components, lines: lineComponents }, at }
}

/** How a model differs from what stands. */
export interface ModelDifference {
  code: string
  change: 'created' | 'changed' | 'unchanged' | 'not_in_model'
}

export function differencesOf(
  patterns: readonly ModelPattern[],
  bodies: ResolvedModel['bodies'],
  standing: ReadonlyMap<string, { body: Json; active: boolean }>,
): ModelDifference[] {
  const named = new Set(patterns.map(({ code }) => code))
  return [
    ...patterns.map(({ code, active }, index): ModelDifference => {
      const before = standing.get(code)
      const same =
        before !== undefined &&
        before.active === (active ?? true) &&
        textOf(before.body) === textOf((bodies[index] ?? null) as unknown as Json)
      return { code, change: before ? (same ? 'unchanged' : 'changed') : 'created' }
    }),
    ...Array.from(standing.keys(), (code): ModelDifference => ({ code, change: 'not_in_model' })).filter(
      ({ code }) => !named.has(code),
    ),
  ].toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** One text for equal values, in whatever order their members stand. */
function textOf(value: Json): string {
  return JSON.stringify(value, (_name, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each as JsonObject).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  )
}

/** The patterns of a company that sets up none of its own. */
export function builtInPatterns(): Standing[] {
  return Object.entries(defaultPatterns).map(([code, body]) => ({ code, body }))
}
