import type { Literal } from './clauses.ts'
import type { Compiled } from './compiled.ts'

/**
 * How many configurations a model has with what was chosen, up to a number: each that is found is forbidden, and the solver is
 * asked for the next.
 *
 * @param held literals of the choices
 * @returns the count, and whether it is all of them
 */
export function countConfigurations(
  compiled: Compiled,
  held: readonly Literal[],
  most: number,
): { count: number; all: boolean } {
  const { chosen } = compiled
  const counter = compiled.counter()
  let count = 0
  for (;;) {
    const found = counter.solve(held)
    if (!found) return { count, all: true }
    if (count === most) return { count, all: false }
    count++
    const other: Literal[] = []
    for (let variable = 1; variable <= chosen; variable++)
      other.push(found[variable]! > 0 ? -variable : variable)
    counter.add(other)
  }
}
