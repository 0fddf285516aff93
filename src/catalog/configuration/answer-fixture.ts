import assert from 'node:assert/strict'
import { answer, type AnsweredOption, type Choice } from './answer.ts'
import { literalsOf } from './choice.ts'
import { compileModel } from './compile.ts'
import type { Model, ModelRule } from './model.ts'

/** The day that models are asked on. */
export const ON = '2026-05-04'

/** What a model answers to choices; what it does not tell is open. */
export function ask(model: Model, choices: Choice[], explain: string[] = []) {
  const compiled = compileModel(model, ON)
  const { problems, ...read } = literalsOf(compiled, choices)
  assert.deepEqual(problems, [])
  const answered = answer(compiled, choices, read, explain)
  const told = new Map(answered.options.map((option) => [option.index, option]))
  // What is not told is open, and may be as it may without a choice.
  const options = [...compiled.options.values()].map((known) => {
    const { index, min, max } = known
    const open: AnsweredOption = { index, state: 'open', quantity: 0, least: min, most: max }
    return { known, ...(told.get(index) ?? open) }
  })
  return { ...answered, options }
}

export const states = (model: Model, choices: Choice[]) =>
  Object.fromEntries(ask(model, choices).options.map(({ known, state }) => [known.option.code, state]))

/** Two options, and one rule between them. */
export const pair = (rule: { kind: string }): Model => ({
  groups: [{ code: 'G', options: [{ code: 'A' }, { code: 'B' }] }],
  rules: [{ code: 'R', a: 'A', b: 'B', ...rule } as ModelRule],
})
export const no = (option: string): Choice => ({ option, chosen: false })
