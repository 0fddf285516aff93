import {
  deriveStatus,
  knownOf,
  NO_MONEY,
  type OrderState,
  type PartBefore,
  type ShownStatus,
} from '../orders/index.ts'
import type { Json } from '../platform/json.ts'

/** What happened to an order, at its place in the order of facts. */
export interface Fact {
  pos: bigint
  changes: Json
  known: Json
}

export interface PartThen extends PartBefore {
  id: bigint
  lineNo: number
}

export interface TaskThen {
  id: bigint
  state: string
}

/** An order as it stands, but for what is read of the place itself: its holds, and what its version says. */
export interface Now<T extends TaskThen> {
  state: OrderState
  priority: number
  parts: readonly PartThen[]
  tasks: readonly T[]
  openHolds: number
  prepaid: boolean
  total: bigint
}

export interface Then<T extends TaskThen> {
  state: OrderState
  priority: number
  shown: ShownStatus
  parts: PartThen[]
  tasks: T[]
}

/**
 * How an order stood at a place: what stands now, less what happened since. Of each part and task the first fact behind the place keeps
 * what was before it; what no later fact changed stood as it stands. Pure.
 *
 * @param facts all of the order, in order
 */
export function rewind<T extends TaskThen>(pos: bigint, now: Now<T>, facts: readonly Fact[]): Then<T> {
  const later = facts.filter((fact) => fact.pos > pos)
  const before = facts.filter((fact) => fact.pos <= pos)
  const state = (firstFrom(later, 'state') ?? now.state) as OrderState
  const partsBefore = new Map<bigint, PartBefore | null>()
  const tasksBefore = new Map<bigint, string | null>()
  for (const { known } of later) {
    const { parts, tasks } = knownOf(known)
    for (const [id, was] of parts) if (!partsBefore.has(id)) partsBefore.set(id, was)
    for (const [id, was] of tasks) if (!tasksBefore.has(id)) tasksBefore.set(id, was)
  }
  // Nothing was promised or planned before it was agreed.
  const agreed = !NOT_AGREED.has(state) && wasAgreed(before)
  const parts = (agreed ? now.parts : []).flatMap((part): PartThen[] => {
    const was = partsBefore.get(part.id)
    return was === null ? [] : [{ ...part, ...was }]
  })
  const tasks = (agreed ? now.tasks : []).flatMap((task): T[] => {
    const was = tasksBefore.get(task.id)
    return was === null ? [] : [{ ...task, state: was ?? task.state }]
  })
  const { openHolds, prepaid, total } = now
  const shown = before.map(({ known }) => knownOf(known).shown).findLast((one) => one !== null)
  return {
    state,
    priority: Number(firstFrom(later, 'priority') ?? now.priority),
    parts,
    tasks,
    // Taken, and nothing since: as it was derived then, before anybody billed or paid.
    shown:
      shown ?? deriveStatus({ state, openHolds, parts, prepaid, total, cancelledTotal: 0n, ...NO_MONEY }),
  }
}

const NOT_AGREED: ReadonlySet<OrderState> = new Set(['draft', 'pending_approval', 'rejected', 'failed'])

type Change = [what: string, key: string | null, from: Json, to: Json]

/** What a member of the order was before the first of these facts that changed it; undefined: none did. */
function firstFrom(facts: readonly Fact[], what: string): Json | undefined {
  for (const { changes } of facts)
    for (const [name, key, from] of changes as unknown as Change[])
      if (name === what && key === null && from !== null) return from
  return undefined
}

/** Was the order in a state in which it has parts, ever up to then? What is withdrawn as a draft has none. */
function wasAgreed(facts: readonly Fact[]): boolean {
  return facts.some(({ changes }) =>
    (changes as unknown as Change[]).some(
      ([what, key, , to]) => what === 'state' && key === null && AGREED.has(to as string),
    ),
  )
}

const AGREED: ReadonlySet<string> = new Set([
  'not_started',
  'in_progress',
  'completed',
  'suspended',
  'cancelled',
])
