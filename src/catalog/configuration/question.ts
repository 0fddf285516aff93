import type { Problem } from '../../platform/outcome.ts'
import { answer, type Answer, type AnsweredOption, type Choice } from './answer.ts'
import { literalsOf } from './choice.ts'
import type { Compiled } from './compile.ts'
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

/** An answer on its way between threads: options stand in the order of the model, without what that says of them. */
export interface SentAnswer extends Omit<ModelAnswer, 'answer'> {
  answer: Omit<Answer, 'options'> & { options: Omit<AnsweredOption, 'known'>[] }
}

/** @throws TooComplex; Unfinished, as the model's `work` says */
export function answerQuestion(compiled: Compiled, { choices, explain, count }: ModelQuestion): ModelAnswer {
  compiled.work.begin()
  const { literals, problems } = literalsOf(compiled, choices)
  const found = answer(compiled, choices, literals, explain)
  const left = count === undefined ? undefined : countConfigurations(compiled, literals.flat(), count)
  return { answer: found, problems, left }
}

export function sent({ answer: found, ...more }: ModelAnswer): SentAnswer {
  const options = found.options.map(({ known: _known, ...option }) => option)
  return { ...more, answer: { ...found, options } }
}

/** @param known options in the order of the model */
export function received(
  { answer: found, ...more }: SentAnswer,
  known: readonly AnsweredOption['known'][],
): ModelAnswer {
  const options = found.options.map((option, index) => ({ ...option, known: known[index]! }))
  return { ...more, answer: { ...found, options } }
}
