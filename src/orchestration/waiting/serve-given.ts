import { shippedFrom, type Released } from '../../inventory/index.ts'
import { writeParts, type FulfillmentLine, type Order } from '../../orders/index.ts'
import type { Company } from '../../organization/index.ts'
import type { Context } from '../../platform/batch/index.ts'
import type { Json } from '../../platform/json.ts'
import { formatMicro } from '../../platform/money.ts'
import { bringPart } from './bring-waiting.ts'
import { happened } from '../plan/events.ts'
import { placesOf, touch, type Progress } from '../plan/progress.ts'
import { askedOf } from './serve-waiting.ts'
import { splitOff } from '../plan/split-component.ts'

/** What was given to a part that waited. */
export interface Given {
  released: Released
  order: Order
  /** What has it: the part that waited, or a piece that was split off that, which is not written yet. */
  part: FulfillmentLine
  from: FulfillmentLine
}

/**
 * Parts have their goods, or somebody who brings them, and their plans go on; a piece goes its own way beside what waits on. All that is
 * given in an order comes at once: each look at its plan is one for all of them.
 */
export function serveGiven(
  progress: Progress,
  context: Context,
  given: readonly Given[],
  by: { company: Company; today: string; act: string; actor: string },
): void {
  for (const [order, own] of Map.groupBy(given, (one) => one.order)) {
    const pieces = own.filter(({ part, from }) => part !== from)
    if (pieces.length > 0) splitOff(progress, context, order, [], pieces)
    for (const one of own) serve(progress, context, one, by)
    writeParts(
      order,
      pieces.map(({ part }) => part),
      context,
    )
  }
}

function serve(
  progress: Progress,
  context: Context,
  { released: { locationId, quantity, brought }, order, part, from }: Given,
  { company, today, act, actor }: { company: Company; today: string; act: string; actor: string },
): void {
  const asked = askedOf(order, part, company, context.now, today)
  const changes: Json[] = []
  if (part !== from)
    changes.push(['split_off', from.id.toString(), part.id.toString(), formatMicro(quantity)])
  if (brought) {
    const of = { company, order, part, fromId: locationId, asked, today, waited: true as const }
    changes.unshift(...bringPart(progress, context, of))
  } else {
    const item = { companyId: order.companyId, itemId: part.itemId }
    const days = shippedFrom(progress.stock, { ...item, locationId, goodsOn: today }, asked, today)
    Object.assign(part, { locationId, supply: 'on_hand', ...days })
    changes.unshift(['supply', part.id.toString(), 'backorder', 'on_hand'])
  }
  touch(
    progress,
    order,
    { act, actor },
    {
      changes,
      events: [brought ? 'order.promised' : 'stock.reserved'],
      ...(part === from ? { sourced: part.id } : {}),
    },
  )
  if (brought) return
  const places = placesOf(progress, order)
  const { reserve } = places.get(part.id)!
  const ready = reserve?.partIds.every((id) => places.get(id)!.part.supply === 'on_hand')
  if (reserve && ready) happened(progress, reserve, context.now)
}
