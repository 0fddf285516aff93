import type { Order } from '../../orders/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import { compileRule, Texts } from '../../platform/rules.ts'
import { knownFacts } from '../model/line-component.ts'
import { orderFactsOf } from '../plan/beside.ts'
import { completeOpen } from '../plan/events.ts'
import { lineFactsOf } from '../plan/line-components.ts'
import { tasksOf, touch, type OrderKey, type Progress } from '../plan/progress.ts'
import { deleteFacts, readConditions, readFacts, tellOutput, writeFacts } from './calls.sql.ts'

/** What is known of the lines of orders, and the waits that last until something becomes known (O-30, O-42). */
export interface Known {
  /** By company/order, line and name. */
  facts: Map<string, Map<number, Map<string, string>>>
  /** Of waits that have begun, by task. */
  conditions: Map<bigint, Condition>
}

/** What has to be true of lines; absent ones: of those of its component. */
export interface Condition {
  when: string
  lines: readonly number[] | null
}

export async function readKnown(db: Reader, keys: readonly OrderKey[]): Promise<Known> {
  const known: Known = { facts: new Map(), conditions: new Map() }
  const unique = [...new Map(keys.map((key) => [nameOf(key), key])).values()]
  if (unique.length === 0) return known
  const of = {
    companyIds: unique.map(({ companyId }) => companyId),
    orderIds: unique.map(({ orderId }) => orderId),
  }
  const [facts, conditions] = await Promise.all([db.read(readFacts, of), db.read(readConditions, of)])
  for (const row of facts)
    linesOf(known, { companyId: row.company_id, orderId: row.order_id }, row.line_no).set(row.name, row.value)
  for (const { id, condition: when, lines } of conditions)
    known.conditions.set(id, { when, lines: lines as number[] | null })
  return known
}

function nameOf({ companyId, orderId }: OrderKey): string {
  return `${companyId}/${orderId}`
}

function linesOf({ facts }: Known, key: OrderKey, lineNo: number): Map<string, string> {
  let order = facts.get(nameOf(key))
  if (!order) facts.set(nameOf(key), (order = new Map()))
  let line = order.get(lineNo)
  if (!line) order.set(lineNo, (line = new Map()))
  return line
}

/** What is known of a line, by name. */
export function factsOf(known: Known, { companyId, id }: Order, lineNo: number): ReadonlyMap<string, string> {
  return linesOf(known, { companyId, orderId: id }, lineNo)
}

/** Something that becomes known of a line; null: it is known no more. */
export interface Fact {
  lineNo: number
  name: string
  value: string | null
}

/**
 * Writes what becomes known of lines of an order: other names stay as they are, and what was known already changes nothing. What waited for it goes
 * on; nothing that was done is done again (O-71).
 *
 * @returns the changes, for the history of the order
 */
export function know(
  known: Known,
  order: Order,
  facts: readonly Fact[],
  by: { actor: string; taskId: bigint | null },
  { writes, now }: Context,
): Json[] {
  const { companyId, id: orderId } = order
  const changes: Json[] = []
  for (const { lineNo, name, value } of facts) {
    const line = linesOf(known, { companyId, orderId }, lineNo)
    const before = line.get(name) ?? null
    if (before === value) continue
    const key = { companyId, orderId, lineNo, name }
    if (value === null) {
      line.delete(name)
      writes.add(deleteFacts, key)
    } else {
      line.set(name, value)
      writes.add(writeFacts, { ...key, value, ...by, at: now })
    }
    changes.push(['fact', `${lineNo}/${name}`, before, value])
  }
  return changes
}

/** What waited for something that is known now is done; told beside what made it known. */
export function endConditions(
  progress: Progress,
  known: Known,
  order: Order,
  { act, actor }: { act: string; actor: string },
  { writes }: Context,
): void {
  for (const task of tasksOf(progress, { companyId: order.companyId, orderId: order.id })) {
    if (task.state !== 'running' || task.kind !== 'wait') continue
    const condition = known.conditions.get(task.id)
    if (condition === undefined || !isTrue(condition, order, task.lineNos, known)) continue
    completeOpen(progress, order, task)
    const { companyId, orderId, id: taskId } = task
    writes.add(tellOutput, { companyId, orderId, taskId, output: { known: condition.when } })
    touch(progress, order, { act, actor }, { changes: [['task', taskId.toString(), 'running', 'completed']] })
  }
}

/** Is a condition true of each of its lines? One that cannot be told is not. */
export function isTrue(
  { when, lines: asked }: Condition,
  order: Order,
  lineNos: readonly number[],
  known: Known,
): boolean {
  const compiled = compileRule(when, knownFacts, 'bool')
  if (!compiled.ok) return false
  const lines = new Map(order.lines.map((line) => [line.lineNo, line]))
  const about = orderFactsOf(order)
  return (asked ?? lineNos).every((lineNo) => {
    const { order: ofOrder, line } = lineFactsOf(about, lines.get(lineNo)!)
    const facts = new Texts(factsOf(known, order, lineNo))
    const found = compiled.rule.evaluate({ order: ofOrder, line: { ...line, facts } })
    return found.ok && found.value === true
  })
}
