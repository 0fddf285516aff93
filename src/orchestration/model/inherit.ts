import type { Problem } from '../../platform/outcome.ts'
import type { PatternBody } from './pattern.ts'

/** A pattern as somebody writes it: what another one says, and more (O-22). */
export interface WrittenPattern extends Partial<PatternBody> {
  code: string
  extends?: string
}

/** A pattern with all that it takes from those that it extends, and where in it each thing was written. */
export interface Resolved {
  body: PatternBody
  /** The place of what stands in the body, as it was written; of what it takes from others `/extends`. */
  writtenAt(path: string): string
}

/** So many patterns extend each other at most. */
const MOST = 10

/**
 * What a pattern says with all that it extends: its components before those that it takes, but for those of the same name, which stand
 * where they stood; its components of lines and dependencies behind them.
 *
 * @param parentOf a pattern by its code, as it is written, or as it stands
 */
export function resolve(
  pattern: WrittenPattern,
  parentOf: (code: string) => WrittenPattern | undefined,
): { ok: true; resolved: Resolved } | { ok: false; problem: Problem } {
  const chain: WrittenPattern[] = [pattern]
  for (let { extends: code } = pattern; code !== undefined; code = chain.at(-1)!.extends) {
    const refused = (problem: string, message: string) =>
      ({ ok: false, problem: { path: '/extends', code: problem, message } }) as const
    if (chain.some((one) => one.code === code)) {
      const round = [...chain.map((one) => one.code), code].join(' → ')
      return refused('extends_itself', `It extends itself: ${round}.`)
    }
    const parent = parentOf(code)
    if (!parent) return refused('unknown_pattern', `There is no pattern ${code}.`)
    if (chain.push(parent) > MOST) return refused('extends_too_far', `At most ${MOST} extend each other.`)
  }
  if (pattern.components === undefined && pattern.extends === undefined)
    return {
      ok: false,
      problem: { path: '/components', code: 'required', message: 'It extends none: it has components.' },
    }
  let body: PatternBody = { components: [] }
  for (const one of chain.toReversed()) body = merged(body, one)
  return { ok: true, resolved: { body, writtenAt: (path) => writtenAt(path, pattern, body) } }
}

function merged(parent: PatternBody, child: Partial<PatternBody>): PatternBody {
  const [components, more] = overridden(parent.components, child.components ?? [])
  const [lineComponents, moreLines] = overridden(parent.lineComponents ?? [], child.lineComponents ?? [])
  const before = parent.dependencies ?? []
  const known = new Set(before.map((one) => JSON.stringify(one)))
  const dependencies = (child.dependencies ?? []).filter((one) => !known.has(JSON.stringify(one)))
  const others = parent.waitsFor ?? []
  const knownOthers = new Set(others.map((one) => JSON.stringify(one)))
  const moreOthers = (child.waitsFor ?? []).filter((one) => !knownOthers.has(JSON.stringify(one)))
  return {
    components: [...more, ...components],
    lineComponents: [...lineComponents, ...moreLines],
    dependencies: [...before, ...dependencies],
    waitsFor: [...others, ...moreOthers],
  }
}

/** What stands with what is said anew of it, in its place, and what is new. */
function overridden<T extends { kind: string }>(standing: readonly T[], said: readonly T[]): [T[], T[]] {
  const known = new Set(standing.map(({ kind }) => kind))
  const anew = new Map(said.map((one) => [one.kind, one]))
  return [standing.map((one) => anew.get(one.kind) ?? one), said.filter(({ kind }) => !known.has(kind))]
}

function writtenAt(path: string, written: WrittenPattern, body: PatternBody): string {
  const [, member, place, rest] =
    /^\/(components|lineComponents|dependencies|waitsFor)\/(\d+)(.*)$/.exec(path) ?? []
  if (member === undefined) return path
  const list = member as 'components' | 'lineComponents' | 'dependencies' | 'waitsFor'
  const found = (body[list] as readonly object[])[Number(place)]!
  const own = ((written[list] ?? []) as readonly object[]).indexOf(found)
  return own < 0 ? '/extends' : `/${member}/${own}${rest}`
}
