import { readPromised } from '../../orders/index.ts'
import { readCompanies } from '../../organization/index.ts'
import type { Act } from '../../platform/batch/index.ts'
import type { Reader } from '../../platform/database/index.ts'
import type { Json } from '../../platform/json.ts'
import {
  concludeProgress,
  lockProgress,
  orderOf,
  readProgress,
  touch,
  type OrderKey,
  type Progress,
} from '../plan/progress.ts'
import { composeOrder, type ComposedOrder, type StateComponent, type StateModel } from './compose.ts'
import { readStateModels } from './model.ts'
import {
  readStateComponents,
  readStateTasks,
  readToldStates,
  tellState as tellStateRow,
} from './states.sql.ts'

/** What is to be told of an order, and what was told last. */
export interface StateOf {
  model: StateModel
  /** Undefined: it has no plan, or nothing of it is done by itself. */
  composed: ComposedOrder | undefined
  told: (ComposedOrder & { sequence: number }) | undefined
}

/** Reads what orders are composed of and what was told, by company/order; a handful of statements, however many. */
export async function readStates(db: Reader, keys: readonly OrderKey[]): Promise<Map<string, StateOf>> {
  const found = new Map<string, StateOf>()
  if (keys.length === 0) return found
  const asked = {
    companyIds: keys.map(({ companyId }) => companyId),
    orderIds: keys.map(({ orderId }) => orderId),
  }
  const [companies, orders, tasks, components, told] = await Promise.all([
    readCompanies(db, new Set(asked.companyIds)),
    readPromised(db, keys),
    db.read(readStateTasks, asked),
    db.read(readStateComponents, asked),
    db.read(readToldStates, asked),
  ])
  const models = await readStateModels(db, companies.values())
  const keyOf = (row: { company_id: bigint; order_id: bigint }) => `${row.company_id}/${row.order_id}`
  const tasksOf = Map.groupBy(tasks, ({ component_id }) => component_id)
  const componentsOf = Map.groupBy(components, keyOf)
  const toldOf = new Map(told.map((row) => [keyOf(row), row]))
  for (const [key, { companyId, parts }] of orders) {
    const partOf = new Map(parts.map((part) => [part.id, part]))
    const wanted = new Set(parts.flatMap((part) => (part.wanted ? [part.lineNo] : [])))
    const model = models.get(companyId)!
    const of = (componentsOf.get(key) ?? []).flatMap((row): StateComponent[] => {
      const held = row.line_ids.flatMap((id) => partOf.get(id) ?? [])
      const named = row.line_nos.map((lineNo) => ({ lineNo, wanted: wanted.has(lineNo) }))
      const component = {
        pattern: row.pattern,
        kind: row.kind,
        tasks: (tasksOf.get(row.id) ?? []).map(({ kind, name, state, status }) => ({
          task: name ?? kind,
          state,
          status,
        })),
      }
      const linesOf = (own: boolean) => [
        ...new Set([...held, ...named].flatMap((one) => (one.wanted === own ? [one.lineNo] : []))),
      ]
      // What was cancelled stays with what goes on for others: of it nothing is done any more.
      const skipped = component.tasks.map((task) => ({ ...task, state: 'skipped', status: null }))
      return [
        { ...component, lineNos: linesOf(true) },
        { ...component, tasks: skipped, lineNos: linesOf(false) },
      ]
    })
    const last = toldOf.get(key)
    found.set(key, {
      model,
      composed: composeOrder(model, of),
      told: last && {
        sequence: last.sequence,
        state: last.state,
        items: last.items as ComposedOrder['items'],
      },
    })
  }
  return found
}

/** What changed since it was told last, as history keeps it; of what is the same nothing (O-81). Pure. */
export function stateChanges({ composed, told }: Pick<StateOf, 'composed' | 'told'>): Json[] {
  if (composed === undefined) return []
  const changes: Json[] = []
  if (composed.state !== told?.state)
    changes.push(['fulfillment_state', null, told?.state ?? null, composed.state])
  const before = new Map(told?.items)
  for (const [lineNo, state] of composed.items)
    if (before.get(lineNo) !== state)
      changes.push(['fulfillment_state_of_line', String(lineNo), before.get(lineNo) ?? null, state])
  return changes
}

interface TellFacts {
  states: Map<string, StateOf>
  progress: Progress
}

/**
 * Tells what became of orders, in the words of the company: an event with all that changed, under the next number of the order, kept with it in one transaction. Asked
 * again, or by two processes at once, it is told once: each passes the revision of the order.
 */
export const tellState: Act<OrderKey, TellFacts, boolean> = {
  name: 'orchestration.tell_state',
  weigh: () => 5,
  companyOf: ({ companyId }) => companyId,
  async read(db, requests) {
    const [states, progress] = await Promise.all([
      readStates(db, requests),
      readProgress(db, requests, { summed: requests }),
    ])
    return { states, progress }
  },
  lock: ({ progress }, locks) => lockProgress(progress, locks),
  decide(request, { states, progress }, { writes }) {
    const { companyId, orderId } = request
    const order = orderOf(progress, request)
    const found = states.get(`${companyId}/${orderId}`)
    if (!order || !found?.model.active || found.composed === undefined) return false
    const changes = stateChanges(found)
    if (changes.length === 0) return false
    const { state, items } = found.composed
    const sequence = (found.told?.sequence ?? 0) + 1
    writes.add(tellStateRow, { companyId, orderId, sequence, state, items: items as Json })
    touch(
      progress,
      order,
      { act: 'tell_state', actor: 'system' },
      {
        changes: [['fulfillment_sequence', null, sequence === 1 ? null : sequence - 1, sequence], ...changes],
        events: ['order.fulfillment_state_changed'],
      },
    )
    found.told = { sequence, state, items }
    return true
  },
  conclude: ({ progress }, context) => concludeProgress(progress, context),
}
