import type { CreditedLine } from '../../billing/index.ts'
import type { FulfillmentLine, Order } from '../../orders/index.ts'
import type { Minor } from '../../platform/money.ts'
import type { Returnable } from './returnable.ts'
import type { Piece } from './returned.ts'

/** What may still be credited for goods of an order: all its credit memos together never give back more than was billed (F-4). */

/** What was billed for the units that came back, those of this return among them; a begun minor unit counts whole. */
export function unitsBilled({ part, returned }: Pick<Returnable, 'part' | 'returned'>): Minor {
  const { billedNet, invoiced } = part
  if (invoiced === 0n) return 0n
  const share = billedNet * returned
  return share > 0n ? (share + invoiced - 1n) / invoiced : share / invoiced
}

/** Credit of an order before a return: of a part by its lines, and what was given beside goods less what was kept of them. */
export interface CreditedBefore {
  credited(part: FulfillmentLine): readonly CreditedLine[]
  beside: Minor
}

/** What was billed of parts of an order, as `billed` counts it, and not credited before. It may be below 0: nothing is left then. */
export function roomOf(
  { parts }: Order,
  { credited, beside }: CreditedBefore,
  billed: (part: FulfillmentLine) => Minor,
): Minor {
  return parts.reduce(
    (room, part) => credited(part).reduce((rest, { net }) => rest - net, room + billed(part)),
    -beside,
  )
}

/** What pieces give back of goods. */
export function netOf(pieces: readonly Piece[]): Minor {
  return pieces.reduce((sum, { bill }) => sum + bill.net, 0n)
}

/** Takes off the goods of a return what does not fit any more, from the last piece on. */
export function fitRoom(pieces: readonly Piece[], room: Minor): void {
  let over = netOf(pieces) - (room > 0n ? room : 0n)
  for (const { bill } of pieces.toReversed()) {
    if (over <= 0n) return
    if (bill.net <= 0n) continue
    const less = bill.net < over ? bill.net : over
    bill.net -= less
    over -= less
  }
}
