import assert from 'node:assert/strict'
import type { Order, OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import { compilePattern, type Pattern, type PatternBody } from '../model/pattern.ts'
import type { Plan } from './draw.ts'
import { drawPlan } from './plan.ts'

export const deliver = {
  kind: 'deliver',
  key: 'string(part.lineNo)',
  tasks: [{ kind: 'ship' }, { kind: 'invoice' }],
}
export const work = (kind: string, more: object = {}) => ({
  kind,
  key: 'string(line.lineNo)',
  tasks: [{ kind: 'work' as const, name: 'do', title: kind }],
  ...more,
})
export const of = (code: string, body: Partial<PatternBody>): Pattern => {
  const compiled = compilePattern(code, 1, { components: [deliver], ...body })
  assert.ok(compiled.ok, compiled.ok ? '' : JSON.stringify(compiled.problems))
  return compiled.pattern
}
export const refused = (body: Partial<PatternBody>) => {
  const compiled = compilePattern('p', 1, { components: [deliver], ...body })
  return compiled.ok ? [] : compiled.problems.map(({ path, code }) => `${path} ${code}`)
}

/** The plan of an order of services, one line an item: its pattern, and what its channel says of it. */
export function plan(...of: Parameters<typeof draft>): Plan {
  const drawn = draft(...of)
  assert.deepEqual(drawn.problems, [])
  return drawn.plan
}

export function draft(
  patterns: readonly Pattern[],
  items: readonly { pattern: string; custom?: object; requestedOn?: string | null }[],
  more: Partial<Order> = {},
) {
  const lines = items.map(({ custom = {} }, index) => ({
    lineNo: index + 1,
    sku: `S${index + 1}`,
    itemClass: 'c',
    kind: 'service',
    custom,
  }))
  const order = {
    orderType: 'sale',
    source: 'shop',
    prepaid: false,
    shipToCountry: 'GB',
    decisions: {},
    openHolds: 0,
    lines,
    parts: lines.map(({ lineNo }) => ({
      id: BigInt(1000 + lineNo),
      lineNo,
      locationId: null,
      quantity: 1n,
      cancelled: 0n,
      shipped: 0n,
      supply: 'none',
      requestedOn: items[lineNo - 1]!.requestedOn ?? null,
      promisedOn: null,
      bound: false,
    })),
    ...more,
  } as unknown as Order
  let last = 0n
  const ids = { next: () => (last += 1n) } as IdSource
  return drawPlan(
    {
      order,
      patterns: new Map(patterns.map((one) => [one.code, one])),
      patternOf: ({ lineNo }: OrderLine) => items[lineNo - 1]!.pattern,
      location: () => undefined,
      today: '2026-03-01',
      now: new Date('2026-03-01T12:00:00Z'),
      timeZone: 'Europe/London',
    },
    ids,
  )
}

/** What waits for what between components: `deliver 1 > install 1`. */
export function edges({ components, tasks }: Plan): string[] {
  const byTask = new Map(tasks.map((task) => [task.id, task]))
  const nameOf = (id: bigint) => {
    const component = components.find((one) => one.id === id)!
    const about =
      component.lineNos.length > 0 ? component.lineNos : component.partIds.map((one) => one - 1000n)
    return `${component.kind} ${about.join('+')}`
  }
  return tasks
    .flatMap((task) =>
      task.frees.flatMap((next) => {
        const to = byTask.get(next)!
        if (to.componentId === task.componentId || to.kind === 'collect' || to.kind === 'close') return []
        return [`${nameOf(task.componentId)} > ${nameOf(to.componentId)}`]
      }),
    )
    .toSorted()
}

/** As many things as a task waits for, so many tasks free it. */
export function lawful({ tasks }: Plan): void {
  const freed = new Map<bigint, number>()
  for (const { id, frees } of tasks) assert.equal(new Set(frees).size, frees.length, `${id} frees twice`)
  for (const { frees } of tasks) for (const next of frees) freed.set(next, (freed.get(next) ?? 0) + 1)
  for (const { id, kind, waits } of tasks) assert.equal(waits, freed.get(id) ?? 0, `${kind} ${id}`)
}

/** Edges between components, without their names. */
export function edgesCount({ tasks }: Plan): number {
  const byTask = new Map(tasks.map((task) => [task.id, task]))
  return tasks.reduce(
    (sum, task) =>
      sum +
      task.frees.filter((next) => {
        const to = byTask.get(next)!
        return to.componentId !== task.componentId && to.kind !== 'collect' && to.kind !== 'close'
      }).length,
    0,
  )
}
