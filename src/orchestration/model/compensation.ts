import { compileRule, Texts, type RuleSchema } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'
import { callFacts, type CallInput, type CallTemplate } from './call-template.ts'

/** What an amendment does about a step that was done, where what it was made of is other now (O-62). */
export const WHEN_CHANGED = ['redo', 'undo_then_do', 'nothing'] as const
/** Where nobody wants it any more. */
export const WHEN_GONE = ['undo', 'nothing'] as const
export type WhenChanged = (typeof WHEN_CHANGED)[number]
export type WhenGone = (typeof WHEN_GONE)[number]

/** What an expression may ask that chooses. */
const compensationFacts = { order: callFacts.order, line: callFacts.line } satisfies RuleSchema

interface Strategies {
  undo?: CallTemplate | null
  whenChanged?: string
  whenGone?: string
}

/** What was chosen; `failed`: why the expression did not say it, so that it is what holds unless a pattern says. */
export interface Chosen<S> {
  does: S
  failed?: string
}

/** A step names what it knows, or a rule that compiles; what undoes it has to be said. */
export function checkCompensation(
  { undo, whenChanged, whenGone }: Strategies,
  at: string,
  check: Check,
): void {
  const checkOne = (name: string, text: string | undefined, known: readonly string[]) => {
    if (text === undefined) return
    const place = `${at}/${name}`
    if (text.startsWith('=')) check.rule(place, text.slice(1), compensationFacts, 'string')
    else
      check.that(
        known.includes(text),
        place,
        'bad_strategy',
        `One of ${known.join(', ')}, or = and a rule that gives one.`,
      )
    const undoes = text === 'undo' || text === 'undo_then_do'
    check.that(!undoes || undo != null, place, 'undo_missing', 'It does not say how it is undone (undo).')
  }
  checkOne('whenChanged', whenChanged, WHEN_CHANGED)
  checkOne('whenGone', whenGone, WHEN_GONE)
}

export function whenChangedOf(of: Strategies, input: CallInput): Chosen<WhenChanged> {
  return choose(of.whenChanged, WHEN_CHANGED, 'redo', of, input)
}

export function whenGoneOf(of: Strategies, input: CallInput): Chosen<WhenGone> {
  return choose(of.whenGone, WHEN_GONE, of.undo ? 'undo' : 'nothing', of, input)
}

function choose<S extends string>(
  text: string | undefined,
  known: readonly S[],
  otherwise: S,
  { undo }: Strategies,
  input: CallInput,
): Chosen<S> {
  if (text === undefined) return { does: otherwise }
  const failed = (why: string): Chosen<S> => ({ does: otherwise, failed: why.slice(0, 300) })
  if (!text.startsWith('=')) return { does: text as S }
  const compiled = compileRule(text.slice(1), compensationFacts, 'string')
  if (!compiled.ok) return failed('it no longer compiles')
  const found = compiled.rule.evaluate(factsOf(input))
  if (!found.ok) return failed(found.message)
  const does = known.find((one) => one === found.value)
  if (does === undefined) return failed(`${JSON.stringify(found.value)} is none of ${known.join(', ')}`)
  if (does.startsWith('undo') && !undo) return failed(`${does}: the pattern does not say how it is undone`)
  return { does }
}

function factsOf({ order, lines }: CallInput): Record<string, unknown> {
  const line = lines[0]!
  return {
    order,
    line: {
      ...line,
      lineNo: BigInt(line.lineNo),
      custom: new Texts(new Map(Object.entries(line.custom))),
      facts: new Texts(new Map(Object.entries(line.facts))),
    },
  }
}
