import { shopStateOf } from '../commerce/states.ts'
import { firstThatFits, type Rule, type Wanted, type WantedLine } from './wanted.ts'

/** An order or a member of one as the shop answers it: what is not read here is left as it is. */
export type ShopObject = Record<string, unknown>

/** What is to be written so that the shop knows what it is to know. */
export type Merged =
  | { kind: 'write'; body: ShopObject }
  /** It knows already. */
  | { kind: 'known' }
  /** Not now: something has to happen in the shop, or a message of it to arrive. */
  | { kind: 'wait'; problem: string }
  /**
   * The shop has it in a state that what is so here contradicts: nothing is written over it (decision 0037). `lost`: the shop's message
   * of that is what is missing here.
   */
  | { kind: 'contradicts'; state: string; lost: boolean; problem: string }

/** The shop has given it up for good. */
const GONE: ReadonlySet<string> = new Set(['CANCELLED', 'REMOVED'])
/** What is so here says the same as an order that was taken back. */
const ENDS: ReadonlySet<string | null> = new Set(['REMOVED', 'PENDING_REMOVE'])

interface GroupCase {
  states: readonly string[]
  held: boolean
  requested: boolean
}

const all = (states: readonly string[], ...allowed: string[]) =>
  states.length > 0 && states.every((state) => allowed.includes(state))

/** The state of a shipping group (C-20), by the states its items are to have: the first that fits. */
const GROUP_STATES: readonly Rule<GroupCase>[] = [
  ['REMOVED', ({ states }) => all(states, 'REMOVED')],
  ['NO_PENDING_ACTION', ({ states }) => all(states, 'DELIVERED', 'REMOVED')],
  ['PENDING_REMOVE', ({ states }) => all(states, 'PENDING_REMOVE', 'REMOVED')],
  ['PENDING_MERCHANT_ACTION', ({ held }) => held],
  ['PENDING_SHIPMENT', ({ requested }) => requested],
  ['PROCESSING', () => true],
]

/** Payments that are settled when the order is paid; of others the shop knows better. */
const SETTLES: ReadonlySet<unknown> = new Set(['INITIAL', 'AUTHORIZED', 'SETTLE_FAILED'])
const DONE: ReadonlySet<unknown> = new Set(['NO_PENDING_ACTION', 'REMOVED'])

/**
 * Compares what the shop has with what it is to know, and says what to write: only what differs, but of a list that has a
 * difference every member by its id, since one that is left out would be removed (C-17). The state of a commerce item is
 * never written.
 *
 * @param over a state of the shop that a person had written over: it contradicts nothing
 */
export function merge(order: ShopObject, wanted: Wanted, over: string | null = null): Merged {
  const standing = stateOf(order)
  const contradiction = standing === over ? undefined : contradictionOf(standing, wanted)
  if (contradiction) return contradiction

  const groups = membersOf(order, 'shippingGroups').map((group) => mergeGroup(group, wanted))
  const payments = membersOf(order, 'paymentGroups').map((payment) => ({
    id: payment['id'],
    ...(wanted.paid && SETTLES.has(payment['state']) && { state: 'SETTLED' }),
  }))
  const body: ShopObject = {}
  if (groups.some(({ change }) => isChange(change)))
    body['shippingGroups'] = groups.map(({ change }) => change)
  if (payments.some(isChange)) body['paymentGroups'] = payments
  // Only when all of it is done and paid may the shop take it for finished.
  const finished = wanted.paid && groups.every(({ state }) => DONE.has(state))
  const state = wanted.state === 'NO_PENDING_ACTION' && !finished ? 'PROCESSING' : wanted.state
  // Of what ended on both sides the shop's own word stays.
  const isEnded = GONE.has(standing) || shopStateOf(standing).kind === 'ended'
  if (state !== null && state !== standing && !(isEnded && GONE.has(state))) body['state'] = state
  return Object.keys(body).length > 0 ? { kind: 'write', body } : { kind: 'known' }
}

/** The state of an order as the shop answers it; '' for none. */
export const stateOf = (order: ShopObject): string =>
  typeof order['state'] === 'string' || typeof order['state'] === 'number' ? String(order['state']) : ''

function contradictionOf(state: string, wanted: Wanted): Merged | undefined {
  if (state === wanted.state) return undefined
  const standing = shopStateOf(state)
  const contradicts = (lost: boolean, problem: string): Merged => ({
    kind: 'contradicts',
    state,
    lost,
    problem,
  })
  switch (standing.kind) {
    case 'handed_over':
      return undefined
    case 'in_hand':
      return { kind: 'wait', problem: standing.why }
    case 'amended':
      return contradicts(false, standing.why)
    case 'ended':
      // Ended here, too: nothing goes on that should not.
      if (wanted.state === 'REMOVED') return undefined
      return contradicts(false, `the shop has it as ${state}, and here it goes on`)
    case 'taken_back':
      if (wanted.state === 'REMOVED' || (!GONE.has(state) && ENDS.has(wanted.state))) return undefined
      if (ENDS.has(wanted.state))
        return { kind: 'wait', problem: `the shop has it as ${state}; here its cancellation is under way` }
      return contradicts(
        true,
        wanted.left
          ? `the shop has it as ${state}, and goods of it have left`
          : `the shop has it as ${state}, and nothing of it was cancelled here`,
      )
  }
}

/** A member that says more than who it is. */
function isChange(member: ShopObject): boolean {
  return Object.keys(member).length > 1
}

function mergeGroup(group: ShopObject, wanted: Wanted): { change: ShopObject; state: unknown } {
  const relations = membersOf(group, 'commerceItemRelationships').map((relation) => {
    const line = lineOf(wanted, relation['commerceItemId'], group['id'])
    const state = line?.state ?? String(relation['state'])
    const change = { ...nameOf(relation), ...(state !== relation['state'] && { state }) }
    return { line, state, change }
  })
  const lines = relations.flatMap(({ line }) => line ?? [])
  // Of a group that holds nothing of ours, and of an order that is not agreed yet, nothing is said.
  if (!lines.some((line) => line.state !== null))
    return { change: { id: group['id'] }, state: group['state'] }
  const states = relations.map((one) => one.state)
  const requested = lines.some((line) => line.requested)
  const state = firstThatFits(GROUP_STATES, { states, held: wanted.held, requested })
  const tracking = [...new Set(lines.flatMap((line) => line.tracking))].join(', ')
  return {
    state,
    change: {
      id: group['id'],
      ...(state !== group['state'] && { state }),
      ...(tracking !== '' && tracking !== group['trackingNumber'] && { trackingNumber: tracking }),
      ...(relations.some(({ change }) => isChange(change)) && {
        commerceItemRelationships: relations.map(({ change }) => change),
      }),
    },
  }
}

/** What a relationship is known by: its id, else its item. */
function nameOf(relation: ShopObject): ShopObject {
  return relation['id'] === undefined
    ? { commerceItemId: relation['commerceItemId'] }
    : { id: relation['id'] }
}

/** The line of an item in a group: one that names the group goes before one that names none. */
function lineOf({ lines }: Wanted, item: unknown, group: unknown): WantedLine | undefined {
  const found = lines.filter((line) => line.item === item)
  return found.find((line) => line.group === group) ?? found.find((line) => line.group === null)
}

/** Lines that name no item of the shop's order: nobody is told how far they are. What is gone here may be gone there. */
export function unlinked(order: ShopObject, { lines }: Wanted): WantedLine[] {
  const known = membersOf(order, 'shippingGroups').flatMap((group) =>
    membersOf(group, 'commerceItemRelationships').map((one) => [one['commerceItemId'], group['id']] as const),
  )
  return lines.filter(
    (line) =>
      line.state !== 'REMOVED' &&
      !known.some(([item, group]) => line.item === item && (line.group === null || line.group === group)),
  )
}

function membersOf(object: ShopObject, list: string): ShopObject[] {
  const members = object[list]
  return Array.isArray(members) ? (members as ShopObject[]) : []
}
