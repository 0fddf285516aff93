import { Temporal } from 'temporal-polyfill'
import type { OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import type { Json, JsonObject } from '../../platform/json.ts'
import { Texts } from '../../platform/rules.ts'
import type { LineComponent, LineTask } from '../model/line-component.ts'
import type { Pattern } from '../model/pattern.ts'
import { depend, draw, type Drawn, type PlanComponent } from './draw.ts'

/** What of an order components of lines may ask. */
export interface OrderFacts {
  type: string
  source: string
  prepaid: boolean
  country: string
}

/**
 * Draws what is done for lines beside delivering them (decision 0070): a line is in each component whose condition is true, and lines with
 * an equal key share it (O-25, O-26). A key that cannot be computed shares with nobody.
 *
 * @param lines those of which something is wanted, in order
 */
export function drawLines(
  order: OrderFacts,
  lines: readonly OrderLine[],
  patternOf: (line: OrderLine) => Pattern | undefined,
  ids: IdSource,
): Drawn[] {
  const groups = new Map<string, { of: LineComponent; component: PlanComponent; lines: OrderLine[] }>()
  for (const line of lines) {
    const pattern = patternOf(line)
    if (!pattern) continue
    const facts = lineFactsOf(order, line)
    for (const of of pattern.lineComponents) {
      const asked = of.when?.evaluate(facts) ?? { ok: true, value: true }
      if (!asked.ok || asked.value !== true) continue
      const found = of.key.evaluate(facts)
      const key = found.ok ? String(found.value) : `line/${line.lineNo}`
      const name = `${pattern.code}/${of.kind}/${key}`
      const group = groups.get(name)
      if (group) group.lines.push(line)
      else
        groups.set(name, {
          of,
          lines: [line],
          component: {
            id: ids.next(),
            kind: of.kind,
            key,
            pattern: pattern.code,
            patternVersion: pattern.version,
            locationId: null,
            partIds: [],
            lineNos: [],
          },
        })
    }
  }
  return Array.from(groups.values(), ({ of, component, lines: own }) => {
    component.lineNos = own.map(({ lineNo }) => lineNo)
    const facts = lineFactsOf(order, own[0]!)
    const tasks = of.tasks.map((task) => drawTask(task, component, facts, ids))
    for (const [place, task] of tasks.slice(1).entries()) depend(tasks[place]!, task)
    return { component, tasks }
  })
}

function drawTask(task: LineTask, component: PlanComponent, facts: object, ids: IdSource) {
  const drawn = draw(component, task.kind, ids, task.name)
  if (task.kind === 'work') {
    const { title, role, statuses } = task
    drawn.work = { title, role, statuses, lineNos: component.lineNos }
  } else if (task.kind === 'call') {
    const { system, request, facts = {}, undo, whenChanged, whenGone } = task
    drawn.input = {
      system,
      request,
      facts,
      ...(undo && { undo }),
      ...(whenChanged !== undefined && { whenChanged }),
      ...(whenGone !== undefined && { whenGone }),
    } as unknown as Json
  } else if (task.for !== null) drawn.input = { for: task.for }
  else if (task.when !== null) drawn.input = { when: task.when }
  else {
    const found = task.until!.evaluate({ ...facts })
    const day = found.ok ? String(found.value) : found.message
    if (found.ok && isDay(day)) drawn.startOn = day
    // What is no day is told when its turn comes: nothing is skipped by a word that nobody understands.
    else if (day !== '') drawn.input = { until: day }
  }
  const { pointOfNoReturn } = task
  if (pointOfNoReturn !== undefined) drawn.input = { ...(drawn.input as JsonObject), pointOfNoReturn }
  return drawn
}

/** What rules of lines may ask of one. */
export function lineFactsOf(order: OrderFacts, line: OrderLine) {
  const { lineNo, sku, itemClass, kind, custom } = line
  return {
    order,
    line: { lineNo: BigInt(lineNo), sku, itemClass, kind, custom: new Texts(new Map(textsOf(custom))) },
  }
}

/** What a channel said of a line, as far as it is text. */
export function textsOf(custom: OrderLine['custom']): [string, string][] {
  return Object.entries(custom).filter((one): one is [string, string] => typeof one[1] === 'string')
}

function isDay(text: string): boolean {
  try {
    return /^\d{4}-/.test(text) && Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text
  } catch {
    return false
  }
}
