import type { OrderLine } from '../../orders/index.ts'
import type { IdSource } from '../../platform/ids.ts'
import { decodeId, parseOrderNumber } from '../../platform/public-id.ts'
import type { OtherOrder } from '../model/other-order.ts'
import type { Pattern } from '../model/pattern.ts'
import { startsOf, type Instances } from './dependencies.ts'
import { depend, draw, type Awaited, type Drawn, type DrawnTask } from './draw.ts'
import { lineFactsOf } from './line-components.ts'

/**
 * Draws what waits for other orders (O-32): a component `gate` with a task that sleeps until there is done what was named, and with it what
 * stands behind it. Lines that wait for the same share it.
 */
export function drawOtherOrders(instances: Instances, ids: IdSource): Drawn[] {
  const gates: Drawn[] = []
  for (const [pattern, lines] of instances.lines)
    for (const [place, other] of pattern.waitsFor.entries()) {
      const byName = new Map<string, Group>()
      for (const line of lines) {
        const starts = startsOf(instances, pattern, other.to, line.lineNo)
        const awaited = starts.length === 0 ? undefined : awaitedOf(instances, other, line)
        if (!awaited) continue
        const name = JSON.stringify([awaited.source, awaited.externalId, `${awaited.orderId}`, awaited.line])
        const known: Group = byName.get(name) ?? { awaited, lineNos: [], starts: new Map() }
        byName.set(name, known)
        known.lineNos.push(line.lineNo)
        for (const { task } of starts) known.starts.set(task.id, task)
      }
      for (const { awaited, lineNos, starts } of byName.values())
        gates.push(gateOf(pattern, other, place, awaited, lineNos, [...starts.values()], ids))
    }
  return gates
}

interface Group {
  awaited: Awaited
  lineNos: number[]
  starts: Map<bigint, DrawnTask>
}

/** What a line waits for; undefined: nothing. What cannot be said is looked for under what it says, and told when it is not found. */
function awaitedOf({ order }: Instances, other: OtherOrder, line: OrderLine): Awaited | undefined {
  const facts = lineFactsOf(order, line)
  const textOf = (rule: OtherOrder['order']) => {
    const found = rule.evaluate(facts)
    return found.ok ? String(found.value).trim() : `? ${found.message}`
  }
  const named = textOf(other.order)
  if (named === '') return undefined
  const lineNamed = other.line === null ? '' : textOf(other.line)
  // A component is of a line: without one the whole order is waited for.
  const component = lineNamed === '' ? '' : other.component
  const orderId = named.startsWith('ord_')
    ? decodeId('ord', named)
    : /^so/i.test(named)
      ? parseOrderNumber(named)
      : undefined
  if (orderId !== undefined) return { source: '', externalId: named, orderId, line: lineNamed, component }
  const slash = named.indexOf('/')
  const [at, externalId] = slash < 0 ? [order.source, named] : [named.slice(0, slash), named.slice(slash + 1)]
  return { source: at, externalId, orderId: null, line: lineNamed, component }
}

function gateOf(
  { code, version }: Pattern,
  { to, delay }: OtherOrder,
  place: number,
  awaited: Awaited,
  lineNos: number[],
  starts: readonly DrawnTask[],
  ids: IdSource,
): Drawn {
  const component = {
    id: ids.next(),
    kind: 'gate',
    key: `order ${place + 1}>${to.component}`,
    pattern: code,
    patternVersion: version,
    locationId: null,
    partIds: [],
    lineNos,
  }
  const first = draw(component, 'wait', ids, 'order')
  const { source, externalId, line, component: of } = awaited
  first.awaits = awaited
  first.input = {
    order: source === '' ? externalId : `${source}/${externalId}`,
    ...(line === '' ? {} : { line }),
    ...(of === '' ? {} : { component: of }),
  }
  const tasks = [first]
  if (delay !== null) {
    const task = draw(component, 'wait', ids, 'delay')
    task.input = { for: delay }
    depend(first, task)
    tasks.push(task)
  }
  for (const start of starts) depend(tasks.at(-1)!, start)
  return { component, tasks }
}
