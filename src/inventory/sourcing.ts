import type { Micro } from '../platform/money.ts'
import { inUnits, mayJoin, minimum, unopened } from './parting.ts'
import { datedOf, IN_TIME, laterOf, soonestOf } from './source-later.ts'
import { freeNow, hasHorizon, leaves } from './source-now.ts'
import { losersOf, nothing, withLosers } from './source-reasons.ts'
import { take, takeBack, takeDated, takeWhole } from './source-taken.ts'
import type {
  StockAt,
  StockPicture,
  Candidate,
  SourcingLine,
  SourcingRules,
  SourcingLoser,
  SourcedPart,
} from './sourced.ts'

/**
 * The choice of locations and dates for the lines of a batch, in order of arrival (D3, D16). Pure: it works on a
 * picture read without locks and takes what it promises out of that picture, so a later line sees what an earlier one
 * left. The writing statement asks the gates again.
 */

/**
 * Sources lines in order of arrival. For each line: the first ranked location that fills it whole from on hand in time (D3); if none is
 * in time, the one that fills it whole soonest, be it from supply; else, if it may split, on hand over the fewest locations (then by rank), the first part at least `minSplit`; else (and for
 * the rest) the location with the earliest date from supply; what is left is backordered at the first-ranked location that lets it wait.
 * A line with no candidate that is not barred gets no part. The picture is changed.
 */
export function sourceLines(
  picture: StockPicture,
  lines: readonly SourcingLine[],
  rules: SourcingRules,
): SourcedPart[][] {
  return lines.map((line) => sourceLine(picture, line, rules))
}

function sourceLine(picture: StockPicture, line: SourcingLine, rules: SourcingRules): SourcedPart[] {
  const candidates = line.candidates ?? rules.candidates
  let stocks = picture.get(line.item)
  if (!stocks) picture.set(line.item, (stocks = new Map()))
  const readyOn = line.requestedOn < rules.today ? rules.today : line.requestedOn
  const free: Micro[] = []
  let soonest: { rank: number; lateOn: string; stocked: boolean; later: SourcedPart | undefined } | undefined
  for (let rank = 0; rank < candidates.length; rank += 1) {
    const candidate = candidates[rank]!
    const stock = candidate.barred === undefined ? stocks.get(candidate.location) : undefined
    const { days, terms } = candidate
    const here = stock
      ? freeNow(stock, rules, candidate, terms ? leaves(candidate, rules.today, readyOn) : rules.today)
      : 0n
    free.push(here)
    if (line.apart && line.allowSplit) continue
    const later = stock && laterOf(stock, line, rules, candidate, readyOn)
    if (candidate.barred !== undefined || (here < line.quantity && !terms?.unsearched && !later)) continue
    const leavesOn = later?.promisedOn ?? leaves(candidate, rules.today, readyOn)
    // Nobody asked a place without days when it is late; of what is not searched a lead time may say so.
    const atLead = !days && terms?.unsearched && leavesOn > readyOn ? leavesOn : null
    const lateOn = line.inOrder ? IN_TIME : (days?.lateOn(leavesOn) ?? atLead ?? IN_TIME)
    const stocked = here >= line.quantity || later !== undefined
    if (lateOn === IN_TIME && (stocked || line.inOrder)) {
      const losers =
        candidates.length === 1 ? nothing : losersOf(candidates, free, rank, line.quantity, stocks, rules)
      if (later) return [takeLater(stocks, candidate, later, losers)]
      return [takeWhole(stocks, candidate, line.quantity, leavesOn, here, rules.today, losers)]
    }
    // The soonest serves: of equals one that has the goods before one that waits for them, then the first by rank.
    const sooner = soonest === undefined || lateOn < soonest.lateOn
    if (sooner || (lateOn === soonest!.lateOn && stocked && !soonest!.stocked))
      soonest = { rank, lateOn, stocked, later }
  }
  if (soonest) {
    const { rank, lateOn, later } = soonest
    const sooner =
      lateOn === IN_TIME
        ? undefined
        : soonestOf({
            stocks,
            line: inUnits(stocks, line, candidates),
            left: line.quantity,
            rules,
            candidates,
            isFirst: true,
            sooner: lateOn,
          })
    if (!sooner) {
      const losers = losersOf(candidates, free, rank, line.quantity, stocks, rules)
      if (later) return [takeLater(stocks, candidates[rank]!, later, losers)]
      const leavesOn = leaves(candidates[rank]!, rules.today, readyOn)
      return [takeWhole(stocks, candidates[rank]!, line.quantity, leavesOn, free[rank]!, rules.today, losers)]
    }
    for (const part of sooner) takeDated(stocks, part, candidates)
    return withLosers(sooner, stocks, candidates, free, rules)
  }
  return sourceShort(stocks, line, rules, candidates, free, readyOn)
}

/**
 * Puts back into the picture what `sourceLines` took out of it for a line: of a question nothing is kept. Of several lines the last
 * one first.
 */
export function putBack(picture: StockPicture, item: bigint, parts: readonly SourcedPart[]): void {
  const stocks = picture.get(item)
  if (stocks) for (const part of parts.toReversed()) takeBack(stocks, part)
}

function takeLater(
  stocks: Map<bigint, StockAt>,
  candidate: Candidate,
  part: SourcedPart,
  losers: readonly SourcingLoser[],
): SourcedPart {
  takeDated(stocks, part, [candidate])
  return Object.assign(part, { losers })
}

function sourceShort(
  stocks: Map<bigint, StockAt>,
  asked: SourcingLine,
  rules: SourcingRules,
  candidates: readonly Candidate[],
  free: readonly Micro[],
  readyOn: string,
): SourcedPart[] {
  const line = inUnits(stocks, asked, candidates)
  const parts: SourcedPart[] = []
  let left = line.quantity
  if (line.allowSplit) {
    const order = candidates.map((_, rank) => rank).filter((rank) => free[rank]! > 0n)
    const isLate = candidates.map(
      (one) => one.days !== undefined && one.days.lateOn(leaves(one, rules.today, readyOn)) !== null,
    )
    const hasAll = (rank: number) => line.apart === true && free[rank]! >= line.quantity
    order.sort((a, b) => {
      if (hasAll(a) !== hasAll(b)) return hasAll(a) ? 1 : -1
      if (isLate[a] !== isLate[b]) return isLate[a] ? 1 : -1
      return free[a] === free[b] ? a - b : free[a]! > free[b]! ? -1 : 1
    })
    const least = minimum(line)
    for (const rank of order) {
      if (left === 0n) break
      if (!mayJoin(line, parts, candidates[rank]!)) continue
      const quantity = free[rank]! < left ? unopened(line, free[rank]!) : left
      if (quantity === 0n) continue
      if (parts.length === 0 && quantity < least) break
      // What is left over may be less.
      if (quantity < left && quantity < (line.minFill ?? 0n)) continue
      const { location, terms } = candidates[rank]!
      const stock = stocks.get(location)!
      const held = take(stock, quantity, candidates[rank]!, rules.today)
      left -= quantity
      parts.push({
        location,
        quantity,
        promisedOn: leaves(candidates[rank]!, rules.today, readyOn),
        supply: 'on_hand',
        reason: 'split_over_locations',
        checksHorizon: hasHorizon(stock),
        ...held,
        ...(terms ? { terms } : {}),
        losers: nothing,
      })
    }
  }
  while (left > 0n) {
    const dated = datedOf(stocks, line, left, rules, candidates, parts)
    if (!dated) break
    for (const part of dated) {
      takeDated(stocks, part, candidates)
      left -= part.quantity
      parts.push(part)
    }
  }
  if (left > 0n && line.minSplit !== undefined && parts.length > 0) {
    // Who says how large the first part is to be at least is not split for a rest that never comes (A10-14).
    for (const part of parts.splice(0).reverse()) takeBack(stocks, part)
    left = line.quantity
  }
  if (left > 0n) {
    const able = candidates.filter((one) => one.barred === undefined && mayJoin(line, parts, one))
    const place = able.find((one) => !one.noBackorders) ?? able[0]
    if (place) {
      parts.push({
        location: place.location,
        quantity: left,
        supply: 'backorder',
        reason: 'nothing_available',
        checksHorizon: false,
        losers: nothing,
      })
    }
  }
  return withLosers(parts, stocks, candidates, free, rules)
}
