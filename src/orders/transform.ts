import type { Problem } from '../platform/outcome.ts'
import type { OrderInput, OrderLineInput } from './order-input.ts'
import { USUAL_PRIORITY } from './order.ts'
import { recognize, type Reception, type Recognition } from './recognize.ts'
import { lineTransformationFactsOf, orderTransformationFactsOf } from './rule-facts.ts'
import type { TransformationsOf } from './transformation.ts'

/** Problems that an order keeps of its transformations; the same rule fails for line after line. */
const MOST_FAULTS = 100

/** An order in our words: recognized, and with what the rules of the company set. */
export interface Understood {
  input: OrderInput
  recognition: Recognition
  priority: number
  /** Name and wording of each rule that set something. */
  rules: string[]
  /** Faults of transformations: the order fails with them, as it was stated (O-06). */
  problems: Problem[]
}

/**
 * Recognizes an order and converts it (O-03, O-06). Each thing that can be set is set by the most relevant rule of it
 * whose condition is true; all rules see the order as it was stated, so none depends on another. An empty text leaves
 * what was stated. After one fault nothing is set: an order is never converted by halves.
 *
 * @param lineNos number of each line
 * @param given its priority while no rule sets another; absent: the usual one
 */
export function understand(
  reception: Reception,
  stated: OrderInput,
  lineNos: readonly number[],
  given: number | undefined,
): Understood {
  const recognition = recognize(reception, stated)
  const asStated: Understood = {
    input: stated,
    recognition,
    priority: given ?? USUAL_PRIORITY,
    rules: [],
    problems: [],
  }
  const { transformations, lookups } = reception
  if (recognition.failed || transformations.length === 0) return asStated
  const work = new Work()
  const facts = { ...orderTransformationFactsOf(stated, recognition.orderType), lookups }
  let input = stated
  let { priority } = asStated
  for (const of of transformations) {
    if (of.target.of !== 'order') continue
    // A site has its own country and region.
    if (of.target.path[0] === 'shipTo' && stated.shipTo?.site !== undefined) continue
    const value = work.valueOf(of, facts, stated, '')
    if (value === undefined) continue
    if (of.target.path[0] === 'priority') priority = Number(value)
    else input = put(input, of.target.path, value)
  }
  if (input.shipTo && input.shipTo.site === undefined && input.shipTo.country === undefined) {
    work.note('/shipTo/region', 'a region was set for an order that states no country to ship to')
  }
  const ofLines = transformations.filter(({ target }) => target.of === 'line')
  if (ofLines.length > 0) {
    const lines = stated.lines.map((line, index): OrderLineInput => {
      const asked = { ...facts, ...lineTransformationFactsOf(line, lineNos[index]!) }
      let made = line
      for (const of of ofLines) {
        const value = work.valueOf(of, asked, line, `/lines/${index}`)
        if (value !== undefined) made = put(made, of.target.path, value)
      }
      return made
    })
    input = { ...input, lines }
  }
  if (work.problems.length > 0) return { ...asStated, problems: work.problems }
  return { input, recognition, priority, rules: [...work.used], problems: [] }
}

/** What the rules of one order came to. */
class Work {
  readonly problems: Problem[] = []
  readonly used = new Set<string>()

  /**
   * What a target is set to by the first rule that applies; undefined: it stays as stated, or a fault was noted.
   *
   * @param stated what it is a part of, and where that stands in the order
   */
  valueOf(
    { target, rules }: TransformationsOf,
    facts: Readonly<Record<string, unknown>>,
    stated: object,
    at: string,
  ): unknown {
    const path = `${at}${target.path.map((name) => `/${name}`).join('')}`
    for (const { name, condition, value } of rules) {
      const applies = condition?.evaluate(facts)
      if (applies?.ok === false) return this.note(path, `rule ${name}: ${applies.message}`)
      if (applies?.value === false) continue
      const outcome = value.evaluate(facts)
      if (!outcome.ok) return this.note(path, `rule ${name}: ${outcome.message}`)
      const given = typeof outcome.value === 'bigint' ? Number(outcome.value) : outcome.value
      if (given === '' || given === memberOf(stated, target.path)) return undefined
      const checked = target.check(given)
      if (!checked.ok) {
        const why = checked.problems.map((problem) => problem.message).join('; ')
        // Without the value: problems outlive the erasure of whom it may speak of.
        return this.note(path, `rule ${name} gives what cannot stand here: ${why}`)
      }
      this.used.add(`${name}@${value.version}`)
      return given
    }
    return undefined
  }

  note(path: string, message: string): undefined {
    if (this.problems.length < MOST_FAULTS)
      this.problems.push({ path, code: 'transformation_fault', message })
  }
}

function memberOf(of: object, path: readonly string[]): unknown {
  let value: unknown = of
  for (const name of path) value = (value as Record<string, unknown> | undefined)?.[name]
  return value
}

/** A copy in which one member is another; objects on the way are copied too, so that what was stated stays. */
function put<T extends object>(of: T, [name, ...rest]: readonly string[], value: unknown): T {
  const inside = (of as Record<string, unknown>)[name!]
  return { ...of, [name!]: rest.length === 0 ? value : put((inside ?? {}) as object, rest, value) }
}
