import { Type, type Static } from 'typebox'
import type { Json, JsonObject } from '../../platform/json.ts'
import type { Problem } from '../../platform/outcome.ts'
import { Check } from '../../platform/setup.ts'
import { checkCycles, checkOthers, type Among } from './dependency.ts'
import { resolve, type Resolved, type WrittenPattern } from './inherit.ts'
import { PatternInput } from './pattern-input.ts'
import { compilePattern, defaultPatterns, fitsItem, type Pattern, type PatternBody } from './pattern.ts'
import { StandingPatterns } from './standing.ts'

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

/** A pattern and a kind of item that goes by it. */
export interface ItemsOf {
  pattern: string
  kind: string
}

/** What of a pattern is stored: its components, and no more than it says. */
export function bodyOf({
  components,
  lineComponents = [],
  dependencies = [],
  waitsFor = [],
}: PatternBody): PatternBody {
  return {
    components,
    ...(lineComponents.length > 0 && { lineComponents }),
    ...(dependencies.length > 0 && { dependencies }),
    ...(waitsFor.length > 0 && { waitsFor }),
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
  standing: StandingPatterns = new StandingPatterns(),
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
  const written = new Map(patterns.map((pattern) => [pattern.code, pattern as WrittenPattern]))
  const parentOf = (code: string): WrittenPattern | undefined => {
    const body = standing.bodyOf(code)
    return written.get(code) ?? (body && { ...body, code })
  }
  const compiled = new Map<string, Pattern>()
  const among: Among[] = []
  const resolved = patterns.map((pattern, index): Resolved | undefined => {
    const at = `/patterns/${index}`
    const found = resolve(pattern as WrittenPattern, parentOf)
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
  const near = standing.near(patterns.map(({ code }, index) => ({ code, body: bodies[index] })))
  // What stands and does not compile any more is told where it is used.
  const amongOfStanding = (codes: readonly string[]) =>
    codes.flatMap((code) => {
      const pattern = standing.compiled(code)
      return pattern ? [amongOf(pattern, standing.bodyOf(code)!, STANDING)] : []
    })
  const together = problemsTogether([
    ...amongOfStanding(near.filter((code) => !compiled.has(code))),
    ...among,
  ])
  // What was wrong before is not for whoever changes something else.
  const before = new Set(problemsTogether(amongOfStanding(near)).map(({ message }) => message))
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
export function builtInPatterns(): StandingPatterns {
  return new StandingPatterns(Object.entries(defaultPatterns).map(([code, body]) => ({ code, body })))
}
