import type { Problem } from '../../platform/outcome.ts'
import type { Choice, ReadChoices } from './answer.ts'
import type { Literal } from './clauses.ts'
import type { Compiled } from './compiled.ts'

/**
 * Choices as literals, and everything that is wrong with them: codes that are not of the model (any more), quantities and
 * values that nothing may have (A8-13: told, never dropped).
 */
export function literalsOf(
  compiled: Compiled,
  choices: readonly Choice[],
): ReadChoices & { problems: Problem[] } {
  const problems: Problem[] = []
  const unfit = new Set<number>()
  const literals = choices.map((choice, index) => {
    const say = (member: string, code: string, message: string): Literal[] => {
      problems.push({ path: `/choices/${index}${member}`, code, message })
      unfit.add(index)
      return []
    }
    if ('option' in choice) {
      const known = compiled.options.get(choice.option)
      if (!known) return say('/option', 'unknown_option', `there is no option ${choice.option}`)
      const { steps, min, max } = known
      if (choice.chosen === false) return [-steps[0]!]
      const { quantity } = choice
      if (quantity === undefined) return [steps[0]!]
      if (quantity < min || quantity > max) {
        const message =
          min === max ? `exactly ${min} of ${choice.option}` : `${min} to ${max} of ${choice.option}`
        return say('/quantity', 'quantity_out_of_range', `a configuration has ${message}`)
      }
      return [steps[quantity - 1]!, ...(quantity < max ? [-steps[quantity]!] : [])]
    }
    const known = compiled.attributes.get(choice.attribute)
    if (!known) return say('/attribute', 'unknown_attribute', `there is no attribute ${choice.attribute}`)
    const { attribute, values, steps, min } = known
    const { value } = choice
    if (attribute.range) {
      const { range } = attribute
      if (typeof value !== 'number' || !Number.isInteger(value) || value < range.min || value > range.max)
        return say(
          '/value',
          'value_not_possible',
          `${attribute.code} is a whole number from ${range.min} to ${range.max}`,
        )
      const at = value - min
      return [...(at > 0 ? [steps[at - 1]!] : []), ...(at < steps.length ? [-steps[at]!] : [])]
    }
    if (values.size > 0) {
      const literal = values.get(String(value))
      return literal === undefined
        ? say('/value', 'value_not_possible', `${attribute.code} cannot be ${value}`)
        : [literal]
    }
    const most = attribute.maxLength ?? 1000
    if (String(value).length > most)
      return say('/value', 'value_not_possible', `${attribute.code} has at most ${most} characters`)
    return []
  })
  return { literals, unfit, problems }
}
