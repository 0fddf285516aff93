import { MAX_PROBLEMS } from '../../../platform/http/index.ts'
import { formatAmount, type Minor } from '../../../platform/money.ts'
import type { Problem } from '../../../platform/outcome.ts'
import type { Answer } from '../../functions/port.ts'

/** What the shop reads of a verdict (C-32). */
const VALID = '5001'
const INVALID = '5002'

/** What of the question a problem is about, in the shop's own words: `commerceItemId`, `catRefId`. */
type About = (problem: Problem) => Record<string, string>

/** Yes, or no with every reason. `more` stands beside it in either case. */
export function verdict(problems: readonly Problem[], about: About = () => ({}), more: object = {}): Answer {
  if (problems.length === 0) return { outcome: 'answered', body: { ResponseCode: VALID, ...more } }
  return { outcome: 'refused', body: { ...refuse(problems, about), ...more } }
}

export function refuse(problems: readonly Problem[], about: About = () => ({})) {
  const errors = problems.slice(0, MAX_PROBLEMS).map((problem) => ({
    errorCode: problem.code,
    description: problem.message,
    ...about(problem),
  }))
  return { ResponseCode: INVALID, errors }
}

/** The index of the line that a problem is about; undefined: it is about the whole. */
export function lineOf({ path }: Problem): number | undefined {
  const index = /^\/lines\/(\d+)/.exec(path)?.[1]
  return index === undefined ? undefined : Number(index)
}

/** The shop's JSON has amounts as numbers: exact, because they have the decimals of their currency. */
export const amount = (minor: Minor, currency: string): number => Number(formatAmount(minor, currency))
