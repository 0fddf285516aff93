import type { Micro } from '../../platform/money.ts'
import type { ShopObject } from './merge.ts'
import { askedOf, isOver } from './return-steps.ts'

/** A return that a shop waits for. */
export interface OpenReturn {
  name: string
  /** When the shop first spoke of it: what came back before is another return. */
  firstAt: Date
  request: ShopObject
  /** What answers it already, by commerce item. */
  got: ReadonlyMap<string, Micro>
}

/** Goods that came back at once, and answer no return yet. */
export interface Taking {
  id: bigint
  recordedAt: Date
  /** By commerce item. */
  items: ReadonlyMap<string, Micro>
}

export interface Allotted {
  /** What answers a return from now on, by its name. */
  takings: Map<string, bigint[]>
  /** Why a person has to look at a return, by its name: nothing is said of it. */
  problems: Map<string, string>
}

/**
 * Which return of a shop goods that came back answer (C-28): each at most one. It is one that asks for all of them and stood when they
 * came; of several the oldest that they fit whole, so that nothing of it is missing then. Where they are only a part of several, nobody
 * knows which.
 *
 * @param opens of one order, the oldest first
 * @param takings of that order, the oldest first
 */
export function allotTakings(opens: readonly OpenReturn[], takings: readonly Taking[]): Allotted {
  const found: Allotted = { takings: new Map(), problems: new Map() }
  const waiting = opens
    .filter(({ request }) => !isOver(request))
    .map((open) => ({ open, left: leftOf(open) }))
  for (const taking of takings) {
    const items = [...taking.items]
    const standing = waiting.filter(({ open }) => open.firstAt <= taking.recordedAt)
    const fitting = standing.filter(({ left }) =>
      items.every(([item, much]) => much <= (left.get(item) ?? 0n)),
    )
    const whole = fitting.find(({ left }) =>
      [...left].every(([item, much]) => much === (taking.items.get(item) ?? 0n)),
    )
    const chosen = whole ?? (fitting.length === 1 ? fitting[0] : undefined)
    if (chosen) {
      const { open, left } = chosen
      found.takings.set(open.name, [...(found.takings.get(open.name) ?? []), taking.id])
      for (const [item, much] of items) left.set(item, left.get(item)! - much)
      continue
    }
    const touched = fitting.length > 0 ? fitting : standing.filter(({ left }) => isTouched(left, taking))
    for (const { open } of touched)
      found.problems.set(
        open.name,
        fitting.length > 0
          ? `return ${open.name}: what came back here may be a part of it or of ${others(touched, open)}: complete the one it is of in the shop`
          : `return ${open.name}: more came back here than it asks for`,
      )
  }
  return found
}

/** What is yet to come, by commerce item. */
function leftOf({ request, got }: OpenReturn): Map<string, Micro> {
  return new Map([...askedOf(request)].map(([item, { asked }]) => [item, asked - (got.get(item) ?? 0n)]))
}

const isTouched = (left: ReadonlyMap<string, Micro>, { items }: Taking) =>
  [...items.keys()].some((item) => (left.get(item) ?? 0n) > 0n)

const others = (all: readonly { open: OpenReturn }[], one: OpenReturn) =>
  all.flatMap(({ open }) => (open === one ? [] : [open.name])).join(', ')
