import type { Rule, RuleSchema } from '../../platform/rules.ts'
import type { Check } from '../../platform/setup.ts'
import { checkStep, stepOf, type Named, type Step } from './dependency.ts'
import { checkDuration, lineFacts } from './line-component.ts'

/** What is done for a line waits for something of another order (O-32), as it is stored. */
export interface OtherOrderBody {
  /** A component, or one of its tasks: what waits. */
  to: string
  /** CEL over the order and its line: the id of the other order at its source, `source/id`, its number, or `ord_…`; empty: it waits for none. */
  order: string
  /** CEL: the number of a line of that order, or its id at the source; absent or empty: the whole of it. */
  line?: string
  /** What is waited for; absent: all that is done for the line, or that the order is over. */
  component?: string
  /** A duration of ISO 8601 that passes between. */
  delay?: string
}

export interface OtherOrder {
  to: Step
  order: Rule
  line: Rule | null
  component: string
  delay: string | null
}

type Compile = (path: string, text: string, schema: RuleSchema, returns: 'string') => Rule | null

/** Makes ready what waits for other orders; what is wrong with it is told to the check. */
export function compileOtherOrders(
  bodies: readonly OtherOrderBody[],
  named: Named,
  rule: Compile,
  check: Check,
): OtherOrder[] {
  return bodies.map(({ to, order, line, component = '', delay = null }, index) => {
    const path = `/waitsFor/${index}`
    const step = stepOf(to)
    checkStep(step, named, `${path}/to`, check)
    if (delay !== null) checkDuration(delay, `${path}/delay`, check)
    if (component !== '' && line === undefined)
      check.add(`${path}/line`, 'required', 'A component is of a line of the other order: say which.')
    return {
      to: step,
      order: rule(`${path}/order`, order, lineFacts, 'string')!,
      line: line === undefined ? null : rule(`${path}/line`, line, lineFacts, 'string'),
      component,
      delay,
    }
  })
}
