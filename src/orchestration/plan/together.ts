import type { FulfillmentLine } from '../../orders/index.ts'

/**
 * Parts of a line that its order takes in one piece and that meet where it is collected are handed over at once, so what hands over each
 * waits for the goods of all (decision 0062); likewise goods of a kit that leave together (decision 0078).
 *
 * @returns those of each such line, or kit, of which something is wanted; of one in one part there are none
 */
export function togetherOf(parts: readonly FulfillmentLine[]): FulfillmentLine[][] {
  const wanted = parts.filter(
    ({ bound, whole, together, quantity, cancelled, shipped }) =>
      (together !== undefined || (bound && whole)) && quantity > cancelled + shipped,
  )
  return [...Map.groupBy(wanted, ({ lineNo, together = lineNo }) => together).values()].filter(
    (own) => own.length > 1,
  )
}

/** Of the tasks of a component: the one that has its goods, and the first one that hands them over. */
export function handingOf<T extends { kind: string }>(tasks: readonly T[]): { reserve?: T; hand?: T } {
  const of = (kind: string) => tasks.find((one) => one.kind === kind)
  const [reserve, hand] = [of('reserve'), of('release') ?? of('ship')]
  return { ...(reserve ? { reserve } : {}), ...(hand ? { hand } : {}) }
}
