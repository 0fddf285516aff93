import { Type, type Static } from 'typebox'
import { DateShape, IdShape, InstantShape, orNull } from '../platform/wire.ts'
import type { OrderDetail, OrderSection } from './order-shapes.ts'
import { Actor } from './ref-shapes.ts'

const When = Type.Union([InstantShape, DateShape])
const Reason = Type.Object(
  {
    code: Type.String({
      description:
        'problem, failed, unfulfillable, suspended, hold, approval, prepayment, remorse, goods, brought, warehouse, pick_up, together, work, outside, known, other_order, before, its_day, again, worker, payment or over',
    }),
    text: Type.String({ description: 'What it waits for, in words' }),
    lineNos: Type.Array(Type.Integer(), {
      description: 'Of the order, at most 20; none: it is of all of it',
    }),
    lines: Type.Integer({ description: 'How many lines these are' }),
    since: orNull({ ...When, description: 'Since when, where that is known; of several the first' }),
    until: orNull({ ...When, description: 'When it comes by itself, or ends' }),
    by: orNull({ ...Actor, description: 'Who stopped it' }),
    release: orNull(Type.String({ description: 'What would let it go on; null: nothing is to be done' })),
    calls: Type.Array(Type.String(), { description: 'By which calls, at most 20' }),
  },
  { title: 'OrderReason' },
)
export type Reason = Static<typeof Reason>

export const OrderWhy = Type.Object(
  {
    id: IdShape,
    number: Type.String(),
    state: Type.String(),
    status: Type.String(),
    statusName: Type.String(),
    since: orNull({ ...InstantShape, description: 'The last time that anything happened to it' }),
    reasons: Type.Array(Reason, { description: 'What needs a person first; at most 50' }),
    more: Type.Integer({ description: 'Reasons beside these' }),
  },
  { title: 'OrderWhy' },
)
export type OrderWhy = Static<typeof OrderWhy>

/** What of an order its reasons are told from. */
export const WHY_SECTIONS = [
  'lines',
  'fulfillmentLines',
  'holds',
  'plan',
  'shipments',
  'invoices',
  'deposits',
  'timeline',
] as const satisfies readonly OrderSection[]
export type Seen = OrderDetail & Required<Pick<OrderDetail, (typeof WHY_SECTIONS)[number]>>
export type Part = Seen['fulfillmentLines'][number]

/** What is free of the item of a part that waits. */
export interface FreeFor {
  /** A planner gives it goods; nothing comes by itself. */
  waitsForRelease: boolean
  /** All that its places have beyond their safety stock. */
  quantity: string
  /** Of these the ones that have most. */
  places: readonly { location: string; quantity: string }[]
}

/** What a part is brought by. */
export interface Bringing {
  id: string
  from: string
  /** null: all of it was sent. */
  toSend: string | null
  askedOn: string
  /** null: nothing is on its way. */
  onTheWay: string | null
  sentOn: string | null
}

/** What stands beside an order, by the ids of its parts; of what is not told to somebody nothing is in it. */
export interface Beside {
  free: ReadonlyMap<string, FreeFor>
  bringing: ReadonlyMap<string, readonly Bringing[]>
  /** By the ids of tasks that wait for another order: that order, where it was found. */
  bases: ReadonlyMap<string, { id: string; number: string; state: string } | null>
}

/** A reason as it is found, before those in the same words are told as one. */
export type Found = Omit<Reason, 'lines'>

/** A reason of the whole order by which nothing is to be done, unless it is said otherwise. */
export function reason(code: string, text: string, more: Partial<Found> = {}): Found {
  return { code, text, lineNos: [], since: null, until: null, by: null, release: null, calls: [], ...more }
}
