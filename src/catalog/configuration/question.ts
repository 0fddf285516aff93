import type { Problem } from '../../platform/outcome.ts'
import { answer, type Answer, type Choice } from './answer.ts'
import { literalsOf } from './choice.ts'
import type { Compiled } from './compiled.ts'
import { countConfigurations } from './count.ts'

/** What is asked of a model as it is on a day. */
export interface ModelQuestion {
  choices: readonly Choice[]
  /** Codes of options whose state is explained to the last. */
  explain: readonly string[]
  /** Count the configurations that are left, up to this. */
  count?: number | undefined
}

export interface ModelAnswer {
  answer: Answer
  /** Choices that the model does not know (any more). */
  problems: Problem[]
  left: { count: number; all: boolean } | undefined
}

/** @throws TooComplex; Unfinished, as the model's `work` says */
export function answerQuestion(compiled: Compiled, { choices, explain, count }: ModelQuestion): ModelAnswer {
  compiled.work.begin()
  const { literals, unfit, problems } = literalsOf(compiled, choices)
  const found = answer(compiled, choices, { literals, unfit }, explain)
  const left = count === undefined ? undefined : countConfigurations(compiled, literals.flat(), count)
  return { answer: found, problems, left }
}
