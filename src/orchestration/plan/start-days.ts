import { Temporal } from 'temporal-polyfill'
import type { Drawn, PlanComponent } from './draw.ts'

/** When a component is to begin and to be over, so that what waits for it is in time. */
export interface Planned {
  start: Temporal.ZonedDateTime
  end: Temporal.ZonedDateTime
}

/** What is known of a component before its days are. */
export interface Timing {
  /** The business date that is asked for its items, the earliest of them; null: none. */
  dueOn: string | null
  /** How long it takes, or, of a gate, how long passes, one after the other; durations of ISO 8601. */
  durations: readonly string[]
}

/**
 * Start days, from the end (O-36): what is due is due on the day that is asked for, or when what waits for it has to begin, whichever
 * is earlier; it begins so much before as it takes, by the clocks and the calendar of the company. What has no day, and is
 * waited for by nothing that has one, has none. Pure.
 */
export function planStarts(
  drawn: readonly Drawn[],
  timingOf: (component: PlanComponent) => Timing,
  timeZone: string,
): Map<bigint, Planned> {
  const of = new Map(drawn.map((one) => [one.component.id, one]))
  const byTask = new Map(drawn.flatMap(({ tasks }) => tasks.map((task) => [task.id, task])))
  const planned = new Map<bigint, Planned | undefined>()
  const plan = (id: bigint): Planned | undefined => {
    if (planned.has(id)) return planned.get(id)
    // Two components may wait for each other's tasks: what is not known yet says nothing.
    planned.set(id, undefined)
    const { component, tasks } = of.get(id)!
    const { dueOn, durations } = timingOf(component)
    let end = dueOn === null ? undefined : Temporal.PlainDate.from(dueOn).toZonedDateTime(timeZone)
    for (const task of tasks)
      for (const next of task.frees) {
        const waits = byTask.get(next)
        // To be billed is no part of being done: it may well come back to where it began.
        if (!waits || waits.componentId === id || waits.kind === 'invoice') continue
        const start = plan(waits.componentId)?.start
        if (start && (!end || Temporal.ZonedDateTime.compare(start, end) < 0)) end = start
      }
    const start = end && durations.reduceRight((at, duration) => at.subtract(duration), end)
    const found = end && { start: start!, end }
    planned.set(id, found)
    return found
  }
  for (const { component } of drawn) plan(component.id)
  return new Map([...planned].flatMap(([id, found]) => (found ? [[id, found] as const] : [])))
}
