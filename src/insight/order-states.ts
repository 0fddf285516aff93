import { Type, type Static } from 'typebox'
import { InstantShape } from '../platform/wire.ts'
import { TimelineRow } from './order-shapes.ts'

export const OrderStates = Type.Object(
  {
    orderId: Type.String(),
    states: Type.Array(
      Type.Object({
        state: Type.String(),
        from: InstantShape,
        until: Type.Union([InstantShape, Type.Null()]),
        act: Type.String({ description: 'What led to it' }),
        actor: TimelineRow.properties.actor,
        reason: Type.Union([Type.String(), Type.Null()]),
        pos: Type.String({ description: "Place in the company's order of facts" }),
      }),
      { description: 'The oldest first; one that was left and entered again stands twice' },
    ),
  },
  { $id: 'OrderStates', title: 'OrderStates' },
)
export type OrderStates = Static<typeof OrderStates>
export type StateSpan = OrderStates['states'][number]

/** The states of an order, of its history alone (O-17). Pure. */
export function statesOf(timeline: readonly Static<typeof TimelineRow>[]): StateSpan[] {
  const spans: StateSpan[] = []
  for (const { changes, at, act, actor, reason, pos } of timeline)
    for (const { what, to } of changes) {
      if (what !== 'state' || typeof to !== 'string') continue
      const last = spans.at(-1)
      // An edit of a draft says its state anew.
      if (last?.state === to) continue
      if (last) last.until = at
      spans.push({ state: to, from: at, until: null, act, actor, reason, pos })
    }
  return spans
}

/** Of these the one in which it was then; undefined: it was none yet. An instant belongs to what begins with it. */
export function stateAt(spans: readonly StateSpan[], at: Date): StateSpan | undefined {
  return spans.findLast(({ from }) => new Date(from) <= at)
}
