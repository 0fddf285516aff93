import { MAX_PROBLEMS } from '../platform/http/index.ts'
import { apartFrom, refuse, type Problem, type Refusal } from '../platform/outcome.ts'

/** What is wrong with the form of a request that is judged all the same, so that the caller hears of everything at once. */
export interface Malformed {
  readonly problems: readonly Problem[]
  /** What stands there is not what the caller meant: nothing is told of it. */
  readonly places: readonly string[]
}

/** The refusal of what was malformed, with what else is wrong with it. */
export function refuseMalformed({ problems, places }: Malformed, others: readonly Problem[]): Refusal {
  return refuse('invalid_body', [...problems, ...apartFrom(places, others)].slice(0, MAX_PROBLEMS))
}
