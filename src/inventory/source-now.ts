import type { Micro } from '../platform/money.ts'
import { availableOn } from './atp.ts'
import { onHandServes, type AtpTerms } from './atp-rule.ts'
import { freeOf, horizonOf } from './horizon.ts'
import type { Candidate, Share, SourcingRules, StockAt } from './sourced.ts'

/** What of an item can leave a place now, and on which day it does. */

/** The day on which a candidate ships what is there, or what a lead time says. */
export function leaves({ days, terms }: Candidate, today: string, readyOn: string): string {
  const goodsOn = terms?.unsearched ? terms.fence! : today
  return days?.shipOn(goodsOn) ?? (goodsOn > readyOn ? goodsOn : readyOn)
}

/** What can leave now for a day: on hand less reserved and safety, and never what a dated promise counts on. */
export function freeNow(
  stock: StockAt,
  rules: Pick<SourcingRules, 'today' | 'supplyFence'>,
  { kept = 0n, terms, share }: Pick<Candidate, 'kept' | 'terms' | 'share'>,
  leavesOn: string,
): Micro {
  const free = freeOf(stock, kept)
  if (free <= 0n || (terms && !onHandServes(terms, rules.today, leavesOn))) return 0n
  if (stock.demands.length === 0) return within(free, stock, rules.today, share)
  const now = availableOn(horizonOf(stock, rules, kept, terms), rules.today)
  return within(now < free ? now : free, stock, rules.today, share)
}

/** Of what is free no more than the share, but for what the order held. */
function within(free: Micro, stock: StockAt, today: string, share: Share | undefined): Micro {
  if (!share) return free
  const { own = 0n } = stock
  const most = share.most(stock, today)
  const least = own > most ? own : most
  return least < free ? least : free
}

/** What can leave now of an item at a place, beside what is kept back, of what the order may take. */
export function freeAt(
  stock: StockAt,
  today: string,
  kept: Micro,
  terms: AtpTerms | undefined,
  share?: Share,
): Micro {
  const of = { kept, ...(terms ? { terms } : {}), ...(share ? { share } : {}) }
  return freeNow(stock, { today }, of, today)
}

export function hasHorizon(stock: StockAt): boolean {
  return stock.demands.length > 0 || stock.supplies.length > 0
}
