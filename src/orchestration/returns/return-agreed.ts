import type { BillLine } from '../../billing/index.ts'
import { allocate, divRound, MICRO, minorToMicro, type Minor } from '../../platform/money.ts'
import { fitRoom, netOf, unitsBilled } from './return-room.ts'
import type { AgreedBack, Piece } from './returned.ts'

/** What is given or kept for nothing of the order stands on a line of its own. */
const OTHER = { given: 'REFUND-OTHER', kept: 'RETURN-FEE' } as const

/**
 * Credits what a sender agreed with its customer, part by part, instead of what was paid pro rata (C-28): goods by line, tax and freight
 * in proportion to what was paid. Never more of a part than was billed and not credited before (F-4), and of goods, with what is given
 * beside them, never more than was billed of the units that came back: what does not fit stays out, and whoever asked compares the
 * total. What is given beside the goods, or kept of them, is a named line.
 *
 * @param byLine the pieces of each line of the return
 * @param room what of the order's units that came back, these among them, was not credited before this return
 * @returns the named line, if there is one
 */
export function creditAgreed(
  byLine: readonly (readonly Piece[])[],
  { nets, tax, freight, other }: AgreedBack,
  digits: number,
  room: Minor,
): BillLine | undefined {
  const pieces = byLine.flat()
  const paid = pieces.map(({ bill }) => bill.net)
  byLine.forEach((own, index) => spread(own, nets[index] ?? 0n, 'net'))
  fitRoom(pieces, room)
  spread(pieces, tax, 'tax')
  spread(pieces, freight, 'freight')
  // A price of its own: the next return does not make up for it.
  for (const [index, { bill }] of pieces.entries())
    if (bill.net !== paid[index])
      bill.unitPrice = divRound(minorToMicro(bill.net, digits) * MICRO, bill.quantity)
  const credited = pieces.reduce((sum, { bill }) => sum + bill.net + bill.tax + bill.freight, 0n)
  const beside = room - netOf(pieces)
  const given = beside > 0n ? beside : 0n
  const most = other > given ? given : other
  const net = most < -credited ? -credited : most
  if (net === 0n) return undefined
  return {
    sourceId: null,
    itemId: null,
    sku: net > 0n ? OTHER.given : OTHER.kept,
    itemClass: pieces[0]?.bill.itemClass ?? '',
    owedOn: false,
    quantity: MICRO,
    unitPrice: minorToMicro(net, digits),
    net,
    tax: 0n,
    freight: 0n,
    taxRateId: null,
    taxPercent: 0n,
    taxDifference: null,
  }
}

type Part = 'net' | 'tax' | 'freight'
const BILLED = { tax: 'billedTax', freight: 'billedFreight' } as const

/**
 * What of a part of a fulfillment line was billed and not credited before this return; of one that comes back in pieces, its share.
 * Of goods that of the units that came back: what is due for the others stays theirs. Tax and freight a sender may give back at once.
 */
function left({ of, bill }: Piece, part: Part): Minor {
  const before = of!.credited.reduce((sum, one) => sum + one[part], 0n)
  return (part === 'net' ? unitsBilled(of!) : of!.part[BILLED[part]]) - before + bill[part]
}

/** Splits an amount over pieces by what was paid for them, none above what is left of it. */
function spread(pieces: readonly Piece[], amount: Minor, part: Part): void {
  if (pieces.length === 0) return
  const weights = pieces.map(({ bill }) => (bill[part] > 0n ? bill[part] : 0n))
  const shares = allocate(amount, weights)
  let over = 0n
  pieces.forEach((piece, index) => {
    const room = left(piece, part)
    const share = shares[index]! > room ? room : shares[index]!
    over += shares[index]! - share
    piece.bill[part] = share
  })
  for (const piece of pieces) {
    if (over === 0n) return
    const room = left(piece, part) - piece.bill[part]
    const more = room < over ? room : over
    piece.bill[part] += more
    over -= more
  }
}
