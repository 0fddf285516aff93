import { apartFrom, refuse, type Problem, type Refusal } from '../outcome.ts'
import { MAX_PROBLEMS } from './schema.ts'

/** Problems that are compared with what the schema refused; a hostile body must not cost more than it sent. */
const MOST_JUDGED = 1000

/** What is wrong with the form of a request that is judged all the same, so that the caller hears of everything at once. */
export interface Malformed {
  readonly problems: readonly Problem[]
  /** What stands there is not what the caller meant: nothing is told of it. */
  readonly places: readonly string[]
  /** What it is refused for; absent: `invalid_body`. */
  readonly code?: string
}

/** The refusal of what was malformed, with what else is wrong with it. */
export function refuseMalformed({ code, problems, places }: Malformed, others: readonly Problem[]): Refusal {
  const more = apartFrom(places, others.slice(0, MOST_JUDGED))
  return refuse(code ?? 'invalid_body', [...problems, ...more].slice(0, MAX_PROBLEMS))
}
