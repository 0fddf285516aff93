import type { Micro } from '../platform/money.ts'
import { neverThere } from './horizon.ts'
import { hasHorizon } from './source-now.ts'
import { datedReason } from './source-reasons.ts'
import type { Candidate, SourcedPart, SourcingLoser, StockAt } from './sourced.ts'

/** What a line was given is taken out of the picture, so that the next one sees what is left; of a question it is put back. */

/** @param free what is there; less: it is promised by a rule that does not search stock, and holds none */
export function takeWhole(
  stocks: Map<bigint, StockAt>,
  candidate: Candidate,
  quantity: Micro,
  promisedOn: string,
  free: Micro,
  today: string,
  losers: readonly SourcingLoser[],
): SourcedPart {
  const { location, terms } = candidate
  const stock = stocks.get(location)
  if (!stock || free < quantity) {
    const part: SourcedPart = {
      location,
      quantity,
      promisedOn,
      supply: 'dated',
      reason: datedReason(true, true, terms),
      checksHorizon: false,
      ...(terms ? { terms } : {}),
      losers,
    }
    takeDated(stocks, part, [candidate])
    return part
  }
  const held = take(stock, quantity, candidate, today)
  return {
    location: candidate.location,
    quantity,
    promisedOn,
    supply: 'on_hand',
    reason: 'first_that_fills',
    checksHorizon: hasHorizon(stock),
    ...held,
    ...(terms ? { terms } : {}),
    losers,
  }
}

/** Takes what is on hand, first what the order held. @returns how it is asked of the gate */
export function take(
  stock: StockAt,
  quantity: Micro,
  { kept, share }: Pick<Candidate, 'kept' | 'share'>,
  today: string,
): Pick<SourcedPart, 'kept' | 'own' | 'share'> {
  const shared = share ? { share: share.take(stock, quantity, today) } : {}
  stock.reserved += quantity
  const { own = 0n } = stock
  if (own <= 0n) return kept === undefined ? shared : { kept, ...shared }
  stock.own = own > quantity ? own - quantity : 0n
  return { own: true, ...shared }
}

export function takeDated(
  stocks: Map<bigint, StockAt>,
  part: SourcedPart,
  candidates: readonly Candidate[],
): void {
  let stock = stocks.get(part.location)
  if (!stock) stocks.set(part.location, (stock = neverThere()))
  const { share, terms } = candidates.find(({ location }) => location === part.location) ?? {}
  // What is available without an end, or by a lead time, is nobody's share.
  const endless = terms?.unsearched || (terms?.fence !== undefined && part.promisedOn! >= terms.fence)
  // What is made for it is nobody else's either.
  const quantity = part.capable?.fromStock ?? part.quantity
  if (share && !endless && quantity > 0n) part.share = share.take(stock, quantity, part.promisedOn!)
  part.capable?.take()
  // A list of its own: what was computed from the one before is not that of this one.
  stock.demands = [...stock.demands, { on: part.promisedOn!, quantity: part.quantity }]
}

export function takeBack(stocks: Map<bigint, StockAt>, part: SourcedPart): void {
  const { location, supply, quantity } = part
  const stock = stocks.get(location)
  if (!stock) return
  part.share?.putBack()
  if (supply === 'on_hand') stock.reserved -= quantity
  else if (supply === 'dated') {
    part.capable?.putBack()
    stock.demands = stock.demands.slice(0, -1)
  }
  if (stock.neverThere && stock.demands.length === 0) stocks.delete(location)
}
